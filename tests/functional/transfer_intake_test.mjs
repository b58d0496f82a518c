// How a transfer is taken in: by the number of a certificate, which fills in the origin (R-015,
// R-016), and by an employer, who is told what is its own to know. And where money
// that is reported must lie (N-10).
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

function employerCode(region, tail) {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const body = `91${region}MA1${tail}`.padEnd(17, '0');
  const sum = [...body].reduce((total, each, i) => total + alphabet.indexOf(each) * (3 ** i % 31), 0);
  return body + alphabet[(31 - sum % 31) % 31];
}

onEachEngine('transfer intake', (engine) => {
  let server;
  before(async () => { server = await Server.fresh(engine, { today: '2025-04-25' }); });
  after(() => server?.remove());

  async function moved(more = {}) {
    const identity_number = identityNumber();
    const person = await server.person({ fen: 40_000, identity_number });
    await server.history(person, { region: '441900', kind: 'flexible', base_fen: 500_000,
      started_on: '2025-01-01', suspended_on: '2025-04-01' });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '330100', kind: 'flexible', base_fen: 500_000 }, { as: 'officer-330100' });
    return { person, form: { name: '张三丰', identity_number, target: '330100',
      sighted: ['identity_document', 'social_security_card'], ...more } };
  }
  const presented = (person, number, as) => server.get(
    `/v1/people/${person}/presented-certificate?number=${encodeURIComponent(number)}`, { as });

  it('fills in the origin from the number of a certificate, for the counter and the person', async () => {
    const { person, form } = await moved();
    const { number } = await server.done('POST', `/v1/people/${person}/certificates`, { region: '441900' });
    await server.issueTokens({ bearer: ['--role', 'participant', '--person', person, '--channel', 'app_android'] });
    for (const as of ['officer-330100', 'bearer']) {
      const told = await presented(person, number, as);
      assert.equal(told.status, 200, told.text);
      assert.deepEqual([told.json.origin, told.json.scheme, told.json.suspended_on, told.json.last_day],
        ['441900', 'employee', '2025-04-01', '2025-07-25']);
      assert.match(told.json.identity_number, /\*{8}/);
    }
    const at = { as: 'officer-330100' };
    const drafted = await server.done('POST', `/v1/people/${person}/transfers`,
      { ...form, certificate_number: number }, at);
    assert.deepEqual([drafted.form.origin, drafted.obstacles], ['441900', []]);
    const unknown = await server.post(`/v1/people/${person}/transfers`,
      { ...form, origin: '441900', certificate_number: '粤202599999999' }, at);
    assert.deepEqual([unknown.status, unknown.json.code], [409, 'certificate_unknown'], unknown.text);
    assert.equal((await presented(person, '粤202599999999', 'officer-330100')).json.code, 'certificate_unknown');

    // Of somebody else's nothing is told.
    const other = await moved();
    assert.equal((await presented(other.person, number, 'officer-330100')).json.code, 'certificate_unknown');
    const stolen = await server.post(`/v1/people/${other.person}/transfers`,
      { ...other.form, certificate_number: number }, at);
    assert.equal(stolen.json.code, 'certificate_unknown', stolen.text);

    await server.die(person, '2025-04-20');
    const dead = await server.post(`/v1/people/${person}/certificates`, { region: '441900' });
    assert.equal(dead.json.code, 'person_died', dead.text);
  });

  it('tells an employer neither what others owe nor which hold there is', async () => {
    const old = await server.done('POST', '/v1/employers',
      { region: '441900', code: employerCode('441900', '11'), name: '东莞欠费电子厂' }, { as: 'officer-441900' });
    const now = await server.done('POST', '/v1/employers',
      { region: '330100', code: employerCode('330100', '22'), name: '杭州新单位' }, { as: 'officer-330100' });
    const identity_number = identityNumber();
    const person = await server.person({ fen: 10_000, identity_number });
    await server.history(person, { region: '441900', kind: 'employee', employer: old.employer,
      base_fen: 500_000, started_on: '2025-01-01', suspended_on: '2025-04-01', owed: true });
    await server.done('POST', `/v1/people/${person}/holds`,
      { cause: 'admin', note: '(2025)粤01号' }, { as: 'senior-441900' });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '330100', kind: 'employee', employer: now.employer, base_fen: 500_000 }, { as: 'officer-330100' });
    await server.issueTokens({ employer: ['--role', 'employer_officer', '--employer', now.employer, '--channel', 'web'],
      employee: ['--role', 'participant', '--person', person, '--channel', 'app_android'] });
    const form = { name: '张三丰', identity_number, origin: '441900', target: '330100' };
    const drafted = await server.post(`/v1/people/${person}/transfers`, form, { as: 'employer' });
    assert.equal(drafted.status, 200, drafted.text);
    assert.deepEqual(drafted.json.obstacles.map(({ rule }) => rule), ['arrears_told_to_person', 'hold_told_to_person']);
    for (const secret of ['欠费电子厂', '1,275', '2025-01', 'hold_admin', '冻结']) {
      assert.ok(!JSON.stringify(drafted.json.obstacles).includes(secret), `${secret} in ${drafted.text}`);
    }
    const own = await server.done('POST', `/v1/people/${person}/transfer-precheck`,
      { origin: '441900', target: '330100' }, { as: 'employee' });
    const rules = own.reasons.map(({ rule }) => rule);
    for (const rule of ['arrears_outstanding', 'hold_admin']) assert.ok(rules.includes(rule), rules.join());
  });

  it('takes money in only where there is a fund, on a day that a statement may have', async () => {
    const report = async (region, arrived_on) => (await server.post(`/v1/agencies/${region}/remittances`,
      { from_region: '441900', amount_fen: 100, arrived_on, bank_serial: `S${region}${arrived_on}` },
      { as: 'officer-330100' })).json.code;
    assert.equal(await report('330106', '2025-04-25'), 'covered_by_pooling_region');
    for (const region of ['330000', '100000', '810000']) {
      assert.equal(await report(region, '2025-04-25'), 'not_a_pooling_region', region);
    }
    assert.equal(await report('999999', '2025-04-25'), 'not_found');
    assert.equal(await report('330100', '1950-01-01'), 'arrival_too_long_ago');
    assert.equal(await report('330100', '2025-04-25'), undefined);
  });
});
