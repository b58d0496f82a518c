// What the systems of hospitals and pharmacies that exist already need of the interface: fields that their
// version of the document did not know, a reversal that overtakes its settlement, totals without what was
// taken back, the hint at the first use of a card, lines told as they were sent.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine, picture } from './harness.mjs';
import { Till, sale } from './provider_client.mjs';

const today = '2025-04-25';
const papers = ['identity_document', 'identity_document_copy', 'social_security_card'];

onEachEngine('provider his', (engine) => {
  let server;
  let pharmacy;
  let hospital;
  let serial = 0;

  before(async () => {
    server = await Server.fresh(engine, { today });
    await server.issueTokens({ bank: ['--role', 'bank', '--id', '104'] });
    [pharmacy, hospital] = await Promise.all([Till.register(server), Till.register(server, { kind: 'hospital' })]);
  });
  after(() => server?.remove());

  async function insured(fen = 100_000) {
    const number = identityNumber();
    const person = await server.person({ identity_number: number, fen });
    await server.history(person, { region: '441900', kind: 'flexible', base_fen: 600_000, started_on: '2025-01-01' });
    for (const month of ['2025-01', '2025-02', '2025-03', '2025-04']) await server.done('POST', `/v1/people/${person}/contributions`, { month }, { as: 'officer-441900' });
    return { person, ...await pharmacy.read(number), balance: await server.balance(person) };
  }
  // As clients of the earlier version name a person: no psn_cert_type, certno, psn_type, psn_name.
  const who = ({ psn_no, number }) => ({ psn_no, mdtrt_cert_type: '02', mdtrt_cert_no: number });
  const register = async (person, more = {}) => (await hospital.done('2201', { data: { ...who(person), insutype: '310',
    begntime: `${today} 08:50:00`, ipt_otp_no: `M${++serial}`, atddr_no: 'D1', dr_name: '王五', dept_code: 'A02', dept_name: '全科', caty: 'A02', ...more } })).data;
  const line = (person, mdtrt_id, item, amount, more = {}) => ({ feedetl_sn: String(++serial), mdtrt_id, psn_no: person.psn_no,
    chrg_bchno: 'B1', rxno: 'RX7', rx_circ_flag: '0', fee_ocur_time: `${today} 08:55:00`, med_list_codg: item, medins_list_codg: 'X9',
    det_item_fee_sumamt: amount, cnt: 1, pric: amount, bilg_dept_codg: '01', bilg_dept_name: '内科', bilg_dr_codg: 'D1',
    bilg_dr_name: '王五', hosp_appr_flag: '1', ...more });
  const bill = (person, mdtrt_id, amount, more = {}) => ({ data: { ...who(person), med_type: '11', medfee_sumamt: amount, psn_setlway: '01',
    mdtrt_id, chrg_bchno: 'B1', acct_used_flag: '01', insutype: '310', expContent: '', invono: '', ...more } });
  const total = (more) => ({ data: { insutype: '310', clr_type: '41', setl_optins: '441900', stmt_begndate: `${today} 00:00:00`,
    stmt_enddate: `${today} 23:59:59`, medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: 0, ...more } });

  it('takes visits and sales of the earlier version of the document (R34)', async () => {
    const person = await insured();
    const { mdtrt_id } = await register(person);
    await hospital.done('2204', { feedetail: [line(person, mdtrt_id, 'EXAMPLE-DRUG-0002', 100)] });
    await hospital.done('2206', bill(person, mdtrt_id, 100));
    const { setlinfo } = await hospital.done('2207', bill(person, mdtrt_id, 100));
    assert.deepEqual([setlinfo.preselfpay_amt, setlinfo.inscp_scp_amt, setlinfo.exp_content], [10, 90, '']);
    const sold = sale(person, { amount: 10, own: 0 });
    for (const name of ['psn_cert_type', 'certno', 'psn_type', 'psn_name', 'card_sn', 'exp_content']) delete sold.druginfo[name];
    await pharmacy.done('2102', sold);
    // What is sent is compared all the same.
    const other = identityNumber();
    await hospital.refused('certificate_not_of_person', '2201', { data: { ...who(person), certno: other, insutype: '310', begntime: today,
      ipt_otp_no: 'Z1', dept_code: '1', dept_name: '1', caty: 'A02' } });
    await pharmacy.refused('name_differs', '2102', { ...sold, druginfo: { ...sold.druginfo, psn_name: '李四' } });
  });

  it('tells where the four amounts divide the bill in another way, and settles it', async () => {
    const amounts = { fulamt_ownpay_amt: 0, overlmt_selfpay: 0, preselfpay_amt: 10, inscp_scp_amt: 90 };
    for (const [said, told] of [[amounts, ''], [{ ...amounts, preselfpay_amt: 0, inscp_scp_amt: 100 }, /先行自付 10\.00、符合范围 90\.00/],
      [{ fulamt_ownpay_amt: 0, overlmt_selfpay: '0', preselfpay_amt: '', inscp_scp_amt: '0.00' }, '']]) {
      const person = await insured();
      const { mdtrt_id } = await register(person);
      await hospital.done('2204', { feedetail: [line(person, mdtrt_id, 'EXAMPLE-DRUG-0002', 100)] });
      const { setlinfo } = await hospital.done('2207', bill(person, mdtrt_id, 100, said));
      if (told === '') assert.equal(setlinfo.exp_content, ''); else assert.match(setlinfo.exp_content, told);
    }
  });

  it('finds a citizen whom a client calls by another kind of document (R37)', async () => {
    const person = await insured();
    for (const kind of ['02', '2', '1', '']) {
      const { baseinfo } = await hospital.done('1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: person.number, psn_cert_type: kind } });
      assert.equal(baseinfo.psn_no, person.psn_no);
    }
  });

  it('balances a day without what was taken back, and with it (3201: R35, R36)', async () => {
    const till = await Till.register(server);
    const person = await insured();
    for (const amount of [30, 20]) await till.done('2102', sale(person, { amount, own: 0 }));
    const { setlinfo: taken } = await till.done('2102', sale(person, { amount: 5, own: 0 }));
    await till.done('2103', { data: { psn_no: person.psn_no, setl_id: taken.setl_id, mdtrt_id: taken.mdtrt_id } });
    const net = { medfee_sumamt: 50, acct_pay: 50, fixmedins_setl_cnt: 4 };
    const gross = { medfee_sumamt: '55.00', acct_pay: '55', fixmedins_setl_cnt: '3' };
    const standing = { medfee_sumamt: '50.00', acct_pay: '50', fixmedins_setl_cnt: '2' };
    const level = async (more) => (await till.done('3201', total(more))).stmtinfo.stmt_rslt === '0';
    for (const flag of [{}, { refd_setl_flag: '' }, { refd_setl_flag: null }, { REFD_SETL_FLAG: '1' }, { refd_setl_flag: '1', fixmedins_refd_setl_flag: '1' }]) {
      assert.equal(await level({ ...net, ...flag }), true, JSON.stringify(flag));
      assert.equal(await level({ ...gross, ...flag }), false, JSON.stringify(flag));
    }
    for (const flag of [{ refd_setl_flag: '0' }, { REFD_SETL_FLAG: 0 }]) {
      assert.equal(await level({ ...standing, ...flag }), true, JSON.stringify(flag));
      for (const each of [net, gross]) assert.equal(await level({ ...each, ...flag }), false, JSON.stringify(flag));
    }
    for (const [other, is] of [['4419', true], ['441900', true], ['110100', false], ['440500', false], ['xx', false]]) assert.equal(await level({ ...net, setl_optins: other }), is, other);
    assert.equal(await level({ ...net, clr_type: '11' }), false);
    assert.equal(await level({ clr_type: '14' }), true);
    await till.refused('field_missing', '3201', total({ ...net, setl_optins: '' }));
  });

  it('a reversal that overtakes its settlement leaves the message void', async () => {
    const person = await insured();
    const body = pharmacy.envelope('2102', sale(person));
    const back = { data: { psn_no: person.psn_no, omsgid: body.msgid, oinfno: '2102' } };
    for (let i = 0; i < 2; ++i) {
      assert.match((await pharmacy.ask('2601', back)).err_msg, /^\[nothing_to_reverse\].*没有扣款.*作废.*重新结算/);
    }
    // A number that is mistyped says nothing of money.
    const unknown = await pharmacy.ask('2103', { data: { psn_no: person.psn_no, setl_id: 'X', mdtrt_id: 'X' } });
    assert.match(unknown.err_msg, /^\[settlement_unknown\] (?!.*作废)/);
    for (let i = 0; i < 2; ++i) {
      const { json } = await pharmacy.send(body);  // it was held up on the way
      assert.match(json.err_msg, /^\[message_voided\]/);
    }
    assert.equal(await server.balance(person.person), person.balance);
    await pharmacy.refused('nothing_to_reverse', '2601', back);
    // The msgid is the institution's: it is void whoever was named, and in whatever transaction.
    const mistaken = pharmacy.envelope('2102', sale(person));
    await pharmacy.refused('nothing_to_reverse', '2601', { data: { psn_no: (await insured()).psn_no, omsgid: mistaken.msgid, oinfno: '2207' } });
    assert.match((await pharmacy.send(mistaken)).json.err_msg, /^\[message_voided\]/);
    assert.match((await pharmacy.ask('2102', sale(person, { amount: 8, own: 0 }), { msgid: mistaken.msgid })).err_msg, /^\[message_voided\]/);
    assert.equal(await server.balance(person.person), person.balance);
    // Of this institution, under this number, and no other.
    const other = await Till.register(server);
    await other.done('2102', sale(person), { msgid: body.msgid });
    await pharmacy.done('2102', sale(person));
    assert.equal(await server.balance(person.person), person.balance - 10_000);
  });

  it('a reversal tells the balance as it is now, whoever had paid (I8)', async () => {
    const person = await insured();
    const balance = async () => (await pharmacy.read(person.number)).fen / 100;
    for (const [use, amount, back] of [['0', 10, 0], ['1', 10, 10]]) {
      const { setlinfo } = await pharmacy.done('2102', sale(person, { amount, own: 0, use }));
      await (await Till.register(server)).done('2102', sale(person, { amount: 50, own: 0 }));
      const before = await balance();
      const { setlinfo: told } = await pharmacy.done('2103', { data: { psn_no: person.psn_no, setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id } });
      assert.deepEqual([told.balc, await balance()], [before + back, before + back]);
    }
  });

  it('a flag that asks for a relative who shares nothing is cash, and told (acct_used_flag 2)', async () => {
    const person = await insured(1_000);
    const { setlinfo: own } = await pharmacy.done('2102', sale(person, { amount: 6, own: 0, use: '2' }));
    assert.deepEqual([own.acct_pay, own.psn_cash_pay, own.exp_content], [6, 0, '']);
    const { setlinfo: rest } = await pharmacy.done('2102', sale(person, { amount: person.balance / 100, own: 0, use: '2' }));
    assert.deepEqual([rest.acct_pay, rest.acct_mulaid_pay, rest.psn_cash_pay], [(person.balance - 600) / 100, 0, 6]);
    assert.match(rest.exp_content, /共济/);
    const { setlinfo: cash } = await pharmacy.done('2102', sale(person, { amount: 6, own: 0, use: '2' }));
    assert.deepEqual([cash.acct_pay, cash.psn_cash_pay], [0, 6]);
  });

  it('a reversal with the number of somebody else says that the settlement stands (N-13)', async () => {
    const [person, other] = [await insured(), await insured()];
    const body = pharmacy.envelope('2102', sale(person, { amount: 12, own: 0 }));
    await pharmacy.send(body);
    const back = ({ psn_no }) => ({ data: { psn_no, omsgid: body.msgid, oinfno: '2102' } });
    await pharmacy.refused('settlement_of_other_person', '2601', back(other));
    await pharmacy.refused('settlement_of_other_person', '2601', back(other));
    // Of another institution that used the same number, nothing is known here.
    await (await Till.register(server)).refused('nothing_to_reverse', '2601', back(other));
    assert.equal(await server.balance(person.person), person.balance - 1_200);
    await pharmacy.done('2601', back(person));
    await pharmacy.refused('settlement_of_other_person', '2601', back(other));
    assert.equal(await server.balance(person.person), person.balance);
  });

  it('a reversal and its settlement at once: the till knows how it went', async () => {
    for (let i = 0; i < 8; ++i) {
      const person = await insured();
      const body = pharmacy.envelope('2102', sale(person));
      const [told, sent] = await Promise.all([
        pharmacy.ask('2601', { data: { psn_no: person.psn_no, omsgid: body.msgid, oinfno: '2102' } }), pharmacy.send(body)]);
      if (told.infcode !== 0) assert.match(sent.json.err_msg, /^\[message_voided\]/);
      assert.equal(await server.balance(person.person), person.balance);
    }
  });

  it('the hint at the first use of a card comes once (R-128)', async () => {
    const withCard = async (person) => {
      const as = { as: 'officer-441900' };
      const draft = await server.done('POST', `/v1/people/${person.person}/card-orders`, { region: '441900', bank: 'bank_of_china', why: 'first', sighted: papers }, as);
      const { card } = await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`, { form_digest: draft.form_digest }, as);
      const number = `H3${1_000_000 + ++serial}`;
      const path = `/v1/people/${person.person}/cards/${card}`;
      await server.done('POST', `${path}/production`, { event: 'send_to_maker' }, { as: 'bank' });
      await server.done('POST', `${path}/production`, { event: 'make', number }, { as: 'bank' });
      await server.done('POST', `${path}/collection`, { sighted: papers }, as);
      return { ...person, card: { mdtrt_cert_type: '03', mdtrt_cert_no: number, card_sn: 'SN01' } };
    };
    const bought = ({ card, ...person }) => {
      const sold = sale(person, { own: 0 });
      return { ...sold, druginfo: { ...sold.druginfo, ...card } };
    };
    const [first, second, third] = [await withCard(await insured()), await withCard(await insured()), await withCard(await insured())];
    assert.match((await register(first, first.card)).exp_content, /首次使用/);
    assert.equal((await register(first, first.card)).exp_content, '');
    assert.equal((await pharmacy.done('2102', bought(first))).setlinfo.exp_content, '');
    assert.equal((await pharmacy.done('2101', bought(second))).setlinfo.exp_content, '');  // nothing has happened yet
    assert.match((await pharmacy.done('2102', bought(second))).setlinfo.exp_content, /首次使用/);
    assert.equal((await pharmacy.done('2102', bought(second))).setlinfo.exp_content, '');
    // The first reading is a first use, of two at once one.
    const read = { data: { ...third.card, psn_cert_type: '01', certno: third.number, psn_name: '' } };
    const told = await Promise.all([pharmacy, hospital].map((till) => till.done('1101', read)));
    assert.equal(told.filter(({ baseinfo }) => /首次使用/.test(baseinfo.exp_content)).length, 1);
    for (const { baseinfo } of told) assert.equal(baseinfo.psn_no, third.psn_no);
    assert.equal((await pharmacy.done('2102', bought(third))).setlinfo.exp_content, '');
  });

  it('tells of a line what the catalogue and the sender said, also after it was taken back (5204)', async () => {
    const person = await insured();
    const { mdtrt_id } = await register(person);
    const sent = line(person, mdtrt_id, 'EXAMPLE-DRUG-0003', 100, { memo: '忌'.repeat(600), prd_days: 7 });
    const { result: [told] } = await hospital.done('2204', { feedetail: [sent] });
    const amounts = { pric_uplmt_amt: 40, selfpay_prop: 0.2, overlmt_amt: 60, preselfpay_amt: 8, inscp_scp_amt: 32 };
    const own = (row) => Object.fromEntries(Object.keys(amounts).map((name) => [name, row[name]]));
    assert.deepEqual(own(told), amounts);
    const { setlinfo } = await hospital.done('2207', bill(person, mdtrt_id, 100));
    const asked = (setl_id) => hospital.done('5204', { data: { psn_no: person.psn_no, setl_id, mdtrt_id } });
    const [fee] = await asked(setlinfo.setl_id);
    assert.equal(fee.mdtrt_id, mdtrt_id);
    const { mdtrt_id: another } = await register(person);
    await hospital.refused('settlement_of_other_visit', '5204', { data: { psn_no: person.psn_no, setl_id: setlinfo.setl_id, mdtrt_id: another } });
    assert.deepEqual(own(fee), amounts);
    assert.deepEqual([fee.fee_ocur_time, fee.rx_drord_no, fee.hilist_name, fee.medins_list_name, fee.medins_list_codg, fee.bilg_dept_name, fee.bilg_dr_name, fee.prd_days, fee.hosp_appr_flag],
      [`${today} 08:55:00`, 'RX7', '示例中成药', '示例中成药', 'X9', '内科', '王五', 7, '1']);
    const { setlinfo: back } = await hospital.done('2208', { data: { psn_no: person.psn_no, setl_id: setlinfo.setl_id, mdtrt_id } });
    await hospital.done('2205', { data: { psn_no: person.psn_no, mdtrt_id, chrg_bchno: '0000' } });
    await hospital.done('2204', { feedetail: [{ ...sent, med_list_codg: 'EXAMPLE-TEST-0001', det_item_fee_sumamt: 1, pric: 1 }] });
    assert.deepEqual(await asked(setlinfo.setl_id), [fee]);
    const [less] = await asked(back.setl_id);
    assert.deepEqual([less.det_item_fee_sumamt, less.cnt, less.inscp_scp_amt, less.fulamt_ownpay_amt, less.pric], [-100, -1, -32, 0, 100]);
    await hospital.refused('care_day_out_of_range', '2204', { feedetail: [line(person, mdtrt_id, 'EXAMPLE-TEST-0001', 1, { fee_ocur_time: '2025-04-26 00:00:00' })] });
    const { mdtrtinfo: [visit] } = await hospital.done('5201', { data: { psn_no: person.psn_no, begntime: today, endtime: today, med_type: '11' } });
    assert.deepEqual([visit.begntime, visit.endtime, visit.mdtrt_cert_type], [`${today} 08:50:00`, `${today} 23:59:59`, '02']);
    const between = async (begntime, endtime) => (await hospital.done('5201', { data: { psn_no: person.psn_no,
      begntime: `${today} ${begntime}`, endtime: `${today} ${endtime}`, med_type: '11' } })).mdtrtinfo.length;
    assert.deepEqual([await between('00:00:00', '08:49:59'), await between('08:50:01', '23:59:59')], [0, 0]);
    assert.ok(await between('08:50:00', '08:50:00') > 0);
  });

  it('tells the receipts that the person sees, what was taken back among them (R-153)', async () => {
    const person = await insured();
    const draft = await server.done('POST', `/v1/people/${person.person}/contribution-corrections`,
      { region: '441900', enrolment: 1, month: '2025-03', kind: 'deemed', why: '军龄' });
    const one = `/v1/contribution-corrections/${draft.case}`;
    for (const slot of draft.materials_missing) await server.done('POST', `${one}/materials`, { slot, content: picture });
    await server.done('POST', `${one}/confirmation`, { form_digest: draft.form_digest });
    for (const as of ['officer-441900', 'officer2-441900']) await server.done('POST', `${one}/approval`, { checked: draft.materials_missing }, { as });
    const { months: seen } = await server.done('GET', `/v1/people/${person.person}/contributions`);
    const told = await hospital.done('90100', { data: { psn_no: person.psn_no } });
    assert.deepEqual(told.map((each) => [each.accrym_begn, each.clct_type]).sort(),
      seen.map((each) => [each.month.replace('-', ''), String(each.kind)]).sort());
    assert.deepEqual(told.filter((each) => each.accrym_begn === '202503').map((each) => each.clct_type_name).sort(),
      ['更正冲回', '补收', '视同缴费']);
  });

  it('tells at what rate and up to what limit the fund pays', async () => {
    const person = await insured();
    const paid = [];
    for (const amount of [1000, 1000]) {
      const { mdtrt_id } = await register(person);
      await hospital.done('2204', { feedetail: [line(person, mdtrt_id, 'EXAMPLE-TEST-0001', amount)] });
      const { setlinfo, setldetail: [fund] } = await hospital.done('2207', bill(person, mdtrt_id, amount, { acct_used_flag: '0' }));
      assert.ok(setlinfo.pool_prop_selfpay > 0 && setlinfo.pool_prop_selfpay <= 1, setlinfo.pool_prop_selfpay);
      assert.equal(Math.round(100 * (1000 - setlinfo.act_pay_dedc) * setlinfo.pool_prop_selfpay) / 100, setlinfo.fund_pay_sumamt);
      paid.push([fund.crt_payb_lmt_amt, fund.fund_payamt]);
    }
    assert.equal(paid[1][0], Math.round(100 * (paid[0][0] - paid[0][1])) / 100);
    assert.ok(paid[1][0] > paid[1][1]);
  });

  it('says what is wrong about a line, a number, a reversal', async () => {
    const person = await insured();
    const { mdtrt_id } = await register(person);
    const sent = (more) => ({ feedetail: [line(person, mdtrt_id, 'EXAMPLE-TEST-0001', 50, more)] });
    await hospital.refused('fee_line_before_visit', '2204', sent({ fee_ocur_time: '2025-04-24 23:59:59' }));
    await hospital.refused('fee_line_not_above_zero', '2204', sent({ cnt: -1, det_item_fee_sumamt: -50 }));
    await hospital.refused('fee_line_too_large', '2204', sent({ pric: 100_000_001, det_item_fee_sumamt: 100_000_001 }));
    const old = sale(person);
    old.drugdetail[0].fee_ocur_time = '2025-04-24 08:59:40';
    await pharmacy.refused('fee_line_before_visit', '2102', old);
    await hospital.refused('visit_number_differs', '2202', { data: { psn_no: person.psn_no, mdtrt_id, ipt_otp_no: 'another' } });
    await hospital.refused('fee_lines_none_open', '2205', { data: { psn_no: person.psn_no, mdtrt_id, chrg_bchno: 'B9' } });
    await hospital.done('2205', { data: { psn_no: person.psn_no, mdtrt_id, chrg_bchno: '0000' } });  // some send it before each upload
    await hospital.done('2204', sent());
    const settled = hospital.envelope('2207', bill(person, mdtrt_id, 50));
    assert.equal((await hospital.send(settled)).json.infcode, 0);
    const back = (oinfno) => ({ data: { psn_no: person.psn_no, omsgid: settled.msgid, oinfno } });
    await hospital.refused('reversal_transaction_differs', '2601', back('2102'));
    await hospital.done('2601', back('2207'));
    const { medinsinfo } = await hospital.done('1201', { medinsinfo: { fixmedins_type: '1', fixmedins_name: '', fixmedins_code: hospital.code } });
    assert.equal(medinsinfo.hosp_lv, '14');
    const named = (type, name) => ({ medinsinfo: { fixmedins_type: type, fixmedins_name: name, fixmedins_code: '' } });
    for (const name of ['示例机构', '示例']) {
      const told = await pharmacy.ask('1201', named('1', name));
      if (told.infcode === 0) assert.match(told.output.medinsinfo.fixmedins_code, /^H/);
      else assert.match(told.err_msg, /^\[institutions_alike\]/);
    }
    await pharmacy.refused('institution_unknown', '1201', named('1', '没有的医院'));
    await pharmacy.refused('field_missing', '1201', named('1', ''));
  });

  it('knows the same message again, however it is written', async () => {
    const person = await insured();
    const body = pharmacy.envelope('2102', sale(person));
    const { json: first } = await pharmacy.send(body);
    const { input, ...head } = body;
    const shuffled = { input: { drugdetail: input.drugdetail, druginfo: Object.fromEntries(Object.entries(input.druginfo).reverse()) }, ...head, inf_time: '2025-04-25 09:00:07' };
    const again = await pharmacy.post('2102', JSON.stringify(shuffled, null, 2));
    assert.deepEqual(again.json, first, 'with the times at which it was answered');
    // Written from doubles first, and from columns with two or four decimals when it is sent again.
    const written = JSON.stringify(body);
    for (const form of ['$1.0', '$1.00', '"$1"', '"$1.0"', '"$1.0000"']) {
      const told = await pharmacy.post('2102', written.replaceAll(/(?<=(?:sumamt|cnt|pric)":)(\d+)(?=[,}])/g, form));
      assert.deepEqual([told.json.inf_refmsgid, told.json.output], [first.inf_refmsgid, first.output], form);
    }
    const other = await pharmacy.send({ ...body, input: { ...input, druginfo: { ...input.druginfo, invono: '7' } } });
    assert.match(other.json.err_msg, /^\[idempotency_key_reused\]/);
    assert.equal(await server.balance(person.person), person.balance - 5_000);
  });

  it('answers for its own place and institution only', async () => {
    const person = await insured();
    await pharmacy.refused('place_of_care_differs', '9001', { signIn: { opter_no: '1', mac: 'm', ip: 'i' } }, { mdtrtarea_admvs: '110100' });
    const asked = { psn_no: person.psn_no, insutype: '310', fixmedins_code: hospital.code, med_type: '11', begntime: today };
    await hospital.refused('institution_differs', '2001', { data: { ...asked, fixmedins_code: pharmacy.code } });
    const { trtinfo: [own] } = await hospital.done('2001', { data: asked });
    const { trtinfo: [other] } = await hospital.done('2001', { data: { ...asked, insutype: '390' } });
    assert.deepEqual([own.trt_enjymnt_flag, own.fund_pay_type], ['1', '310102']);
    assert.deepEqual([other.trt_enjymnt_flag, other.fund_pay_type], ['0', '310102']);
    assert.match(other.trt_chk_rslt, /险种/);
    await pharmacy.done('2102', sale(person, { amount: 5, own: 0 }));
    const sums = async (cum_ym) => (await hospital.done('5206', { data: { psn_no: person.psn_no, cum_ym } })).cuminfo.map((each) => [each.cum_ym, each.cum]);
    assert.deepEqual(await sums('202504'), [['202504', 0], ['202504', 5]]);
    assert.deepEqual(await sums('202503'), [['202503', 0], ['202503', 0]]);
    assert.deepEqual(await sums('202500'), [['202500', 0], ['202500', 5]]);
  });

  it('says that a message is too large, in the words of the gateway, to whoever is still sending it', async () => {
    for (let i = 0; i < 5; ++i) {
      const answer = await fetch(`${server.providers}/fsi/api/rsfComIfsService/callService`, { method: 'POST', headers: pharmacy.headers('9101'), body: 'x'.repeat(6 << 20) });
      assert.deepEqual([answer.status, (await answer.json()).code], [413, 413]);
    }
  });

  it('leaves out what was taken back on a later day, without refunds (3201: R36)', async () => {
    const till = await Till.register(server);
    const person = await insured();
    await till.done('2102', sale(person, { amount: 20, own: 0 }));
    const { setlinfo: taken } = await till.done('2102', sale(person, { amount: 5, own: 0 }));
    await server.stop();
    await server.start('2025-04-26');
    await till.done('2103', { data: { psn_no: person.psn_no, setl_id: taken.setl_id, mdtrt_id: taken.mdtrt_id } });
    const level = async (fen, count, refd_setl_flag) => (await till.done('3201', total({ medfee_sumamt: fen, acct_pay: fen,
      fixmedins_setl_cnt: count, refd_setl_flag }))).stmtinfo.stmt_rslt === '0';
    assert.deepEqual([await level(20, 1, '0'), await level(25, 2, '0')], [true, false]);
    assert.deepEqual([await level(20, 1, '1'), await level(25, 2, '1')], [false, true]);
  });

  it('verifies afterwards', async () => {
    await server.stop();
    server.run('verify');
    await server.start();
  });
});
