// Goal: the console speaks English to who chooses it, keeps to it, and goes back: its own words, the
// names of codes, days. That no text is without its English, the build says
// (web/tools/english.mjs); sentences of the server and names stay as they are.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assert_axe } from './gates.mjs';
import { House } from './harness.mjs';

const own = 'nav, header.top button, h1, h2, th, label, .el-button, .tabs button';

describe('the console in English', () => {
  let house;
  let person;
  before(async () => {
    house = await House.open();
    person = await house.server.person({ name: '张三丰', fen: 5_000 });
    await house.server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 500_000 });
  });
  after(() => house?.close());

  it('is chosen by a button, lasts, and goes back', async () => {
    const visit = await house.visit('agency', { as: 'senior-441900' });
    await visit.press('English');
    await visit.page.getByRole('heading', { name: 'Queue' }).waitFor();
    assert.equal(await visit.page.evaluate(() => document.documentElement.lang), 'en');
    for (const path of ['', 'people', 'cards', 'money', 'employers', 'runs', 'statistics', 'reconciliation', 'staff', 'policies', `people/${person}`]) {
      await visit.go(path);
      if (path.startsWith('people/')) {
        await visit.page.getByLabel('Person present').check();
        await visit.press('Look');
        await visit.settle();
      }
      const said = await visit.page.locator(own).allInnerTexts();
      const left = said.flatMap((each) => each.split('\n')).filter((each) => /[\u3400-\u9fff]/.test(each.replace('中文', '')));
      assert.deepEqual(left.filter((each) => !/[省市州*]/.test(each)), [], path);
      await visit.shot(`english-${path.replace(/\/.*/, '-of-somebody') || 'queue'}`);
      await assert_axe(visit);
    }
    await visit.press('中文');
    await visit.page.getByRole('heading', { name: '张*' }).waitFor();
    await visit.leave();
  });

  it('writes down in Chinese what a person is looked at for', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900' });
    await visit.page.evaluate(() => localStorage.setItem('yibao_language', 'en'));
    await visit.go(`people/${person}`);
    await visit.page.getByLabel('The person has come to the counter with a question').check();
    await visit.press('Look');
    await visit.sees('张*');
    await visit.leave();
    const { views } = await house.server.done('GET', '/v1/access/views', undefined, { as: 'auditor' });
    assert.ok(views.some((each) => each.purpose === '本人到窗口查询'), JSON.stringify(views));
  });
});
