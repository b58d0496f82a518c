// The shapes of cases (办件), and where each kind of case is asked for.
import type { Reason } from '@/shared/api';

export interface Place { region: string; name: string }
export interface Step { step: number; event: string; happened_on: string; facts: Record<string, string>; region?: string; reasons?: Reason[] }
export interface Slot { slot: string; state: string }
export interface Clock { due_on: string; overdue?: boolean; working_days_left?: number; working_days_to_spare?: number; done_on?: string; ended_on?: string; paused_on?: string; provisional?: boolean }
export interface Listed {
  kind: string; case: string; service: string; state: string; filed_on: string; open: boolean;
  closed_on?: string; due_on?: string; overdue?: boolean; place?: Place; origin?: Place; waits_at?: Place;
}
export interface Shown {
  case: string; service: string; state: string; form: Record<string, unknown>; form_digest: string; materials: Slot[];
  steps: Step[]; version: number; accepted_on?: string; decided_on?: string; closed_on?: string;
  waiting?: { queue: string; region?: string; due_on?: string; overdue: boolean; urged: number; escalated: boolean };
  place?: Place; clock?: Clock & { working_days: number };                                   // one agency decides
  origin?: Place; target?: Place; relation?: string;                                         // a transfer
  money?: { state: string; route: string; amount_fen: number; amount: string };
  progress?: { step: string; state: 'done' | 'current' | 'ahead' }[];
  clocks?: { origin: Clock | null; target: Clock | null; total: Clock | null; steps?: (Clock & { queue: string })[]; provisional: boolean };
  linked?: { case: string; link: string; state: string; amount_fen: number }[];
}
// What the server says to a form before anything is decided.
export interface Drafted {
  case: string; form: Record<string, unknown>; form_digest: string; materials: string[]; materials_missing?: string[];
  obstacles?: Reason[]; reasons?: Reason[]; would_be_due_on?: string;
}

// Of every service its path; what is not named here belongs to a transfer, or has a page of its own.
const paths: Record<string, string> = {
  seal_release: 'seal-releases', appeal: 'appeals', complaint: 'complaints', card_order: 'card-orders',
  cash_out: 'cash-outs', inheritance: 'inheritances', person_merge: 'person-merges',
  aid_application: 'aid-applications', contribution_correction: 'contribution-corrections',
  contribution_refund: 'contribution-refunds', place_change: 'place-changes', hold_correction: 'hold-corrections',
  late_leaving: 'late-leavings', death_correction: 'death-corrections', remote_care: 'remote-care-registrations', chronic_disease: 'chronic-disease-recognitions',
};
export const pathOf = (service: string) => paths[service] ?? 'transfers';
const ofPath = Object.fromEntries(Object.entries(paths).map(([service, path]) => [path, service]));
export const serviceOf = (path: string) => ofPath[path] ?? 'relation_transfer';
export const pageOf = (each: { service: string; case: string }) =>
  (each.service === 'card_production' ? '/card' : `/cases/${pathOf(each.service)}/${each.case}`);

const good = ['completed', 'credited', 'paid_out', 'supplement_credited', 'supplement_recognised', 'taken'];
const bad = ['declined', 'rejected', 'refused', 'ended', 'money_returned', 'payout_ended', 'supplement_ended'];
export function toneOf(state: string): 'success' | 'danger' | 'primary' | 'warning' | 'default' {
  if (good.includes(state)) return 'success';
  if (bad.includes(state)) return 'danger';
  if (['draft', 'returned', 'payout_bounced'].includes(state)) return 'warning';
  return state === 'withdrawn' ? 'default' : 'primary';
}
export const mayBeAppealed = (state: string) => ['declined', 'rejected', 'refused'].includes(state);
