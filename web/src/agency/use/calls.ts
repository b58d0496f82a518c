// Calls to the hotline, page after page, the latest first.
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { Problem } from '@/shared/api';

export interface Call { call: string; line: string; caller: string; topic: string; verified: boolean; failures: number; steps: number; started_at: string; ended_at?: string; end?: string;
  region?: string; region_name?: string; path: string[] }
const pageSize = 100;

export function useCalls(ask: (parameters: Record<string, string | number>) => Promise<{ calls: Call[] }>, about: Ref<unknown>[] = []) {
  const calls = shallowRef<Call[]>([]);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const all = ref(false);
  let asking = 0;

  async function more() {
    const mine = asking;
    busy.value = true;
    problem.value = null;
    try {
      const last = calls.value[calls.value.length - 1];
      const told = await ask({ limit: pageSize, ...(last ? { before: last.call } : {}) });
      if (mine !== asking) return;
      calls.value = [...calls.value, ...told.calls];
      all.value = told.calls.length < pageSize;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (mine === asking) problem.value = error;
    } finally {
      if (mine === asking) busy.value = false;
    }
  }
  function again() {
    asking += 1;
    calls.value = [];
    all.value = false;
    return more();
  }
  watch(about, again, { immediate: true });
  return { calls, problem, busy, all: computed(() => all.value), more, again };
}
