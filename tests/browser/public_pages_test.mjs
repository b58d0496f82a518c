// Goal: the pages for everybody do what they are for with scripts switched off: somebody types number
// and code from a paper. (Their gates: routes_test.mjs.)
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
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

  it('number and code from a paper, typed with scripts switched off', async () => {
    const context = await house.browser.newContext({ baseURL: house.server.url, locale: 'zh-CN', javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto('/verify');
    await page.fill('#number', issued.number);
    await page.fill('#code', issued.check_code.toUpperCase());
    await page.click('button');
    assert.match(await page.textContent('[role=status]'), /真实,现在有效/);
    const text = await page.textContent('main');
    assert.ok(text.includes('欧***') && !text.includes('欧阳'), text);
    await context.close();
  });
});
