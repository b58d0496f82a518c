// The first page of a participant: what it shows is what the other enquiries show, at once after
// each command, and to nobody else.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, onEachEngine, picture } from './harness.mjs';

onEachEngine('summary', (engine) => {
  let server;
  let person;
  before(async () => {
    server = await Server.fresh(engine);
    person = await server.person({ fen: 1_234_567 });
  });
  after(() => server?.remove());

  const summary = () => server.done('GET', `/v1/people/${person}/summary`);

  it('shows accounts and standing enrolments', async () => {
    await server.history(person, { region: '440500',
      kind: 'flexible', base_fen: 500_000, started_on: '2024-01-01', suspended_on: '2025-01-01' });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 500_000 });
    assert.deepEqual(await summary(), {
      on: '2025-04-25',
      balance_fen: 1_234_567,
      balance: '12,345.67',
      accounts: [{ region: '441900', region_name: '东莞市', balance_fen: 1_234_567,
        balance: '12,345.67', reserved_fen: 0 }],
      enrolments: [{ enrolment: 1, region: '440500', region_name: '汕头市', scheme: 'employee',
        kind: 'flexible', state: 'suspended', started_on: '2024-01-01',
        suspended_on: '2025-01-01' },
      { enrolment: 2, region: '441900', region_name: '东莞市', scheme: 'employee',
        kind: 'flexible', state: 'active', started_on: '2025-04-25' }],
      last_credits: [],
    });
  });

  // contributions, balance and what came back each month are those of the separate enquiries.
  it('agrees with the enquiries of its parts', async () => {
    const someone = await server.person({ fen: 5_000 });
    const get = (what) => server.done('GET', `/v1/people/${someone}/${what}`);
    await server.history(someone,
      { region: '441900', kind: 'flexible', base_fen: 500_000, started_on: '2025-02-01' });
    for (const month of ['2025-02', '2025-03', '2025-04']) {
      await server.done('POST', `/v1/people/${someone}/contributions`, { month });
    }
    const whole = await get('summary');
    const { postings } = await get('postings?limit=200');
    const credits = postings.filter(({ code }) => code === 101);
    assert.equal(credits.length, 3);
    assert.deepEqual(whole.last_credits.map(({ month, amount_fen: fen }) => [month, fen]),
      credits.map(({ month, amount_fen: fen }) => [month, fen]));
    assert.equal(whole.balance_fen, 5_000 + credits.reduce((sum, { amount_fen: fen }) => sum + fen, 0));
    const { months } = await get('contributions?limit=600');
    assert.deepEqual(months.map(({ month }) => month).sort(), ['2025-02', '2025-03', '2025-04']);
    const { enrolments } = await get('enrolments');
    assert.deepEqual(whole.enrolments.map(({ enrolment, region, started_on: from }) =>
      [enrolment, region, from]), enrolments.map(({ enrolment, region, started_on: from }) =>
      [enrolment, region, from]));
  });

  // what was taken back is no credit any more, as under every month's own; and the last
  // ones of a place are those of the place.
  it('shows no credit that was taken back, and those of the place asked for', async () => {
    const someone = await server.person();
    const get = (what) => server.done('GET', `/v1/people/${someone}/${what}`);
    await server.history(someone,
      { region: '441900', kind: 'flexible', base_fen: 500_000, started_on: '2025-01-01' });
    const months = ['2025-01', '2025-02', '2025-03', '2025-04'];
    for (const month of months) await server.done('POST', `/v1/people/${someone}/contributions`, { month });
    const before = (await get('summary')).last_credits;
    assert.deepEqual(before.map(({ month }) => month), [...months].reverse());
    const draft = await server.done('POST', `/v1/people/${someone}/contribution-corrections`,
      { region: '441900', enrolment: 1, month: '2025-03', kind: 'not_paid', why: '银行退票' });
    const one = `/v1/contribution-corrections/${draft.case}`;
    for (const slot of draft.materials_missing) {
      await server.done('POST', `${one}/materials`, { slot, content: picture });
    }
    await server.done('POST', `${one}/confirmation`, { form_digest: draft.form_digest });
    for (const as of ['officer-441900', 'officer2-441900']) {
      await server.done('POST', `${one}/approval`, { checked: draft.materials_missing }, { as });
    }
    for (const query of ['', '?region=441900']) {
      const { last_credits: left } = await get(`summary${query}`);
      assert.deepEqual(left, before.filter(({ month }) => month !== '2025-03'), query);
      const { months: own, total_fen: total } = await get('monthly-credits?year=2025');
      assert.equal(total, left.reduce((sum, { amount_fen: fen }) => sum + fen, 0));
      assert.equal(own.filter(({ month }) => month === '2025-03').length, 2, 'both stand in the record');
    }
    assert.deepEqual((await get('summary?region=440500')).last_credits, []);
    // Nothing was given back with it: it is no refund, in the table nor in the record.
    const { months: rows } = await get('contributions');
    assert.deepEqual(rows.filter(({ kind }) => kind === 20).map(({ corrected }) => corrected), [true]);
    const table = await server.get(`/v1/people/${someone}/contributions/statement`);
    assert.match(table.text, /2025-03,东莞市,职工医保,更正冲回/);
    assert.doesNotMatch(table.text, /退费/);
  });

  it('shows a payment as soon as it is answered', async () => {
    for (let paid = 1; paid <= 50; ++paid) {
      assert.equal((await server.pay(person, 1)).status, 200);
      assert.equal((await summary()).balance_fen, 1_234_567 - paid);
    }
  });

  it('is empty for who has nothing, and not found for who is nobody or somebody else', async () => {
    const other = await server.person();
    const empty = await server.done('GET', `/v1/people/${other}/summary`);
    assert.deepEqual([empty.balance, empty.accounts, empty.enrolments, empty.last_credits],
      ['0.00', [], [], []]);
    await server.issueTokens({ other: ['--role', 'participant', '--person', other,
      '--channel', 'alipay_mp'] });
    const nobody = other.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const [path, as] of [[person, 'other'], [nobody, 'officer-441900']]) {
      const refused = await server.get(`/v1/people/${path}/summary`, { as });
      assert.equal(refused.status, 404, refused.text);
      assert.equal(refused.json.code, 'not_found');
    }
  });
});
