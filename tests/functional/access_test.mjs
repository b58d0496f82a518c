// Who may do what: no endpoint answers without a token, none to a role it is not for, none for
// another agency or another person. The endpoints are those of GET /openapi.json.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

// The role of each sign-in; the first five are issued by this test.
const roleOf = {
  participant: 'participant', stranger: 'participant', bank: 'bank',
  employer: 'employer_officer', 'officer-441900': 'agency_officer',
  'senior-441900': 'senior_officer', 'cashier-441900': 'provider_cashier', auditor: 'auditor',
  policy: 'policy_officer', operator: 'operator',
};

onEachEngine('access', (engine) => {
  let server;
  let person;
  let endpoints;
  before(async () => {
    server = await Server.fresh(engine);
    person = await server.person({ fen: 1_000 });
    const stranger = await server.person();
    const counter = ['--region', '441900', '--id', '7'];
    await server.issueTokens({
      participant: ['--role', 'participant', '--person', person, '--channel', 'app'],
      stranger: ['--role', 'participant', '--person', stranger, '--channel', 'app'],
      bank: ['--role', 'bank', '--region', '441900', '--id', '104'],
      employer: ['--role', 'employer_officer', ...counter],
      gone: ['--role', 'auditor', '--id', '9', '--days', '0'],
    });
    const { paths } = (await server.get('/openapi.json', { as: null })).json;
    endpoints = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods)
      .map(([method, { 'x-roles': roles, parameters = [] }]) => ({ method: method.toUpperCase(), roles,
        asks: parameters.some((each) => each.in === 'query' && each.required),
        path: path.replace('{person}', person).replace('{region}', '441900')
          .replace(/\{\w+\}/g, person) })));
  });
  after(() => server?.remove());

  it('knows every endpoint', () => {
    assert.ok(endpoints.length >= 40, `${endpoints.length} endpoints`);
    for (const { path, roles } of endpoints) assert.ok(roles.length > 0, `${path} is for nobody`);
  });

  it('answers nobody without a token, and says no more than that', async () => {
    for (const { method, path, roles } of endpoints) {
      if (roles.includes('visitor')) continue; // signing in: sign_in_test.mjs
      for (const as of [null, 'nobody', 'yb_' + '0'.repeat(48)]) {
        const answer = await server.call(method, path, { as, body: method === 'POST' ? {} : undefined });
        assert.equal(answer.status, 401, `${method} ${path}: ${answer.text}`);
        assert.equal(answer.json.code, as === null ? 'token_missing' : 'token_unknown');
      }
    }
    const nowhere = await server.get('/v1/nothing', { as: null });
    assert.equal(nowhere.status, 401, 'a stranger learns which paths exist');
    assert.equal((await server.get(`/v1/people/${person}/balance`, { as: 'gone' })).status, 401);
  });

  it('answers no role that an endpoint is not for', async () => {
    let asked = 0;
    for (const { method, path, roles } of endpoints) {
      for (const [as, role] of Object.entries(roleOf)) {
        if (roles.includes(role)) continue;
        const answer = await server.call(method, path, { as, body: method === 'POST' ? {} : undefined });
        assert.equal(answer.status, 403, `${method} ${path} as ${as}: ${answer.text}`);
        assert.equal(answer.json.code, 'role_not_allowed');
        ++asked;
      }
    }
    assert.ok(asked > 100);
  });

  it('lets every role in where the endpoint is for it', async () => {
    for (const { method, path, roles } of endpoints) {
      for (const [as, role] of Object.entries(roleOf)) {
        if (!roles.includes(role)) continue;
        const answer = await server.call(method, path,
          { as, body: method === 'POST' ? { nonsense: 1 } : undefined });
        assert.ok(![401, 500, 503].includes(answer.status), `${method} ${path}: ${answer.text}`);
        assert.notEqual(answer.json?.code, 'role_not_allowed', `${method} ${path} as ${as}`);
      }
    }
  });

  it('shows a person what is theirs, and of others not even that they exist', async () => {
    // The first member of a path is filled in with the person; what has a second one names nothing.
    const own = endpoints.filter(({ method, path, roles, asks }) => method === 'GET' && !asks &&
      path.startsWith(`/v1/people/${person}`) && path.split(person).length === 2 &&
      roles.includes('participant'));
    assert.ok(own.length >= 5);
    for (const { path } of own) {
      const answer = await server.get(path, { as: 'participant' });
      assert.ok([200, 409].includes(answer.status), `${path}: ${answer.text}`);
      const stranger = await server.get(path, { as: 'stranger' });
      assert.equal(stranger.status, 404, `${path}: ${stranger.text}`);
      assert.equal(stranger.json.code, 'not_found');
    }
  });

  it('keeps officers to their agency', async () => {
    const refusals = [
      await server.post(`/v1/people/${person}/opening-balance`,
        { region: '330100', amount_fen: 1, evidence: 'x' }, { as: 'senior-441900' }),
      await server.post(`/v1/people/${person}/enrolments`,
        { region: '330100', kind: 'flexible', base_fen: 600_000 }, { as: 'officer-441900' }),
      await server.post('/v1/employers',
        { region: '330100', code: '91330100MA27XL0H3N', name: '某公司' }, { as: 'officer-441900' }),
      await server.get('/v1/agencies/330100/queue', { as: 'officer-441900' }),
      await server.get('/v1/agencies/330100/remittances/unmatched', { as: 'officer-441900' }),
      await server.get('/v1/agencies/330100/duplicates', { as: 'officer-441900' }),
    ];
    for (const answer of refusals) {
      assert.equal(answer.status, 403, answer.text);
      assert.equal(answer.json.code, 'other_agency');
    }
    const till = await server.pay(person, 1, { provider: 'P44050000001' });
    assert.equal(till.status, 403, till.text);
    assert.equal(till.json.code, 'other_place_of_care');
    assert.equal(await server.balance(person), 1_000);
  });

  it('leaves open only what says nothing about anybody', async () => {
    for (const path of ['/healthz', '/readyz', '/version', '/openapi.json']) {
      const answer = await server.get(path, { as: null });
      assert.equal(answer.status, 200, path);
      assert.ok(!answer.text.includes(person));
    }
  });

  it('shows names and numbers masked', async () => {
    const { name, identity_number: number } = await server.done('GET', `/v1/people/${person}`);
    assert.match(name, /^张\*+$/);
    assert.match(number, /^4419\*+\w{4}$/);
  });
});
