// Messages in the forms in which hospital and pharmacy systems of other makers were seen to send them:
// headers, encodings, numbers, codes, fields left away or added. Facts about forms; the people and the
// numbers are made up here.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import net from 'node:net';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';
import { Till, faultsOf, headersOf, sale } from './provider_client.mjs';

onEachEngine('provider clients', (engine) => {
  let server;
  let csb;
  let tif;
  let web;
  let who;

  before(async () => {
    server = await Server.fresh(engine);
    [csb, tif, web] = await Promise.all([
      Till.register(server), Till.register(server, { kind: 'hospital', profile: 'tif' }), Till.register(server, { kind: 'hospital', profile: 'web' })]);
    const number = identityNumber();
    const person = await server.person({ identity_number: number, fen: 100_000 });
    await server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
    who = { person, ...await csb.read(number) };
  });
  after(() => server?.remove());

  const post = async (path, headers, body) => {
    const answer = await fetch(server.providers + path, { method: 'POST', headers, body });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  };
  const done = (infno, answer) => {
    assert.equal(answer.infcode, 0, answer.err_msg);
    assert.deepEqual(faultsOf(infno, answer), []);
    return answer.output;
  };
  // Bytes on the wire, and everything that came back until the answer was whole.
  const wire = async (...parts) => {
    const { hostname, port } = new URL(server.providers);
    return new Promise((resolve, reject) => {
      const socket = net.connect(Number(port), hostname, () => socket.write(parts.shift()));
      let text = '';
      socket.setTimeout(5_000, () => reject(new Error(`nothing more came: ${text}`)));
      socket.on('error', reject);
      socket.on('data', (data) => {
        text += data;
        if (parts.length > 0) socket.write(parts.shift());
        else if (/"output":.*\}\s*$/s.test(text)) { socket.destroy(); resolve(text); }
      });
    });
  };
  const read1101 = (more = {}) => ({ mdtrt_cert_type: '02', mdtrt_cert_no: who.number, card_sn: '', begntime: '',
    psn_cert_type: '1', certno: '', psn_name: '', ...more });

  // 广东: a nonce of any length, header names in any case, text/plain without a character set.
  it('takes the Guangdong gateway\'s headers as they come', async () => {
    for (const [nonce, type] of [['a8Kd0Z', 'text/plain'], ['18c2f0a1b2c-a3f9', 'application/json'], ['x'.repeat(32), 'application/json;charset=utf-8']]) {
      const time = String(Math.floor(server.now() / 1000));
      const { access_key: key, secret } = tif.institution;
      const headers = { 'X-Tif-PaasId': key, 'x-tif-timestamp': time, 'X-TIF-Nonce': nonce, 'Content-Type': type,
        'x-tif-signature': createHash('sha256').update(time + secret + nonce + time).digest('hex') };
      const body = { ...tif.envelope('1101', { data: read1101({ begntime: '2025-04-25 09:00:00' }) }), signtype: 'SM3', recer_admvs: '441900', recer_sys_code: '01' };
      const output = done('1101', await post('/ebus/gdyb_api/prd/hsa/hgs/1101', headers, JSON.stringify(body)));
      assert.equal(output.baseinfo.psn_no, who.psn_no);
    }
  });

  // Systems that fill every member, with null where there is nothing, and add members of their own.
  it('takes null for nothing, and members that it does not know', async () => {
    const body = { ...csb.envelope('1101', { data: { ...read1101(), card_sn: null, certno: null, psn_name: 'NULL', begntime: 'null', expContent: null } }),
      fixmedins_soft_fcty: '某软件公司', enc_type: null, recer_admdvs: '', sign_no: null, cainfo: null };
    done('1101', (await csb.send(body)).json);
  });

  // The number of a message: institution, milliseconds, one digit more; a UUID without its dashes.
  it('takes numbers of messages in other forms', async () => {
    for (const msgid of [`${csb.code}202504250900001231`, 'f47ac10b58cc4372a5670e02b2c3d4', 'test_1101_20250425090000']) {
      done('1101', (await csb.send({ ...csb.envelope('1101', { data: read1101() }), msgid })).json);
    }
  });

  it('takes the fields without their node, and a short region', async () => {
    const body = { ...csb.envelope('1101', read1101()), mdtrtarea_admvs: '4419', insuplc_admdvs: '4419', inf_time: '20250425090000' };
    done('1101', (await csb.send(body)).json);
  });

  it('takes an input that is a text of JSON', async () => {
    done('1101', (await csb.send(csb.envelope('1101', JSON.stringify({ data: read1101() })))).json);
  });

  // 四川, 广西, 山西: no signature, a path by vendor.
  it('answers the web paths of several vendors', async () => {
    for (const path of ['/mss/web/api/fsi/callService', '/mbs-fsi/web/api/fsi/callService', '/mbs-hiIntf-nanning/web/api/fsi/callService', '/mbs-fsi-jc/web/api/fsi/callService']) {
      const body = JSON.stringify(web.envelope('1101', { data: read1101() }));
      done('1101', await post(path, { 'Content-Type': 'application/json' }, body));
    }
  });

  it('takes amounts as texts, as numbers, with zeros and exponents', async () => {
    for (const write of [(fee) => String(fee), (fee) => fee.toFixed(2), (fee) => `${fee.toFixed(2)}0000`, (fee) => fee, (fee) => fee.toExponential()]) {
      const input = sale(who, { amount: 3, own: 0 });
      input.druginfo.medfee_sumamt = write(3);
      for (const row of input.drugdetail) Object.assign(row, { det_item_fee_sumamt: write(3), cnt: '1.0000', pric: write(3), prd_days: '' });
      const { setlinfo } = await csb.done('2102', input);
      assert.equal(setlinfo.medfee_sumamt, 3);
    }
    const sums = sale(who, { amount: 12.3, own: 3.5 });
    sums.druginfo.medfee_sumamt = 12.3 + 3.5;  // 15.799999999999999
    assert.equal((await csb.done('2101', sums)).setlinfo.medfee_sumamt, 15.8);
    // A library that writes doubles: 12500000.5 is 1.25000005E7.
    const body = JSON.stringify(csb.envelope('2101', sale(who, { amount: 125, own: 0 }))).replaceAll(':125', ':1.25E2');
    const { json } = await csb.post('2101', body);
    assert.equal(done('2101', json).setlinfo.medfee_sumamt, 125);
  });

  it('takes flags of two digits, days without time, texts with blanks and line breaks', async () => {
    const input = sale(who, { amount: 4, own: 0 });
    Object.assign(input.druginfo, { acct_used_flag: '01', psn_cert_type: '1 ', begntime: '2025-04-25', certno: `${who.number}  `, dise_name: '感冒\r\n发热' });
    for (const row of input.drugdetail) Object.assign(row, { fee_ocur_time: '2025-04-25', rx_circ_flag: 0, medins_list_codg: 'A001      ' });
    await csb.done('2102', input);
  });

  // 湖南: a bill is settled without what the till does not know; numbers that are empty are nought.
  it('settles a visit whose parts were left empty', async () => {
    const card = { mdtrt_cert_type: '02', mdtrt_cert_no: who.number, card_sn: '', psn_cert_type: '01', certno: who.number };
    const { data: visit } = await web.done('2201', { data: { psn_no: who.psn_no, insutype: '310', begntime: '2025-04-25 08:50:00', ...card,
      psn_type: '11', psn_name: '张三丰', ipt_otp_no: 'HN1', atddr_no: '', dr_name: '', dept_code: '01', dept_name: '内科', caty: 'A03' } });
    await web.done('2204', { feedetail: { feedetl_sn: 1, mdtrt_id: visit.mdtrt_id, psn_no: who.psn_no, chrg_bchno: '0', rx_circ_flag: '0',
      fee_ocur_time: '2025-04-25 08:55:00', med_list_codg: 'EXAMPLE-TEST-0001', medins_list_codg: 'X', det_item_fee_sumamt: 40, cnt: 1, pric: 40,
      bilg_dept_codg: '01', bilg_dept_name: '内科', bilg_dr_codg: 'D1', bilg_dr_name: '王五', hosp_appr_flag: '1' } });  // one row without its list
    const { setlinfo } = await web.done('2207', { data: { psn_no: who.psn_no, ...card, med_type: '11', medfee_sumamt: 40, psn_setlway: '01',
      mdtrt_id: visit.mdtrt_id, chrg_bchno: '0', insutype: '310', acct_used_flag: '1', invono: '', fulamt_ownpay_amt: '', overlmt_selfpay: '',
      preselfpay_amt: '', inscp_scp_amt: '', pub_hosp_rfom_flag: '' } });
    const { setlinfo: back } = await web.done('2208', { data: { setl_id: setlinfo.setl_id, mdtrt_id: visit.mdtrt_id, psn_no: who.psn_no } });
    assert.equal(back.psn_cash_pay, back.pdn_cash_pay);  // read under either name
  });

  // .NET asks before it sends a body; others send it in chunks; one says which encoding its text has.
  it('speaks HTTP as other makers\' libraries do', async () => {
    const body = JSON.stringify(csb.envelope('1101', { data: read1101() }));
    const head = (more) => `POST /fsi/api/rsfComIfsService/callService HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${
      Object.entries({ ...headersOf('csb', csb.institution, '1101', server.now()), ...more }).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
    const length = Buffer.byteLength(body);
    const asked = await wire(head({ Expect: '100-continue', 'Content-Length': length }), body);
    assert.match(asked, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/);
    const half = Math.floor(length / 2);
    const bytes = Buffer.from(body);
    const chunks = [bytes.subarray(0, half), bytes.subarray(half)].map((part) => Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]));
    const chunked = await wire(Buffer.concat([Buffer.from(head({ 'Transfer-Encoding': 'chunked' })), ...chunks, Buffer.from('0\r\n\r\n')]));
    assert.match(chunked, /"infcode":0/);
    const encoded = await wire(head({ 'Content-Encoding': 'UTF-8', 'Content-Length': length, Accept: 'application/json' }) + body);
    assert.match(encoded, /"infcode":0/);
    const marked = await csb.post('1101', `\uFEFF${JSON.stringify(csb.envelope('1101', { data: read1101() }))}`);
    assert.equal(marked.json.infcode, 0, marked.json.err_msg);
  });

  it('still refuses what is wrong in any form', async () => {
    await csb.refused('field_code_unknown', '1101', { data: read1101({ mdtrt_cert_type: '9' }) });
    await csb.refused('field_not_number', '2102', { ...sale(who), druginfo: { ...sale(who).druginfo, medfee_sumamt: '12,50' } });
    await csb.refused('body_not_json', '1101', '{');
    const negative = sale(who, { amount: -5, own: 0 });
    await csb.refused('fee_line_amount_differs', '2102', negative);
    const huge = sale(who, { amount: 9_999_999_999, own: 0 });
    await csb.refused('fee_line_amount_differs', '2102', huge);
    await csb.refused('field_not_number', '2102', sale(who, { amount: 99_999_999_999_999, own: 0 }));
  });
});
