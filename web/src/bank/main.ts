import { startIn } from '@/front/start_in';
import { lastLanguage } from '@/shared/language';

void startIn(lastLanguage(), () => import('./open_bank'));
