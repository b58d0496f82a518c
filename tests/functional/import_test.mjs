// `yibao import`: contribution files in both encodings, a report per row, each row once, also when
// the import is killed in the middle and run again.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, identityNumber, onEachEngine } from './harness.mjs';

const header = '证件类型,证件号码,姓名,单位代码,参保身份,费款所属期,缴费基数,个人缴费,单位缴费,到账日期';
const today = '2025-04-25';
const base = 600_000;

// A row as an office writes it; `more` replaces columns.
function row(person, month, more = {}) {
  const columns = { kind: '居民身份证', number: person.number, name: person.name, employer: '',
    insured: '灵活就业人员', month, base: '6000.00', personal: '', share: '',
    received: `${month}-10`, ...more };
  return Object.values(columns).join(',');
}

onEachEngine('import', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-import-'));
  let server;
  let files = 0;
  before(async () => {
    server = await Server.fresh(engine, { today: '2023-01-10' });
  });
  after(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  // People who take part at 441900 since January 2023.
  async function insured(count, name = '张三丰') {
    return Promise.all(Array.from({ length: count }, async () => {
      const number = identityNumber();
      const id = await server.person({ name, identity_number: number });
      await server.done('POST', `/v1/people/${id}/enrolments`,
        { region: '441900', kind: 'flexible', base_fen: base });
      return { id, number, name };
    }));
  }

  const written = (content) => {
    const path = join(folder, `${++files}.csv`);
    writeFileSync(path, content);
    return path;
  };
  const words = (path, report, more = []) => ['import', path, '--region', '441900', '--report',
    report, '--json', '--today', today, ...more, ...server.place.flags()];

  // One run of the program on a file; the server must not run.
  function take(path, more = []) {
    const report = `${path}.report`;
    const run = spawnSync(binary, words(path, report, more), { encoding: 'utf8' });
    const rows = existsSync(report) ? readFileSync(report, 'utf8').replace('\uFEFF', '').trim()
      .split('\r\n').slice(1).map((line) => line.match(/^(\d+),(\w+),(\w+),"?(.*?)"?$/).slice(1)) : [];
    return { status: run.status, stderr: run.stderr, totals: JSON.parse(run.stdout || 'null'),
      rows: rows.map(([line, result, code, text]) => ({ line: Number(line), result, code, text })) };
  }

  async function whileServing(body) {
    await server.start(today);
    try {
      return await body();
    } finally {
      await server.stop();
    }
  }
  const months = async (person) => (await server.done('GET',
    `/v1/people/${person.id}/contributions`)).months;

  it('takes a GB18030 file in row by row and says what became of each', async () => {
    const [first, second] = await insured(2, '㐀欧阳');
    await server.stop();
    const stranger = { number: identityNumber(), name: '李四' };
    const wrong = first.number.slice(0, 17) + (first.number[17] === '1' ? '2' : '1');
    const rows = [
      [row(first, '2025-01'), 'done'],
      [row(first, '2025-02', { received: '2025/2/9' }), 'done'],
      [row(first, '2025-01'), 'refused', 'month_already_paid'],
      [row(second, '2025-01', { kind: '', insured: '' }), 'done'],
      [row(second, '2025-02', { name: '王五' }), 'refused', 'import_name_differs'],
      [row(second, '2025-02', { personal: '0.01' }), 'refused', 'amount_differs_from_policy'],
      [row(second, '2025-02', { insured: '在职职工' }), 'refused', 'import_kind_differs'],
      [row(second, '2025-09', { received: '2025-04-10' }), 'refused', 'month_in_future'],
      [row(second, '2025-02', { received: '2025-02-30' }), 'refused', 'import_value_wrong'],
      [row({ ...first, number: wrong }, '2025-03'), 'refused', 'identity_number_check_digit'],
      [row(stranger, '2025-01'), 'refused', 'person_not_registered'],
      [`${row(second, '2025-02')},`, 'refused', 'csv_field_count'],
      [row(second, '2025-02').replace('居民', '居"民'), 'refused', 'csv_row_syntax'],
    ];
    const text = [header, ...rows.map(([line]) => line), ''].join('\r\n');
    const path = written(execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text }));
    const told = take(path);
    assert.equal(told.status, 1, told.stderr);
    assert.equal(told.totals.encoding, 'gb18030');
    assert.deepEqual(told.rows.map(({ line, result, code }) => [line, result, code]),
      rows.map(([, result, code], i) => [i + 2, result, code ?? 'import_row_done']));
    for (const { result, text: says } of told.rows) {
      if (result === 'refused') assert.match(says, /[\u4e00-\u9fff].*。$/, says);
    }
    assert.ok(!readFileSync(`${path}.report`, 'utf8').includes(stranger.number), 'no number is told');

    // Without a header nothing of the first line is told.
    const headless = take(written(`${row(first, '2025-03')}\r\n`));
    assert.equal(headless.status, 1, headless.stderr);
    assert.ok(!headless.stderr.includes(first.number), headless.stderr);

    // The same file again: nothing twice. Who is on record now is taken in.
    await whileServing(async () => {
      assert.deepEqual((await months(first)).map(({ month }) => month).sort(), ['2025-01', '2025-02']);
      const id = await server.person({ name: stranger.name, identity_number: stranger.number });
      await server.done('POST', `/v1/people/${id}/enrolments`,
        { region: '441900', kind: 'flexible', base_fen: base });
    });
    const again = take(path);
    assert.equal(again.totals.done, 0);
    assert.equal(again.totals.already, 3);
    assert.equal(again.rows[10].code, 'month_outside_enrolment', 'enrolled since today only');
    assert.match(server.run('verify'), /verify: OK/);
    await server.start(today);
  });

  it('refuses a file whose columns it does not know, before any row', async () => {
    const [person] = await insured(1);
    await server.stop();
    const told = take(written(`${header.replace('缴费基数', '缴费基础')}\n${row(person, '2025-04')}\n`));
    assert.equal(told.status, 1);
    assert.equal(told.totals.code, 'csv_column_unknown');
    assert.match(told.totals.detail, /缴费基础.*缴费基数/);
    assert.deepEqual(told.rows, []);
    const less = take(written(`${header.replace(',到账日期', '')}\n`));
    assert.equal(less.totals.code, 'csv_column_missing');
    assert.equal(take(written('')).totals.code, 'csv_empty');
    const elsewhere = take(written(`\uFEFF${header}\n${row(person, '2025-04')}\n`),
      ['--region', '330100']);
    assert.notEqual(elsewhere.status, 0);
    // From here on others, who are enrolled on an earlier day.
    await server.remove();
    server = await Server.fresh(engine, { today: '2023-01-10' });
  });

  it('killed in the middle and run again, it ends as if nothing had happened', async () => {
    const people = await insured(250, '赵六');
    await server.stop();
    const lines = people.flatMap((person) => Array.from({ length: 24 }, (_, i) =>
      row(person, `${2023 + Math.floor((i + 1) / 12)}-${String(1 + (i + 1) % 12).padStart(2, '0')}`)));
    const path = written(`\uFEFF${[header, ...lines].join('\n')}\n`);
    const report = `${path}.report`;

    for (let round = 0; round < 2; ++round) {
      rmSync(report, { force: true });
      const child = spawn(binary, words(path, report), { stdio: 'ignore' });
      const ended = new Promise((resolve) => { child.once('exit', resolve); });
      const reported = () => existsSync(report) &&
        readFileSync(report, 'utf8').split('\r\n').length > 1_000 * (round + 1);
      while (!reported() && child.exitCode === null) await new Promise((r) => { setTimeout(r, 2); });
      child.kill('SIGKILL');
      await ended;
      assert.equal(child.signalCode, 'SIGKILL', 'it was killed before its end');
    }
    const rest = take(path);
    assert.equal(rest.status, 0, rest.stderr);
    assert.equal(rest.totals.rows, lines.length);
    assert.equal(rest.totals.refused + rest.totals.failed, 0);
    assert.ok(rest.totals.already >= 1_000, `${rest.totals.already} were there already`);
    const again = take(path, ['--officer', '77']);
    assert.deepEqual([again.totals.already, again.totals.done], [lines.length, 0]);

    await whileServing(async () => {
      const balances = new Set();
      for (const person of people) balances.add(await server.balance(person.id));
      assert.deepEqual([...balances], [24 * base * 0.02]);
      const postings = await server.postings(people[0].id);
      assert.equal(postings.length, 24);
    });
    assert.match(server.run('verify'), /verify: OK/);
    await server.start(today);
  });
});
