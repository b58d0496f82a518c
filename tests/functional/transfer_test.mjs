// A transfer over HTTP, as its people see it: the participant on one channel and another, the
// officers of both agencies, and the same state at every entry point after every step.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

onEachEngine('transfer', (engine) => {
  let server;
  let person;
  const number = identityNumber();
  const form = { name: '张三丰', identity_number: number, origin: '441900', target: '330100' };

  before(async () => {
    server = await Server.fresh(engine);
    person = await server.person({ fen: 1_234_567, identity_number: number });
    await server.history(person, { region: '441900',
      kind: 'flexible', base_fen: 500_000, started_on: '2025-01-01', suspended_on: '2025-04-01' });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '330100', kind: 'flexible', base_fen: 500_000 }, { as: 'officer-330100' });
    // the same person on three channels.
    await server.issueTokens(Object.fromEntries(['app_android', 'alipay_mp', 'wechat_mp'].map(
      (channel) => [channel, ['--role', 'participant', '--person', person, '--channel', channel]])));
  });
  after(() => server?.remove());

  // both entry points tell the same, on whatever channel.
  async function state(id) {
    const one = await server.done('GET', `/v1/transfers/${id}`, undefined, { as: 'alipay_mp' });
    const { cases } = await server.done('GET', `/v1/people/${person}/transfers`, undefined,
      { as: 'wechat_mp' });
    assert.equal(cases.find((each) => each.case === id).state, one.state);
    const { cases: all } = await server.done('GET', `/v1/people/${person}/cases`, undefined,
      { as: 'app_android' });
    const line = all.find((each) => each.case === id);
    assert.deepEqual([line.kind, line.state, line.open], ['transfer', one.state, !one.closed_on]);
    assert.deepEqual([line.origin.region, line.place.region], ['441900', '330100']);
    return one;
  }

  it('takes neither the nation, a province nor 港澳台 for a pooling region, at any door', async () => {
    const app = { as: 'app_android' };
    const officer = { as: 'officer-330100' };
    for (const region of ['100000', '440000', '710000', '810000']) {
      for (const [door, answer] of [
        ['pre-check', await server.post(`/v1/people/${person}/transfer-precheck`, { origin: '441900', target: region }, app)],
        ['target', await server.post(`/v1/people/${person}/transfers?dry_run=true`, { ...form, target: region }, app)],
        ['origin', await server.post(`/v1/people/${person}/transfers`, { ...form, origin: region }, app)],
        ['enrolment', await server.post(`/v1/people/${person}/enrolments`, { region, kind: 'flexible', base_fen: 500_000 }, officer)],
        ['certificate', await server.post(`/v1/people/${person}/certificates`, { region }, app)],
        ['retirement', await server.get(`/v1/people/${person}/retirement?region=${region}`, app)],
        ['agency', await server.post(`/v1/agencies/${region}/changes`, { name: '某某中心', phone: '0571-00000000' }, officer)],
        ['deemed', await server.post(`/v1/people/${person}/deemed-contributions`,
          { region, first_month: '1999-01', last_month: '1999-02', evidence: 'x' }, officer)],
      ]) {
        assert.equal(answer.status, 400, `${door} ${region}: ${answer.text}`);
        assert.ok(answer.json.reasons.some(({ rule }) => rule === 'not_a_pooling_region'), `${door} ${region}: ${answer.text}`);
      }
    }
    const { cases } = await server.done('GET', `/v1/people/${person}/transfers`, undefined, app);
    assert.deepEqual(cases, []);
    assert.equal((await server.get('/v1/agencies/440000/guides', app)).status, 200, 'a province has rules to tell');
  });

  it('goes from the draft to the credited balance, seen the same everywhere', async () => {
    const checked = await server.done('POST', `/v1/people/${person}/transfer-precheck`,
      { origin: '441900', target: '330100' }, { as: 'app_android' });
    assert.deepEqual(checked.reasons, []);
    const { cases } = await server.done('GET', `/v1/people/${person}/transfers`, undefined,
      { as: 'app_android' });
    assert.deepEqual(cases, [], 'a pre-check opens no case (R-021)');

    const draft = await server.done('POST', `/v1/people/${person}/transfers`, form,
      { as: 'app_android' });
    const id = draft.case;
    const path = `/v1/transfers/${id}`;
    assert.equal((await state(id)).channel, 'app_android');

    // no confirmation of something else; R-011: not without both sides of the card.
    const early = await server.post(`${path}/confirmation`, { form_digest: draft.form_digest },
      { as: 'app_android' });
    assert.equal(early.json.code, 'materials_missing');
    for (const slot of ['identity_card_front', 'identity_card_back']) {
      await server.done('POST', `${path}/materials`, { slot, content: picture },
        { as: 'app_android' });
    }
    const other = await server.post(`${path}/confirmation`, { form_digest: '0'.repeat(64) },
      { as: 'app_android' });
    assert.equal(other.json.code, 'form_not_as_confirmed');
    await server.done('POST', `${path}/confirmation`, { form_digest: draft.form_digest },
      { as: 'app_android' });

    const accepted = await state(id);
    assert.equal(accepted.state, 'origin_review');
    assert.equal(accepted.clocks.origin.due_on, '2025-05-13');
    assert.equal(accepted.clocks.total.due_on, '2025-05-20');
    const held = await server.pay(person, 1);
    assert.equal(held.json.code, 'spending_held', 'R-065: the account rests while money leaves');

    // Two officers at one case: who has an old version before them is told, and nothing is done.
    const seen = await server.get(path, { as: 'officer-441900' });
    const stale = await server.post(`${path}/origin-approval`, {},
      { as: 'officer-441900', headers: { 'If-Match': '"1"' } });
    assert.equal(stale.status, 412, stale.text);
    assert.equal(stale.json.code, 'case_changed');
    // nothing is approved unless what was handed in is ticked, one by one; what was ticked is kept.
    const both = { checked: ['identity_card_front', 'identity_card_back'] };
    for (const ticks of [{}, { checked: [] }, { checked: both.checked.slice(1) }]) {
      const unchecked = await server.post(`${path}/origin-approval`, ticks, { as: 'officer-441900' });
      assert.deepEqual([unchecked.status, unchecked.json.code], [409, 'materials_not_checked'], unchecked.text);
    }
    await server.done('POST', `${path}/origin-approval`, both,
      { as: 'officer-441900', headers: { 'If-Match': seen.headers.get('etag') } });
    assert.equal((await state(id)).steps.find(({ event }) => event === 'approved_at_origin').facts.checked, both.checked.join(', '));
    await server.done('POST', `${path}/sheet`, { household_kind: 'resident', household_address: '东莞市南城街道 1 号' },
      { as: 'officer2-441900' });
    const { versions: [sheet] } = await server.done('GET', `${path}/sheet`, undefined, { as: 'officer-330100' });
    assert.equal(sheet.content.household_kind, 'resident');
    assert.equal(sheet.content.household_address, '东莞市南城街道 1 号');
    assert.match(sheet.content.handled_by, /^\d+$/);
    assert.match(sheet.content.reviewed_by, /^\d+$/);
    assert.equal((await state(id)).money.state, 'in_transit');
    await server.done('POST', '/v1/agencies/330100/remittances', { from_region: '441900',
      amount_fen: 1_234_567, arrived_on: '2025-04-25', bank_serial: 'B1', reference: id },
    { as: 'officer-330100' });
    const blind = await server.post(`${path}/target-approval`, {}, { as: 'officer-330100' });
    assert.equal(blind.json.code, 'materials_not_checked', blind.text);
    await server.done('POST', `${path}/target-approval`, both, { as: 'officer-330100' });

    const done = await state(id);
    assert.equal(done.state, 'completed');
    assert.deepEqual(done.progress.map((step) => step.state), ['done', 'done', 'done', 'done']);
    const { accounts } = await server.done('GET', `/v1/people/${person}/balance`);
    const balance = (region) => accounts.find((each) => each.region === region).balance_fen;
    assert.equal(balance('441900'), 0);
    assert.equal(balance('330100'), 1_234_567);
    const told = await server.done('GET', `/v1/people/${person}/messages`, undefined,
      { as: 'wechat_mp' });
    assert.equal(told.messages[0].rule, 'transfer_completed');
  });

  // Over the same door as the money that arrives for a case: its own line of the bank, the whole amount.
  it('takes the money of a refused relation back once, as the bank shows it', async () => {
    const identity_number = identityNumber();
    const whose = await server.person({ fen: 65_432, identity_number });
    await server.history(whose, { region: '441900', kind: 'flexible', base_fen: 500_000,
      started_on: '2025-01-01', suspended_on: '2025-04-01' });
    await server.done('POST', `/v1/people/${whose}/enrolments`,
      { region: '330100', kind: 'flexible', base_fen: 500_000 }, { as: 'officer-330100' });
    const origin = { as: 'officer-441900' };
    const target = { as: 'officer-330100' };
    const draft = await server.done('POST', `/v1/people/${whose}/transfers`,
      { ...form, identity_number, certificate_number: await server.certificate(whose, '441900'),
        sighted: ['identity_document', 'social_security_card'] }, origin);
    // of an origin on this system a certificate has a number that is checked.
    const unseen = await server.post(`/v1/people/${whose}/transfers`,
      { ...form, identity_number, certificate_on_paper: true }, target);
    assert.equal(unseen.json.code, 'certificate_number_missing', unseen.text);
    const path = `/v1/transfers/${draft.case}`;
    await server.done('POST', `${path}/confirmation`, { form_digest: draft.form_digest }, origin);
    await server.done('POST', `${path}/origin-approval`, { checked: ['identity_document', 'social_security_card'] }, origin);
    await server.done('POST', `${path}/sheet`, {}, origin);
    const back = { amount_fen: 65_432, arrived_on: '2025-04-25', bank_serial: 'Z1' };
    const early = await server.post(`${path}/money-return`, back, origin);
    assert.equal(early.status, 409, early.text);  // it is on its way there
    await server.done('POST', `${path}/refusal`, { why: '账户类型不符' }, target);
    const refused = async (body, status, code, as = origin) => {
      const answer = await server.post(`${path}/money-return`, body, as);
      assert.deepEqual([answer.status, answer.json.code], [status, code], answer.text);
    };
    await refused(back, 403, 'other_agency', target);
    await refused(back, 403, 'role_not_allowed', { as: 'cashier-441900' });
    await refused({ ...back, amount_fen: 65_431 }, 409, 'returned_amount_differs');
    await refused({ ...back, amount_fen: -1 }, 400, 'amount_out_of_range');
    await refused({ ...back, arrived_on: '2025-04-26' }, 400, 'day_in_future');
    await refused({ ...back, arrived_on: '2025-04-24' }, 409, 'returned_before_it_left');
    assert.equal(await server.balance(whose), 0);
    const done = await server.done('POST', `${path}/money-return`, back, origin);
    assert.equal(done.state, 'money_returned');
    assert.equal(await server.balance(whose), 65_432);
    const again = await server.post(`${path}/money-return`, { ...back, bank_serial: 'Z2' }, origin);
    assert.equal(again.status, 409, again.text);
    assert.equal(await server.balance(whose), 65_432);
  });

  it('explains every decision with rule, parameter and source', async () => {
    const { cases } = await server.done('GET', `/v1/people/${person}/transfers`);
    const { decisions } = await server.done('GET', `/v1/transfers/${cases[0].case}/explanation`);
    const reasons = decisions.flatMap((decision) => decision.reasons);
    const deadline = reasons.find((reason) => reason.rule === 'origin_deadline');
    assert.deepEqual(deadline.parameters.map(({ parameter, value, region, source }) =>
      [parameter, value, region, source]),
    [['transfer.origin_working_days', '10', '100000', 'nhsa_2021_43']]);
    for (const reason of reasons) assert.ok(reason.title && reason.detail, reason.rule);
  });

  it('is nobody else\'s', async () => {
    const { cases } = await server.done('GET', `/v1/people/${person}/transfers`);
    const other = await server.person();
    await server.issueTokens({ other: ['--role', 'participant', '--person', other,
      '--channel', 'web'] });
    for (const path of [`/v1/transfers/${cases[0].case}`, `/v1/people/${person}/transfers`]) {
      assert.equal((await server.get(path, { as: 'other' })).status, 404);
    }
  });

  it('ends with a database that verifies', async () => {
    await server.stop();
    assert.match(server.run('verify'), /verify: OK/);
    await server.start();
  });
});
