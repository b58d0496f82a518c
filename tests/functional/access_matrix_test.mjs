// The one table of access, row by row, from outside. The endpoints, whose each thing is and which of
// them a role reaches come from the server itself (x-access in /openapi.json): whatever is added
// there is asked here, with somebody else's ids, by everybody whom it is not for.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

// A sign-in of every role; 'other-…' are of another person, employer, place or bank.
const issued = (people) => ({
  participant: ['--role', 'participant', '--person', people.here, '--channel', 'app'],
  stranger: ['--role', 'participant', '--person', people.stranger, '--channel', 'app'],
  'other-employer': ['--role', 'employer_officer', '--id', '99', '--region', '330100'],
  bank: ['--role', 'bank', '--id', '104'],
});
const signInOf = {
  participant: 'participant', employer_officer: 'other-employer', agency_officer: 'officer-441900',
  senior_officer: 'senior-441900', provider_cashier: 'cashier-441900', bank: 'bank',
  policy_officer: 'policy', auditor: 'auditor', operator: 'operator',
  county_window: 'window-140602', community: 'community-441900', system_admin: 'system-admin',
  security_admin: 'security-admin', audit_admin: 'audit-admin',
};

// A body that gets as far as a machine can get: right in form, as the fields' kinds say.
function bodyOf(schema, person) {
  const body = {};
  for (const [name, { type, format, pattern, description = '' }] of Object.entries(schema.properties)) {
    const code = description.match(/\b[a-z]+(?:_[a-z]+)*\b/);
    if (type === 'integer') body[name] = 1;
    else if (type === 'boolean') body[name] = false;
    else if (type === 'array') body[name] = [];
    else if (type === 'object') body[name] = {};
    else if (format === 'date') body[name] = '2025-04-20';
    else if (format === 'uuid') body[name] = person;
    else if (pattern === '^[0-9]{6}$') body[name] = '441900';
    else if (pattern) body[name] = '2025-03';
    else body[name] = code ? code[0] : '说明说明说明说明说明';
  }
  return body;
}

