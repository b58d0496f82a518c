import { startIn } from '@/front/start_in';

// Whoever comes next finds the machine as everybody does: its language stands in the address alone.
void startIn(new URLSearchParams(location.search).get('language') === 'en' ? 'en' : 'zh-CN', () => import('./open_kiosk'), false);
