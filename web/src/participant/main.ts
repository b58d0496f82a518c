import { createApp } from 'vue';
import '@/shared/base.css';
import { setClient } from '@/shared/api';
import Shell from './Shell.vue';

setClient('participant-app');
createApp(Shell).mount('#page');
