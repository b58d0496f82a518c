// Members of forms that take one of a few codes: which, and how they are called. The rest of a form
// comes from the server's description.
import banks from 'virtual:names/bank';
import channels from 'virtual:names/channel';
import holds from 'virtual:names/hold_cause';
import relations from 'virtual:names/relation';
import roles from 'virtual:names/role';
import kinds from 'virtual:names/enrolment_kind';
import more from 'virtual:names/more';
import ways from 'virtual:names/served_by_way';

export interface Option { value: string; text: string }
const options = (table: Record<string, string>): Option[] => Object.entries(table).map(([value, text]) => ({ value, text }));

const identityKinds = options({ citizen_identity_card: '居民身份证', residence_permit: '港澳台居民居住证', foreign_permanent_residence_card: '外国人永久居留身份证',
  hong_kong_permit: '香港护照、通行证', macau_permit: '澳门护照、通行证', taiwan_permit: '台湾居民来往大陆通行证', foreign_passport: '外国人护照',
  chinese_passport: '中国护照', birth_certificate: '出生医学证明' });
const staffRoles = Object.fromEntries(Object.entries(roles).filter(([role]) => ['agency_officer', 'senior_officer', 'county_window', 'community', 'policy_officer', 'auditor',
  'system_admin', 'security_admin', 'audit_admin'].includes(role)));
const relatives = options({ spouse: '配偶', parent: '父母', child: '子女', sibling: '兄弟姐妹', grandparent: '祖父母',
  maternal_grandparent: '外祖父母', grandchild: '孙子女', maternal_grandchild: '外孙子女' });
const groups = options(Object.fromEntries(['minimum_allowance', 'extreme_poverty', 'poverty_risk', 'severe_disability'].map((code) => [code, more[code]!])));
// Who may come by a client: whoever signs in.
const clientRoles = options(Object.fromEntries(Object.entries(roles).filter(([role]) => !['system', 'hotline', 'visitor'].includes(role))));
const accountTypes = options({ 1: '统账结合', 2: '单建统筹', 3: '住院统筹' });
const verdicts = options({ approve: '同意', refuse: '不同意' });

