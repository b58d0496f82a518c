// Hospitals and pharmacies beyond settlement: what a visit was about (2203, 2203A, 5201), 备案 of
// referrals, chronic diseases and fixed institutions (2501 to 2506, 5301, 5302), what settlement does
// with them, and money of a relative that goes back to whom it came from.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

const path = '/mbs-fsi/web/api/fsi/callService';

function creditCode(serial) {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const body = `9144190000000${String(serial).padStart(4, '0')}`;
  const sum = [...body].reduce((total, c, i) => total + alphabet.indexOf(c) * 3 ** i % 31, 0);
  return body + alphabet[(31 - sum % 31) % 31];
}

onEachEngine('provider care', (engine) => {
  let server;
  let serial = 0;
  const home = 'H44190000001';
  const other = 'H44190000002';
  const away = 'H33010000001';
  const pharmacy = 'P44190000002';

  before(async () => {
    server = await Server.fresh(engine);
    await server.issueTokens({ 'senior-440500': ['--role', 'senior_officer', '--region', '440500', '--id', '4405'] });
    for (const [code, officer, level] of [[home, 'senior-441900', 'primary'], [other, 'senior-441900', 'tertiary'],
      [away, 'senior-330100', 'primary'], [pharmacy, 'senior-441900']]) {
      await server.done('POST', '/v1/institutions', { code, name: '示例机构', profile: 'web',
        credit_code: creditCode(++serial), ...(level && { level }) }, { as: officer });
    }
  });
  after(() => server?.remove());

  const ask = async (institution, infno, input, more = {}) => {
    const body = { infno, msgid: `${institution}${String(++serial).padStart(10, '0')}`,
      mdtrtarea_admvs: institution.slice(1, 7), insuplc_admdvs: '441900', recer_sys_code: 'HIS', dev_no: '',
      dev_safe_info: '', cainfo: '', signtype: '', infver: 'V1.0', opter_type: '1', opter: '7', opter_name: '李四',
      inf_time: '2025-04-25 09:00:00', fixmedins_code: institution, fixmedins_name: '示例机构', sign_no: '', input, ...more };
    const answer = await fetch(server.providers + path, { method: 'POST', body: JSON.stringify(body) });
    assert.equal(answer.status, 200);
    return answer.json();
  };
  const done = async (...call) => {
    const told = await ask(...call);
    assert.equal(told.infcode, 0, told.err_msg);
    return told.output;
  };
  const refused = async (code, ...call) => {
    const told = await ask(...call);
    assert.equal(told.infcode, -1, JSON.stringify(told));
    assert.ok(told.err_msg.includes(`[${code}]`), told.err_msg);
    assert.deepEqual(told.output, {});
  };
  const insured = async (fen = 0) => {
    const number = identityNumber();
    const person = await server.person({ identity_number: number, ...(fen && { fen }) });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    const { baseinfo } = await done(home, '1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: number,
      card_sn: '', begntime: '', psn_cert_type: '01', certno: number, psn_name: '' } });
    return { person, number, psn_no: baseinfo.psn_no };
  };
  // The server is restarted for it: only where somebody asks for themselves.
  const signIn = async (...people) => {
    for (const who of people) who.as = `own-${++serial}`;
    await server.issueTokens(Object.fromEntries(people.map(({ person, as }) =>
      [as, ['--role', 'participant', '--person', person, '--channel', 'app']])));
  };
  // Of somebody whose fund pays: a month is paid.
  const covered = async () => {
    const who = await insured();
    await server.done('POST', `/v1/people/${who.person}/contributions`,
      { month: '2025-04' });
    return who;
  };
  const card = ({ number, psn_no }) => ({ psn_no, mdtrt_cert_type: '02', mdtrt_cert_no: number, card_sn: '',
    psn_cert_type: '01', certno: number, psn_type: '11', psn_name: '张三丰' });
  const visit = async (institution, who, amount = 1000) => {
    const { data } = await done(institution, '2201', { data: { ...card(who), insutype: '310',
      begntime: '2025-04-25 08:50:00', ipt_otp_no: `M${++serial}`, dept_code: '01', dept_name: '内科', caty: 'A03' } });
    await done(institution, '2204', { feedetail: [{ feedetl_sn: String(++serial), mdtrt_id: data.mdtrt_id,
      psn_no: who.psn_no, chrg_bchno: 'B1', rx_circ_flag: '0', fee_ocur_time: '2025-04-25 08:55:00',
      med_list_codg: 'EXAMPLE-TEST-0001', medins_list_codg: 'X', det_item_fee_sumamt: amount, cnt: 1, pric: amount,
      bilg_dept_codg: '01', bilg_dept_name: '内科', bilg_dr_codg: 'D1', bilg_dr_name: '王五', hosp_appr_flag: '1' }] });
    return data.mdtrt_id;
  };
  const bill = (who, mdtrt_id, { amount = 1000, kind = '11', use = '0' } = {}) => ({ data: { ...card(who), med_type: kind,
    medfee_sumamt: amount, psn_setlway: '01', mdtrt_id, chrg_bchno: 'B1', acct_used_flag: use, insutype: '310',
    fulamt_ownpay_amt: 0, overlmt_selfpay: 0, preselfpay_amt: 0, inscp_scp_amt: amount } });
  const told = (who, mdtrt_id, { kind = '11', disease = '', diagnoses = [['1', 'I10', '高血压']] } = {}) => ({
    mdtrtinfo: { mdtrt_id, psn_no: who.psn_no, med_type: kind, begntime: '2025-04-25', main_cond_dscr: '头晕',
      dise_type_code: '', dise_codg: disease, dise_name: disease, birctrl_type: '', birctrl_matn_date: '' },
    diseinfo: diagnoses.map(([number, code, name]) => ({ diag_type: '1', diag_srt_no: number, diag_code: code,
      diag_name: name, diag_dept: '内科', dise_dor_no: 'D1', dise_dor_name: '王五', diag_time: '2025-04-25', vali_flag: '1' })) });
  const disease = (who, code, more = {}) => ({ data: { psn_no: who.psn_no, insutype: '310', opsp_dise_code: code,
    opsp_dise_name: `${code} 示例病种`, tel: '', addr: '', insu_optins: '441900', ide_fixmedins_no: home,
    ide_fixmedins_name: '示例机构', hosp_ide_date: '2025-04-20', diag_dr_codg: 'D1', diag_dr_name: '王五',
    begndate: '2025-04-20', enddate: '', ...more } });
  const fixed = (who, number, more = {}) => ({ data: { psn_no: who.psn_no, biz_appy_type: '03', begndate: '2025-04-25',
    fix_srt_no: number, fixmedins_code: home, fixmedins_name: '示例机构', ...more } });
  const referral = (who, more = {}) => ({ refmedin: { psn_no: who.psn_no, insutype: '310', diag_code: 'I10', diag_name: '高血压',
    reflin_medins_no: away, reflin_medins_name: '示例医院', mdtrtarea_admdvs: '330100', hosp_agre_refl_flag: '1',
    refl_type: '3', refl_date: '2025-04-25', refl_rea: '病情需要', refl_opnn: '同意', ...more } });
  const record = async (who) => (await server.done('GET', `/v1/people/${who.person}/care-registrations`, undefined,
    { as: who.as })).registrations;

  it('keeps what a visit was about, the last upload, and tells it to its own hospital', async () => {
    const who = await covered();
    const id = await visit(home, who);
    assert.deepEqual(await done(home, '2203', told(who, id, { diagnoses: [['1', 'I10', '高血压'], ['2', 'E11', '糖尿病']] })), {});
    await done(home, '2203', told(who, id, { kind: '13', diagnoses: [['1', 'J00', '感冒']] }));
    const query = { data: { psn_no: who.psn_no, begntime: '2025-04-01', endtime: '2025-04-30', med_type: '13' } };
    const { mdtrtinfo: [one, ...more] } = await done(home, '5201', query);
    assert.deepEqual(more, []);
    assert.deepEqual([one.mdtrt_id, one.med_type, one.otp_diag_info, one.main_cond_dscr, one.certno, one.insutype],
      [id, '13', 'J00 感冒', '头晕', who.number, '310']);
    for (const nothing of [{ med_type: '11' }, { begntime: '2025-04-26' }, { endtime: '2025-04-24' }, { mdtrt_id: 'X' }]) {
      assert.deepEqual(await done(home, '5201', { data: { ...query.data, ...nothing } }), { mdtrtinfo: [] });
    }
    assert.deepEqual(await done(other, '5201', query), { mdtrtinfo: [] }, 'another hospital sees its own alone');
    await refused('visit_unknown', other, '2203', told(who, id));
    await refused('diagnosis_twice', home, '2203', told(who, id, { diagnoses: [['1', 'I10', 'a'], ['1', 'E11', 'b']] }));
    await refused('visit_disease_missing', home, '2203', told(who, id, { kind: '14' }));
    await done(home, '2203', told(who, id, { kind: '13', disease: 'J00' }));
    const { setlinfo: { setl_id } } = await done(home, '2207', bill(who, id, { kind: '13' }));
    const { setlinfo: asked } = await done(home, '5203', { data: { psn_no: who.psn_no, setl_id, mdtrt_id: id } });
    assert.deepEqual([asked.dise_codg, asked.dise_name], ['J00', 'J00']);
    await refused('visit_settled_as', home, '2203', told(who, id, { kind: '11' }));
  });

  it('a visit is what it was settled as, where nothing was told of it before', async () => {
    const who = await covered();
    const id = await visit(home, who);  // 2201 says nothing of the kind of care
    const { setlinfo } = await done(home, '2207', bill(who, id, { kind: '13' }));
    assert.equal(setlinfo.med_type, '13');
    const listed = async (kind) => (await done(home, '5201', { data: { psn_no: who.psn_no, begntime: '2025-04-01',
      endtime: '2025-04-30', med_type: kind } })).mdtrtinfo.map((each) => each.mdtrt_id);
    assert.deepEqual([await listed('13'), await listed('11')], [[id], []]);
    await done(home, '2203', told(who, id, { kind: '13' }));
    await refused('visit_settled_as', home, '2203', told(who, id, { kind: '11' }));
    await done(home, '2208', { data: { setl_id: setlinfo.setl_id, mdtrt_id: id, psn_no: who.psn_no } });
    await done(home, '2207', bill(who, id));
    assert.deepEqual([await listed('13'), await listed('11')], [[], [id]]);
    // Settled with its registration's fee first (12), it is still what the rest is settled as.
    const registered = await visit(home, who, 10);
    await done(home, '2207', bill(who, registered, { kind: '12', amount: 10 }));
    assert.deepEqual([await listed('12'), (await listed('11')).length], [[], 2]);
    await done(home, '2203', told(who, registered, { kind: '13' }));
    assert.deepEqual(await listed('13'), [registered]);
  });

  // Hospitals of other makers tell of maternity, or of every visit, by the pharmacy's transaction.
  it('takes 2203A from a hospital as its 2203', async () => {
    const who = await covered();
    const [plain, other] = [await visit(home, who), await visit(home, who)];
    await done(home, '2203', told(who, plain, { kind: '11' }));
    await done(home, '2203A', told(who, other, { kind: '11' }));
    const { mdtrtinfo } = await done(home, '5201', { data: { psn_no: who.psn_no, begntime: '2025-04-01', endtime: '2025-04-30', med_type: '11' } });
    const [of2203, of2203A] = [plain, other].map((id) => ({ ...mdtrtinfo.find(({ mdtrt_id: each }) => each === id), mdtrt_id: '', ipt_otp_no: '', opt_time: '' }));
    assert.equal(of2203.med_type, '11');
    assert.deepEqual(of2203A, of2203);
    await done(home, '2207', bill(who, other));
  });

  it('takes what a pharmacy tells of its sale', async () => {
    const who = await insured(10_000);
    const { setlinfo } = await done(pharmacy, '2102', { druginfo: { ...card(who), begntime: '2025-04-25 08:59:40', medfee_sumamt: 20,
      invono: '', insutype: '310', dise_codg: '', dise_name: '', acct_used_flag: '1', med_type: '41' },
    drugdetail: [{ feedetl_sn: '1', rx_circ_flag: '0', fee_ocur_time: '2025-04-25 08:59:40', med_list_codg: 'EXAMPLE-DRUG-0001',
      medins_list_codg: 'A', det_item_fee_sumamt: 20, cnt: 1, pric: 20 }] });
    await done(pharmacy, '2203A', told(who, setlinfo.mdtrt_id, { kind: '41' }));
    // Everything that the table has is kept: the file as it was, of each upload.
    const file = Buffer.from('%PDF-1.4 处方');
    const prescribed = (more) => {
      const input = told(who, setlinfo.mdtrt_id, { kind: '41' });
      Object.assign(input.mdtrtinfo, { rxfixmedinsCode: home, rxfixmedinsName: '示例医院', rxfilename: '处方.pdf', rxExpContent: '每日两次', ...more });
      return input;
    };
    await done(pharmacy, '2203A', prescribed({ rxIn: file.toString('base64') }));
    await done(pharmacy, '2203A', prescribed({ rxIn: [...new Int8Array(Buffer.from('second'))] }));
    await refused('file_not_base64', pharmacy, '2203A', prescribed({ rxIn: '####' }));
    await refused('prescription_missing', pharmacy, '2203A', prescribed({ med_type: '11' }));
    const { prescriptions } = await server.done('GET', `/v1/people/${who.person}/prescriptions`);
    assert.deepEqual(prescriptions.map(({ institution, file_name, upload }) => [institution, file_name, upload]),
      [[home, '处方.pdf', 3], [home, '处方.pdf', 2]]);
    const [{ visit: number }] = prescriptions;
    const download = async (query) => (await server.get(`/v1/people/${who.person}/visits/${number}/prescription${query}`));
    assert.equal((await download('')).text, 'second');
    assert.equal((await download('?upload=2')).text, file.toString());
    assert.equal((await download('?upload=1')).status, 404);
    assert.equal((await server.get(`/v1/people/${who.person}/prescriptions`, { as: 'cashier-441900' })).status, 403);
    await refused('transaction_not_offered', pharmacy, '2203', told(who, setlinfo.mdtrt_id, { kind: '41' }));
  });

  it('recognises a chronic disease, settles by it, and stops when it is taken back', async () => {
    const who = await covered();
    const id = await visit(home, who);
    await done(home, '2203', told(who, id, { kind: '14', disease: 'M03900' }));
    await refused('chronic_disease_not_recognised', home, '2206', bill(who, id, { kind: '14' }));
    const asked = { data: { psn_no: who.psn_no, insutype: '310', fixmedins_code: home, med_type: '14',
      begntime: '2025-04-25 08:00:00', dise_codg: 'M03900' } };
    const { trtinfo: [before] } = await done(home, '2001', asked);
    assert.equal(before.trt_enjymnt_flag, '0');
    assert.match(before.trt_chk_rslt, /没有在参保地/);
    assert.deepEqual(await done(home, '5301', { data: { psn_no: who.psn_no } }), { feedetail: [] });
    const { result: { trt_dcla_detl_sn: number } } = await done(home, '2503', disease(who, 'M03900'));
    await refused('care_on_record_already', home, '2503', disease(who, 'M03900'));
    const { feedetail } = await done(other, '5301', { data: { psn_no: who.psn_no } });
    assert.deepEqual(feedetail, [{ opsp_dise_code: 'M03900', opsp_dise_name: 'M03900 示例病种', begndate: '2025-04-20', enddate: '' }]);
    assert.equal((await done(home, '2001', asked)).trtinfo[0].trt_enjymnt_flag, '1');
    const { setlinfo } = await done(home, '2207', bill(who, id, { kind: '14' }));
    assert.equal(setlinfo.fund_pay_sumamt, 800);
    assert.match(setlinfo.exp_content, /门诊慢特病/);
    const end = { data: { trt_dcla_detl_sn: number, psn_no: who.psn_no, memo: '误报' } };
    await refused('care_filed_elsewhere', other, '2504', end);
    await refused('care_registration_unknown', home, '2506', end);
    assert.deepEqual(await done(home, '2504', end), {});
    await refused('care_ended_already', home, '2504', end);
    assert.deepEqual(await done(home, '5301', { data: { psn_no: who.psn_no } }), { feedetail: [] });
    await done(home, '2208', { data: { setl_id: setlinfo.setl_id, mdtrt_id: id, psn_no: who.psn_no } });
    await refused('chronic_disease_not_recognised', home, '2207', bill(who, id, { kind: '14' }));
    const { visits: [seen, ...others] } = await server.done('GET', `/v1/people/${who.person}/visits`);
    assert.deepEqual(others, []);
    assert.deepEqual([seen.provider_name, seen.place_name, seen.begun_on, seen.diagnoses, seen.disease_name, seen.cancelled],
      ['示例机构', '广东省东莞市', '2025-04-25', ['高血压'], 'M03900', false]);
    assert.deepEqual(seen.settlements.map((each) => [each.total_fen, each.fund_fen, each.is_reversal, each.reversed]),
      [[100_000, 80_000, false, true], [-100_000, -80_000, true, false]]);
  });

  it('takes a recognition at once from the hospital that made it, and has any other reviewed', async () => {
    for (const [sender, by] of [[pharmacy, home], [other, home], [home, other], [home, 'NOSUCH']]) {
      const who = await covered();
      await done(sender, '2503', disease(who, 'M03900', { ide_fixmedins_no: by }));
      assert.deepEqual(await done(home, '5301', { data: { psn_no: who.psn_no } }), { feedetail: [] }, `${sender} ${by}`);
      assert.deepEqual((await record(who)).map(({ state }) => state), ['pending']);
      await refused('care_pending_already', sender, '2503', disease(who, 'M03900', { ide_fixmedins_no: by }));
      // One at a time is reviewed, whatever days it is for.
      await refused('care_pending_already', sender, '2503', disease(who, 'M03900', { ide_fixmedins_no: by, begndate: '2027-01-01', enddate: '2027-12-31' }));
      // The hospital's own word holds at once, and what waits has lost its object.
      const { result: { trt_dcla_detl_sn: number } } = await done(home, '2503', disease(who, 'M03900'));
      assert.equal((await done(home, '5301', { data: { psn_no: who.psn_no } })).feedetail.length, 1, `${sender} ${by}`);
      assert.deepEqual((await record(who)).map(({ state }) => state).sort(), ['active', 'ended']);
      await refused('care_on_record_already', home, '2503', disease(who, 'M03900'));
      await done(home, '2504', { data: { trt_dcla_detl_sn: number, psn_no: who.psn_no, memo: '误报' } });
    }
    const who = await covered();
    await refused('care_recognised_by_hospitals', pharmacy, '2503', disease(who, 'M03900', { ide_fixmedins_no: pharmacy }));
    await refused('care_recognised_ahead', home, '2503', disease(who, 'M03900', { hosp_ide_date: '2025-04-26' }));
    await refused('care_begins_before_recognition', home, '2503', disease(who, 'M03900', { hosp_ide_date: '2025-04-21' }));
    await done(home, '2503', disease(who, 'M03900', { hosp_ide_date: '2025-04-25', begndate: '2025-04-25' }));
    assert.equal((await done(home, '5301', { data: { psn_no: who.psn_no } })).feedetail.length, 1);
  });

  it('refers, once and to the place that it says, and pays less than at home', async () => {
    const who = await covered();
    await refused('referral_not_agreed', home, '2501', referral(who, { hosp_agre_refl_flag: '0' }));
    await refused('referral_type_differs', home, '2501', referral(who, { refl_type: '1' }));
    await refused('care_institution_elsewhere', home, '2501', referral(who, { reflin_medins_no: other }));
    await refused('transaction_not_offered', pharmacy, '2501', referral(who));
    const first = await visit(away, who);
    assert.equal((await done(away, '2207', bill(who, first))).setlinfo.fund_pay_sumamt, 350);  // (1000 - 300) × (70 - 20)%
    const { result } = await done(home, '2501', referral(who));
    await refused('care_on_record_already', home, '2501', referral(who));
    const second = await visit(away, who);
    assert.equal((await done(away, '2207', bill(who, second))).setlinfo.fund_pay_sumamt, 600);
    assert.deepEqual(await done(home, '2502', { data: { trt_dcla_detl_sn: result.trt_dcla_detl_sn, psn_no: who.psn_no } }), {});
    const third = await visit(away, who);
    assert.equal((await done(away, '2207', bill(who, third))).setlinfo.fund_pay_sumamt, 500);
  });

  it('fixes institutions by number, of one kind, and tells them', async () => {
    const who = await covered();
    await done(home, '2505', fixed(who, '1'));
    await refused('care_on_record_already', home, '2505', fixed(who, '2'));
    await refused('fixed_number_taken', other, '2505', fixed(who, '1', { fixmedins_code: other }));
    await refused('institution_unknown', home, '2505', fixed(who, '2', { fixmedins_code: 'H44190099999' }));
    for (const number of ['0', '4', 'x']) await refused('fixed_too_many', other, '2505', fixed(who, number, { fixmedins_code: other }));
    const { result } = await done(other, '2505', fixed(who, '2', { fixmedins_code: other, fixmedins_name: 'x' }));
    const { psnfixmedin } = await done(home, '5302', { data: { psn_no: who.psn_no, biz_appy_type: '03' } });
    assert.deepEqual(new Set(psnfixmedin.map(({ fixmedins_name: name }) => name)), new Set(['示例机构']), 'its own name');
    assert.deepEqual(psnfixmedin.map(({ fix_srt_no: number, fixmedins_code: code }) => [number, code]), [['1', home], ['2', other]]);
    assert.deepEqual(await done(home, '5302', { data: { psn_no: who.psn_no, biz_appy_type: '01' } }), { psnfixmedin: [] });
    await done(other, '2506', { data: { trt_dcla_detl_sn: result.trt_dcla_detl_sn, psn_no: who.psn_no, memo: '变更' } });
    assert.equal((await done(home, '5302', { data: { psn_no: who.psn_no, biz_appy_type: '03' } })).psnfixmedin.length, 1);
  });

  it('2001 tells the last day on which it is so, as other ends are told', async () => {
    const who = await covered();
    const asked = async (day) => (await done(home, '2001', { data: { psn_no: who.psn_no, insutype: '310',
      fixmedins_code: home, med_type: '11', begntime: `${day} 08:00:00` } })).trtinfo[0];
    const { trt_enjymnt_flag: flag, enddate } = await asked('2025-04-25');
    assert.equal(flag, '1');
    const after = new Date(Date.parse(enddate) + 86_400_000).toISOString().slice(0, 10);
    assert.deepEqual([(await asked(enddate)).trt_enjymnt_flag, (await asked(after)).trt_enjymnt_flag], ['1', '0'], enddate);
  });

  it('the yearly limit: what a settlement cannot have, and 2001 afterwards, say so', async () => {
    const who = await covered();
    const asked = async () => (await done(home, '2001', { data: { psn_no: who.psn_no, insutype: '310',
      fixmedins_code: home, med_type: '11', begntime: '2025-04-25 08:00:00' } })).trtinfo[0];
    assert.equal((await asked()).trt_enjymnt_flag, '1');
    const { setlinfo } = await done(home, '2207', bill(who, await visit(home, who, 20_000), { amount: 20_000 }));
    assert.equal(setlinfo.fund_pay_sumamt, 5000);
    assert.match(setlinfo.exp_content, /2025 年统筹基金已支付 5,?000.00 元,到达年度限额/);
    const { trt_enjymnt_flag: flag, trt_chk_rslt: why } = await asked();
    assert.equal(flag, '0');
    assert.match(why, /到达年度限额/);
    const { setlinfo: more } = await done(home, '2207', bill(who, await visit(home, who, 100), { amount: 100 }));
    assert.equal(more.fund_pay_sumamt, 0);
    assert.match(more.exp_content, /到达年度限额/);
  });

  it('2001 says no where the fund pays nothing, and why', async () => {
    const who = await covered();
    const asked = async (till, kind, code = '') => (await done(till, '2001', { data: { psn_no: who.psn_no, insutype: '310',
      fixmedins_code: till, med_type: kind, begntime: '2025-04-25 08:00:00', dise_codg: code } })).trtinfo[0];
    const here = await asked(home, '11');
    assert.deepEqual([here.trt_enjymnt_flag, (await asked(pharmacy, '41')).trt_enjymnt_flag], ['1', '0']);
    assert.match((await asked(pharmacy, '41')).trt_chk_rslt, /统筹基金不支付/);
    await done(home, '2503', disease(who, 'M03900'));
    assert.equal((await asked(other, '14', 'M03900')).trt_enjymnt_flag, '1');
    await done(home, '2505', fixed(who, '1', { biz_appy_type: '01' }));
    const elsewhere = await asked(other, '14', 'M03900');
    assert.equal(elsewhere.trt_enjymnt_flag, '0');
    assert.match(elsewhere.trt_chk_rslt, /不是本人定点的门诊慢特病机构/);
    assert.equal((await asked(home, '14', 'M03900')).trt_enjymnt_flag, '1');
  });

  it('files for a person who is insured there, of that scheme', async () => {
    const who = await covered();
    await refused('care_not_insured_here', home, '2503', disease(who, 'M03900', { insu_optins: '330100' }));
    await refused('insurance_differs', home, '2503', disease(who, 'M03900', { insutype: '390' }));
    await refused('care_recognised_by_hospitals', home, '2503', disease(who, 'M03900', { ide_fixmedins_no: pharmacy }));
    await refused('person_unknown', home, '2503', disease({ psn_no: 'X' }, 'M03900'));
    await refused('care_days_reversed', home, '2503', disease(who, 'M03900', { begndate: '2025-04-25', enddate: '2025-04-24' }));
  });

  it('lets a person ask for care elsewhere, see why it holds, and end it', async () => {
    const who = await covered();
    const stranger = await insured();
    await signIn(who, stranger);
    const terms = (code) => server.done('GET', `/v1/people/${who.person}/care-terms?provider=${code}`, undefined, { as: who.as });
    assert.equal((await terms(home)).rate_basis_points, 7000);
    const before = await terms(away);
    assert.equal(before.rate_basis_points, 5000);
    assert.equal(before.reasons.at(-1).rule, 'paid_as_unregistered_elsewhere');
    assert.equal(before.reasons.at(-1).parameters[0].parameter, 'settlement.remote_less_unregistered');
    // Of a place, before anything is on record, and as if it were.
    const there = (question) => server.get(`/v1/people/${who.person}/care-terms?${question}`, { as: who.as });
    const rate = async (question) => (await there(question)).json.rate_basis_points;
    assert.deepEqual([await rate('place_of_care=441900&level=primary'), await rate('place_of_care=330100&level=primary'),
      await rate('place_of_care=330106&level=primary&registered=true'), await rate('place_of_care=330000&level=primary&registered=true'),
      await rate('place_of_care=330100&registered=true')], [7000, 5000, 7000, 7000, 5000]);
    assert.equal(await rate('level=primary'), 7000, 'without a place: at home');
    for (const question of ['place_of_care=330100&level=best', 'place_of_care=999999']) {
      assert.equal((await there(question)).status, 400, question);
    }
    const draft = await server.done('POST', `/v1/people/${who.person}/remote-care-registrations`,
      { region: '441900', place_of_care: '330106' }, { as: who.as });
    assert.deepEqual([draft.obstacles, draft.handling, draft.form.place_of_care], [[], 'at_once', '330100']);
    await server.done('POST', `/v1/remote-care-registrations/${draft.case}/confirmation`,
      { form_digest: draft.form_digest }, { as: who.as });
    assert.equal((await terms(away)).rate_basis_points, 7000);
    const [one] = await record(who);
    assert.deepEqual([one.kind, one.state, one.holds_today, one.reasons[0].rule, one.thing],
      ['remote_care', 'active', true, 'care_holds', '浙江省杭州市']);
    const { messages } = await server.done('GET', `/v1/people/${who.person}/messages`, undefined, { as: who.as });
    assert.ok(messages.some(({ rule }) => rule === 'care_registered'));
    const end = `/v1/people/${who.person}/care-registrations/${one.registration}/end`;
    for (const path of [`/v1/people/${who.person}/care-registrations`, `/v1/people/${who.person}/reimbursable-settlements`, `/v1/people/${who.person}/visits`,
      `/v1/people/${who.person}/care-terms?provider=${home}`]) {
      assert.equal((await server.get(path, { as: stranger.as })).status, 404, path);
    }
    assert.equal((await server.post(end, {}, { as: stranger.as })).status, 404);
    assert.equal((await server.post(end, {}, { as: 'officer-330100' })).status, 403);
    await server.done('POST', end, {}, { as: who.as });
    assert.equal((await server.post(end, {}, { as: who.as })).json.code, 'care_ended_already');
    assert.equal((await terms(away)).rate_basis_points, 5000);
    assert.equal((await record(who))[0].reasons[0].rule, 'care_has_ended');
  });

  it('has an officer decide what a person asks to have recognised', async () => {
    const who = await covered();
    await signIn(who);
    const apply = async (code) => {
      const draft = await server.done('POST', `/v1/people/${who.person}/chronic-disease-recognitions`,
        { region: '441900', disease: code, disease_name: '示例病种', institution: home }, { as: who.as });
      const at = `/v1/chronic-disease-recognitions/${draft.case}`;
      assert.deepEqual(draft.materials_missing, ['diagnosis_proof']);
      await server.done('POST', `${at}/materials`, { slot: 'diagnosis_proof', content:
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' }, { as: who.as });
      await server.done('POST', `${at}/confirmation`, { form_digest: draft.form_digest }, { as: who.as });
      return at;
    };
    const first = await apply('M03900');
    const [pending] = await record(who);
    assert.deepEqual([pending.state, pending.holds_today, pending.reasons[0].rule], ['pending', false, 'care_pending']);
    assert.deepEqual(await done(home, '5301', { data: { psn_no: who.psn_no } }), { feedetail: [] });
    await server.done('POST', `${first}/approval`, { checked: ['diagnosis_proof'] }, { as: 'officer-441900' });
    assert.equal((await done(home, '5301', { data: { psn_no: who.psn_no } })).feedetail.length, 1);
    const second = await apply('M01600');
    await server.done('POST', `${second}/refusal`, { why: '材料不符' }, { as: 'officer-441900' });
    const third = await apply('M00500');
    const waiting = (await record(who)).find(({ state }) => state === 'pending');
    await server.done('POST', `/v1/people/${who.person}/care-registrations/${waiting.registration}/end`, {}, { as: who.as });
    assert.equal((await server.done('GET', third, undefined, { as: who.as })).state, 'withdrawn');
    assert.deepEqual((await record(who)).map(({ state }) => state), ['active', 'ended', 'ended']);
  });

  // Whom an account is shared with, approved as any other.
  const bindAid = async (payer, who) => {
    const bind = await server.done('POST', `/v1/people/${payer.person}/aid-applications`,
      { region: '441900', relative: { identity_number: who.number, name: '张三丰' }, relation: 'spouse', limit_fen: 20_000 }, { as: payer.as });
    for (const slot of bind.materials_missing) {
      await server.done('POST', `/v1/aid-applications/${bind.case}/materials`, { slot, content:
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' }, { as: payer.as });
    }
    await server.done('POST', `/v1/aid-applications/${bind.case}/confirmation`, { form_digest: bind.form_digest }, { as: payer.as });
    await server.done('POST', `/v1/aid-applications/${bind.case}/approval`, { checked: bind.materials_missing }, { as: 'officer-441900' });
  };
  const aided = (who, amount) => ({ druginfo: { ...card(who), begntime: '2025-04-25 08:59:40', medfee_sumamt: amount,
      invono: '', insutype: '310', dise_codg: '', dise_name: '', acct_used_flag: '2', med_type: '41' },
    drugdetail: [{ feedetl_sn: '1', rx_circ_flag: '0', fee_ocur_time: '2025-04-25 08:59:40', med_list_codg: 'EXAMPLE-DRUG-0003',
      medins_list_codg: 'A', det_item_fee_sumamt: amount, cnt: 10, pric: amount / 10 }] });

  it('takes one bill from two accounts of the person, and gives back to each', async () => {
    const who = await insured(4_000);
    await server.credit(who.person, 5_000, '440500');
    const accounts = async () => Object.fromEntries((await server.done('GET', `/v1/people/${who.person}/balance`))
      .accounts.map(({ region, balance_fen: fen }) => [region, fen]));
    const sale = (amount) => ({ druginfo: { ...card(who), begntime: '2025-04-25 08:59:40', medfee_sumamt: amount,
      invono: '', insutype: '310', dise_codg: '', dise_name: '', acct_used_flag: '1', med_type: '41' },
    drugdetail: [{ feedetl_sn: '1', rx_circ_flag: '0', fee_ocur_time: '2025-04-25 08:59:40', med_list_codg: 'EXAMPLE-DRUG-0003',
      medins_list_codg: 'A', det_item_fee_sumamt: amount, cnt: 10, pric: amount / 10 }] });
    const { setlinfo } = await done(pharmacy, '2102', sale(60));
    assert.deepEqual([setlinfo.acct_pay, setlinfo.psn_cash_pay, setlinfo.balc], [60, 0, 30]);
    assert.deepEqual(await accounts(), { 440500: 3_000, 441900: 0 });
    const { setlinfo: back } = await done(pharmacy, '2103',
      { data: { setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id, psn_no: who.psn_no } });
    assert.deepEqual([back.acct_pay, back.balc], [-60, 90]);
    assert.deepEqual(await accounts(), { 440500: 5_000, 441900: 4_000 });
    const lost = { msgid: `two${++serial}` };
    const { setlinfo: all } = await done(pharmacy, '2102', sale(100), lost);
    assert.deepEqual([all.acct_pay, all.psn_cash_pay, all.balc], [90, 10, 0]);
    await done(pharmacy, '2601', { data: { psn_no: who.psn_no, omsgid: lost.msgid, oinfno: '2102' } });
    assert.deepEqual(await accounts(), { 440500: 5_000, 441900: 4_000 });
  });

  it('gives shared money back to each of the two, by the interface', async () => {
    const payer = await insured(50_000);
    const who = await insured(3_000);
    await signIn(payer);
    await bindAid(payer, who);
    const used = async () => (await server.done('GET', `/v1/people/${payer.person}/aid-bindings`, undefined, { as: payer.as }))
      .shared_with[0].used_fen;
    const sale = (amount) => aided(who, amount);
    const { setlinfo } = await done(pharmacy, '2102', sale(100));
    assert.deepEqual([setlinfo.acct_pay, setlinfo.acct_mulaid_pay, setlinfo.psn_cash_pay], [100, 70, 0]);
    assert.deepEqual([await server.balance(who.person), await server.balance(payer.person), await used()], [0, 43_000, 7_000]);
    const { setlinfo: back } = await done(pharmacy, '2103',
      { data: { setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id, psn_no: who.psn_no } });
    assert.deepEqual([back.acct_pay, back.acct_mulaid_pay, back.balc], [-100, -70, 30]);
    assert.deepEqual([await server.balance(who.person), await server.balance(payer.person), await used()], [3_000, 50_000, 0]);

    // At a till without the interface: by the number of either part, whole and once.
    const till = { as: server.cashier(pharmacy) };
    const paid = await server.done('POST', `/v1/people/${who.person}/aid-payments`, { amount_fen: 10_000, provider: pharmacy }, till);
    assert.deepEqual([await server.balance(who.person), await server.balance(payer.person), await used()], [0, 43_000, 7_000]);
    const stranger = await server.person();
    const undo = (person, provider = pharmacy) =>
      server.post(`/v1/people/${person}/payments/${paid.payment_id}/reversal`, { provider }, till);
    assert.equal((await undo(stranger)).status, 404);
    assert.equal((await undo(who.person, 'P44190000003')).status, 403);
    const once = await Promise.all([undo(who.person), undo(payer.person), undo(who.person)]);
    assert.equal(once.filter(({ status }) => status === 200).length, 1, JSON.stringify(once.map(({ json }) => json)));
    const { json: undone } = once.find(({ status }) => status === 200);
    assert.deepEqual([undone.amount_fen, undone.shared_fen, undone.balance_fen], [10_000, 7_000, 3_000]);
    assert.deepEqual([await server.balance(who.person), await server.balance(payer.person), await used()], [3_000, 50_000, 0]);

    // By its message, and after the binding has ended.
    const lost = { msgid: `lost${++serial}` };
    await done(pharmacy, '2102', sale(100), lost);
    const { shared_with: [binding] } = await server.done('GET', `/v1/people/${payer.person}/aid-bindings`, undefined, { as: payer.as });
    await server.done('POST', `/v1/aid-bindings/${binding.binding}/end`, {}, { as: payer.as });
    await done(pharmacy, '2601', { data: { psn_no: who.psn_no, omsgid: lost.msgid, oinfno: '2102' } });
    assert.deepEqual([await server.balance(who.person), await server.balance(payer.person), await used()], [3_000, 50_000, 0]);
    const { messages } = await server.done('GET', `/v1/people/${payer.person}/messages`, undefined, { as: payer.as });
    assert.ok(messages.some(({ rule }) => rule === 'aid_given_back'));
  });

  it('tells each of the two their own: what is left to them, and of the relative no more than the sum (R-055)', async () => {
    const payer = await insured(50_000);
    await server.credit(payer.person, 6_000, '440500');
    const who = await insured(3_000);
    await signIn(payer);
    await signIn(who);
    await bindAid(payer, who);
    const told = async (one, rule) => (await server.done('GET', `/v1/people/${one.person}/messages`, undefined, { as: one.as }))
      .messages.find((each) => each.rule === rule)?.detail;
    const { setlinfo } = await done(pharmacy, '2102', aided(who, 100));
    assert.match(await told(who, 'settled_with_aid'), /本人个人账户 30\.00 元,亲属共济 70\.00 元,现金 0\.00 元;账户余额 0\.00 元/);
    assert.match(await told(payer, 'aid_used'), /共济 70\.00 元,您的余额 490\.00 元/, 'of both accounts');

    // Where she was treated, and the number of the sale, are hers to tell.
    const postings = async (as, query = '') => (await server.done('GET', `/v1/people/${payer.person}/postings${query}`, undefined, { as })).postings;
    const shared = ({ amount_fen: fen }) => fen === 7_000;
    const his = (await postings(payer.as)).find(shared);
    assert.deepEqual([his.aid, his.other, his.other_name, his.reference], [true, undefined, undefined, undefined]);
    const officers = (await postings('officer-441900', '?purpose=核对')).find(shared);
    assert.deepEqual([officers.aid, officers.other], [true, `provider:${pharmacy}`]);
    const sheet = await server.get(`/v1/people/${payer.person}/postings/statement?format=csv`, { as: payer.as });
    assert.match(sheet.text, /亲属共济/);
    assert.ok(!sheet.text.includes(pharmacy) && !sheet.text.includes(setlinfo.medins_setl_id), sheet.text);

    // At a window whoever stands before it is read to, and not where they were treated.
    const hers = await server.done('GET', `/v1/people/${who.person}/postings?purpose=核对`, undefined, { as: 'community-441900' });
    const [sale] = hers.postings;
    assert.deepEqual([sale.amount_fen, sale.other, sale.other_name, sale.reference], [3_000, undefined, undefined, undefined]);

    await done(pharmacy, '2103', { data: { setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id, psn_no: who.psn_no } });
    assert.match(await told(payer, 'aid_given_back'), /您的余额 560\.00 元/);
    const back = (await postings(payer.as)).find(({ code }) => code === 104);
    assert.deepEqual([back.aid, back.other], [true, undefined]);
  });

  it('tells of the balance what is there, also while a hold stops it (R-046)', async () => {
    const who = await insured(20_000);
    await signIn(who);
    const { setlinfo } = await done(pharmacy, '2102', { ...aided(who, 20), druginfo: { ...aided(who, 20).druginfo, acct_used_flag: '1' } });
    await server.done('POST', `/v1/people/${who.person}/holds`, { cause: 'admin', note: '身份核查' }, { as: 'senior-441900' });
    await done(pharmacy, '2103', { data: { setl_id: setlinfo.setl_id, mdtrt_id: setlinfo.mdtrt_id, psn_no: who.psn_no } });
    const { messages } = await server.done('GET', `/v1/people/${who.person}/messages`, undefined, { as: who.as });
    assert.match(messages.find(({ rule }) => rule === 'settlement_reversed').detail, /账户余额 200\.00 元/);
  });

  it('ends with a database that verifies', async () => {
    await server.stop();
    assert.match(server.run('verify'), /verify: OK/);
    await server.start();
  });
});
