// Where the fund has paid nothing the person is told why, at once and whenever they look: in the till's
// answer, the notice, the list of visits and the receipt. And a long list of visits comes page by page.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';
import { Till, creditCode } from './provider_client.mjs';

onEachEngine('provider unpaid', (engine) => {
  let server;
  let pharmacy;
  let hospital;
  let owing;  // whose employer pays nothing since April
  let serial = 0;

  before(async () => {
    server = await Server.fresh(engine, { today: '2025-03-03' });
    pharmacy = await Till.register(server);
    hospital = await Till.register(server, { kind: 'hospital' });
    const { employer } = await server.done('POST', '/v1/employers', { region: '441900', code: creditCode(9001), name: '华联电子' });
    const number = identityNumber();
    const person = await server.person({ identity_number: number });
    await server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'employee', employer, base_fen: 500_000 });
    await server.done('POST', `/v1/people/${person}/contributions`, { month: '2025-03' });
    await server.stop();
    await server.start('2025-07-20');
    owing = await known({ person, number });
  });
  after(() => server?.remove());

  const known = async ({ person, number }) => ({ person, number, psn_no: (await pharmacy.read(number)).psn_no });
  const insured = async ({ paid = true } = {}) => {
    const number = identityNumber();
    const person = await server.person({ identity_number: number });
    await server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
    if (paid) await server.done('POST', `/v1/people/${person}/contributions`, { month: server.today.slice(0, 7) });
    return known({ person, number });
  };
  const card = ({ psn_no, number }) => ({ psn_no, mdtrt_cert_type: '02', mdtrt_cert_no: number, card_sn: '',
    psn_cert_type: '01', certno: number, psn_type: '11', psn_name: '张三丰' });
  const treated = async (who, amount = 100) => {
    const { data: { mdtrt_id } } = await hospital.done('2201', { data: { ...card(who), insutype: '310',
      begntime: `${server.today} 08:50:00`, ipt_otp_no: `M${++serial}`, dept_code: '01', dept_name: '内科', caty: 'A03' } });
    await hospital.done('2204', { feedetail: [{ feedetl_sn: String(++serial), mdtrt_id, psn_no: who.psn_no, chrg_bchno: 'B1',
      rx_circ_flag: '0', fee_ocur_time: `${server.today} 08:55:00`, med_list_codg: 'EXAMPLE-TEST-0001', medins_list_codg: 'X',
      det_item_fee_sumamt: amount, cnt: 1, pric: amount, bilg_dept_codg: '01', bilg_dept_name: '内科', bilg_dr_codg: 'D1',
      bilg_dr_name: '王五', hosp_appr_flag: '1' }] });
    const { setlinfo } = await hospital.done('2207', { data: { ...card(who), med_type: '11', medfee_sumamt: amount, psn_setlway: '01',
      mdtrt_id, chrg_bchno: 'B1', acct_used_flag: '0', insutype: '310', fulamt_ownpay_amt: 0, overlmt_selfpay: 0,
      preselfpay_amt: 0, inscp_scp_amt: amount } });
    return setlinfo;
  };
  const sold = async (who) => (await pharmacy.done('2102', { druginfo: { ...card(who), begntime: `${server.today} 08:59:40`, medfee_sumamt: 60,
    invono: '', insutype: '310', dise_codg: '', dise_name: '', acct_used_flag: '0', med_type: '41', exp_content: '' },
  drugdetail: [{ feedetl_sn: String(++serial), rxno: '', rx_circ_flag: '0', fee_ocur_time: `${server.today} 08:59:40`,
    med_list_codg: 'EXAMPLE-DRUG-0002', medins_list_codg: 'A001', det_item_fee_sumamt: 60, cnt: 1, pric: 60 }] })).setlinfo;
  const visits = async (who, query = '') => server.done('GET', `/v1/people/${who.person}/visits${query}`);
  const settlement = async (who) => (await visits(who)).visits[0].settlements[0];
  const notice = async (who, headers) => (await server.get(`/v1/people/${who.person}/messages`, headers)).json.messages.find(({ rule }) => rule === 'settled');
  const receipt = async (who) => {
    const { document } = await server.done('POST', `/v1/people/${who.person}/documents`, { kind: 'settlement_receipt', settlement: (await settlement(who)).settlement });
    return JSON.stringify((await server.done('GET', `/v1/people/${who.person}/documents/${document}`)).paper);
  };

  it('an employer that owes is named to the till, the person, the list and the receipt', async () => {
    const setlinfo = await treated(owing);
    assert.equal(setlinfo.fund_pay_sumamt, 0);
    assert.match(setlinfo.exp_content, /^单位自2025年4月起欠费/);
    assert.match((await notice(owing)).detail, /统筹基金 0\.00 元.*统筹基金没有支付:单位自2025年4月起欠费/);
    const { reasons } = await settlement(owing);
    assert.equal(reasons[0].rule, 'benefits_stopped_by_arrears');
    assert.match(reasons[0].detail, /单位自2025年4月起欠费/);
    const paper = await receipt(owing);
    assert.match(paper, /统筹基金没有支付。/);
    assert.match(paper, /原因: 单位自2025年4月起欠费/);
    assert.doesNotMatch(paper, /起付线为|支付比例/);
  });

  it('what is paid up since then is told as such', async () => {
    const who = await insured({ paid: false });
    const setlinfo = await treated(who);
    assert.equal(setlinfo.fund_pay_sumamt, 0);
    assert.notEqual(setlinfo.exp_content, '');
    assert.notEqual((await settlement(who)).reasons[0].rule, 'fund_would_pay_now');
    await server.done('POST', `/v1/people/${who.person}/contributions`, { month: server.today.slice(0, 7) });
    assert.deepEqual((await settlement(who)).reasons.map(({ rule }) => rule), ['fund_would_pay_now']);
    assert.match(await receipt(who), /按现在的记录,这一天享受待遇/);
  });

  it('a bill within the deductible says so, and one that the fund pays says nothing', async () => {
    const who = await insured();
    assert.equal((await treated(who)).exp_content, '');
    const [{ rule, detail, parameters: [cited, ...others] }] = (await settlement(who)).reasons;
    assert.equal(rule, 'fund_within_deductible');
    assert.match(detail, /100\.00 元都计入年度起付线/);
    assert.deepEqual([cited.parameter, others], ['settlement.outpatient_deductible', []]);
    assert.match((await notice(who)).detail, /统筹基金没有支付:符合政策范围的 100\.00 元都计入年度起付线/);
    assert.match((await notice(who, { headers: { 'Accept-Language': 'en' } })).detail, /The pooled fund paid nothing: The ¥100\.00 that are in scope/);
    assert.match(await receipt(who), /原因: 符合政策范围的 100\.00 元.*依据: .*起付线为/);
    const { fund_pay_sumamt: fund } = await treated(who, 2000);
    assert.ok(fund > 0);
    assert.deepEqual((await settlement(who)).reasons, []);
    assert.doesNotMatch((await notice(who)).detail, /没有支付/);
    assert.match(await receipt(who), /统筹基金按 .* 支付。.*依据: /);
  });

  it('a pharmacy where the fund never pays is no news in a notice, and is told in the list', async () => {
    const who = await insured();
    assert.equal((await sold(who)).exp_content, '');
    assert.doesNotMatch((await notice(who)).detail, /没有支付/);
    assert.deepEqual((await settlement(who)).reasons.map(({ rule }) => rule), ['fund_pays_nothing_here']);
  });

  it('visits and prescriptions come page by page, each once', async () => {
    const who = await insured();
    const made = [];
    for (let i = 0; i < 5; ++i) {
      const { mdtrt_id } = await sold(who);
      made.unshift(mdtrt_id);
      for (let upload = 0; upload < 2; ++upload) {
        await pharmacy.done('2203A', { mdtrtinfo: { mdtrt_id, psn_no: who.psn_no, med_type: '41', begntime: server.today, main_cond_dscr: '',
          dise_codg: '', dise_name: '', rxfixmedinsCode: hospital.code, rxfixmedinsName: '示例医院', rxfilename: `${i}-${upload}.pdf`,
          rxIn: Buffer.from(`${i} ${upload}`).toString('base64') },
        diseinfo: [{ diag_type: '1', diag_srt_no: '1', diag_code: 'I10', diag_name: '高血压', diag_dept: '内科', dise_dor_no: 'D1',
          dise_dor_name: '王五', diag_time: `${server.today} 09:00:00`, vali_flag: '1' }] });
      }
    }
    const whole = await visits(who);
    assert.deepEqual([whole.visits.length, whole.next], [5, undefined]);
    assert.deepEqual(whole.visits.map(({ prescriptions }) => prescriptions.map(({ file_name: name }) => name)),
      [4, 3, 2, 1, 0].map((i) => [`${i}-1.pdf`, `${i}-0.pdf`]));
    const seen = [];
    let next;
    for (const size of [2, 2, 1]) {
      const page = await visits(who, `?limit=2${next ? `&before=${next}` : ''}`);
      assert.equal(page.visits.length, size);
      seen.push(...page.visits);
      next = page.next;
    }
    assert.equal(next, undefined);
    assert.deepEqual(seen, whole.visits);
    const files = [];
    let cursor = {};
    do {
      const page = await server.done('GET', `/v1/people/${who.person}/prescriptions?limit=3` +
        (cursor.next ? `&before=${cursor.next}&before_upload=${cursor.next_upload}` : ''));
      files.push(...page.prescriptions.map(({ file_name: name }) => name));
      cursor = page;
    } while (cursor.next);
    assert.deepEqual(files, [4, 3, 2, 1, 0].flatMap((i) => [`${i}-1.pdf`, `${i}-0.pdf`]));
    const wrong = await server.get(`/v1/people/${who.person}/visits?limit=201`);
    assert.equal(wrong.status, 400);
    assert.equal((await server.get(`/v1/people/${who.person}/visits?before=xyz`)).status, 400);
  });
});
