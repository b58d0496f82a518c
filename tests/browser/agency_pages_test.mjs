// Goal: what an officer does with a person at the console: looks at them for a reason, which the person
// reads, and takes in what they have to say. (Every route: routes_test.mjs.)
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { say_why } from './agency.mjs';
import { assert_gates } from './gates.mjs';
import { House } from './harness.mjs';

describe('a person at the console', () => {
  let house;
  before(async () => { house = await House.open(); });
  after(() => house?.close());

  it('a person is shown once it is said what for, and the person reads it (R-051)', async () => {
    const { server } = house;
    const person = await server.person({ name: '张三丰', fen: 5_000 });
    await server.issueTokens({ own: ['--role', 'participant', '--person', person, '--channel', 'app'] });
    const visit = await house.visit('agency', { as: 'officer-441900', path: `people/${person}` });
    await visit.sees('查询事由');
    await assert_gates(visit);
    await say_why(visit);
    await visit.sees('张*');
    for (const name of ['参保', '封存与待遇', '个人账户', '缴费', '卡与凭证']) {
      await visit.page.getByRole('tab', { name, exact: true }).click();
      await visit.settle();
    }
    await visit.shot('agency-person');
    await assert_gates(visit);
    await visit.leave();
    const { views } = await server.done('GET', `/v1/people/${person}/views`, undefined, { as: 'own' });
    assert.ok(views.length > 0 && views.every((each) => each.purpose === '本人到窗口办理业务'), JSON.stringify(views.slice(0, 2)));
  });

  it('a complaint is taken in at the counter and answered by two different eyes of one form', async () => {
    const { server } = house;
    const person = await server.person({ name: '李四光', fen: 5_000 });
    const visit = await house.visit('agency', { as: 'officer-441900', path: `people/${person}/intake/complaint.file` });
    await say_why(visit);
    await visit.press('下一步');
    await visit.sees('缺少必填项');  // every missing member is named, nothing is lost
    await visit.page.getByLabel(/complaint|种类|投诉/).first().selectOption('complaint');
    await visit.page.getByLabel(/内容/).fill('窗口排队太久 <img src=x onerror=alert(1)>');
    await visit.shot('agency-intake');
    await visit.press('下一步');
    await visit.sees('请申请人核对');
    await visit.press('提交受理');
    await visit.page.waitForURL(/cases\/complaint\//);
    await visit.sees('窗口排队太久');
    assert.equal(await visit.page.locator('main img').count(), 0, 'words are words, not markup');
    await visit.leave();
  });
});
