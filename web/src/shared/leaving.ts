// Signing out (退出) ends the session at the server. Its cookie is not the page's to drop, so where
// the server was not reached this browser lets nobody in by it: it tries again, with every page that
// opens and when the line is back, and says so meanwhile. Somebody who signs in ends it as well.
import { ref } from 'vue';
import { Problem, request } from './api';

const key = 'yibao_leaving';
export const unended = ref(localStorage.getItem(key) !== null);

export async function endSession(): Promise<void> {
  localStorage.setItem(key, '1');
  try {
    await request('DELETE', '/v1/sessions/current');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Any other refusal says that no session is open, or that what one came by is none.
    unended.value = error.status === 0 || error.status === 429 || error.status >= 500;
    if (unended.value) throw error;
  }
  isEnded();
}

// A session was ended, or another one took its place.
export function isEnded(): void {
  localStorage.removeItem(key);
  unended.value = false;
}

// Asked before anybody is taken for signed in. False: somebody has left whose session may be open.
export async function hasLeft(): Promise<boolean> {
  if (localStorage.getItem(key) === null) return true;
  await endSession().catch(() => undefined);
  return !unended.value;
}

window.addEventListener('online', () => { void hasLeft(); });
