// Goal: a family on one telephone and at the desk: mutual aid is asked for, approved, used and ended; a
// proxy is given and taken back; a guardian acts for a child that is named on every page (R-145, R-147,
// N-05); the displayed place is switched and the legal one stays (R-107, R-109, C-04).
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { say_why } from './agency.mjs';
import { House, identityNumber } from './harness.mjs';
import { choose, decide, file_application, insured } from './journeys.mjs';
import { moved } from './participant.mjs';

describe('a family', () => {
  let house;
  let server;
  let who;
  before(async () => {
    house = await House.open();
    server = house.server;
    who = await insured(server, { 韩青: {}, 韩母: { fen: 0 }, 韩童: { fen: 500, kind: 'student', identity_number: identityNumber({ birth: '20150310' }) } });
  });
  after(() => house?.close());

  it('shares an account: asked for, approved, and ended by one of the two', async () => {
    const visit = await house.visit('app', { as: '韩青' });
    const id = await file_application(visit, 'aid_application', async (page) => {
      await page.getByLabel('亲属的姓名').fill('韩母');
      await page.getByLabel('亲属的身份证号码').fill(who.韩母.number);
      await choose(page, '是我的', '父母');
      await page.getByLabel(/每年最多共济/).fill('500');
    });
    const told = await server.done('GET', `/v1/aid-applications/${id}`, undefined, { as: '韩青' });
    if (told.state === 'review') await decide(house, 'officer-441900', 'aid_application', id, '审核通过', { sees: '办结' });
    const mother = await house.visit('app', { as: '韩母', path: 'family' });
    await mother.sees('共济给我');
    await mother.sees('韩*');
    await mother.sees('500.00');
    await mother.shot('journey-aid');
    await mother.leave();
    await visit.go('family');
    await visit.press('解除');
    await visit.press('确认');
    await visit.settle();
    assert.equal(await visit.page.getByRole('button', { name: '解除' }).count(), 0);
    await visit.leave();
  });

  it('authorises somebody, who acts under their own name, and takes it back', async () => {
    const visit = await house.visit('app', { as: '韩母', path: 'family' });
    await visit.press('授权代办');
    await visit.fill('代办人的姓名', '韩青');
    await visit.fill('代办人的证件号码', who.韩青.number);
    await choose(visit.page, '与我的关系', '子女');
    assert.equal(await visit.page.getByLabel('授权到').first().inputValue(), '2026-04-25', 'a year from the day of the server');
    await visit.fill('授权到', '2025-12-31');
    await visit.shot('journey-authorise');
    await visit.press('提交');
    await visit.settle();
    await visit.shot('journey-authorised');
    await visit.sees('代办 韩*');
    const daughter = await house.visit('app', { as: '韩青', path: 'family' });
    await daughter.press('为其办理');
    await daughter.page.getByRole('link', { name: '首页' }).click();
    await daughter.sees('正在为 韩母 办理');
    await daughter.page.reload();
    await daughter.sees('正在为 韩母 办理');  // a reload does not change for whom one acts
    await daughter.shot('journey-acting');
    await visit.press('撤销授权');
    await visit.press('确认');
    await visit.settle();
    assert.equal(await visit.page.getByRole('button', { name: '撤销授权' }).count(), 0);
    await daughter.leave();
    await visit.leave();
  });

  it('a guardian is entered at the desk against the papers, and acts for the child', async () => {
    const desk = await house.visit('agency', { as: 'officer-441900', path: `people/${who.韩童.person}` });
    await say_why(desk);
    await desk.press('登记代办、监护');
    const dialog = desk.page.getByRole('dialog', { name: '登记代办、监护' });
    await dialog.getByLabel('种类').first().selectOption({ label: '监护' });
    await dialog.getByLabel(/代办人或监护人/).fill(who.韩青.number);
    await dialog.getByLabel('与参保人的关系').selectOption({ value: 'parent' });
    for (const box of await dialog.locator('input[type=checkbox]').all()) {
      if (/出生医学证明|户口簿|代办人身份|监护人身份/.test(await box.locator('..').innerText())) await box.check();
    }
    await desk.shot('journey-guardian-dialog');
    await dialog.getByRole('button', { name: '登记代办、监护' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await desk.leave();
    const mother = await house.visit('app', { as: '韩青', path: 'family' });
    await mother.sees('2033年3月10日');  // until the day of eighteen
    await mother.press('为其办理');
    await mother.page.getByRole('link', { name: '首页' }).click();
    await mother.sees('正在为 韩童 办理');
    await mother.sees('5.00');
    await mother.leave();
  });

  it('who acts within narrower scopes is offered what those hold, and their own settings are not in the way (R-145)', async () => {
    const until = '2025-12-31';
    await server.done('POST', `/v1/people/${who.韩母.person}/authorisations`, { kind: 'proxy', relation: 'child', scopes: ['card'], until,
      agent: who.韩青.person }, { as: '韩母' });
    const daughter = await house.visit('app', { as: '韩青', path: 'family' });
    await daughter.page.getByRole('listitem').filter({ hasText: '韩母' }).getByRole('button', { name: '为其办理' }).click();
    await daughter.page.getByRole('link', { name: '首页' }).click();
    await daughter.sees('授权范围:卡');
    await daughter.settle();
    assert.equal(await daughter.page.getByRole('alert').count(), 0, 'nothing is asked that would be refused');
    assert.deepEqual(await daughter.page.locator('[data-entry]').allInnerTexts(), ['电子凭证', '社保卡', '家庭共济', '地方专区', '搜索']);
    await daughter.shot('journey-acting-card');
    await daughter.page.getByRole('link', { name: '家庭共济' }).click();
    await daughter.settle();
    assert.equal(await daughter.page.getByRole('alert').count(), 0);
    await daughter.page.getByRole('link', { name: '我的' }).click();
    await daughter.sees('(您本人)');
    await daughter.page.getByRole('link', { name: '设置' }).click();
    await daughter.sees('这里是韩*自己的账号和设置');
    await daughter.shot('journey-acting-settings');
    await daughter.press('结束代办,回到本人');
    await daughter.sees('登录的设备');
    await daughter.leave();
  });

  it('switches the displayed place; the legal one stays, and the page says which decides', async () => {
    await moved(server, { name: '李蕾', token: '李蕾' });
    const visit = await house.visit('app', { as: '李蕾', path: 'places' });
    await visit.sees('两者相同');
    await visit.press('展示这里');
    await visit.sees('展示的和为准的不是同一个地方');
    const said = await visit.text('#main');
    assert.match(said, /以此为准\)\s*浙江省杭州市/);
    assert.match(said, /展示的参保地\s*广东省东莞市/);
    await visit.shot('journey-displayed-place');
    await visit.leave();
  });

  it('applies for a change of place with all obstacles told, and withdraws it', async () => {
    const visit = await house.visit('app', { as: '韩青', path: 'apply/place_change' });
    await choose(visit.page, '新参保地', { value: '330100' });
    await choose(visit.page, '变更事由', { value: 'residence' });
    await choose(visit.page, '以什么地方为参保地', { value: 'residence_place' });
    await choose(visit.page, '在新地方的参保身份', { value: 'flexible' });
    await visit.fill('缴费基数(元)', '6000');
    await visit.press('下一步');
    await visit.page.getByText(/第 [23] 步|不能|按现在的情况/).first().waitFor();
    await visit.shot('journey-place-change');
    await visit.leave();
  });
});
