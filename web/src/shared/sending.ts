// What a person sends. The same words sent again after a lost answer go under the same key, so that
// the server does it once; other words, or words after an answer, get a key of their own.
import { ref, shallowRef } from 'vue';
import { newKey, Problem, request, type CallOptions } from './api';

const wasAnswered = (problem: Problem) =>
  problem.status >= 400 && problem.status < 500 && problem.status !== 401 && problem.status !== 429;

export function useSending() {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  let unanswered: { words: string; key: string } | undefined;

  function keyFor(words: string): string {
    if (unanswered?.words !== words) unanswered = { words, key: newKey() };
    return unanswered.key;
  }

  // The answer; nothing where a problem came, which is then shown and not thrown.
  async function send<T>(path: string, body: unknown = {}, options: CallOptions = {}): Promise<T | undefined> {
    if (busy.value) return undefined;
    busy.value = true;
    problem.value = null;
    try {
      const key = keyFor(path + JSON.stringify(body));
      const told = await request<T>('POST', path, body, { ...options, key });
      unanswered = undefined;
      return told.body;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (wasAnswered(error)) unanswered = undefined;
      problem.value = error;
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  return { busy, problem, send };
}
export type Sending = ReturnType<typeof useSending>;
