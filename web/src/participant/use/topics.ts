// What people look for, in the words they use, and where it is answered. Local numbers never stand
// here: a topic leads to the guide of the place, which is made from the policy there. Either language is
// understood, whichever the page speaks.
export interface Topic { title: string; english: string; also: string; words: string; guide?: string; page?: string }

export const topics: Topic[] = [
  { title: '医保关系转移接续', english: 'Transfer of insurance', also: 'transfer move job province balance certificate', words: '转移 异地 余额 换工作 跨省 转出 转入 关系 参保凭证 15个工作日', guide: 'transfer', page: '/transfer' },
  { title: '断缴以后的待遇、断交补交', english: 'Benefits after missed contributions', also: 'missed gap unpaid waiting period paid up stopped', words: '断缴 断交 补缴 补交 等待期 三个月 中断 停保 没交 没缴 报不了 不能报销', guide: 'coverage', page: '/what-if' },
  { title: '单位欠费', english: 'An employer in arrears', also: 'employer arrears unpaid late fee debt', words: '欠费 单位 滞纳金 欠缴 停待遇 单位没交 公司没交 老板没交', guide: 'arrears', page: '/sealed' },
  { title: '居民医保缴费与等待期', english: 'Resident scheme: contributions and waiting period', also: 'resident student child farmer yearly contribution', words: '居民 新农合 城乡 少儿 学生 缴费标准 集中缴费 老人 怎么交', guide: 'resident', page: '/entitlement' },
  { title: '社保卡激活、挂失、补换', english: 'Card: activation, loss, replacement', also: 'card activate lost replace damaged bank password', words: '社保卡 激活 补卡 换卡 领卡 损坏 消磁 银行 卡坏了 刷不出 新卡', guide: 'card', page: '/card' },
  { title: '封存与解封', english: 'Seals and their release', also: 'sealed seal frozen release appeal stopped', words: '封存 冻结 解封 解冻 申诉 不能用 用不了 停用 异常 不能刷卡 刷不了卡 刷不了 余额用不了 卡停了', guide: 'release', page: '/sealed' },
  { title: '参保地变更', english: 'Change of place', also: 'place change move household register graduate', words: '参保地 变更 切换 搬家 落户 毕业', guide: 'place_change', page: '/places' },
  { title: '每月返钱、余额怎么查', english: 'Monthly credits and balance', also: 'monthly credit balance money received', words: '返钱 返还 余额 划账 划入 查询 到账 明细', guide: 'enquiry', page: '/credits' },
  { title: '缴费年限', english: 'Years of contribution', also: 'years record retire retirement statement', words: '年限 缴费记录 几年 退休 累计 缴满 凭证', guide: 'enquiry', page: '/contributions' },
  { title: '退休年限', english: 'Years towards retirement', also: 'years retire retirement retired pensioner enough missing', words: '退休 年限 缴满 还差几年 25年 30年 退休待遇 不再缴费', guide: 'retirement', page: '/retirement' },
  { title: '家庭共济', english: 'Family aid', also: 'family relative parents children spouse share', words: '共济 绑定 家人 亲属 父母 子女 爸妈 孩子用 给家里人用 代缴', guide: 'family_aid', page: '/family' },
  { title: '个人账户取钱', english: 'Taking money out of the account', also: 'withdraw cash out abroad settle', words: '取钱 取现 取出来 提现 支取 一次性 出境 定居 清退', guide: 'cash_out', page: '/apply/cash_out' },
  { title: '个人账户继承', english: 'Inheriting an account', also: 'inherit inheritance death died estate', words: '继承 去世 死亡 遗产 过世 老人走了', guide: 'inheritance', page: '/apply/inheritance' },
  { title: '退费', english: 'Refund of contributions', also: 'refund paid twice too much', words: '退费 重复缴费 多缴 多交 退钱', guide: 'refund', page: '/apply/contribution_refund' },
  { title: '医保电子凭证', english: 'E-certificate', also: 'e-certificate code qr scan', words: '电子凭证 扫码 二维码 医保码 刷码 没带卡', page: '/code' },
  { title: '就医备案', english: 'Care on record', also: 'remote care elsewhere registration referral chronic disease fixed institution', words: '备案 异地就医 异地备案 外地看病 转院 转诊 定点 慢特病 慢病 门特 门慢 高血压 糖尿病 取消备案', page: '/care' },
  { title: '异地就医备案', english: 'Registering care elsewhere', also: 'remote care elsewhere hospital another city province', words: '异地就医 异地备案 外地看病 跨省 直接结算 探亲 长期居住 安置', page: '/apply/remote_care' },
  { title: '门诊慢特病认定', english: 'Recognition of a chronic disease', also: 'chronic disease recognition diabetes hypertension', words: '慢特病 慢病 特病 门特 门慢 高血压 糖尿病 认定 申请', page: '/apply/chronic_disease' },
  { title: '在外地看病基金怎么付', english: 'What the fund pays elsewhere', also: 'rate deductible ceiling fund pays elsewhere', words: '报销比例 起付线 封顶 限额 外地看病 异地就医 备案 比例', page: '/care/terms' },
  { title: '可补报的结算', english: 'Settlements to be reimbursed', also: 'reimburse reimbursement receipt invoice', words: '补报 报销 手工报销 零星报销 追溯 断缴 补缴 票据 发票 自费', page: '/reimbursable' },
  { title: '就诊与处方', english: 'Visits and prescriptions', also: 'visit prescription hospital pharmacy medicine', words: '就诊 看病 处方 药方 结算 医院 药店 门诊 住院', page: '/visits' },
  { title: '异地安置退休人员划款', english: 'Payout for retirees settled elsewhere', also: 'retiree payout bank settled elsewhere', words: '退休 异地安置 划款 定期划转 取钱 银行', page: '/retiree-payout' },
  { title: '身份信息变更', english: 'Change of identity', also: 'identity name number passport change', words: '改名 换身份证 身份证号 身份变更 姓名 证件', page: '/identity-change' },
  { title: '合并的号码', english: 'Merged numbers', also: 'number merged two', words: '编号 号码 合并 两个号', page: '/numbers' },
  { title: '我的来电', english: 'My calls', also: 'call telephone hotline 12393 12333', words: '来电 电话 热线 12393 12333 通话', page: '/calls' },
  { title: '新生儿参保', english: 'Insurance of a newborn', also: 'newborn baby birth', words: '新生儿 宝宝 婴儿 出生 生孩子 生小孩 刚出生 落地参保', guide: 'newborn', page: '/entitlement' },
  { title: '投诉和建议', english: 'Complaints and suggestions', also: 'complaint suggestion complain', words: '投诉 建议 举报 不满 态度', page: '/apply/complaint' },
  { title: '谁看过我的信息', english: 'Who has looked at my data', also: 'privacy data looked views', words: '隐私 泄露 看过 记录 个人信息', page: '/views' },
  { title: '办件进度', english: 'How my case stands', also: 'case progress urge overdue withdraw', words: '进度 办到哪 催办 超期 撤销', page: '/cases' },
  { title: '卡丢了:挂失和补换', english: 'A lost card', also: 'lost stolen loss replace find', words: '挂失 丢失 卡丢 丢了 找不到 被偷 卡没了 补办', guide: 'loss', page: '/card' },
  { title: '更换手机号码', english: 'Changing the mobile number', also: 'phone mobile number changed', words: '手机号 手机 换号 换手机 号码变了 收不到验证码 短信', page: '/settings' },
  { title: '密码', english: 'Passwords', also: 'password forgotten sign in enquiry', words: '密码 密码忘 忘记密码 改密码 查询密码 登录不了 登不上', page: '/settings' },
  { title: '参保凭证、缴费证明、对账单', english: 'Certificates and statements', also: 'certificate statement proof receipt document print', words: '凭证 参保凭证 缴费证明 证明 对账单 打印 文书 开证明 支付凭证', guide: 'certificate', page: '/documents' },
  { title: '更正缴费记录', english: 'Correcting a contribution', also: 'wrong record correct missing month', words: '记录不对 记录错 更正 漏了 少了 补录 月份不对', guide: 'record', page: '/apply/contribution_correction' },
  { title: '停保、恢复参保', english: 'Suspending and resuming', also: 'suspend resume stop', words: '停保 不想交 不交了 恢复参保 续保', guide: 'suspension', page: '/places' },
];
// Of a guide, the page that does what it is about; a company's move is its own affair.
export const pageOfGuide: Record<string, string> = { transfer: '/transfer', coverage: '/what-if', arrears: '/sealed', resident: '/entitlement', card: '/card',
  release: '/sealed', place_change: '/places', enquiry: '/credits', loss: '/card', certificate: '/places', suspension: '/places', newborn: '/entitlement',
  cash_out: '/apply/cash_out', inheritance: '/apply/inheritance', family_aid: '/family', refund: '/apply/contribution_refund',
  record: '/apply/contribution_correction', retirement: '/retirement', appeal: '/apply/appeal' };
