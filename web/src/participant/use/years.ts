// This year in Beijing and those before it.
export function recentYears(count = 12): { value: string; text: string }[] {
  const now = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  return Array.from({ length: count }, (_, back) => ({ value: String(now - back), text: String(now - back) }));
}
export const todayInBeijing = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
export const daysBetween = (from: string, until: string) => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
