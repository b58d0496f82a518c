import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import '@/front/front.css';
import { setClient } from '@/shared/api';
import { watchTabs } from '@/shared/kept';
import { watchLine } from '@/shared/line';
import Shell from './Shell.vue';
import Till from './Till.vue';

document.title = '医保收费窗口';
setClient('provider-desk');
const router = createRouter({
  history: createWebHistory('/provider/'),
  routes: [
    { path: '/', component: Till },
    { path: '/day', component: () => import('./Day.vue') },
    { path: '/clearing', component: () => import('./Clearing.vue') },
    { path: '/place', component: () => import('./Place.vue') },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});
watchLine(router);
watchTabs();
createApp(Shell).use(router).mount('#page');
