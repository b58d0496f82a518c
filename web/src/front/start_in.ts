// The language first: what the pages say is looked up as they are read (tools/english.mjs).
import '@/shared/base.css';
import { speakIn, type Language } from '@/shared/language';
import { speakWith } from '@/shared/say';

export async function startIn(language: Language, pages: () => Promise<unknown>, keep = true): Promise<void> {
  await speakIn(language, keep);
  if (language === 'en') speakWith((await import('./words/en')).default);
  await pages();
}
