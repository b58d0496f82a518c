// Statements of what is owed, as the server tells them.
export interface Share { creditor_name: string; debtor_name: string; settlements: number; postings: number; fund_fen: number; account_fen: number; amount_fen: number; of_statement?: string; institution?: string }
export interface Statement {
  statement: string; kind: 'institution' | 'region'; month: string; state: string; region_name: string; with_name?: string; institution?: string;
  settlements: number; postings: number; bills_fen: number; fund_fen: number; account_fen: number; counter_fen: number; carried_fen: number; amount_fen: number;
  payer_name?: string; payee_name?: string; payee_holder?: string; payee_account?: string; drawn_by: string; first_by: string; second_by: string; due_on: string; due_provisional: boolean; drawn_on: string; paid_on?: string; why?: string;
  shares?: Share[];
}
export interface Line { number: string; day: string; total_fen: number; owed_fen: number; debtor_name: string; institution?: string; of_statement?: string }

export const stateWords: Record<string, string> = { drawn: '待审核', approved_once: '待复核', approved: '待付款', refused: '已退回', sent: '已送银行', paid: '已付款', returned: '退汇', carried: '结转下月', level: '两清' };
