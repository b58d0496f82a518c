// Words of the pages (vue-i18n), Chinese first. English is fetched only by who reads it. The
// sentences of an answer come from the server, in the language of now.
import { nextTick } from 'vue';
import { createI18n } from 'vue-i18n';
import { speakIn, type Language } from '@/shared/language';
import zh from '../words/zh-CN';

export const words = createI18n({ legacy: false, locale: 'zh-CN', fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh } as Record<string, typeof zh> });

export const language = words.global.locale;

// What forms are written with where they stand (services.ts, forms.ts), in the language of now.
export const spoken = (text: string): string =>
  (language.value === 'en' ? (words.global.getLocaleMessage('en') as typeof zh).forms[text] ?? text : text);

export async function speak(next: Language): Promise<void> {
  if (next === 'en' && !words.global.availableLocales.includes('en')) {
    words.global.setLocaleMessage('en', (await import('../words/en')).default);
  }
  await speakIn(next);
  language.value = next;
  await nextTick();
}
