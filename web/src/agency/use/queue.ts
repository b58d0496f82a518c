// The queue as it is read: page after page by the server's cursor, as one scrolls towards its end.
// What was asked before a filter changed is dropped.
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { get, Problem } from '@/shared/api';
import { useLoading } from '@/shared/loading';
import type { QueueCount, Task } from './cases';

export interface Filter { queue: string; service: string; level: '' | 'late' | 'soon' | 'escalated' }
interface Counts { today: string; soon_until: string; queues: QueueCount[] }
const pageSize = 200;

const dayBefore = (iso: string) => new Date(Date.parse(iso) - 86_400_000).toISOString().slice(0, 10);

export function useQueue(region: Ref<string>, filter: Filter) {
  // An auditor belongs to no agency, and chooses one first.
  const counts = useLoading(async (signal) => (region.value === '' ? null : get<Counts>(`/v1/agencies/${region.value}/queue-counts`, {}, { signal })), [region]);
  const tasks = shallowRef<Task[]>([]);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const done = ref(false);
  let next = '';
  let asking = 0;

  const parameters = () => ({ queue: filter.queue, service: filter.service, limit: pageSize, after: next,
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
