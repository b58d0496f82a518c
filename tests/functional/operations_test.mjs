// What the operator asks of a running server from the same machine: verify, tick, tokens, a backup,
// an import; and what the network may not ask.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, identityNumber, onEachEngine } from './harness.mjs';

onEachEngine('operations', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-operations-'));
  let server;
  before(async () => { server = await Server.fresh(engine); });
  after(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });
  const yibao = (...words) => {
    const run = spawnSync(binary, [...words, ...server.place.flags()], { encoding: 'utf8' });
    return { status: run.status, out: run.stdout, err: run.stderr };
  };
  // Over HTTP: start, then look until it is done.
  async function operate(name, as, body = {}) {
    let told = await server.done('POST', `/v1/operations/${name}`, body, { as });
    while (told.state !== 'done') {
      told = await server.done('GET', `/v1/operations/${name}?run=${told.run}`, undefined, { as });
    }
    return told;
  }

  it('verifies while the server answers', async () => {
    const person = await server.person({ fen: 50_000 });
    const paying = Promise.all(Array.from({ length: 50 }, () => server.pay(person, 100)));
    const run = yibao('verify');
    assert.equal(run.status, 0, run.out + run.err);
    assert.match(run.out, /^verify: OK \(\d+ checks, \d+ rows\)\n$/);
    for (const paid of await paying) assert.equal(paid.status, 200, paid.text);
    const told = JSON.parse(yibao('verify', '--json').out);
    assert.equal(told.ok, true);
  });

  it('an auditor verifies over HTTP, with progress to look at', async () => {
    const told = await operate('verify', 'auditor');
    assert.equal(told.exit_code, 0);
    assert.match(told.output, /verify: OK/);
    assert.equal((await server.get('/v1/operations/tick', { as: 'auditor' })).json.state, 'idle');
  });

  it('tick, recompute and signing go through the server', () => {
    assert.match(yibao('tick').out, /^到点处理 \d+ 项。\n$/);
    assert.match(yibao('calendar', 'recompute').out, /^重新计算了 0 个办件的期限。\n$/);
    const made = JSON.parse(yibao('signature', 'make', '--json').out);
    assert.ok(made.signed > 0);
    assert.equal(JSON.parse(yibao('signature', 'make', '--json').out).signed, 0);
    assert.match(yibao('signature', 'key').out, /^Ed25519 [0-9a-f]{64}\n$/);
    assert.equal(yibao('verify').status, 0);
  });

  it('issues a token that works at once', async () => {
    const run = yibao('token', 'issue', '--role', 'auditor', '--id', '61', '--name', '审计');
    assert.equal(run.status, 0, run.err);
    const told = await server.get('/v1/operations/verify', { as: run.out.trim() });
    assert.equal(told.status, 200, told.text);
    assert.equal(yibao('token', 'issue', '--role', 'king').status, 2);
    assert.equal(yibao('token', 'issue', '--role', 'agency_officer', '--id', '1').status, 2);
    // Two officers are told apart by their numbers: nobody is number nothing.
    for (const role of ['agency_officer', 'senior_officer', 'auditor']) {
      const nobody = yibao('token', 'issue', '--role', role, '--region', '320100', '--name', 'A');
      assert.equal(nobody.status, 2);
      assert.match(nobody.err, /工号/);
    }
    // A bank is known by its number: without it a link would be of no bank, or of all.
    for (const number of [[], ['--id', '2']]) {
      const none = yibao('token', 'issue', '--role', 'bank', '--channel', 'bank', ...number);
      assert.equal(none.status, 2);
      assert.match(none.err, /行别代码.*104\(bank_of_china\)/);
    }
    assert.match(yibao('staff-account', 'give', '--account', 'b', '--role', 'bank', '--name', '乙', '--id', '2').err, /行别代码/);
    const nowhere = yibao('token', 'issue', '--role', 'agency_officer', '--id', '1', '--region', '999999');
    assert.equal(nowhere.status, 2);
    assert.match(nowhere.err, /没有这个行政区划: 999999/);
    assert.equal(yibao('token', 'issue', '--role', 'participant').status, 2);
    assert.match(yibao('token', 'issue', '--role', 'auditor', '--id', '1', '--channel', 'pigeon').err, /kiosk/);
    assert.match(yibao('token', 'issue', '--help').out, /wechat_mp/);
    assert.match(yibao('staff-account', 'give', '--account', 'a', '--role', 'auditor', '--name', '甲', '--id', '0').err, /工号/);
  });

  it('several at once each get their own token', async () => {
    const roles = ['auditor', 'operator', 'policy_officer', 'auditor', 'operator', 'policy_officer'];
    const tokens = await Promise.all(roles.map((role, i) => new Promise((resolve) => {
      const child = spawn(binary, ['token', 'issue', '--role', role, '--id', `${70 + i}`, '--name', `甲${i}`,
        ...server.place.flags()]);
      let said = '';
      child.stdout.on('data', (data) => { said += data; });
      child.once('close', () => resolve(said.trim()));
    })));
    assert.equal(new Set(tokens).size, roles.length);
    for (const [i, role] of roles.entries()) {
      // Each is of the role that it was asked for: tick is for operators only.
      const told = await server.post('/v1/operations/tick', {}, { as: tokens[i] });
      assert.equal(told.status, role === 'operator' ? 200 : 403, `${role}: ${told.text}`);
    }
  });

  it('a run is asked after by its number', async () => {
    const first = await server.done('POST', '/v1/operations/verify', {}, { as: 'auditor' });
    const second = await server.done('POST', '/v1/operations/verify', { json: true }, { as: 'auditor' });
    assert.match(first.run, /^[0-9a-f]{32}$/);
    const ended = async (run) => {
      let told;
      do told = await server.done('GET', `/v1/operations/verify?run=${run}`, undefined, { as: 'auditor' });
      while (told.state !== 'done');
      assert.equal(told.run, run);
      return told.output;
    };
    assert.match(await ended(first.run), /^verify: OK/);
    assert.equal(JSON.parse(await ended(second.run)).ok, true);
    assert.equal((await server.get('/v1/operations/verify', { as: 'auditor' })).json.run, second.run);
    const none = await server.get(`/v1/operations/verify?run=${'0'.repeat(32)}`, { as: 'auditor' });
    assert.deepEqual([none.status, none.json.code], [404, 'operation_run_unknown']);
    const api = (await server.get('/openapi.json')).json;
    assert.ok(api.paths['/v1/operations/{operation}'].get.parameters.some((each) => each.name === 'run'));
  });

  // The service of a case is not in its number; a parameter is told with its id and status.
  it('tells why, of a transfer, an application and a person', async () => {
    const as = yibao('token', 'issue', '--role', 'auditor', '--id', '61', '--name', '审计').out.trim();
    const number = identityNumber();
    const someone = await server.person({ fen: 10_000, name: '张三丰', identity_number: number });
    const transfer = await server.done('POST', `/v1/people/${someone}/transfers`,
      { name: '张三丰', identity_number: number, origin: '441900', target: '330100' });
    const insured = await server.person({ name: '张三丰' });
    await server.done('POST', `/v1/people/${insured}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    const whole = yibao('why', '--person', insured, '--as', as);
    assert.equal(whole.status, 0, whole.out + whole.err);
    assert.match(whole.out, /统筹基金/);
    assert.match(whole.out, /依据 .*(已核对原文|默认值).* [a-z_]+\.[a-z_]+/);
    const complaint = await server.done('POST', `/v1/people/${someone}/complaints`,
      { region: '441900', kind: 'complaint', words: '窗口排队太久' });
    for (const [each, says] of [[transfer.case, /仅供参考/], [complaint.case, /还没有作出决定/]]) {
      const told = yibao('why', '--case', each, '--as', as);
      assert.equal(told.status, 0, told.out + told.err);
      assert.match(told.out, says);
    }
    // A refusal is words for people, and the problem itself for a program.
    const refused = yibao('why', '--case', someone, '--as', as);
    assert.notEqual(refused.status, 0);
    assert.match(refused.err, /[\u4e00-\u9fff]/);
    assert.doesNotMatch(refused.out + refused.err, /[{}]/);
    const problem = yibao('why', '--person', insured, '--on', '2025-13-01', '--as', as, '--json');
    assert.equal(JSON.parse(problem.out).status, 400);
  });

  it('says what is wrong with what was typed', () => {
    for (const [words, said] of [
      [['calendar', 'list', '--year', '1500'], /用法/], [['why'], /用法/],
      [['calendar', 'add', '9999-12-31', '1'], /日历只计算 1800 至 2999 年的日期: 9999-12-31/],
      [['calendar', 'add', '2999-12-31', '3'], /日历只计算 1800 至 2999 年的日期: 3000-01-/],
      [['calendar', 'add', '2025-02-30', '1'], /没有这一天: 2025-02-30。用法/],
      [['verify', '--config', 'none.toml'], /设置有误: 找不到设置文件 .*文件 none.toml 不存在。 请核对 --config 的路径/],
      [['verify', '--today', '2025-02-30'], /设置有误: 设置应为日期 .*--today 中的 today 为 2025-02-30/],
      [['policy', 'show', '--region', '999999', '--on', '2025-04-27'], /没有这个行政区划/],
      [['policy', 'show', '--region', '441900', '--on', '2025-13-01'], /日期不正确/],
      [['serve', '--port', '99999'], /--port 的值不正确,应为 0 至 65535/],
      [['acount', 'pay'], /没有“acount”,您要写的可能是 account/],
      [['account', 'pey'], /yibao account 之后没有“pey”,您要写的可能是 pay/],
      [['person', 'show', '--persn', 'x'], /没有选项 --persn,您要写的可能是 --person/],
      [['tick', 'now'], /“now”是多余的/], [['account'], /yibao account 之后还须写明要做什么/],
      [['token', 'issue'], /还须写明 --role\(角色\)/],
      [['reconcile', 'x.csv'], /还须写明 --institution/]]) {
      const run = yibao(...words);
      assert.equal(run.status, 2, words.join(' ') + run.err);
      assert.doesNotMatch(run.err, /required|expected|argument|--help for more/);
      assert.match(run.err, said);
    }
    assert.match(yibao('policy', 'diff', '--region', '441900', '--on', '2025-04-27').out, /没有不同/);
    assert.match(yibao('calendar', 'list', '--year', '2031').out, /暂定/);
  });

  it('imports a file through the server', async () => {
    const number = identityNumber();
    const person = await server.person({ name: '张三丰', identity_number: number });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    const file = join(folder, 'months.csv');
    writeFileSync(file, '证件类型,证件号码,姓名,单位代码,参保身份,费款所属期,缴费基数,个人缴费,单位缴费,到账日期\n' +
      `居民身份证,${number},张三丰,,灵活就业人员,2025-04,6000.00,,,2025-04-20\n`);
    const run = yibao('import', file, '--region', '441900', '--report', `${file}.report`);
    assert.equal(run.status, 0, run.out + run.err);
    assert.ok(existsSync(`${file}.report`));
    assert.match(yibao('import', file, '--region', '441900').out, /此前/);
  });

  it('backs up while serving, readable by nobody else, and never over a file', () => {
    const file = join(folder, 'backup');
    const run = yibao('backup', file);
    assert.equal(run.status, 0, run.err);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(yibao('backup', file).status, 1);
    if (engine === 'sqlite') {
      const state = mkdtempSync(join(folder, 'copy-'));
      const verify = () => spawnSync(binary, ['verify', '--json', ...server.place.flags().slice(0, 2),
        '--state', state, '--db', file], { encoding: 'utf8' });
      assert.match(verify().stderr, /没有密钥 .*master\.key/);  // they are in no backup
      for (const key of ['master.key', 'signing.key']) {
        copyFileSync(join(server.place.state, key), join(state, key));
      }
      const copy = verify();
      assert.equal(JSON.parse(copy.stdout).rows > 0, true, copy.stderr);
      assert.equal(copy.status, 0, copy.stdout);
    }
  });

  it('the network may neither read files nor have tokens issued', async () => {
    const operator = yibao('token', 'issue', '--role', 'operator', '--name', '运维').out.trim();
    for (const [name, body] of [['import', { file: '/etc/passwd', region: '441900' }],
      ['token-issue', { role: 'auditor' }], ['backup', { file: '/tmp/x' }],
      ['bank-send', { folder: '/tmp' }], ['notices-send', { folder: '/tmp' }], ['bank-receive', { file: '/etc/passwd' }]]) {
      const told = await server.post(`/v1/operations/${name}`, body, { as: operator });
      assert.equal(told.status, 403, told.text);
      assert.equal(told.json.code, 'only_on_this_machine');
      assert.equal((await server.get(`/v1/operations/${name}`, { as: operator })).status, 403);
    }
    assert.equal((await server.post('/v1/operations/verify', {})).status, 403);
    const wrong = await server.post('/v1/operations/verify', { jsn: true }, { as: 'auditor' });
    assert.equal(wrong.json.code, 'member_unknown');
  });

  it('the note of the server is for its owner only, and one of a killed server misleads nobody', async () => {
    const note = join(server.place.state, 'server.json');
    assert.equal(statSync(note).mode & 0o777, 0o600);
    assert.ok(JSON.parse(readFileSync(note, 'utf8')).token.length > 40);
    await server.kill();
    assert.ok(existsSync(note));
    const run = yibao('verify');
    assert.equal(run.status, 0, run.err);
    await server.start();
  });

  it('what needs the file alone says what to do', () => {
    if (engine !== 'sqlite') return;
    const run = yibao('generate', '--people', '10');
    assert.equal(run.status, 3);
    assert.match(run.err, /正由另一个进程使用/);
    assert.match(run.err, /先停止/);
  });
});
