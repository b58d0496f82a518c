// Messages in the forms in which hospital and pharmacy systems of other makers were seen to send them:
// headers, encodings, numbers, codes, fields left away or added. Facts about forms; the people and the
// numbers are made up here.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
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
    // A price and a quantity that were divided, as a program prints them.
    for (const [amount, cnt, pric] of [[10, 3, 10 / 3], [10, 3, '3.33333333'], [10, 1 / 3, 30], [10, '0.3333333333', '30.0'], [1000, 1 / 3, 3000]]) {
      const input = sale(who, { amount, own: 0 });
      Object.assign(input.drugdetail[0], { cnt, pric });
      assert.equal((await csb.done('2101', input)).setlinfo.medfee_sumamt, amount, `${cnt} by ${pric}`);
    }
    // What is settled is as exact as it is sent.
    const finer = sale(who, { amount: 10.005, own: 0 });
    const { err_msg: why } = await csb.refused('field_too_fine', '2101', finer);
    assert.match(why, /det_item_fee_sumamt.*小数超过 2 位/);
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

  // A front machine (前置机) signs for its hospital in the hospital's own network: the system behind it
  // posts the same paths with no header of the gateway, as plain text.
  it('knows an institution that does not sign on the paths of those that do', async () => {
    const body = JSON.stringify(web.envelope('1101', { data: read1101() }));
    for (const path of ['/fsi/api/rsfComIfsService/callService', '/fsi/api/rsfComIfsService/callService/', '/fsi/api/rsfComIfsService/callService/1101']) {
      done('1101', await post(path, { 'Content-Type': 'text/plain' }, body));
    }
    // Whoever is registered with a key must sign, and so must a stranger.
    for (const text of [JSON.stringify(csb.envelope('1101', { data: read1101() })), JSON.stringify({ ...web.envelope('1101', {}), fixmedins_code: 'P44190088888' }), '{', '']) {
      const answer = await fetch(`${server.providers}/fsi/api/rsfComIfsService/callService`, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: text });
      assert.deepEqual([answer.status, await answer.json()], [200, { code: 401, message: '缺少服务网关的请求头!' }]);
    }
    // The name of the code in any case, and blanks around it, as everywhere in an envelope.
    for (const spelled of [{ Fixmedins_Code: web.code }, { fixmedins_code: ` ${web.code} ` }]) {
      const { fixmedins_code: unused, ...others } = web.envelope('9001', { signIn: { opter_no: '1', mac: 'm', ip: 'i' } });
      const answer = await fetch(`${server.providers}/fsi/api/rsfComIfsService/callService`, { method: 'POST', body: JSON.stringify({ ...others, ...spelled }) });
      assert.equal((await answer.json()).infcode, 0, JSON.stringify(spelled));
    }
    // One header of the gateway is a claim, and an incomplete one.
    const partly = await fetch(`${server.providers}/fsi/api/rsfComIfsService/callService`, { method: 'POST', headers: { _api_name: '1101' }, body });
    assert.deepEqual([partly.status, (await partly.json()).code], [200, 401]);
  });

  // The makers' own example of an upload: a form of two parts, the envelope as `jsonStr` and the file;
  // the download comes as a stream, an error as text.
  it('takes a file as a form, and gives it back as a stream', async () => {
    const path = '/fsi/api/rsfComIfsService/callService';
    const bytes = Buffer.from([0x50, 0x4b, 3, 4, 13, 10, 0x2d, 0x2d, 0, 255, 13, 10]);
    const upload = (msgid) => {
      const form = new FormData();
      const text = { ...web.envelope('9101', { fsUploadIn: { fixmedins_code: web.code, filename: '' } }), msgid };
      form.set('jsonStr', JSON.stringify(text));
      form.set('file', new Blob([bytes], { type: 'application/octet-stream' }), 'detail.zip');
      return fetch(server.providers + path, { method: 'POST', body: form }).then((answer) => answer.json());
    };
    const first = await upload('FORM1');
    const { file_qury_no: number, filename } = done('9101', first);
    assert.equal(filename, 'detail.zip');
    // Its text in the other encoding, and with a mark before it.
    for (const [msgid, bytesOf] of [['FORM2', (text) => Buffer.concat([Buffer.from([0xEF, 0xBB, 0xBF]), Buffer.from(text)])],
      ['FORM3', (text) => Buffer.from(text.replace('示例机构', '\u0001')).toString('latin1').split('\u0001')
        .reduce((all, part, i) => Buffer.concat([all, ...(i > 0 ? [Buffer.from([0xCA, 0xBE, 0xC0, 0xFD])] : []), Buffer.from(part, 'latin1')]), Buffer.alloc(0))]]) {
      const text = JSON.stringify({ ...web.envelope('9101', { fsUploadIn: { fixmedins_code: web.code, filename: 'x' } }), msgid, opter_name: 'a' });
      const part = (name, more, content) => Buffer.concat([Buffer.from(`--B\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`), content, Buffer.from('\r\n')]);
      const answer = await fetch(server.providers + path, { method: 'POST', headers: { 'Content-Type': 'multipart/form-data; boundary=B' },
        body: Buffer.concat([part('jsonStr', '', bytesOf(text)), part('file', '; filename="detail.zip"', bytes), Buffer.from('--B--\r\n')]) });
      done('9101', await answer.json());
    }
    // Another boundary, the same message: the stored answer.
    assert.equal((await upload('FORM1')).inf_refmsgid, first.inf_refmsgid);
    const ask = (more) => fetch(server.providers + path, { method: 'POST', headers: { 'Content-Type': 'text/plain' },
      body: JSON.stringify(web.envelope('9102', { fsDownloadIn: { file_qury_no: number, filename, fixmedins_code: web.code, ...more } })) });
    const file = await ask();
    assert.match(file.headers.get('content-type'), /application\/octet-stream/);
    assert.deepEqual(Buffer.from(await file.arrayBuffer()), bytes);
    // What the tables have for lists of the nation, some send for every file.
    assert.deepEqual(Buffer.from(await (await ask({ fixmedins_code: 'plc' })).arrayBuffer()), bytes);
    // The name under which they will keep it: the number says which file it is.
    for (const name of ['plc', 'outputfile.zip']) {
      assert.deepEqual(Buffer.from(await (await ask({ filename: name })).arrayBuffer()), bytes, name);
    }
    // Some see that it failed by one word in what they would keep as the file, whatever was wrong.
    for (const [more, code] of [[{ file_qury_no: '1' }, 'file_unknown'], [{ file_qury_no: '' }, 'field_missing']]) {
      const none = await ask(more);
      assert.match(none.headers.get('content-type'), /application\/json/);
      const told = await none.json();
      assert.equal(told.infcode, -1);
      assert.match(told.err_msg, new RegExp(`^\\[${code}\\] error: `));
    }
    const elsewhere = await web.ask('2208', { data: { setl_id: '1', mdtrt_id: '1', psn_no: '1' } });
    assert.doesNotMatch(elsewhere.err_msg, /error/);
  });

  // 江西, C#: the doubled & of the printed example, a short serial, a number as opter_type, the input as
  // a text without its node.
  it('takes a signature over the doubled &, and the sign-in of such a client', async () => {
    const { access_key: key, secret } = csb.institution;
    const headersFor = (infno, time, version = '1.0.0') => ({ 'Content-Type': 'application/json;charset=utf-8', _api_name: infno,
      _api_version: version, _api_timestamp: time, _api_access_key: key,
      _api_signature: createHmac('sha1', secret).update(`_api_access_key=${key}&_api_name=${infno}&_api_timestamp=${time}&&_api_version=${version}`).digest('base64') });
    const body = { ...csb.envelope('9001', JSON.stringify({ opter_no: '0007', mac: '00:16:3E:00:00:01', ip: '10.0.0.7' })),
      msgid: `${csb.code}2025042509000017`, insuplc_admdvs: '', recer_sys_code: 'his', opter_type: 1 };
    const path = '/fsi/api/rsfComIfsService/callService';
    const { signinoutb } = done('9001', await post(path, headersFor('9001', String(server.now())), JSON.stringify(body)));
    assert.ok(signinoutb.sign_no);
    // Seconds where milliseconds are meant.
    const asked = { ...csb.envelope('1101', { data: read1101() }), sign_no: signinoutb.sign_no, opter_type: 1 };
    done('1101', await post(path, headersFor('1101', String(Math.floor(server.now() / 1000)), '1.0'), JSON.stringify(asked)));
  });

  // 广东: the platform's older header names, and a digest in capitals.
  it('takes the platform\'s older headers, capitals, and a slash behind the path', async () => {
    const { access_key: key, secret } = tif.institution;
    for (const [prefix, unit, write] of [['x-rio', 1000, (digest) => digest.toUpperCase()], ['X-Rio', 1000, (digest) => digest], ['x-tif', 1, (digest) => digest.toUpperCase()]]) {
      const time = String(Math.floor(server.now() / unit));
      const nonce = '0b9c6f0e-6c58-4b8e-9d6b-8a1d6a1f0c11';
      const headers = { 'Content-Type': 'text/plain', [`${prefix}-paasid`]: key, [`${prefix}-timestamp`]: time, [`${prefix}-nonce`]: nonce,
        [`${prefix}-signature`]: write(createHash('sha256').update(time + secret + nonce + time).digest('hex')) };
      const body = JSON.stringify({ ...tif.envelope('1101', { data: read1101() }), recer_admdvs: '01' });
      done('1101', await post('/ebus/gdyb_inf/poc/hsa/hgs/1101/', headers, body));
    }
  });

  // fastjson2, OkHttp: what is empty is left away, the input is a text, a signature of SM2 in cainfo.
  it('takes an envelope of only what is needed', async () => {
    const { infno, msgid, mdtrtarea_admvs, recer_sys_code, infver, opter_type, opter, opter_name, inf_time, fixmedins_code, fixmedins_name } = csb.envelope('1101', {});
    const body = { infno, msgid, mdtrtarea_admvs, recer_sys_code, infver, opter_type, opter, opter_name, inf_time, fixmedins_code, fixmedins_name,
      input: JSON.stringify({ data: read1101() }), cainfo: Buffer.alloc(64, 7).toString('base64') };
    done('1101', (await csb.send(body)).json);
  });

  // Newtonsoft writes a DateTime with parts of a second and its zone.
  it('takes times as serialisers write them', async () => {
    for (const time of ['2025-04-25T08:59:40', '2025-04-25T08:59:40.1234567+08:00', '2025-04-25 08:59:40.0', '2025-04-25T08:59:40+08:00']) {
      const input = sale(who, { amount: 2, own: 0 });
      input.druginfo.begntime = time;
      for (const row of input.drugdetail) row.fee_ocur_time = time;
      await csb.done('2101', input);
    }
    // .NET on a Chinese Windows; fastjson, of a date of Java: the moment is the same in each.
    const shown = async (time) => {
      const { setlinfo } = await csb.done('2102', { ...sale(who, { amount: 2, own: 0 }), druginfo: { ...sale(who, { amount: 2, own: 0 }).druginfo, begntime: time } }, { inf_time: time });
      const { setlinfo: kept } = await csb.done('5203', { data: { psn_no: who.psn_no, setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id } });
      return kept.begndate;
    };
    for (const time of ['2025/4/24 9:05:03', '2025/04/24 23:59:59', '2025/4/24', Date.parse('2025-04-24T00:00:00+08:00'), String(Date.parse('2025-04-24T23:59:59+08:00')), '2025-04-24 09:05:03.123']) {
      assert.equal(await shown(time), '2025-04-24', time);
    }
    const far = sale(who, { amount: 2, own: 0 });
    far.druginfo.begntime = '2025-04-25T08:59:40Z';  // of another zone
    await csb.refused('field_not_date', '2101', far);
  });

  // 1901: the member's name as its answer has it, in any case; the list in capitals; no parent, as of
  // a list of the top level.
  it('takes the dictionary in the ways in which it is asked for', async () => {
    const input = (type, parent, valid) => ({ data: { type, ...parent, admdvs: '441900', date: '2025-04-25', ...valid } });
    const { list } = await csb.done('1901', input('insutype', { parent_value: '0' }, { Vali_Flag: '1' }));
    assert.ok(list.some(({ value }) => value === '310'));
    const values = list.map(({ value }) => value);
    for (const type of ['insutype', 'INSUTYPE', 'Insutype']) {
      for (const parent of [{ parentValue: '' }, { parentValue: '0' }, { parent_value: '' }, {}]) {
        for (const valid of [{ vali_Flag: '1' }, { valiFlag: '1' }, { Vali_Flag: '1' }]) {
          const told = await csb.done('1901', input(type, parent, valid));
          assert.deepEqual(told.list.map(({ value }) => value), values, JSON.stringify([type, parent, valid]));
        }
      }
    }
    assert.deepEqual(await csb.done('1901', input('INSUTYPE', {}, { valiFlag: '0' })), { list: [] });
    await csb.refused('dictionary_unknown', '1901', input('INSUTYPES', {}, { valiFlag: '1' }));
  });

  // PowerBuilder and older Delphi systems send the system's own code page.
  it('takes a message in GB18030', async () => {
    const text = JSON.stringify({ ...csb.envelope('1101', { data: read1101() }), opter_name: '##' , fixmedins_name: 'A' });
    const [before, behind] = text.split('##');
    const body = Buffer.concat([Buffer.from(before), Buffer.from([0xc0, 0xee, 0xcb, 0xc4]), Buffer.from(behind)]);  // 李四
    const headers = { ...csb.headers('1101'), 'Content-Type': 'application/json; charset=GBK' };
    done('1101', await post('/fsi/api/rsfComIfsService/callService', headers, body));
    const broken = Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xff]), Buffer.from(behind)]);
    assert.match((await post('/fsi/api/rsfComIfsService/callService', csb.headers('1101'), broken)).err_msg, /^\[body_not_json\]/);
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
    await csb.refused('fee_line_not_above_zero', '2102', negative);
    const huge = sale(who, { amount: 9_999_999_999, own: 0 });
    await csb.refused('fee_line_too_large', '2102', huge);
    await csb.refused('field_not_number', '2102', sale(who, { amount: 99_999_999_999_999, own: 0 }));
  });
});
