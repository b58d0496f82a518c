// A row of the contribution record: a month as it was received, or given back.
import { yuan } from './show';

export interface Contribution { month: string; region: string; region_name: string; scheme: string; kind: number; corrected?: boolean; base_fen: number; personal_fen: number; employer_fen: number; received_on: string }

// Taken off in a sum: money that was given back, or a wrong receipt that a correction took back.
export const isRefund = (row: Pick<Contribution, 'kind'>) => row.kind === 20;
export const isDeemed = (row: Pick<Contribution, 'kind'>) => row.kind === 38;  // 视同缴费: a month without money
// What was given back is shown as what it is, everywhere.
export const paid = (row: Pick<Contribution, 'kind' | 'personal_fen' | 'employer_fen'>, by: 'personal' | 'employer') => {
  const fen = row[`${by}_fen`];
  return yuan(isRefund(row) ? -fen : fen);
};