const byMember: Record<string, Option[]> = {
  'seal_release.file:cause': options(holds),
  'appeal.file:cause': options(holds),
  'card_order.file:bank': options(banks),
  'card_order.file:why': options({ first: '首次申领', loss: '挂失补卡', damage: '损坏换卡' }),
  'contribution_refund.file:ground': options({ paid_twice: '重复缴费', after_leaving: '离开后多缴' }),
  'complaint.file:kind': options({ complaint: '投诉', suggestion: '建议' }),
  'cash_out.file:ground': options({ settled_abroad: '出境定居', foreign_retiree: '外籍退休人员', receiver_cannot_take: '转入地不能接收' }),
  'contribution_correction.file:kind': options({ normal: '正常缴费', supplementary: '补缴', deemed: '视同缴费', not_paid: '实际未缴' }),
  'aid_application.file:relation': relatives,
  'place_change.file:reason': options({ work: '工作变动', residence: '居住地变动', household: '户籍迁移', newborn: '新生儿',
    foreigner: '外籍人员', graduation: '毕业', other: '其他' }),
  'place_change.file:ground': options({ work_place: '工作地', household_place: '户籍地', residence_place: '居住地', birth_place: '出生地' }),
  'place_change.file:kind': options(kinds),
  'transfer.draft:identity_kind': identityKinds,
  'person.register:identity_kind': identityKinds,
  'person.register:sex': options({ male: '男', female: '女' }),
  'person.death:evidence_kind': options({ death_certificate: '死亡医学证明', cremation_certificate: '火化证明', household_cancellation: '户口注销证明', court_declaration: '宣告死亡的判决' }),
  'person.decide-death:decision': options({ confirm: '属实,登记死亡', refuse: '不属实' }),
  'person.authorise:kind': options({ proxy: '代办(本人授权)', guardian: '监护' }),
  'person.authorise:relation': options(relations),
  'person.sign-in-phone:sighted': options({ identity_card: '居民身份证', household_book: '户口簿', passport: '护照' }),
  'staff.close-day:state': options({ closed: '停办', open: '恢复办公' }),
  'entitlement.record-group:group': groups, 'entitlement.end-group:group': groups,
  'card.activate-by-telephone:factor': options({ password: '查询密码', code: '短信验证码' }),
  'institution.register:level': options({ primary: '一级', secondary: '二级', tertiary: '三级' }),
  'institution.register:profile': options({ csb: 'CSB', tif: 'TIF', web: 'WEB', number: 'NUMBER' }),
  'client.register:channel': options(channels), 'client.register:roles': clientRoles,
  'client.block:state': options({ blocked: '停用', active: '恢复' }),
  'staff.review-break-glass:verdict': options({ justified: '正当', not_justified: '不正当' }),
  'staff.grant:role': options(staffRoles), 'staff.revoke:role': options(staffRoles),
  'contribution.receive:kind': options({ normal: '正常缴费', supplementary: '补缴' }),
  'card.production:event': options({ send_to_maker: '送制卡', make: '制成', fail: '制卡失败' }),
  'card.report-damage:damage': options({ chip: '芯片损坏', demagnetised: '消磁', surface: '卡面破损' }),
  'card.report-damage:kind': options({ chip: '芯片损坏', demagnetised: '消磁', surface: '卡面破损' }),
  'agency.decide:decision': verdicts, 'enrolment.decide-history:decision': verdicts, 'account.decide-opening-balance:decision': verdicts,
  'enrolment.history:kind': options(kinds),
  'document.serve:way': options(ways),
  'payout.result:result': options({ paid: '支付成功', returned: '退汇' }),
  'transfer.payout_result:result': options({ paid: '支付成功', returned: '退汇' }),
  'hold.set:cause': options({ admin: '依决定冻结' }),
  'enrolment.begin:scheme': options({ employee: '职工医保', resident: '居民医保' }),
  'contribution.decide-deemed:decision': verdicts,
  'transfer.draft:origin_scheme': options({ employee: '职工医保', resident: '居民医保' }),
  'certificate.issue:household_kind': options({ agricultural: '农业户口', non_agricultural: '非农业户口', resident: '居民户口' }),
  'enrolment.begin:kind': options(kinds),
  'enrolment.begin:account_type': accountTypes, 'enrolment.history:account_type': accountTypes,
};

// What a member is called whose description lists its codes.
const labels: Record<string, string> = {
  'enrolment.begin:account_type': '统账类别', 'enrolment.history:account_type': '统账类别',
  'person.register:sex': '性别', 'contribution.decide-deemed:decision': '决定', 'transfer.draft:origin_scheme': '转出地险种', 'certificate.issue:household_kind': '户籍类型',
  'cash_out.file:moved_to': '转入地(转入地不能接收的)',
  'person.death:evidence_kind': '证明', 'person.decide-death:decision': '核实', 'enrolment.decide-history:decision': '决定', 'account.decide-opening-balance:decision': '决定',
  'staff.review-break-glass:verdict': '结论', 'payout.result:result': '银行结果', 'transfer.payout_result:result': '银行结果', 'person.authorise:kind': '种类',
  'person.sign-in-phone:sighted': '已核验的证件原件', 'staff.close-day:state': '停办或者恢复', 'entitlement.record-group:group': '人员类别', 'entitlement.end-group:group': '人员类别',
  'card.activate-by-telephone:factor': '第二重核实', 'institution.register:level': '医院等级', 'institution.register:profile': '传输方式', 'client.block:state': '停用或者恢复',
  'card.production:event': '进度', 'hold.set:cause': '封存原因', 'contribution.receive:kind': '缴费类型', 'contribution_correction.file:kind': '正确的种类' };
export const labelOf = (endpoint: string, member: string): string | undefined => labels[`${endpoint}:${member}`];

export const choicesOf = (endpoint: string, member: string): Option[] | undefined => byMember[`${endpoint}:${member}`];
