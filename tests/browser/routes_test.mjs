// Goal: no page of any door is without its gates: every route, read from the routers themselves, as
// somebody with a record meets it (the stories), passes axe, fits at 200 % and at 320 px, is walked by
// keyboard alone with the focus to be seen, and, where there is 长辈版, is large enough in it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gate_findings } from './gates.mjs';
import { House } from './harness.mjs';
import { addresses, intakesOf, routesOf, servicesOf, simpleRoutesOf } from './routes.mjs';

let house;
let ids;
const own = async (name, path) => house.server.done('GET', `/v1/people/${house.server.tokens[`${name}.id`]}/${path}`, undefined, { as: name });

before(async () => {
  house = await House.open({ demo: true, today: '2026-01-15' });
  ids = { card: (await own('许时', 'cards')).current, waiting: (await own('金一', 'cards')).current,
    cases: (await own('张伟', 'cases?limit=50')).cases, person: house.server.tokens['张伟.id'] };
});
after(() => house?.close());

// One visit to a door, which all its pages share: who walks signs in once.
async function walker(door, as, more = {}) {
  const visit = await house.visit(door, { as, ...more });
  return { visit, walk: async (path, options) => {
    const at = path.replace(/^\//, '');
    await visit.go(at);
    assert.match(new URL(visit.page.url()).pathname, new RegExp(`^/${door}/`));
    assert.notEqual((await visit.text('#page')).trim(), '', `${path} shows nothing`);
    const found = await gate_findings(visit, options);
    const codes = path === '/policies' ? null : (await visit.text('#page')).match(/\b[a-z]+_[a-z_]+\b/g);
    if (codes) found.push(`codes instead of words: ${[...new Set(codes)].join(', ')}`);
    await visit.shot(`route-${door}-${at.replace(/[^a-z0-9_]+/gi, '-').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'id') || 'home'}`);
    assert.deepEqual(found, [], path);
  } };
}

// The same walk for each door: whose, which addresses, which options; every address is a test.
function door_walk(name, door, { as, paths, options = () => ({}), prepare }) {
  describe(name, () => {
    let walking;
    before(async () => { walking = await walker(door, as); await prepare?.(walking.visit); });
    after(() => walking?.visit.context.close());
    it('every route', async (all) => {
      for (const path of await paths()) await all.test(path, () => walking.walk(path, options(path)));
    });
  });
}

const kinds = { transfer: 'transfers' };
describe('the pages of', { concurrency: 2 }, () => {
  door_walk('a participant', 'app', { as: '张伟', options: (path) => ({ elder: path === '/' ? 'home' : 'yes' }),
    paths: () => addresses(routesOf('participant'), {
      '/cases/:path/:id': ids.cases.slice(0, 2).map((each) => `/cases/${kinds[each.kind] ?? 'transfers'}/${each.case}`),
      '/apply/:service': servicesOf().map((name) => `/apply/${name}`), '/card/:id/activation': [`/card/${ids.waiting}/activation`],
      '/card/:id/loss': [`/card/${ids.card}/loss`], '/places/:region': ['/places/441900'], '/guides/:region/:service': ['/guides/441900/transfer'],
      '/:rest(.*)*': ['/no/such/page'] }) });

  door_walk('an agency', 'agency', { as: 'senior-441900',
    prepare: (visit) => visit.page.evaluate((person) => sessionStorage.setItem('yibao_purposes',
      JSON.stringify({ [person]: { purpose: '本人到窗口办理业务', person_present: true } })), ids.person),
    paths: async () => {
      const { tasks } = await house.server.done('GET', '/v1/agencies/441900/queue?limit=200', undefined, { as: 'senior-441900' });
      const one = [...new Map(tasks.map((each) => [each.service, each])).values()];
      return addresses(routesOf('agency'), { '/staff/:id': ['/staff/1'], '/people/:id': [`/people/${ids.person}`],
        '/people/:id/intake/:name': intakesOf().map((name) => `/people/${ids.person}/intake/${name}`),
        '/cases/:service/:id': one.slice(0, 4).map((each) => `/cases/${each.service}/${each.case}`), '/:rest(.*)*': ['/no/such/page'] });
    } });

  door_walk('who asks an agency and is an auditor', 'agency', { as: 'auditor', paths: () => ['/', '/statistics', '/access', '/reconciliation'] });
  door_walk('a till', 'provider', { as: 'cashier-441900', options: () => ({ elder: 'yes' }), paths: () => simpleRoutesOf('provider'),
    prepare: (visit) => visit.page.evaluate(() => localStorage.setItem('yibao_provider', 'P44190000001')) });
  door_walk('an employer', 'employer', { as: 'employer-441900', options: () => ({ elder: 'yes' }), paths: () => simpleRoutesOf('employer') });
  door_walk('a kiosk', 'kiosk', { paths: () => ['/'] });

  describe('everybody, without script', () => {
    for (const path of ['/verify', '/verify/4419?code=000000000000', '/status', '/help', '/docs']) {
      it(path, async () => {
        const visit = await house.visit('app', { path });
        assert.deepEqual(await gate_findings(visit), [], path);
        await visit.leave();
      });
    }
  });
});
