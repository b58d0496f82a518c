// Goal: what one agency decides, from both sides: a release that is refused, and the appeal heard by
// somebody else; a paper with a number, printed and checked by anybody (N-25).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { agency, say_why } from './agency.mjs';
import { House } from './harness.mjs';
import { decide, file_application, insured } from './journeys.mjs';

describe('applications, from both sides', () => {
  let house;
  let server;
  let who;
  before(async () => {
    house = await House.open();
    server = house.server;
    await agency(server, '441900', '东莞市医保中心');
    who = await insured(server, { 冰河: {}, 方纸: {} });
    const senior = (id) => ['--role', 'senior_officer', '--region', '441900', '--id', id, '--channel', 'counter'];
    await server.issueTokens({ 'senior-2': senior('902'), 'senior-3': senior('903'), 'senior-4': senior('904') });
  });
  after(() => house?.close());
  const seals = async () => (await server.done('GET', `/v1/people/${who.冰河.person}/seals`, undefined, { as: '冰河' })).seals;

  it('a freeze by order is not released by whoever set it, and an appeal is heard by somebody else again', async () => {
    await server.done('POST', `/v1/people/${who.冰河.person}/holds`, { cause: 'admin', note: '举报' }, { as: 'senior-441900' });
    const visit = await house.visit('app', { as: '冰河', path: 'sealed' });
    await visit.sees('认为不该封存?申诉');
    await visit.shot('journey-sealed-by-order');
    const release = await file_application(visit, 'seal_release?cause=admin&region=441900', async () => undefined);
    await visit.shot('journey-release-filed');
    await decide(house, 'officer-441900', 'seal_release', release, '审核通过', { refused: /上级|负责人/ });
    await decide(house, 'senior-441900', 'seal_release', release, '审核通过', { refused: /另一|回避|其他/ });
    await decide(house, 'senior-2', 'seal_release', release, '不予同意', { fill: { 原因: '调查没有结束' }, sees: '未获同意' });
    await visit.page.reload();
    await visit.sees('调查没有结束');
    await visit.shot('journey-release-refused');
    await visit.press('对决定申诉');
    await visit.page.waitForURL(/apply\/appeal/);
    const address = visit.page.url().split('/apply/')[1];
    const appeal = await file_application(visit, address, (page) => page.locator('textarea').fill('调查已经结束'));
    await decide(house, 'senior-2', 'appeal', appeal, '审核通过', { refused: /另一|回避|其他/ });
    await decide(house, 'senior-3', 'appeal', appeal, '审核通过', { sees: '复核' });
    await decide(house, 'senior-4', 'appeal', appeal, '复核通过', { sees: '办结' });
    assert.deepEqual(await seals(), [], 'R-081: lifted in the moment of the decision');
    await visit.go('sealed');
    await visit.sees('没有封存');
    await visit.leave();
  });

  it('a paper is issued, kept as PDF, and checked by whoever holds it, without script', async () => {
    const visit = await house.visit('app', { as: '方纸', path: 'documents' });
    await visit.press('出具 缴费证明');
    const [file] = await Promise.all([visit.page.waitForEvent('download'), visit.press('保存 缴费证明')]);
    assert.equal(readFileSync(await file.path()).subarray(0, 5).toString(), '%PDF-');
    await visit.page.getByRole('link', { name: '核验真伪' }).first().waitFor();
    const link = await visit.page.getByRole('link', { name: '核验真伪' }).first().getAttribute('href');
    await visit.shot('journey-papers');
    await visit.leave();
    const stranger = await house.visit('app', { path: link, script: false });
    await stranger.sees('真实,现在有效');
    assert.ok(!(await stranger.text()).includes('方纸'), 'the name in part only');
    await stranger.leave();
    const desk = await house.visit('agency', { as: 'officer-441900', path: `people/${who.方纸.person}` });
    await say_why(desk);
    await desk.page.getByRole('tab', { name: '文书' }).click();
    await desk.sees('缴费证明');
    await desk.press('登记送达');
    const dialog = desk.page.getByRole('dialog', { name: '登记送达' });
    await dialog.getByLabel(/送达日期/).fill('2025-04-25');
    await dialog.locator('select').selectOption({ label: '直接送达' });
    await dialog.getByRole('button', { name: '登记送达' }).click();
    await desk.page.getByRole('cell', { name: /2025年4月25日 直接送达/ }).waitFor();
    await desk.shot('journey-paper-served');
    await desk.leave();
  });
});
