// Signing in over HTTP as people and staff do, and as those do who should not get in: guessing,
// telling known numbers from unknown ones, sessions handed to somebody beforehand, requests from
// other sites, sessions left open (R-043, R-045, R-154, C-15, C-29).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, onEachEngine, totp } from './harness.mjs';

const page = { 'X-Yibao-Client': 'agency-console' };

onEachEngine('signing in', (engine) => {
  let server;
  let staff;
  let ahead; // of the simulated clock before ours, in milliseconds
  before(async () => {
    server = await Server.fresh(engine);
    const file = JSON.parse(readFileSync(join(server.place.state, 'demo.json'), 'utf8'));
    staff = Object.fromEntries(file.sign_ins.map((each) => [each.name, each]));
    // The server takes its time with a password; it is the moment of asking that counts.
    const asked = Date.now();
    const { json } = await signIn('officer2-330100', 0, server.now());
    ahead = Date.parse(json.used_at) - asked;
  });
  after(() => server?.remove());

  const open = (body, headers = page) => server.call('POST', '/v1/sessions',
    { as: null, key: null, body, headers });
  const signIn = (name, steps = 0, at = Date.now() + ahead, more = {}) => open({ kind: 'staff',
    account: name, password: staff[name].password,
    totp: totp(staff[name].totp_secret, at, steps), ...more });
  const cookieOf = (answer) => answer.headers.get('set-cookie')?.split(';')[0];
  const withCookie = (cookie, method, path, more = {}) => server.call(method, path,
    { as: null, key: null, headers: { Cookie: cookie, ...page, ...more.headers }, ...more.rest });

  it('lets an officer in by password and authenticator, by a cookie that no script reads', async () => {
    const answer = await signIn('officer-441900');
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.role, 'agency_officer');
    assert.equal(answer.json.region, '441900');
    const header = answer.headers.get('set-cookie');
    assert.match(header, /^yibao_session=ybs_[0-9a-f]{48}; Path=\/; HttpOnly; SameSite=Strict$/);
    assert.ok(!answer.text.includes('ybs_'), 'the token stands in the answer as well');
    const cookie = cookieOf(answer);
    const me = await withCookie(cookie, 'GET', '/v1/me');
    assert.equal(me.status, 200, me.text);
    assert.equal(me.json.role, 'agency_officer');
    assert.match(me.json.now, /^\d{4}-\d\d-\d\dT.*\+08:00$/, 'for forms: no telephone knows the day for sure');
    assert.equal((await withCookie(cookie, 'GET', '/v1/agencies/441900/queue')).status, 200);
    assert.equal((await withCookie(cookie, 'GET', '/v1/agencies/330100/queue')).status, 403);
  });

  it('gives the token in the answer to who asks for it', async () => {
    const answer = await signIn('officer-440500', 0, undefined, { answer: 'token' });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers.get('set-cookie'), null);
    assert.match(answer.json.token, /^ybs_[0-9a-f]{48}$/);
    const me = await server.get('/v1/me', { as: answer.json.token });
    assert.equal(me.json.role, 'agency_officer');
  });

  it('takes no code of an authenticator twice, nor one that is old', async () => {
    const at = Date.now() + ahead;
    assert.equal((await signIn('officer-350500', 0, at)).status, 200);
    assert.equal((await signIn('officer-350500', 0, at)).status, 401);
    assert.equal((await signIn('officer-350500', -1, at)).status, 401, 'a step before the last one');
    assert.equal((await signIn('officer-350500', 1)).status, 200);
    assert.equal((await signIn('officer-320100', -2)).status, 401);
    assert.equal((await signIn('officer-320100', 3)).status, 401);
  });

  it('makes a new session at every sign-in, whatever the browser brings along', async () => {
    const planted = `yibao_session=ybs_${'a'.repeat(48)}`;
    const answer = await open({ kind: 'staff', account: 'senior-441900',
      password: staff['senior-441900'].password,
      totp: totp(staff['senior-441900'].totp_secret, Date.now() + ahead) },
    { ...page, Cookie: planted });
    assert.equal(answer.status, 200, answer.text);
    assert.notEqual(cookieOf(answer), planted);
    assert.equal((await withCookie(planted, 'GET', '/v1/me')).status, 401);
    const first = cookieOf(answer);
    const again = await open({ kind: 'staff', account: 'senior-441900',
      password: staff['senior-441900'].password,
      totp: totp(staff['senior-441900'].totp_secret, Date.now() + ahead, 1) },
    { ...page, Cookie: first });
    assert.equal(again.status, 200, again.text);
    assert.equal((await withCookie(first, 'GET', '/v1/me')).status, 401, 'the old one is over');
    assert.equal((await withCookie(cookieOf(again), 'GET', '/v1/me')).status, 200);
  });

  it('does nothing for a page of another site', async () => {
    const cookie = cookieOf(await signIn('senior-330100'));
    const host = new URL(server.url).host;
    const post = (headers) => server.call('POST', '/v1/people',
      { as: null, body: {}, headers: { Cookie: cookie, ...headers } });
    for (const headers of [{}, { 'X-Yibao-Client': '' }, { ...page, Origin: 'https://evil.example' },
      { ...page, Origin: 'null' }, { ...page, Origin: `http://${host}.evil.example` },
      { Origin: `http://${host}` }]) {
      const answer = await post(headers);
      assert.equal(answer.status, 403, JSON.stringify(headers) + answer.text);
      assert.match(answer.json.code, /^(foreign_origin|client_missing)$/);
    }
    const own = await post({ ...page, Origin: `http://${host}` });
    assert.equal(own.status, 400, 'from our page it is read, and found to be incomplete');
    const strange = await open({ kind: 'phone_code', phone: '19900000000', code: '000000' },
      { ...page, Origin: 'https://evil.example' });
    assert.equal(strange.status, 403);
    assert.equal((await open({ kind: 'phone_code', phone: '19900000000', code: '000000' }, {}))
      .json.code, 'client_missing');
  });

  it('ends a session when its holder says so', async () => {
    const cookie = cookieOf(await signIn('policy'));
    const other = (await signIn('policy', 1, undefined, { answer: 'token' })).json;
    const { sessions } = (await withCookie(cookie, 'GET', '/v1/me/sessions')).json;
    assert.equal(sessions.length, 2);
    assert.deepEqual(sessions.map(({ current }) => current), [true, false]);
    const stranger = cookieOf(await signIn('operator'));
    assert.equal((await withCookie(stranger, 'DELETE', `/v1/me/sessions/${other.session}`)).status, 404);
    assert.equal((await server.get('/v1/me', { as: other.token })).status, 200);
    assert.equal((await withCookie(cookie, 'DELETE', `/v1/me/sessions/${other.session}`)).status, 200);
    assert.equal((await server.get('/v1/me', { as: other.token })).status, 401);
    assert.equal((await withCookie(cookie, 'DELETE', '/v1/sessions/current')).status, 200);
    assert.equal((await withCookie(cookie, 'GET', '/v1/me')).status, 401);
  });

  it('answers wrong passwords alike and ever more slowly, known or not', async () => {
    const seen = [];
    for (const account of ['auditor', 'nobody-at-all']) {
      const answers = [];
      for (let i = 0; i < 7; ++i) {
        answers.push(await open({ kind: 'staff', account, password: '123456', totp: '000000' }));
      }
      seen.push(answers.map(({ status, json }) => [status, json.code, json.title, json.detail]));
      assert.deepEqual(answers.map(({ status }) => status), [401, 401, 401, 401, 401, 429, 429]);
      assert.equal(answers[5].headers.get('retry-after'), '30');
    }
    assert.deepEqual(seen[0], seen[1]);
  });

  it('shows the demo nothing to anybody unless it is one', async () => {
    for (const path of ['/demo/sign-ins', '/demo/messages?phone=19900000001']) {
      assert.equal((await server.get(path, { as: null })).status, 401, path);
      assert.equal((await server.get(path)).status, 404, path);
    }
  });

  it('leaves everything in order', () => server.stop().then(() => {
    assert.match(server.run('verify'), /./);
  }));
});
