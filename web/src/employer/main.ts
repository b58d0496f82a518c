import { createApp } from 'vue';
import '@/shared/base.css';
import { setClient } from '@/shared/api';
import Shell from './Shell.vue';

setClient('employer-desk');
createApp(Shell).mount('#page');
