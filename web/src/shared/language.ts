// Which language the pages speak: Chinese first, English for who reads it rather. The sentences of the
// server stay in Chinese; codes, days and the pages' own words are English then.
import { ref } from 'vue';

export type Language = 'zh-CN' | 'en';
const kept = 'yibao_language';

export const lastLanguage = (): Language => (localStorage.getItem(kept) === 'en' ? 'en' : 'zh-CN');
export const english = ref(false);

// `keep`: on this device, for the next time too.
export function speakIn(next: Language, keep = true): void {
  english.value = next === 'en';
  if (keep) localStorage.setItem(kept, next);
  document.documentElement.lang = next;
}

// What comes from the server or from a person's papers is Chinese whatever the page speaks, and says so.
export const langOf = (text: string | undefined) => (text && /[\u3400-\u9fff]/.test(text) ? 'zh-CN' : undefined);

// Codes are English words already: origin_review is "Origin review".
export function codeInWords(code: string): string {
  const words = code.replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// A table of the Chinese names of codes (virtual:names/…), which in English names them by themselves.
export function named<T extends Record<string, string>>(table: T): T {
  return new Proxy(table, { get: (all, name, self) => (english.value && typeof name === 'string' && name in all && /^[a-z][a-z_]+$/.test(name)
    ? codeInWords(name) : Reflect.get(all, name, self) as unknown) });
}
