// Payments from the personal account: once per key, never more than there is, and the balance of a
// past day stays what it was.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

onEachEngine('payments', (engine) => {
  let server;
  before(async () => {
    server = await Server.fresh(engine);
    await server.issueTokens({ 'senior-440500': ['--role', 'senior_officer', '--region', '440500', '--id', '4405'] });
  });
  after(() => server?.remove());

  it('moves the balance by the amount, with reasons', async () => {
    const person = await server.person({ fen: 10_000 });
    const paid = await server.pay(person, 2_345, { reference: 'T-1' });
    assert.equal(paid.status, 200, paid.text);
    assert.equal(paid.json.balance_fen, 7_655);
    assert.equal(paid.json.account_region, '441900');
    assert.equal(paid.json.paid_on, '2025-04-25');
    assert.ok(paid.json.reasons.length > 0);
    assert.equal(await server.balance(person), 7_655);
    const [last] = await server.postings(person);
    assert.deepEqual([last.direction, last.amount_fen, last.balance_after_fen, last.reference,
      last.other], ['debit', 2_345, 7_655, 'T-1', 'provider:P44190000001']);
    assert.equal(last.id, paid.json.payment_id);
  });

  it('pays in another city of the province, not in another province', async () => {
    const person = await server.person({ fen: 10_000 });
    const near = await server.pay(person, 100, { provider: 'H44050000001', as: 'cashier-440500' });
    assert.equal(near.status, 200, near.text);
    const far = await server.pay(person, 100, { provider: 'P33010000001', as: 'cashier-330100' });
    assert.equal(far.status, 409);
    assert.equal(far.json.code, 'no_account_for_place');
    assert.equal(await server.balance(person), 9_900);
  });

  it('pays from the local account first and the rest from the other, and gives back to each', async () => {
    const person = await server.person({ fen: 15_000 });
    await server.credit(person, 7_000, '440500');
    const till = { as: 'cashier-440500', provider: 'H44050000001' };
    const accounts = async () => Object.fromEntries((await server.done('GET', `/v1/people/${person}/balance`))
      .accounts.map(({ region, balance_fen: fen }) => [region, fen]));
    const sums = async () => {
      const day = await server.done('GET', `/v1/providers/${till.provider}/day`, undefined, { as: till.as });
      return [day.payments, day.paid_fen, day.reversals, day.reversed_fen];
    };
    const before = await sums();
    const low = await server.pay(person, 22_001, till);
    assert.equal(low.json.code, 'balance_too_low');
    assert.match(low.json.reasons[0].detail ?? low.text, /220\.00/, 'what both have');
    const paid = await server.pay(person, 20_000, till);
    assert.equal(paid.status, 200, paid.text);
    assert.deepEqual(paid.json.parts, [{ account_region: '440500', account_place: '汕头市', amount_fen: 7_000, balance_fen: 0 },
      { account_region: '441900', account_place: '东莞市', amount_fen: 13_000, balance_fen: 2_000 }]);
    assert.equal(paid.json.balance_fen, 2_000);
    assert.deepEqual(await accounts(), { 440500: 0, 441900: 2_000 });
    const [rest, first] = await server.postings(person);
    assert.deepEqual([first.region, rest.region, first.id], ['440500', '441900', paid.json.payment_id]);
    // By the number of either posting: one payment.
    const undo = (id) => server.post(`/v1/people/${person}/payments/${id}/reversal`,
      { provider: till.provider }, { as: till.as });
    const back = await undo(rest.id);
    assert.equal(back.status, 200, back.text);
    assert.deepEqual([back.json.amount_fen, back.json.balance_fen], [20_000, 22_000]);
    assert.deepEqual(await accounts(), { 440500: 7_000, 441900: 15_000 });
    assert.equal((await undo(first.id)).json.code, 'payment_reversed_already');
    assert.deepEqual((await sums()).map((each, i) => each - before[i]), [1, 20_000, 1, 20_000], 'each is one');
  });

  it('tells of no day that lies ahead', async () => {
    const person = await server.person({ fen: 1_000 });
    for (const parameter of ['on', 'known_on']) {
      const ahead = await server.get(`/v1/people/${person}/balance?${parameter}=2025-04-26`);
      assert.equal(ahead.status, 400, ahead.text);
      assert.equal(ahead.json.code, 'day_in_future');
      assert.equal(await server.balance(person, `?${parameter}=2025-04-25`), 1_000);
    }
  });

  it('takes a rehearsal that is misspelt for no payment', async () => {
    const person = await server.person({ fen: 10_000 });
    const ask = (query) => server.post(`/v1/people/${person}/payments${query}`, { amount_fen: 1, provider: 'P44190000001' }, { as: 'cashier-441900' });
    for (const [query, code] of [['?dry_run=1', 'member_not_flag'], ['?dry_run=TRUE', 'member_not_flag'], ['?dry_run', 'member_not_flag'],
      ['?dry_run=true%20', 'member_not_flag'], ['?dryrun=true', 'member_unknown'], ['?Dry_Run=true', 'member_unknown']]) {
      const told = await ask(query);
      assert.deepEqual([told.status, told.json.code], [400, code], `${query} ${told.text}`);
    }
    assert.equal((await ask('?dry_run=true')).status, 200);
    assert.equal(await server.balance(person), 10_000, 'nothing was taken');
    assert.equal((await ask('?dry_run=false')).status, 200);
    assert.equal(await server.balance(person), 9_999);
  });

  it('takes one reference of an institution for one payment of the day', async () => {
    const person = await server.person({ fen: 10_000 });
    const first = await server.pay(person, 5_000, { reference: 'R-1' });
    assert.equal(first.status, 200, first.text);
    const again = await server.pay(person, 5_000, { reference: 'R-1' });
    assert.deepEqual([again.status, again.json.code], [409, 'reference_paid_already'], again.text);
    assert.match(again.json.detail, /R-1.*50\.00 元\(2025年4月25日 09:\d\d\)/);
    const aid = await server.post(`/v1/people/${person}/aid-payments`, { amount_fen: 100, provider: 'P44190000001', reference: 'R-1' }, { as: 'cashier-441900' });
    assert.equal(aid.json.code, 'reference_paid_already', 'by the other door');
    assert.equal(await server.balance(person), 5_000);
    const other = await server.pay(await server.person({ fen: 100 }), 100, { reference: 'R-1' });
    assert.equal(other.status, 200, 'of somebody else');
    const elsewhere = await server.pay(person, 100, { reference: 'R-1', provider: 'H44050000001', as: 'cashier-440500' });
    assert.equal(elsewhere.status, 200, 'of another institution');
    await server.done('POST', `/v1/people/${person}/payments/${first.json.payment_id}/reversal`, { provider: 'P44190000001' }, { as: 'cashier-441900' });
    assert.equal((await server.pay(person, 200, { reference: 'R-1' })).status, 200, 'what was taken back is paid anew');
  });

  it('gives a repeated key the same answer and pays once', async () => {
    const person = await server.person({ fen: 10_000 });
    const key = randomUUID();
    const first = await server.pay(person, 100, { key });
    assert.equal(first.headers.get('idempotency-replayed'), null);
    for (let i = 0; i < 3; ++i) {
      const again = await server.pay(person, 100, { key });
      assert.equal(again.status, 200);
      assert.equal(again.text, first.text);
      assert.equal(again.headers.get('idempotency-replayed'), 'true');
    }
    assert.equal(await server.balance(person), 9_900);
  });

  it('gives a key that is sent many times at once one payment', async () => {
    const person = await server.person({ fen: 10_000 });
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 },
      () => server.pay(person, 100, { key })));
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1, 'one answer for all');
    assert.equal(answers.filter(({ headers }) => !headers.get('idempotency-replayed')).length, 1);
    assert.equal(await server.balance(person), 9_900);
  });

  it('refuses a key with another body or for another person', async () => {
    const person = await server.person({ fen: 10_000 });
    const other = await server.person({ fen: 10_000 });
    const key = randomUUID();
    await server.pay(person, 100, { key });
    for (const reused of [await server.pay(person, 200, { key }),
      await server.pay(other, 100, { key })]) {
      assert.equal(reused.status, 422, reused.text);
      assert.equal(reused.json.code, 'idempotency_key_reused');
    }
    assert.equal(await server.balance(person), 9_900);
    assert.equal(await server.balance(other), 10_000);
    const elsewhere = await server.pay(person, 100,
      { key, as: 'cashier-440500', provider: 'H44050000001' });
    assert.equal(elsewhere.status, 200, 'keys belong to who sends them');
  });

  it('stores a refusal under its key', async () => {
    const person = await server.person({ fen: 100 });
    const key = randomUUID();
    const first = await server.pay(person, 101, { key });
    assert.equal(first.status, 409);
    assert.equal(first.json.code, 'balance_too_low');
    await server.done('GET', `/v1/people/${person}/balance`);
    const again = await server.pay(person, 101, { key });
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
  });

  it('never overdraws, however many pay at once', async () => {
    const person = await server.person({ fen: 1_000 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => server.pay(person, 30)));
    const paid = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 409);
    assert.equal(paid.length, 33);
    assert.equal(refused.length, 27);
    assert.ok(refused.every(({ json }) => json.code === 'balance_too_low'));
    assert.equal(await server.balance(person), 10);
    const postings = await server.postings(person);
    assert.equal(postings.length, 34);
    assert.ok(postings.every(({ balance_after_fen: left }) => left >= 0));
    assert.equal(new Set(postings.map(({ id }) => id)).size, 34);
  });

  it('shows what a dry run would do and does not do it', async () => {
    const person = await server.person({ fen: 1_000 });
    const shown = await server.post(`/v1/people/${person}/payments?dry_run=true`,
      { amount_fen: 400, provider: 'P44190000001' }, { as: 'cashier-441900', key: null });
    assert.equal(shown.status, 200, shown.text);
    assert.equal(shown.json.dry_run, true);
    assert.equal(shown.json.balance_fen, 600);
    assert.equal(await server.balance(person), 1_000);
    assert.equal((await server.postings(person)).length, 1);
  });

  it('keeps the balance of a past day, as it was and as it was known', async () => {
    const person = await server.person({ fen: 1_000 });
    await server.pay(person, 100);
    await server.stop();
    await server.start('2025-05-06');
    await server.pay(person, 250);
    assert.equal(await server.balance(person), 650);
    assert.equal(await server.balance(person, '?on=2025-04-24'), 0);
    assert.equal(await server.balance(person, '?on=2025-04-25'), 900);
    assert.equal(await server.balance(person, '?on=2025-05-05'), 900);
    assert.equal(await server.balance(person, '?on=2025-05-06'), 650);
    assert.equal(await server.balance(person, '?on=2025-05-06&known_on=2025-05-05'), 900);
  });
});
