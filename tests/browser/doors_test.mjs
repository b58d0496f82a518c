// Goal: all six applications open without error in a real browser, whatever path was bookmarked,
// pass axe, fit a screen at 200 %, and say without script what can be done instead.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assert_axe, assert_keyboard, assert_zoom } from './gates.mjs';
import { House, doors } from './harness.mjs';

describe('the doors', () => {
  let house;
  before(async () => { house = await House.open(); });
  after(() => house?.close());

  for (const door of doors) {
    it(`${door}: opens, and passes axe, zoom and keyboard`, async () => {
      const visit = await house.visit(door);
      assert.notEqual((await visit.text('#page')).trim(), '');
      await visit.shot(`${door}-opened`);
      await assert_axe(visit);
      await assert_zoom(visit);
      await assert_keyboard(visit);
      await visit.leave();
    });

    it(`${door}: a path from long ago still leads in`, async () => {
      const visit = await house.visit(door, { path: 'no/such/page?of=2019' });
      assert.notEqual((await visit.text('#page')).trim(), '');
      await visit.leave();
    });

    it(`${door}: opens a second time, out of what the browser has kept`, async () => {
      const visit = await house.visit(door);
      await visit.go('');
      await visit.page.reload();
      await visit.settle();
      assert.notEqual((await visit.text('#page')).trim(), '');
      await visit.leave();
    });

    it(`${door}: without script there is a way on`, async () => {
      const visit = await house.visit(door, { script: false });
      assert.match(await visit.text(), /JavaScript/);
      const ways = await visit.page.locator('noscript a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      assert.deepEqual(ways.sort(), ['/status', '/verify']);
      await visit.leave();
    });
  }
});
