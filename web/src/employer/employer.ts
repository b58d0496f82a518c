// The employer that the one signed in acts for.
import { ref } from 'vue';
import { get } from '@/shared/api';

export interface Employer { employer: string; code: string; name: string; region: string; region_name: string }
export const employer = ref<Employer | null>(null);

export async function loadEmployer() { employer.value = await get<Employer>('/v1/me/employer'); }
export const pathOf = (rest: string) => `/v1/employers/${employer.value!.employer}/${rest}`;

export interface Waiting { person: string; name: string; report: number; effective_on: string; lapses_on: string; urged: number }
// What the employer was told, in words, and whether anybody has read it; `at` is the mark to read up to.
export interface Message { told_at: string; at: number; read: boolean; rule: string; title: string; detail: string; next_step?: string }
export interface Messages { unread: number; messages: Message[]; next?: number }
export interface Awaited { person: string; name: string; identity_number: string; effective_on: string; waits_since: string; region_name: string; urged: number }
export interface Arrears {
  on: string; principal_fen: number; late_fee_fen: number; late_fee_owed_fen: number; left_fen: number;
  months: { month: string; people: number; principal_fen: number; late_fee_fen: number }[];
  payments: { reference: string; received_on: string; principal_fen: number; late_fee_fen: number; people_months: number; left_fen: number }[];
  notices: { month: string; serial: number; months: string; noticed_on: string; pay_by: string; people: number; total_fen: number }[];
}
export interface Assessment {
  month: string; due_on: string; total_fen: number; unpaid_fen: number;
  people: { person: string; name: string; base_fen: number; personal_fen: number; employer_fen: number; paid: boolean }[];
}

// One relation of somebody with this employer: insured now, or left.
export interface Employee { person: string; name: string; identity_number: string; enrolment: number; state: 'active' | 'suspended' | 'terminated'; kind: string; base_fen: number; started_on: string; suspended_on?: string }
export interface Roster { active: number; left: number; people: Employee[]; next?: string }
