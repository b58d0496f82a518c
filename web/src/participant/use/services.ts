// The forms of the services that one agency decides, as data: the page Apply.vue draws them, and the
// server checks them. Each member is one of the service's own (business/<feature>, fields()).
import banks from 'virtual:names/bank';
import causes from 'virtual:names/hold_cause';
import kinds from 'virtual:names/enrolment_kind';
import more from 'virtual:names/more';

export interface Member {
  name: string;
  kind: 'text' | 'words' | 'choice' | 'region' | 'date' | 'amount' | 'number' | 'flag' | 'month' | 'months' | 'person' | 'heirs' | 'enrolment' | 'hospital';
  word?: string;                                   // instead of the table's word for the member
  options?: Record<string, string>;
  optional?: boolean;
  when?: (form: Record<string, string>) => boolean;
  hint?: string;
  named?: string;                                  // of a person: how their name is asked for, beside the number
  wide?: boolean;                                  // of a region: a province will do
}
export interface ServiceForm { service: string; path: string; regionWord?: string; members: Member[];
  promise?: string;                                // what the applicant promises (告知承诺)
  finish?: (told: Record<string, unknown>) => Record<string, unknown>;  // from what was asked to what is sent
}

const pick = (from: Record<string, string>, ...names: string[]) => Object.fromEntries(names.map((name) => [name, from[name] ?? name]));
const bank: Member[] = [
  { name: 'bank_account', kind: 'number', word: '收款银行账号' },
  { name: 'bank_holder', kind: 'text', word: '收款户名' },
];
const relations = pick(more, 'spouse', 'parent', 'child', 'sibling', 'grandparent', 'maternal_grandparent', 'grandchild', 'maternal_grandchild');

// What is asked for most; every other disease goes by the code and the name of its proof.
const diseases: Record<string, string> = { M03900: '高血压', M01600: '糖尿病' };

