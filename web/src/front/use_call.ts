// One call at a time of a page: whether it is under way, what came of it, and the key under which a
// command is done once. The key stays until its answer has come: who presses again after a line was
// cut asks for the same thing, and nothing happens twice.
import { ref, shallowRef } from 'vue';
import { Problem, newKey } from '@/shared/api';
import { problemOf } from './told';

// `kept` names a place where the key outlives the page itself, until its answer has come.
export function useCall(kept = '') {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  let key = newKey();
  let about = '';

  const place = () => `${kept}:${about}`;
  const pending = () => (kept ? sessionStorage.getItem(place()) : null);
  function forget() {
    key = newKey();
    if (kept) sessionStorage.removeItem(place());
  }

  // `what` says what is asked for: another thing gets another key.
  async function run<T>(action: (key: string) => Promise<T>, what = ''): Promise<T | undefined> {
    if (busy.value) return undefined;
    if (what !== about) {
      about = what;
      key = pending() ?? newKey();
    }
    if (kept) sessionStorage.setItem(place(), key);
    busy.value = true;
    problem.value = null;
    try {
      const answer = await action(key);
      forget();
      return answer;
    } catch (error) {
      problem.value = problemOf(error);
      if (problem.value.status !== 0 && problem.value.status < 500) forget();
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  function clear() { problem.value = null; }
  return { busy, problem, run, clear };
}
