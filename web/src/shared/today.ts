// The day at the server, which is Beijing's. What a form begins with is never taken from the clock of
// a telephone, which may be wrong or in another country.
let ahead = 0;  // milliseconds that the server's clock is before this device's

// What /v1/me says of the time.
export function itIsNow(instant: string | undefined): void {
  const told = Date.parse(instant ?? '');
  if (Number.isFinite(told)) ahead = told - Date.now();
}

export const today = (): string => new Date(Date.now() + ahead + 8 * 3_600_000).toISOString().slice(0, 10);
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
export const daysBetween = (from: string, until: string): number => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);

// This year and those before it.
export function recentYears(count = 12): { value: string; text: string }[] {
  const now = Number(today().slice(0, 4));
  return Array.from({ length: count }, (_, back) => ({ value: String(now - back), text: String(now - back) }));
}
// The month before this one: 2025-03.
export const lastMonth = (): string => daysAfter(`${today().slice(0, 7)}-01`, -1).slice(0, 7);
// Whole years between a birthday and today.
export function yearsSince(day: string): number {
  const now = today();
  return Number(now.slice(0, 4)) - Number(day.slice(0, 4)) - (now.slice(5) < day.slice(5) ? 1 : 0);
}
