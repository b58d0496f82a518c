// Goal: every route of every door, on the demo's data, for somebody who may see it: axe without
// violations, nothing sideways at 320 px and 200 %, every control by keyboard with the focus to be seen,
// the gate of 长辈版, English without Chinese, no code shown, and nothing that the page complains of.
// The routes come from the routers themselves.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { say_why } from './agency.mjs';
import { assert_axe, assert_elder, assert_english, assert_keyboard, assert_no_chinese_sentence, assert_words, assert_zoom } from './gates.mjs';
import { House } from './harness.mjs';
import { Walk, routes_of } from './routes.mjs';

const quiet = async (visit) => visit.assert_quiet();
const passes = {
  plain: { gates: () => [assert_axe, assert_zoom, assert_words, assert_keyboard, quiet] },
  elder: { elder: true, gates: (path) => [(visit) => assert_elder(visit, { home: path === '/' && !visit.nobody }),
    (visit) => assert_axe(visit, { only: ['color-contrast', 'target-size'] }), quiet] },
  english: { kept: { yibao_language: 'en' }, gates: () => [assert_english, assert_no_chinese_sentence, quiet] },
  // Where people's own names and words stand between those of the page: no sentence in Chinese.
  told: { kept: { yibao_language: 'en' }, gates: () => [assert_no_chinese_sentence, quiet] },
};
const file_name = (path) => path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '').slice(0, 40) || 'home';

