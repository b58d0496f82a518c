// Goal: the pages for everybody pass axe, fit a screen at 200 %, are walked by keyboard, and do what
// they are for with scripts switched off: somebody types number and code from a paper.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assert_axe, assert_keyboard, assert_zoom } from './gates.mjs';
import { House } from './harness.mjs';

describe('pages without script', () => {
  let house;
  let issued;
  before(async () => {
    house = await House.open({ today: '2025-04-25' });
    const { server } = house;
    const person = await server.person({ name: '欧阳春华' });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 500_000 });
    issued = await server.done('POST', `/v1/people/${person}/documents`,
      { kind: 'contribution_statement', region: '441900' });
  });
  after(() => house?.close());

  async function opened(path, script) {
    const context = await house.browser.newContext({ baseURL: house.server.url, locale: 'zh-CN',
      viewport: { width: 1280, height: 800 }, javaScriptEnabled: script });
    const page = await context.newPage();
    await page.goto(path);
    return { page, context };
  }

  for (const path of ['/verify', '/status', '/help', '/verify/4419?code=000000000000']) {
    it(`${path} passes axe, zoom and keyboard`, async () => {
      const visit = await opened(path, true);
      await assert_axe(visit);
      await assert_zoom(visit);
      await assert_keyboard(visit);
      await visit.context.close();
    });
  }

  it('number and code from a paper, typed with scripts switched off', async () => {
    const { page, context } = await opened('/verify', false);
    await page.fill('#number', issued.number);
    await page.fill('#code', issued.check_code.toUpperCase());
    await page.click('button');
    assert.match(await page.textContent('[role=status]'), /真实,现在有效/);
    const text = await page.textContent('main');
    assert.ok(text.includes('欧***') && !text.includes('欧阳'), text);
    await context.close();
  });
});