onEachEngine('access matrix', (engine) => {
  let server;
  let endpoints;
  const people = {};
  let application;
  let transfer;
  // What an answer says, without what differs from one request to the next.
  const said = ({ status, json }, ...ids) => {
    let text = JSON.stringify({ ...json, trace_id: undefined, instance: undefined });
    for (const id of ids) text = text.replaceAll(id, '<id>');
    return `${status} ${text}`;
  };
  const ask = (endpoint, as, ids, query = '') => {
    let path = endpoint.path;
    for (const [name, id] of Object.entries(ids)) path = path.replace(`{${name}}`, id);
    path = path.replace(/\{\w+\}/g, randomUUID());
    const body = endpoint.method === 'POST' ? bodyOf(endpoint.schema, people.elsewhere) : undefined;
    return server.call(endpoint.method, path + query, { as, body });
  };
  const of = (member) => endpoints.filter(({ path }) => path.includes(`{${member}}`));

  before(async () => {
    server = await Server.fresh(engine);
    const number = identityNumber();
    people.here = await server.person({ fen: 10_000, identity_number: number });
    await server.done('POST', `/v1/people/${people.here}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    people.stranger = await server.person({ fen: 20_000 });
    people.elsewhere = await server.person();
    await server.credit(people.elsewhere, 30_000, '330100');
    await server.issueTokens(issued(people));
    people.nobody = people.here.slice(0, 14) + randomUUID().slice(14);
    const { paths } = (await server.get('/openapi.json', { as: null })).json;
    endpoints = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods)
      .map(([method, operation]) => ({ path, method: method.toUpperCase(), name: operation.operationId,
        roles: operation['x-roles'], access: operation['x-access'],
        schema: operation.requestBody?.content['application/json'].schema ?? { properties: {} } })));
    const moving = await server.post(`/v1/people/${people.here}/transfers`,
      { name: '张三丰', identity_number: number, origin: '441900', target: '440500' }, { as: 'participant' });
    transfer = moving.json?.case;
    assert.ok(transfer, moving.text);
    const filed = await server.post(`/v1/people/${people.here}/complaints`,
      { region: '441900', kind: 'complaint', words: '窗口排队时间太长' }, { as: 'participant' });
    application = filed.json?.case;
    assert.ok(application, filed.text);
  });
  after(() => server?.remove());

  it('has a row for every endpoint and role', () => {
    assert.ok(endpoints.length > 150, `${endpoints.length}`);
    for (const { name, roles, access } of endpoints) {
      assert.ok(access.owner, `${name}: nobody says whose it is`);
      assert.deepEqual(Object.keys(access.scopes).sort(), [...roles].sort(), name);
      for (const role of roles) assert.ok(access.scopes[role], `${name}: ${role}`);
    }
  });

  it('answers nobody without a token and nobody by a token that is none', async () => {
    for (const endpoint of endpoints) {
      if (endpoint.roles.includes('visitor')) continue;
      for (const as of [null, `yb_${'0'.repeat(48)}`]) {
        const answer = await ask(endpoint, as, { person: people.here, region: '441900', case: application });
        assert.equal(answer.status, 401, `${endpoint.name}: ${answer.text}`);
      }
    }
  });

  it('answers no role that has no row', async () => {
    let asked = 0;
    for (const endpoint of endpoints) {
      for (const [role, as] of Object.entries(signInOf)) {
        if (endpoint.roles.includes(role)) continue;
        const answer = await ask(endpoint, as, { person: people.here, region: '441900', case: application });
        assert.equal(answer.status, 403, `${endpoint.name} as ${role}: ${answer.text}`);
        assert.equal(answer.json.code, 'role_not_allowed', `${endpoint.name} as ${role}`);
        ++asked;
      }
    }
    assert.ok(asked > 1_000, `${asked}`);
  });

  // What is wrong with a request may be said before whose it is; whose it is, only in one way.
  const alike = (theirs, nobodys) => theirs.status === 400 ||
    (theirs.status === 404 && nobodys.status === 404 && theirs.json.code === nobodys.json.code);

  it('tells participants of somebody else what it tells of nobody', async () => {
    const wrong = [];
    for (const endpoint of of('person')) {
      if (!endpoint.roles.includes('participant')) continue;
      const theirs = await ask(endpoint, 'stranger', { person: people.here, case: application });
      const nobodys = await ask(endpoint, 'stranger', { person: people.nobody, case: application });
      if (!alike(theirs, nobodys)) wrong.push(`${endpoint.name}: ${said(theirs)} / ${said(nobodys)}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('tells of the cases of somebody else what it tells of none', async () => {
    const wrong = [];
    const none = people.here.slice(0, 14) + randomUUID().slice(14);
    for (const endpoint of of('case')) {
      for (const [role, as, id] of [['participant', 'stranger', application], ['participant', 'stranger', transfer],
        ['agency_officer', 'officer-330100', application], ['agency_officer', 'officer-330100', transfer],
        ['senior_officer', 'senior-330100', application], ['employer_officer', 'other-employer', application],
        ['employer_officer', 'other-employer', transfer]]) {
        if (!endpoint.roles.includes(role)) continue;
        const theirs = said(await ask(endpoint, as, { case: id }), id);
        const nones = said(await ask(endpoint, as, { case: none }), none);
        if (theirs !== nones || !theirs.startsWith('4')) wrong.push(`${endpoint.name} as ${as}: ${theirs} / ${nones}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('tells officers of another place whose the person is, alike whether they look or act', async () => {
    const told = { your_region: '330100', needed_region: '441900' };
    const wrong = [];
    const asked = { GET: 0, POST: 0 };
    for (const endpoint of of('person')) {
      for (const [role, as] of [['agency_officer', 'officer-330100'], ['senior_officer', 'senior-330100']]) {
        if (!endpoint.roles.includes(role)) continue;
        const answer = await ask(endpoint, as, { person: people.here, case: application });
        const nobodys = await ask(endpoint, as, { person: people.nobody, case: application });
        // A look is refused for its place first; a step may be wrong in itself, or be of the officer's own place.
        const look = endpoint.method === 'GET' && !endpoint.path.includes('{case}') && answer.status !== 400;
        if (!look && answer.json.code !== 'other_agency') continue;
        ++asked[endpoint.method];
        const facts = answer.json.reasons?.[0].facts;
        const same = answer.status === 403 && facts?.your_region === told.your_region &&
          facts?.needed_region === told.needed_region;
        if (!same || nobodys.json.code !== 'not_found') wrong.push(`${endpoint.name} as ${as}: ${said(answer)} / ${said(nobodys)}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(asked.GET > 20 && asked.POST > 5, JSON.stringify(asked));
  });

  it('shows windows nobody of another place, in the words of nobody', async () => {
    const wrong = [];
    for (const endpoint of of('person')) {
      if (endpoint.method !== 'GET') continue;
      for (const [role, as] of [['county_window', 'window-330106'], ['community', 'window-330106']]) {
        if (!endpoint.roles.includes(role)) continue;
        const theirs = await ask(endpoint, as, { person: people.here });
        const nobodys = await ask(endpoint, as, { person: people.nobody });
        if (!alike(theirs, nobodys)) wrong.push(`${endpoint.name} as ${as}: ${said(theirs)} / ${said(nobodys)}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('lets officers and windows of another place do nothing to a person', async () => {
    const before = (await server.get(`/v1/people/${people.here}/summary`)).text;
    const done = [];
    for (const endpoint of of('person')) {
      if (endpoint.method !== 'POST') continue;
      for (const as of ['officer-330100', 'senior-330100', 'window-330106', 'cashier-330100']) {
        const answer = await ask(endpoint, as, { person: people.here });
        if (answer.status === 200) done.push(`${endpoint.name} as ${as}`);
        assert.ok(answer.status < 500, `${endpoint.name}: ${answer.text}`);
      }
    }
    // What anybody on the staff may do for whom stands before them, wherever that is.
    const anywhere = ['entitlement.what-if', 'staff.break-glass', 'bill.declare as cashier'];
    assert.deepEqual(done.filter((each) => !anywhere.some((name) => each.startsWith(name))), []);
    assert.equal((await server.get(`/v1/people/${people.here}/summary`)).text, before);
  });

  it('keeps agencies apart', async () => {
    const open = [];
    for (const endpoint of of('region')) {
      if (endpoint.access.owner === 'nobody') continue;
      for (const [role, as] of [['agency_officer', 'officer-330100'], ['senior_officer', 'senior-330100']]) {
        if (!endpoint.roles.includes(role)) continue;
        const answer = await ask(endpoint, as, { region: '441900' });
        if (![400, 403, 404].includes(answer.status)) open.push(`${endpoint.name} as ${as}: ${answer.text}`);
      }
    }
    assert.deepEqual(open, []);
  });

  it('keeps employers apart, and tells of another what it tells of none', async () => {
    const { employer } = await server.done('POST', '/v1/employers',
      { region: '441900', code: '91330100MA27XL0H3N', name: '华联电子' });
    const none = employer.slice(0, 14) + randomUUID().slice(14);
    const wrong = [];
    for (const endpoint of of('employer')) {
      if (!endpoint.roles.includes('employer_officer')) continue;
      const theirs = await ask(endpoint, 'other-employer', { employer });
      const nones = await ask(endpoint, 'other-employer', { employer: none });
      if (!alike(theirs, nones)) wrong.push(`${endpoint.name}: ${said(theirs)} / ${said(nones)}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('lets windows read what their row says, of their own place', async () => {
    const shown = of('person').filter(({ method, roles }) => method === 'GET' && roles.includes('community'));
    assert.ok(shown.length >= 10);
    for (const endpoint of shown) {
      const answer = await ask(endpoint, 'community-441900', { person: people.here });
      assert.equal(answer.status, 200, `${endpoint.name}: ${answer.text}`);
    }
    for (const endpoint of endpoints) {
      for (const role of ['county_window', 'community']) {
        const theirOwn = ['own', 'nobody'].includes(endpoint.access.owner);  // their session, say
        if (!endpoint.roles.includes(role) || endpoint.method === 'GET' || theirOwn) continue;
        assert.equal(endpoint.name, 'person.search');
      }
    }
  });
});
