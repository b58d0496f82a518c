// Who sits at the desk: account, role and agency, as the server tells it.
import { computed, shallowRef } from 'vue';
import { get, post, Problem } from '@/shared/api';
import { belongsTo, dropAll, dropSession, tellTabs } from '@/shared/kept';
import { endSession, hasLeft, isEnded } from '@/shared/leaving';
import { itIsNow } from '@/shared/today';
import { forgetPurposes } from './purpose';

export interface Me { role: string; name: string; now: string; channel?: string; region?: string; region_name?: string; number?: number; must_change_secret?: boolean }
export interface DemoSignIn {
  kind: string; name?: string; role?: string; region?: string; region_name?: string; account: string; password: string;
  totp?: string; usable_in_seconds?: number;
}

export const me = shallowRef<Me | null>(null);
export const region = computed(() => me.value?.region ?? '');
export const isOfficer = computed(() => ['agency_officer', 'senior_officer'].includes(me.value?.role ?? ''));
export const is = (...roles: string[]) => roles.includes(me.value?.role ?? '');

// Nothing where nobody is signed in.
export async function loadMe(): Promise<Me | null> {
  if (me.value) return me.value;
  if (!await hasLeft()) return null;
  try {
    me.value = await get<Me>('/v1/me');
    itIsNow(me.value.now);
    if (belongsTo(`${me.value.role} ${me.value.number ?? me.value.name}`).other) forgetPurposes();
  } catch (error) {
    if (!(error instanceof Problem) || ![401, 404].includes(error.status)) throw error;
  }
  return me.value;
}

export async function signIn(account: string, password: string, totp: string): Promise<void> {
  sessionStorage.removeItem('yibao_token');
  await post('/v1/sessions', { kind: 'staff', account, password, totp });
  await signedIn();
}

// A session was opened, by whatever means.
export async function signedIn(): Promise<void> {
  isEnded();
  forget();
  await loadMe();
  tellTabs('in');
}

// The session is over. What was typed waits for the same one (shared/kept.ts); what the person was
// looked at for, and whether they stood there, is to be said anew.
export function forget(): void {
  me.value = null;
  forgetPurposes();
  dropSession();
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

// Of a demo only; a server without one answers 404.
export async function demoSignIns(): Promise<DemoSignIn[]> {
  try {
    const told = await get<{ sign_ins: DemoSignIn[] }>('/demo/sign-ins');
    return told.sign_ins.filter((each) => each.kind === 'staff');
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}
