// Goal: the staff as they live it: somebody joins, gets a role, is away, a stand-in has their cases; an
// emergency access is reasoned, alarms the audit administrator, is reviewed, and the person reads of it
// (N-27, R-051).
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agency } from './agency.mjs';
import { assert_axe } from './gates.mjs';
import { House, identityNumber } from './harness.mjs';
import { choose, file_application, insured } from './journeys.mjs';

describe('the staff', () => {
  let house;
  let server;
  let who;
  before(async () => {
    house = await House.open();
    server = house.server;
    await agency(server, '441900', '东莞市医保中心');
    who = await insured(server, { 陈静: {} });
  });
  after(() => house?.close());

  async function dialog_of(visit, button, fill, title = button) {
    await visit.page.getByRole('button', { name: button, exact: true }).first().click();
    const dialog = visit.page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    for (const [label, value] of Object.entries(fill)) {
      const field = dialog.getByLabel(label).first();
      if (await field.evaluate((each) => each.tagName) === 'SELECT') await field.selectOption(/^\d/.test(value) ? value : { label: value });
      else await field.fill(value);
    }
    await dialog.getByRole('button', { name: title, exact: true }).click();
    return dialog;
  }

  it('join, are given a role by another administrator, and see their own name whole', async () => {
    const system = await house.visit('agency', { as: 'system-admin', path: 'staff' });
    for (const [number, name] of [['2001', '李明'], ['2002', '周敏']]) {
      const dialog = await dialog_of(system, '登记工作人员', { 工号: number, 姓名: name, 居民身份证号码: identityNumber(), 所在经办机构: '441900' });
      await dialog.waitFor({ state: 'hidden' });
    }
    await system.page.getByLabel('经办机构').selectOption('441900');
    await system.sees('李明');
    await system.shot('journey-staff-joined');
    await system.leave();
    const security = await house.visit('agency', { as: 'security-admin' });
    for (const number of ['2001', '2002']) {
      await security.go(`staff/${number}`);
      const dialog = await dialog_of(security, '授予角色', { 角色: '经办人员' });
      await dialog.waitFor({ state: 'hidden' });
      await security.sees('有效');
    }
    await security.shot('journey-staff-role');
    await security.leave();
    const me = await house.visit('agency', { as: 'officer-441900' });
    assert.match(await me.text('header.top'), /officer-441900/, 'not masked to themselves');
    assert.match(await me.text('header.top'), /东莞市/, 'the place by its name');
    await me.leave();
  });

  it('are away: their cases go to the stand-in', async () => {
    const app = await house.visit('app', { as: '陈静' });
    const id = await file_application(app, 'complaint', async (page) => {
      await choose(page, '类别', '投诉');
      await page.locator('textarea').fill('电话打不通');
    });
    await app.leave();
    // Given from the queue, by name and by keyboard: nobody types the number of a case.
    const lead = await house.visit('agency', { as: 'senior-441900' });
    await lead.page.getByRole('link', { name: '投诉建议' }).waitFor();
    await lead.page.keyboard.press('x');
    await lead.page.keyboard.press('p');
    const giving = lead.page.getByRole('dialog', { name: '派给' });
    await giving.getByText('李明').waitFor();
    await lead.shot('agency-give');
    await assert_axe(lead);
    await giving.getByLabel('姓名或者工号').fill('李');
    await lead.page.keyboard.press('Control+Enter');
    await giving.waitFor({ state: 'hidden' });
    await lead.page.getByRole('row', { name: /投诉.*李明/ }).waitFor();
    await lead.page.getByLabel('经办人', { exact: true }).selectOption('还没有派的');
    await lead.sees('这里没有待办');
    await lead.go('staff');
    await lead.page.getByRole('row', { name: /李明/ }).filter({ hasText: '投诉' }).waitFor();
    await lead.go(`cases/complaint/${id}`);
    await lead.page.getByRole('heading', { name: '经办人' }).locator('xpath=../..').getByText('李明').waitFor();
    await lead.go('staff/2001');
    await (await dialog_of(lead, '登记请假', { 第一天: '2025-04-25', 最后一天: '2025-05-09', 代班: '2002' })).waitFor({ state: 'hidden' });
    await lead.sees('周敏代班');
    await lead.shot('journey-absence');
    await lead.go('staff');
    await (await dialog_of(lead, '改派全部在办件', { 原工号: '2001', 原因: '请假' })).waitFor({ state: 'hidden' });
    await lead.page.getByRole('row', { name: /周敏/ }).filter({ hasText: '投诉' }).waitFor();
    await lead.shot('journey-reassigned');
    await lead.leave();
  });

  it('break the glass: reasoned, told to the person, alarming the audit administrator, who reviews it', async () => {
    const visit = await house.visit('agency', { as: 'officer-330100', path: `people/${who.陈静.person}` });
    await visit.sees('查询事由');
    await visit.press('查看');
    await visit.sees('不是本地的参保人');
    await visit.shot('journey-not-of-this-place');
    const short = await dialog_of(visit, '应急查看', { 理由: '急' });
    await short.getByRole('alert').waitFor();
    await short.getByLabel('理由').fill('车祸昏迷送医,医院请求核实参保情况');
    await short.getByRole('button', { name: '应急查看', exact: true }).click();
    await visit.sees('陈*');
    await visit.shot('journey-break-glass');
    await visit.leave();

    const auditor = await house.visit('agency', { as: 'auditor' });
    await auditor.sees('1 次应急查看待审查');
    await auditor.leave();
    const audit = await house.visit('agency', { as: 'audit-admin' });
    await audit.page.getByRole('link', { name: '1 次应急查看待审查' }).click();
    await audit.sees('车祸昏迷送医');
    await audit.shot('journey-alarm');
    await (await dialog_of(audit, '审查', { 结论: '不正当', 说明: '没有医院的请求' }, '审查应急查看')).waitFor({ state: 'hidden' });
    await audit.sees('审查认为不正当');
    await audit.shot('journey-reviewed');
    await audit.leave();

    const app = await house.visit('app', { as: '陈静', path: 'messages' });
    await app.page.getByText(/杭州市.*车祸昏迷/).first().waitFor();
    await app.shot('journey-emergency-told');
    await app.leave();
  });
});
