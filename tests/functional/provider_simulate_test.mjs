// `yibao provider simulate` and `yibao provider serve-test`: a day at each test institution passes, a
// second one as well, and a server of somebody else that answers wrongly is told which rule it breaks.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { binary } from './harness.mjs';
import { service, tables } from './provider_client.mjs';
import { unzip, zip } from './zip.mjs';

const home = fileURLToPath(new URL('../..', import.meta.url));
const flags = (state) => ['--home', home, '--state', state, '--today', '2025-04-25'];

describe('provider simulate', () => {
  let state;
  let server;
  let ended;
  let tests;
  let whole;  // of a whole day

  const simulate = (...words) => new Promise((resolve) => {
    execFile(binary, ['provider', 'simulate', '--pause', '100', ...words, ...flags(state)], { encoding: 'utf8', maxBuffer: 1 << 24 },
      (error, said, errors) => resolve({ code: error?.code ?? 0, said, errors }));
  });

  before(async () => {
    state = mkdtempSync(join(tmpdir(), 'yibao-simulate-'));
    server = spawn(binary, ['provider', 'serve-test', '--port', '0', ...flags(state)], { stdio: ['ignore', 'pipe', 'pipe'] });
    ended = new Promise((resolve) => { server.once('exit', resolve); });
    let said = '';
    let errors = '';
    server.stderr.on('data', (data) => { errors += data; });
    await new Promise((resolve, reject) => {
      server.stdout.on('data', (data) => { said += data; if (/例如: yibao provider simulate/.test(said)) resolve(); });
      server.once('exit', (code) => reject(new Error(`it ended (${code}): ${errors}`)));
    });
    tests = JSON.parse(readFileSync(join(state, 'provider-test.json'), 'utf8'));
    for (const { code, access_key: key, secret } of tests.institutions) {
      assert.ok(said.includes(code) && said.includes(key) && said.includes(secret), said);
    }
  });
  after(async () => {
    server?.kill('SIGTERM');
    await ended;  // until then it writes into its folder
    rmSync(state, { recursive: true, force: true });
  });

  it('has an institution for each profile, and people who differ', () => {
    assert.deepEqual([...new Set(tests.institutions.map(({ profile }) => profile))].sort(), ['csb', 'number', 'tif', 'web']);
    assert.ok(tests.people.length >= 6);
    assert.match(tests.address, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('has one who has retired and draws the benefits of it, one in service, one resident', async () => {
    const { code } = tests.institutions.find(({ profile }) => profile === 'web');
    const kinds = {};
    for (const { name, number } of tests.people) {
      const answer = await fetch(`${tests.address}/mbs-fsi/web/api/fsi/callService`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({
        infno: '1101', msgid: `${code}20250425${String(Object.keys(kinds).length).padStart(10, '9')}`, mdtrtarea_admvs: '441900', insuplc_admdvs: '441900',
        recer_sys_code: 'POS', infver: 'V1.0', opter_type: '1', opter: '1', opter_name: '收费员', inf_time: '2025-04-25 09:00:00', fixmedins_code: code,
        fixmedins_name: '药店', input: { data: { mdtrt_cert_type: '02', mdtrt_cert_no: number, card_sn: '', begntime: '', psn_cert_type: '01', certno: number, psn_name: name } } }) });
      const told = await answer.json();
      assert.equal(told.infcode, 0, told.err_msg);
      kinds[name] = told.output.insuinfo[0]?.psn_type;
    }
    assert.deepEqual([kinds.测试甲, kinds.测试乙, kinds.测试丙], ['11', '12', '15']);
  });

  it('plays a day at every one of them, twice, and nothing is wrong', async () => {
    // Of a server of yesterday's that was begun anew: nothing stands there of what it had sold.
    writeFileSync(join(state, 'simulated-P44190090001-2025-04-25.json'), '{"total":100,"fund":0,"account":100,"count":1}');
    for (let day = 0; day < 2; ++day) {
      const { code, said, errors } = await simulate();
      whole = said;
      const lines = said.split('\n').filter((line) => /^(✗|   ✗|   △)/.test(line));
      assert.equal(code, 0, `${lines.join('\n')}\n${errors}`);
      assert.deepEqual(lines, []);
      for (const { code: institution } of tests.institutions) assert.ok(said.includes(institution));
    }
  });

  it('sends every transaction that there is', () => {
    const sent = new Set([...whole.matchAll(/"infno":"(\w+)"/g)].map(([, infno]) => infno));
    const never = Object.keys(tables.transactions).filter((infno) => !sent.has(infno));
    assert.deepEqual(never, []);
  });

  it('shows only what is wrong when it is brief', async () => {
    const { code, said } = await simulate('--brief', '--institution', 'P44190090001');
    assert.equal(code, 0);
    assert.ok(!said.includes('→ {'));
    assert.match(said, /✓ 签到 9001/);
  });

  // The day without broken lines, which a proxy may not hand on.
  const calm = () => {
    const { title, steps } = JSON.parse(readFileSync(join(home, 'data/provider_day.json'), 'utf8'));
    const broken = new Set(steps.filter(({ way }) => way === 'hang_up').map(({ name }) => name));
    const kept = steps.filter(({ way, of, input }) => way !== 'hang_up' && !broken.has(of) &&
      ![...broken].some((name) => JSON.stringify(input ?? {}).includes(`msgid.${name}}`)));
    const file = join(state, 'calm.json');
    writeFileSync(file, JSON.stringify({ title, steps: kept }));
    return file;
  };

  // A server of somebody else: ours behind a proxy that spoils answers.
  const spoiled = async (spoil, words = ['--institution', 'P44190090001'], spoilFile = (whole, type) => [whole, type]) => {
    const proxy = http.createServer(async (request, answer) => {
      let body = '';
      for await (const part of request) body += part;
      const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name.startsWith('_api') || name.startsWith('x-tif')));
      const told = await fetch(tests.address + request.url, { method: 'POST', headers, body });
      const whole = Buffer.from(await told.arrayBuffer());
      const [bytes, type] = whole.subarray(0, 2).toString() === 'PK' ? spoilFile(whole, told.headers.get('content-type'))
        : [spoil(whole.toString(), /"infno":"(\w+)"/.exec(body)?.[1]), told.headers.get('content-type')];
      answer.writeHead(told.status, { 'content-type': type });
      answer.end(bytes);
    });
    await new Promise((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });
    try {
      return await simulate('--url', `http://127.0.0.1:${proxy.address().port}`, '--script', calm(), ...words);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  };

  it('tells another server which rule it breaks', async () => {
    let totals = 0;  // asked for before the day and at its end
    let uploaded = '';
    assert.equal((await spoiled((text) => text)).code, 0);
    for (const [spoil, rule] of [
      [(text) => text.replace('"infcode":0', '"infcode":"0"'), '[R06] infcode'],
      [(text, infno) => infno === '2102' ? text.replace(/"balc":[\d.]+/, '"balc":1.23') : text, '[I8] setlinfo.balc'],
      [(text) => text.replace(/"acct_pay":([\d.]+)/, '"acct_pay":"$1"'), '[R09] setlinfo.acct_pay'],
      [(text) => text.replace(/"cvlserv_pay":0(\.00)?/, '"cvlserv_pay":0.01'), '[I3] setlinfo.fund_pay_sumamt'],
      [(text) => text.replace('"psn_name"', '"psn_Name"'), '[R17]'],
      [(text) => text.replace('签名不一致', '签名错误'), '[gateway]'],
      [(text, infno) => infno === '3201' && ++totals > 1 ? text.replace('"stmt_rslt":"0"', '"stmt_rslt":"1"') : text, '[day] stmtinfo.stmt_rslt'],
      [(text, infno) => infno === '1101' ? '<html>' : text, '[envelope]'],
      [(text, infno) => infno === '3201' ? text.replace('"stmt_rslt":"1"', '"stmt_rslt":"0"') : text, '[day] stmtinfo.stmt_rslt'],
      [(text, infno) => infno === '2102' ? text.replace('"med_type":"41"', '"med_type":"13"') : text, '[echo] setlinfo.med_type'],
      [(text, infno) => infno === '2102' ? text.replace('"clr_type":"41"', '"clr_type":"11"') : text, '[clr_type]'],
      [(text, infno) => infno === '2102' ? text.replace(/"setl_time":"\d{4}/, '"setl_time":"2020') : text, '[setl_time]'],
      [(text, infno) => infno === '2103' ? text.replace(/"mdtrt_id":"[^"]+"/, '"mdtrt_id":"M1"') : text, '[echo] setlinfo.mdtrt_id'],
      [(text, infno) => infno === '90100' ? text.replace(/"output":\[.*\]/, '"output":[]') : text, '[told_before] output'],
      [(text, infno) => {  // 9102 brings back what was sent, not what came of it
        const number = /"file_qury_no":"(\d+)"/.exec(text)?.[1];
        if (infno === '9101') uploaded = number;
        return infno === '3202' ? text.replace(number, uploaded).replace(/stmt_[^"]*\.zip/, 'lines.zip') : text;
      }, '[9102.file]'],
      [(text) => text.replace(/"sign_no":"[^"]*"/, '"sign_no":"441900000000000000000001"'), '[sign_no]'],
      [(text) => text.replace(/"inf_refmsgid":"\d{30}"/, `"inf_refmsgid":"441900${'20250425090000'}0000000001"`), '[inf_refmsgid]'],
    ]) {
      const { code, said } = await spoiled(spoil);
      assert.equal(code, 1, `${rule}\n${said.slice(-3000)}`);
      assert.ok(said.includes(`✗ ${rule}`), `${rule}\n${said.slice(-3000)}`);
    }
  });

  // Of the second settlement that was sent; the first is the one that does not agree.
  const changedField = (field, change) => (whole, type) => {
    const lines = unzip(whole).trimEnd().split('\n').map((line) => line.split('\t'));
    lines[1][field] = change(lines[1][field]);
    return [zip('stmt.txt', `${lines.map((line) => line.join('\t')).join('\n')}\n`), type];
  };
  const centMore = (amount) => (Number(amount) + 0.01).toFixed(2);

  it('holds the file of 9102 against what was settled', async () => {
    const institution = ['--institution', 'P44190090001'];
    const as = (text) => text;
    assert.equal((await spoiled(as, institution, changedField(7, (amount) => amount))).code, 0);
    for (const [spoilFile, where] of [
      [changedField(0, () => '9'.repeat(30)), /\w+\.psn_no 应为 \w+,实为 9{30}/],
      [changedField(1, () => 'M1'), /\w+\.mdtrt_id/],
      [changedField(4, () => '1'), /\w+\.stmt_rslt 应为 0,实为 1/],
      [changedField(7, centMore), /\w+\.medfee_sumamt/],
      [changedField(8, centMore), /\w+\.fund_pay_sumamt/],
      [changedField(9, centMore), /\w+\.acct_pay/],
      [(whole) => [whole, 'application/json'], /Content-Type 应为 application\/octet-stream,实为 application\/json/],
      [(whole, type) => [Buffer.from('PK, no archive'), type], /.*应为 一个 zip 文件/],
    ]) {
      const { code, said } = await spoiled(as, institution, spoilFile);
      assert.equal(code, 1, `${where}\n${said.slice(-3000)}`);
      assert.match(said, new RegExp(`✗ \\[9102\\.file\\] ${where.source}`));
      assert.match(said, /,1 处不符/);
    }
  });

  it('wants a file of 9102 where there is one, and none where there is none', async () => {
    const institution = ['--institution', 'P44190090001'];
    let done;
    const { code, said } = await spoiled((text, infno) => {
      if (infno === '3202') done = text;
      return text;
    }, institution, (whole, type) => [JSON.stringify({ ...JSON.parse(done), inf_refmsgid: `441900${'20250425090000'}9999999999`, output: {} }), type]);
    assert.equal(code, 1);
    assert.match(said, /✗ \[9102\.file\] {2}应为 一个 zip 文件,实为 \{.*"output":\{\}\}/);
    let file;
    const always = await spoiled((text, infno) => infno === '9102' ? file : text, institution, (whole, type) => { file = whole; return [whole, type]; });
    assert.equal(always.code, 1);
    assert.match(always.said, /✗ \[day\] infcode 应为 -1,实为 \(zip, \d+ 字节\)/);
  });

  // Each of them is in order by itself; only together they cannot be.
  it('sees that answers of one server contradict each other', async () => {
    for (const [spoil, rule] of [
      [(text, infno) => {  // a yuan more in cash than it will be
        if (infno !== '2101') return text;
        const moved = (name, by) => (told) => told.replace(new RegExp(`"${name}":(-?[\\d.]+)`), (_, amount) => `"${name}":${(Number(amount) + by).toFixed(2)}`);
        return [moved('acct_pay', -1), moved('psn_cash_pay', 1), moved('balc', 1)].reduce((told, move) => move(told), text);
      }, '[told_before] setlinfo.acct_pay'],
      [(text, infno) => infno === '2102' ? text.replace(/"psn_name":"[^"]*"/, '"psn_name":"别人"') : text, '[told_before] setlinfo.psn_name'],
    ]) {
      const { code, said } = await spoiled(spoil);
      assert.equal(code, 1, `${rule}\n${said.slice(-3000)}`);
      assert.ok(said.includes(`✗ ${rule}`), `${rule}\n${said.slice(-3000)}`);
    }
  });

  // The whole day with its broken lines, of which one sale stays.
  it('sees that 1101 tells the first balance for ever, also after lines that broke', async () => {
    let first;
    const proxy = http.createServer(async (request, answer) => {
      let body = '';
      for await (const part of request) body += part;
      const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name.startsWith('_api')));
      const told = await fetch(tests.address + request.url, { method: 'POST', headers, body });
      const whole = Buffer.from(await told.arrayBuffer());
      answer.setHeader('content-type', told.headers.get('content-type'));
      const [, balance] = (/"infno":"1101"/.test(body) && /"balc":([\d.]+)/.exec(whole.toString())) || [];
      first ??= balance;
      answer.end(balance ? whole.toString().replace(/"balc":[\d.]+/, `"balc":${first}`) : whole);
    });
    await new Promise((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });
    const { code, said } = await simulate('--url', `http://127.0.0.1:${proxy.address().port}`, '--institution', 'P44190090001', '--brief');
    proxy.closeAllConnections();
    proxy.close();
    assert.equal(code, 1);
    assert.match(said, /✗ \[told_before\] insuinfo\[1\]\.balc/);
    assert.match(said, /1 处不符/);
  });

  it('writes a log of UTF-8 whatever the other server answers', async () => {
    const gbk = Buffer.concat([Buffer.from('{"infcode":-1,"err_msg":"'), Buffer.from([0xb2, 0xe9, 0xce, 0xde, 0xb4, 0xcb, 0xc8, 0xcb]), Buffer.from('"}')]);
    for (const [bytes, shown] of [[gbk, '按 GB18030 显示) {"infcode":-1,"err_msg":"查无此人"}'], [Buffer.from([0x7b, 0xff, 0xff, 0x7d]), '{\\xff\\xff}']]) {
      const odd = http.createServer((request, answer) => { answer.end(bytes); });
      await new Promise((resolve) => { odd.listen(0, '127.0.0.1', resolve); });
      const told = await new Promise((resolve) => {
        execFile(binary, ['provider', 'simulate', '--pause', '0', '--url', `http://127.0.0.1:${odd.address().port}`, '--institution', 'P44190090001', ...flags(state)],
          { encoding: 'buffer', maxBuffer: 1 << 24 }, (error, said) => resolve({ code: error?.code ?? 0, said }));
      });
      odd.closeAllConnections();
      odd.close();
      assert.equal(told.code, 1);
      const text = new TextDecoder('utf-8', { fatal: true }).decode(told.said);
      assert.ok(text.includes(shown), text.slice(0, 2000));
    }
  });

  it('sees that what a year has come to does not follow from the visit', async () => {
    let years = 0;
    const { code, said } = await spoiled((text, infno) => infno === '5206' && ++years > 1
      ? text.replace(/"cum":[\d.]+/g, '"cum":12345.67') : text, ['--institution', 'H44190090002']);
    assert.equal(code, 1);
    assert.match(said, /✗ \[told_before\] cuminfo\.cum/);
  });

  it('sees that a fund pays for somebody who was told to have no benefits', async () => {
    const { code, said } = await spoiled((text, infno) => infno === '2001'
      ? text.replaceAll('"trt_enjymnt_flag":"1"', '"trt_enjymnt_flag":"0"') : text, ['--institution', 'H44190090002']);
    assert.equal(code, 1);
    assert.match(said, /✗ \[told_before\] setlinfo\.fund_pay_sumamt/);
  });

  it('plays the day of every test person, with an account or without one', async () => {
    for (const { number, name } of tests.people) {
      const { code, said } = await simulate('--brief', '--person', number, '--institution', 'P44190090004');
      assert.equal(code, 0, `${name}\n${said.split('\n').filter((line) => /✗|△/.test(line)).join('\n')}`);
    }
  });

  // Who makes a system sells from it as well: that is no fault of the server.
  it('does not hold against a server what another client has sold there', async () => {
    const institution = tests.institutions.find(({ code }) => code.startsWith('P') && code !== 'P44190090001').code;
    const { title, steps } = JSON.parse(readFileSync(join(home, 'data/provider_day.json'), 'utf8'));
    const file = join(state, 'other.json');
    writeFileSync(file, JSON.stringify({ title, steps: steps.filter(({ title: each, infno, answer }) =>
      answer !== 'refused' && ((infno === '1101' && !/余额/.test(each)) || (infno === '2102' && /全部现金/.test(each)))) }));
    const books = join(state, `simulated-${institution}-2025-04-25.json`);
    const before = readFileSync(books, 'utf8');
    assert.equal((await simulate('--script', file, '--institution', institution)).code, 0);
    writeFileSync(books, before);  // it was not this program
    for (let day = 0; day < 2; ++day) {
      const { code, said } = await simulate('--institution', institution);
      assert.equal(code, 0, said.split('\n').filter((line) => /^(✗|   ✗)/.test(line)).join('\n'));
      assert.match(said, /^△ 此机构今天另有结算.*日终的总账无法核对$/m);
      assert.match(said, /0 处不符,1 处提示/);
    }
  });

  it('says when nobody is there, or what is missing', async () => {
    const dead = await simulate('--url', 'http://127.0.0.1:1', '--institution', 'P44190090001', '--brief');
    assert.equal(dead.code, 1);
    assert.match(dead.said, /\[transport\] 没有应答: http:\/\/127\.0\.0\.1:1 拒绝连接,没有服务在监听$/m);
    assert.equal(dead.said.match(/✗/g).length, 1, dead.said);
    const none = await simulate('--script', join(home, 'data/lint.toml'));
    assert.equal(none.code, 3);
    assert.match(none.errors, /lint\.toml/);
    const other = await simulate('--institution', 'P44190099999', '--profile', 'ftp', '--access-key', 'x', '--secret', 'y');
    assert.equal(other.code, 3);
    assert.match(other.errors, /--profile/);
    for (const [option, ...wrong] of [['--url', 'ftp://x', 'http://', 'http://127.0.0.1:99999', '127.0.0.1'], ['--person', 'abc', '441900199001010002'],
      ['--region', '999999', '4419', 'abc']]) {
      for (const value of wrong) {
        const { code, said, errors } = await simulate(option, value);
        assert.deepEqual([code, said], [3, ''], `${option} ${value}: ${errors}`);
        assert.ok(errors.includes(`${option} 应为`), errors);
      }
    }
  });

  it('says in Chinese that a server hangs up', async () => {
    const mute = net.createServer((socket) => { socket.once('data', () => socket.destroy()); });
    await new Promise((resolve) => { mute.listen(0, '127.0.0.1', resolve); });
    const { code, said } = await simulate('--url', `http://127.0.0.1:${mute.address().port}`, '--institution', 'P44190090001', '--brief');
    mute.close();
    assert.equal(code, 1);
    assert.match(said, /\[transport\] 没有应答: http:\/\/127\.0\.0\.1:\d+ 在应答之前断开了连接$/m);
  });

  // A whole server of somebody else, for one call.
  const answeredBy = async (host, answered, ...words) => {
    let asked = 0;
    const server = http.createServer((request, answer) => { ++asked; answered(request, answer); });
    await new Promise((resolve) => { server.listen(0, host, resolve); });
    const address = host.includes(':') ? `[${host}]` : host;
    const url = `http://${address}:${server.address().port}`;
    const told = await simulate('--url', url, '--institution', 'P44190090001', '--brief', ...words);
    server.closeAllConnections();
    server.close();
    return { ...told, asked, url };
  };

  it('says in a sentence that something else answers, and stops', async () => {
    for (const [status, body, shown] of [
      [404, '\r\n<html>\r\n<body>', 'HTTP 404 <html>'], [500, '', 'HTTP 500 没有内容'], [200, '<!doctype html>', 'HTTP 200 <!doctype html>'],
      [404, '{"status":404,"error":"Not Found"}', 'HTTP 404 {"status":404,"error":"Not Found"}'],
      [200, Buffer.from([0xb2, 0xe9, 0xce, 0xde]), 'HTTP 200 (不是 UTF-8,按 GB18030 显示) 查无'],
    ]) {
      const { code, said, asked, url } = await answeredBy('127.0.0.1', (request, answer) => { answer.writeHead(status); answer.end(body); });
      assert.equal(code, 1);
      assert.equal(asked, 1);
      const [, ...sentences] = said.trimEnd().split('\n');
      assert.deepEqual(sentences, [`✗ [transport] ${url} 应答的不是医药机构接口: ${shown}`]);
    }
  });

  it('reaches an address of IPv6', async () => {
    const { code, said, asked } = await answeredBy('::1', (request, answer) => { answer.end('here'); });
    assert.equal(code, 1);
    assert.equal(asked, 1, said);
    assert.match(said, /HTTP 200 here$/m);
  });

  it('speaks English to who asks for it', async () => {
    const chinese = /[\u4e00-\u9fff]/;
    const english = ['--language', 'en', '--brief', '--institution', 'P44190090001'];
    const well = await simulate(...english);
    assert.equal(well.code, 0);
    assert.match(well.said, /^── messages: \d+, breaches: 0, hints: 0$/m);
    assert.match(well.said, /^✓ sign in 9001/m);
    assert.doesNotMatch(well.said, chinese);
    const there = await spoiled((text) => text.replace('"infcode":0', '"infcode":"0"'), english);
    assert.match(there.said, /✗ \[R06\] infcode should be the number 0 or -1, is "0"/);
    assert.match(there.said, /^── messages: \d+, breaches: \d{2,}, hints: \d+$/m);
    const dead = await simulate('--url', 'http://127.0.0.1:1', ...english);
    assert.match(dead.said, /\[transport\] No answer: http:\/\/127\.0\.0\.1:1 refuses the connection, nothing listens there$/m);
    const other = await answeredBy('127.0.0.1', (request, answer) => { answer.writeHead(404); answer.end('<html>'); }, '--language', 'en');
    assert.match(other.said, /\[transport\] Something else answers at http:\S+, not this interface: HTTP 404 <html>$/m);
    const nobody = await simulate(...english, '--profile', 'csb', '--access-key', 'AK-nobody', '--secret', 'y');
    assert.match(nobody.said, /\[gateway\] Refused by the gateway: .*Check the code of the institution/);
    for (const told of [dead, other]) assert.doesNotMatch(told.said, chinese);
    for (const [option, value] of [['--url', 'ftp://x'], ['--person', 'abc'], ['--region', '4419'], ['--profile', 'ftp']]) {
      const { code, errors } = await simulate(...english, option, value, ...(option === '--profile' ? ['--access-key', 'x'] : []));
      assert.equal(code, 3);
      assert.match(errors, new RegExp(`${option} should be`));
      assert.doesNotMatch(errors, chinese);
    }
  });

  it('reads no script with a step that repeats what no step sends', async () => {
    const { title, steps } = JSON.parse(readFileSync(join(home, 'data/provider_day.json'), 'utf8'));
    const at = steps.findIndex(({ way }) => way === 'again');
    const file = join(state, 'repeats.json');
    writeFileSync(file, JSON.stringify({ title, steps: steps.with(at, { ...steps[at], of: 'nosuch' }) }));
    const { code, said, errors } = await simulate('--script', file);
    assert.deepEqual([code, said], [3, '']);
    assert.ok(errors.includes(`steps[${at}].of "nosuch" (${steps[at].title})`), errors);
  });

  it('is refused where it is not who it says', async () => {
    const { code, said } = await simulate('--institution', 'P44190090001', '--profile', 'csb', '--access-key', 'AK-nobody', '--secret', 'y', '--brief');
    assert.equal(code, 1);
    assert.match(said, /\[gateway\] .*非法用户.*--access-key/);
    assert.equal(said.match(/✗/g).length, 1, said);
    assert.ok(service.length > 0);
  });
});
