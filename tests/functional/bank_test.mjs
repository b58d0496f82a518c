// The bank port: every order is in one file, once, whenever `bank send` is killed; what the bank
// answers is booked once.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync }
  from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, onEachEngine } from './harness.mjs';

const today = '2025-04-25';

onEachEngine('bank', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-bank-'));
  const out = join(folder, 'out');
  let server;
  let accounts = 0;
  before(async () => { server = await Server.fresh(engine, { today }); });
  after(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  // A retiree who lives in another province and whose balance is to be paid out.
  async function order(fen) {
    const person = await server.person({ fen });
    const path = `/v1/people/${person}`;
    const account = `62220200000${String(++accounts).padStart(5, '0')}`;
    await server.done('POST', `${path}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    await server.done('POST', `${path}/retirement`, { retired_on: today });
    await server.done('POST', `${path}/settlement`, { region: '330100' });
    const { case: number } = await server.done('POST', `${path}/retiree-payouts`,
      { region: '441900', bank_account: account, bank_holder: '张三丰' });
    await server.done('POST', `/v1/transfers/${number}/payout-approval`, {},
      { as: 'senior-441900' });
    return { person, number, account, fen };
  }
  async function orders(count, fen) {
    const all = [];
    for (let i = 0; i < count; ++i) all.push(await order(fen + i));
    return all;
  }

  const words = (...more) => ['bank', ...more, '--today', today, '--json', ...server.place.flags()];
  function bank(...more) {
    const run = spawnSync(binary, words(...more), { encoding: 'utf8' });
    return { status: run.status, stderr: run.stderr, told: JSON.parse(run.stdout || 'null') };
  }
  const send = () => bank('send', '--out', out);
  const visible = () => readdirSync(out).filter((name) => !name.startsWith('.'));
  const lines = (name) => readFileSync(join(out, name), 'utf8').replace('\uFEFF', '').trim()
    .split('\r\n').slice(1).map((line) => line.split(','));
  const state = async (one) => (await server.done('GET', `/v1/transfers/${one.number}`)).money.state;

  it('sends what is ordered once, and books what comes back once', async () => {
    const [paid, bounced, wrong] = await orders(3, 700_000);
    await server.stop();
    const sent = send();
    assert.equal(sent.status, 0, sent.stderr);
    assert.deepEqual([sent.told.orders, sent.told.amount_fen], [3, 2_100_003]);
    const [name] = visible();
    assert.deepEqual(lines(name).map(([number, account, holder, amount]) =>
      [number, account, holder, amount]), [[paid.number, paid.account, '张三丰', '7000.00'],
      [bounced.number, bounced.account, '张三丰', '7000.01'],
      [wrong.number, wrong.account, '张三丰', '7000.02']]);
    assert.deepEqual(send().told.files, [], 'nothing more to send');
    assert.match(server.run('verify'), /verify: OK/);

    // Killed between the marks and the file: the next run publishes the same file.
    const content = readFileSync(join(out, name), 'utf8');
    renameSync(join(out, name), join(out, `.${name}.part`));
    assert.deepEqual(send().told.files, [name]);
    assert.equal(readFileSync(join(out, name), 'utf8'), content);
    // Killed before the first mark: the begun file is forgotten.
    writeFileSync(join(out, '.payouts-none.csv.part'), '');
    assert.deepEqual(send().told.files, []);
    assert.ok(!existsSync(join(out, '.payouts-none.csv.part')));

    const results = join(folder, 'results.csv');
    writeFileSync(results, ['业务编号,结果,原因,金额(元),收款账号,收款户名',
      `${paid.number},成功,,7000.00,${paid.account.slice(0, 6)}****${paid.account.slice(-4)},张三丰`,
      `${bounced.number},退汇,户名不符,7000.01,${bounced.account},`, `${wrong.number},成功,,7000.20,,`,
      `${wrong.number},成功,,7000.02,6222029999999999999,`, `${wrong.number},成功,,7000.02,,张四`,
      `${paid.person},成功,,,,`, `${paid.number},也许,,,,`, ''].join('\n'));
    const report = `${results}.report`;
    const received = bank('receive', results, '--report', report);
    assert.equal(received.status, 1, received.stderr);
    const codes = () => readFileSync(report, 'utf8').trim().split('\r\n').slice(1)
      .map((line) => line.split(',')[2]);
    assert.deepEqual(codes(), ['bank_result_done', 'bank_result_done', 'bank_amount_differs',
      'bank_payee_differs', 'bank_payee_differs', 'bank_reference_unknown', 'import_value_wrong']);
    bank('receive', results, '--report', report);
    assert.deepEqual(codes().slice(0, 2), ['bank_result_already', 'bank_result_already']);
    assert.match(server.run('verify'), /verify: OK/);
    await server.start();
    assert.deepEqual([await state(paid), await state(bounced), await state(wrong)],
      ['paid_out', 'returned', 'paying_out']);
    assert.equal(await server.balance(bounced.person), 700_001, 'the money is back');
  });

  it('killed at any moment, no order is sent twice and none is forgotten', async () => {
    await server.stop();
    const before = new Set(visible());
    const began = Date.now();
    assert.deepEqual(send().told.files, []);
    const step = Math.max(5, Math.ceil((Date.now() - began) / 10));  // a whole run takes ten
    await server.start();
    const all = await orders(30, 10_000);
    await server.stop();
    const taken = [];  // the bank takes files away as they appear
    const take = () => {
      for (const name of visible().filter((each) => !before.has(each))) {
        taken.push(...lines(name).map(([number]) => number));
        rmSync(join(out, name));
      }
    };
    for (let round = 1; round <= 16; ++round) {
      const child = spawn(binary, words('send', '--out', out), { stdio: 'ignore' });
      const ended = new Promise((resolve) => { child.once('exit', resolve); });
      const timer = setTimeout(() => child.kill('SIGKILL'), round * step);
      await ended;
      clearTimeout(timer);
      take();
    }
    const last = send();
    assert.equal(last.status, 0, last.stderr);
    take();
    assert.deepEqual(taken.sort(), all.map(({ number }) => number).sort());
    assert.match(server.run('verify'), /verify: OK/);
    await server.start();
  });

  it('writes a lost file again, under its name and with the same references, and changes nothing', async () => {
    const [lost, answered] = await orders(2, 20_000);
    await server.stop();
    const [name] = send().told.files;
    const written = lines(name);
    const answer = join(folder, 'answered.csv');
    writeFileSync(answer, `业务编号,结果\n${answered.number},成功\n`);
    assert.equal(bank('receive', answer).told.done, 1);
    const again = () => bank('send', '--out', out, '--again').told.files.filter((each) => each === name);
    assert.deepEqual(again(), [], 'it stands there still');
    rmSync(join(out, name));
    assert.deepEqual(send().told.files, [], 'sent once');
    const next = await (async () => { await server.start(); return order(30_000); })();
    await server.stop();
    assert.deepEqual(again(), [name]);
    assert.deepEqual(lines(name), written.filter(([number]) => number === lost.number));
    assert.ok(lines(name).every(([number]) => number !== next.number), 'and nothing new');
    assert.equal(send().told.orders, 1, 'which is sent as ever');
    assert.match(server.run('verify'), /verify: OK/);
    await server.start();
    assert.deepEqual([await state(lost), await state(answered)], ['paying_out', 'paid_out']);
  });

  it('books nothing that was paid from another place than was ordered', async () => {
    const [one] = await orders(1, 40_000);
    await server.stop();
    const [name] = send().told.files;
    const [[, , , , place]] = lines(name);
    const results = join(folder, 'places.csv');
    const book = (from) => {
      writeFileSync(results, `业务编号,结果,付款地\n${one.number},成功,${from}\n`);
      return bank('receive', results).told;
    };
    assert.equal(place, '441900');
    assert.deepEqual(book('330100').by_code, { bank_place_differs: 1 });
    assert.equal(book(place).done, 1);
    await server.start();
    assert.equal(await state(one), 'paid_out');
  });

  it('two files at once are both received, and each is told its own numbers', async () => {
    const received = await Promise.all([1, 2, 3].map((rows) => new Promise((resolve) => {
      const file = join(folder, `at-once-${rows}.csv`);
      writeFileSync(file, `业务编号,结果\n${'不是编号,成功\n'.repeat(rows)}`);
      const child = spawn(binary, words('receive', file, '--report', `${file}.report`));
      let said = '';
      child.stdout.on('data', (data) => { said += data; });
      child.once('close', () => resolve([JSON.parse(said).rows, existsSync(`${file}.report`)]));
    })));
    assert.deepEqual(received, [[1, true], [2, true], [3, true]]);
  });

  it('speaks the language that is asked for', () => {
    const file = join(folder, 'language.csv');
    writeFileSync(file, '业务编号,结果\n不是编号,成功\n');
    const told = (language, ...more) => spawnSync(binary, ['bank', ...more, '--today', today,
      ...language, ...server.place.flags()], { encoding: 'utf8' }).stdout;
    assert.match(told([], 'send', '--out', out), /付款指令 0 笔,合计 0.00 元\n$/);
    assert.match(told([], 'receive', file), /^共 1 行: 本次办理 0, .*\n.* 1 行\n$/);
    for (const english of [told(['--language', 'en'], 'send', '--out', out),
      told(['--language', 'en'], 'receive', file)]) {
      assert.doesNotMatch(english, /[\u4e00-\u9fff]/);
      assert.match(english, /Payment orders: 0|Rows: 1; done now 0/);
    }
  });
});
