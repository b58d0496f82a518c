// kill -9 under load, several times over: every payment that was answered with 200 is there once,
// every other one is there once or not at all, and `verify` finds nothing to say.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

const rounds = 3;
const clients = 24;
const opening = 100_000_000;

onEachEngine('durability', (engine) => {
  let server;
  before(async () => { server = await Server.fresh(engine); });
  after(() => server?.remove());

  // Pays one fen at a time until the server is gone. Returns the calls, answered or not.
  async function payUntilKilled(people, acknowledgedMin) {
    const calls = [];
    let acknowledged = 0;
    let killed = null;
    await Promise.all(Array.from({ length: clients }, async (_, client) => {
      while (!killed) {
        const call = { person: people[client % people.length], key: randomUUID() };
        calls.push(call);
        try {
          const answer = await server.pay(call.person, 1, { key: call.key, reference: call.key });
          if (answer.status === 200) {
            call.payment = answer.json.payment_id;
            ++acknowledged;
          }
        } catch {
          break;  // the server is gone
        }
        if (acknowledged >= acknowledgedMin) killed ??= server.kill();
      }
    }));
    await killed;
    return calls;
  }

  it('loses nothing acknowledged and applies nothing twice', async () => {
    const people = [];
    for (let i = 0; i < 8; ++i) people.push(await server.person({ fen: opening }));
    const calls = [];
    for (let round = 1; round <= rounds; ++round) {
      calls.push(...await payUntilKilled(people, 300));
      await server.start();
      const found = new Map();
      for (const person of people) {
        const postings = await server.postings(person);
        for (const { reference, id } of postings.slice(0, -1)) {
          assert.ok(!found.has(reference), `${reference} was applied twice`);
          found.set(reference, id);
        }
        assert.equal(await server.balance(person), opening - postings.length + 1);
      }
      for (const { key, payment } of calls) {
        if (payment) assert.equal(found.get(key), payment, `${key} was acknowledged and is lost`);
      }
      assert.ok(found.size <= calls.length);
    }

    const acknowledged = calls.filter(({ payment }) => payment);
    assert.ok(acknowledged.length >= rounds * 300);
    // Who got no answer asks again with the same key: now all are there, each once.
    for (const { person, key } of calls.filter(({ payment }) => !payment)) {
      const answer = await server.pay(person, 1, { key, reference: key });
      assert.equal(answer.status, 200, answer.text);
    }
    for (const { person, key, payment } of acknowledged.slice(0, 50)) {
      const answer = await server.pay(person, 1, { key, reference: key });
      assert.equal(answer.headers.get('idempotency-replayed'), 'true');
      assert.equal(answer.json.payment_id, payment);
    }
    let left = 0;
    for (const person of people) left += await server.balance(person);
    assert.equal(left, people.length * opening - calls.length);
    await server.stop();
    assert.match(server.run('verify'), /verify: OK/);
    await server.start();
  });

  // A network that breaks, a database that restarts: a fault is answered with 503, and the same key
  // settles what became of the command.
  if (engine === 'postgres') {
    it('outlives the loss of all its connections', async () => {
      const person = await server.person({ fen: opening });
      const cut = () => server.place.sql('SELECT count(pg_terminate_backend(pid)) ' +
        'FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND client_port IS NOT NULL');
      const faults = [];
      let paid = 0;
      await Promise.all(Array.from({ length: clients }, async () => {
        for (let i = 0; i < 20; ++i) {
          const key = randomUUID();
          for (let tries = 1; ; ++tries) {
            const answer = await server.pay(person, 1, { key, reference: key });
            if (answer.status === 200) break;
            assert.equal(answer.status, 503, answer.text);
            assert.equal(answer.json.code, 'storage_fault');
            assert.ok(tries < 50, 'the server does not find its database again');
            faults.push(answer);
          }
          if (++paid % 100 === 0) cut();
        }
      }));
      for (const { json } of faults) {
        assert.ok(server.errors.includes(json.trace_id), 'an incident number that leads nowhere');
      }
      assert.equal(paid, clients * 20);
      assert.equal(await server.balance(person), opening - paid);
      const references = (await server.postings(person)).map(({ reference }) => reference);
      assert.equal(new Set(references).size, paid + 1);
      assert.match((await server.get('/readyz', { as: null })).text, /"writes":"ok"/);
    });
  }
});
