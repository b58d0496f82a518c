// The language first: what the pages say is looked up as they are read (tools/english.mjs).
import '@/shared/base.css';
import { lastLanguage, speakIn } from '@/shared/language';
import { speakWith } from '@/shared/say';

async function start() {
  const language = lastLanguage();
  await speakIn(language);
  if (language === 'en') speakWith((await import('./words/en')).default);
  await import('./start');
}
void start();
