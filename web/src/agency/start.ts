import { createApp } from 'vue';
import 'element-plus/theme-chalk/base.css';
import './style.css';
import { onSignedOut, setClient } from '@/shared/api';
import { watchTabs } from '@/shared/kept';
import { watchLine } from '@/shared/line';
import Shell from './Shell.vue';
import { router } from './router';
import { forget } from './use/session';

watchLine(router);
watchTabs();
setClient('agency-console');
onSignedOut(() => {
  if (router.currentRoute.value.meta.open) return;
  forget();
  void router.push({ path: '/sign-in', query: { to: router.currentRoute.value.fullPath } });
});
createApp(Shell).use(router).mount('#page');
