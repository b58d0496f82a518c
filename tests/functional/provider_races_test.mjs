// What goes wrong between a till and the service: two tills and their retries at one balance, a line
// that breaks between commit and answer, a server that is killed there, and a reversal that meets its
// own original.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';
import { Till, sale } from './provider_client.mjs';

const fen = (value) => Math.round(value * 100);

onEachEngine('provider races', (engine) => {
  let server;
  let tills;

  before(async () => {
    server = await Server.fresh(engine);
    tills = await Promise.all([{ profile: 'csb' }, { profile: 'tif' }, { profile: 'web' }, { profile: 'number' }]
      .map((options) => Till.register(server, options)));
  });
  after(() => server?.remove());

  const insured = async (money) => {
    const number = identityNumber();
    const person = await server.person({ identity_number: number, fen: money });
    await server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
    return { person, ...await tills[0].read(number) };
  };
  // Until it stands there: the commands behind a cut line are still under way.
  const settledBalance = async (person, expected) => {
    for (let i = 0; i < 200; ++i) {
      if (await server.balance(person) === expected) return;
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
    assert.equal(await server.balance(person), expected);
  };

  it('spends one balance once, whatever tills and retries race for it', async () => {
    const who = await insured(10_000);
    // Each till sends four sales of 30 yuan, each of them three times at once.
    const bodies = tills.flatMap((till) => [1, 2, 3, 4].map(() => [till, till.envelope('2102', sale(who, { amount: 30, own: 0 }))]));
    const answers = await Promise.all(bodies.flatMap(([till, body]) => [till.send(body), till.send(body), till.send(body)]));
    let paid = 0;
    bodies.forEach((unused, i) => {
      const [first, ...again] = answers.slice(3 * i, 3 * i + 3).map(({ json }) => json);
      assert.equal(first.infcode, 0, first.err_msg);
      for (const other of again) {
        assert.equal(other.inf_refmsgid, first.inf_refmsgid);
        assert.deepEqual(other.output, first.output);
      }
      const { acct_pay: account, psn_cash_pay: cash } = first.output.setlinfo;
      assert.equal(fen(account) + fen(cash), 3_000);
      paid += fen(account);
    });
    assert.equal(paid, 10_000);
    assert.equal(await server.balance(who.person), 0);
    assert.equal((await server.postings(who.person)).filter(({ direction }) => direction === 'debit').length, 4);
  });

  it('refuses another content under the number, also when both come at once', async () => {
    const who = await insured(100_000);
    const [till] = tills;
    const one = till.envelope('2102', sale(who, { amount: 20, own: 0 }));
    const other = { ...one, input: sale(who, { amount: 70, own: 0 }) };
    const answers = (await Promise.all([till.send(one), till.send(other)])).map(({ json }) => json);
    const done = answers.filter(({ infcode }) => infcode === 0);
    assert.equal(done.length, 1);
    assert.match(answers.find(({ infcode }) => infcode === -1).err_msg, /^\[idempotency_key_reused\]/);
    assert.equal(await server.balance(who.person), 100_000 - fen(done[0].output.setlinfo.acct_pay));
  });

  it('gives the stored answer where the line broke between commit and answer', async () => {
    const who = await insured(100_000);
    for (const [i, till] of tills.entries()) {
      const body = till.envelope('2102', sale(who));
      await till.hangUp(body);
      await settledBalance(who.person, 100_000 - 5_000 * (i + 1));
      const { json: told } = await till.send(body);
      assert.equal(told.infcode, 0, told.err_msg);
      assert.equal(fen(told.output.setlinfo.balc), 100_000 - 5_000 * (i + 1));
      const { json: again } = await till.send(body);
      assert.equal(again.inf_refmsgid, told.inf_refmsgid);
      assert.equal(await server.balance(who.person), 100_000 - 5_000 * (i + 1));
    }
  });

  it('gives the stored answer where the server was killed between commit and answer', async () => {
    const who = await insured(100_000);
    const [till] = tills;
    const body = till.envelope('2102', sale(who));
    await till.hangUp(body);
    await settledBalance(who.person, 95_000);
    await server.kill();
    await server.start();
    const { json: told } = await till.send(body);
    assert.equal(told.infcode, 0, told.err_msg);
    assert.equal(fen(told.output.setlinfo.balc), 95_000);
    assert.equal(await server.balance(who.person), 95_000);
  });

  it('takes a settlement back once, though retries of both race', async () => {
    const who = await insured(100_000);
    const [till] = tills;
    const body = till.envelope('2102', sale(who));
    await till.hangUp(body);
    const back = () => till.ask('2601', { data: { psn_no: who.psn_no, omsgid: body.msgid, oinfno: '2102' } });
    await settledBalance(who.person, 95_000);
    const told = await Promise.all([back(), till.send(body), back(), till.send(body), back()]);
    const reversed = [told[0], told[2], told[4]].filter(({ infcode }) => infcode === 0);
    assert.equal(reversed.length, 1);
    for (const { json } of [told[1], told[3]]) assert.equal(json.infcode, 0);  // as it was
    assert.equal(await server.balance(who.person), 100_000);
    const { json: late } = await till.send(body);
    assert.equal(late.infcode, 0);
    assert.equal(await server.balance(who.person), 100_000);
  });

  // The reversal names somebody else: its msgid is this institution's all the same.
  it('voids a message or finds it settled, whoever is named, though both race', async () => {
    const [who, other] = [await insured(100_000), await insured(100_000)];
    const [till] = tills;
    let left = 100_000;
    for (let i = 0; i < 15; ++i) {
      const body = till.envelope('2102', sale(who));
      const back = () => till.ask('2601', { data: { psn_no: other.psn_no, omsgid: body.msgid, oinfno: '2102' } });
      const both = i % 2 ? [back(), till.send(body)] : [till.send(body), back()];
      const answers = await Promise.all(both);
      const [told, { json }] = i % 2 ? answers : answers.reverse();
      if (json.infcode === 0) left -= 5_000;
      assert.match(told.err_msg, json.infcode === 0 ? /^\[settlement_of_other_person\]/ : /^\[nothing_to_reverse\]/);
      if (json.infcode !== 0) assert.match(json.err_msg, /^\[message_voided\]/);
      assert.equal((await till.send(body)).json.err_msg, json.err_msg, 'the same when it is sent again');
      if (json.infcode === 0) {
        assert.equal((await till.ask('2601', { data: { psn_no: who.psn_no, omsgid: body.msgid, oinfno: '2102' } })).infcode, 0);
        left += 5_000;
      }
      assert.equal(await server.balance(who.person), left);
    }
  });

  it('reverses for nobody else', async () => {
    const who = await insured(100_000);
    const body = tills[0].envelope('2102', sale(who));
    await tills[0].send(body);
    const input = { data: { psn_no: who.psn_no, omsgid: body.msgid, oinfno: '2102' } };
    await tills[1].refused('nothing_to_reverse', '2601', input);
    assert.equal(await server.balance(who.person), 95_000);
  });

  it('verifies afterwards', async () => {
    await server.stop();
    server.run('verify');
    await server.start();
  });
});
