// What money a settlement may move, and whose: it is given back once, by the door it came in at; the
// fund's year is that of the care; a bill is that of the person's own insurance and of care that is
// settled here; and what a message says besides must not contradict who is there.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';
import { Till } from './provider_client.mjs';

const lastYear = '2025-12-30';
const newYear = '2026-01-02';

onEachEngine('provider money', (engine) => {
  let server;
  let pharmacy;
  let hospital;
  let serial = 0;

  before(async () => {
    server = await Server.fresh(engine, { today: lastYear });
    pharmacy = await Till.register(server);
    hospital = await Till.register(server, { kind: 'hospital' });
  });
  after(() => server?.remove());

  const certificate = (number, more = {}) => ({ data: { mdtrt_cert_type: '02', mdtrt_cert_no: number, card_sn: '',
    begntime: '', psn_cert_type: '01', certno: number, psn_name: '', ...more } });
  // Of somebody insured since autumn: with every month paid, or with so much in the account.
  const insured = async ({ fen = 0, number = identityNumber() } = {}) => {
    const person = await server.person({ identity_number: number, ...(fen && { fen }) });
    await server.history(person, { region: '441900', kind: 'flexible', base_fen: 600_000, started_on: '2025-10-01' });
    for (const month of fen ? [] : ['2025-10', '2025-11', '2025-12']) {
      await server.done('POST', `/v1/people/${person}/contributions`, { month });
    }
    const { baseinfo } = await pharmacy.done('1101', certificate(number));
    return { person, number, psn_no: baseinfo.psn_no };
  };
  const card = ({ psn_no, number }) => ({ psn_no, mdtrt_cert_type: '02', mdtrt_cert_no: number, card_sn: '',
    psn_cert_type: '01', certno: number, psn_type: '11', psn_name: '张三丰' });
  const sale = (who, more = {}) => ({ druginfo: { ...card(who), begntime: `${lastYear} 08:59:40`, medfee_sumamt: 60,
    invono: '', insutype: '310', dise_codg: '', dise_name: '', acct_used_flag: '1', med_type: '41', exp_content: '', ...more },
  drugdetail: [{ feedetl_sn: String(++serial), rxno: '', rx_circ_flag: '0', fee_ocur_time: `${lastYear} 08:59:40`,
    med_list_codg: 'EXAMPLE-DRUG-0002', medins_list_codg: 'A001', det_item_fee_sumamt: 60, cnt: 1, pric: 60 }] });
  const visit = async (who) => (await hospital.done('2201', { data: { ...card(who), insutype: '310',
    begntime: `${server.today} 08:50:00`, ipt_otp_no: `M${++serial}`, dept_code: '01', dept_name: '内科',
    caty: 'A03' } })).data.mdtrt_id;
  const fees = (who, mdtrt_id, amount, batch = 'B1') => hospital.done('2204', { feedetail: [{ feedetl_sn: String(++serial),
    mdtrt_id, psn_no: who.psn_no, chrg_bchno: batch, rx_circ_flag: '0', fee_ocur_time: `${server.today} 08:55:00`,
    med_list_codg: 'EXAMPLE-TEST-0001', medins_list_codg: 'X', det_item_fee_sumamt: amount, cnt: 1, pric: amount,
    bilg_dept_codg: '01', bilg_dept_name: '内科', bilg_dr_codg: 'D1', bilg_dr_name: '王五', hosp_appr_flag: '1' }] });
  const bill = (who, mdtrt_id, amount, more = {}) => ({ data: { ...card(who), med_type: '11', medfee_sumamt: amount,
    psn_setlway: '01', mdtrt_id, chrg_bchno: 'B1', acct_used_flag: '0', insutype: '310', fulamt_ownpay_amt: 0,
    overlmt_selfpay: 0, preselfpay_amt: 0, inscp_scp_amt: amount, ...more } });
  const settled = async (who, amount) => {
    const id = await visit(who);
    await fees(who, id, amount);
    return { id, ...(await hospital.done('2207', bill(who, id, amount))).setlinfo };
  };
  const back = (who, { setl_id, mdtrt_id, id = mdtrt_id }) => ({ data: { psn_no: who.psn_no, setl_id, mdtrt_id: id } });

  it('leaves the money of a settlement to the interface that settled it, and gives it back once', async () => {
    const who = await insured({ fen: 100_000 });
    const { setlinfo } = await pharmacy.done('2102', sale(who));
    assert.equal(await server.balance(who.person), 94_000);
    const till = { as: server.cashier(pharmacy.code) };
    const { postings } = await server.done('GET', `/v1/providers/${pharmacy.code}/day?on=${lastYear}`, undefined, till);
    assert.equal(postings[0].of_settlement, true);
    const path = `/v1/people/${who.person}/payments/${postings[0].id}/reversal`;
    const refused = await server.post(path, { provider: pharmacy.code }, till);
    assert.deepEqual([refused.status, refused.json.code], [409, 'payment_of_settlement']);
    assert.equal(await server.balance(who.person), 94_000);
    await pharmacy.done('2103', back(who, setlinfo));
    assert.equal(await server.balance(who.person), 100_000);
    assert.equal((await pharmacy.ask('2103', back(who, setlinfo))).infcode, -1);
    const again = await server.post(path, { provider: pharmacy.code }, till);
    assert.ok(again.status >= 400, JSON.stringify(again.json));
    assert.equal(await server.balance(who.person), 100_000);
  });

  // The table of 2208 names both kinds of institution as its sender, and the settlement is named by its number.
  it('takes a sale back by 2208 as by 2103', async () => {
    const who = await insured({ fen: 100_000 });
    for (const infno of ['2103', '2208']) {
      const { setlinfo } = await pharmacy.done('2102', sale(who));
      assert.equal(await server.balance(who.person), 94_000);
      await pharmacy.done(infno, back(who, setlinfo));
      assert.equal(await server.balance(who.person), 100_000, infno);
    }
  });

  it('gives a receipt of a settlement, with the fund\'s part and its sources, until it is taken back', async () => {
    const who = await insured();
    const one = await settled(who, 1000);
    assert.ok(one.fund_pay_sumamt > 0, JSON.stringify(one));
    const till = { as: server.cashier(hospital.code) };
    const day = `/v1/providers/${hospital.code}/settlements?on=${server.today}`;
    const rows = async () => (await server.done('GET', day, undefined, till)).settlements;
    const row = (await rows()).find(({ setl_id }) => setl_id === one.setl_id);
    assert.equal(row.fund_fen, Math.round(one.fund_pay_sumamt * 100));
    assert.match(row.name, /\*/);
    const path = `/v1/people/${row.person}/settlements/${row.settlement}/receipt`;
    const receipt = await server.done('POST', path, {}, till);
    const documents = `/v1/people/${who.person}/documents`;
    const same = await server.done('POST', documents, { kind: 'settlement_receipt', settlement: row.settlement });
    assert.equal(same.number, receipt.number);
    const { paper } = await server.done('GET', `${documents}/${same.document}`);
    const lines = Object.fromEntries(paper.blocks.flatMap((block) => block.lines ?? []).map((line) =>
      Array.isArray(line) ? line : [line.label, line.value]));
    const yuan = (amount) => amount.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
    assert.equal(lines['医疗费总额(元)'], '1,000.00');
    assert.equal(lines['统筹基金支付(元)'], yuan(one.fund_pay_sumamt));
    assert.equal(lines['本次计入起付线(元)'], yuan(one.act_pay_dedc));
    assert.equal(lines['个人账户支付(元)'], yuan(one.acct_pay));
    assert.equal(lines['现金支付(元)'], yuan(one.psn_cash_pay));
    assert.equal(lines['结算编号'], one.setl_id);
    assert.match(JSON.stringify(paper), /依据: .*起付/);
    const page = async () => (await fetch(server.url + receipt.verify)).text();
    assert.match(await page(), /真实,现在有效/);
    const other = await server.post(path, {}, { as: server.cashier(pharmacy.code) });
    assert.deepEqual([other.status, other.json.code], [403, 'other_institution']);
    const elsewhere = await server.get(day, { as: server.cashier(pharmacy.code) });
    assert.equal(elsewhere.status, 403);
    await hospital.done('2208', back(who, one));
    assert.match(await page(), /已作废/);
    const late = await server.post(path, {}, till);
    assert.deepEqual([late.status, late.json.code], [409, 'document_settlement_taken_back']);
    const reversal = (await rows()).find(({ is_reversal }) => is_reversal);
    const of_it = await server.post(path.replace(row.settlement, reversal.settlement), {}, till);
    assert.equal(of_it.json.code, 'document_no_settlement');
  });

  it('settles by the insurance that the person has and no other', async () => {
    const who = await insured();
    const id = await visit(who);
    await fees(who, id, 100);
    for (const insutype of ['320', '330', '340', '370', '390', '510']) {
      const told = await hospital.ask('2207', bill(who, id, 100, { insutype }));
      assert.equal(told.infcode, -1, insutype);
      assert.match(told.err_msg, /^\[insurance_differs\]/);
    }
    await hospital.done('2207', bill(who, id, 100));
  });

  it('settles here neither stays nor care of other funds, and chronic care only of a named disease', async () => {
    const who = await insured({ fen: 10_000 });
    const id = await visit(who);
    await fees(who, id, 100);
    for (const med_type of ['2101', '2102', '21303', '52']) {
      await hospital.refused('care_kind_not_settled_here', '2207', bill(who, id, 100, { med_type }));
    }
    await pharmacy.refused('care_kind_not_settled_here', '2102', sale(who, { med_type: '2101' }));
    await hospital.refused('chronic_disease_missing', '2207', bill(who, id, 100, { med_type: '14' }));
    await pharmacy.refused('chronic_disease_missing', '2102', sale(who, { med_type: '14' }));
    await hospital.done('2207', bill(who, id, 100));
  });

  it('knows who is there by the code alone, and by no code that it never gave', async () => {
    const who = await insured();
    await server.issueTokens({ own: ['--role', 'participant', '--person', who.person, '--channel', 'app'] });
    await server.done('POST', '/v1/me/consents', { topic: 'face', given: true }, { as: 'own' });
    await server.done('POST', `/v1/people/${who.person}/e-certificate`, { proof: 'passed' }, { as: 'own' });
    const { code } = await server.done('POST', `/v1/people/${who.person}/e-certificate/codes`, {}, { as: 'own' });
    const shown = (mdtrt_cert_no, more) => certificate('', { mdtrt_cert_type: '01', mdtrt_cert_no, ...more });
    const { baseinfo } = await pharmacy.done('1101', shown(code, { psn_cert_type: '' }));
    assert.equal(baseinfo.psn_no, who.psn_no);
    for (const certno of ['', who.number]) {
      const told = await pharmacy.ask('1101', shown('bogus', { certno }));
      assert.equal(told.infcode, -1, `a bogus code found somebody: ${JSON.stringify(told)}`);
    }
    const other = await insured();
    await pharmacy.refused('certificate_not_of_person', '2102',
      sale(who, { mdtrt_cert_type: '01', mdtrt_cert_no: code, certno: other.number }));
  });

  // 扫码挂号的, 结算时医院再次发送的是挂号时的动态码.
  it('takes the code that a visit was opened with again for the bill of that visit, and for nothing else', async () => {
    const who = await insured();
    const own = { as: 'scanning' };
    await server.issueTokens({ scanning: ['--role', 'participant', '--person', who.person, '--channel', 'app'] });
    await server.done('POST', '/v1/me/consents', { topic: 'face', given: true }, own);
    await server.done('POST', `/v1/people/${who.person}/e-certificate`, { proof: 'passed' }, own);
    const newCode = async () => (await server.done('POST', `/v1/people/${who.person}/e-certificate/codes`, {}, own)).code;
    const shown = (code) => ({ mdtrt_cert_type: '01', mdtrt_cert_no: code, psn_cert_type: '', certno: '' });
    const open = (code) => ({ data: { ...card(who), ...shown(code), insutype: '310', begntime: `${server.today} 08:50:00`,
      ipt_otp_no: `M${++serial}`, dept_code: '01', dept_name: '内科', caty: 'A03' } });
    const code = await newCode();
    const { data: { mdtrt_id } } = await hospital.done('2201', open(code));
    await fees(who, mdtrt_id, 100);
    await newCode();  // the app shows another every minute
    await hospital.done('2206', bill(who, mdtrt_id, 100, shown(code)));
    const { setlinfo } = await hospital.done('2207', bill(who, mdtrt_id, 100, shown(code)));
    assert.equal(setlinfo.mdtrt_cert_type, '01');
    // Once settled and taken back, the visit is settled anew.
    await hospital.done('2208', back(who, setlinfo));
    await hospital.done('2207', bill(who, mdtrt_id, 100, shown(code)));
    await hospital.refused('code_unknown', '2201', open(code));
    await pharmacy.refused('code_unknown', '2102', sale(who, shown(code)));
    const other = await visit(who);
    await fees(who, other, 50);
    await hospital.refused('code_unknown', '2207', bill(who, other, 50, shown(code)));
    // One that was opened by the identity card takes a code that nobody has used.
    const fresh = await newCode();
    await hospital.done('2207', bill(who, other, 50, shown(fresh)));
    const third = await visit(who);
    await fees(who, third, 50);
    await hospital.refused('code_used', '2207', bill(who, third, 50, shown(fresh)));
    const last = await newCode();
    const { data: { mdtrt_id: stopped } } = await hospital.done('2201', open(last));
    await fees(who, stopped, 50);
    await server.done('POST', `/v1/people/${who.person}/e-certificate/revocation`, {}, own);
    await hospital.refused('e_certificate_not_active', '2207', bill(who, stopped, 50, shown(last)));
  });

  it('pays nothing of a line that the hospital itself did not approve', async () => {
    const who = await insured();
    const amounts = [];
    for (const hosp_appr_flag of ['0', '1', '2']) {
      const { result: [line] } = await hospital.done('2204', { feedetail: [{ feedetl_sn: String(++serial), mdtrt_id: await visit(who), psn_no: who.psn_no,
        chrg_bchno: 'B1', rx_circ_flag: '0', fee_ocur_time: `${server.today} 08:55:00`, med_list_codg: 'EXAMPLE-TEST-0001', medins_list_codg: 'X',
        det_item_fee_sumamt: 100, cnt: 1, pric: 100, bilg_dept_codg: '01', bilg_dept_name: '内科', bilg_dr_codg: 'D1', bilg_dr_name: '王五', hosp_appr_flag }] });
      amounts.push([line.inscp_scp_amt, line.fulamt_ownpay_amt, line.chrgitm_lv]);
    }
    assert.deepEqual(amounts, [[100, 0, '01'], [100, 0, '01'], [0, 100, '03']]);
  });

  it('refuses a number or a name that is somebody else\'s', async () => {
    const who = await insured({ fen: 10_000 });
    const other = await insured();
    await pharmacy.refused('certificate_not_of_person', '1101', certificate(who.number, { certno: other.number }));
    await pharmacy.refused('certificate_not_of_person', '2102', sale(who, { certno: other.number }));
    await pharmacy.refused('certificate_not_of_person', '2102', sale(who, { mdtrt_cert_no: other.number }));
    await pharmacy.refused('name_differs', '2102', sale(who, { psn_name: '李四' }));
    assert.equal(await server.balance(who.person), 10_000);
    await pharmacy.done('2102', sale(who));
  });

  it('reads a small x as the X of a number', async () => {
    let number = identityNumber();
    while (!number.endsWith('X')) number = identityNumber();
    const who = await insured({ fen: 10_000, number });
    const small = number.toLowerCase();
    assert.equal((await pharmacy.done('1101', certificate(small))).baseinfo.psn_no, who.psn_no);
    await pharmacy.done('2102', sale(who, { mdtrt_cert_no: small, certno: small }));
  });

  it('takes back a settlement only of the visit that is named with it', async () => {
    const who = await insured();
    const one = await settled(who, 400);
    const other = await visit(who);
    await hospital.refused('settlement_of_other_visit', '2208', back(who, { ...one, id: other }));
    await hospital.refused('settlement_of_other_visit', '5203', back(who, { ...one, id: other }));
    await hospital.done('2208', back(who, one));
  });

  // Last: the year ends.
  it('counts deductible and ceiling by the year of care, and a reversal in the year of its original', async () => {
    const [late, full, light] = [await insured(), await insured(), await insured()];
    const id = await visit(late);
    for (const batch of ['B1', 'B2']) await fees(late, id, 1_000, batch);
    const ofLastYear = await settled(full, 400);
    assert.equal(ofLastYear.act_pay_dedc, 300);
    const other = await settled(light, 1_000);
    const buyer = await insured({ fen: 10_000 });
    const message = pharmacy.envelope('2102', sale(buyer));
    const first = (await pharmacy.send(message)).json;
    assert.equal(first.infcode, 0, first.err_msg);

    await server.stop();
    server.today = newYear;
    await server.start();
    for (const { person } of [late, full, light]) {
      await server.done('POST', `/v1/people/${person}/contributions`, { month: '2026-01' });
    }
    // The message of last year gets the answer of last year.
    const again = (await pharmacy.send(message)).json;
    assert.deepEqual([again.inf_refmsgid, again.output], [first.inf_refmsgid, first.output]);
    assert.equal(await server.balance(buyer.person), 4_000);
    // One stay, settled in two years: its care is of one, and so is its deductible.
    const batch = async (name) => (await hospital.done('2207', bill(late, id, 1_000, { chrg_bchno: name }))).setlinfo.act_pay_dedc;
    assert.deepEqual([await batch('B1'), await batch('B2')], [300, 0]);
    assert.equal((await settled(late, 1_000)).act_pay_dedc, 300);
    // What is taken back of last year gives nothing to this one.
    assert.equal((await settled(full, 400)).act_pay_dedc, 300);
    await hospital.done('2208', back(full, ofLastYear));
    assert.equal((await settled(full, 400)).act_pay_dedc, 0);
    await hospital.done('2208', back(light, other));
    assert.equal((await settled(light, 1_000)).act_pay_dedc, 300);
    await server.stop();
    assert.doesNotThrow(() => server.run('verify', '--today', newYear));
    await server.start();
  });
});
