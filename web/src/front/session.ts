// Who is signed in at this desk. The session itself is a cookie that no script can read; a page only
// knows what /v1/me tells.
import { ref } from 'vue';
import { Problem, get, onSignedOut, post } from '@/shared/api';
import { tellTabs } from '@/shared/kept';
import { endSession, hasLeft, isEnded } from '@/shared/leaving';

export interface Me { role: string; name: string; region?: string; region_name?: string; institution_name?: string; must_change_secret?: boolean; [member: string]: unknown }

// undefined: not asked yet; null: nobody.
export const me = ref<Me | null | undefined>(undefined);

onSignedOut(() => { me.value = null; });

export async function whoAmI(): Promise<void> {
  if (!await hasLeft()) {
    me.value = null;
    return;
  }
  try {
    me.value = await get<Me>('/v1/me');
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 0) throw error;
    me.value = null;
  }
}

export async function signIn(means: Record<string, string>): Promise<void> {
  await post('/v1/sessions', means);
  await signedIn();
}

// A session was opened, by whatever means.
export async function signedIn(): Promise<void> {
  isEnded();
  await whoAmI();
  tellTabs('in');
}

export async function signOut(): Promise<void> {
  sessionStorage.removeItem('yibao_token');
  await endSession().catch(() => undefined);  // unended says so
  me.value = null;
  tellTabs('out');
}

export interface DemoSignIn {
  kind: string; name: string; role: string; client?: string; region?: string;
  account?: string; password?: string; totp?: string; usable_in_seconds?: number;
  phone?: string; person?: string; identity_number?: string;
}

// Of a demo only: elsewhere there is no such page, and nothing is offered.
export async function demoSignIns(roles: string[]): Promise<DemoSignIn[]> {
  try {
    const { sign_ins } = await get<{ sign_ins: DemoSignIn[] }>('/demo/sign-ins');
    return sign_ins.filter(({ role }) => roles.includes(role));
  } catch {
    return [];
  }
}
