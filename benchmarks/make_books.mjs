// Two books of a large hospital's month, from a seed: ours.csv and his.csv, with planted breaks.
//
//   node benchmarks/make_books.mjs FOLDER LINES [SEED]
//
// his.csv knows our numbers, his_by_message.csv only its own (after time-outs). Prints how many breaks
// there are.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

const [, , folder, lines, seed = '7'] = process.argv;
let state = BigInt(seed) * 2654435761n + 1n;
const random = (below) => {
  state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
  return Number((state >> 33n) % BigInt(below));
};
const yuan = (fen) => (fen / 100).toFixed(2);
const header = 'setl_id,msgid,setl_time,medfee_sumamt,fund_pay_sumamt,acct_pay,refd_setl_flag\n';
const open = (name) => { const stream = createWriteStream(join(folder, name)); stream.write(header); return stream; };
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const ours = [];
const his = [];
let breaks = 0;
for (let i = 0; i < Number(lines); ++i) {
  const day = `2025-03-${String(1 + random(31)).padStart(2, '0')}`;
  const at = `${day} ${String(7 + random(14)).padStart(2, '0')}:${String(random(60)).padStart(2, '0')}:${String(random(60)).padStart(2, '0')}`;
  let number = '';
  for (let k = 0; k < 20; ++k) number += alphabet[random(32)];
  const id = `03E4K${String(i).padStart(7, '0')}${number.slice(0, 14)}`;
  const message = `H44190000001${at.replace(/\D/g, '')}${String(i % 10000).padStart(4, '0')}`;
  const total = 100 + random(90000);
  const fund = random(total);
  const account = random(total - fund);
  const row = (more = 0) => [id, `${message.slice(0, 22)}${String(i).padStart(8, '0')}`, at, yuan(total + more), yuan(fund), yuan(account), '0'];
  const planted = i % 300 === 7 ? i / 300 % 4 | 0 : -1;
  if (planted !== 1) ours.push(row());
  if (planted !== 0) his.push(row(planted === 2 ? 1 : 0));
  if (planted === 3) his.push(row());
  if (planted >= 0) ++breaks;
}
for (let i = his.length - 1; i > 0; --i) {
  const k = random(i + 1);
  [his[i], his[k]] = [his[k], his[i]];
}
const write = async (name, rows, change = (row) => row) => {
  const stream = open(name);
  for (const row of rows) {
    if (!stream.write(`${change(row).join(',')}\n`)) await new Promise((resolve) => { stream.once('drain', resolve); });
  }
  await new Promise((resolve) => { stream.end(resolve); });
};
await write('ours.csv', ours);
await write('his.csv', his);
await write('his_by_message.csv', his, ([, ...rest]) => ['', ...rest]);
console.log(breaks);
