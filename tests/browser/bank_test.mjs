// A bank's desk: sign-in, a card of the bank found by number and name,
// both functions activated over the counter, on the bank's own line after a call back, and nothing
// of another bank's cards; by keyboard, at 200 %, in 长辈版.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assert_elder, assert_english, assert_gates } from './gates.mjs';
import { House, identityNumber } from './harness.mjs';

const papers = ['identity_document', 'identity_document_copy', 'social_security_card'];

describe('the desk of a bank', () => {
  let house;
  let server;
  before(async () => {
    house = await House.open();
    server = house.server;
    await server.issueTokens({ bank: ['--role', 'bank', '--id', '104'], 'other-bank': ['--role', 'bank', '--id', '102'] });
  });
  after(() => house?.close());

  // Somebody of a region with a card of 中国银行 in hand.
  async function holder(name, number, { region = '441900', phone = '13800001234' } = {}) {
    const officer = `officer-${region}`;
    const { person } = await server.done('POST', '/v1/people', { name, identity_number: identityNumber(), phone }, { as: officer });
    await server.done('POST', `/v1/people/${person}/enrolments`, { region, kind: 'flexible', base_fen: 600_000 }, { as: officer });
    const draft = await server.done('POST', `/v1/people/${person}/card-orders`, { region, bank: 'bank_of_china', why: 'first', sighted: papers }, { as: officer });
    const { card } = await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`, { form_digest: draft.form_digest }, { as: officer });
    const at = (step) => `/v1/people/${person}/cards/${card}/${step}`;
    await server.done('POST', at('production'), { event: 'send_to_maker' }, { as: 'bank' });
    await server.done('POST', at('production'), { event: 'make', number }, { as: 'bank' });
    await server.done('POST', at('collection'), { sighted: papers }, { as: officer });
    return { person, card, officer };
  }
  async function look(visit, number, name) {
    await visit.fill('社保卡号', number);
    await visit.fill('持卡人姓名', name);
    await visit.press('查找');
    await visit.settle();
  }
  const state = async ({ person, officer }) => (await server.done('GET', `/v1/people/${person}/cards?purpose=%E6%A0%B8%E5%AF%B9`, undefined, { as: officer })).cards.at(-1);

  it('activates both functions over its counter', async () => {
    const who = await holder('陈银行', 'F10000001');
    const visit = await house.visit('bank', { as: 'bank' });
    await visit.sees('您代表中国银行');
    await visit.shot('bank-desk');
    await assert_gates(visit);
    await look(visit, 'F10000001', '陈银行');
    await visit.sees('未激活');
    await visit.shot('bank-card');
    await assert_gates(visit);
    assert.equal(await visit.page.getByRole('button', { name: '激活', exact: true }).isDisabled(), true, 'without a password');
    await visit.page.getByLabel('持卡人已设置账户密码').check();
    await visit.page.getByLabel('同时激活医保功能').check();
    assert.equal(await visit.page.getByRole('button', { name: '激活', exact: true }).isDisabled(), true, 'without the papers');
    for (const paper of ['持卡人身份证件原件', '持卡人身份证件复印件', '社保卡原件']) await visit.page.getByLabel(paper).check();
    await visit.page.getByRole('button', { name: '激活', exact: true }).click();
    await visit.press('确认激活');
    await visit.sees('医保功能已激活');
    await visit.sees('这张卡在银行没有可以激活的');
    await visit.shot('bank-activated');
    await assert_gates(visit);
    await visit.leave();
    const card = await state(who);
    assert.deepEqual([card.bank_function, card.medical_function], ['active', 'active']);
  });

  it('activates on its own line where the region has it, after a call back', async () => {
    const who = await holder('陈热线', 'F10000002', { region: '330100' });
    const visit = await house.visit('bank', { as: 'bank' });
    await look(visit, 'F10000002', '陈热线');
    await visit.page.getByText('本行客服热线', { exact: true }).click();
    await visit.page.getByLabel('持卡人已设置账户密码').check();
    await visit.page.getByLabel('同时激活医保功能').check();
    await visit.fill('回拨手机的后四位', '9999');
    await visit.page.getByRole('button', { name: '激活', exact: true }).click();
    await visit.press('确认激活');
    await visit.sees('回拨的不是登记的手机');
    await visit.fill('回拨手机的后四位', '1234');
    await visit.page.getByRole('button', { name: '激活', exact: true }).click();
    await visit.press('确认激活');
    await visit.sees('医保功能已激活');
    await visit.leave();
    const { events } = await server.done('GET', `/v1/cards/${who.card}/events?purpose=%E6%A0%B8%E5%AF%B9`, undefined, { as: who.officer });
    assert.ok(events.some(({ event, channel }) => event === 'medical_activated' && channel === 'telephone'), JSON.stringify(events));
  });

  it('says why the medical function cannot be activated on the line here', async () => {
    await holder('陈东莞', 'F10000003');
    const visit = await house.visit('bank', { as: 'bank' });
    await look(visit, 'F10000003', '陈东莞');
    await visit.page.getByText('本行客服热线', { exact: true }).click();
    await visit.sees('医保功能不能在这里激活');
    await visit.shot('bank-line-closed');
    await visit.leave();
  });

  it('tells nothing of a card of another bank, or by another name', async () => {
    const visit = await house.visit('bank', { as: 'other-bank' });
    await visit.sees('您代表工商银行');
    await look(visit, 'F10000003', '陈东莞');
    await visit.sees('没有这张卡');
    assert.equal((await visit.text()).includes('陈东莞'), false);
    await visit.leave();
  });

  it('speaks English, of what the server says too', async () => {
    const visit = await house.visit('bank', { as: 'bank', kept: { yibao_language: 'en' } });
    await visit.sees('Find a card of this bank');
    await assert_english(visit);
    await visit.fill('Card number', 'F10000003');
    await visit.fill('Name of the holder', '陈东莞');
    await visit.press('Find');
    await visit.page.getByText('On the bank\'s own line', { exact: true }).click();
    await visit.sees('The medical function cannot be activated here');
    await visit.settle();
    await visit.shot('english-bank');
    await assert_english(visit);
    await visit.leave();
  });

  it('lists the cards that the bank is to make', async () => {
    const visit = await house.visit('bank', { as: 'bank', path: 'production' });
    await visit.fill('统筹区', '441900');
    await visit.press('查找');
    await visit.sees('本行共 0 张');
    await assert_gates(visit);
    await visit.leave();
  });

  it('is no door for anybody else, and can be read by old eyes', async () => {
    const other = await house.visit('bank', { as: 'cashier-441900' });
    await other.sees('银行工作人员登录');  // the client lets nobody else in
    await other.leave();
    const visit = await house.visit('bank', { as: 'bank', elder: true });
    await assert_elder(visit, { home: true });
    await visit.leave();
  });
});
