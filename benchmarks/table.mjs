// Reads the measurements of a run (one JSON line each: name, round, value), prints the table of
// ./bench and writes it as JSON.
//
//   node bench/table.mjs MEASUREMENTS RESULT
import { readFileSync, writeFileSync } from 'node:fs';

// `more`: ours divided by theirs, to be at least `reach`. `less`: to be at most `reach`.
// `value`: one figure of ours, to be at most `reach`, without a peer. Without `reach`: for comparison.
const rows = [
  { what: 'payments, SQLite FULL, 64 connections', ours: 'sqlite.pay', peer: 'sqlite.bare64',
    than: 'bare loop, 64 a commit', sense: 'more', reach: 0.75, aim: 0.9 },
  { what: 'payments, SQLite FULL, 64 connections', ours: 'sqlite.pay', peer: 'sqlite.bare_seen',
    than: 'bare loop, batch size seen', sense: 'more', reach: 0.75, aim: 0.9 },
  { what: 'payments, SQLite FULL, 64 connections', ours: 'sqlite.pay', peer: 'sqlite.fastify',
    than: 'Fastify + better-sqlite3', sense: 'more', reach: 2, orOf: ['sqlite.bare64', 0.9] },
  { what: 'payments, PostgreSQL', ours: 'postgres.pay', peer: 'postgres.bare',
    than: 'libpq, sets of 100', sense: 'more', reach: 0.6, aim: 0.8 },
  { what: 'payments, PostgreSQL', ours: 'postgres.pay', peer: 'postgres.pgbench',
    than: 'pgbench, procedure, 8 clients', sense: 'more', reach: 2, aim: 4 },
  { what: "a person's summary, first look", ours: 'read.first_summary', peer: 'read.first_empty',
    than: 'empty answer', sense: 'more', reach: 0.65, aim: 0.8 },
  { what: 'the same, looked at again', ours: 'read.summary', peer: 'read.empty',
    than: 'empty answer', sense: 'more', reach: 0.65, aim: 0.8 },
  { what: "the same, an officer's look recorded", ours: 'read.officer', peer: 'read.empty',
    than: 'empty answer', sense: 'more' },
  { what: "a person's full `why`, first look", ours: 'read.first_why', peer: 'read.first_empty',
    than: 'empty answer', sense: 'more', reach: 0.5 },
  { what: 'the same, looked at again', ours: 'read.why', peer: 'read.empty', than: 'empty answer',
    sense: 'more', reach: 0.5 },
  { what: 'p99 of a summary at half load (µs)', ours: 'read.summary_p99', peer: 'read.empty_p99',
    than: 'p99 of the empty answer', sense: 'less', reach: 2, aim: 1.3 },
  { what: 'p99 of a summary while payments run (µs)', ours: 'read.mixed_p99', peer: 'read.alone_p99',
    than: 'p99 of as many reads alone', sense: 'less', reach: 2, aim: 1.3 },
  { what: '2102 from the account, profile A, 64 tills', ours: 'provider.sale', peer: 'provider.pay',
    than: 'the plain payment command', sense: 'more', reach: 0.7 },
  { what: '1101, profile A', ours: 'provider.person', peer: 'provider.summary',
    than: "a person's summary, first look", sense: 'more', reach: 0.6 },
  { what: 'p99 of 1101, 2102 at a third (µs)', ours: 'provider.mixed_paced_p99',
    peer: 'provider.alone_paced_p99', than: 'p99 of as many 1101 alone', sense: 'less', reach: 2 },
  { what: 'p99 of 1101, 2102 at full speed (µs)', ours: 'provider.mixed_p99',
    peer: 'provider.alone_p99', than: 'p99 of as many 1101 alone', sense: 'less', reach: 2 },
  { what: 'reconcile, two files of a month (s)', ours: 'reconcile.files', peer: 'reconcile.sort',
    than: 'sort of the two files', sense: 'less', reach: 3 },
  { what: 'reconcile, a file and the database (s)', ours: 'reconcile.database', peer: 'reconcile.sort',
    than: 'sort of the two files', sense: 'less', reach: 3 },
  { what: 'a month of credits, SQLite', ours: 'sqlite.month', peer: 'sqlite.month_sets',
    than: 'set-based SQL, same bytes', sense: 'more', reach: 0.8, aim: 1 },
  { what: 'a month of credits, PostgreSQL', ours: 'postgres.month', peer: 'postgres.month_sets',
    than: 'set-based SQL, same bytes', sense: 'more', reach: 0.8, aim: 1 },
  { what: 'arrears of a month, SQLite', ours: 'sqlite.arrears', peer: 'sqlite.arrears_sets',
    than: 'set-based SQL, same bytes', sense: 'more', reach: 0.8, aim: 1 },
  { what: 'arrears of a month, PostgreSQL', ours: 'postgres.arrears', peer: 'postgres.arrears_sets',
    than: 'set-based SQL, same bytes', sense: 'more', reach: 0.8, aim: 1 },
  { what: 'memory of both runs (MB)', ours: 'bulk.memory', sense: 'value', reach: 512 },
  { what: 'entitlement of everybody (s)', ours: 'entitlement.pass', peer: 'entitlement.scan',
    than: 'one SQL scan over their months', sense: 'less', reach: 2, aim: 1.5 },
  { what: 'verify, a year of 100 000 people (s)', ours: 'verify.seconds', sense: 'value', reach: 60 },
  { what: 'second start (s)', ours: 'start.seconds', sense: 'value', reach: 1, aim: 0.3 },
  { what: 'bytes per contribution month', ours: 'size.contribution', sense: 'value', reach: 45 },
];

