// The days of a transfer over HTTP: what is told of a clock that stands or is over (R-031, N-17), and
// when money left that was approved once more (N-09, N-10).
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

onEachEngine('days of a transfer', (engine) => {
  let server;
  const sighted = ['identity_document', 'social_security_card'];
  const origin = { as: 'officer-330100' };
  const target = { as: 'officer-420100' };

  before(async () => {
    server = await Server.fresh(engine, { today: '2025-04-25' });
    await server.issueTokens({ 'officer-420100':
      ['--role', 'agency_officer', '--region', '420100', '--id', '4201001'] });
  });
  after(() => server?.remove());

  async function accepted() {
    const identity_number = identityNumber();
    const person = await server.person({ identity_number });
    await server.credit(person, 40_000, '330100');
    await server.history(person, { region: '330100', kind: 'flexible', base_fen: 500_000,
      started_on: '2025-01-01', suspended_on: '2025-04-01' });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '420100', kind: 'flexible', base_fen: 500_000 }, target);
    const draft = await server.done('POST', `/v1/people/${person}/transfers`, { name: '张三丰', identity_number,
      origin: '330100', target: '420100', certificate_on_paper: true, sighted }, origin);
    const path = `/v1/transfers/${draft.case}`;
    await server.done('POST', `${path}/confirmation`, { form_digest: draft.form_digest }, origin);
    return { person, path, number: draft.case };
  }

  async function on(day) {
    await server.stop();
    await server.start(day);
  }

  it('tells nobody late for days on which the clock stood, or after the end', async () => {
    const returned = await accepted();
    await server.done('POST', `${returned.path}/return`, { items: ['identity_document'] }, origin);
    const { path, number } = await accepted();
    await server.done('POST', `${path}/origin-approval`, { checked: sighted }, origin);
    await server.done('POST', `${path}/sheet`, {}, origin);
    await server.done('POST', `${path}/target-approval`, { checked: sighted }, target);
    await on('2025-05-06');
    // The sheet is looked at again, and approved again.
    await server.done('POST', `${path}/sheet-correction`, { why: '核对' }, origin);
    await server.done('POST', `${path}/target-approval`, { checked: sighted }, target);
    const arrival = await server.done('POST', '/v1/agencies/420100/remittances', { from_region: '330100',
      amount_fen: 40_000, arrived_on: '2025-04-28', bank_serial: 'B1', reference: number }, target);
    assert.equal(arrival.remittance_state, 'matched', JSON.stringify(arrival));
    assert.equal(arrival.state, 'completed');
    await on('2025-07-01');
    const { clocks } = await server.done('GET', returned.path, undefined, origin);
    for (const leg of [clocks.origin, clocks.total]) {
      assert.deepEqual([leg.paused_on, leg.overdue], ['2025-04-25', false]);
    }
    const { cases } = await server.done('GET', `/v1/people/${returned.person}/cases`, undefined, origin);
    assert.deepEqual([cases[0].state, cases[0].due_on, cases[0].overdue], ['returned', undefined, false]);
    await server.done('POST', `${returned.path}/withdrawal`, {}, origin);
    await on('2025-12-01');
    const over = (await server.done('GET', returned.path, undefined, origin)).clocks;
    assert.deepEqual([over.origin.ended_on, over.origin.overdue], ['2025-07-01', false]);
    const done = (await server.done('GET', path, undefined, origin)).clocks;
    assert.deepEqual([done.total.done_on, done.total.overdue, done.origin.overdue],
      ['2025-05-06', false, false]);
  });
});
