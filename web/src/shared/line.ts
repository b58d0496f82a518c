// The line to the server, where it breaks: offline altogether, or a page that could not be fetched (the
// line was cut, or a newer version has taken its place). What was typed stays where it is.
import { ref } from 'vue';
import type { Router } from 'vue-router';

export const offline = ref(!navigator.onLine);
addEventListener('online', () => { offline.value = false; });
addEventListener('offline', () => { offline.value = true; });

// Where somebody wanted to go and could not.
export const wanted = ref('');
let again: () => void = () => undefined;
export const tryAgain = () => again();

export function watchLine(router: Router): void {
  let tried = '';
  router.onError((error, to) => {
    if (!/import|fetch|load/i.test(String((error as Error)?.message))) throw error;
    wanted.value = to.fullPath;
    again = () => {
      // A second time the whole page: a newer version has other files.
      if (tried === to.fullPath && navigator.onLine) location.assign(router.resolve(to).href);
      tried = to.fullPath;
      void router.push(to.fullPath);
    };
  });
  router.afterEach(() => { wanted.value = ''; });
}
