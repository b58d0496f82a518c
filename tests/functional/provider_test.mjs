// Designated providers at their own port: the signatures of each profile, the envelope, settlement
// to the fen, reversal, and the same message twice.
import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';
import { creditCode, faultsOf } from './provider_client.mjs';

const now = Date.parse('2025-04-25T09:00:00+08:00');
const service = '/fsi/api/rsfComIfsService/callService';

onEachEngine('provider interface', (engine) => {
  let server;
  let url;
  let pharmacy;
  let hospital;
  let serial = 0;
  const msgid = (code) => `${code}20250425090000${String(++serial).padStart(4, '0')}`;

  const register = (code, profile, more = {}) => server.done('POST', '/v1/institutions',
    { code, name: '示例机构', credit_code: creditCode(serial + 1), profile, ...more },
    { as: 'senior-441900' });

  before(async () => {
    server = await Server.fresh(engine);
    url = server.providers;
    pharmacy = await register('P44190000002', 'csb');
    hospital = await register('H44190000001', 'tif', { level: 'primary' });
  });
  after(() => server?.remove());

  const csb = (institution, infno, timestamp = now) => {
    const headers = { _api_access_key: institution.access_key, _api_name: infno,
      _api_timestamp: String(timestamp), _api_version: '1.0.0' };
    const text = Object.entries(headers).map(([name, value]) => `${name}=${value}`).join('&');
    return { ...headers,
      _api_signature: createHmac('sha1', institution.secret).update(text).digest('base64') };
  };
  const tif = (institution) => {
    const time = String(now / 1000);
    const nonce = randomBytes(16).toString('hex');
    return { 'x-tif-paasid': institution.access_key, 'x-tif-timestamp': time, 'x-tif-nonce': nonce,
      'x-tif-signature': createHash('sha256').update(time + institution.secret + nonce + time).digest('hex') };
  };
  const envelope = (institution, infno, input, more = {}) => ({ infno, msgid: msgid(institution.code),
    mdtrtarea_admvs: '441900', insuplc_admdvs: '441900', recer_sys_code: 'HIS', dev_no: '',
    dev_safe_info: '', cainfo: '', signtype: '', infver: 'V1.0', opter_type: '1', opter: '0007',
    opter_name: '李四', inf_time: '2025-04-25 09:00:00', fixmedins_code: institution.code,
    fixmedins_name: '示例机构', sign_no: '', input, ...more });
  const post = async (path, headers, body) => {
    const answer = await fetch(url + path, { method: 'POST', headers,
      body: typeof body === 'string' ? body : JSON.stringify(body) });
    const text = await answer.text();
    const json = JSON.parse(text);
    const byGateway = json.code !== undefined;  // no message came of it
    if (answer.status === 200 && !byGateway) assert.deepEqual(faultsOf(body.infno ?? '9001', json), [], text);
    return { status: answer.status, text, json };
  };
  const send = (institution, body) => institution === hospital
    ? post(`/ebus/gdyb_inf/poc/hsa/hgs/${body.infno}`, tif(institution), body)
    : post(service, csb(institution, body.infno), body);
  const ask = async (institution, infno, input, more) => {
    const { status, json } = await send(institution, envelope(institution, infno, input, more));
    assert.equal(status, 200);
    return json;
  };
  const done = async (...call) => {
    const told = await ask(...call);
    assert.equal(told.infcode, 0, told.err_msg);
    return told.output;
  };
  const refused = async (code, ...call) => {
    const told = await ask(...call);
    assert.equal(told.infcode, -1, JSON.stringify(told));
    assert.ok(told.err_msg.includes(code), told.err_msg);
    return told;
  };

  // Somebody at 东莞 who has paid and has money, as a till sees them.
  const insured = async (fen = 100_000) => {
    const number = identityNumber();
    const person = await server.person({ identity_number: number, fen });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    const { baseinfo } = await done(pharmacy, '1101',
      { data: { mdtrt_cert_type: '02', mdtrt_cert_no: number, card_sn: '', begntime: '',
        psn_cert_type: '01', certno: number, psn_name: '' } });
    return { person, number, psn_no: baseinfo.psn_no };
  };
  const sale = ({ psn_no, number }, { amount = 50, own = 8, use = '1' } = {}) => ({
    druginfo: { psn_no, mdtrt_cert_type: '02', mdtrt_cert_no: number, card_sn: '', psn_cert_type: '01',
      certno: number, psn_type: '11', psn_name: '张三丰', begntime: '2025-04-25 08:59:40',
      medfee_sumamt: amount + own, invono: '', insutype: '310', dise_codg: '', dise_name: '',
      acct_used_flag: use, med_type: '41', exp_content: '' },
    drugdetail: [
      { feedetl_sn: '2025042500001', rxno: '', rx_circ_flag: '0', fee_ocur_time: '2025-04-25 08:59:40',
        med_list_codg: 'EXAMPLE-DRUG-0001', medins_list_codg: 'A001', det_item_fee_sumamt: amount,
        cnt: 2, pric: amount / 2 },
      { feedetl_sn: '2025042500002', rxno: '', rx_circ_flag: '0', fee_ocur_time: '2025-04-25 08:59:40',
        med_list_codg: 'EXAMPLE-ITEM-0002', medins_list_codg: 'B002', det_item_fee_sumamt: own,
        cnt: 1, pric: own }] });

  it('refuses at the gateway in the gateway\'s own words, in their order', async () => {
    const body = envelope(pharmacy, '9001', { signIn: { opter_no: '1', mac: 'm', ip: 'i' } });
    for (const [headers, message] of [
      [{}, '缺少服务网关的请求头!'],
      [csb(pharmacy, '9001', now - 1_900_000), '签名时间戳超时!'],
      [csb({ ...pharmacy, access_key: 'AK-nobody' }, '9001'), '非法用户!'],
      [csb({ ...pharmacy, secret: 'wrong' }, '9001'), '签名不一致!'],
      [csb(hospital, '9001'), '非法用户!'],  // registered for another profile
    ]) {
      const { status, json } = await post(service, headers, body);
      assert.deepEqual([status, json], [200, { code: 401, message }]);
    }
    assert.equal((await post('/v1/people', csb(pharmacy, '9001'), body)).status, 404);
  });

  it('signs in and out', async () => {
    const { signinoutb } = await done(pharmacy, '9001', { signIn: { opter_no: '1', mac: 'm', ip: 'i' } });
    assert.match(signinoutb.sign_no, /^441900[0-9a-f]{24}$/);
    assert.match(signinoutb.sign_time, /^2025-04-25 09:0\d:\d\d$/);
    const { sign_time: time } = await done(pharmacy, '9002', { signOut: { sign_no: signinoutb.sign_no, opter_no: '1' } });
    assert.match(time.sign_time, /^2025-04-25 09:0\d:\d\d$/);
  });

  it('numbers each answer once, failures too, and names every mistake at once', async () => {
    const told = await refused('field_code_unknown', pharmacy, '1101', { data: { mdtrt_cert_type: '09' } });
    assert.match(told.err_msg, /mdtrt_cert_no/);
    assert.match(told.err_msg, /mdtrt_cert_type/);
    assert.deepEqual(told.output, {});
    const numbers = new Set();
    for (let i = 0; i < 20; ++i) {
      const { inf_refmsgid: number, refmsg_time: at, respond_time: to } =
        await refused('person_unknown', pharmacy, '5206', { data: { psn_no: 'X', cum_ym: '' } });
      assert.match(number, /^441900\d{24}$/);
      assert.ok(at <= to);
      numbers.add(number);
    }
    assert.equal(numbers.size, 20);
    await refused('transaction_unknown', pharmacy, '77777', {});
    await refused('transaction_not_offered', pharmacy, '2202', { data: { psn_no: 'X', mdtrt_id: 'X', ipt_otp_no: 'X' } });
  });

  it('reads the month or the year that is asked for, or says what is wrong with it', async () => {
    const { psn_no } = await insured();
    for (const wrong of ['abcdef', '202513', '000000', '20250', '-20251']) {
      const told = await refused('field_shape', pharmacy, '5206', { data: { psn_no, cum_ym: wrong } });
      assert.match(told.err_msg, /cum_ym/);
    }
    for (const [asked, told] of [['', '202500'], ['202504', '202504'], ['202500', '202500']]) {
      const { cuminfo } = await done(pharmacy, '5206', { data: { psn_no, cum_ym: asked } });
      assert.equal(cuminfo[0].cum_ym, told);
    }
  });

  it('tells the participant of a settlement in whole characters, by the name of the institution', async () => {
    const who = await insured();
    await done(pharmacy, '2102', sale(who));
    await server.issueTokens({ told: ['--role', 'participant', '--person', who.person, '--channel', 'app'] });
    url = server.providers;  // it was started anew
    const answer = await fetch(`${server.url}/v1/people/${who.person}/messages`, { headers: { Authorization: `Bearer ${server.tokens.told}` } });
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await answer.arrayBuffer());
    assert.match(text, /示例机构结算 58\.00 元/);
  });

  it('tells who stands at the till', async () => {
    const { person, number } = await insured(123_456);
    const output = await done(pharmacy, '1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: number,
      card_sn: 'null', begntime: null, psn_cert_type: '', certno: 'NULL', psn_name: '' } });
    assert.equal(output.baseinfo.certno, number);
    assert.deepEqual(output.idetinfo, []);
    assert.equal(output.insuinfo.length, 1);
    const [place] = output.insuinfo;
    assert.deepEqual([place.balc, place.insutype, place.psn_insu_stas, place.insuplc_admdvs, place.paus_insu_date],
      [1234.56, '310', '1', '441900', '']);
    assert.equal(await server.balance(person), 123_456);
    await refused('name_differs', pharmacy, '1101', { data: { mdtrt_cert_type: '02',
      mdtrt_cert_no: number, psn_cert_type: '01', certno: number, psn_name: '别人' } });
  });

  it('previews a sale, settles it to the fen, and gives the same message the same answer', async () => {
    const who = await insured(100_000);
    const input = sale(who);
    const preview = await done(pharmacy, '2101', input);
    assert.equal(preview.setlinfo.setl_id, undefined);
    assert.equal(await server.balance(who.person), 100_000);
    const body = envelope(pharmacy, '2102', input);
    const { json: first, text } = await send(pharmacy, body);
    assert.equal(first.infcode, 0, first.err_msg);
    const { setlinfo: info, detlcutinfo: lines } = first.output;
    assert.deepEqual([info.medfee_sumamt, info.acct_pay, info.psn_cash_pay, info.fund_pay_sumamt,
      info.balc, info.fulamt_ownpay_amt, info.inscp_scp_amt, info.medins_setl_id],
    [58, 50, 8, 0, 950, 8, 50, body.msgid]);
    assert.deepEqual(lines.map(({ chrgitm_lv: level }) => level), ['01', '03']);
    for (const member of ['medfee_sumamt', 'acct_pay', 'psn_cash_pay', 'balc']) {
      assert.equal(info[member], preview.setlinfo[member], member);
    }
    assert.equal((await send(pharmacy, body)).text, text, 'to the letter');
    if (engine === 'sqlite') {  // whoever has the database without its keys
      const kept = ['yibao.db', 'yibao.db-wal'].map((name) => readFileSync(join(server.place.state, name), 'latin1')).join('');
      assert.ok(kept.includes(body.msgid));
      for (const secret of [who.number, pharmacy.secret, hospital.secret]) assert.ok(!kept.includes(secret), secret);
    }
    const other = await send(pharmacy, { ...body, input: sale(who, { amount: 60 }) });
    assert.equal(other.json.infcode, -1);
    assert.match(other.json.err_msg, /key_reused/);
    assert.equal(await server.balance(who.person), 95_000);
  });

  it('keeps the identities of the amounts, over many bills', async () => {
    const who = await insured(10_000);
    for (const use of ['0', '1', '1', '1']) {
      const { setlinfo: info } = await done(pharmacy, '2102', sale(who, { amount: 40, own: 3, use }));
      const fen = (value) => Math.round(value * 100);
      assert.equal(fen(info.medfee_sumamt), fen(info.fund_pay_sumamt) + fen(info.psn_part_amt) + fen(info.hosp_part_amt));
      assert.equal(fen(info.psn_part_amt), fen(info.acct_pay) + fen(info.psn_cash_pay));
      assert.equal(fen(info.medfee_sumamt), fen(info.fulamt_ownpay_amt) + fen(info.overlmt_selfpay) +
        fen(info.preselfpay_amt) + fen(info.inscp_scp_amt));
    }
    assert.equal(await server.balance(who.person), 0);  // 40 + 40 + 20: the rest was cash
  });

  it('takes a settlement back once, by its number or by its message', async () => {
    const who = await insured(100_000);
    const body = envelope(pharmacy, '2102', sale(who));
    const { json } = await send(pharmacy, body);
    const { setl_id, mdtrt_id } = json.output.setlinfo;
    const { setlinfo: back } = await done(pharmacy, '2103', { data: { setl_id, mdtrt_id, psn_no: who.psn_no } });
    assert.deepEqual([back.medfee_sumamt, back.acct_pay, back.psn_cash_pay, back.balc], [-58, -50, -8, 1000]);
    assert.equal(await server.balance(who.person), 100_000);
    await refused('settlement_reversed_before', pharmacy, '2103', { data: { setl_id, mdtrt_id, psn_no: who.psn_no } });
    await refused('settlement_reversed_before', pharmacy, '2601',
      { data: { psn_no: who.psn_no, omsgid: body.msgid, oinfno: '2102' } });
    const lost = envelope(pharmacy, '2102', sale(who));
    await send(pharmacy, lost);
    await done(pharmacy, '2601', { data: { psn_no: who.psn_no, omsgid: lost.msgid, oinfno: '2102' } });
    assert.equal(await server.balance(who.person), 100_000);
    await refused('nothing_to_reverse', pharmacy, '2601',
      { data: { psn_no: who.psn_no, omsgid: 'never-sent', oinfno: '2102' } });
  });

  it('carries a visit from registration to settlement and back', async () => {
    const who = await insured(100_000);
    const card = { mdtrt_cert_type: '02', mdtrt_cert_no: who.number, card_sn: '', psn_cert_type: '01', certno: who.number };
    const { data: visit } = await done(hospital, '2201', { data: { psn_no: who.psn_no, insutype: '310',
      begntime: '2025-04-25 08:50:00', ...card, psn_type: '11', psn_name: '张三丰', ipt_otp_no: 'M1',
      dept_code: '01', dept_name: '内科', caty: 'A03' } });
    const line = (sn, item, amount) => ({ feedetl_sn: sn, mdtrt_id: visit.mdtrt_id, psn_no: who.psn_no,
      chrg_bchno: 'B1', rx_circ_flag: '0', fee_ocur_time: '2025-04-25 08:55:00', med_list_codg: item,
      medins_list_codg: 'X', det_item_fee_sumamt: amount, cnt: 1, pric: amount, bilg_dept_codg: '01',
      bilg_dept_name: '内科', bilg_dr_codg: 'D1', bilg_dr_name: '王五', hosp_appr_flag: '1' });
    const { result } = await done(hospital, '2204', { feedetail: [line('1', 'EXAMPLE-TEST-0001', 400), line('2', 'EXAMPLE-SCAN-0001', 200)] });
    assert.deepEqual(result.map(({ preselfpay_amt: first, inscp_scp_amt: scope }) => [first, scope]), [[0, 400], [30, 170]]);
    await refused('fee_line_twice', hospital, '2204', { feedetail: [line('1', 'EXAMPLE-TEST-0001', 400)] });
    const bill = { psn_no: who.psn_no, ...card, psn_type: '11', psn_name: '张三丰', med_type: '11', medfee_sumamt: 600,
      psn_setlway: '01', mdtrt_id: visit.mdtrt_id, chrg_bchno: 'B1', acct_used_flag: '1', insutype: '310' };
    const before = await done(hospital, '2206', { data: bill });
    const { setlinfo: info, setldetail: funds } = await done(hospital, '2207', { data: { ...bill,
      fulamt_ownpay_amt: 0, overlmt_selfpay: 0, preselfpay_amt: 30, inscp_scp_amt: 570 } });
    assert.equal(info.medfee_sumamt, 600);
    assert.equal(info.fund_pay_sumamt, before.setlinfo.fund_pay_sumamt);
    assert.equal(funds.reduce((sum, { fund_payamt: fen }) => sum + fen, 0), info.fund_pay_sumamt);
    await refused('visit_has_fees', hospital, '2202', { data: { psn_no: who.psn_no, mdtrt_id: visit.mdtrt_id, ipt_otp_no: 'M1' } });
    const fees = await done(hospital, '5204', { data: { psn_no: who.psn_no, setl_id: info.setl_id, mdtrt_id: visit.mdtrt_id } });
    assert.equal(fees.length, 2);
    const total = await done(hospital, '3201', { data: { insutype: '310', clr_type: '11', setl_optins: '441900',
      stmt_begndate: '2025-04-25', stmt_enddate: '2025-04-25', medfee_sumamt: 600, fund_pay_sumamt: info.fund_pay_sumamt,
      acct_pay: info.acct_pay, fixmedins_setl_cnt: 1, fixmedins_refd_setl_flag: '0' } });
    assert.equal(total.stmtinfo.stmt_rslt, '0', total.stmtinfo.stmt_rslt_dscr);
    const { setlinfo: back } = await done(hospital, '2208', { data: { setl_id: info.setl_id, mdtrt_id: visit.mdtrt_id, psn_no: who.psn_no } });
    assert.equal(back.medfee_sumamt, -600);
    assert.equal(back.pdn_cash_pay + info.psn_cash_pay, 0);
    assert.equal(await server.balance(who.person), 100_000);
    // What is open again goes with the visit, which some know by one number only.
    await done(hospital, '2202', { data: { psn_no: who.psn_no, mdtrt_id: visit.mdtrt_id, ipt_otp_no: visit.mdtrt_id } });
    await refused('visit_unknown', hospital, '2205', { data: { mdtrt_id: visit.mdtrt_id, chrg_bchno: '0000', psn_no: who.psn_no } });
  });

  it('refuses a suspended institution, and one of another kind', async () => {
    const other = await register('P44190000009', 'csb');
    await server.done('POST', `/v1/institutions/${other.code}/suspension`, { why: '稽核' }, { as: 'senior-441900' });
    await refused('institution_suspended', other, '9001', { signIn: { opter_no: '1', mac: 'm', ip: 'i' } });
    const who = await insured();
    await refused('transaction_not_offered', hospital, '2102', sale(who));
    const foreign = await server.post('/v1/institutions', { code: 'P33010000001', name: '外地', credit_code: creditCode(77), profile: 'csb' }, { as: 'senior-441900' });
    assert.equal(foreign.status, 403);
  });

  it('lets two tills have one balance once', async () => {
    const who = await insured(5_000);
    const sent = await Promise.all(Array.from({ length: 6 }, () => ask(pharmacy, '2102', sale(who))));
    const paid = sent.reduce((sum, { output }) => sum + Math.round(output.setlinfo.acct_pay * 100), 0);
    assert.equal(paid, 5_000);
    assert.equal(await server.balance(who.person), 0);
  });

  it('answers noise in its envelope, never as a fault', async () => {
    for (const body of ['', '{', '[]', 'null', '{"infno":1101}', '{"infno":"1101","msgid":"\\u0000"}',
      JSON.stringify(envelope(pharmacy, '1101', { data: [] })), JSON.stringify(envelope(pharmacy, '2102', { druginfo: 7, drugdetail: {} })),
      `{"input":${'['.repeat(200)}`, '{"infno":"1101","infno":"1101"}']) {
      const { status, json } = await post(service, csb(pharmacy, '1101'), body);
      assert.equal(status, 200, body);
      assert.equal(json.infcode, -1, body);
      assert.match(json.inf_refmsgid, /^441900\d{24}$/);  // whoever reads it: the place of who signed
    }
  });
});
