// The till (R-054, R-139, N-13): who stands before it, a payment taken back once and only where it
// was made, and the day's totals; what is written agrees with verify.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

onEachEngine('the till', (engine) => {
  let server;
  before(async () => { server = await Server.fresh(engine); });
  after(() => server?.remove());
  const till = { as: 'cashier-441900' };
  const provider = 'P44190000001';

  it('finds who stands before it by identity number, and what may be spent here', async () => {
    const identity_number = identityNumber();
    const person = await server.person({ fen: 10_000, identity_number });
    const here = await server.done('POST', '/v1/till/presented', { identity_number }, till);
    assert.equal(here.person, person);
    assert.equal(here.name, '张**');
    assert.doesNotMatch(JSON.stringify(here), new RegExp(identity_number));
    assert.deepEqual([here.money.spendable_fen, here.money.region, here.money.elsewhere], [10_000, '441900', false]);
    assert.equal(here.media.id_card.works, true);
    assert.equal(here.media.card.works, false);
    assert.equal(here.media.e_certificate.reasons[0].rule, 'e_certificate_not_active');
    const near = await server.done('POST', '/v1/till/presented', { identity_number }, { as: 'cashier-440500' });
    assert.deepEqual([near.money.spendable_fen, near.money.elsewhere], [10_000, true], 'another city of 广东');
    const far = await server.done('POST', '/v1/till/presented', { identity_number }, { as: 'cashier-330100' });
    assert.equal(far.money.spendable_fen, 0);
    assert.equal(far.money.reasons[0].rule, 'no_account_for_place');
  });

  it('asks for one thing, and for a card that was read', async () => {
    for (const body of [{}, { identity_number: identityNumber(), code: 'ec1' }]) {
      const answer = await server.post('/v1/till/presented', body, till);
      assert.equal(answer.status, 400);
      assert.equal(answer.json.code, 'present_one_thing');
    }
    const typed = await server.post('/v1/till/presented', { card_number: 'A123456789' }, till);
    assert.equal(typed.json.code, 'card_not_read');
    const unknown = await server.post('/v1/till/presented', { card_number: 'A123456789', card_read: true }, till);
    assert.equal(unknown.status, 404);
    const code = await server.post('/v1/till/presented', { code: 'ec0000' }, till);
    assert.equal(code.json.code, 'code_unknown');
  });

  it('is a cashier\'s alone', async () => {
    for (const as of ['officer-441900', 'auditor', null]) {
      const answer = await server.post('/v1/till/presented', { identity_number: identityNumber() }, { as });
      assert.ok([401, 403].includes(answer.status), `${as}: ${answer.status}`);
    }
  });

  it('gives back a payment whole, once, where it was made', async () => {
    const person = await server.person({ fen: 10_000 });
    const paid = (await server.pay(person, 2_345, { reference: 'T-1' })).json;
    const path = `/v1/people/${person}/payments/${paid.payment_id}/reversal`;
    const other = await server.post(path, { provider: 'P44190000002' }, till);
    assert.equal(other.status, 403, 'of another institution');
    assert.equal(other.json.code, 'other_institution');
    const theirs = await server.post(path, { provider: 'P44190000002' }, { as: server.cashier('P44190000002') });
    assert.equal(theirs.status, 404, 'another institution of the city has no such payment');
    const claimed = await server.post(path, { provider }, { as: server.cashier('P44190000002') });
    assert.equal(claimed.json.code, 'other_institution', 'nor by the name of the one that has it');
    const away = await server.post(path, { provider }, { as: 'cashier-330100' });
    assert.equal(away.status, 403);
    const dry = await server.post(`${path}?dry_run=true`, { provider }, till);
    assert.equal(dry.status, 200, dry.text);
    assert.equal(await server.balance(person), 7_655);
    const back = await server.post(path, { provider, reference: 'T-1R' }, till);
    assert.equal(back.status, 200, back.text);
    assert.equal(back.json.balance_fen, 10_000);
    assert.equal(back.json.reasons[0].rule, 'payment_taken_back');
    const again = await server.post(path, { provider }, till);
    assert.equal(again.status, 409);
    assert.equal(again.json.code, 'payment_reversed_already');
    const taken = await server.post(`/v1/people/${person}/payments/${back.json.reversal_id}/reversal`, { provider }, till);
    assert.equal(taken.status, 404, 'a reversal is no payment');
    const stranger = await server.person({ fen: 100 });
    const crossed = await server.post(`/v1/people/${stranger}/payments/${paid.payment_id}/reversal`, { provider }, till);
    assert.equal(crossed.status, 404, 'of another person');
    assert.equal(await server.balance(person), 10_000);
    const [last, first] = await server.postings(person);
    assert.deepEqual([last.direction, last.code, last.amount_fen, first.code], ['credit', 104, 2_345, 201]);
  });

  it('says to which of two accounts what goes back', async () => {
    const person = await server.person({ fen: 7_000 });
    await server.credit(person, 20_000, '440500');
    const paid = (await server.pay(person, 15_050)).json;
    const shares = (parts) => parts.map(({ account_region, account_place, amount_fen, balance_fen }) =>
      [account_region, account_place, amount_fen, balance_fen]);
    assert.deepEqual(shares(paid.parts), [['441900', '东莞市', 7_000, 0], ['440500', '汕头市', 8_050, 11_950]]);
    const back = await server.done('POST', `/v1/people/${person}/payments/${paid.payment_id}/reversal`, { provider }, till);
    assert.deepEqual(shares(back.parts), [['441900', '东莞市', 7_000, 7_000], ['440500', '汕头市', 8_050, 20_000]]);
    assert.deepEqual(back.reasons.map(({ detail }) => detail),
      ['70.00 元已退回到东莞市的个人账户。', '80.50 元已退回到汕头市的个人账户。']);
    assert.deepEqual([back.amount_fen, back.balance_fen], [15_050, 27_000]);
    await server.issueTokens({ paid_from_two: ['--role', 'participant', '--person', person, '--channel', 'app'] });
    const { messages } = await server.done('GET', `/v1/people/${person}/messages`, undefined, { as: 'paid_from_two' });
    // Both messages, and the ledger, name the institution as people know it.
    const { postings } = await server.done('GET', `/v1/people/${person}/postings?direction=debit`, undefined, { as: 'paid_from_two' });
    assert.ok(postings.length === 2 && postings.every((each) => each.other_name && each.happened_at), JSON.stringify(postings));
    assert.ok(messages.filter((each) => each.detail.includes(postings[0].other_name)).length >= 2, JSON.stringify(messages));
    assert.match(JSON.stringify(messages), /退到东莞市 70\.00 元、汕头市 80\.50 元/);
  });

  it('gives many who press at once one reversal', async () => {
    const person = await server.person({ fen: 10_000 });
    const { payment_id } = (await server.pay(person, 1_000)).json;
    const answers = await Promise.all(Array.from({ length: 12 }, () =>
      server.post(`/v1/people/${person}/payments/${payment_id}/reversal`, { provider }, till)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal(await server.balance(person), 10_000);
  });

  it('adds up the day, each provider its own', async () => {
    const own = 'H44190000077';
    const at_own = { as: server.cashier(own) };
    const person = await server.person({ fen: 10_000 });
    const first = (await server.pay(person, 1_000, { provider: own, ...at_own })).json;
    await server.pay(person, 200, { provider: own, ...at_own });
    await server.done('POST', `/v1/people/${person}/payments/${first.payment_id}/reversal`, { provider: own }, at_own);
    const day = await server.done('GET', `/v1/providers/${own}/day`, undefined, at_own);
    assert.deepEqual([day.payments, day.paid_fen, day.reversals, day.reversed_fen, day.total_fen], [2, 1_200, 1, 1_000, 200]);
    assert.deepEqual(day.postings.map(({ kind, amount_fen, reversed }) => [kind, amount_fen, reversed]),
      [['reversal', 1_000, false], ['payment', 200, false], ['payment', 1_000, true]]);
    assert.equal(day.postings[0].name, '张**');
    const page = await server.done('GET', `/v1/providers/${own}/day?limit=1&before=${day.postings[0].id}`, undefined, at_own);
    assert.equal(page.postings[0].id, day.postings[1].id);
    const before_it = await server.done('GET', `/v1/providers/${own}/day?on=2025-04-24`, undefined, at_own);
    assert.deepEqual([before_it.payments, before_it.total_fen, before_it.postings], [0, 0, []]);
    assert.equal((await server.get(`/v1/providers/${own}/day`, { as: 'cashier-330100' })).status, 403);
    assert.equal((await server.get('/v1/providers/nobody/day', at_own)).status, 404);
    const seen = await server.get(`/v1/providers/${own}/day`, till);
    assert.deepEqual([seen.status, seen.json.code], [403, 'other_institution'], 'of the same city');
    assert.equal((await server.pay(person, 100, { provider: own })).json.code, 'other_institution');
    const paid_by_aid = await server.post(`/v1/people/${person}/aid-payments`, { amount_fen: 100, provider: own }, till);
    assert.equal(paid_by_aid.json.code, 'other_institution');
    const declared = await server.post(`/v1/people/${person}/bills`,
      { provider: own, reference: 'B1', treated_on: '2025-04-20', amount_fen: 100 }, till);
    assert.equal(declared.json.code, 'other_institution');
    assert.equal((await server.get(`/v1/providers/${own}/day`, { as: 'auditor' })).status, 200);
  });

  it('knows whose cashier somebody is', async () => {
    const me = await server.done('GET', '/v1/me', undefined, till);
    assert.deepEqual([me.role, me.institution, me.region], ['provider_cashier', provider, '441900']);
    assert.equal((await server.done('GET', '/v1/me', undefined, { as: server.cashier('H33010000009') })).region, '330100');
    assert.throws(() => server.run('token', 'issue', '--role', 'provider_cashier', '--id', '22', '--region', '441900'));
    assert.throws(() => server.cashier('X44190000001'));
    for (const words of [['token', 'issue'], ['staff-account', 'give', '--account', 'c1', '--name', '李四']]) {
      assert.throws(() => server.run(...words, '--role', 'provider_cashier', '--institution', 'P44190000999'),
        ({ status, stderr }) => status === 2 && /没有登记这家定点医药机构: P44190000999/.test(stderr), words.join(' '));
    }
  });

  it('leaves books that agree', async () => {
    await server.stop();
    let told;
    try { told = server.run('verify', '--json'); } catch (error) { told = error.stdout + error.stderr; }
    assert.match(told, /"findings_total":\s*0/);
    await server.start();
  });
});
