// A list that comes in pages: what has come so far, whether there is more, and the way to it. Asked
// anew where what it depends on changes. No list ends without a word: More.vue says that there is more.
import { ref, shallowRef, type Ref, type ShallowRef, type WatchSource } from 'vue';
import { Problem } from '@/shared/api';
import { useLoading, type Loading } from '@/shared/loading';

export type Cursor = string | number | undefined;
export interface Page<T> { rows: T[]; next?: Cursor }
export interface Pages<T> extends Loading<T[]> {
  more: Ref<boolean>;
  coming: Ref<boolean>;
  stuck: ShallowRef<Problem | null>;
  next: () => Promise<void>;
}

export function usePages<T>(read: (after: Cursor, signal: AbortSignal) => Promise<Page<T>>, depends: WatchSource[] = []): Pages<T> {
  const more = ref(false);
  const coming = ref(false);
  const stuck = shallowRef<Problem | null>(null);
  let after: Cursor;
  let turn = 0;  // of the list: a page that was asked for the one before is no part of it
  function take(page: Page<T>): T[] {
    after = page.next;
    more.value = page.next !== undefined;
    return page.rows;
  }
  const first = useLoading(async (signal) => {
    turn += 1;
    coming.value = false;
    stuck.value = null;
    return take(await read(undefined, signal));
  }, depends);

  async function next() {
    if (coming.value || !more.value) return;
    const mine = turn;
    coming.value = true;
    stuck.value = null;
    try {
      const page = await read(after, new AbortController().signal);
      if (mine === turn) first.value.value = [...(first.value.value ?? []), ...take(page)];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (mine === turn) stuck.value = error;
    } finally {
      if (mine === turn) coming.value = false;
    }
  }
  return { ...first, more, coming, stuck, next };
}

// Of an endpoint whose next page is asked for by the last row: a full page may not be the last one.
export function pageBy<T>(rows: T[], size: number, last: (row: T) => Cursor): Page<T> {
  const end = rows.at(-1);
  return { rows, next: rows.length >= size && end !== undefined ? last(end) : undefined };
}

// To the end, for a file: at most so many pages, so that nothing runs for ever.
export async function readAll<T>(read: (after: Cursor) => Promise<Page<T>>, pagesMax = 400): Promise<{ rows: T[]; whole: boolean }> {
  const rows: T[] = [];
  let after: Cursor;
  for (let page = 0; page < pagesMax; page += 1) {
    const told = await read(after);
    rows.push(...told.rows);
    if (told.next === undefined) return { rows, whole: true };
    after = told.next;
  }
  return { rows, whole: false };
}
