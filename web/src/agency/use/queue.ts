// The queue as it is read: page after page by the server's cursor, as one scrolls towards its end.
// What was asked before a filter changed is dropped.
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { get, Problem } from '@/shared/api';
import { useLoading } from '@/shared/loading';
import type { QueueCount, Task } from './cases';
import { me } from './session';

export interface Filter { queue: string; service: string; level: '' | 'late' | 'soon' | 'escalated'; whose: '' | 'mine' | 'nobody' }
interface Counts { today: string; soon_until: string; queues: QueueCount[] }
const pageSize = 200;

const dayBefore = (iso: string) => new Date(Date.parse(iso) - 86_400_000).toISOString().slice(0, 10);

export function useQueue(region: Ref<string>, filter: Filter) {
  const whose = () => ({ staff: filter.whose === 'mine' ? me.value?.number : undefined, unassigned: filter.whose === 'nobody' ? 'true' : '' });
  // An auditor belongs to no agency, and chooses one first.
  const counts = useLoading(async (signal) => (region.value === '' ? null : get<Counts>(`/v1/agencies/${region.value}/queue-counts`, whose(), { signal })), [region, () => filter.whose]);
  const tasks = shallowRef<Task[]>([]);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const done = ref(false);
  let next = '';
  let asking = 0;

  const parameters = () => ({ queue: filter.queue, service: filter.service, limit: pageSize, after: next, ...whose(),
    escalated: filter.level === 'escalated' ? 'true' : '',
    due_until: filter.level === 'late' && counts.value.value ? dayBefore(counts.value.value.today)
      : filter.level === 'soon' && counts.value.value ? counts.value.value.soon_until : '' });

  async function more() {
    if (busy.value || done.value || !region.value) return;
    const mine = asking;
    busy.value = true;
    problem.value = null;
    try {
      const told = await get<{ tasks: Task[]; next?: string }>(`/v1/agencies/${region.value}/queue`, parameters());
      if (mine !== asking) return;
      tasks.value = [...tasks.value, ...told.tasks];
      next = told.next ?? '';
      done.value = !next;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (mine === asking) problem.value = error;
    } finally {
      if (mine === asking) busy.value = false;
    }
  }
  function again() {
    asking += 1;
    tasks.value = [];
    next = '';
    busy.value = false;
    done.value = false;
    return more();
  }
  // The day matters to what is late or due soon only.
  const dayAsked = () => (['late', 'soon'].includes(filter.level) ? counts.value.value?.today : '');
  watch([region, () => ({ ...filter }), dayAsked], again, { immediate: true });

  const matching = computed(() => (counts.value.value?.queues ?? []).filter((each) =>
    (!filter.queue || each.queue === filter.queue) && (!filter.service || each.service === filter.service)));
  const sum = (member: 'cases' | 'overdue' | 'soon' | 'escalated') => matching.value.reduce((all, each) => all + each[member], 0);
  const totals = computed(() => ({ cases: sum('cases'), overdue: sum('overdue'), soon: sum('soon'), escalated: sum('escalated') }));
  const total = computed(() => (done.value ? tasks.value.length : Math.max(tasks.value.length, filter.level === 'late' ? totals.value.overdue
    : filter.level === 'soon' ? totals.value.overdue + totals.value.soon : filter.level === 'escalated' ? totals.value.escalated : totals.value.cases)));
  return { counts, tasks, problem, busy, done, totals, total, more, again };
}

// Where an officer was in the queue: the filters, the row, and the cases in the order in which they stood there. So
// that one comes back to the same place, and goes on from one case to the next without the queue between.
const placed = 'yibao_queue_place';
export interface QueuePlace { path: string; row: number; cases: string[] }
const rememberedMax = 2000;
export function keepPlace(path: string, row: number, tasks: readonly Task[]): void {
  const cases = tasks.slice(0, rememberedMax).map((each) => `/cases/${each.service}/${each.case}`);
  sessionStorage.setItem(placed, JSON.stringify({ path, row, cases }));
}
export function queuePlace(): QueuePlace {
  return { path: '/', row: 0, cases: [], ...JSON.parse(sessionStorage.getItem(placed) ?? '{}') as Partial<QueuePlace> };
}
// Where that case stands now, or, where it was decided, the first behind it that still waits.
export function rowNow({ row, cases }: QueuePlace, tasks: readonly Task[]): number {
  const rows = new Map(tasks.map((each, at) => [`/cases/${each.service}/${each.case}`, at]));
  const waits = cases.slice(row).find((each) => rows.has(each));
  return waits ? rows.get(waits)! : Math.min(row, tasks.length - 1);
}
// The case that stood `by` rows behind this one; nothing at either end, or where one came from elsewhere.
export function caseBeside(path: string, by: 1 | -1): string | undefined {
  const { cases } = queuePlace();
  const at = cases.indexOf(path);
  return at < 0 ? undefined : cases[at + by];
}
// The row in hand moves along with the case, so that the queue opens on it.
export function keepRow(path: string): void {
  const place = queuePlace();
  const at = place.cases.indexOf(path);
  if (at >= 0) sessionStorage.setItem(placed, JSON.stringify({ ...place, row: at }));
}
