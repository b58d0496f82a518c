// Goal: what one agency decides, from both sides: a complaint with its answer; a release that is
// refused, and the appeal heard by somebody else; an inheritance in parts with a
// payment that comes back; a contribution corrected by two officers; urging, and what is
// overdue; a paper with a number, printed and checked by anybody (R-024, N-25).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { agency, at_case, say_why, step } from './agency.mjs';
import { House } from './harness.mjs';
import { choose, decide, file_application, insured } from './journeys.mjs';

describe('applications, from both sides', () => {
  let house;
  let server;
  let who;
  before(async () => {
    house = await House.open();
    server = house.server;
    await agency(server, '441900', '东莞市医保中心');
    who = await insured(server, { 方投: {}, 冰河: {}, 方伯: { fen: 90_001 }, 方仲: {}, 石正: { fen: 0 }, 方纸: {} });
    const senior = (id) => ['--role', 'senior_officer', '--region', '441900', '--id', id, '--channel', 'counter'];
    await server.issueTokens({ 'senior-2': senior('902'), 'senior-3': senior('903') });
  });
  after(() => house?.close());
  const seals = async () => (await server.done('GET', `/v1/people/${who.冰河.person}/seals`, undefined, { as: '冰河' })).seals;
  const balance = (name) => server.balance(who[name].person);

  it('a complaint gets a number, a day, and an answer in words; the message says so (R-162)', async () => {
    const visit = await house.visit('app', { as: '方投' });
    const id = await file_application(visit, 'complaint', async (page) => {
      await choose(page, '类别', '投诉');
      await page.locator('textarea').fill('窗口排队太久');
    });
    await visit.sees('2025年5月20日');
    await visit.press('催办');
    await visit.sees('已催办');
    await visit.shot('journey-complaint');
    await decide(house, 'officer-441900', 'complaint', id, '答复', { refused: /答复/ });
    await decide(house, 'officer-441900', 'complaint', id, '答复', { fill: { 说明: '已增设两个窗口' }, sees: '办结' });
    await visit.page.reload();
    await visit.sees('已增设两个窗口');
    await visit.shot('journey-complaint-answered');
    await visit.go('messages');
    await visit.page.getByText(/投诉/).first().waitFor();
    await visit.shot('journey-messages');
    await visit.go('views');
    await visit.sees('经办人员');
    await visit.sees('办理办件');
    await visit.shot('journey-views');
    await visit.leave();
  });

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
    await decide(house, 'senior-3', 'appeal', appeal, '审核通过', { sees: '办结' });
    assert.deepEqual(await seals(), [], 'R-081: lifted in the moment of the decision');
    await visit.go('sealed');
    await visit.sees('没有封存');
    await visit.leave();
  });

  it('an inheritance in parts: two officers, an account and a bank, a payment that comes back', async () => {
    await server.done('POST', `/v1/people/${who.方伯.person}/death`, { died_on: '2025-04-10' });
    const before_it = await balance('方仲');
    const visit = await house.visit('app', { as: '方仲' });
    const id = await file_application(visit, 'inheritance?region=441900', async (page) => {
      await page.getByLabel('被继承人的身份证号码').fill(who.方伯.number);
      const first = page.getByRole('group', { name: '第 1 位继承人' });
      await first.getByLabel('身份证号码').fill(who.方仲.number);
      await first.getByLabel('份额').fill('1/3');
      await page.getByRole('button', { name: '增加一位继承人' }).click();
      const second = page.getByRole('group', { name: '第 2 位继承人' });
      await second.getByLabel('姓名').fill('方外');
      await second.getByLabel('份额').fill('2/3');
      await second.getByLabel('收款方式').selectOption({ label: '划入银行账户' });
      await second.getByLabel('银行账号').fill('6222020200001234567');
      await second.getByLabel('户名').fill('方外');
      await page.screenshot({ path: 'out/screenshots/journey-heirs.png', fullPage: true }).catch(() => undefined);
    });
    await decide(house, 'officer-441900', 'inheritance', id, '审核通过', { sees: '复核' });
    await decide(house, 'officer-441900', 'inheritance', id, '复核通过', { refused: /另一|不能是同一人|其他/ });
    await decide(house, 'officer2-441900', 'inheritance', id, '复核通过');
    assert.equal(await balance('方仲') - before_it, 30_000, 'a third; the odd fen is the largest remainder\'s');
    const bank = async (name, fill) => {
      const desk = await house.visit('agency', { as: 'senior-441900', path: at_case(id, 'inheritance') });
      await desk.page.getByRole('button', { name }).first().click();
      const dialog = desk.page.getByRole('dialog', { name });
      for (const [label, value] of Object.entries(fill)) {
        const field = dialog.getByLabel(label).first();
        if (await field.evaluate((each) => each.tagName) === 'SELECT') await field.selectOption({ label: value });
        else await field.fill(value);
      }
      await dialog.getByRole('button', { name, exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      await desk.settle();
      await desk.shot(`journey-payout-${Object.values(fill)[0]}`);
      await desk.leave();
    };
    await bank('登记银行结果', { 银行结果: '退汇' });
    await visit.page.reload();
    await visit.sees('退汇');
    await visit.fill('换一个本人银行账号', '6222020200007654321');
    await visit.press('重新付款');
    await visit.settle();
    await bank('登记银行结果', { 银行结果: '支付成功' });
    await visit.page.reload();
    await visit.page.getByText('办结', { exact: true }).first().waitFor();
    await visit.shot('journey-inheritance-done');
    await visit.leave();
    assert.equal(await balance('方伯'), 0);
  });

  it('a contribution is corrected at the counter by two officers, and the person is told', async () => {
    await server.done('POST', `/v1/people/${who.石正.person}/contributions`, { month: '2025-04' });
    const visit = await house.visit('agency', { as: 'officer-441900', path: `people/${who.石正.person}/intake/contribution_correction.file` });
    await say_why(visit);
    await visit.page.getByLabel('参保关系序号').first().fill('1');
    await visit.page.getByLabel('费款所属期').first().fill('2025-04');
    await choose(visit.page, '正确的种类', '正常缴费');
    await visit.page.getByLabel(/基数/).first().fill('6000');
    await visit.page.getByLabel(/原因|理由/).first().fill('基数申报有误');
    await visit.press('下一步');
    await visit.sees('请申请人核对');
    for (let left = await visit.page.getByRole('button', { name: '已核验原件' }).count(); left > 0; --left) {
      await visit.page.getByRole('button', { name: '已核验原件' }).first().click();
      await visit.settle();
    }
    await visit.shot('journey-correction-intake');
    await visit.press('提交受理');
    await visit.page.waitForURL(/cases\/contribution_correction\//);
    const id = visit.page.url().split('/').at(-1);
    await visit.leave();
    await decide(house, 'officer-441900', 'contribution_correction', id, '审核通过', { sees: '复核' });
    await decide(house, 'officer-441900', 'contribution_correction', id, '复核通过', { refused: /另一|不能是同一人|其他/ });
    await decide(house, 'officer2-441900', 'contribution_correction', id, '复核通过', { sees: '办结' });
    const app = await house.visit('app', { as: '石正', path: 'contributions' });
    await app.page.locator('li summary', { hasText: '2025年4月' }).first().click();
    await app.sees('6,000.00');
    await app.shot('journey-corrected');
    await app.leave();
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

  it('what is late is urged, turns red, and goes up (R-102)', async () => {
    const visit = await house.visit('app', { as: '方投' });
    const id = await file_application(visit, 'complaint', async (page) => {
      await choose(page, '类别', '建议');
      await page.locator('textarea').fill('请延长服务时间');
    });
    await visit.press('催办');
    await visit.sees('已催办');
    await visit.leave();
    const early = await house.visit('agency', { as: 'officer-441900', path: at_case(id, 'complaint') });
    await early.sees('催办 1 次');
    await early.leave();
    await server.stop();
    await server.start('2025-06-03');
    await server.call('POST', '/v1/operations/tick', { body: {} }).catch(() => undefined);
    const late = await house.visit('agency', { as: 'senior-441900' });
    await late.page.getByRole('button', { name: /已超期/ }).click();
    await late.settle();
    await late.page.getByText(/超期 \d+ 个工作日/).first().waitFor();
    await late.shot('journey-overdue-queue');
    await late.go(at_case(id, 'complaint'));
    await late.page.locator('.head').getByText(/超期/).first().waitFor();
    await late.shot('journey-overdue');
    await late.leave();
    const app = await house.visit('app', { as: '方投' });
    await app.sees('已超期');
    await app.leave();
  });
});
