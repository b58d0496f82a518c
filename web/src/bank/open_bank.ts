import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import '@/front/front.css';
import { setClient } from '@/shared/api';
import { watchTabs } from '@/shared/kept';
import { watchLine } from '@/shared/line';
import Desk from './Desk.vue';
import Shell from './Shell.vue';

document.title = '银行社保卡窗口';
setClient('bank-desk');
const router = createRouter({
  history: createWebHistory('/bank/'),
  routes: [
    { path: '/', component: Desk },
    { path: '/production', component: () => import('./Production.vue') },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});
watchLine(router);
watchTabs();
createApp(Shell).use(router).mount('#page');
