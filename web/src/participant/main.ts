import { createApp } from 'vue';
import '@/shared/base.css';
import './page.css';
import { onRefused, onSignedOut, setClient } from '@/shared/api';
import { watchTabs } from '@/shared/kept';
import { watchLine } from '@/shared/line';
import Shell from './Shell.vue';
import { router } from './router';
import { ended, forget, lapsed, me, stopActing } from './use/session';
import { lastLanguage } from '@/shared/language';
import { speak, words } from './use/words';

watchLine(router);
watchTabs();
setClient('participant-app');
onSignedOut((why) => {
  if (['session_ended', 'account_given_up'].includes(why.code) && me.value) ended.value = why;
  forget();
  const here = router.currentRoute.value;
  if (!here.meta.open) void router.replace({ path: '/sign-in', query: { to: here.fullPath } });
});
// An authorisation has ended while its page stood open: who acted is themself again, and told why.
onRefused((problem) => { if (lapsed.includes(problem.code)) stopActing(problem); });
void speak(lastLanguage()).then(() => createApp(Shell).use(words).use(router).mount('#page'));
