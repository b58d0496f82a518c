// A day at a till: sign-in, an ID card typed, an e-certificate's
// code scanned, a card read for the first time, a payment, one that is refused with its reason, a
// payment from another city's account, one taken back, the day's totals; by keyboard alone, in
// 长辈版, on a slow line.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assert_elder, assert_gates } from './gates.mjs';
import { picture } from '../functional/harness.mjs';
import { House, identityNumber } from './harness.mjs';

const provider = 'P44190000001';

describe('the till', () => {
  let house;
  let server;
  let number;
  let person;
  before(async () => {
    house = await House.open();
    server = house.server;
    number = identityNumber();
    person = await server.person({ name: '王小明', fen: 100_000, identity_number: number });
  });
  after(() => house?.close());

  // A till: the cashier's account says which institution it belongs to.
  async function till({ as = 'cashier-441900', path = '', ...more } = {}) {
    const visit = await house.visit('provider', { as, ...more });
    await visit.go(path);
    return visit;
  }
  async function present(visit, medium, text, { delay = 0 } = {}) {
    await visit.page.getByText(medium, { exact: true }).click();
    await visit.page.locator('input[name=presented]').fill('');
    await visit.page.locator('input[name=presented]').pressSequentially(text, { delay });
    await visit.press('查询');
    await visit.settle();
  }
  async function take(visit, yuan) {
    await visit.fill('金额', yuan);
    await visit.press('收费');
    await visit.press('确认收费');
    await visit.sees('收费完成');
    await visit.settle();
  }

  it('belongs to the institution of its cashier', async () => {
    const visit = await house.visit('provider', { as: 'cashier-441900' });
    await visit.page.evaluate(() => localStorage.setItem('yibao_provider', 'P44190000099'));  // of somebody before
    await visit.go('');
    await visit.sees('参保人出示什么');
    await visit.shot('provider-present');
    await visit.go('place');
    await visit.sees(provider);
    assert.equal(await visit.page.locator('input[name=provider]').count(), 0, 'nobody types another one');
    await assert_gates(visit);
    await visit.leave();
  });

  it('asks no other amount than was typed: a comma parts groups of three digits and nothing else', async () => {
    const visit = await till();
    await present(visit, '身份证', number);
    await visit.sees('¥1,000.00');
    for (const text of ['12,34', '5,0', '1,2,3', '1234,567', '12.345', '0,123', ',100', '1,000,', '-5', '0', '1e3', '12 34', '１２，３４']) {
      await visit.fill('金额', text);
      await visit.press('收费');
      await visit.sees('请填写大于 0 的金额,用小数点');
      assert.equal(await visit.page.getByRole('dialog').count(), 0, text);
      await visit.fill('金额', '1');
      await visit.press('收费');
      await visit.press('返回');
    }
    for (const [text, shown] of [['12.5', '12.50'], ['1,000', '1,000.00'], ['1,000.00', '1,000.00'], ['００12.３', '12.30'], [' ９９９．０１ ', '999.01'], ['１，０００', '1,000.00']]) {
      await visit.fill('金额', text);
      await visit.press('收费');
      await visit.sees(`从个人账户收取 ¥${shown}`);
      await visit.press('返回');
    }
    await visit.leave();
    assert.equal(await server.balance(person), 100_000);
  });

  it('takes a payment by ID card, and shows the reasons', async () => {
    const visit = await till();
    await present(visit, '身份证', number);
    await visit.sees('王**');
    await visit.sees('¥1,000.00');
    await visit.sees('不享受');  // of the pooled fund: never insured; the account pays all the same
    await visit.shot('provider-person');
    assert.equal((await visit.text()).includes(number), false, 'the whole number is nowhere');
    await assert_gates(visit);
    await take(visit, '12.50');
    await visit.sees('¥987.50');
    await visit.shot('provider-receipt');
    await assert_gates(visit);
    assert.equal(await server.balance(person), 98_750);
    await visit.leave();
  });

  it('says why a payment is refused, before anything happens', async () => {
    const visit = await till();
    await present(visit, '身份证', number);
    await visit.fill('金额', '5000');
    await visit.press('收费');
    await visit.sees('余额不足');
    await visit.sees('不足部分用家庭共济');
    await visit.shot('provider-refused');
    await visit.fill('金额', '1.234');
    await visit.press('收费');
    await visit.sees('请填写大于 0 的金额');
    await visit.leave();
  });

  it('knows nobody by a number that is none, or of somebody unknown', async () => {
    const visit = await till();
    await present(visit, '身份证', '441900199001010011');
    await visit.page.getByRole('alert').getByText('证件号码').first().waitFor();
    await present(visit, '身份证', identityNumber());
    await visit.sees('未找到参保人');
    await visit.leave();
  });

  it('pays in another city of the province, not in another province', async () => {
    const near = await till({ as: 'cashier-440500' });
    await present(near, '身份证', number);
    await near.sees('使用东莞市的个人账户(省内跨市)');
    await take(near, '1');
    await near.leave();
    const far = await till({ as: 'cashier-330100' });
    await present(far, '身份证', number);
    await far.sees('没有可以在');
    await far.leave();
  });

  it('counts a card number only where a reader typed it', async () => {
    const visit = await till();
    await present(visit, '社保卡', 'A123456789', { delay: 160 });
    await visit.sees('读卡');
    await visit.leave();
  });

  it('finds a payment of the day by the number on the receipt, or by the amount', async () => {
    const visit = await till({ path: 'day' });
    assert.match(await visit.text(), /退款 0 笔\s*¥0\.00/);
    await server.done('POST', `/v1/people/${person}/payments`, { amount_fen: 321, provider, medium: 'id_card', reference: 'Q12' }, { as: 'cashier-441900' });
    await visit.fill('本机构流水号', 'Q12');
    await visit.press('查找');
    await visit.sees('找到 1 笔');
    await visit.sees('¥3.21');
    await visit.press('全部');
    await visit.fill('金额', '12.50');
    await visit.page.keyboard.press('Enter');
    await visit.sees('找到 1 笔');
    await visit.shot('provider-day-found');
    await assert_gates(visit);
    await visit.fill('金额', '0.07');
    await visit.page.keyboard.press('Enter');
    await visit.sees('这一天没有这样的收退');
    // Two tabs: the second one is refused, and shows what is so now.
    const [first, second] = [await till({ path: 'day' }), await till({ path: 'day' })];
    for (const each of [first, second]) {
      await each.page.getByRole('button', { name: /撤销 王\*\* 3.21/ }).click();
      await each.press('退回');
      await each.page.getByRole('button', { name: /撤销 王\*\* 3.21/ }).waitFor({ state: 'hidden' });
    }
    await second.page.getByRole('alert').getByText(/已经退过|已退/).first().waitFor();
    await second.sees('退款 1 笔');
    await first.leave();
    await second.leave();
    await visit.leave();
  });

  it('takes back a payment from the day, once, and adds up', async () => {
    const visit = await till({ path: 'day' });
    await visit.sees('¥12.50');
    await visit.shot('provider-day');
    await assert_gates(visit);
    await visit.page.getByRole('button', { name: /撤销 王\*\* 12.50/ }).click();
    await visit.sees('全额退回原个人账户');
    await visit.press('退回');
    await visit.sees('已退回 ¥12.50');
    await visit.settle();
    await visit.shot('provider-reversed');
    await visit.sees('已退');
    assert.match(await visit.text(), /合计\s*¥0\.00/);
    assert.equal(await server.balance(person), 99_900);
    await visit.leave();
  });

  it('works by keyboard alone', async () => {
    const visit = await till();
    const { keyboard } = visit.page;
    await visit.page.locator('input[name=presented]').waitFor();
    await keyboard.press('Shift+Tab');  // from the field that has the focus to the choices
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await keyboard.press('Tab');
    await visit.settle();
    await keyboard.type(number);
    await keyboard.press('Enter');
    await visit.sees('王**');
    await visit.settle();
    await visit.page.locator('input[name=amount]').focus();
    await keyboard.type('3');
    await keyboard.press('Enter');
    await visit.sees('确认收费');
    await keyboard.press('Escape');
    await keyboard.press('Enter');
    await visit.sees('确认收费');
    await visit.settle();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await visit.sees('收费完成');
    await visit.leave();
  });

  it('is large in 长辈版', async () => {
    const visit = await till({ elder: true });
    await assert_elder(visit, { home: true });
    await present(visit, '身份证', number);
    await visit.sees('王**');
    await visit.shot('provider-person-elder');
    await assert_elder(visit);
    await visit.go('day');
    await visit.shot('provider-day-elder');
    await assert_elder(visit);
    await visit.leave();
  });

  it('pays once on a line that breaks: the same thing asked again is the same thing', async () => {
    const visit = await till();
    await visit.slow_line();
    await present(visit, '身份证', number);
    const before_it = await server.balance(person);
    let lost = 0;
    await visit.context.route('**/payments', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();  // it arrives, and the answer is lost
      return route.abort('connectionreset');
    });
    await visit.fill('金额', '7');
    await visit.press('收费');
    await visit.press('确认收费');
    await visit.sees('连不上服务器');
    await visit.press('收费');
    await visit.press('确认收费');
    await visit.sees('收费完成');
    assert.equal(await server.balance(person), before_it - 700);
    visit.problems = visit.problems.filter((text) => !/ERR_CONNECTION_RESET/.test(text));
    await visit.leave();
  });

  it('lets a relative pay for a resident, who has no account (N-05)', async () => {
    const [payer, beneficiary] = [identityNumber(), identityNumber()];
    const daughter = await server.person({ name: '裴小芳', fen: 50_000, identity_number: payer });
    await server.done('POST', `/v1/people/${daughter}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
    const mother = await server.person({ name: '裴大娘', identity_number: beneficiary });
    await server.done('POST', `/v1/people/${mother}/enrolments`, { region: '441900', kind: 'resident_adult' });
    const draft = await server.done('POST', `/v1/people/${daughter}/aid-applications`,
      { region: '441900', relative: { identity_number: beneficiary }, relation: 'parent' });
    const one = `/v1/aid-applications/${draft.case}`;
    for (const slot of draft.materials_missing) await server.done('POST', `${one}/materials`, { slot, content: picture });
    await server.done('POST', `${one}/confirmation`, { form_digest: draft.form_digest });
    await server.done('POST', `${one}/approval`, { checked: draft.materials_missing }, { as: 'officer2-441900' });
    const visit = await till();
    await present(visit, '身份证', beneficiary);
    await visit.sees('裴**');
    await visit.fill('金额', '30');
    await visit.press('收费');
    await visit.sees('不足部分用家庭共济');
    await visit.shot('provider-aid-offered');
    await assert_gates(visit);
    await visit.press('不足部分用家庭共济');
    await visit.press('确认收费');
    await visit.sees('收费完成');
    assert.match(await visit.text(), /其中家庭共济\s*¥30\.00/);
    assert.equal(await server.balance(daughter), 47_000);
    await visit.go('day');
    await visit.sees('家庭共济');
    await visit.page.getByRole('button', { name: /撤销 裴\*\* 30\.00/ }).click();
    await visit.press('退回');
    await visit.sees('已退回 ¥30.00。');
    await visit.shot('provider-aid-given-back');
    assert.equal(await server.balance(daughter), 50_000);
    await visit.leave();
  });

  it('takes from two accounts and gives each its own back, on both receipts', async () => {
    const identity_number = identityNumber();
    const two = await server.person({ name: '江小帆', fen: 7_000, identity_number });
    await server.credit(two, 20_000, '440500');
    const visit = await till();
    await present(visit, '身份证', identity_number);
    await visit.sees('江**');
    await take(visit, '150.50');
    const receipt = await visit.text();
    assert.match(receipt, /东莞市\s*¥70\.00/);
    assert.match(receipt, /汕头市\s*¥80\.50/);
    await visit.shot('provider-receipt-two-accounts');
    await assert_gates(visit);
    assert.equal(await server.balance(two), 11_950);
    await visit.go('day');
    await visit.page.getByRole('button', { name: /撤销 江\*\* (70\.00|80\.50)/ }).first().click();
    await visit.press('退回');
    await visit.sees('已退回 ¥150.50');
    await visit.sees('70.00 元已退回到东莞市的个人账户');
    await visit.sees('80.50 元已退回到汕头市的个人账户');
    await visit.settle();
    await visit.shot('provider-reversed-two-accounts');
    await assert_gates(visit);
    const { accounts } = await server.done('GET', `/v1/people/${two}/balance`);
    assert.deepEqual(accounts.map(({ region, balance_fen }) => [region, balance_fen]), [['440500', 20_000], ['441900', 7_000]]);
    await visit.leave();
  });
});
