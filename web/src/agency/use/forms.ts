// From what was typed to what is sent, by the kind of each member; and how a stored form is shown.
import members from 'virtual:names/member';
import kinds from 'virtual:names/enrolment_kind';
import causes from 'virtual:names/hold_cause';
import more from 'virtual:names/more';
import { day, fenOf, listed, maskedNumber, yuan } from '@/shared/show';
import type { Member } from './endpoints';
import type { Values } from './draft';

function valueOf(member: Member, typed: unknown): unknown {
  if (typed === undefined || typed === '' || typed === null) return undefined;
  if (member.kind === 'fen') return fenOf(String(typed)) ?? String(typed);
  if (member.kind === 'integer') return /^\d+$/.test(String(typed)) ? Number(typed) : String(typed);
  if (member.kind === 'list' && typeof typed === 'string') return typed.split(/[,\uFF0C\u3001\s]+/).filter(Boolean);
  if (Array.isArray(typed) && !typed.length) return undefined;
  if (member.kind === 'flag') return typed === true ? true : undefined;
  return typed;
}

// Members that were left empty are left out: the server names those that it needs.
export function bodyOf(all: Member[], typed: Values): Values {
  return Object.fromEntries(all.map((each) => [each.name, valueOf(each, typed[each.name])]).filter(([, value]) => value !== undefined));
}

const words: Record<string, Record<string, string>> = { cause: causes, kind: { ...kinds, complaint: '投诉', suggestion: '建议', normal: '正常缴费', supplementary: '补缴', deemed: '视同缴费', not_paid: '实际未缴' },
  why: { first: '首次申领', loss: '挂失补卡', damage: '损坏换卡' }, identity_kind: { citizen_identity_card: '居民身份证' },
  route: { move: '随关系划转', stay_usable: '留在原地继续使用', stay: '留在原地', payout: '支付给本人', none: '没有资金' } };
const own: Record<string, string> = { route: '资金去向', identity_kind: '证件类型', ground: '事由', reason: '事由', why: '原因', kind: '种类', cause: '封存原因', words: '内容', month: '费款所属期', enrolment: '参保关系' };
// Codes that say more than the name beside them.
const withCode = ['disease', 'institution'];
const hidden = ['detail', 'filed_by', 'relative', 'merged', 'deceased', 'deceased_name', 'deceased_full_name', 'heirs', 'certificate_on_paper', 'sighted', 'zone', 'hold'];

function shown(name: string, value: unknown): string {
  if (value === true) return '是';
  if (value === false) return '否';
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? listed(value) : `${value.length} 项`;
  if (name.endsWith('_fen')) return `${yuan(Number(value))} 元`;
  if (name.endsWith('_on')) return day(String(value));
  if (name === 'bank_account') return maskedNumber(String(value));
  if (value === null || typeof value === 'object') return '';
  return words[name]?.[String(value)] ?? more[String(value)] ?? String(value);
}

interface ShownHeir { name?: string; full_name?: string; share?: string; bank_account?: string; bank_holder?: string; guardian?: string; guardian_full_name?: string }
// 继承人: one line each, the full name beside the share and the holder, as they are compared.
function heirRows(form: Record<string, unknown>): (readonly [string, string])[] {
  const deceased = form.deceased_full_name ?? form.deceased_name;
  const heirs = (form.heirs as ShownHeir[] | undefined) ?? [];
  return [...(deceased ? [['被继承人', String(deceased)] as const] : []),
    ...heirs.map((heir, index) => [`继承人 ${index + 1}`, [heir.full_name ?? heir.name, heir.share,
      ...(heir.bank_account ? [`银行账户 ${maskedNumber(heir.bank_account)}`, `户名 ${heir.bank_holder}`] : ['个人账户']),
      ...(heir.guardian ? [`监护人 ${heir.guardian_full_name ?? heir.guardian}`] : [])].join(',')] as const)];
}

export function formRows(form: Record<string, unknown>, placeName: (code: string) => string): (readonly [string, string])[] {
  return [...Object.entries(form)
    .filter(([name, value]) => !hidden.includes(name) && !(`${name}_name` in form) && value !== '' && value !== null)
    .map(([name, value]) => {
      const word = own[name] ?? members[name] ?? members[name.replace(/_name$/, '')] ?? name;
      const code = form[name.replace(/_name$/, '')];
      if (name.endsWith('_name') && code && withCode.includes(name.replace(/_name$/, ''))) return [word, `${String(value)}(${String(code)})`] as const;
      return [word, /^\d{6}$/.test(String(value)) ? placeName(String(value)) : shown(name, value)] as const;
    }), ...heirRows(form)];
}
