// One visit is one line: what the same one looked at, by the same way and for the same purpose, without
// half an hour between two looks.
import type { Reason } from '@/shared/api';

export type View = Reason & { viewed_at: string; role: string; channel: string; what: string; endpoint: string; office?: { region: string }; purpose?: string; person_present?: boolean; break_glass?: number };
export interface Visit { first: View; looks: View[]; what: string[]; times: number; from: string; to: string }

const pause = 30 * 60_000;
const sameOne = (a: View, b: View) => a.rule === b.rule && a.role === b.role && a.channel === b.channel && a.office?.region === b.office?.region && a.purpose === b.purpose
  && a.person_present === b.person_present && a.break_glass === b.break_glass && a.facts.agent === b.facts.agent && a.facts.provider === b.facts.provider;

// The looks come with the newest first.
export function gathered(views: View[]): Visit[] {
  const visits: Visit[] = [];
  for (const view of views) {
    const last = visits.at(-1);
    if (last && sameOne(last.first, view) && Date.parse(last.from) - Date.parse(view.viewed_at) <= pause) {
      last.looks.push(view);
      last.from = view.viewed_at;
      last.times += 1;
      if (!last.what.includes(view.what)) last.what.push(view.what);
    } else {
      visits.push({ first: view, looks: [view], what: [view.what], times: 1, from: view.viewed_at, to: view.viewed_at });
    }
  }
  return visits;
}
