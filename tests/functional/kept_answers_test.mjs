// What people look at again is given again while nothing has changed (service/kept_answers.h): never
// of a time before something that was acknowledged, never to somebody else.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

onEachEngine('kept answers', (engine) => {
  let server;
  let person;
  const look = (page, as = 'participant') => server.get(`/v1/people/${person}/${page}`, { as });
  const summary = async () => JSON.parse((await look('summary')).text);
  before(async () => {
    server = await Server.fresh(engine);
    person = await server.person({ fen: 100_000 });
    await server.issueTokens({
      participant: ['--role', 'participant', '--person', person, '--channel', 'app'],
      stranger: ['--role', 'participant', '--person', await server.person(), '--channel', 'app'],
    });
  });
  after(() => server?.remove());

  it('tells the same again', async () => {
    for (const page of ['summary', 'seals']) {
      const first = await look(page);
      assert.equal(first.status, 200, first.text);
      assert.equal((await look(page)).text, first.text);
    }
  });

  it('tells of each payment that was acknowledged, at once', async () => {
    let fen = (await summary()).balance_fen;
    for (let i = 0; i < 20; ++i) {
      const paid = await server.done('POST', `/v1/people/${person}/payments`,
        { amount_fen: 100, provider: 'P44190000001' }, { as: 'cashier-441900' });
      fen -= 100;
      assert.equal(paid.balance_fen, fen);
      assert.equal((await summary()).balance_fen, fen);
      assert.equal((await summary()).balance_fen, fen);
    }
  });

  it('is nothing that somebody else is given', async () => {
    await look('summary');
    const stranger = await look('summary', 'stranger');
    assert.equal(stranger.status, 404, stranger.text);
    assert.equal((await look('summary', 'nobody')).status, 401);
  });
});