// not ours, and nobody should get an answer of ours for it.
export const elsewhere = /养老|退休金|失业金|工伤|公积金|pension|unemployment|work injury|housing fund/i;

// How much of what was asked stands in the topic: a whole word counts by its length, so that 不能刷卡
// says more than 药店.
function score(topic: Topic, terms: readonly string[]): number {
  const words = `${topic.words} ${topic.also}`.split(' ');
  return terms.reduce((sum, term) => sum + (`${topic.title} ${topic.english.toLowerCase()}`.includes(term) ? 3 * term.length : 0)
    + words.filter((word) => word.includes(term) || term.includes(word)).reduce((most, word) => Math.max(most, Math.min(word.length, term.length)), 0), 0);
}
// 手机号换了: where nothing fits as a whole, the pairs of characters in it.
const pairs = (term: string) => (/[\u3400-\u9fff]/.test(term) ? Array.from({ length: Math.max(0, term.length - 1) }, (_, at) => term.slice(at, at + 2)) : []);

export function find(text: string): Topic[] {
  const asked = text.trim().toLowerCase();
  if (!asked) return [];
  // "a", "is" and "my" say nothing, and stand in every other word.
  const terms = asked.split(/\s+/).filter((term) => term.length > 2 || /[\u3400-\u9fff]/.test(term));
  const ranked = (by: readonly string[]) => topics.map((topic) => [score(topic, by), topic] as const).filter(([points]) => points > 0)
    .sort(([a], [b]) => b - a).map(([, topic]) => topic);
  const found = ranked(terms);
  return found.length ? found : ranked(terms.flatMap(pairs)).slice(0, 5);
}
