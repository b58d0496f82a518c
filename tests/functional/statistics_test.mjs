// The statistics of an agency over HTTP (N-17): what came, by its reasons; and who may see it.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

const path = '/v1/agencies/441900/statistics?from=2025-04-01&to=2025-04-30';

onEachEngine('statistics', (engine) => {
  let server;
  before(async () => { server = await Server.fresh(engine); });
  after(() => server?.remove());

  it('counts what an agency has before it', async () => {
    assert.deepEqual((await server.done('GET', path)).services, []);
    const person = await server.person();
    await server.done('POST', `/v1/people/${person}/complaints`,
      { region: '441900', kind: 'complaint', words: '太慢' });
    const answer = await server.done('GET', path);
    assert.deepEqual(answer.services.map(({ service, states, open }) => [service, states, open]),
      [['complaint', [{ state: 'draft', cases: 1 }],
        { cases: 0, waiting_here: 0, overdue: 0, escalated: 0 }]]);
    assert.deepEqual((await server.done('GET', path, undefined, { as: 'auditor' })).services,
      answer.services);
  });

  it('is nobody else\'s, and asks for a span', async () => {
    const refusal = async (on, as) => (await server.get(on, { as })).json.code;
    assert.equal(await refusal(path.replace('441900', '330100')), 'other_agency');
    assert.equal(await refusal('/v1/agencies/441900/statistics'), 'member_missing');
    assert.equal(await refusal(path.replace('04-30', '03-31')), 'span_out_of_range');
  });
});
