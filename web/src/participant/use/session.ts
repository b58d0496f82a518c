// Who is signed in, and for whom one acts: oneself, a child, someone who gave an authorisation.
import { computed, ref, shallowRef, watch } from 'vue';
import { get, Problem } from '@/shared/api';
import { belongsTo, dropAll, dropSession, tellTabs } from '@/shared/kept';
import { endSession, hasLeft, isEnded } from '@/shared/leaving';
import { itIsNow } from '@/shared/today';

export interface Acting { person: string; name: string; kind: 'guardian' | 'proxy'; relation: string; scope: string[]; until?: string }
export interface Me {
  role: string;
  now: string;
  name: string;
  person: string;
  real_name_level: number;
  identity_number?: string;
  phone?: string;
  must_change_secret?: boolean;
  acts_for?: Acting[];
}

export const me = shallowRef<Me | null>(null);
export const acting = ref<Acting | null>(null);
export const person = computed(() => acting.value?.person ?? me.value?.person ?? '');
export const shownName = computed(() => acting.value?.name ?? me.value?.name ?? '');

export const lapsed = ['authorisation_expired', 'authorisation_revoked', 'guardianship_ended'];
// Why nobody is acted for any more, until it was read.
export const stopped = shallowRef<Problem | null>(null);
export function stopActing(why: Problem) {
  if (!acting.value) return;
  stopped.value = why;
  acting.value = null;
}
// A reload, or the phone that drops a page in the background, does not change for whom one acts.
const actedFor = 'yibao_acting';
watch(acting, (whom) => {
  if (whom) sessionStorage.setItem(actedFor, whom.person);
  else sessionStorage.removeItem(actedFor);
});

// Whether one of these scopes of an authorisation was given for whom one acts: of oneself and as a
// guardian, every one. The server decides; what it would refuse is neither asked nor offered.
export const covers = (...scopes: string[]) => !acting.value || (me.value?.acts_for ?? []).some((each) =>
  each.person === acting.value?.person && (each.kind === 'guardian' || each.scope.some((one) => one === 'all' || scopes.includes(one))));

// How the session came to its end, until somebody signs in again.
export const ended = shallowRef<Problem | null>(null);

export const own = (path: string) => `/v1/people/${person.value}/${path}`;

// Someone who is signed in already; null where nobody is.
export async function loadMe(): Promise<Me | null> {
  if (me.value) return me.value;
  if (!await hasLeft()) return null;
  try {
    me.value = await get<Me>('/v1/me');
    itIsNow(me.value.now);
    belongsTo(me.value.person ?? me.value.role);
    const kept = sessionStorage.getItem(actedFor);
    acting.value = me.value.acts_for?.find((each) => each.person === kept) ?? null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.status !== 401) throw error;
  }
  return me.value;
}

// The session is over; what was typed waits for the same one to come back (shared/kept.ts).
export function forget() {
  me.value = null;
  acting.value = null;
  dropSession();
}

// A session has begun, perhaps upon that of somebody else.
export async function begin(): Promise<Me | null> {
  forget();
  isEnded();
  ended.value = null;
  const who = await loadMe();
  tellTabs('in');
  return who;
}

export async function signOut(): Promise<void> {
  try {
    await endSession();
  } finally {
    forget();
    dropAll();
    tellTabs('out');
  }
}
