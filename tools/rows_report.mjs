// Which rows of the requirements are cited by which tests, and which by none yet. Run by hand:
//   node tools/rows_report.mjs            the rows without a test, and how many have one
//   node tools/rows_report.mjs --all      every row with its tests
// A row is cited by its id, R-018, or by a range, R-007 to R-009.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const numbered = (letter, last, digits) => Array.from({ length: last },
  (_, i) => `${letter}-${String(i + 1).padStart(digits, '0')}`);
const rows = [...numbered('R', 165, 3), ...numbered('N', 27, 2), ...numbered('C', 29, 2)];

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    if (name === 'node_modules' || name.startsWith('.')) return [];
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

const isTest = (path) => /_test\.(cc|h|mjs)$/.test(path) || path.startsWith('tests/');
const tests = ['src', 'tests', 'tools'].flatMap((folder) => files(join(root, folder)))
  .map((path) => relative(root, path)).filter(isTest);

const citedBy = new Map(rows.map((row) => [row, []]));
const unknown = [];
for (const path of tests) {
  const text = readFileSync(join(root, path), 'utf8');
  const cited = new Set();
  for (const [, letter, first, , last] of
    text.matchAll(/\b([RNC])-(\d{2,3})\b( to [RNC]-(\d{2,3})\b)?/g)) {
    for (let number = Number(first); number <= Number(last ?? first); ++number) {
      cited.add(`${letter}-${String(number).padStart(first.length, '0')}`);
    }
  }
  for (const row of cited) citedBy.has(row) ? citedBy.get(row).push(path) : unknown.push([row, path]);
}

for (const letter of 'RNC') {
  const all = rows.filter((row) => row.startsWith(letter));
  const without = all.filter((row) => citedBy.get(row).length === 0);
  console.log(`${letter}: ${all.length - without.length} of ${all.length} rows have a test`);
  if (process.argv.includes('--all')) {
    for (const row of all) console.log(`  ${row}  ${citedBy.get(row).join(', ') || '—'}`);
  } else if (without.length > 0) {
    console.log(`  without: ${without.join(' ')}`);
  }
}
for (const [row, path] of unknown) console.log(`no such row: ${row} in ${path}`);
