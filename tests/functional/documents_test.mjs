// Documents over HTTP: issued, downloaded, checked by number and code on a page without script;
// whose they are, what a wrong code is told, and that no name becomes markup or a formula
// (R-015, R-024, R-155, N-16, N-25). PDF is read by pdftotext, its code by zbarimg.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { Server, binary, identityNumber, onEachEngine } from './harness.mjs';

const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const has = (tool) => spawnSync(tool, ['-h']).error === undefined;

// The texts of all files of a zip archive, by its central directory.
function unzipped(zip) {
  let text = '';
  for (let at = zip.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0;
    at = zip.indexOf('PK\x01\x02', at + 1, 'latin1')) {
    const [method, size, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 42)];
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(from, from + size);
    text += (method === 8 ? inflateRawSync(content) : content).toString('utf8');
  }
  return text;
}

onEachEngine('documents', (engine) => {
  let server;
  let person;
  let stranger;
  let folder;
  const evil = '张<b>三</b>=1+1';
  const of = (path = '') => `/v1/people/${person}/documents${path}`;
  const bytes = async (path, as = 'self') => {
    const answer = await fetch(server.url + path,
      { headers: as ? { Authorization: `Bearer ${server.tokens[as] ?? as}` } : {} });
    return { status: answer.status, headers: answer.headers,
      bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const page = async (path) => {
    const answer = await fetch(server.url + path, { redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const issue = (body = { kind: 'contribution_statement' }, as = 'self') =>
    server.post(of(), body, { as });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yibao-documents-'));
    server = await Server.fresh(engine, { today: '2025-04-25' });
    person = await server.personCalled(evil, { fen: 10_000 });
    stranger = await server.person();
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 500_000 });
    await server.done('POST', `/v1/people/${person}/contributions`, { month: '2025-04' });
    await server.issueTokens({
      self: ['--role', 'participant', '--person', person, '--channel', 'app'],
      stranger: ['--role', 'participant', '--person', stranger, '--channel', 'app'],
      hangzhou: ['--role', 'agency_officer', '--region', '330100', '--id', '31', '--channel', 'counter'],
    });
  });
  after(() => { server?.remove(); rmSync(folder, { recursive: true, force: true }); });

  it('come as a PDF to keep, the same bytes each time, with their words and their code', async () => {
    const { json: issued } = await issue();
    assert.match(issued.number, /^4419002025\d{8,}$/);
    assert.match(issued.check_code, /^[0-9a-f]{12}$/);
    const one = await bytes(of(`/${issued.document}/file`));
    assert.equal(one.status, 200);
    assert.equal(one.headers.get('content-type'), 'application/octet-stream');
    assert.equal(one.headers.get('content-disposition'), `attachment; filename="${issued.number}.pdf"`);
    assert.equal(one.headers.get('x-content-type-options'), 'nosniff');
    assert.match(one.headers.get('content-security-policy'), /sandbox/);
    assert.equal(one.bytes.subarray(0, 5).toString(), '%PDF-');
    assert.deepEqual((await bytes(of(`/${issued.document}/file`))).bytes, one.bytes);
    const file = join(folder, 'one.pdf');
    writeFileSync(file, one.bytes);
    if (has('pdftotext')) {
      const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
      for (const word of ['基本医疗保险缴费证明', '张<b>三</b>=1+1', '2025-04', '总计', issued.number,
        issued.check_code, issued.digest.slice(0, 16)]) assert.ok(text.includes(word), `${word}\n${text}`);
    }
    if (has('pdfsig')) {
      const { stdout } = spawnSync('pdfsig', [file], { encoding: 'utf8' });
      assert.match(stdout, /Total document signed/);
      assert.match(stdout, /Signature is Valid/);
      const changed = Buffer.from(one.bytes);
      changed[200] ^= 1;
      writeFileSync(join(folder, 'changed.pdf'), changed);
      assert.doesNotMatch(spawnSync('pdfsig', [join(folder, 'changed.pdf')], { encoding: 'utf8' }).stdout,
        /Signature is Valid/);
    }
    if (has('pdftoppm') && has('zbarimg')) {
      execFileSync('pdftoppm', ['-r', '150', '-png', '-f', '1', '-l', '1', file, join(folder, 'one')]);
      const read = execFileSync('zbarimg', ['-q', '--raw', join(folder, 'one-1.png')],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      assert.ok(read.trim().endsWith(issued.verify), read);
    }
  });

  it('say on the check page what they are, without script, and nothing more of the person', async () => {
    const { json: issued } = await issue();
    const { status, headers, text } = await page(issued.verify);
    assert.equal(status, 200);
    assert.match(headers.get('content-type'), /^text\/html; charset=utf-8/);
    assert.match(headers.get('content-security-policy'),
      /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/);
    assert.match(text, /<html lang="zh-CN">/);
    assert.match(text, /真实,现在有效/);
    assert.ok(text.includes(issued.digest));
    assert.doesNotMatch(text, /<script|<b>|三/);
    assert.ok((await page(`/verify?number=${issued.number.slice(0, 6)}-${issued.number.slice(6)}` +
      `&code=${issued.check_code.toUpperCase()}`)).text.includes('真实,现在有效'));
  });

  it('go on saying in part the name that they were issued with, after it has changed', async () => {
    const number = identityNumber();
    const someone = await server.person({ name: '欧阳改名', identity_number: number });
    await server.done('POST', `/v1/people/${someone}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
    const paper = () => server.done('POST', `/v1/people/${someone}/documents`, { kind: 'contribution_statement' });
    const before = await paper();
    await server.done('POST', `/v1/people/${someone}/identity`, { identity_number: number, name: '司徒新名', evidence: '公安机关证明 1' });
    const shown = (await page(before.verify)).text;
    assert.match(shown, /欧\*\*\*/);
    assert.doesNotMatch(shown, /改名|司/);
    const after_it = (await page((await paper()).verify)).text;
    assert.match(after_it, /司\*\*\*/);
    assert.doesNotMatch(after_it, /新名|欧/);
  });

  it('tell nobody whether a number exists', async () => {
    const { json: issued } = await issue();
    const wrong = await page(`/verify/${issued.number}?code=000000000000`);
    const unknown = await page('/verify/44190020250099999999?code=000000000000');
    assert.equal(wrong.status, 404);
    assert.equal(unknown.status, 404);
    const plain = (text, number) => text.replaceAll(number, '');
    assert.equal(plain(wrong.text, issued.number), plain(unknown.text, '44190020250099999999'));
    for (const path of ['/verify/%00?code=x', '/verify/<script>alert(1)</script>?code=x',
      '/verify/x?code=%zz', `/verify/${'9'.repeat(4000)}?code=1`, '/verify/?code=1']) {
      const answer = await page(path);
      assert.ok([200, 400, 404].includes(answer.status), `${path}: ${answer.status}`);
      assert.doesNotMatch(answer.text, /<script>/, path);
    }
  });

  // N-24: an agency that is on no system must know whose certificate it is; what is written down does not say it.
  it('a participation certificate names the person in full on its paper, and nowhere else', async () => {
    const { identity_number } = (await server.get(`/v1/people/${person}`, { as: 'self' })).json;
    const certificate = await server.done('POST', `/v1/people/${person}/certificates`, { region: '441900',
      household_address: '东莞市南城街道 1 号', household_kind: 'resident' });
    assert.match(certificate.content.identity_number, /\*/);
    assert.equal(certificate.content.balance_on, '2025-04-24');
    // The character of the province, the year, the serial (domain 1.1.2).
    assert.match(certificate.number, /^粤2025\d{8,}$/);
    assert.match((await page(certificate.verify)).text, /真实,现在有效/);
    assert.match((await page(`/verify?number=${encodeURIComponent(`粤 ${certificate.number.slice(1)}`)}&code=${certificate.check_code}`)).text,
      /真实,现在有效/);
    assert.equal((await bytes(of(`/${certificate.document}/file`))).status, 200);
    const { paper } = (await server.get(of(`/${certificate.document}`), { as: 'self' })).json;
    const lines = Object.fromEntries(paper.blocks.flatMap((block) => block.lines ?? []).map((line) =>
      Array.isArray(line) ? line : [line.label, line.value]));
    for (const label of ['姓名', '医疗保障编号', '户籍地址', '户籍类型', '户主姓名', '参保时间起', '待遇享受起', '待遇享受止',
      '个人账户余额(元)', '余额大写', '余额日期', '办理机构联系人', '办理机构电话', '打印日期']) {
      assert.ok(label in lines, `${label} in ${JSON.stringify(lines)}`);
    }
    assert.match(lines['证件号码'], /^\d{17}[\dX]$/);
    assert.ok(identity_number === undefined || identity_number.slice(-2) === lines['证件号码'].slice(-2));
    assert.equal(lines['户籍地址'], '东莞市南城街道 1 号');
    assert.ok(!(await page(certificate.verify)).text.includes(lines['证件号码']));
    assert.equal((await bytes(of(`/${certificate.document}`), 'hangzhou')).status >= 400, true);
  });

  // Papers that prove something to others say of whom; a year or a period is a paper of its own (R-155).
  it('statements name the person in full, of a year or of a period', async () => {
    const lines_of = async (body) => {
      const { json: issued } = await issue(body);
      const { paper } = (await server.get(of(`/${issued.document}`), { as: 'self' })).json;
      return { issued, lines: Object.fromEntries(paper.blocks.flatMap((block) => block.lines ?? [])), paper };
    };
    const spring = await lines_of({ kind: 'contribution_statement', first: '2025-03', last: '2025-04' });
    assert.equal(spring.lines['费款所属期'], '2025-03 至 2025-04');
    assert.equal(spring.lines['缴费月数(重复的只计一次)'], '1');
    assert.match(spring.lines['证件号码'], /^\d{17}[\dX]$/);
    assert.ok(!(await page(spring.issued.verify)).text.includes(spring.lines['证件号码']), 'the check page masks it');
    const earlier = await lines_of({ kind: 'contribution_statement', last: '2025-03' });
    assert.equal(earlier.lines['缴费月份'], '无');
    assert.equal((await lines_of({ kind: 'account_statement', year: 2025 })).lines['期间'], '2025年');
    assert.match((await page(spring.issued.verify)).text, /真实,现在有效/, 'another period voids nothing');
    const backwards = await issue({ kind: 'contribution_statement', first: '2025-04', last: '2025-03' });
    assert.equal(backwards.json.reasons[0].rule, 'period_backwards');
    const both = await issue({ kind: 'contribution_statement', first: '2025-04', year: 2025 });
    assert.equal(both.json.reasons[0].rule, 'period_or_year');
  });

  it('a complaint is answered, not granted; a decision names what it rests on (N-25)', async () => {
    const paper_of = async (id, kind) => {
      const issued = await server.done('POST', `/v1/cases/${id}/documents`, { kind }, { as: 'self' });
      const { paper } = (await server.get(of(`/${issued.document}`), { as: 'self' })).json;
      return { title: paper.title, text: JSON.stringify(paper), lines: Object.fromEntries(paper.blocks.flatMap((block) => block.lines ?? [])) };
    };
    const file = async (path, body) => {
      const draft = await server.done('POST', `/v1/people/${person}/${path}`, { region: '441900', ...body }, { as: 'self' });
      for (const slot of draft.materials_missing ?? []) {
        await server.done('POST', `/v1/${path}/${draft.case}/materials`, { slot, content: picture }, { as: 'self' });
      }
      await server.done('POST', `/v1/${path}/${draft.case}/confirmation`, { form_digest: draft.form_digest }, { as: 'self' });
      return draft.case;
    };
    const complaint = await file('complaints', { kind: 'complaint', words: '窗口排队太久' });
    const form = await paper_of(complaint, 'application_form');
    assert.equal(form.lines['类别'], '投诉');
    await server.done('POST', `/v1/complaints/${complaint}/approval`, { note: '已增设窗口,感谢反映。' });
    const answer = await paper_of(complaint, 'written_decision');
    assert.equal(answer.title, '投诉答复书');
    assert.match(answer.text, /已增设窗口/);
    assert.doesNotMatch(answer.text, /准予|行政复议|行政诉讼/);
    const transfer = await file('card-orders', { bank: 'bank_of_china', why: 'first' });
    const decision = await paper_of(transfer, 'written_decision');
    assert.match(decision.text, /法律依据: 《社会保障卡管理办法》/);
    assert.match(decision.lines['证件号码'], /^\d{17}[\dX]$/);
    assert.doesNotMatch((await paper_of(transfer, 'application_form')).text, /"[a-z]+_[a-z_]+"/, 'no code on a paper');
  });

  it('are void once something else was issued about the same thing', async () => {
    const { json: before_ } = await issue({ kind: 'account_statement' });
    assert.equal((await issue({ kind: 'account_statement' })).json.document, before_.document);
    await server.pay(person, 100);
    const { json: now } = await issue({ kind: 'account_statement' });
    assert.notEqual(now.number, before_.number);
    assert.match((await page(before_.verify)).text, /已作废:已重新出具/);
    assert.match((await page(now.verify)).text, /真实,现在有效/);
    const printed = await server.get(of(`/${before_.document}/file`), { as: 'self' });
    assert.equal(printed.status, 409);
    assert.equal(printed.json.code, 'document_void');
    const withdrawn = await server.post(of(`/${now.document}/void`), { why: '打印有误' });
    assert.equal(withdrawn.status, 200, withdrawn.text);
    assert.match((await page(now.verify)).text, /真实,但已作废/);
  });

  it('are their person\'s and their agency\'s only, and looking is recorded', async () => {
    const { json: issued } = await issue();
    for (const path of [of(), of(`/${issued.document}`), of(`/${issued.document}/file`)]) {
      assert.equal((await server.get(path, { as: 'stranger' })).status, 404, path);
      assert.equal((await server.get(path, { as: null })).status, 401, path);
      assert.equal((await server.get(path, { as: 'cashier-441900' })).status, 403, path);
    }
    assert.equal((await issue(undefined, 'stranger')).status, 404);
    assert.equal((await issue({ kind: 'contribution_statement', region: '441900' }, 'hangzhou')).status, 403);
    const nowhere = await issue({ kind: 'contribution_statement', region: '330100' }, 'hangzhou');
    assert.equal(nowhere.json.code, 'document_no_relation');
    assert.equal((await server.post(of(`/${issued.document}/void`), { why: 'x' }, { as: 'hangzhou' })).status, 403);
    assert.equal((await server.post(of(`/${issued.document}/void`), { why: 'x' }, { as: 'self' })).status, 403);
    const foreign = `/v1/people/${stranger}/documents/${issued.document}/file`;
    assert.equal((await server.get(foreign, { as: 'stranger' })).status, 404);
    assert.equal((await bytes(of(`/${issued.document}/file?purpose=check`), 'officer-441900')).status, 200);
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    const { views } = await server.done('GET', `/v1/people/${person}/views`, undefined, { as: 'self' });
    assert.ok(views.some(({ endpoint }) => endpoint === 'document.print'), JSON.stringify(views));
  });

  it('refuse what is no request, each by its code', async () => {
    for (const [body, code] of [[{}, 'member_missing'], [{ kind: 'x' }, 'member_unknown_code'],
      [{ kind: 'payment_receipt' }, 'member_missing'],
      [{ kind: 'contribution_statement', year: 1 }, /range|year/],
      [{ kind: 'contribution_statement', more: 1 }, 'member_unknown']]) {
      const answer = await issue(body);
      assert.equal(answer.status, 400, answer.text);
      const rules = answer.json.reasons.map(({ rule }) => rule);
      assert.ok(rules.some((rule) => typeof code === 'string' ? rule === code : code.test(rule)), rules);
    }
    const { json: issued } = await issue();
    const late = await server.post(of(`/${issued.document}/service`),
      { served_on: '2025-04-26', way: 'post' });
    assert.equal(late.json.code, 'service_day_impossible');
    assert.equal((await server.get(of(`/${issued.document}/file?format=exe`), { as: 'self' })).status, 400);
  });

  it('statements come as spreadsheets without formulas and as PDF too', async () => {
    for (const what of ['contributions', 'monthly-credits', 'postings']) {
      const table = await bytes(`/v1/people/${person}/${what}/statement?format=xlsx`);
      assert.equal(table.status, 200, what);
      assert.equal(table.bytes.subarray(0, 2).toString(), 'PK');
      const inside = unzipped(table.bytes);
      assert.ok(inside.includes('张&lt;b&gt;三&lt;/b&gt;=1+1'), what);
      assert.doesNotMatch(inside, /<f>/, what);
      const printed = await bytes(`/v1/people/${person}/${what}/statement?format=pdf`);
      assert.equal(printed.bytes.subarray(0, 5).toString(), '%PDF-', what);
    }
  });

  it('are written to a file by the command line, with the server and without it', async () => {
    const { json: issued } = await issue();
    const served = (await bytes(of(`/${issued.document}/file`))).bytes;
    const words = (out) => ['document', 'print', '--person', person, '--document', issued.document,
      '--as', server.tokens.self, '--out', out, '--today', '2025-04-25', ...server.place.flags()];
    execFileSync(binary, words(join(folder, 'a.pdf')));
    assert.deepEqual(readFileSync(join(folder, 'a.pdf')), served);
    await server.stop();
    execFileSync(binary, words(join(folder, 'b.pdf')));
    assert.deepEqual(readFileSync(join(folder, 'b.pdf')), served);
    await server.start();
  });

  it('pages for everybody: the state of the service, and what to do without script', async () => {
    const status = await page('/status');
    assert.equal(status.status, 200);
    assert.match(status.text, /可以查询,可以办理/);
    const help = await page('/help');
    assert.equal(help.status, 200);
    assert.match(help.text, /12393/);
    for (const { text, headers } of [status, help, await page('/verify')]) {
      assert.match(text, /<html lang="zh-CN">/);
      assert.match(text, /<meta name="viewport" content="width=device-width, initial-scale=1">/);
      assert.doesNotMatch(text, /<script|style=|https?:\/\//);
      assert.match(headers.get('content-security-policy'), /default-src 'none'/);
    }
    assert.equal((await page('/public.css')).status, 200);
  });

  it('the check page is asked only so often', async () => {
    const { json: issued } = await issue({ kind: 'contribution_statement', year: 2025 });
    let limited = 0;
    for (let i = 0; i < 12; ++i) {
      limited += (await page(`/verify/${issued.number}?code=00000000000${i % 10}`)).status === 429 ? 1 : 0;
    }
    assert.equal(limited, 2);
    assert.equal((await page(issued.verify)).status, 429);
  });
});