describe('every route', { concurrency: 3 }, () => {
  let house;
  let given;
  before(async () => {
    house = await House.open({ demo: true, today: '2026-01-15' });
    const { server } = house;
    const tokens = Object.keys(server.tokens);
    const { person } = await server.done('GET', '/v1/me', undefined, { as: '张伟' });
    given = {
      person,
      employer: tokens.find((name) => name.startsWith('employer')),
      app: { '/:rest(.*)*': '/no/such/page', '/guides/:region/:service': '/guides/441900/transfer', '/places/:region': '/places/441900',
        '/apply/:service': ['seal_release', 'appeal', 'complaint', 'card_order', 'cash_out', 'inheritance', 'contribution_refund',
          'contribution_correction', 'person_merge', 'aid_application', 'place_change'].map((service) => `/apply/${service}`) },
      agency: { '/:rest(.*)*': '/no/such/page', '/people/:id': `/people/${person}`,
        '/people/:id/intake/:name': [`/people/${person}/intake/transfer.draft`, `/people/${person}/intake/inheritance.file`] },
    };
  });
  after(() => house?.close());

  // Walks the routes that `wanted` says, in one page; each is a test of its own.
  const picture = (pass, name) => (['english', 'told'].includes(pass) ? undefined : name);  // as the plain one, with other words
  async function walk(t, door, pass, { as, wanted = () => true, kept = {}, each = () => undefined } = {}) {
    const name = as ? pass : `${pass}-nobody`;
    const { gates, elder = false, kept: language = {} } = passes[pass];
    const visit = await house.visit(door, { as, elder, kept: { ...kept, ...language } });
    visit.nobody = !as;
    const steps = new Walk(visit, given[door]);
    const routes = (await routes_of(visit)).filter(wanted);
    assert.ok(routes.length > 0);
    for (const { path: route } of routes) {
      await t.test(`${door} ${route} (${name})`, async () => {
        for (const path of steps.addresses(route)) {
          await steps.to(path);
          const shown = path.replace(given.person, 'somebody');
          await steps.through(gates(path), picture(pass, `route-${door}-${file_name(shown)}-${name}`));
          await each(visit, route, () => steps.through(gates(path), `route-${door}-${file_name(shown)}-${name}-more`));
        }
      });
    }
    await visit.context.close();
  }

  it('app (told)', (t) => walk(t, 'app', 'told', { as: '金一', wanted: ({ open }) => !open }));
  it('app, before anybody is signed in (told)', (t) => walk(t, 'app', 'told', { wanted: ({ open }) => open }));
  for (const pass of ['plain', 'elder', 'english']) {
    if (pass !== 'english') {
      it(`app (${pass})`, (t) => walk(t, 'app', pass, { as: '金一', wanted: ({ open }) => !open }));
      it(`app, before anybody is signed in (${pass})`, (t) => walk(t, 'app', pass, { wanted: ({ open }) => open }));
    }
    it(`provider (${pass})`, (t) => walk(t, 'provider', pass, { as: 'cashier-441900', kept: { yibao_provider: 'P44190000001' } }));
    it(`employer (${pass})`, (t) => walk(t, 'employer', pass, { as: given.employer }));
    it(`bank (${pass})`, (t) => walk(t, 'bank', pass, { as: 'bank-104' }));
    for (const door of ['provider', 'employer', 'bank']) {
      it(`${door}, before anybody is signed in (${pass})`, (t) => walk(t, door, pass, { wanted: ({ path }) => path === '/' }));
    }
  }

  // Of the console's routes each as the first of these who sees it in their menu.
  const seats = [['senior-441900', 'senior_officer'], ['auditor', 'auditor']];
  for (const [at, [as, role]] of seats.entries()) for (const pass of ['plain', 'told']) {
    it(`agency, ${as} (${pass})`, (t) => walk(t, 'agency', pass, { as,
      wanted: ({ open, roles }) => {
        if (open) return false;
        const seat = seats.findIndex(([, each]) => !roles || roles.includes(each));
        assert.notEqual(seat, -1, `nobody of this test sees what only ${roles} see`);
        return seat === at;
      },
      each: async (visit, route, again) => {
        if (route !== '/people/:id') return;
        await say_why(visit);
        await visit.settle();
        for (const tab of await visit.page.getByRole('tab').all()) {
          await tab.click();
          await visit.settle();
        }
        await again();
      } }));
  }
  it('agency, before anybody is signed in', (t) => walk(t, 'agency', 'plain', { wanted: ({ open }) => open }));

  for (const pass of ['plain', 'english']) {
    it(`kiosk (${pass})`, async (t) => {
      const visit = await house.visit('kiosk');
      const { server } = house;
      await visit.context.route('**/v1/sessions', (route) => route.fulfill({ status: 200, contentType: 'application/json',
        body: JSON.stringify({ token: server.tokens['张伟'], role: 'participant', name: '张*', person: given.person }) }));
      if (pass === 'english') {
        await visit.press('English');
        await visit.settle();
      }
      const steps = new Walk(visit);
      const gates = pass === 'english' ? passes.english.gates() : [assert_axe, (each) => assert_zoom(each, [640]), assert_words, assert_elder, assert_keyboard, quiet];
      await t.test(`kiosk, sign-in (${pass})`, () => steps.through(gates, `route-kiosk-enter-${pass}`));
      await visit.page.locator('input[name=first]').fill('44190019900101001X');
      await visit.page.locator('input[name=second]').fill('一个密码');
      await visit.page.locator('form button.main').click();
      const entries = visit.page.locator('[data-entry]');
      await entries.first().waitFor();
      for (let at = 0; at < await entries.count(); ++at) {
        const name = (await entries.nth(at).innerText()).split('\n')[0];
        await t.test(`kiosk, ${name} (${pass})`, async () => {
          await entries.nth(at).click();
          await visit.settle();
          await steps.through(gates, `route-kiosk-${at}-${pass}`);
        });
        await visit.page.locator('.page > .actions button').first().click();
      }
      await visit.context.close();
    });
  }

  it('public pages, as they lead to one another', async (t) => {
    const visit = await house.visit('app', { path: '/status', size: 'desk' });
    const left = ['/status', '/verify/44190020250000017?code=000000000000'];
    const seen = new Set();
    while (left.length > 0) {
      const path = left.shift();
      const page = path.split(/[?#]/)[0];
      if (seen.has(page) || /^\/(app|agency|provider|employer|bank|kiosk)\b/.test(page)) continue;
      seen.add(page);
      await t.test(`public ${page}`, async () => {
        await visit.go(path);
        await new Walk(visit).through([assert_axe, assert_zoom, assert_words, assert_keyboard, quiet], `route-public-${file_name(page)}`);
        left.push(...await visit.page.locator('a[href^="/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href'))));
      });
    }
    for (const page of ['/status', '/verify', '/help']) assert.ok(seen.has(page), page);
    await visit.context.close();
  });
});
