// The first page of a participant: what it shows is what the other enquiries show, at once after
// each command, and to nobody else.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

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
