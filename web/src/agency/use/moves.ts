// 成建制转移, as the server tells it.
import type { Reason } from '@/shared/api';
import type { Place } from './cases';

export interface Member { person: string; name: string; outcome: string; attempt: number; reasons: Reason[]; begins_on?: string; following?: string; transfer?: string; transfer_state?: string }
export interface Move { move: string; state: string; origin: Place; target: Place; effective_on: string; why?: string; employer_name?: string; target_employer_name?: string; counts?: { moved: number; refused: number }; members?: Member[] }
export const moveWords: Record<string, string> = { filed: '待转出地受理', accepted: '待转入地审核', approved: '逐人办理中', done: '已办结', refused: '未通过' };
