// Goal: the most important journey, from both sides: the person applies; an officer of the origin
// approves and sends the sheet, the target books the money and approves; the person sees it (R-022,
// What somebody else was quicker at is seen before it is done again (412).
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agency, applied, at_case, moved, step } from './agency.mjs';
import { assert_gates } from './gates.mjs';
import { House } from './harness.mjs';

describe('a transfer, by its two agencies', () => {
  let house;
  let who;
  let id;
  before(async () => {
    house = await House.open();
    await agency(house.server, '441900', '东莞市医保中心');
    await agency(house.server, '330100', '杭州市医保中心');
    who = await moved(house.server);
    id = await applied(house.server, who);
  });
  after(() => house?.close());

  it('waits at the origin, with its working days left, and opens by keyboard (R-018)', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900' });
    await visit.sees('还剩 10 个工作日');
    await visit.shot('agency-queue');
    await assert_gates(visit);
    await visit.page.locator('body').click({ position: { x: 2, y: 2 } });
    await visit.page.keyboard.press('j');
    await visit.page.keyboard.press('k');
    await visit.page.keyboard.press('Enter');
    await visit.page.waitForURL(new RegExp(id));
    await visit.sees('两地情况');
    await visit.leave();
  });

  it('shows both sides, clock, reasons and materials; the picture opens from memory', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: at_case(id) });
    await visit.sees('两地情况');
    await visit.settle();
    const said = await visit.text('#main');
    for (const words of ['12,345.67', '2025年5月13日', '2025年5月20日', '转出办理工作日', '基本医疗保险关系转移接续暂行办法']) {
      assert.ok(said.includes(words), `${words} in ${said.slice(0, 1500)}`);
    }
    await visit.page.getByRole('button', { name: /查看/ }).first().click();
    await visit.page.getByRole('dialog').locator('img').waitFor();
    assert.match(await visit.page.getByRole('dialog').locator('img').getAttribute('src'), /^blob:/);
    await visit.page.keyboard.press('Escape');
    await visit.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await visit.shot('agency-case');
    await assert_gates(visit);
    await visit.leave();
  });

  it('an empty ground is refused with words, and what was typed stays', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: at_case(id) });
    const dialog = await step(visit, '转出不通过');
    await dialog.getByRole('alert').waitFor();
    assert.match(await dialog.innerText(), /缺少/);
    await dialog.getByLabel('原因').fill('证件照片看不清');
    await visit.page.keyboard.press('Escape');
    await visit.page.getByRole('group', { name: '办理', exact: true }).getByRole('button', { name: '转出不通过' }).click();
    await visit.page.getByRole('dialog').waitFor();
    assert.equal(await visit.page.getByRole('dialog').getByLabel('原因').inputValue(), '证件照片看不清');
    await visit.leave();
  });

  it('is not approved before every material is ticked, which is kept on this desk (R-100)', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: at_case(id) });
    await visit.sees('已核对 0 / 2');
    const dialog = await step(visit, '转出审核通过');
    await dialog.getByRole('alert').waitFor();
    assert.match(await dialog.innerText(), /材料没有逐项核对[\s\S]*没有核对/);
    await visit.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    for (const side of ['身份证人像面', '身份证国徽面']) await visit.page.getByRole('checkbox', { name: side }).check();
    await visit.sees('已核对 2 / 2');
    await visit.page.reload();
    await visit.sees('已核对 2 / 2');
    await visit.leave();
  });

  it('a key is no letter on a box that was ticked, and Ctrl+Enter sends a dialog without a field', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: at_case(id) });
    const box = visit.page.getByRole('checkbox', { name: '身份证人像面' });
    await box.focus();
    await visit.page.keyboard.press('Space');
    assert.ok(await box.isChecked());
    await visit.page.keyboard.press('a');
    const dialog = visit.page.getByRole('dialog', { name: '转出审核通过' });
    await dialog.getByRole('button', { name: '转出审核通过', exact: true }).waitFor();
    await visit.page.keyboard.press('Control+Enter');
    await dialog.getByRole('alert').waitFor();  // the other side was not ticked
    await dialog.getByText('逐项勾选核对过的材料').click();  // on nothing that takes the focus
    const asked = visit.page.waitForRequest(/origin-approval/);
    await visit.page.keyboard.press('Control+Enter');
    await asked;
    await dialog.getByRole('alert').waitFor();
    await visit.leave();
  });

  it('an address of no service shows no person, and is nobody\'s look at one', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: at_case(id, 'nothing') });
    await visit.sees('没有这一页');
    await visit.leave();
    const { views } = await house.server.done('GET', `/v1/people/${who.person}/views`, undefined, { as: 'own' });
    assert.equal(views.some(({ purpose }) => purpose?.includes('nothing')), false);
  });

  it('what a colleague has changed meanwhile is read again before it is approved (412)', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: at_case(id) });
    await visit.sees('两地情况');
    for (const side of ['身份证人像面', '身份证国徽面']) await visit.page.getByRole('checkbox', { name: side }).check();
    await house.server.done('POST', `/v1/transfers/${id}/urging`, {}, { as: 'own' });
    await step(visit, '转出审核通过');
    await visit.sees('刚刚被别人办理过');
    await visit.page.getByRole('dialog').getByRole('button', { name: '转出审核通过', exact: true }).click();
    await visit.sees('待上传信息表');
    await step(visit, '上传信息表');
    await visit.sees('壹万贰仟叁佰肆拾伍元陆角柒分');
    await visit.sees(/已核对 身份证国徽面、身份证人像面/);  // the time line keeps it
    await visit.shot('agency-sheet');
    await visit.leave();
  });

  it('the money is booked at the target, which approves; the person sees it', async () => {
    const visit = await house.visit('agency', { as: 'officer-330100', path: 'money' });
    await visit.press('登记到账');
    const dialog = visit.page.getByRole('dialog', { name: '登记到账' });
    await dialog.getByLabel('汇款地').selectOption('441900');
    await dialog.getByLabel(/金额/).fill('12345,67');
    await dialog.getByLabel('到账日期').fill('2025-04-25');
    await dialog.getByLabel('银行流水号').fill('B20250425');
    await dialog.getByRole('button', { name: '登记到账', exact: true }).click();
    await dialog.getByText('“12345,67”不是金额').waitFor();  // and not 1,234,567 yuan
    await dialog.getByLabel(/金额/).fill('１２,３４５.67');
    await dialog.getByRole('button', { name: '登记到账', exact: true }).click();
    await visit.sees('B20250425');  // it names no case: somebody has to say whose it is (N-10)
    await visit.shot('agency-unmatched');
    await visit.press('匹配');
    const match = visit.page.getByRole('dialog', { name: '匹配到办件' });
    await match.getByLabel('办件编号').fill(id);
    await match.getByLabel('依据').fill('金额、汇款地与办件一致');
    await match.getByRole('button', { name: '匹配到办件', exact: true }).click();
    await visit.sees('没有未匹配的资金');
    await visit.go(at_case(id));
    for (const side of ['身份证人像面', '身份证国徽面']) await visit.page.getByRole('checkbox', { name: side }).check();
    await step(visit, '转入审核通过');
    await visit.page.locator('header .tag', { hasText: /^办结$/ }).waitFor();
    await visit.shot('agency-completed');
    await visit.leave();
    const { balance } = await house.server.done('GET', `/v1/people/${who.person}/summary`, undefined, { as: 'own' });
    assert.equal(balance, '12,345.67');
    const app = await house.visit('app', { as: 'own' });
    await app.sees('12,345.67');
    await app.shot('agency-transfer-seen-by-the-person');
    await app.leave();
  });
});
