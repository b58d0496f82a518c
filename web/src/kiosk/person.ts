// Who stands at the machine, for as long as they do.
import { shallowRef } from 'vue';
import { post, request, setBearer } from '@/shared/api';
import type { Contribution } from '@/shared/contribution';

export interface Session { token: string; name: string; person: string; must_change_secret?: boolean; identity_number?: string }
export const session = shallowRef<Session | null>(null);

export async function signIn(means: Record<string, string>): Promise<void> {
  const opened = await post<Session>('/v1/sessions', { ...means, answer: 'token' });
  setBearer(opened.token);
  session.value = opened;
}

// Ends the session and everything that the page remembers.
export async function leave(): Promise<void> {
  const ended = request('DELETE', '/v1/sessions/current').catch(() => undefined);
  session.value = null;
  await Promise.race([ended, new Promise((done) => setTimeout(done, 2000))]);
  setBearer('');
  sessionStorage.clear();
  location.replace('/kiosk/');
}

export const pathOf = (rest: string) => `/v1/people/${session.value!.person}/${rest}`;
export interface Summary { on: string; balance_fen: number; accounts: { region: string; region_name: string; balance_fen: number; reserved_fen: number }[];
  enrolments: { enrolment: number; region_name: string; scheme: string; kind: string; state: string; started_on: string }[] }
export interface Credits { year: number; total_fen: number; months: { month: string; amount_fen: number; credited_on: string; taken_back: boolean }[] }
export interface Statement { months: Contribution[];
  totals: { contribution_months_total: number; actual_months: number; deemed_months: number; places: { region: string; region_name: string; actual_months: number; deemed_months: number }[] } }