const all: ServiceForm[] = [
  { service: 'remote_care', path: 'remote-care-registrations', regionWord: '参保地', members: [
    { name: 'place_of_care', kind: 'region', wide: true },
    { name: 'begins_on', kind: 'date', optional: true, hint: '不填为今天;以前的日子不能补备案。' },
    { name: 'last_day', kind: 'date', optional: true, hint: '不填为长期有效,随时可以取消。' },
  ], promise: '提交即承诺:就医地和日期属实。在就医地看病,用就医地的药品和诊疗目录,起付线、比例和限额按参保地的规定。' },
  { service: 'chronic_disease', path: 'chronic-disease-recognitions', regionWord: '参保地', members: [
    { name: 'known', kind: 'choice', word: '病种', options: { ...diseases, other: '其他病种' } },
    { name: 'disease', kind: 'text', when: (form) => form.known === 'other', hint: '诊断证明上的病种代码,例如 M03900;不清楚的请问医院医保办。' },
    { name: 'disease_name', kind: 'text', when: (form) => form.known === 'other' },
    { name: 'institution', kind: 'hospital', word: '作出诊断的医院', optional: true, hint: '列出您就诊过的医院;没有的可以不选。' },
    { name: 'begins_on', kind: 'date', optional: true, hint: '不填为今天。' },
  ], promise: '由参保地经办机构审核诊断证明。审核通过前,按普通门诊结算。',
  finish: ({ known, ...rest }) => (known === 'other' ? rest : { ...rest, disease: known, disease_name: diseases[String(known)] }) },
  { service: 'seal_release', path: 'seal-releases', members: [
    { name: 'cause', kind: 'choice', word: '封存原因', options: causes },
    { name: 'document_expires_on', kind: 'date', optional: true },
    { name: 'proof_on', kind: 'date', word: '缴费证明的开具日期', optional: true, when: (form) => form.cause === 'arrears' },
  ] },
  { service: 'appeal', path: 'appeals', members: [
    { name: 'cause', kind: 'choice', word: '对哪一种封存', options: pick(causes, 'gap', 'arrears', 'inactive', 'activation_expired', 'death'),
      when: (form) => !form.hold && !form.case },
    { name: 'grounds', kind: 'words', word: '理由和依据' },
  ] },
  { service: 'complaint', path: 'complaints', members: [
    { name: 'kind', kind: 'choice', options: { complaint: '投诉', suggestion: '建议' } },
    { name: 'words', kind: 'words' },
  ] },
  { service: 'card_order', path: 'card-orders', members: [
    { name: 'bank', kind: 'choice', options: banks },
    { name: 'why', kind: 'choice', options: { first: '首次申领', loss: '挂失补卡', damage: '损坏换卡' } },
  ] },
  { service: 'cash_out', path: 'cash-outs', members: [
    { name: 'ground', kind: 'choice', options: pick(more, 'settled_abroad', 'foreign_retiree', 'receiver_cannot_take') },
    { name: 'moved_to', kind: 'region', when: (form) => form.ground === 'receiver_cannot_take' },
    { name: 'bills_settled', kind: 'flag', word: '医疗费用已全部结清' }, ...bank,
  ] },
  { service: 'inheritance', path: 'inheritances', members: [
    { name: 'deceased', kind: 'person', named: '被继承人的姓名', word: '被继承人的身份证号码' },
    { name: 'heirs', kind: 'heirs' },
  ] },
  { service: 'contribution_refund', path: 'contribution-refunds', members: [
    { name: 'ground', kind: 'choice', options: { paid_twice: '重复缴费', after_leaving: '离开后多缴' } },
    { name: 'enrolment', kind: 'enrolment' },
    { name: 'months', kind: 'months', word: '多缴的月份(职工)', optional: true, hint: '用逗号分开,例如 2025-03, 2025-04' },
    { name: 'year', kind: 'number', word: '待遇年度(居民)', optional: true }, ...bank,
  ] },
  { service: 'contribution_correction', path: 'contribution-corrections', members: [
    { name: 'enrolment', kind: 'enrolment' },
    { name: 'month', kind: 'month' },
    { name: 'kind', kind: 'choice', word: '应当是', options: { normal: '正常缴费', supplementary: '补缴', deemed: '视同缴费', not_paid: '实际未缴' } },
    { name: 'base_fen', kind: 'amount', word: '正确的缴费基数(元)', optional: true },
    { name: 'why', kind: 'words' },
  ] },
  { service: 'person_merge', path: 'person-merges', members: [
    { name: 'merged', kind: 'person', named: '被合并编号登记的姓名', word: '被合并编号的身份证号码' },
  ] },
  { service: 'aid_application', path: 'aid-applications', members: [
    { name: 'relative', kind: 'person', named: '亲属的姓名', word: '亲属的身份证号码' },
    { name: 'relation', kind: 'choice', word: '是我的', options: relations },
    { name: 'limit_fen', kind: 'amount', word: '每年最多共济(元)', optional: true },
  ] },
  { service: 'place_change', path: 'place-changes', regionWord: '新参保地', members: [
    { name: 'from', kind: 'region', word: '原参保地', optional: true },
    { name: 'reason', kind: 'choice', word: '变更事由', options: { ...pick(more, 'work', 'residence', 'household', 'graduation'), newborn: '新生儿', foreigner: '外籍人员', other: '其他' } },
    { name: 'ground', kind: 'choice', word: '以什么地方为参保地', optional: true, options: pick(more, 'work_place', 'household_place', 'residence_place', 'birth_place') },
    { name: 'kind', kind: 'choice', word: '在新地方的参保身份', optional: true, options: pick(kinds, 'employee', 'flexible', 'resident_adult', 'resident_elder', 'preschool_child', 'student', 'newborn') },
    { name: 'employer_code', kind: 'text', optional: true, when: (form) => form.kind === 'employee' || form.reason === 'work' },
    { name: 'base_fen', kind: 'amount', word: '缴费基数(元)', optional: true },
  ] },
];

export const serviceForm = (service: string) => all.find((each) => each.service === service);
