// The words for codes. What the server has a word for comes from its own table; here stands what only
// this console shows.
import channels from 'virtual:names/channel';
import events from 'virtual:names/event';
import holds from 'virtual:names/hold_cause';
import kinds from 'virtual:names/enrolment_kind';
import materials from 'virtual:names/material';
import more from 'virtual:names/more';
import postings from 'virtual:names/posting_code';
import queues from 'virtual:names/queue';
import roles from 'virtual:names/role';
import schemes from 'virtual:names/scheme';
import services from 'virtual:names/service';
import states from 'virtual:names/state';
import { say } from '@/shared/say';

const legs: Record<string, string> = { relation: '关系线', money: '资金线', agency: '经办机构', applicant: '申请人' };
const productions: Record<string, string> = { none: '没有', ordered: '已申领', making: '制卡中', ready: '待领取', taken: '已领取',
  cancelled: '已取消', failed: '制卡失败', active: '已激活', inactive: '未激活', revoked: '已停用', lost: '已挂失' };
const sources: Record<string, string> = { facts: '由缴费、参保事实得出', stored: '登记的封存', hold: '登记的封存' };

const word = (table: Record<string, string>) => (code: string | null | undefined) => (code ? table[code] ?? code : '—');
export const eventWord = word(events);
export const holdWord = word(holds);
export const kindWord = word(kinds);
export const queueWord = word({ ...queues, review: '待审核' });
export const roleWord = word(roles);
export const schemeWord = word(schemes);
export const serviceWord = word(services);
export const stateWord = word(states);
export const channelWord = word(channels);
export const legWord = word(legs);
export const productionWord = word({ ...more, ...productions });
export const remittanceWord = word(more);
export const sourceWord = word(sources);
// "labour_relation_proof|termination_proof": any of them.
export const materialWord = (slot: string) => slot.split('|').map((each) => materials[each] ?? each).join(' 或 ');
export const allMaterials = materials;

// "agency_officer:17" → 经办人员 17 号.
export function actorWord(actor: string | undefined): string {
  if (!actor) return '';
  const [role = '', number = ''] = actor.split(':');
  return role === 'system' || number === '0' ? roleWord(role) : role === 'participant' ? roleWord(role) : `${roleWord(role)} ${number} 号`;
}

// Codes of numbers are no English words by themselves.
export const postingWord = (code: number | string) => (postings[String(code)] ? say(postings[String(code)]!) : `种类 ${code}`);
