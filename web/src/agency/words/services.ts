// What a person can have done at the counter, in the order in which it is asked for most.
export interface Intake { name: string; service: string; title: string; hint: string }

export const intakes: Intake[] = [
  { name: 'transfer.draft', service: 'relation_transfer', title: '医保关系转移接续', hint: '职工、居民跨统筹区,账户与年限随之转移' },
  { name: 'place_change.file', service: 'place_change', title: '参保地变更', hint: '工作、居住、户籍变动,新生儿,外籍人员' },
  { name: 'seal_release.file', service: 'seal_release', title: '解封申请', hint: '先看因何封存,再按原因解除' },
  { name: 'card_order.file', service: 'card_order', title: '申领、补换社保卡', hint: '首次申领、挂失补卡、损坏换卡' },
  { name: 'contribution_correction.file', service: 'contribution_correction', title: '更正缴费记录', hint: '须由另一人复核' },
  { name: 'contribution_refund.file', service: 'contribution_refund', title: '退费', hint: '重复缴费、离开后多缴' },
  { name: 'late_leaving.file', service: 'late_leaving', title: '更正减员日期', hint: '单位迟报离职的,凭终止劳动关系证明,须由另一人复核' },
  { name: 'cash_out.file', service: 'cash_out', title: '个人账户一次性支取', hint: '出境定居等' },
  { name: 'inheritance.file', service: 'inheritance', title: '个人账户继承', hint: '由继承人申请,份额合计为一' },
  { name: 'aid_application.file', service: 'aid_application', title: '家庭共济绑定', hint: '近亲属共用个人账户' },
  { name: 'remote_care.file', service: 'remote_care', title: '异地就医备案', hint: '到参保地以外就医以前' },
  { name: 'chronic_disease.file', service: 'chronic_disease', title: '门诊慢特病认定', hint: '凭诊断材料,由经办机构审核' },
  { name: 'complaint.file', service: 'complaint', title: '投诉建议', hint: '登记并限期答复' },
  { name: 'appeal.file', service: 'appeal', title: '申诉', hint: '对封存或者不予办理不服' },
  { name: 'hold_correction.file', service: 'hold_correction', title: '封存差错更正', hint: '须由另一人复核' },
  { name: 'death_correction.file', service: 'death_correction', title: '死亡登记更正', hint: '登记错了人或者日期,须由另一人复核' },
  { name: 'person_merge.file', service: 'person_merge', title: '合并参保人编号', hint: '一人两个编号' },
  { name: 'transfer.retiree_payout', service: 'retiree_payout', title: '退休人员个人账户划款', hint: '异地安置退休人员,划入本人银行账户' },
];
