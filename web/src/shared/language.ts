// Which language the pages speak: Chinese first, English for who reads it rather. The server is asked
// for its sentences in the same one (api.ts); names of people and places stay Chinese.
import { ref } from 'vue';

export type Language = 'zh-CN' | 'en';
const kept = 'yibao_language';

// As it was chosen on this device; before that as the browser is read.
export function lastLanguage(): Language {
  const chosen = localStorage.getItem(kept) ?? navigator.language;
  return chosen.startsWith('en') ? 'en' : 'zh-CN';
}
export const english = ref(false);

// On this device, for the next time too.
export const keepLanguage = (next: Language) => localStorage.setItem(kept, next);

export async function speakIn(next: Language, keep = true): Promise<void> {
  if (keep) keepLanguage(next);
  if (next === 'en') await readNames();
  english.value = next === 'en';
  document.documentElement.lang = next;
}

// What is written down or typed in Chinese (a purpose, a written decision) is so whatever the page speaks,
// and says so. A sentence in English with a Chinese name in it is English.
export const langOf = (text: string | undefined) => (text && /[\u3400-\u9fff]/.test(text) && !/[A-Za-z]{2,} [a-z]{2,}/.test(text) ? 'zh-CN' : undefined);

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

// Codes are English words already: origin_review is "Origin review".
export const codeInWords = (code: string): string => capital(code.replace(/_/g, ' '));

// The English names of codes, list by list; fetched only by who reads English.
type Names = Record<string, Record<string, string>>;
let names: Names | undefined;
async function readNames(): Promise<void> {
  names ??= (await import('virtual:names.en')).default;
}

// A list of the Chinese names of codes (virtual:names/…), which in English are those of the same list.
export function named<T extends Record<string, string>>(list: string, table: T): T {
  return new Proxy(table, { get: (all, name, self) => {
    const found = english.value && typeof name === 'string' ? names?.[list]?.[name] : undefined;
    return found === undefined ? Reflect.get(all, name, self) as unknown : capital(found);
  } });
}
