// What the server tells beside its answers: reasons in words, and refusals.
import { Problem } from '@/shared/api';

export interface Told { rule: string; title: string; detail: string; next_step?: string }

// Anything that went wrong, as something a page can show. What is no refusal is a fault of ours, and
// said as one.
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  console.error(error);
  return new Problem(0, 'page_fault', '页面出了差错', '请刷新后再试;仍不成功请拨打 12393。');
}

export function nextSteps(problem: Problem): string[] {
  return (problem.nextSteps as unknown[]).map((each) => typeof each === 'string' ? each
    : String((each as { text?: string }).text ?? '')).filter((each, i, all) => each && all.indexOf(each) === i);
}

// The reasons behind the first, which the title tells already.
export function furtherReasons(problem: Problem): Told[] {
  return (problem.reasons as unknown as Told[]).slice(1).filter((each) => each.title);
}
