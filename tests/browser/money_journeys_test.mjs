// Goal: money that an application moves, from both sides and to the last payment: an estate in three
// parts, one of which a bank sends back; a month of contributions corrected by two officers; a
// year paid twice and refunded (N-19); money that belongs to no case, sent back (N-10).
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agency, say_why } from './agency.mjs';
import { House } from './harness.mjs';
import { choose, decide, file_application, insured } from './journeys.mjs';

const officers = ['officer-441900', 'officer2-441900'];
const account = '6222021234567890123';

describe('money, from both sides', () => {
  let house;
  let server;
  let who;
  before(async () => {
    house = await House.open({ today: '2025-11-10' });
    server = house.server;
    await agency(server, '441900', '东莞市医保中心');
    who = await insured(server, { 方仲: { fen: 0 }, 方叔: { fen: 500 }, 方伯: { fen: 10_001 }, 石正: { fen: 0 }, 沈一: { fen: 0, employed: null } });
    await server.issueTokens({ bank: ['--role', 'bank', '--id', '104'] });
    await server.done('POST', `/v1/people/${who.石正.person}/contributions`, { month: '2025-11' });
    await server.done('POST', `/v1/people/${who.沈一.person}/enrolments`, { region: '441900', kind: 'resident_adult' });
    await server.done('POST', `/v1/people/${who.沈一.person}/contributions/resident`, { enrolment: 1, year: 2026 });
    await server.done('POST', `/v1/people/${who.沈一.person}/enrolments/suspend`, { from: '2025-11-30' });
    await server.stop();
    await server.start('2025-12-08');
    await server.done('POST', `/v1/people/${who.沈一.person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 500_000 });
  });
  after(() => house?.close());

  const payouts = async (id) => (await server.done('GET', `/v1/applications/${id}/payouts`)).payouts;
  const bank_says = async (payout, result) => {
    await server.sendOrders();  // a bank answers what it was sent
    await server.done('POST', `/v1/payouts/${payout.payout}/result`, result, { as: 'bank' });
  };
  // The page is left while the bank has the order, and opened again where it was.
  async function after_bank(visit, as, payout, result) {
    const { pathname, hash } = new URL(visit.page.url());
    await visit.leave();
    await bank_says(payout, result);
    return house.visit('app', { as, path: pathname + hash });
  }
  // The first approval, the same officer once more, and the second by somebody else.
  async function by_two(service, id, sees) {
    await decide(house, officers[0], service, id, '审核通过', { sees: '复核' });
    await decide(house, officers[0], service, id, '复核通过', { refused: /另一/ });
    await decide(house, officers[1], service, id, '复核通过', { sees });
  }

  it('an estate in three parts: to two accounts and a bank, which sends it back once', async () => {
    const desk = await house.visit('agency', { as: officers[0], path: `people/${who.方伯.person}` });
    await say_why(desk);
    await desk.press('申报死亡');
    const form = desk.page.getByRole('dialog', { name: '申报死亡' });
    await form.getByLabel('死亡日期').fill('2025-11-20');
    await form.getByRole('combobox').first().selectOption('cremation_certificate');
    await form.getByLabel('证明的编号').fill('H-2025-17');
    await form.getByLabel('出具证明的单位').fill('市殡仪馆');
    await form.getByLabel('出具日期').fill('2025-11-21');
    await form.getByRole('button', { name: '申报死亡', exact: true }).click();
    await desk.sees('申报死亡:已登记');
    await desk.leave();
    // Another officer of the agency has the proof before them, and confirms it.
    const second = await house.visit('agency', { as: officers[1], path: 'agency' });
    await second.sees('H-2025-17');
    await second.page.getByRole('row', { name: /H-2025-17/ }).getByRole('button', { name: '复核' }).click();
    const decision = second.page.getByRole('dialog', { name: '复核死亡申报' });
    await decision.getByRole('combobox').first().selectOption('confirm');
    await decision.getByRole('button', { name: '复核死亡申报', exact: true }).click();
    await second.sees('没有待复核的死亡申报');
    await second.leave();

    let visit = await house.visit('app', { as: '方仲' });
    const id = await file_application(visit, 'inheritance', async (page) => {
      await page.getByLabel('被继承人的姓名').fill('方伯');
      await page.getByLabel('被继承人的身份证号码').fill(who.方伯.number);
      const heir = (at) => page.getByRole('group', { name: `第 ${at} 位继承人` });
      for (const [at, name] of ['方仲', '方叔', '方季'].entries()) {
        if (at > 0) await page.getByRole('button', { name: '增加一位继承人' }).click();
        await heir(at + 1).getByLabel('姓名').fill(name);
        if (name !== '方季') await heir(at + 1).getByLabel(/证件号码/).fill(who[name].number);
        await heir(at + 1).getByLabel('份额').fill('1/3');
      }
      await heir(3).getByLabel('收款方式').selectOption('bank');
      await heir(3).getByLabel('本人银行账号').fill(account);
      await heir(3).getByLabel('户名').fill('方季');
      await visit.shot('journey-inheritance-form');
    });
    await visit.shot('journey-inheritance-filed');
    await by_two('inheritance', id, '办理中');
    assert.deepEqual([await server.balance(who.方仲.person), await server.balance(who.方叔.person)], [3_335, 500 + 3_335]);  // with 3 fen of interest
    const [first] = await payouts(id);
    visit = await after_bank(visit, '方仲', first, { result: 'returned', why: '账户已注销' });
    await visit.sees('退汇');
    await visit.fill('换一个本人银行账号', '6222021234567890456');
    await visit.press('重新付款');
    await visit.settle();
    await visit.shot('journey-inheritance-paid-again');
    visit = await after_bank(visit, '方仲', (await payouts(id)).find(({ state }) => state !== 'returned'), { result: 'paid' });
    await visit.sees('办结');
    await visit.sees('33.34');
    assert.equal(await visit.page.getByRole('button', { name: '重新付款' }).count(), 0, 'nothing is left to be paid again');
    await visit.shot('journey-inheritance-completed');
    await visit.leave();
    const other = await house.visit('app', { as: '方叔', path: 'ledger' });
    await other.sees('33.35');
    await other.leave();
    assert.equal(await server.balance(who.方伯.person), 0);
  });

  it('a month of contributions is corrected by two officers, and the difference is credited', async () => {
    const before_it = await server.balance(who.石正.person);
    const visit = await house.visit('app', { as: '石正' });
    const id = await file_application(visit, 'contribution_correction', async (page) => {
      await page.getByLabel('参保关系').selectOption({ index: 1 });
      await page.getByLabel('费款所属期').fill('2025-11');
      await choose(page, '应当是', '正常缴费');
      await page.getByLabel(/正确的缴费基数/).fill('6000');
      await page.getByLabel('原因').fill('基数报低了');
    });
    await by_two('contribution_correction', id, '办结');
    await visit.page.reload();
    await visit.sees('办结');
    await visit.shot('journey-correction-completed');
    await visit.go('contributions');
    await visit.page.locator('li summary', { hasText: '2025年11月' }).first().waitFor();
    await visit.shot('journey-corrected-contributions');
    await visit.leave();
    assert.ok(await server.balance(who.石正.person) > before_it);
    const desk = await house.visit('agency', { as: officers[0], path: `people/${who.石正.person}` });
    await say_why(desk);
    await desk.page.getByRole('tab', { name: '缴费' }).click();
    await desk.page.getByRole('cell', { name: '6,000.00' }).first().waitFor();
    await desk.page.getByRole('cell', { name: '更正冲回' }).first().waitFor();  // what was wrong stays to be seen
    await desk.shot('journey-corrected-at-the-desk');
    await desk.leave();
  });

  it('a year paid twice is refunded to the payer by two officers and the bank (N-19)', async () => {
    let visit = await house.visit('app', { as: '沈一' });
    const id = await file_application(visit, 'contribution_refund', async (page) => {
      await choose(page, '事由', '重复缴费');
      await page.getByLabel('参保关系').selectOption({ index: 1 });
      await page.getByLabel(/待遇年度/).fill('2026');
      await page.getByLabel('收款银行账号').fill(account);
      await page.getByLabel('收款户名').fill('沈一');
      await visit.shot('journey-refund-form');
    });
    await by_two('contribution_refund', id, '办理中');
    await visit.page.reload();
    await visit.sees(/6222\*+123/);
    await visit.shot('journey-refund-ordered');
    const [payout] = await payouts(id);
    visit = await after_bank(visit, '沈一', payout, { result: 'paid' });
    await visit.sees('办结');
    await visit.sees('已支付');
    await visit.shot('journey-refund-paid');
    await visit.leave();
  });

  it('money that belongs to no case goes back to where it came from (N-10)', async () => {
    await server.done('POST', '/v1/agencies/441900/remittances', { from_region: '330100', amount_fen: 88_800, arrived_on: '2025-12-08', bank_serial: 'B9', reference: '不明' });
    const visit = await house.visit('agency', { as: officers[0], path: 'money' });
    const row = visit.page.getByRole('row', { name: /B9/ });
    await row.waitFor();
    await visit.shot('journey-money-unmatched');
    await row.getByRole('button', { name: '退回' }).click();
    const dialog = visit.page.getByRole('dialog', { name: '退回汇款方' });
    await dialog.getByRole('button', { name: '退回汇款方', exact: true }).click();
    await dialog.getByRole('alert').waitFor();  // not without a reason
    await dialog.getByLabel('原因').fill('汇款人来函,汇错账户');
    await dialog.getByRole('button', { name: '退回汇款方', exact: true }).click();
    await visit.sees('没有未匹配的资金');
    await visit.shot('journey-money-sent-back');
    await visit.leave();
  });

  it('a past enrolment from old papers is entered by one officer and decided by another', async () => {
    const desk = await house.visit('agency', { as: officers[0], path: `people/${who.沈一.person}` });
    await say_why(desk);
    await desk.press('申请补录参保经历');
    const form = desk.page.getByRole('dialog', { name: '申请补录参保经历' });
    await form.getByLabel(/统筹区|参保地/).first().selectOption('441900');
    await form.getByLabel(/身份/).first().selectOption('flexible');
    await form.getByLabel(/缴费基数/).fill('5000');
    await form.getByLabel(/参保开始日期/).fill('2015-01-01');
    await form.getByLabel(/停保日期/).fill('2016-01-01');
    await form.getByLabel(/依据/).fill('原参保手册第 3 页');
    await desk.shot('journey-late-record-form');
    await form.getByRole('button', { name: '申请补录参保经历', exact: true }).click();
    await desk.sees('申请补录参保经历:已登记');
    await desk.leave();

    const other = await house.visit('agency', { as: officers[1], path: 'agency' });
    const row = other.page.getByRole('row', { name: /原参保手册/ });
    await row.waitFor();
    await other.shot('journey-late-record-waiting');
    await row.getByRole('button', { name: '复核' }).click();
    const dialog = other.page.getByRole('dialog', { name: '复核补录' });
    await dialog.getByLabel('决定').selectOption('approve');
    await dialog.getByRole('button', { name: '复核补录', exact: true }).click();
    await other.sees('没有待复核的补录');
    await other.leave();
    const { enrolments } = await server.done('GET', `/v1/people/${who.沈一.person}/enrolments`);
    assert.equal(enrolments.at(-1).started_on, '2015-01-01');
  });
});
