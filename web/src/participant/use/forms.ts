// How the members of a stored form are shown: words for codes, places by name, money in yuan.
import members from 'virtual:names/member';
import kinds from 'virtual:names/enrolment_kind';
import causes from 'virtual:names/hold_cause';
import more from 'virtual:names/more';
import { day, listed, maskedNumber, yuan } from '@/shared/show';
import { spoken } from './words';

const wordsOf: Record<string, Record<string, string>> = { cause: causes, kind: { ...kinds, complaint: '投诉', suggestion: '建议' },
  why: { first: '首次申领', loss: '挂失补卡', damage: '损坏换卡' }, ground: more, reason: more, bank: more, relation: more,
  identity_kind: { citizen_identity_card: '居民身份证' },
  route: { move: '随关系划转', stay_usable: '留在原地继续使用', stay: '留在原地', payout: '支付给本人', none: '没有资金' } };
const own: Record<string, string> = { name: '姓名', route: '资金去向', identity_kind: '证件类型', ground: '事由', reason: '事由', why: '原因', paid_twice: '重复缴费' };
const hidden = ['relative', 'merged', 'deceased', 'heirs', 'certificate_on_paper', 'sighted', 'zone', 'detail', 'filed_by'];

function shown(name: string, value: unknown): string {
  if (value === true) return spoken('是');
  if (value === false) return spoken('否');
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? listed(value) : '';
  if (name.endsWith('_fen')) return `${yuan(Number(value))} ${spoken('元')}`;
  if (name.endsWith('_on') || name === 'last_day') return day(String(value));
  if (name === 'bank_account') return maskedNumber(String(value));
  if (value === null || typeof value === 'object') return '';
  return spoken(wordsOf[name]?.[String(value)] ?? '') || (more[String(value)] ?? String(value));
}

export function formRows(form: Record<string, unknown>, placeName: (code: string) => string): (readonly [string, string])[] {
  return Object.entries(form)
    .filter(([name]) => !hidden.includes(name) && !(`${name}_name` in form))
    .map(([name, value]) => {
      const word = spoken(own[name] ?? '') || members[name] || members[name.replace(/_name$/, '')] || name;
      const text = /^\d{6}$/.test(String(value)) ? placeName(String(value)) : shown(name, value);
      return [word, text] as const;
    });
}
