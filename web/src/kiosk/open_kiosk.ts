// 自助服务机: one page without addresses of its own. What a person has looked at stands in memory
// only; leaving means loading the page anew, so that neither storage nor history nor the back button
// keep anything of them.
import { createApp } from 'vue';
import '@/front/front.css';
import './kiosk.css';
import { setClient } from '@/shared/api';
import Shell from './Shell.vue';

document.documentElement.dataset.elder = 'yes';  // large, whoever comes
document.title = '医保自助服务';
setClient('kiosk');
createApp(Shell).mount('#page');
