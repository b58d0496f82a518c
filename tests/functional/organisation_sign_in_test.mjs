// Staff sign in with their organisation's account: authorisation code and PKCE against npm
// `oidc-provider`, played as a browser would; and with what nobody should get in by.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, it } from 'node:test';
import Provider from 'oidc-provider';
import { Server, onEachEngine } from './harness.mjs';

const redirect = 'http://127.0.0.1:9/agency/sign-in'; // nobody listens: the page of ours
const page = { 'X-Yibao-Client': 'agency-console' };

function listen(issuerOf) {
  return new Promise((resolve) => {
    const listener = http.createServer((request, response) => listener.answer(request, response));
    listener.listen(0, '127.0.0.1', () => {
      const issuer = `http://127.0.0.1:${listener.address().port}`;
      listener.answer = issuerOf(issuer);
      resolve({ issuer, close: () => listener.close() });
    });
  });
}

// Whoever signs in there is the account that the login hint says.
function provider(issuer) {
  return new Provider(issuer, {
    clients: [{ client_id: 'yibao', redirect_uris: [redirect], response_types: ['code'],
      grant_types: ['authorization_code'], token_endpoint_auth_method: 'none' }],
    pkce: { required: () => true },
    claims: { profile: ['preferred_username'], openid: ['sub'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['a key of this test'] },
  });
}

// Follows redirects with cookies until it comes back to our page.
async function visit(address, account) {
  const jar = new Map();
  let url = address;
  let body;
  for (let step = 0; step < 20; ++step) {
    const answer = await fetch(url, { redirect: 'manual', method: body ? 'POST' : 'GET', body,
      headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}) } });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    body = undefined;
    const location = answer.headers.get('location');
    if (location) {
      url = new URL(location, url).href;
      if (url.startsWith(redirect)) return Object.fromEntries(new URL(url).searchParams);
      continue;
    }
    const text = await answer.text();
    const action = text.match(/action="([^"]+)"/)?.[1];
    const prompt = text.match(/name="prompt" value="(\w+)"/)?.[1];
    assert.ok(action && prompt, text);
    url = new URL(action, url).href;
    body = new URLSearchParams(prompt === 'login' ? { prompt, login: account, password: 'x' }
      : { prompt }).toString();
  }
  throw new Error('it never came back');
}

onEachEngine('organisation sign-in', (engine) => {
  let server;
  let organisation;
  before(async () => {
    organisation = await listen((issuer) => provider(issuer).callback());
    const settings = { YIBAO_OIDC_ISSUER: organisation.issuer, YIBAO_OIDC_CLIENT: 'yibao',
      YIBAO_OIDC_REDIRECT: redirect };
    Object.assign(process.env, settings);
    server = await Server.fresh(engine, { today: '' }); // by the clock that the provider signs with
    for (const name of Object.keys(settings)) delete process.env[name];
  });
  after(async () => {
    await server?.remove();
    organisation?.close();
  });

  const begin = async () => {
    for (let i = 0; i < 50; ++i) {
      const answer = await server.get('/v1/sessions/organisation', { as: null, headers: page });
      if (answer.status === 200) return answer.json;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
    throw new Error('the organisation was never asked');
  };
  const open = (came, binding) => server.call('POST', '/v1/sessions', { as: null, key: null,
    headers: page, body: { kind: 'organisation', code: came.code, returned_state: came.state,
      binding, answer: 'token' } });

  it('lets an officer in whom the organisation knows and we know', async () => {
    const { address, binding } = await begin();
    assert.match(address, /code_challenge_method=S256/);
    const came = await visit(address, 'officer-441900');
    const answer = await open(came, binding);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.role, 'agency_officer');
    assert.equal(answer.json.region, '441900');
    const me = await server.get('/v1/me', { as: answer.json.token, headers: page });
    assert.equal(me.json.session.signed_in_by, 'organisation');
    assert.equal((await open(came, binding)).status, 401, 'a code twice');
  });

  it('lets nobody in whom we do not know, nor by what is not theirs', async () => {
    const { address, binding } = await begin();
    const stranger = await visit(address, 'somebody-else');
    assert.equal((await open(stranger, binding)).status, 401);
    const mine = await begin();
    const came = await visit(mine.address, 'officer-330100');
    const other = await begin();
    assert.equal((await open(came, other.binding)).status, 401, 'another page began it');
    assert.equal((await open({ ...came, state: 'AAAA' }, mine.binding)).status, 401);
    assert.equal((await open({ ...came, code: 'made up' }, mine.binding)).status, 401);
  });
});
