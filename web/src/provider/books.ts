// A file of settlements, as an information system of a hospital writes it, read in the browser.
import { sentence } from '@/shared/say';
import { columns, yes } from './book_columns';

export interface Row { setl_id?: string; msgid?: string; init_setl_id?: string; day?: string; total_fen: number; fund_fen: number; account_fen: number; taken_back: boolean }

// Valid UTF-8 is UTF-8, everything else is taken for GB18030.
function decode(bytes: ArrayBuffer): string {
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch { return new TextDecoder('gb18030').decode(bytes); }
}

function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; ++i) {
    const c = line[i];
    if (quoted && c === '"' && line[i + 1] === '"') { field += '"'; ++i; }
    else if (c === '"') quoted = !quoted;
    else if (c === ',' && !quoted) { fields.push(field.trim()); field = ''; }
    else field += c;
  }
  return [...fields, field.trim()];
}

// 12.34 → 1234, without a float between; null where it is no amount.
function fenOf(text: string): number | null {
  if (text === '' || text === 'null') return 0;
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return null;
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] ? -fen : fen;
}

function dayOf(text: string): string | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text);
  return match ? `${match[1]}-${match[2]}-${match[3]}` : null;
}

export function readBooks(bytes: ArrayBuffer): { rows: Row[]; bad: string[]; from: string; to: string } {
  const lines = decode(bytes).replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = fieldsOf(lines[0] ?? '');
  const places = new Map(Object.entries(columns).map(([name, names]) => [name, header.findIndex((each) => names.includes(each))]));
  const has = (name: string) => (places.get(name) ?? -1) >= 0;
  const bad: string[] = [];
  if (!has('total') || !has('fund') || !has('account') || !(has('setl_id') || has('msgid'))) return { rows: [], bad: ['缺少必要的列'], from: '', to: '' };
  const rows: Row[] = [];
  const days: string[] = [];
  lines.slice(1).forEach((line, index) => {
    if (!line.trim()) return;
    const fields = fieldsOf(line);
    const text = (name: string) => fields[places.get(name) ?? -1] ?? '';
    const [total, fund, account] = [fenOf(text('total')), fenOf(text('fund')), fenOf(text('account'))];
    const day = text('day') ? dayOf(text('day')) : undefined;
    if (total === null || fund === null || account === null || day === null || (!text('setl_id') && !text('msgid'))) { bad.push(sentence('第 {n} 行', { n: index + 2 })); return; }
    if (day) days.push(day);
    rows.push({ ...(text('setl_id') && { setl_id: text('setl_id') }), ...(text('msgid') && { msgid: text('msgid') }), ...(text('init_setl_id') && { init_setl_id: text('init_setl_id') }),
      ...(day && { day }), total_fen: total, fund_fen: fund, account_fen: account, taken_back: yes.includes(text('flag')) });
  });
  days.sort();
  return { rows, bad, from: days[0] ?? '', to: days.at(-1) ?? '' };
}