const [, , measurements, result] = process.argv;
const values = new Map();
for (const line of readFileSync(measurements, 'utf8').split('\n').filter(Boolean)) {
  const { name, round, value } = JSON.parse(line);
  if (!values.has(name)) values.set(name, new Map());
  values.get(name).set(round, value);
}
const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const medianOf = (name) => median(values.get(name).values());

// Ratios are taken within a round, where both sides saw the same machine.
function ratio(ours, peer) {
  const both = [...values.get(ours)].filter(([round]) => values.get(peer).has(round));
  return median(both.map(([round, value]) => value / values.get(peer).get(round)));
}

function judge({ sense, reach, aim, orOf, ours }, figure) {
  if (reach === undefined) return '';
  const good = (goal) => (sense === 'more' ? figure >= goal : figure <= goal);
  if (aim !== undefined && good(aim)) return 'aim';
  if (good(reach)) return 'reached';
  return orOf && values.has(orOf[0]) && ratio(ours, orOf[0]) >= orOf[1] ? 'reached' : 'missed';
}

const table = rows.map((row) => {
  const missing = [row.ours, row.peer].filter((name) => name && !values.has(name));
  if (missing.length > 0) return { ...row, verdict: 'not measured' };
  const figure = row.peer ? ratio(row.ours, row.peer) : medianOf(row.ours);
  return { ...row, figure, rounds: values.get(row.ours).size, ours_median: medianOf(row.ours),
    peer_median: row.peer && medianOf(row.peer), verdict: judge(row, figure) };
});
writeFileSync(result, `${JSON.stringify({ rows: table,
  medians: Object.fromEntries([...values.keys()].map((name) => [name, medianOf(name)])) }, null, 2)}\n`);

const shown = (number) => (number === undefined ? '—'
  : number >= 100 ? Math.round(number).toLocaleString('en-US').replaceAll(',', ' ')
    : number.toFixed(2));
const columns = [['what', 42], ['compared with', 32], ['figure', 8], ['reach', 7], ['aim', 6],
  ['ours', 9], ['theirs', 9], ['', 12]];
const print = (cells) => console.log(cells.map((cell, i) => (i < 2 || i === 7
  ? String(cell).padEnd(columns[i][1]) : String(cell).padStart(columns[i][1]))).join(' ').trimEnd());
print(columns.map(([name]) => name));
for (const row of table) {
  print([row.what, row.than ?? '—', shown(row.figure), row.reach ?? '—', row.aim ?? '—',
    shown(row.ours_median), shown(row.peer_median), row.verdict]);
}
