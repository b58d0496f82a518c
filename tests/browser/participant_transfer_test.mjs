// Goal: a transfer as its person lives it: the check with all reasons, the form, both sides of the
// card, the summary, the tracker with its days and why; both agencies approve, and the money is seen.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assert_elder, assert_gates } from './gates.mjs';
import { House } from './harness.mjs';
import { moved, picture } from './participant.mjs';

describe('a transfer, by its person', () => {
  let house;
  let who;
  before(async () => {
    house = await House.open();
    who = await moved(house.server);
  });
  after(() => house?.close());

  it('the check names every reason and its next step, and files nothing (R-021)', async () => {
    const visit = await house.visit('app', { as: 'own', path: 'transfer' });
    await visit.page.getByLabel(/地方专区/).selectOption('330000');
    await visit.page.getByLabel('转出地', { exact: true }).selectOption('330100');
    await visit.page.getByLabel('转入地', { exact: true }).selectOption('441900');
    await visit.press('先自查能否转移');
    await visit.sees('现在还不能转移');
    const said = await visit.text('#main');
    for (const words of ['转出地尚未停保', '停保后重新申请', '转入地尚未参保']) assert.match(said, new RegExp(words));
    await visit.shot('participant-precheck-refused');
    const { cases } = await house.server.done('GET', `/v1/people/${who.person}/cases`, undefined, { as: 'own' });
    assert.deepEqual(cases, []);
    await visit.leave();
  });

  it('places are offered by the province that is left (R-009)', async () => {
    const visit = await house.visit('app', { as: 'own', path: 'transfer' });
    await visit.page.getByLabel(/地方专区/).selectOption('440000');
    const offered = await visit.page.getByLabel('转出地', { exact: true }).locator('option').allInnerTexts();
    assert.ok(offered.length > 1 && offered.slice(1).every((each) => each.startsWith('广东省')), offered.join());
    await visit.leave();
  });

  let at;
  it('goes from the form over both sides of the card and the summary to the tracker', async () => {
    const visit = await house.visit('app', { as: 'own', path: 'transfer' });
    await visit.press('先自查能否转移');
    await visit.sees('可以申请转移');
    await visit.press('填写申请');
    await visit.fill('姓名', who.name);
    await visit.fill('身份证号码', who.number.slice(0, 17) + (who.number.endsWith('X') ? '0' : 'X'));
    await visit.press('下一步');
    await visit.sees('证件号码校验不通过');
    assert.equal(await visit.page.getByLabel('姓名').inputValue(), who.name, 'nothing typed is lost');
    await visit.go('transfer/apply');
    assert.equal(await visit.page.getByLabel('姓名').inputValue(), who.name, 'not even by leaving');
    await visit.fill('身份证号码', who.number);
    await visit.press('下一步');
    await visit.sees('身份证人像面');
    await visit.page.locator('input[type=file]').nth(0).setInputFiles(picture('front'));
    await visit.page.getByText('已上传').nth(0).waitFor();
    assert.ok(await visit.page.getByRole('button', { name: '下一步' }).isDisabled(), 'R-011: the other side is missing');
    await visit.page.locator('input[type=file]').nth(1).setInputFiles(picture('back'));
    await visit.page.getByText('已上传').nth(1).waitFor();
    await visit.shot('participant-transfer-materials');
    await visit.press('下一步');
    await visit.press('确认提交');
    await visit.sees('请先勾选');
    await visit.page.getByLabel('以上信息无误').check();
    await visit.shot('participant-transfer-summary');
    await visit.press('确认提交');
    await visit.page.waitForURL(/cases\/transfers\//);
    await visit.settle();
    at = visit.page.url().split('/').at(-1);
    const said = await visit.text('#main');
    assert.match(said, /2025年5月13日 前办结/, 'R-018: ten working days over 1 May');
    assert.match(said, /2025年5月20日 前办结/, 'R-019');
    await visit.page.getByText('为什么:每项决定的依据').click();
    await visit.sees('账户清零的时点');
    await visit.sees('基本医疗保险关系转移接续暂行办法');
    await visit.shot('participant-transfer-tracker');
    await assert_gates(visit);
    await visit.leave();
  });

  it('both agencies approve, and the person sees the money arrive (R-022)', async () => {
    const { server } = house;
    const path = `/v1/transfers/${at}`;
    const checked = ['identity_card_front', 'identity_card_back'];
    await server.done('POST', `${path}/origin-approval`, { checked }, { as: 'officer-441900' });
    await server.done('POST', `${path}/sheet`, {}, { as: 'officer-441900' });
    const visit = await house.visit('app', { as: 'own', path: `cases/transfers/${at}` });
    await visit.sees('在途');
    await server.done('POST', '/v1/agencies/330100/remittances', { from_region: '441900',
      amount_fen: 1_234_567, arrived_on: '2025-04-25', bank_serial: 'B1', reference: at }, { as: 'officer-330100' });
    await server.done('POST', `${path}/target-approval`, { checked }, { as: 'officer-330100' });
    await visit.go(`cases/transfers/${at}`);
    await visit.sees('办结');
    await visit.sees('12,345.67');
    await visit.shot('participant-transfer-completed');
    await visit.go('');
    await visit.sees('12,345.67');
    await visit.go('ledger');
    await visit.sees('转移转入');
    await visit.leave();
  });

  it('what is withdrawn asks first, and says so afterwards', async () => {
    const other = await moved(house.server, { name: '李四光', token: 'other' });
    const draft = await house.server.done('POST', `/v1/people/${other.person}/transfers`,
      { name: other.name, identity_number: other.number, origin: '441900', target: '330100' }, { as: 'other' });
    // Read by whoever needs 长辈版 most: the question before what cannot be undone.
    const elder = await house.visit('app', { as: 'other', path: `cases/transfers/${draft.case}`, elder: true });
    await elder.press('撤销申请');
    await elder.page.getByRole('dialog').getByRole('button', { name: '取消' }).waitFor();
    await elder.page.waitForFunction(() => !document.querySelector('.van-dialog-bounce-enter-active'));
    await elder.shot('participant-withdrawal-elder');
    await assert_elder(elder);
    await elder.leave();
    const visit = await house.visit('app', { as: 'other', path: `cases/transfers/${draft.case}` });
    await visit.press('撤销申请');
    await visit.press('取消');
    await visit.press('撤销申请');
    await visit.press('确认');
    await visit.sees('已撤销');
    await visit.leave();
  });
});
