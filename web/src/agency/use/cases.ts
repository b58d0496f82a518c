// The shapes of cases (办件) as the server tells them.
import type { Reason } from '@/shared/api';

export interface Place { region: string; name: string }
export interface Step { step: number; event: string; happened_on: string; facts: Record<string, string>; region?: string; actor?: string; agent?: Agent; reasons?: Reason[] }
export interface Agent { name: string; kind?: 'guardian' | 'proxy'; relation?: string }  // 代办人、监护人
export interface Slot { slot: string; state: 'uploaded' | 'sighted' | 'held' | 'missing' }
export interface Clock { due_on: string; overdue?: boolean; working_days_left?: number; working_days_to_spare?: number; done_on?: string; ended_on?: string; paused_on?: string; provisional?: boolean; from?: string; working_days?: number; stopped?: Stop[] }
export interface Stop { returned_on: string; completed_on?: string }
export interface Waiting { leg: string; queue: string; region?: string; due_on?: string; overdue: boolean; urged: number; escalated: boolean }
export interface Shown {
  case: string; service: string; state: string; channel: string; form: Record<string, unknown>; form_digest: string;
  materials: Slot[]; steps: Step[]; version: number; person?: string; person_name?: string; filed_by_agent?: Agent;
  accepted_on?: string; decided_on?: string; closed_on?: string; policy_hash?: string; waiting?: Waiting; end_reason?: string;
  place?: Place; clock?: Clock; handling?: string;                                          // one agency decides
  origin?: Place; target?: Place; relation?: string; category?: string;                     // a transfer
  money?: { state: string; route: string; clear_on: string; amount_fen: number; amount: string };
  progress?: { step: string; state: 'done' | 'current' | 'ahead' }[];
  clocks?: { origin: Clock | null; target: Clock | null; total: Clock | null; steps?: (Clock & { queue: string })[]; provisional: boolean; stopped: Stop[] };
  linked?: { case: string; link: string; state: string; amount_fen: number }[];
}
export interface Task {
  case: string; service: string; state: string; person_name: string; channel: string; leg: string; queue: string;
  urged: number; escalated: boolean; priority: boolean; overdue: boolean; accepted_on?: string; due_on?: string; working_days_left?: number;
  staff?: number; staff_name?: string;  // whose hands it is in
}
export interface QueueCount { queue: string; service: string; cases: number; overdue: number; soon: number; escalated: number }
export interface Drafted {
  case: string; form: Record<string, unknown>; form_digest: string; materials: string[]; materials_missing?: string[];
  obstacles?: Reason[]; reasons?: Reason[]; would_be_due_on?: string;
}

export type Level = 'late' | 'soon' | 'fine' | 'undated';
export function levelOf(left: number | undefined): Level {
  if (left === undefined) return 'undated';
  return left < 0 ? 'late' : left <= 2 ? 'soon' : 'fine';
}

const good = ['completed', 'credited', 'paid_out', 'supplement_credited', 'supplement_recognised', 'active', 'taken'];
const bad = ['declined', 'rejected', 'refused', 'ended', 'money_returned', 'terminated'];
export function toneOf(state: string): 'good' | 'bad' | 'wait' | 'plain' {
  if (good.includes(state)) return 'good';
  if (bad.includes(state)) return 'bad';
  return ['draft', 'returned', 'disputed', 'suspended'].includes(state) ? 'wait' : 'plain';
}
