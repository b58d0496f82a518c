import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import '@/front/front.css';
import { setClient } from '@/shared/api';
import { watchTabs } from '@/shared/kept';
import { watchLine } from '@/shared/line';
import Overview from './Overview.vue';
import Shell from './Shell.vue';

document.title = '单位医保服务';
setClient('employer-desk');
const router = createRouter({
  history: createWebHistory('/employer/'),
  routes: [
    { path: '/', component: Overview },
    { path: '/joiners', component: () => import('./Report.vue'), props: { kind: 'joiner' } },
    { path: '/leavers', component: () => import('./Report.vue'), props: { kind: 'leaver' } },
    { path: '/file', component: () => import('./MonthlyFile.vue') },
    { path: '/people', component: () => import('./Roster.vue') },
    { path: '/messages', component: () => import('./Messages.vue') },
    { path: '/bills', component: () => import('./Bills.vue') },
    { path: '/move', component: () => import('./CompanyMove.vue') },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});
watchLine(router);
watchTabs();
createApp(Shell).use(router).mount('#page');
