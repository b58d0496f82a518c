// The employer's monthly file (增减员申报表): rows of CSV as office programs write them, read strictly.
// It is sent in parts under keys made from the file and their first line: a file that is sent again,
// whole or from where it stopped, repeats nothing.
import { sentence } from '@/shared/say';
import { records } from '@/shared/csv';
import { fenOf } from '@/shared/show';
import { columns, inFile, kinds } from './monthly_columns';

export interface Row {
  line: number;
  kind: 'joiner' | 'leaver' | '';
  name: string;
  identity_number: string;
  base_fen: number | null;
  from: string;
  wrong: string;  // what cannot be read, in words; empty where everything can
  written: string[];  // as the file has it, in the order of its columns: what is wrong in it is mended there
}

export const rowsMax = 5000;
const bytesMax = 2_000_000;

export async function textOf(file: File): Promise<string> {
  if (file.size > bytesMax) throw new Error('文件太大:每个文件不超过 2 MB,请按月份或者部门拆开。');
  const bytes = await file.arrayBuffer();
  if (new Uint8Array(bytes).includes(0)) throw new Error('这不是 CSV 文件。请在表格软件里另存为 CSV(逗号分隔)后再上传。');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}

function dayOf(text: string): string | null {
  const parts = text.match(/^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/);
  if (!parts) return null;
  return `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`;
}

function rowOf(line: number, cells: Map<string, string>): Row {
  const of = (name: string) => (cells.get(name) ?? '').trim();
  const kind = kinds[of(inFile.kind)] ?? '';
  const from = of(inFile.from) ? dayOf(of(inFile.from)) : '';
  const base = of(inFile.base);
  const base_fen = base ? fenOf(base) : null;
  const wrong = [
    kind === '' && '类型须为“增员”或者“减员”', !of(inFile.name) && '没有姓名', !of(inFile.number) && '没有证件号码',
    from === null && '日期不是日期', kind === 'joiner' && !base_fen && (base_fen === null && base ? '缴费基数不是金额' : '增员须有缴费基数')].filter(Boolean).join(';');
  return { line, kind, name: of(inFile.name), identity_number: of(inFile.number).toUpperCase().replace(/^'/, ''), base_fen, from: from ?? '', wrong, written: columns.map(of) };
}

export function rowsOf(text: string): Row[] {
  const [header, ...rest] = records(text.replace(/^\uFEFF/, ''));
  const names = (header ?? []).map((name) => name.trim());
  const missing = columns.slice(0, 3).filter((name) => !names.includes(name));
  if (missing.length) throw new Error(sentence('表头缺少:{missing}。第一行应为:{columns}。', { missing: missing.join('、'), columns: columns.join(',') }));
  const rows = rest.map((cells, i) => ({ cells, line: i + 2 })).filter(({ cells }) => cells.some((cell) => cell.trim()));
  if (!rows.length) throw new Error('文件里没有数据行。');
  if (rows.length > rowsMax) throw new Error(sentence('一个文件最多 {n} 行,请拆开后上传。', { n: rowsMax }));
  return rows.map(({ cells, line }) => rowOf(line, new Map(names.map((name, i) => [name, cells[i] ?? '']))));
}

// 128 bits of the whole text: which file this is. Not a secret, only never the same by accident.
export function digestOf(text: string): string {
  const words = [0x9368e53c, 0x586dcd20, 0xc3a5c85c, 0xb492b66f];
  for (let i = 0; i < text.length; ++i) {
    const c = text.charCodeAt(i);
    for (let w = 0; w < 4; ++w) {
      words[w] = Math.imul(words[w]! ^ (c + w * 0x1f1f), 0x01000193 + w * 0x3c6e) ^ (words[(w + 1) % 4]! >>> 13);
    }
  }
  return words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

const safe = (cell: string) => (/^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell);  // no formula in an office program
export function csvOf(rows: string[][]): string {
  return '\uFEFF' + rows.map((cells) => cells.map((cell) => `"${safe(cell).replace(/"/g, '""')}"`).join(',')).join('\r\n') + '\r\n';
}
