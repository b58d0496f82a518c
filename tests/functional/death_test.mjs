// 死亡登记 over HTTP (N-22): a death is reported with its proof by one officer and confirmed by another;
// until then the account pays nothing and everything else goes on; the person is told, and sees who.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

const proof = { died_on: '2025-04-20', evidence_kind: 'cremation_certificate',
  evidence_number: 'H-2025-17', issued_by: '市殡仪馆', issued_on: '2025-04-22' };

onEachEngine('deaths', (engine) => {
  let server;
  const insured = async () => {
    const person = await server.person({ fen: 10_000 });
    await server.history(person, { region: '441900', kind: 'flexible', base_fen: 500_000,
      started_on: '2025-01-01' });
    return person;
  };
  const report = (person, more = {}, as = 'officer-441900') =>
    server.post(`/v1/people/${person}/death`, { ...proof, ...more }, { as });
  const decide = (person, body, as = 'senior-441900') =>
    server.post(`/v1/people/${person}/death/decide`, body, { as });
  const pays = async (person) => (await server.pay(person, 1)).status;
  const diedOn = async (person) =>
    (await server.done('GET', `/v1/people/${person}`, undefined, { as: 'auditor' })).died_on;

  before(async () => { server = await Server.fresh(engine); });
  after(() => server?.remove());

  it('asks for every part of the proof, and takes none that cannot be', async () => {
    const person = await insured();
    const rows = {
      'without a proof': [{ evidence_kind: undefined }, 400, 'member_missing'],
      'of no kind': [{ evidence_kind: 'hearsay' }, 400, 'member_unknown_code'],
      'without a number': [{ evidence_number: '' }, 400, 'member_empty'],
      'by nobody': [{ issued_by: undefined }, 400, 'member_missing'],
      'tomorrow': [{ died_on: '2025-04-26', issued_on: '2025-04-26' }, 409, 'day_in_future'],
      'proved tomorrow': [{ issued_on: '2025-04-26' }, 409, 'day_in_future'],
      'proved before': [{ issued_on: '2025-04-19' }, 409, 'death_evidence_too_early'],
      'with something else': [{ sure: true }, 400, 'member_unknown'],
    };
    for (const [what, [more, status, code]] of Object.entries(rows)) {
      const answer = await report(person, more);
      assert.deepEqual([answer.status, answer.json.code], [status, code], `${what}: ${answer.text}`);
    }
    assert.equal(await pays(person), 200);
  });

  it('is confirmed by another officer, and stops no more than it must before', async () => {
    const person = await insured();
    const key = randomUUID();
    const first = await server.post(`/v1/people/${person}/death`, proof, { key });
    assert.equal(first.status, 200, first.text);
    const again = await server.post(`/v1/people/${person}/death`, proof, { key });
    assert.deepEqual(again.json.report, first.json.report);
    assert.equal((await report(person)).json.code, 'death_report_open');
    assert.equal(await diedOn(person), undefined);
    assert.equal(await pays(person), 409);
    const { seals } = await server.done('GET', `/v1/people/${person}/seals`, undefined, { as: 'auditor' });
    const [seal] = seals.filter(({ cause }) => cause === 'death_reported');
    assert.deepEqual(seal.effects, { benefit: 'allowed', spending: 'stopped', card: 'allowed',
      id_card: 'allowed', e_certificate: 'allowed', transfer: 'stopped' });
    const { reports } = await server.done('GET', '/v1/agencies/441900/death-reports');
    const listed = reports.find((each) => each.person === person);
    assert.deepEqual([listed.evidence_number, listed.issued_by, listed.issued_on],
      ['H-2025-17', '市殡仪馆', '2025-04-22']);
    assert.equal((await decide(person, { decision: 'confirm' }, 'officer-441900')).json.code,
      'second_officer_needed');
    assert.equal((await decide(person, { decision: 'confirm' })).status, 200);
    assert.equal(await diedOn(person), '2025-04-20');
    assert.equal((await decide(person, { decision: 'confirm' })).json.code, 'death_not_reported');
    assert.equal((await report(person)).json.code, 'death_already_recorded');
  });

  it('is refused with what was found, told to the person, and seen by them', async () => {
    const person = await insured();
    await server.issueTokens({ living: ['--role', 'participant', '--person', person, '--channel', 'app'] });
    await report(person);
    const own = (what) => server.done('GET', `/v1/people/${person}/${what}`, undefined, { as: 'living' });
    const changes = async () => (await own('views')).changes.map(({ rule }) => rule).sort();
    assert.deepEqual(await changes(),
      ['death_reported', 'late_balance_entered', 'late_enrolment_entered']);
    assert.equal((await decide(person, { decision: 'refuse' })).json.code, 'member_missing');
    const refused = await decide(person, { decision: 'refuse', finding: '本人到窗口' });
    assert.equal(refused.status, 200, refused.text);
    assert.equal(await pays(person), 200);
    assert.equal(await diedOn(person), undefined);
    assert.deepEqual(await changes(),
      ['death_report_refused', 'late_balance_entered', 'late_enrolment_entered']);
    const { reports } = await own('death-reports');
    assert.deepEqual(reports.map(({ state, finding }) => [state, finding]), [['refused', '本人到窗口']]);
    assert.ok(!('reported_by' in reports[0]), 'the officers are not named to the person');
    // Another report may come, and is one of its own.
    assert.equal((await report(person)).json.report, 2);
  });

  it('belongs to officers of a place of the person', async () => {
    const person = await insured();
    const other = await insured();
    await server.issueTokens({ own: ['--role', 'participant', '--person', person, '--channel', 'app'],
      stranger: ['--role', 'participant', '--person', other, '--channel', 'app'],
      far: ['--role', 'agency_officer', '--region', '330100', '--id', '5'] });
    assert.equal((await report(person, {}, 'own')).status, 403);
    assert.equal((await report(person, {}, 'far')).status, 403);
    await report(person);
    assert.equal((await decide(person, { decision: 'confirm' }, 'far')).status, 403);
    assert.equal((await decide(person, { decision: 'confirm' }, 'own')).status, 403);
    assert.equal((await server.get(`/v1/people/${person}/death-reports`, { as: 'stranger' })).status, 404);
    assert.equal((await server.get('/v1/agencies/441900/death-reports', { as: 'far' })).status, 403);
  });

  it('leaves what verify finds in order', async () => {
    await server.stop();
    assert.match(server.run('verify'), /OK/);
  });
});
