// 对账 and 清算 from outside: files go up and come back (9101, 3202, 9102), the single transactions
// that explain a difference are found (N-13), and a month is cleared by two people and paid once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, identityNumber, onEachEngine } from './harness.mjs';
import { unzip, zip } from './zip.mjs';

const today = '2025-04-25';
const service = '/fsi/api/rsfComIfsService/callService';

onEachEngine('reconciliation', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-books-'));
  let server;
  let pharmacy;
  let other;
  let serial = 0;
  let now = Date.parse(`${today}T09:00:00+08:00`);

  const register = (code, credit) => server.done('POST', '/v1/institutions',
    { code, name: '示例药店', credit_code: credit, profile: 'csb' }, { as: 'senior-441900' });
  before(async () => {
    server = await Server.fresh(engine, { today });
    pharmacy = await register('P44190000002', '91441900000000020U');
    other = await register('P44190000003', '91441900000000039Q');
  });
  after(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  async function send(institution, infno, input, msgid) {
    const headers = { _api_access_key: institution.access_key, _api_name: infno,
      _api_timestamp: String(now), _api_version: '1.0.0' };
    const text = Object.entries(headers).map(([name, value]) => `${name}=${value}`).join('&');
    headers._api_signature = createHmac('sha1', institution.secret).update(text).digest('base64');
    const answer = await fetch(server.providers + service, { method: 'POST', headers,
      body: JSON.stringify({ infno, msgid: msgid ?? `R${++serial}`, mdtrtarea_admvs: '441900',
        insuplc_admdvs: '441900', recer_sys_code: 'HIS', infver: 'V1.0', opter_type: '1', opter: '1',
        opter_name: '李四', inf_time: `${today} 09:00:00`, fixmedins_code: institution.code,
        fixmedins_name: '示例药店', input }) });
    assert.equal(answer.status, 200);
    return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
  }
  async function done(...call) {
    const told = JSON.parse((await send(...call)).bytes);
    assert.equal(told.infcode, 0, told.err_msg);
    return told.output;
  }
  async function refused(code, ...call) {
    const told = JSON.parse((await send(...call)).bytes);
    assert.equal(told.infcode, -1, JSON.stringify(told));
    assert.ok(told.err_msg.startsWith(`[${code}]`), told.err_msg);
  }

  async function insured() {
    const number = identityNumber();
    const person = await server.person({ identity_number: number, fen: 1_000_000 });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    const { baseinfo } = await done(pharmacy, '1101', { data: { mdtrt_cert_type: '02',
      mdtrt_cert_no: number, psn_cert_type: '01', certno: number } });
    return { number, psn_no: baseinfo.psn_no };
  }
  async function sell({ number, psn_no }, amount, kind = '41') {
    const msgid = `M${++serial}`;
    const { setlinfo } = await done(pharmacy, '2102', {
      druginfo: { psn_no, mdtrt_cert_type: '02', mdtrt_cert_no: number, psn_cert_type: '01',
        certno: number, psn_type: '11', psn_name: '张三丰', begntime: `${today} 08:59:40`,
        medfee_sumamt: amount, insutype: '310', acct_used_flag: '1', med_type: kind },
      drugdetail: [{ feedetl_sn: '1', rx_circ_flag: '0', fee_ocur_time: `${today} 08:59:40`,
        med_list_codg: 'EXAMPLE-DRUG-0001', medins_list_codg: 'A', det_item_fee_sumamt: amount,
        cnt: 1, pric: amount }] }, msgid);
    return { ...setlinfo, msgid };
  }
  const upload = (bytes, name = 'detail.zip') => done(pharmacy, '9101',
    { fsUploadIn: { in: bytes, filename: name, fixmedins_code: pharmacy.code } });
  const rowOf = (each, more = {}) => {
    const row = { ...each, refd_setl_flag: '0', ...more };
    return [row.setl_id, row.mdtrt_id ?? 'null', row.psn_no, row.medfee_sumamt, row.fund_pay_sumamt,
      row.acct_pay, row.refd_setl_flag].join('\t');
  };
  const statement = (rows, { file_qury_no: file }, more = {}) => {
    const sum = (at) => rows.reduce((total, row) => total + Math.round(Number(row.split('\t')[at]) * 100), 0);
    return { data: { setl_optins: '441900', file_qury_no: file, stmt_begndate: today, stmt_enddate: today,
      medfee_sumamt: sum(3) / 100, fund_pay_sumamt: sum(4) / 100,
      cash_payamt: (sum(3) - sum(4) - sum(5)) / 100, fixmedins_setl_cnt: rows.length, clr_type: '41',
      refd_setl_flag: '0', fixmedins_refd_setl_flag: '0', ...more } };
  };
  async function fetchFile({ file_qury_no, filename }, institution = pharmacy) {
    return send(institution, '9102', { fsDownloadIn: { file_qury_no, filename, fixmedins_code: institution.code } });
  }
  const cents = (value) => Number(value).toFixed(2);

  it('3202: each line of an uploaded file is compared, and the answer is fetched by 9102', async () => {
    const person = await insured();
    const [level, dearer, forgotten] = [await sell(person, 10), await sell(person, 20), await sell(person, 30)];
    const rows = [rowOf(level), rowOf(dearer, { medfee_sumamt: 21, acct_pay: 21 }), rowOf({ setl_id: 'UNKNOWN', psn_no: person.psn_no, medfee_sumamt: 5, fund_pay_sumamt: 0, acct_pay: 5 })];
    const uploaded = await upload(zip('detail.txt', `${rows.join('\r\n')}\r\n`).toString('base64'));
    assert.equal(uploaded.fixmedins_code, pharmacy.code);
    assert.equal(uploaded.dld_endtime, '2025-05-03 00:00:00');
    const { fileinfo } = await done(pharmacy, '3202', statement(rows, uploaded));
    const { type, bytes } = await fetchFile(fileinfo);
    assert.equal(type, 'application/octet-stream');
    const told = unzip(bytes).trim().split('\n').map((line) => line.split('\t'));
    assert.deepEqual(told.map((line) => [line[2], line[4]]), [[level.setl_id, '0'], [dearer.setl_id, '1'],
      ['UNKNOWN', '1'], [forgotten.setl_id, '1']]);
    for (const line of told) assert.equal(line.length, 10);
    const [, ours, , missing] = told;
    assert.deepEqual([ours[0], ours[1], ours[3]], [person.psn_no, dearer.mdtrt_id, dearer.msgid]);
    assert.deepEqual(ours.slice(7), ['20.00', '0.00', '20.00'].map(cents));
    assert.match(missing[6], /机构账上没有/);
    assert.equal(told[2][3], 'null');
    // Without a kind, every kind is compared (R35).
    const kindless = statement(rows, uploaded);
    delete kindless.data.clr_type;
    const all = unzip((await fetchFile((await done(pharmacy, '3202', kindless)).fileinfo)).bytes).trim().split('\n');
    assert.deepEqual(all.map((line) => line.split('\t')[4]), ['0', '1', '1', '1']);
    // The same in the bytes that Java's serialisers make. Some break the base64 into lines.
    await upload(zip('detail.txt', `${rows[0]}\n`).toString('base64').replaceAll(/(.{76})/g, '$1\r\n'), 'lines.zip');
    const listed = await upload([...new Int8Array(zip('detail.txt', `${rows[0]}\n`))], 'list.zip');
    await done(pharmacy, '3202', statement([rows[0]], listed));
  });

  // What 3202 answers, line by line: setl_id, stmt_rslt, refd_setl_flag.
  async function compared(rows, more = {}, ending = '\n') {
    const uploaded = await upload(zip('detail.txt', rows.map((row) => row + ending).join('')).toString('base64'));
    const { fileinfo } = await done(pharmacy, '3202', statement(rows, uploaded, more));
    const lines = unzip((await fetchFile(fileinfo)).bytes).trim().split('\n').map((line) => line.split('\t'));
    return { short: lines.map((line) => [line[2], line[4], line[5]].join(' ')), memo: (id) => lines.find((line) => line[2] === id)?.[6] };
  }
  const takenBack = async (person, amount) => {
    const sale = await sell(person, amount);
    const { setlinfo } = await done(pharmacy, '2103', { data: { psn_no: person.psn_no, setl_id: sale.setl_id, mdtrt_id: sale.mdtrt_id } });
    return [sale, setlinfo];
  };

  it('3202: a TAB behind every field is no eighth one', async () => {
    const sale = await sell(await insured(), 41);
    const { short } = await compared([rowOf(sale)], {}, '\t\r\n');
    assert.ok(short.includes(`${sale.setl_id} 0 0`), short);
    const file = await upload(zip('a.txt', `${rowOf(sale)}\tmore\n`).toString('base64'));
    await refused('file_row_shape', pharmacy, '3202', statement([rowOf(sale)], file));
  });

  it('3202: the flag stands at both lines of a refunded sale, and neither is invented nor hidden', async () => {
    const [sale, back] = await takenBack(await insured(), 5);
    assert.equal(Number(back.medfee_sumamt), -5);
    const [sold, undone] = [rowOf(sale, { refd_setl_flag: '1' }), rowOf(back, { refd_setl_flag: '1' })];
    const ours = ({ short }) => short.filter((line) => [sale.setl_id, back.setl_id].includes(line.split(' ')[0]));
    const flag = { refd_setl_flag: '1' };
    for (const rows of [[sold, undone], [undone, sold], [rowOf(sale), undone], [sold, rowOf(back)]]) {
      assert.ok(ours(await compared(rows, flag)).every((line) => line.split(' ')[1] === '0'), rows);
    }
    const alone = await compared([sold], flag);
    assert.deepEqual(ours(alone), [`${sale.setl_id} 0 1`, `${back.setl_id} 1 1`]);
    assert.match(alone.memo(back.setl_id), /中心已撤销 -5\.00 元/);
    const known = await compared([rowOf(sale)], flag);
    assert.deepEqual(ours(known), [`${sale.setl_id} 0 0`, `${back.setl_id} 1 1`]);
    // Flagged there, and standing here.
    const standing = await sell(await insured(), 6);
    const marked = await compared([rowOf(standing, { refd_setl_flag: '1' })], flag);
    assert.ok(marked.short.includes(`${standing.setl_id} 1 1`));
    assert.match(marked.memo(standing.setl_id), /中心的结算仍然有效/);
  });

  it('3202: without refunds neither what was taken back nor its reversal is asked for (R36)', async () => {
    const person = await insured();
    const standing = await sell(person, 42);
    const [sale, back] = await takenBack(person, 7);
    const names = ({ short }) => short.map((line) => line.split(' ')[0]);
    const without = await compared([rowOf(standing)], { refd_setl_flag: '0' });
    assert.ok(without.short.includes(`${standing.setl_id} 0 0`));
    for (const each of [sale, back]) assert.ok(!names(without).includes(each.setl_id));
    const withThem = await compared([rowOf(standing)], { refd_setl_flag: '1' });
    for (const each of [sale, back]) assert.ok(names(withThem).includes(each.setl_id));
    // It still stands in their books.
    const gross = await compared([rowOf(standing), rowOf(sale)], { refd_setl_flag: '0' });
    assert.ok(gross.short.includes(`${sale.setl_id} 1 0`));
    assert.match(gross.memo(sale.setl_id), /中心已撤销 7\.00 元;不含退费/);
    assert.ok(!names(gross).includes(back.setl_id));
  });

  it('3202: a settlement of another clr_type is here, and is not to be settled again', async () => {
    const person = await insured();
    const [same, outpatient, mistaken] = [await sell(person, 11), await sell(person, 12, '11'), await sell(person, 13)];
    const rows = [rowOf(same), rowOf(outpatient), rowOf(mistaken, { psn_no: 'NOBODY' })];
    const uploaded = await upload(zip('detail.txt', `${rows.join('\n')}\n`).toString('base64'));
    const { fileinfo } = await done(pharmacy, '3202', statement(rows, uploaded));
    const { bytes } = await fetchFile(fileinfo);
    const [level, told, others] = unzip(bytes).split('\n').map((line) => line.split('\t'));
    assert.deepEqual([level[2], level[4]], [same.setl_id, '0']);
    assert.deepEqual([told[2], told[3], told[4], told[7]], [outpatient.setl_id, outpatient.msgid, '1', '12.00']);
    assert.match(told[6], /清算类别是 11,.*不要重新结算/);
    // Of the right amounts, and somebody else's: not level.
    assert.deepEqual([others[2], others[4]], [mistaken.setl_id, '1']);
    assert.match(others[6], new RegExp(`人员编号 ${person.psn_no} 名下`));
  });

  it('3202: what another agency clears is not missing here (setl_optins)', async () => {
    const sale = await sell(await insured(), 14);
    const uploaded = await upload(zip('detail.txt', `${rowOf(sale)}\n`).toString('base64'), 'agency.zip');
    const told = async (setl_optins) => {
      const { fileinfo } = await done(pharmacy, '3202', statement([rowOf(sale)], uploaded, { setl_optins }));
      return unzip((await fetchFile(fileinfo)).bytes).split('\n')[0].split('\t');
    };
    for (const same of ['441900', '4419']) assert.equal((await told(same))[4], '0', same);
    for (const other of ['440500', 'xx']) {
      const line = await told(other);
      assert.deepEqual([line[2], line[3], line[4], line[7]], [sale.setl_id, sale.msgid, '1', '14.00'], other);
      assert.match(line[6], /由东莞市的经办机构清算,.*不要重新结算/);
    }
  });

  it('files: what is not one, too old, somebody else\'s or says something else is refused', async () => {
    const rows = ['S1\tnull\tP1\t10.00\t0.00\t10.00\t0'];
    const file = await upload(zip('a.txt', `${rows[0]}\n`).toString('base64'));
    const fresh = (bytes) => upload(bytes.toString('base64'));
    await refused('file_totals_differ', pharmacy, '3202', statement(rows, file, { medfee_sumamt: 11 }));
    await refused('file_totals_differ', pharmacy, '3202', statement(rows, file, { fixmedins_setl_cnt: 2 }));
    await refused('statement_days_out_of_range', pharmacy, '3202', statement(rows, file, { stmt_enddate: '2025-04-24' }));
    await refused('file_unknown', pharmacy, '3202', statement(rows, { file_qury_no: '2025042500000000' }));
    await refused('file_unknown', other, '3202', statement(rows, file));
    await refused('file_unknown', other, '9102', { fsDownloadIn: { ...file, fixmedins_code: other.code } });
    await refused('file_unknown', other, '9102', { fsDownloadIn: { ...file, fixmedins_code: 'plc' } });
    await refused('institution_differs', pharmacy, '9101', { fsUploadIn: { in: 'UEs=', filename: 'a', fixmedins_code: other.code } });
    await refused('file_not_base64', pharmacy, '9101', { fsUploadIn: { in: '####', filename: 'a', fixmedins_code: pharmacy.code } });
    await refused('archive_shape', pharmacy, '3202', statement(rows, await fresh(Buffer.from('no zip'))));
    for (const line of ['S1\tnull\tP1\t10.00\t0.00\t10.00', 'null\tnull\tP1\t10.00\t0.00\t10.00\t0',
      'S1\tnull\tP1\t1e3\t0.00\t10.00\t0', 'S1\tnull\tP1\t10.00\t0.00\t10.00\t2']) {
      await refused('file_row_shape', pharmacy, '3202', statement(rows, await fresh(zip('a.txt', `${line}\n`))));
    }
  });

  it('the same upload again has the same number', async () => {
    const input = { fsUploadIn: { in: zip('a.txt', 'x').toString('base64'), filename: 'a.zip', fixmedins_code: pharmacy.code } };
    const first = await send(pharmacy, '9101', input, 'UPLOAD1');
    const again = await send(pharmacy, '9101', input, 'UPLOAD1');
    assert.equal(JSON.parse(again.bytes).output.file_qury_no, JSON.parse(first.bytes).output.file_qury_no);
  });

  // `yibao reconcile`, through the running server.
  function reconcile(content, ...more) {
    const file = join(folder, 'his.csv');
    const report = join(folder, 'report.csv');
    writeFileSync(file, content);
    const run = spawnSync(binary, ['reconcile', file, '--report', report, '--json', ...more,
      '--today', today, ...server.place.flags()], { encoding: 'utf8' });
    assert.ok(run.stdout, run.stderr);
    return { status: run.status, told: JSON.parse(run.stdout), report: () => readFileSync(report, 'utf8') };
  }
  const header = 'setl_id,msgid,setl_time,medfee_sumamt,fund_pay_sumamt,acct_pay,refd_setl_flag,备注\n';
  const line = (each, more = {}) => {
    const row = { day: `${today} 09:00:00`, flag: '0', ...each, ...more };
    return `${[row.setl_id, row.msgid, row.day, row.medfee_sumamt, row.fund_pay_sumamt, row.acct_pay, row.flag, '无'].join(',')}\n`;
  };

  it('yibao reconcile: names each break, each bad row, and explains the difference', async () => {
    const person = await insured();
    const sales = [];
    for (let i = 1; i <= 6; ++i) sales.push(await sell(person, i));
    const [level, byMessage, dearer, twice, back, forgotten] = sales;
    await done(pharmacy, '2601', { data: { psn_no: person.psn_no, omsgid: back.msgid, oinfno: '2102' } });
    const books = header + line(level) + line(byMessage, { setl_id: '' }) + line(dearer, { medfee_sumamt: '3.01' }) +
      line(twice) + line(twice) + line(back) + line({ setl_id: 'X', msgid: 'Y', medfee_sumamt: 7, fund_pay_sumamt: 0, acct_pay: 7 }) +
      line(level, { medfee_sumamt: 'ten' }) + line({ ...level, setl_id: '', msgid: '' }) + 'x,y\n';
    const { status, told, report } = reconcile(books, '--institution', pharmacy.code, '--from', today, '--to', today);
    assert.equal(status, 1);
    const lines = told.breaks.filter((each) => each.setl_id === 'X' || sales.some((sale) => sale.setl_id === each.setl_id || sale.msgid === each.msgid) || each.kind === 'cancelled_here');
    const kinds = Object.fromEntries(lines.map((each) => [each.line ?? each.kind, each.kind]));
    assert.deepEqual(kinds, { 4: 'amount', 6: 'duplicate', 8: 'missing_here', cancelled_here: 'cancelled_here', missing_there: 'missing_there' });
    assert.ok(told.breaks.some((each) => each.kind === 'missing_there' && each.setl_id === forgotten.setl_id));
    assert.deepEqual(told.bad_rows, [{ line: 9, code: 'reconcile_amount_shape' }, { line: 10, code: 'reconcile_number_missing' }, { line: 11, code: 'csv_field_count' }]);
    assert.equal(told.breaks.reduce((sum, each) => sum + each.difference.total_fen, 0), told.difference.total_fen);
    assert.equal(told.theirs.total_fen - told.ours.total_fen, told.difference.total_fen);
    assert.match(report(), /机构缺少|机构账上没有/);
    for (const each of told.breaks) assert.ok(each.title && each.detail && each.next_step, JSON.stringify(each));
  });

  it('what a row names that could not be read is not compared, and not missing', async () => {
    const person = await insured();
    const [level, unread] = [await sell(person, 51), await sell(person, 2)];
    const [sale, back] = await takenBack(person, 53);
    const books = header + line(level) + line(unread, { medfee_sumamt: '2.005' }) + line(sale) + line({ ...back, msgid: '' }, { acct_pay: 'x', flag: '1' });
    const { status, told, report } = reconcile(books, '--institution', pharmacy.code, '--from', today, '--to', today);
    assert.equal(status, 1);
    const ids = [level, unread, sale, back].map((each) => each.setl_id);
    assert.deepEqual(told.breaks.filter((each) => ids.includes(each.setl_id)), []);
    assert.equal(told.not_compared_total, 2);
    assert.deepEqual(told.not_compared.map((each) => [each.line, each.setl_id, each.rule, each.difference.total_fen]),
      [[3, unread.setl_id, 'reconcile_row_unread', -200], [5, back.setl_id, 'reconcile_row_unread', 5_300]]);
    for (const each of told.not_compared) assert.ok(each.title && each.detail && each.next_step, JSON.stringify(each));
    assert.deepEqual(told.bad_rows.map((each) => each.line), [3, 5]);
    const sum = (list) => list.reduce((total, each) => total + each.difference.total_fen, 0);
    assert.equal(sum(told.breaks) + sum(told.not_compared), told.difference.total_fen);
    assert.match(report(), new RegExp(`3,reconcile_row_unread,${unread.setl_id},`));
    const { json } = await server.call('POST', `/v1/institutions/${pharmacy.code}/reconciliations`,
      { as: server.cashier(pharmacy.code), body: { file: books } });
    assert.deepEqual(json.not_compared.map((each) => each.setl_id), [unread.setl_id, back.setl_id]);
    assert.deepEqual(json.breaks.filter((each) => ids.includes(each.setl_id)), []);
    assert.equal(json.bad_rows_total, 2);
  });

  it('yibao reconcile: at a terminal, what was not compared is told beside what was', () => {
    const [file, ours] = [join(folder, 'one.csv'), join(folder, 'two.csv')];
    const row = (id, amount) => line({ setl_id: id, msgid: '', medfee_sumamt: amount, fund_pay_sumamt: 0, acct_pay: 1 });
    writeFileSync(ours, header + row('S1', 1) + row('S2', 2) + row('S3', 3));
    writeFileSync(file, header + row('S1', 1) + row('S2', '2.005'));
    const { status, stdout } = spawnSync(binary, ['reconcile', file, '--against', ours], { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stdout, /差额 -5\.00,由 1 笔说明 -3\.00;另有 1 笔因机构的行未读入不能比较,计 -2\.00/);
    assert.match(stdout, /机构缺少: 结算 S3/);
    assert.doesNotMatch(stdout, /机构缺少: 结算 S2/);
    assert.match(stdout, /不能比较: 结算 S2:.*第 3 行/);
    assert.match(stdout, /第 3 行未读入/);
  });

  it('yibao reconcile: says which columns it needs, in its help and all at once', () => {
    const help = (...more) => spawnSync(binary, ['reconcile', '--help', ...more], { encoding: 'utf8' }).stdout;
    for (const name of ['结算ID', 'setl_id', '报文ID', 'msgid', '结算时间', '医疗费总额', '统筹支付', '个账支付', '退费结算标志', 'init_setl_id']) {
      for (const text of [help(), help('--language', 'en')]) assert.ok(text.includes(name), name);
    }
    assert.match(help('--language', 'en'), /Columns of the file.*\n.*\(setl_id or msgid, at least one of them\)/);
    assert.doesNotMatch(help('--language', 'en'), /必填|选填|至少/);
    const file = join(folder, 'columns.csv');
    writeFileSync(file, '医疗费总额,备注\n1,x\n');
    const { status, stdout } = spawnSync(binary, ['reconcile', file, '--against', file, '--json'], { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.deepEqual(JSON.parse(stdout).reasons.map((each) => each.rule),
      ['csv_column_missing', 'csv_column_missing', 'reconcile_number_column', 'reconcile_day_column']);
  });

  it('yibao reconcile: GB18030 and Chinese column names, and a file in the place of the database', () => {
    // 结算ID,结算时间,医疗费总额,基金支付总额,个人账户支出
    const name = Buffer.from('BDE1CBE34944', 'hex');
    const rest = Buffer.from('2CBDE1CBE3CAB1BCE42CD2BDC1C6B7D1D7DCB6EE2CBBF9BDF0D6A7B8B6D7DCB6EE2CB8F6C8CBD5CBBBA7D6A7B3F60A', 'hex');
    const rows = Buffer.from('S1,2025-04-25,1.00,0,1.00\nS2,2025-04-25,2.00,0,2.00\n');
    const ours = join(folder, 'ours.csv');
    writeFileSync(ours, Buffer.concat([name, rest, rows]));
    const level = reconcile(Buffer.concat([name, rest, rows]), '--against', ours);
    assert.equal(level.status, 0, JSON.stringify(level.told));
    assert.equal(level.told.ours.lines, 2);
    const less = reconcile(Buffer.concat([name, rest, rows.subarray(0, 26)]), '--against', ours);
    assert.deepEqual(less.told.breaks.map((each) => [each.kind, each.setl_id]), [['missing_there', 'S2']]);
    assert.equal(reconcile('a,b\n1,2\n', '--against', ours).told.code, 'csv_column_missing');
    assert.equal(reconcile('', '--against', ours).told.code, 'csv_empty');
  });

  // Who settled again what is called missing here would pay it twice.
  it('what stands here on another day, however far, is late and not missing', async () => {
    const person = await insured();
    const [both, byMessage, byNumber] = [await sell(person, 11), await sell(person, 12), await sell(person, 13)];
    const back = await sell(person, 14);
    await done(pharmacy, '2601', { data: { psn_no: person.psn_no, omsgid: back.msgid, oinfno: '2102' } });
    const [day, date] = ['2025-03-01 09:00:00', '2025-03-01'];
    const unknown = { setl_id: 'X2', msgid: 'Y2', medfee_sumamt: 7, fund_pay_sumamt: 0, acct_pay: 7 };
    const books = header + [both, { ...byMessage, setl_id: '' }, { ...byNumber, msgid: '' }, unknown, back].map((each) => line(each, { day })).join('');
    const kinds = ({ breaks }) => breaks.map((each) => [each.line, each.kind]);
    const { told } = reconcile(books, '--institution', pharmacy.code);
    assert.deepEqual(kinds(told), [[2, 'late'], [3, 'late'], [4, 'late'], [5, 'missing_here'], [6, 'cancelled_here']]);
    assert.deepEqual([told.breaks[0].facts.our_day, told.difference.total_fen], [today, 5_700]);
    assert.ok(kinds(reconcile(books, '--institution', other.code).told).every(([, kind]) => kind === 'missing_here'), 'of another institution');
    const { json } = await server.call('POST', `/v1/institutions/${pharmacy.code}/reconciliations`, { as: server.cashier(pharmacy.code),
      body: { from: date, to: date, rows: [{ setl_id: byNumber.setl_id, day: date, total_fen: 1_300, account_fen: 1_300 }] } });
    assert.deepEqual(kinds(json), [[1, 'late']]);
    // 3202 names no days; the number tells it.
    const rows = [rowOf(both), rowOf(back)];
    const uploaded = await upload(zip('late.txt', `${rows.join('\n')}\n`).toString('base64'), 'late.zip');
    const { fileinfo } = await done(pharmacy, '3202', statement(rows, uploaded, { stmt_begndate: date, stmt_enddate: date }));
    const lines = unzip((await fetchFile(fileinfo)).bytes).trim().split('\n').map((each) => each.split('\t'));
    assert.deepEqual(lines.map((each) => [each[2], each[3], each[4]]), [[both.setl_id, both.msgid, '1'], [back.setl_id, back.msgid, '1']]);
    assert.match(lines[0][6], /中心记在 .*,不在对账期间内/);
    assert.match(lines[1][6], /中心已撤销/);
  });

  it('a reversal that names the msgid of what it takes back is known by it, on whatever day that stands', async () => {
    const person = await insured();
    const [sale, back] = await takenBack(person, 21);
    const standing = await sell(person, 22);
    const named = 'setl_id,msgid,setl_time,medfee_sumamt,fund_pay_sumamt,acct_pay,refd_setl_flag,init_setl_id\n';
    const row = (msgid, amount, original = '', day = today) =>
      `,${msgid},${day} 09:00:00,${amount},0,${amount},${original ? 1 : 0},${original}\n`;
    const books = named + row(sale.msgid, 21) + row('X1', -21, sale.msgid) + row(standing.msgid, 22) + row('X2', -22, standing.msgid);
    const ids = [sale, back, standing].map((each) => each.setl_id);
    const { told } = reconcile(books, '--institution', pharmacy.code, '--from', today, '--to', today);
    assert.deepEqual(told.breaks.filter((each) => [...ids, ''].includes(each.setl_id)).map((each) => [each.line, each.kind, each.facts.number]),
      [[5, 'cancelled_there', standing.setl_id]]);
    const early = reconcile(named + row('X1', -21, sale.msgid, '2025-03-01'), '--institution', pharmacy.code);
    assert.deepEqual(early.told.breaks.map((each) => [each.line, each.kind]), [[2, 'late']]);
  });

  it('what was paid at the till without a settlement stands in the books as it does in clearing', async () => {
    const number = identityNumber();
    const person = await server.person({ identity_number: number, fen: 100_000 });
    const as = { as: server.cashier(pharmacy.code) };
    const pay = (amount_fen, reference) => server.done('POST', `/v1/people/${person}/payments`,
      { amount_fen, provider: pharmacy.code, ...(reference ? { reference } : {}) }, as);
    const takeBack = ({ payment_id: payment }, reference) => server.done('POST', `/v1/people/${person}/payments/${payment}/reversal`,
      { provider: pharmacy.code, ...(reference ? { reference } : {}) }, as);
    await pay(901, 'TILL0001');
    await pay(907);
    await takeBack(await pay(911, 'TILL0002'), 'TILL0003');
    await takeBack(await pay(913));
    const paid = (msgid, amount, flag = '0') => line({ setl_id: '', msgid, medfee_sumamt: amount, fund_pay_sumamt: 0, acct_pay: amount, flag });
    const ours = (told) => told.breaks.filter((each) => each.line !== undefined || each.rule.endsWith('_till') || [901, 907, 911, 913].includes(Math.abs(each.ours?.total_fen ?? 0)));
    const ask = (...rows) => reconcile(header + rows.join(''), '--institution', pharmacy.code, '--from', today, '--to', today).told;
    const level = [paid('TILL0001', 9.01), paid('H1', 9.07), paid('TILL0002', 9.11), paid('TILL0003', -9.11, '1'), paid('H2', 9.13), paid('H3', -9.13, '1')];
    assert.deepEqual(ours(ask(...level)), []);
    const { json } = await server.call('POST', `/v1/institutions/${pharmacy.code}/reconciliations`, { ...as, body: { file: header + level.join(''), from: today, to: today } });
    assert.deepEqual(ours(json), []);
    // The books hold what the day holds: an amount for every sale, and none twice.
    const day = await server.done('GET', `/v1/providers/${pharmacy.code}/day?on=${today}`, undefined, as);
    assert.equal(ask(...level).ours.account_fen, day.total_fen);
    // Of another amount, the number still names it; what they lack is told as what it is.
    const short = ours(ask(paid('TILL0001', 9.02), ...level.slice(2)));
    assert.deepEqual(short.map((each) => [each.kind, each.rule, each.setl_id]),
      [['amount', 'break_amount', ''], ['missing_there', 'break_missing_there_till', '']]);
    assert.match(short[1].next_step, /在收费窗口撤销这笔支付/);
    // 3201 and 3202 count settlements.
    const { bytes } = await fetchFile((await done(pharmacy, '3202', statement([], await upload(zip('none.txt', '').toString('base64'), 'none.zip')))).fileinfo);
    assert.doesNotMatch(unzip(bytes), /TILL000/);
  });

  it('yibao reconcile: a terminal is told in the language that was asked for', () => {
    const [file, ours] = [join(folder, 'one.csv'), join(folder, 'two.csv')];
    const row = (id, amount) => line({ setl_id: id, msgid: '', medfee_sumamt: amount, fund_pay_sumamt: 0, acct_pay: 1 });
    writeFileSync(ours, header + row('S1', 1) + row('S2', 2) + row('S3', 3));
    writeFileSync(file, header + row('S1', 1) + row('S2', '2.005') + header + row('S4', 4));
    for (const against of [['--against', ours], ['--institution', pharmacy.code, '--today', today, ...server.place.flags()]]) {
      const { stdout, stderr } = spawnSync(binary, ['reconcile', file, ...against, '--language', 'en'], { encoding: 'utf8' });
      assert.match(stdout, /^2025-04-25 to 2025-04-25\nInstitution: 2 lines, total 5\.00/, stderr);
      assert.match(stdout, /Line 5: Missing here: S4/);
      assert.match(stdout, /Line 3 was not read: /);
      assert.doesNotMatch(stdout.replaceAll('医疗费总额', ''), /\p{Script=Han}/u);
    }
  });

  it('yibao reconcile --against: two files, and no installation', () => {
    const file = join(folder, 'alone.csv');
    writeFileSync(file, header + line({ setl_id: 'S1', msgid: 'M1', medfee_sumamt: 1, fund_pay_sumamt: 0, acct_pay: 1 }));
    const { status, stdout, stderr } = spawnSync(binary, ['reconcile', file, '--against', file, '--json', '--state', join(folder, 'nothing')], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout).breaks, []);
  });

  it('an institution\'s cashier asks the same by the web', async () => {
    const person = await insured();
    const sale = await sell(person, 9);
    const ask = (rows, as) => server.call('POST', `/v1/institutions/${pharmacy.code}/reconciliations`,
      { as, body: { from: today, to: today, rows } });
    const row = { setl_id: sale.setl_id, day: today, total_fen: 901, fund_fen: 0, account_fen: 900 };
    const { status, json, text } = await ask([row], server.cashier(pharmacy.code));
    assert.equal(status, 200, text);
    const found = json.breaks.find((each) => each.setl_id === sale.setl_id);
    assert.equal(found.kind, 'amount');
    assert.equal(found.difference.total_fen, 1);
    assert.ok(found.next_step);
    for (const as of ['cashier-330100', server.cashier(other.code)]) assert.equal((await ask([row], as)).status, 404, as);
    assert.equal((await ask([{ ...row, total_fen: '1' }], server.cashier(pharmacy.code))).json.code, 'reconcile_row_shape');
    assert.equal((await ask([{ ...row, colour: 1 }], server.cashier(pharmacy.code))).json.code, 'reconcile_row_shape');
  });

  it('what was taken back on a later day is settled on its own, and left out without refunds', async () => {
    const person = await insured();
    const sale = await sell(person, 61);
    await server.stop();
    await server.start('2025-04-26');
    now += 24 * 3_600_000;
    const { setlinfo: back } = await done(pharmacy, '2103', { data: { psn_no: person.psn_no, setl_id: sale.setl_id, mdtrt_id: sale.mdtrt_id } });
    const [sold, marked] = [rowOf(sale), rowOf(sale, { refd_setl_flag: '1' })];
    const ours = ({ short }) => short.filter((each) => [sale.setl_id, back.setl_id].includes(each.split(' ')[0]));
    assert.deepEqual(ours(await compared([sold], { refd_setl_flag: '1' })), [`${sale.setl_id} 0 0`]);
    assert.deepEqual(ours(await compared([marked], { refd_setl_flag: '1' })), [`${sale.setl_id} 0 1`]);
    // The reversal is of another day.
    assert.deepEqual(ours(await compared([marked, rowOf(back, { refd_setl_flag: '1' })], { refd_setl_flag: '1' })),
      [`${sale.setl_id} 0 1`, `${back.setl_id} 1 1`]);
    const without = await compared([sold], { refd_setl_flag: '0' });
    assert.deepEqual(ours(without), [`${sale.setl_id} 1 0`]);
    assert.match(without.memo(sale.setl_id), /中心已撤销 61\.00 元/);
    const another = await compared([rowOf(await sell(person, 1))], { refd_setl_flag: '0', stmt_enddate: '2025-04-26' });
    assert.deepEqual(ours(another), []);
    // Of a book, whose line says when it was settled: level, and not standing here.
    const book = header + line(sale, { flag: '1' });
    const { told } = reconcile(book, '--institution', pharmacy.code, '--from', today, '--to', today);
    assert.deepEqual(told.breaks.filter((each) => each.setl_id === sale.setl_id), []);
  });

  it('a month is cleared from the ledger, by two people, and paid once through the bank', async () => {
    await server.stop();
    // For every institution of the region at once; the other one has sold nothing. The server's own timer
    // then finds nothing to draw.
    const all = server.run('clearing', 'draw-all', '--region', '441900', '--month', '2025-04', '--json', '--today', '2025-05-06');
    assert.deepEqual(JSON.parse(all), { drawn: 1, left_out: { clearing_nothing: 2 } });
    await server.start('2025-05-06');
    // In the language asked for, also where the server does it, whose own is another.
    const inEnglish = server.run('clearing', 'draw-all', '--region', '441900', '--month', '2025-04', '--language', 'en', '--today', '2025-05-06');
    assert.match(inEnglish, /^Statements drawn: 0\n/);
    assert.doesNotMatch(inEnglish, /[\u4e00-\u9fff]/);
    assert.match(server.run('clearing', 'draw-all', '--region', '441900', '--month', '2025-04', '--today', '2025-05-06'), /^已编制 0 份清算单\n/);
    const path = `/v1/institutions/${pharmacy.code}`;
    const as = (name) => ({ as: name });
    const refusedAs = async (name, target, body = {}) => (await server.post(target, body, as(name))).json.code;
    assert.equal(await refusedAs('officer-441900', `${path}/clearing-statements`, { month: '2025-05' }), 'clearing_too_early');
    assert.equal(await refusedAs('officer-441900', `${path}/clearing-statements`, { month: '2025-04' }), 'clearing_drawn_before');
    server.run('tick', '--today', '2025-05-06');
    const { statements } = await server.done('GET', `${path}/clearing-statements`, undefined, as('officer-441900'));
    assert.equal(statements.length, 1, 'drawn once');
    const [drawn] = statements;
    const days = await Promise.all([today, '2025-04-26'].map((on) =>
      server.done('GET', `/v1/providers/${pharmacy.code}/day?on=${on}`, undefined, as(server.cashier(pharmacy.code)))));
    const total = days.reduce((sum, day) => sum + day.total_fen, 0);
    assert.equal(drawn.account_fen, total, 'what the ledger says');
    assert.equal(drawn.amount_fen, total);
    const one = `/v1/clearing-statements/${drawn.statement}`;
    await server.done('POST', `${path}/payee-accounts`, { holder: '示例药店', bank_account: '6222020200001234567' }, as('officer-441900'));
    // The second officer reads the papers too: what was proposed in the meantime is not confirmed unread.
    const confirm = (number) => server.post(`${path}/payee-accounts/confirm`, number ? { bank_account: number } : {}, as('officer2-441900'));
    await server.done('POST', `${path}/payee-accounts`, { holder: '示例药店', bank_account: '6222020200009994567' }, as('officer-441900'));
    for (const [number, code] of [[undefined, 'member_missing'], ['62', 'bank_account_shape'], ['6222020200001234567', 'clearing_account_differs']]) {
      assert.equal((await confirm(number)).json.code, code, number);
    }
    await server.done('POST', `${path}/payee-accounts`, { holder: '示例药店', bank_account: '6222020200001234567' }, as('officer-441900'));
    assert.equal((await confirm('6222020200001234567')).status, 200);
    await server.done('POST', `${one}/approve`, {}, as('officer-441900'));
    assert.equal(await refusedAs('officer-441900', `${one}/approve`), 'second_officer_needed');
    assert.equal(await refusedAs('officer-330100', `${one}/approve`), 'other_agency');
    const approved = await server.done('POST', `${one}/approve`, {}, as('officer2-441900'));
    assert.equal(approved.state, 'approved');
    assert.match(approved.payee_account, /\*/);
    for (const cashier of ['cashier-330100', server.cashier(other.code)]) {
      for (const seen of [one, `${one}/lines`, `${one}/print`, `${path}/clearing-statements`, `${path}/payee-accounts`]) {
        assert.equal((await server.get(seen, as(cashier))).status, 404, `${seen} as ${cashier}`);
      }
    }
    for (const format of ['pdf', 'xlsx']) {
      const { status, text } = await server.get(`${one}/print?format=${format}`, as(server.cashier(pharmacy.code)));
      assert.equal(status, 200);
      assert.equal(text.slice(0, 2), format === 'pdf' ? '%P' : 'PK');
    }
    const out = join(folder, 'bank');
    const bank = (...words) => JSON.parse(spawnSync(binary, ['bank', ...words, '--today', '2025-05-06', '--json',
      ...server.place.flags()], { encoding: 'utf8' }).stdout);
    // The bank's answer comes before its time: refused, and looked at anew when the same file comes again.
    const early = join(folder, 'early.csv');
    writeFileSync(early, `业务编号,结果,金额\n${drawn.statement}.1,成功,${(drawn.amount_fen / 100).toFixed(2)}\n`);
    for (let i = 0; i < 2; ++i) assert.deepEqual(bank('receive', early).by_code, { bank_order_not_sent: 1 });
    const sent = bank('send', '--out', out);
    assert.deepEqual([sent.clearing_orders, sent.clearing_amount_fen], [1, drawn.amount_fen]);
    assert.equal(bank('send', '--out', out).clearing_orders, 0, 'in one file only');
    const [file] = readdirSync(out).filter((name) => name.startsWith('clearing-'));
    const [, order] = readFileSync(join(out, file), 'utf8').trim().split('\r\n').map((each) => each.split(','));
    assert.deepEqual(order.slice(0, 4), [`${drawn.statement}.1`, '6222020200001234567', '示例药店', (drawn.amount_fen / 100).toFixed(2)]);
    const lost = join(folder, 'bank-again');
    const again = bank('send', '--out', lost, '--again');
    assert.deepEqual([again.files, again.clearing_orders], [[file], 1]);
    assert.equal(readFileSync(join(lost, file), 'utf8'), readFileSync(join(out, file), 'utf8'));
    const answer = join(folder, 'answer.csv');
    writeFileSync(answer, `业务编号,结果,付款地\n${order[0]},成功,330100\n`);
    assert.deepEqual(bank('receive', answer).by_code, { bank_place_differs: 1 });
    writeFileSync(answer, `业务编号,结果,金额\n${order[0]},成功,0.01\n`);
    assert.equal(bank('receive', answer).refused, 1);
    assert.equal(bank('receive', early).done, 1);
    assert.equal(bank('receive', early).already, 1, 'and done once');
    assert.deepEqual(bank('send', '--out', lost, '--again').files, [], 'answered');
    assert.equal((await server.done('GET', one, undefined, as('officer-441900'))).state, 'paid');
    writeFileSync(answer, `业务编号,结果\n${order[0]},成功\n`);
    assert.equal(bank('receive', answer).refused, 1, 'paid once');
    const listed = await server.done('GET', `${path}/clearing-statements`, undefined, as(server.cashier(pharmacy.code)));
    assert.deepEqual(listed.statements.map((each) => each.statement), [drawn.statement]);
    const verified = spawnSync(binary, ['verify', '--json', '--today', '2025-05-06', ...server.place.flags()], { encoding: 'utf8' });
    assert.equal(JSON.parse(verified.stdout).ok, true, verified.stdout);
  });
});
