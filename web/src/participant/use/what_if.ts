// "If I stop here and start there on this day": the server answers each supposition day by day; the
// best day is the one that leaves the fewest days uncovered, found by asking for each candidate.
import { get, post, Problem, type Reason } from '@/shared/api';
import type { Stretch } from '../components/DayStrip.vue';
import { own } from './session';
import { daysAfter, daysBetween, today } from '@/shared/today';

export interface Standing { cover: 'yes' | 'partly' | 'no'; benefit_percent: number; region_name?: string; reasons: Reason[] }
// `rests_on`: the payments that are supposed; `on_record`: the same day as it stands, whatever is supposed.
export interface Coverage { from: string; until: string; covered_from: string | null; covered_days: number; partly_covered_days: number; uncovered_days: number;
  stretches: Stretch[]; on_record: Standing; supposed: { rests_on: Reason[]; not_taken_in: Reason[] } }
export interface Wish { stop_on: string; start_on: string; region: string; kind: string; transferred: boolean; pay_on: string; stops_paying: boolean; until: string }

// The server reads a question as it does a form: everything is named, nothing is empty.
function question(wish: Wish) {
  return { from: today(), until: wish.until || daysAfter(today(), 365),
    ...(wish.stop_on ? { stop_on: wish.stop_on } : {}), ...(wish.pay_on ? { pay_on: wish.pay_on } : {}), ...(wish.stops_paying ? { stops_paying: true } : {}),
    ...(wish.region && wish.start_on ? { enrolments: [{ region: wish.region, kind: wish.kind, from: wish.start_on, transferred: wish.transferred }] } : {}) };
}
export const ask = (wish: Wish) => post<Coverage>(own('coverage'), question(wish));

// Candidates for the day on which the old place ends: today, the firsts of the months up to the new
// start, and the new start itself. Contributions count by month, so no other day can be better.
export function candidates(wish: Wish): string[] {
  const now = today();
  const firsts: string[] = [];
  for (let at = now; at < wish.start_on && firsts.length < 12;) {
    const [year, month] = at.split('-').map(Number) as [number, number];
    at = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
    if (at <= wish.start_on) firsts.push(at);
  }
  return [...new Set([now, ...firsts, wish.start_on])].filter((each) => daysBetween(now, each) >= 0);
}

export interface Best { day: string; uncovered: number }
// A day on which nothing can be stopped is none to choose: who begins next month cannot stop today.
const refused = [400, 409, 422];
async function askOrRefusal(wish: Wish): Promise<Coverage | Problem> {
  return ask(wish).catch((error) => {
    if (error instanceof Problem && refused.includes(error.status)) return error;
    throw error;
  });
}
// Of equals the day that was chosen, where it is one of them; else the latest: one stays covered by what
// is known as long as one can. `chosen`: the uncovered days of wish.stop_on.
export async function bestStop(wish: Wish, chosen: number): Promise<Best> {
  let best: Best = { day: wish.stop_on, uncovered: Number.POSITIVE_INFINITY };
  let why: Problem | undefined;
  for (const day of candidates(wish)) {
    const told = await askOrRefusal({ ...wish, stop_on: day });
    if (told instanceof Problem) why = told;
    else if (told.uncovered_days <= best.uncovered) best = { day, uncovered: told.uncovered_days };
  }
  if (why && !best.day) throw why;  // on none of them
  return wish.stop_on && chosen <= best.uncovered ? { day: wish.stop_on, uncovered: chosen } : best;
}

export const moneyOf = (from: string, to: string) =>
  post<{ possible: boolean; route: string; money_reasons: Reason[]; reasons: Reason[] }>(own('transfer-precheck'), { origin: from, target: to });
const ofChildren = ['newborn', 'preschool_child', 'student'];
export const isChild = (kind?: string) => ofChildren.includes(kind ?? '');
// As what one may suppose to be enrolled elsewhere.
export const kindsFrom = (kind?: string) => (isChild(kind) ? [...ofChildren, 'resident_adult']
  : ['employee', 'flexible', 'resident_adult', ...(kind === 'resident_elder' ? ['resident_elder'] : [])]);
export const enrolments = () => get<{ enrolments: { region: string; region_name: string; state: string; kind: string }[] }>(own('enrolments'));
