// Goal: every route of the participant's pages passes axe, 200 % zoom and the keyboard; and in 长辈版
// its letters, targets and entries. The list comes from the router: a new page is under test at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { assert_axe, assert_elder, assert_gates } from './gates.mjs';
import { House } from './harness.mjs';

const router = readFileSync(new URL('../../web/src/participant/router.ts', import.meta.url), 'utf8');
const paths = [...router.matchAll(/page\('(\/[^']*)'/g)].map(([, path]) => path).filter((path) => !path.includes(':rest'));
const services = ['seal_release', 'appeal', 'complaint', 'card_order', 'cash_out', 'inheritance', 'contribution_refund',
  'contribution_correction', 'person_merge', 'aid_application', 'place_change'];

describe('every page of the participant', () => {
  let house;
  let known;
  before(async () => {
    house = await House.open({ demo: true, today: '2026-01-15' });
    const get = (path) => house.server.done('GET', path, undefined, { as: '贾停' });
    const { cards } = await get(`/v1/people/${house.server.tokens['贾停.id']}/cards`);
    const { cases } = await house.server.done('GET', `/v1/people/${house.server.tokens['吴芳.id']}/transfers`, undefined, { as: '吴芳' });
    known = { card: cards[0].card, transfer: cases[0].case };
  });
  after(() => house?.close());

  // A route with its members filled in; and who has something to see there.
  const filled = (path) => path.replace(':path/:id', `transfers/${known.transfer}`).replace('/card/:id', `/card/${known.card}`)
    .replace(':region/:service', '441900/card').replace(':region', '441900').replace(/^\//, '');
  const whose = (path) => (path.startsWith('/cases/') ? '吴芳' : '贾停');

  for (const path of [...paths.filter((each) => !each.includes('/apply/:')), ...services.map((each) => `/apply/${each}`)]) {
    it(`${path}: axe, zoom, keyboard`, async () => {
      const open = path === '/sign-in' || path === '/register';
      const visit = await house.visit('app', { as: open ? undefined : whose(path), path: filled(path) });
      assert.equal(await visit.page.locator('h1').count(), 1);
      await assert_gates(visit);
      await visit.leave();
    });
    it(`${path}: 长辈版`, async () => {
      const open = path === '/sign-in' || path === '/register';
      const visit = await house.visit('app', { as: open ? undefined : whose(path), elder: true, path: filled(path) });
      await assert_elder(visit, { home: path === '/' });
      await assert_axe(visit);
      await visit.shot(`elder-app${path.replaceAll('/', '-').replaceAll(':', '')}`);
      await visit.leave();
    });
  }
});
