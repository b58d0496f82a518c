import { createApp } from 'vue';
import '@/shared/base.css';
import 'element-plus/theme-chalk/base.css';
import './style.css';
import { onSignedOut, setClient } from '@/shared/api';
import Shell from './Shell.vue';
import { router } from './router';
import { forget } from './use/session';

setClient('agency-console');
onSignedOut(() => {
  if (router.currentRoute.value.meta.open) return;
  forget();
  void router.push({ path: '/sign-in', query: { to: router.currentRoute.value.fullPath } });
});
createApp(Shell).use(router).mount('#page');
