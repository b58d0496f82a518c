// What files say, in whatever language the page speaks (tools/english.mjs leaves …_columns.ts alone).
export const columns: Record<string, string[]> = {
  setl_id: ['setl_id', '结算ID', '结算编号', '结算流水号'], msgid: ['msgid', '报文ID', '发送方报文ID', 'medins_setl_id'], init_setl_id: ['init_setl_id', '原结算ID', '原结算编号'],
  day: ['setl_time', '结算时间', '结算日期', 'setl_date'], total: ['medfee_sumamt', '医疗费总额', '总费用', '总金额'], fund: ['fund_pay_sumamt', '基金支付总额', '统筹支付', '基金支付'],
  account: ['acct_pay', '个人账户支出', '个人账户支付金额', '个账支付'], flag: ['refd_setl_flag', '退费结算标志', '退费标志', '是否退费'] };
export const yes = ['1', '是'];
