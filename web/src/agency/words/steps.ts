// The steps of an officer on a case: which are offered in which state. Whether one may be taken is
// the server's to say; here stands only what makes sense to offer.
import type { Shown } from '../use/cases';

export interface StepOffer {
  name: string;          // of the endpoint, behind the service's own name where it begins with "."
  title: string;
  tone?: 'primary' | 'danger';
  hint?: string;
  key?: string;
  at?: 'origin' | 'target';  // whose step it is
  needs?: string[];      // members that this step cannot do without, though the server leaves them to its rule
}

const any: StepOffer[] = [
  { name: '.urge', title: '登记催办' },
  { name: '.withdraw', title: '登记撤销', tone: 'danger', hint: '申请人撤销。已划出的资金不能这样撤回。' },
  { name: '.end', title: '终止', tone: 'danger', hint: '死亡、转出地重新参保等,不能再办下去时。' },
];
const back: StepOffer = { name: '.return', title: '退回补正', key: 'b', hint: '一次告知全部需要补正的材料;以后不能再提当时已经缺少而没有告知的。' };

const ofApplication: Record<string, StepOffer[]> = {
  draft: [],
  review: [
    { name: '.approve', title: '审核通过', tone: 'primary', key: 'a', hint: '逐项勾选核对过的材料。需要复核的,由另一人复核后生效。' },
    back,
    { name: '.refuse', title: '不予同意', tone: 'danger', key: 'x', hint: '写明理由;决定书载明复议、诉讼的途径和期限。' }],
  second_review: [
    { name: '.approve', title: '复核通过', tone: 'primary', key: 'a', hint: '复核人与初审人不能是同一人。' },
    { name: '.send_back', title: '退回初审', key: 'b' },
    { name: '.refuse', title: '不予同意', tone: 'danger', key: 'x', hint: '写明理由;决定书载明复议、诉讼的途径和期限。' }],
  returned: [{ name: '.complete_materials', title: '补正完成', tone: 'primary', key: 'a' }],
  underway: [{ name: '.continue', title: '继续办理', tone: 'primary', key: 'a', hint: '开启等待中的转移,或者在转移办结后办结。' }],
};

// An approval of a complaint is its answer in words.
const answers: Record<string, StepOffer> = { complaint: { name: '.approve', title: '答复', tone: 'primary', key: 'a', hint: '写明处理结果;答复随即送达本人。', needs: ['note'] } };

const ofTransfer: Record<string, StepOffer[]> = {
  origin_review: [
    { name: 'transfer.approve_at_origin', title: '转出审核通过', tone: 'primary', key: 'a', at: 'origin', hint: '逐项勾选核对过的材料。' },
    { ...back, name: 'transfer.return', at: 'origin' },
    { name: 'transfer.reject', title: '转出不通过', tone: 'danger', key: 'x', at: 'origin', hint: '写明理由;决定书载明复议、诉讼的途径和期限。' }],
  origin_approved: [{ name: 'transfer.sheet', title: '上传信息表', tone: 'primary', key: 'a', at: 'origin',
    hint: '信息表由现有记录生成;按当地规定的时点清零并划出余额。' }],
  sheet_in_post: [{ name: 'transfer.receive_sheet', title: '登记收到信息表', tone: 'primary', key: 'a', at: 'target' }],
  target_review: [
    { name: 'transfer.approve_at_target', title: '转入审核通过', tone: 'primary', key: 'a', at: 'target', hint: '逐项勾选核对过的材料。' },
    { name: 'transfer.dispute', title: '信息表退回核实', key: 'b', at: 'target' },
    { name: 'transfer.correct_sheet', title: '更正信息表', at: 'origin' },
    { name: 'transfer.refuse', title: '转入不予接收', tone: 'danger', key: 'x', at: 'target' }],
  disputed: [{ name: 'transfer.correct_sheet', title: '更正信息表', tone: 'primary', key: 'a', at: 'origin',
    hint: '写明更正的原因;缴费时段不填的,按现有记录重新生成。' }],
  awaiting_money: [{ name: 'transfer.correct_sheet', title: '更正信息表', at: 'origin' }],
  returned: [{ name: 'transfer.complete_materials', title: '补正完成', tone: 'primary', key: 'a' }],
  returning_money: [{ name: 'transfer.money_back', title: '登记退回资金到账', tone: 'primary', key: 'a', at: 'origin',
    hint: '按对账单填写金额、日期和流水号;对方未接入平台的,凭其函件登记。' }],
  payout_bounced: [{ name: 'transfer.pay_again', title: '换账户重付', tone: 'primary', key: 'a', at: 'origin',
    hint: '同一户名的账号。由两名经办人员先后录入,第二人录入后付款;本人也可以自己办理。' }],
  payout_review: [
    { name: 'transfer.approve_retiree_payout', title: '划款审核通过', tone: 'primary', key: 'a' },
    { name: 'transfer.refuse_retiree_payout', title: '划款审核不通过', tone: 'danger', key: 'x' }],
  supplement_review: [
    { name: 'transfer.approve_supplement', title: '补转审核通过', tone: 'primary', key: 'a' },
    { name: 'transfer.refuse_supplement', title: '补转审核不通过', tone: 'danger', key: 'x' }],
  supplement_in_transit: [{ name: 'transfer.send_supplement_back', title: '补转资金退回', tone: 'danger' }],
  completed: [
    { name: 'transfer.supplement', title: '补转', hint: '转走后来到账或者留在别处的余额,随本次转移补转。' },
    { name: 'transfer.reverse', title: '撤回错误转移', tone: 'danger', hint: '开启反方向的办件,由两地审核。' }],
};

export function stepsOf(shown: Shown): StepOffer[] {
  const own = shown.origin ? ofTransfer : ofApplication;
  const prefix = shown.origin ? 'transfer' : shown.service;
  const first = (own[shown.state] ?? []).map((each) => (each.name === '.approve' && shown.state === 'review' ? answers[shown.service] ?? each : each));
  const running = !shown.closed_on && shown.state !== 'draft';
  return [...first, ...(running ? any : [])].map((each) => ({ ...each, name: each.name.startsWith('.') ? prefix + each.name : each.name }));
}
