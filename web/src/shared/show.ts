// How values are shown. Money comes as whole fen, days as ISO days of Beijing: neither passes
// through a floating number or the browser's own time zone.

import { english } from './language';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export function yuan(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return '—';
  const whole = Math.trunc(Math.abs(fen) / 100).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '−' : ''}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}

// What a person typed as an amount, in fen; null where it is none. A comma parts groups of exactly three
// digits, nothing else: where somebody's keypad writes decimals with it, "12,34" must not become 1,234.
// Digits, comma and point may be full-width, as they are pasted.
export function fenOf(text: string): number | null {
  const plain = text.trim().replace(/[\uFF10-\uFF19\uFF0C\uFF0E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xFEE0));
  const parts = plain.match(/^(\d{1,10}|[1-9]\d{0,2}(?:,\d{3}){1,2}|[1-9](?:,\d{3}){3})(?:\.(\d{1,2}))?$/);
  return parts ? Number(parts[1]!.replace(/,/g, '')) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : null;
}

export function day(iso: string | null | undefined): string {
  const parts = iso?.match(/^(\d{4})-(\d{2})-(\d{2})/);
  if (!parts) return '—';
  return english.value ? `${Number(parts[3])} ${months[Number(parts[2]) - 1]} ${parts[1]}` : `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日`;
}

export function month(iso: string | null | undefined): string {
  const parts = iso?.match(/^(\d{4})-(\d{2})/);
  if (!parts) return '—';
  return english.value ? `${months[Number(parts[2]) - 1]} ${parts[1]}` : `${parts[1]}年${Number(parts[2])}月`;
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export function weekday(iso: string): string {
  const at = new Date(`${iso}T00:00:00Z`).getUTCDay();
  return english.value ? weekdays[at]! : `星期${'日一二三四五六'[at]!}`;
}

// 甲、乙、丙; a, b, c
export const listed = (words: readonly (string | number)[]): string => words.join(english.value ? ', ' : '、');

// An instant as a clock on the wall in Beijing shows it.
export function instant(iso: string | null | undefined): string {
  if (!iso) return '—';
  const moment = new Date(Date.parse(iso) + 8 * 3_600_000).toISOString();
  return `${day(moment)} ${moment.slice(11, 16)}`;
}

// An identity number as people write it: with spaces or dashes, in full-width digits, with a small x.
export const identityOf = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

// Masked by default: 张*, 4401**********1234, 138****5678.
export function maskedName(name: string): string { return name.slice(0, 1) + '*'.repeat(Math.max(1, name.length - 1)); }
export function maskedNumber(number: string): string {
  return number.length < 9 ? '*'.repeat(number.length)
    : number.slice(0, 4) + '*'.repeat(number.length - 8) + number.slice(-4);
}
export function maskedPhone(phone: string): string { return phone.replace(/^(\d{3})\d{4}(\d{4})$/, '$1****$2'); }
