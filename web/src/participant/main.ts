import { createApp } from 'vue';
import '@/shared/base.css';
import './page.css';
import { onSignedOut, setClient } from '@/shared/api';
import { watchTabs } from '@/shared/kept';
import { watchLine } from '@/shared/line';
import Shell from './Shell.vue';
import { router } from './router';
import { forget } from './use/session';
import { lastLanguage } from '@/shared/language';
import { speak, words } from './use/words';

watchLine(router);
watchTabs();
setClient('participant-app');
onSignedOut(() => {
  forget();
  const here = router.currentRoute.value;
  if (!here.meta.open) void router.replace({ path: '/sign-in', query: { to: here.fullPath } });
});
void speak(lastLanguage()).then(() => createApp(Shell).use(words).use(router).mount('#page'));
