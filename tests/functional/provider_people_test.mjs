// Who stands at the till, as the interface and the web till know them: somebody who died on the day of
// care, money left in another city or without a relation, a card that is lost or void, documents of
// foreigners and of people from Hong Kong, Macau and Taiwan; and who of them is told that it was asked.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine, picture } from './harness.mjs';
import { Till, pathOf, sale } from './provider_client.mjs';
import { unzip, zip } from './zip.mjs';

// 17 digits with their check digit.
function whole(first17) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return first17 + '10X98765432'[weights.reduce((sum, each, i) => sum + each * Number(first17[i]), 0) % 11];
}

onEachEngine('people at the till', (engine) => {
  let server;
  let pharmacy;
  let hospital;
  let elsewhere;  // in another province
  let serial = 0;
  const web = { as: 'cashier-441900' };
  const papers = ['identity_document', 'identity_document_copy', 'social_security_card'];

  before(async () => {
    server = await Server.fresh(engine);
    await server.issueTokens({ bank: ['--role', 'bank', '--id', '104'] });
    pharmacy = await Till.register(server, { kind: 'pharmacy' });
    hospital = await Till.register(server, { kind: 'hospital', level: 'primary' });
    elsewhere = await Till.register(server, { kind: 'pharmacy', region: '330100' });
  });
  after(() => server?.remove());

  const shown = (number, more = {}) => ({ data: { mdtrt_cert_type: '02', mdtrt_cert_no: number, card_sn: '', begntime: '',
    psn_cert_type: '', certno: '', psn_name: '', ...more } });
  const byCard = (number) => shown(number, { mdtrt_cert_type: '03', card_sn: 'SN1' });
  const register = async (more = {}) => {
    const number = more.identity_number ?? identityNumber();
    const person = await server.person({ identity_number: number, ...more });
    return { person, number };
  };
  const enrol = (person, region = '441900') => server.done('POST', `/v1/people/${person}/enrolments`,
    { region, kind: 'flexible', base_fen: 600_000 }, { as: `officer-${region}` });
  const at = async (who, till = pharmacy) => {
    const { baseinfo, insuinfo } = await till.done('1101', shown(who.number));
    who.psn_no = baseinfo.psn_no;
    return { baseinfo, insuinfo };
  };
  const spendable = async (number) => (await server.done('POST', '/v1/till/presented', { identity_number: number }, web)).money.spendable_fen;
  const died = async (person, day) => {
    await server.done('POST', `/v1/people/${person}/death`, { died_on: day, evidence_kind: 'death_certificate',
      evidence_number: '4419-1', issued_by: '市人民医院', issued_on: day });
    await server.done('POST', `/v1/people/${person}/death/decide`, { decision: 'confirm' }, { as: 'senior-441900' });
  };
  const card = (who) => ({ psn_no: who.psn_no, mdtrt_cert_type: '02', mdtrt_cert_no: who.number, card_sn: '', psn_cert_type: '01',
    certno: who.number, psn_type: '11', psn_name: '张三丰' });
  const visit = async (who, day, fees) => {
    const { data } = await hospital.done('2201', { data: { ...card(who), insutype: '310', begntime: `${day} 08:50:00`,
      ipt_otp_no: `M${++serial}`, dept_code: '01', dept_name: '内科', caty: 'A03' } });
    await hospital.done('2204', { feedetail: fees.map(([on, amount]) => ({ feedetl_sn: String(++serial), mdtrt_id: data.mdtrt_id,
      psn_no: who.psn_no, chrg_bchno: 'B1', rx_circ_flag: '0', fee_ocur_time: `${on} 08:55:00`, med_list_codg: 'EXAMPLE-TEST-0001',
      medins_list_codg: 'X', det_item_fee_sumamt: amount, cnt: 1, pric: amount, bilg_dept_codg: '01', bilg_dept_name: '内科',
      bilg_dr_codg: 'D1', bilg_dr_name: '王五', hosp_appr_flag: '1' })) });
    return data.mdtrt_id;
  };
  const bill = (who, mdtrt_id, amount, use = '0') => ({ data: { ...card(who), med_type: '11', medfee_sumamt: amount, psn_setlway: '01',
    mdtrt_id, chrg_bchno: 'B1', acct_used_flag: use, insutype: '310', fulamt_ownpay_amt: 0, overlmt_selfpay: 0, preselfpay_amt: 0, inscp_scp_amt: amount } });
  const covered = async (fen = 0) => {
    const who = await register({ ...(fen && { fen }) });
    await enrol(who.person);
    await server.done('POST', `/v1/people/${who.person}/contributions`, { month: '2025-04' });
    await at(who);
    return who;
  };

  it('pays for care up to and on the day of death, from the fund and not from the account', async () => {
    const who = await covered(50_000);
    const id = await visit(who, '2025-04-25', [['2025-04-25', 1000]]);
    await died(who.person, '2025-04-25');
    await hospital.refused('spending_held', '2207', bill(who, id, 1000, '1'));
    await hospital.refused('spending_held', '2206', bill(who, id, 1000, '2'));
    const { setlinfo } = await hospital.done('2207', bill(who, id, 1000, '0'));
    assert.deepEqual([setlinfo.fund_pay_sumamt, setlinfo.acct_pay, setlinfo.psn_cash_pay, setlinfo.balc].map(Number), [490, 0, 510, 0]);
    // A correction: taken back, and settled again.
    await hospital.done('2208', { data: { psn_no: who.psn_no, setl_id: setlinfo.setl_id, mdtrt_id: id } });
    assert.equal(Number((await hospital.done('2207', bill(who, id, 1000, '0'))).setlinfo.fund_pay_sumamt), 490);
    const { baseinfo, insuinfo } = await at(who);
    assert.match(baseinfo.exp_content, /2025年4月25日死亡/);
    assert.deepEqual(insuinfo.map((each) => [each.psn_insu_stas, Number(each.balc)]), [['1', 0]]);
    assert.equal(await spendable(who.number), 0);
  });

  // An application, to its end.
  const carry = async (path, person, form, officers) => {
    const draft = await server.done('POST', `/v1/people/${person}/${path}`, { region: '441900', ...form });
    const one = `/v1/${path}/${draft.case}`;
    for (const slot of draft.materials_missing) await server.done('POST', `${one}/materials`, { slot, content: picture });
    await server.done('POST', `${one}/confirmation`, { form_digest: draft.form_digest });
    for (const as of officers) await server.done('POST', `${one}/approval`, { checked: draft.materials_missing }, { as });
  };
  const share = (payer, relative) => carry('aid-applications', payer.person,
    { relative: { identity_number: relative.number }, relation: 'spouse' }, ['officer2-441900']);

  it('takes nothing from an account after death, whether there is one or not, nor from a relative (R28)', async () => {
    const payer = await covered(50_000);
    for (const own of [0, 20_000]) {
      const who = await covered(own);
      await share(payer, who);
      const id = await visit(who, '2025-04-25', [['2025-04-25', 100]]);
      await died(who.person, '2025-04-25');
      for (const use of ['1', '2']) {
        const { err_msg: said } = await hospital.refused('spending_held', '2207', bill(who, id, 100, use));
        assert.match(said, /死亡/, `${own} ${use}`);
      }
      assert.equal((await at(payer)).insuinfo[0].balc, 620);
    }
  });

  it('says of a relative no more than that they cannot pay (R-055)', async () => {
    const who = await covered(1_000);
    const payer = await covered(50_000);
    await share(payer, who);
    await server.done('POST', `/v1/people/${payer.person}/holds`, { cause: 'admin', note: '法院文书' },
      { as: 'senior-441900' });
    const { setlinfo } = await pharmacy.done('2102', sale(who, { amount: 200, own: 0, use: '2' }));
    assert.deepEqual([setlinfo.acct_pay, setlinfo.acct_mulaid_pay, setlinfo.psn_cash_pay].map(Number), [130, 0, 70]);
    assert.match(setlinfo.exp_content, /共济人的个人账户暂时不能支付/);
    assert.doesNotMatch(setlinfo.exp_content, /冻结/);
    const refused = await server.post(`/v1/people/${who.person}/aid-payments`, { amount_fen: 100, provider: 'P44190000001' }, web);
    assert.deepEqual([refused.status, refused.json.code], [409, 'aid_payer_held']);
    assert.doesNotMatch(refused.text, /冻结|hold_/);
  });

  it('says why money that is there is not taken in another province (R-054)', async () => {
    const who = await covered(20_000);
    const { baseinfo, insuinfo } = await at(who, elsewhere);
    assert.equal(Number(insuinfo[0].balc), 0);
    assert.match(baseinfo.exp_content, /没有可以在.*杭州市使用的个人账户/);
    const { setlinfo } = await elsewhere.done('2102', sale(who, { amount: 10, own: 0 }));
    assert.deepEqual([setlinfo.acct_pay, setlinfo.psn_cash_pay].map(Number), [0, 10]);
    assert.match(setlinfo.exp_content, /没有可以在.*杭州市使用的个人账户/);
    // Nor where there is no relation: it may be used at home, and is not promised here.
    const alone = await register({ fen: 20_000 });
    await at(alone);
    const { setlinfo: left } = await elsewhere.done('2102', sale(alone, { amount: 10, own: 0 }));
    assert.match(left.exp_content, /东莞市的个人账户余额仍归本人,在当地可以使用/);
    assert.match(left.exp_content, /没有可以在.*杭州市使用的个人账户/);
    // Who has nothing is told nothing.
    assert.doesNotMatch((await at(await register(), elsewhere).catch(() => ({ baseinfo: {} }))).baseinfo.exp_content ?? '', /个人账户/);
  });

  it('tells who has no benefits no rate', async () => {
    const who = await covered();
    await died(who.person, '2025-04-24');
    const { trtinfo: [told] } = await elsewhere.done('2001', { data: { psn_no: who.psn_no, insutype: '310', fixmedins_code: elsewhere.code,
      med_type: '11', begntime: '2025-04-25 08:00:00' } });
    assert.equal(told.trt_enjymnt_flag, '0');
    assert.match(told.trt_chk_rslt, /死亡/);
    assert.doesNotMatch(told.trt_chk_rslt, /降低/);
  });

  it('knows a person by the document that they had before (R-097)', async () => {
    const who = await covered(20_000);
    const number = identityNumber();
    await server.done('POST', `/v1/people/${who.person}/identity-changes`, { note: '改号' });
    await server.done('POST', `/v1/people/${who.person}/identity`, { identity_number: number, evidence: '公安机关证明 1' });
    for (const shownAs of [who.number, number]) {
      const { baseinfo } = await pharmacy.done('1101', shown(shownAs));
      assert.deepEqual([baseinfo.psn_no, baseinfo.certno], [who.psn_no, number], shownAs);
      const { setlinfo } = await pharmacy.done('2102', sale({ ...who, number: shownAs }, { amount: 10, own: 0 }));
      assert.equal(Number(setlinfo.acct_pay), 10);
    }
    await pharmacy.refused('certificate_not_of_person', '2102', sale({ ...who, number: identityNumber() }, { amount: 10, own: 0 }));
  });

  it('reconciles what two numbers of one person had settled by either (N-12)', async () => {
    const [kept, old] = [await covered(10_000), await covered(20_000)];
    const { setlinfo: one } = await pharmacy.done('2102', sale(old, { amount: 10, own: 0 }));
    await server.issueTokens({ own: ['--role', 'participant', '--person', old.person, '--channel', 'app'] });
    await server.done('POST', '/v1/me/consents', { topic: 'face', given: true }, { as: 'own' });
    await server.done('POST', `/v1/people/${old.person}/e-certificate`, { proof: 'passed' }, { as: 'own' });
    const { code } = await server.done('POST', `/v1/people/${old.person}/e-certificate/codes`, {}, { as: 'own' });
    await server.done('POST', `/v1/people/${old.person}/enrolments/suspend`, {});
    await carry('person-merges', kept.person, { merged: { identity_number: old.number } }, ['officer-441900', 'officer2-441900']);
    // Who shows a code of the number that is no more is not led to an account that it cannot pay from.
    await pharmacy.refused('code_unknown', '1101', shown(code, { mdtrt_cert_type: '01' }));
    const rslt = async (psn_no) => {
      const row = [one.setl_id, one.mdtrt_id, psn_no, 10, 0, 10, '0'].join('\t');
      const { file_qury_no } = await pharmacy.done('9101', { fsUploadIn: { in: zip('d.txt', `${row}\r\n`).toString('base64'),
        filename: 'd.zip', fixmedins_code: pharmacy.code } });
      const { fileinfo } = await pharmacy.done('3202', { data: { setl_optins: '441900', file_qury_no, stmt_begndate: '2025-04-25',
        stmt_enddate: '2025-04-25', medfee_sumamt: 10, fund_pay_sumamt: 0, cash_payamt: 0, fixmedins_setl_cnt: 1, clr_type: '41',
        refd_setl_flag: '0', fixmedins_refd_setl_flag: '0' } });
      const file = await fetch(server.providers + pathOf(pharmacy.profile, '9102'), { method: 'POST', headers: pharmacy.headers('9102'),
        body: JSON.stringify(pharmacy.envelope('9102', { fsDownloadIn: { file_qury_no: fileinfo.file_qury_no, filename: fileinfo.filename,
          fixmedins_code: pharmacy.code } })) });
      const lines = unzip(Buffer.from(await file.arrayBuffer())).trim().split('\n').map((line) => line.split('\t'));
      return lines.find((fields) => fields[2] === one.setl_id)[4];
    };
    assert.equal(await rslt(kept.psn_no), '0');
    assert.equal(await rslt(old.psn_no), '0');
    assert.equal(await rslt((await covered()).psn_no), '1', 'of somebody else');
  });

  it('pays for nothing that came after the day of death', async () => {
    const who = await covered();
    const id = await visit(who, '2025-04-23', [['2025-04-24', 400], ['2025-04-25', 600]]);
    const { mdtrtinfo: [listed] } = await hospital.done('5201', { data: { psn_no: who.psn_no, begntime: '2025-04-23', endtime: '2025-04-23', med_type: '11' } });
    assert.equal(listed.endtime, '2025-04-25 23:59:59', 'the last day of its fees, not of its beginning');
    await died(who.person, '2025-04-24');
    await hospital.refused('fee_line_after_death', '2207', bill(who, id, 1000));
    await hospital.refused('person_died', '2201', { data: { ...card(who), insutype: '310', begntime: '2025-04-25 08:50:00',
      ipt_otp_no: `M${++serial}`, dept_code: '01', dept_name: '内科', caty: 'A03' } });
    await pharmacy.refused('person_died', '2102', sale(who, { use: '0' }));
    assert.deepEqual((await at(who)).insuinfo.map((each) => [each.psn_insu_stas, each.paus_insu_date]), [['4', '2025-04-25']]);
  });

  it('tells what may be spent here, wherever it is kept, and takes just that (R-027, R-054)', async () => {
    const who = await register({ fen: 30_000 });
    await enrol(who.person, '440500');
    const { insuinfo } = await at(who);
    assert.deepEqual(insuinfo.map((each) => [each.insuplc_admdvs, Number(each.balc)]), [['440500', 300]]);
    assert.equal(await spendable(who.number), 30_000);
    const { setlinfo } = await pharmacy.done('2102', sale(who, { amount: 10, own: 0 }), { insuplc_admdvs: '440500' });
    assert.deepEqual([setlinfo.acct_pay, setlinfo.balc].map(Number), [10, 290]);
    assert.equal(Number((await at(who)).insuinfo[0].balc), 290);
    // A hold on spending: one answer everywhere.
    await server.done('POST', `/v1/people/${who.person}/holds`, { cause: 'admin', note: '身份核查' }, { as: 'senior-440500' });
    const held = await at(who);
    assert.equal(Number(held.insuinfo[0].balc), 0);
    assert.match(held.baseinfo.exp_content, /身份核查|冻结/, 'why nothing of it');
    assert.equal(await spendable(who.number), 0);
  });

  // Suspended at the end of the month, enrolled elsewhere from the next: what has not begun is not paused.
  it('tells of a relation that begins later that there is none yet', async () => {
    const who = await register();
    await server.history(who.person, { region: '441900', kind: 'flexible', base_fen: 600_000, started_on: '2025-01-01' });
    await server.done('POST', `/v1/people/${who.person}/enrolments/suspend`, {});
    await enrol(who.person, '440500');
    const { insuinfo } = await at(who);
    assert.deepEqual(insuinfo.map((each) => [each.insuplc_admdvs, each.psn_insu_stas, each.psn_insu_date]),
      [['441900', '1', '2025-01-01'], ['440500', '0', '2025-05-01']]);
  });

  it('lets an account be spent that has no relation beside it', async () => {
    const who = await register({ fen: 12_345 });
    const { insuinfo } = await at(who);
    assert.deepEqual(insuinfo.map((each) => [each.insuplc_admdvs, each.psn_insu_stas, Number(each.balc)]), [['441900', '0', 123.45]]);
    const { setlinfo } = await pharmacy.done('2102', sale(who, { amount: 10, own: 0 }));
    assert.deepEqual([setlinfo.fund_pay_sumamt, setlinfo.acct_pay, setlinfo.balc].map(Number), [0, 10, 113.45]);
    assert.equal(await spendable(who.number), 11_345);
    await pharmacy.refused('person_not_insured', '2102', sale(who, { amount: 10, own: 0 }), { insuplc_admdvs: '440500' });
    const nobody = await register();
    assert.deepEqual((await at(nobody)).insuinfo, []);
    await pharmacy.refused('person_not_insured', '2102', sale(nobody));
  });

  it('tells nothing by a card that is lost, nor by a number that is void (R-070, R-055)', async () => {
    const who = await covered(100_000);
    const withCard = async (why) => {
      const draft = await server.done('POST', `/v1/people/${who.person}/card-orders`, { region: '441900', bank: 'bank_of_china', why, sighted: papers });
      const order = await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`, { form_digest: draft.form_digest });
      const path = `/v1/people/${who.person}/cards/${order.card}`;
      const number = `D31000${engine === 'sqlite' ? 1 : 2}0${++serial}`;
      await server.done('POST', `${path}/production`, { event: 'send_to_maker' }, { as: 'bank' });
      await server.done('POST', `${path}/production`, { event: 'make', number }, { as: 'bank' });
      await server.done('POST', `${path}/collection`, { sighted: papers });
      return { number, path };
    };
    const first = await withCard('first');
    const read = await pharmacy.done('1101', byCard(first.number));  // not active yet: shown by its holder
    assert.equal(read.baseinfo.psn_no, who.psn_no);
    const presented = (number) => server.post('/v1/till/presented', { card_number: number, card_read: true }, web);
    assert.equal((await presented(first.number)).status, 200);
    await server.done('POST', `${first.path}/loss`, {});
    await pharmacy.refused('card_held', '1101', byCard(first.number));
    // The card is held, the account is not, unless the person asks for it (C-27, R28).
    const paid = (await pharmacy.done('2102', sale(who, { amount: 10, own: 0 }))).setlinfo;
    assert.deepEqual([paid.acct_pay, paid.psn_cash_pay], [10, 0]);
    await server.done('POST', `${first.path}/loss/cancellation`, { sighted: papers });
    await server.done('POST', `${first.path}/loss`, { account_too: true });
    await pharmacy.refused('spending_held', '2102', sale(who, { amount: 10, own: 0 }));
    assert.equal((await pharmacy.done('2102', sale(who, { amount: 10, own: 0, use: '0' }))).setlinfo.psn_cash_pay, 10);
    const lost = await presented(first.number);
    assert.deepEqual([lost.status, lost.json.code], [409, 'card_held']);
    const second = await withCard('loss');
    await pharmacy.refused('card_void', '1101', byCard(first.number));
    assert.equal((await presented(first.number)).json.code, 'card_void');
    assert.equal((await pharmacy.done('1101', byCard(second.number))).baseinfo.psn_no, who.psn_no);
  });

  it('finds foreigners and people from Hong Kong, Macau and Taiwan as it finds a citizen (R-104, R-154)', async () => {
    const tail = `${engine === 'sqlite' ? 1 : 2}`;
    const documents = [
      ['foreign_permanent_residence_card', whole(`9111241981080300${tail}`), 'SMITH JOHN', { birth_date: '1981-08-03', sex: 'male' }],
      ['foreign_permanent_residence_card', `USA44018101012${tail}`, 'MILLER ANN', { birth_date: '1981-01-01', sex: 'female' }],
      ['residence_permit', whole(`8100001990010100${tail}`), '陈大文', {}]];
    for (const [kind, number, name, more] of documents) {
      const who = await register({ name, identity_number: number, identity_kind: kind, fen: 10_000, ...more });
      for (const type of ['', '01', { foreign_permanent_residence_card: '07', residence_permit: '17' }[kind]]) {
        const { baseinfo } = await pharmacy.done('1101', shown(number, { psn_cert_type: type }));
        assert.equal(baseinfo.psn_name, name);
      }
      await pharmacy.done('1101', shown(number.toLowerCase(), { psn_name: name[0] + name.slice(1).toLowerCase() }));
      await pharmacy.refused('name_differs', '1101', shown(number, { psn_name: '别人' }));
      assert.equal(await spendable(number), 10_000);
      assert.equal((await server.done('POST', '/v1/people/search', { identity_number: number })).person, who.person);
      // The relatives field of an application.
      const payer = await covered(5_000);
      const draft = await server.post(`/v1/people/${payer.person}/aid-applications`, { region: '441900',
        relative: { identity_number: number }, relation: 'spouse' });
      assert.equal(draft.status, 200, draft.text);
    }
    const { people } = await server.done('POST', '/v1/people/search', { name: 'Smith John', birth_date: '1981-08-03' });
    assert.equal(people.length, 1);
    assert.equal((await server.post('/v1/people/search', { identity_number: whole('99999919810803001') })).status, 404);
  });

  it('tells the participation that is settled by first, and adds up nothing for who has none', async () => {
    const who = await register();
    const sums = async () => (await hospital.done('5206', { data: { psn_no: who.psn_no, cum_ym: '' } })).cuminfo;
    await at(who);
    assert.deepEqual(await sums(), []);
    await server.history(who.person, { region: '440500', kind: 'flexible', base_fen: 600_000, started_on: '2024-01-01', suspended_on: '2025-03-01', owed: false });
    await enrol(who.person);
    const { insuinfo } = await at(who);
    assert.deepEqual(insuinfo.map((each) => [each.insuplc_admdvs, each.psn_insu_stas]), [['441900', '1'], ['440500', '2']]);
    assert.deepEqual((await sums()).map((each) => [each.insutype, each.cum]), [['310', 0], ['310', 0]]);
  });

  it('tells the person which institution has looked (N-16, R-055)', async () => {
    const who = await covered(1_000);  // 1101 of the pharmacy
    await server.issueTokens({ own: ['--role', 'participant', '--person', who.person, '--channel', 'app'] });
    const asked = [['1101', shown(who.number)], ['1101', shown(who.number)], ['90100', { data: { psn_no: who.psn_no } }],
      ['5206', { data: { psn_no: who.psn_no, cum_ym: '' } }], ['5301', { data: { psn_no: who.psn_no } }],
      ['2001', { data: { psn_no: who.psn_no, insutype: '310', fixmedins_code: hospital.code, med_type: '11', begntime: '2025-04-25 09:00:00' } }]];
    for (const [infno, input] of asked) await hospital.done(infno, input);
    await server.done('POST', '/v1/till/presented', { identity_number: who.number }, web);
    let views = [];
    for (const end = Date.now() + 10_000; views.length < 7 && Date.now() < end;) {
      ({ views } = await server.done('GET', `/v1/people/${who.person}/views`, undefined, { as: 'own' }));
    }
    assert.deepEqual(views.map((each) => each.endpoint).sort(), ['provider.1101', 'provider.1101', 'provider.2001', 'provider.5206',
      'provider.5301', 'provider.90100', 'settlement.presented'].sort(), JSON.stringify(views));
    assert.ok(views.every((each) => each.role === 'provider_cashier' && !('name' in each)));
    assert.match(views.find((each) => each.endpoint === 'provider.90100').detail, /^示例机构查看了:/);
    // Those of the interface stand in a table of their own: pages and filters go over both.
    const pages = async (path, key, as) => {
      const all = [];
      for (let next = ''; next !== undefined;) {
        const page = await server.done('GET', `${path}limit=2${next && `&${key}=${next}`}`, undefined, { as });
        all.push(...page.views.map((each) => each.endpoint));
        next = page.next;
      }
      return all;
    };
    const latest = views.map((each) => each.endpoint);
    assert.deepEqual(await pages(`/v1/people/${who.person}/views?`, 'before', 'own'), latest);
    assert.deepEqual((await pages(`/v1/access/views?person=${who.person}&`, 'after', 'auditor')).filter((each) => latest.includes(each)).sort(),
      [...latest].sort());
    const { views: log } = await server.done('GET', '/v1/access/views?region=441900&limit=500', undefined, { as: 'auditor' });
    const order = log.map((each) => each.viewed_at);
    assert.deepEqual(order, [...order].sort().reverse());
    const one = log.find((each) => each.endpoint === 'provider.90100');
    assert.deepEqual([one.role, one.name, one.channel, one.person_present], ['provider_cashier', hospital.code, 'provider', false]);
  });

  it('has written down every look when it ends', async () => {
    const who = await covered(1_000);
    await hospital.done('1101', shown(who.number));
    await server.stop();
    await server.start();
    const { views } = await server.done('GET', `/v1/access/views?person=${who.person}`, undefined, { as: 'auditor' });
    assert.deepEqual(views.filter((each) => each.endpoint === 'provider.1101').map((each) => each.name).sort(),
      [hospital.code, pharmacy.code].sort());
  });
});
