// Staff sign in by their organisation's own sign-in from the page, against npm `oidc-provider`: from the console and
// from another door, whoever it does not know here, and whoever turns back there.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import Provider from 'oidc-provider';
import { assert_gates } from './gates.mjs';
import { House } from './harness.mjs';

function listen(answer) {
  return new Promise((resolve) => {
    const listener = http.createServer((request, response) => listener.answer(request, response));
    listener.answer = answer;
    listener.listen(0, '127.0.0.1', () => resolve({ listener, url: `http://127.0.0.1:${listener.address().port}`, close: () => { listener.close(); listener.closeAllConnections(); } }));
  });
}

describe('signing in by the organisation', () => {
  let house;
  let organisation;
  let front;  // the public address of the agency: leads to whatever port the server has
  before(async () => {
    front = await listen((request, response) => { response.writeHead(302, { Location: house.server.url + request.url }).end(); });
    organisation = await listen();
    const redirect = `${front.url}/agency/sign-in`;
    organisation.listener.answer = new Provider(organisation.url, {
      clients: [{ client_id: 'yibao', redirect_uris: [redirect], response_types: ['code'], grant_types: ['authorization_code'], token_endpoint_auth_method: 'none' }],
      pkce: { required: () => true },
      claims: { profile: ['preferred_username'], openid: ['sub'] },
      conformIdTokenClaims: false,
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
      features: { devInteractions: { enabled: true } },
      cookies: { keys: ['a key of this test'] },
    }).callback();
    const settings = { YIBAO_OIDC_ISSUER: organisation.url, YIBAO_OIDC_CLIENT: 'yibao', YIBAO_OIDC_REDIRECT: redirect };
    Object.assign(process.env, settings);
    house = await House.open({ today: '' });  // by the clock that the provider signs with
    for (const name of Object.keys(settings)) delete process.env[name];
    for (let turn = 0; turn < 100 && !(await house.server.get('/v1/sessions/organisation', { as: null })).json?.connected; ++turn) {
      await new Promise((done) => { setTimeout(done, 100); });
    }
  });
  after(async () => { await house?.close(); organisation?.close(); front?.close(); });

  async function goThere(visit, account) {
    // Its pages want letters from elsewhere.
    await visit.page.route(({ hostname }) => hostname !== '127.0.0.1', (route) => route.fulfill({ body: '' }));
    await visit.press('机构统一登录');
    await visit.page.waitForURL(`${organisation.url}/**`);
    await visit.page.locator('[name=login]').fill(account);
    await visit.page.locator('[name=password]').fill('x');
    await visit.page.locator('[type=submit]').click();
    await visit.page.locator('[type=submit]', { hasText: 'Continue' }).click();
    await visit.page.waitForURL(`${house.server.url}/**`);
    await visit.settle();
  }

  it('lets an officer in, to the page that was asked for, and leaves no code in the address', async () => {
    const visit = await house.visit('agency', { path: 'people' });
    await visit.sees('机构统一登录');
    await visit.shot('agency-sign-in-organisation');
    await assert_gates(visit);
    await goThere(visit, 'officer-441900');
    await visit.page.getByRole('heading', { name: '查找参保人' }).waitFor();
    assert.equal(new URL(visit.page.url()).search, '');
    assert.match(await visit.text('header.top'), /经办人员/);
    await visit.page.reload();
    await visit.page.getByRole('heading', { name: '查找参保人' }).waitFor();
    await visit.leave();
  });

  it('brings a cashier back to the till, where they began', async () => {
    const visit = await house.visit('provider');
    await goThere(visit, 'cashier-441900');
    await visit.sees('参保人出示什么');
    assert.equal(new URL(visit.page.url()).pathname, '/provider/');
    await visit.leave();
  });

  it('tells who is not on the staff here, and who turned back there', async () => {
    const visit = await house.visit('agency');
    await goThere(visit, 'somebody-else');
    await visit.sees('这个机构账号在本系统没有登记');
    await visit.shot('agency-sign-in-organisation-refused');
    await assert_gates(visit);
    await visit.go('sign-in?error=access_denied&state=whatever');
    await visit.sees('机构统一登录没有通过');
    await visit.go('sign-in?code=made-up&state=whatever');
    await visit.sees('统一登录没有完成');
    await visit.leave();
  });
});

describe('where no organisation is connected', () => {
  let house;
  before(async () => { house = await House.open(); });
  after(() => house?.close());
  it('offers none', async () => {
    const visit = await house.visit('agency');
    await visit.sees('工作人员登录');
    assert.equal(await visit.page.getByRole('button', { name: '机构统一登录' }).count(), 0);
    await visit.leave();
  });
});
