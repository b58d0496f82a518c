// What the two regions of a statement between them read of it: each line that one of them pays for, by
// institution, and no line that another region owes.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

onEachEngine('the lines of a statement between two regions', (engine) => {
  let server;
  let own;   // the statement of the institution that most is owed to
  let pair;
  let paid;  // the payments that the other region owes, in their order
  const codes = ['P44050000021', 'P44050000022'];
  const as = (name) => ({ as: name });
  const lines = (statement, name, query = '') =>
    server.done('GET', `/v1/clearing-statements/${statement}/lines?kind=postings${query}`, undefined, as(name));

  async function draw(code) {
    const path = `/v1/institutions/${code}`;
    const { statement } = await server.done('POST', `${path}/clearing-statements`, { month: '2025-04' }, as('officer-440500'));
    await server.done('POST', `${path}/payee-accounts`, { holder: '示例药店', bank_account: '6222020200001234567' }, as('officer-440500'));
    await server.done('POST', `${path}/payee-accounts/confirm`, { bank_account: '6222020200001234567' }, as('senior-440500'));
    for (const officer of ['officer-440500', 'senior-440500']) {
      await server.done('POST', `/v1/clearing-statements/${statement}/approve`, {}, as(officer));
    }
    return statement;
  }

  before(async () => {
    server = await Server.fresh(engine, { today: '2025-04-25' });
    const theirs = await server.person({ fen: 10_000 });
    const here = await server.person();
    await server.credit(here, 10_000, '440500');
    const pay = async (person, fen, provider, reference) => {
      const answer = await server.pay(person, fen, { provider, reference, as: server.cashier(provider) });
      assert.equal(answer.status, 200, answer.text);
      return { owed: fen, number: reference ?? answer.json.payment_id, institution: provider };
    };
    paid = [await pay(theirs, 1_100, codes[0], 'T-1')];
    await pay(here, 4_000, codes[0], 'T-2');
    paid.push(await pay(theirs, 1_200, codes[0]), await pay(theirs, 1_300, codes[1], 'T-1'));
    await server.stop();
    await server.start('2025-05-06');
    own = await draw(codes[0]);
    await draw(codes[1]);
    ({ statement: pair } = await server.done('POST', '/v1/clearing-statements',
      { region: '440500', with: '441900', month: '2025-04' }, as('officer-440500')));
  });
  after(() => server?.remove());

  const short = ({ owed_fen: owed, number, institution }) => ({ owed, number, institution });

  it('are those that one of them owes, by institution, to officers of both', async () => {
    for (const officer of ['officer-440500', 'officer-441900', 'auditor']) {
      const told = await lines(pair, officer);
      assert.deepEqual(told.lines.map(short), paid, officer);
      assert.deepEqual(new Set(told.lines.map((line) => line.debtor)), new Set(['441900']));
      assert.equal(told.lines[0].of_statement, own);
    }
    const { amount_fen: owed } = await server.done('GET', `/v1/clearing-statements/${pair}`, undefined, as('officer-441900'));
    assert.equal(Math.abs(owed), 3_600);
  });

  it('tell no more than those of the institution\'s statement', async () => {
    const [[ofPair], [ofOwn]] = await Promise.all([pair, own].map(async (each) => (await lines(each, 'officer-440500')).lines));
    delete ofPair.of_statement;
    delete ofPair.institution;
    assert.deepEqual(ofPair, ofOwn);
  });

  it('come page by page, over the end of an institution\'s', async () => {
    const all = [];
    for (let next = '', pages = 0; next !== undefined; ++pages) {
      assert.ok(pages < 5);
      const page = await lines(pair, 'officer-441900', `&limit=1${next && `&after=${encodeURIComponent(next)}`}`);
      all.push(...page.lines);
      next = page.next;
    }
    assert.deepEqual(all.map(short), paid);
  });

  it('are nobody else\'s', async () => {
    for (const stranger of ['officer-330100', 'cashier-440500', server.cashier(codes[0])]) {
      assert.equal((await server.get(`/v1/clearing-statements/${pair}/lines`, as(stranger))).status, 404, stranger);
    }
    assert.equal((await server.get(`/v1/clearing-statements/${own}/lines`, as('officer-441900'))).status, 404);
  });

  it('of an institution, too, name a payment without a reference by its own number', async () => {
    const told = await lines(own, server.cashier(codes[0]));
    assert.deepEqual(told.lines.map(({ number }) => number), ['T-1', 'T-2', paid[1].number]);
  });
});
