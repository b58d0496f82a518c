// Goal: 就医备案 and what hangs on it, from both sides: care elsewhere put on record at once, with what it
// changes seen before; a chronic disease returned once and recognised by an officer, another refused and
// appealed; each taken back by its person. And what a person reports and reads of themself: a change of
// identity, calls to the hotline, a card that is no longer wanted, a retiree's payout.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agency, at_case } from './agency.mjs';
import { assert_axe, assert_elder } from './gates.mjs';
import { House } from './harness.mjs';
import { choose, decide, file_application, insured } from './journeys.mjs';
import { picture } from './participant.mjs';

const officer = 'officer-441900';

describe('care on record, from both sides', () => {
  let house;
  let server;
  let who;
  before(async () => {
    house = await House.open();
    server = house.server;
    await agency(server, '441900', '东莞市医保中心');
    who = await insured(server, { 山远: {}, 山慢: {}, 山退: {}, 山名: {}, 山卡: { phone: '13800004477' } });
    for (const name of ['山远', '山慢']) await server.done('POST', `/v1/people/${who[name].person}/contributions`, { month: '2025-04' }, { as: officer });
  });
  after(() => house?.close());

  const as = (name) => ({ as: name });
  const registrations = async (name) => (await server.done('GET', `/v1/people/${who[name].person}/care-registrations`, undefined, as(name))).registrations;
  const sure = async (visit, button) => {
    await visit.press(button);
    await visit.page.getByRole('dialog').getByRole('button', { name: '确认' }).click();
    await visit.settle();
  };

  it('is found under its name from home, by services and by search', async () => {
    const visit = await house.visit('app', as('山远'));
    for (const name of ['就医备案', '可补报的结算', '就诊与处方']) {
      for (const path of ['', 'services', 'enquiries']) {
        await visit.go(path);
        await visit.page.getByRole('link', { name, exact: true }).click();
        await visit.page.getByRole('heading', { name, level: 1 }).waitFor();
      }
      await visit.go('search');
      await visit.fill('想办什么', name);
      await visit.page.getByRole('listitem').filter({ hasText: name }).first().getByRole('link', { name: '去办理' }).click();
      await visit.page.getByRole('heading', { name, level: 1 }).waitFor();
    }
    await visit.leave();
  });

  it('care elsewhere: what it changes, at once on record, and cancelled again', async () => {
    const visit = await house.visit('app', as('山远'));
    await visit.go('care/terms');
    await visit.page.getByLabel('到哪里看病').selectOption({ label: '浙江省杭州市' });
    await visit.sees('备案后,基金多付 20 个百分点');
    assert.deepEqual(await visit.page.locator('.rate').allInnerTexts(), ['50%', '30%', '50%']);
    await visit.shot('journey-care-terms');
    await visit.page.getByRole('link', { name: '异地就医备案' }).click();
    await visit.page.waitForURL(/remote_care/);
    await visit.settle();
    const address = visit.page.url().split('/apply/')[1];
    const id = await file_application(visit, address, async (page) => {
      await page.getByText('备案后,基金多付 20 个百分点').waitFor();
      assert.equal(await page.getByLabel('就医地').first().inputValue(), '330100');
      await visit.shot('journey-care-elsewhere-form');
    });
    await visit.sees('办结');
    await visit.shot('journey-care-elsewhere-filed');
    assert.equal((await server.done('GET', `/v1/remote-care-registrations/${id}`, undefined, as('山远'))).state, 'completed');
    await visit.go('messages');
    await visit.sees('就医备案已生效');
    await visit.go('care');
    await visit.sees('浙江省杭州市');
    await visit.sees('长期有效,直到取消');
    await visit.shot('journey-care-on-record');
    assert.deepEqual((await registrations('山远')).map(({ kind, state, place_of_care }) => [kind, state, place_of_care]), [['remote_care', 'active', '330100']]);
    await visit.page.getByRole('link', { name: '办件进度' }).first().click();
    await visit.page.waitForURL(new RegExp(`remote-care-registrations/${id}`));
    await visit.go('care');
    await sure(visit, '取消备案');
    await visit.sees('没有就医备案');
    await visit.sees('已终止的');
    assert.deepEqual((await registrations('山远')).map(({ state }) => state), ['ended']);
    await visit.leave();
  });

  it('care elsewhere: a whole province, and its own place is refused with the reason', async () => {
    const visit = await house.visit('app', as('山远'));
    await file_application(visit, 'remote_care', (page) => choose(page, '就医地', '浙江省(全省各地)'));
    await visit.go('care');
    await visit.sees('浙江省');
    assert.equal((await registrations('山远')).at(-1).place_of_care, '330000');
    await visit.go('apply/remote_care');
    await choose(visit.page, '就医地', '广东省东莞市');
    await visit.sees('备案与否,支付比例相同');
    await visit.press('下一步');
    await visit.sees('按现在的情况不会受理');
    await visit.sees('就医地就是参保地');
    await visit.shot('journey-care-own-place');
    await visit.leave();
  });

  it('a chronic disease: returned, completed, recognised by an officer, seen by its person', async () => {
    const visit = await house.visit('app', as('山慢'));
    const id = await file_application(visit, 'chronic_disease', (page) => choose(page, '病种', '高血压'));
    await visit.shot('journey-chronic-filed');
    await visit.go('care');
    await visit.sees('待审核');
    const desk = await house.visit('agency', { as: officer, path: at_case(id, 'chronic_disease') });
    await desk.sees('高血压');
    await desk.sees('诊断证明、病历');
    await desk.shot('journey-chronic-at-the-desk');
    await desk.page.getByRole('group', { name: '办理', exact: true }).getByRole('button', { name: '退回补正' }).click();
    const dialog = desk.page.getByRole('dialog', { name: '退回补正' });
    await dialog.getByLabel('诊断证明、病历').check();
    await dialog.getByRole('button', { name: '退回补正', exact: true }).click();
    await desk.page.getByRole('status').getByText('已登记').first().waitFor();
    await desk.leave();
    await visit.go('');
    assert.doesNotMatch(await visit.text('[aria-labelledby=attention]'), /前办结/, 'not the day of the agency');
    await visit.page.getByRole('link', { name: /门诊慢特病认定 需要补正/ }).click();
    await visit.sees('起办理时限停止计算');
    assert.doesNotMatch(await visit.text('#main'), /前办结/);
    await visit.sees('还缺的材料');
    await visit.page.locator('input[type=file]').first().setInputFiles(picture('again'));
    await visit.page.getByText('已上传').first().waitFor();
    await visit.press('补正完成');
    await visit.settle();
    await decide(house, officer, 'chronic_disease', id, '审核通过', { sees: '办结' });
    await visit.page.reload();
    await visit.sees('办结');
    await visit.page.getByRole('link', { name: '就医备案' }).click();
    await visit.sees('有效');
    await visit.shot('journey-chronic-recognised');
    const [one] = await registrations('山慢');
    assert.deepEqual([one.disease, one.holds_today], ['M03900', true]);
    await visit.leave();
  });

  it('a chronic disease: refused, with the reason and the way to appeal; another withdrawn', async () => {
    const visit = await house.visit('app', as('山慢'));
    const id = await file_application(visit, 'chronic_disease', async (page) => {
      await choose(page, '病种', '其他病种');
      await page.getByLabel('病种代码').fill('M04600');
      await page.getByLabel('病种名称').fill('冠心病');
    });
    await decide(house, officer, 'chronic_disease', id, '不予同意', { fill: { 原因: '没有检查报告' }, sees: '未获同意' });
    await visit.page.reload();
    await visit.sees('没有检查报告');
    assert.equal(await visit.page.getByRole('button', { name: '对决定申诉' }).count(), 1);
    await file_application(visit, 'chronic_disease', (page) => choose(page, '病种', '糖尿病'));
    await visit.go('care');
    await visit.sees('糖尿病');
    await sure(visit, '取消备案 糖尿病');
    assert.deepEqual((await registrations('山慢')).map(({ state }) => state), ['active', 'ended', 'ended']);
    await visit.leave();
  });

  it('a retiree settled elsewhere: every reason why not, then filed and approved (R-029)', async () => {
    const { person } = who.山退;
    const visit = await house.visit('app', { ...as('山退'), path: 'retiree-payout' });
    const fill = async () => {
      await visit.fill('本人银行账号', '6222021234567890123');
      await visit.fill('户名', '山退');
      await visit.press('下一步');
    };
    await fill();
    await visit.sees('不是退休人员');
    await visit.sees('没有异地安置登记');
    await visit.shot('journey-retiree-not-yet');
    await server.done('POST', `/v1/people/${person}/retirement`, { retired_on: '2025-04-25' }, { as: officer });
    await server.done('POST', `/v1/people/${person}/settlement`, { region: '330100' }, { as: officer });
    await visit.press('下一步');
    await visit.sees('可以申请');
    await visit.shot('journey-retiree-possible');
    await visit.press('确认提交');
    await visit.page.waitForURL(/cases\/transfers\//);
    await visit.settle();
    const id = visit.page.url().split('/').at(-1);
    await visit.shot('journey-retiree-filed');
    await decide(house, officer, 'retiree_payout', id, '划款审核通过');
    const told = await server.done('GET', `/v1/transfers/${id}`, undefined, as('山退'));
    assert.deepEqual([told.money.state, await server.balance(person)], ['paying_out', 0]);
    await visit.go('messages');
    await visit.sees('划款已批准');
    await visit.leave();
  });

  it('a change of identity holds everything, is said so before, and leads to the counter', async () => {
    const visit = await house.visit('app', { ...as('山名'), path: 'identity-change' });
    await visit.sees('立即暂停');
    await visit.fill('变更了什么', '姓名改为山明');
    await visit.press('申报变更');
    await visit.press('取消');
    const seals = async () => (await server.done('GET', `/v1/people/${who.山名.person}/seals`, undefined, as('山名'))).seals.map(({ cause }) => cause);
    assert.deepEqual(await seals(), []);
    await sure(visit, '申报变更');
    await visit.sees('已经申报');
    await visit.sees('东莞市医保中心');
    await visit.shot('journey-identity-reported');
    assert.deepEqual(await seals(), ['id_change']);
    await visit.page.getByRole('link', { name: '为什么封存' }).click();
    await visit.sees('身份信息待更新');
    await visit.go('identity-change');
    await visit.fill('变更了什么', '又改了');
    await sure(visit, '申报变更');
    await visit.sees('身份信息变更已经申报');
    await visit.leave();
  });

  it('a card that is no longer wanted is cancelled, after a plain warning', async () => {
    const { person } = who.山卡;
    const draft = await server.done('POST', `/v1/people/${person}/card-orders`, { region: '441900', bank: 'bank_of_china', why: 'first', sighted: ['identity_document', 'identity_document_copy'] }, { as: officer });
    await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`, { form_digest: draft.form_digest }, { as: officer });
    const visit = await house.visit('app', { ...as('山卡'), path: 'card' });
    await visit.sees('需要时须重新申领');
    await sure(visit, '取消申领');
    await visit.page.getByRole('button', { name: '取消申领' }).waitFor({ state: 'detached' });
    await visit.shot('journey-card-cancelled');
    assert.equal((await server.done('GET', `/v1/people/${person}/cards`, undefined, as('山卡'))).cards[0].production, 'cancelled');
    await visit.leave();
  });

  it('calls to the hotline are seen by whose number was keyed, and that no number was merged', async () => {
    const { person, number } = who.山卡;
    await server.done('POST', `/v1/people/${person}/enquiry-password`, { password: '402917' }, as('山卡'));
    let call = await server.done('POST', '/v1/hotline-calls', { dialled: '076912393', caller: '13900000001' }, { as: 'hotline' });
    for (const keys of ['1', number.replace('X', '*'), '402917']) {
      call = await server.done('POST', `/v1/hotline-calls/${call.call}/steps`, { step: call.step, keys }, { as: 'hotline' });
    }
    const visit = await house.visit('app', { ...as('山卡'), path: 'calls' });
    await visit.sees('139****0001');
    await visit.sees('已核对查询密码');
    await visit.shot('journey-calls');
    await visit.go('numbers');
    await visit.sees('没有并入其他编号');
    await visit.leave();
  });

  for (const [name, kept] of [['elder', { yibao_elder: 'yes' }], ['english', { yibao_language: 'en' }]]) {
    it(`every page of it, ${name}`, async () => {
      const visit = await house.visit('app', { ...as('山慢'), kept });
      for (const path of ['', 'care', 'care/terms', 'apply/remote_care', 'apply/chronic_disease', 'reimbursable', 'visits', 'retiree-payout', 'identity-change', 'numbers', 'calls']) {
        await visit.go(path);
        if (path === 'care/terms') {
          await visit.page.locator('select:not(.first)').first().selectOption('330100');
          await visit.page.locator('.rate').nth(2).waitFor();
        }
        await visit.shot(`care-${name}-${path.replace('/', '-') || 'home'}`);
        if (name === 'elder') await assert_elder(visit, { home: path === '' });
        else await assert_axe(visit);
      }
      await visit.leave();
    });
  }
});
