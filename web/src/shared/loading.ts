// What a page reads: its value, that it is on its way, or the problem that came instead. Asked again
// when what it depends on changes, or the language that it is told in, and by the person.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue';
import { Problem } from '@/shared/api';
import { english } from '@/shared/language';

export interface Loading<T> {
  value: ShallowRef<T | null>;
  problem: ShallowRef<Problem | null>;
  busy: Ref<boolean>;
  slow: Ref<boolean>;
  again: () => Promise<void>;
}

const slowAfter = 4000;

export function useLoading<T>(load: (signal: AbortSignal) => Promise<T>,
                              depends: WatchSource[] = []): Loading<T> {
  const value = shallowRef<T | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const slow = ref(false);
  let running: AbortController | undefined;

  async function again() {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    busy.value = true;
    problem.value = null;
    const timer = setTimeout(() => { slow.value = running === mine; }, slowAfter);
    try {
      const told = await load(mine.signal);
      if (running === mine) value.value = told;
    } catch (error) {
      if (mine.signal.aborted) return;
      if (!(error instanceof Problem)) throw error;
      problem.value = error;
    } finally {
      clearTimeout(timer);
      if (running === mine) { busy.value = false; slow.value = false; }
    }
  }

  watch([english, ...depends], again, { immediate: true });
  onScopeDispose(() => running?.abort());
  return { value, problem, busy, slow, again };
}
