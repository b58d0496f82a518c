// Goal: a village's line (400 kbit/s, 400 ms there and back): from the home page to the check of a
// transfer something is to be seen all the while, impatient fingers file nothing twice, and a line
// that is cut in the middle of a form loses nothing that was typed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { House } from './harness.mjs';
import { moved } from './participant.mjs';

describe('on a slow line', () => {
  let house;
  let who;
  before(async () => {
    house = await House.open();
    who = await moved(house.server);
  });
  after(() => house?.close());

  async function slow(visit, more = {}) {
    const session = await visit.context.newCDPSession(visit.page);
    const line = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { ...line, ...more });
    return (changed) => session.send('Network.emulateNetworkConditions', { ...line, ...changed });
  }

  it('the first page comes as a sketch, and the way to the check shows that it works', async () => {
    const visit = await house.visit('app', { as: 'own', path: '/icon.svg' });  // nothing of the pages is here yet
    await slow(visit);
    const opened = visit.page.goto('/app/');
    await visit.page.locator('#page [role=status], .van-skeleton').first().waitFor();  // before there is any data
    await opened;
    await visit.page.locator('.van-skeleton').first().waitFor();
    await visit.sees('12,345.67');
    await visit.page.getByRole('link', { name: '转移' }).first().click();
    await visit.page.waitForURL(/\/transfer$/);
    const check = visit.page.getByRole('button', { name: '先自查能否转移' });
    await check.click();
    await visit.page.locator('.van-button--loading, [aria-busy=true], .van-skeleton').first().waitFor();
    await visit.shot('slow-line-checking');
    await visit.sees('可以申请转移');
    await visit.leave();
  });

  it('impatient fingers ask once', async () => {
    const visit = await house.visit('app', { as: 'own', path: 'transfer/apply' });
    await slow(visit);
    const asked = [];
    visit.page.on('request', (request) => { if (request.method() === 'POST') asked.push(new URL(request.url()).pathname); });
    await visit.fill('姓名', who.name);
    await visit.fill('身份证号码', who.number);
    for (const [label, region] of [['转出地', '441900'], ['转入地', '330100']]) {
      const field = visit.page.getByLabel(label, { exact: true });
      if (await field.count() && !await field.inputValue()) await field.selectOption(region);
    }
    const next = visit.page.getByRole('button', { name: '下一步' });
    await next.click();
    await next.click({ force: true, timeout: 1_000 }).catch(() => undefined);
    await visit.page.keyboard.press('Enter');
    await visit.sees('身份证人像面');
    assert.deepEqual(asked.filter((path) => /\/transfers$/.test(path)).length, 1, asked.join(' '));
    const { cases } = await house.server.done('GET', `/v1/people/${who.person}/cases`, undefined, { as: 'own' });
    assert.equal(cases.length, 1);
    await visit.leave();
  });

  it('a till that is pressed twice takes the money once', async () => {
    const visit = await house.visit('provider', { as: 'cashier-441900', kept: { yibao_provider: 'P44190000001' } });
    await visit.page.getByText('身份证', { exact: true }).click();
    await visit.page.locator('input[name=presented]').fill(who.number);
    await visit.press('查询');
    await visit.sees('个人账户可用');
    await slow(visit);
    const before_it = await house.server.balance(who.person);
    await visit.fill('金额', '3');
    await visit.press('收费');
    await visit.page.getByRole('button', { name: '确认收费' }).dblclick();
    await visit.sees('收费完成');
    assert.equal(await house.server.balance(who.person), before_it - 300);
    await visit.leave();
  });

  it('a line cut in the middle of a form keeps the form, says so, and goes on', async () => {
    const visit = await house.visit('app', { as: 'own', path: 'apply/complaint' });
    const line = await slow(visit);
    await visit.page.getByLabel('类别').selectOption({ label: '建议' });
    await visit.page.locator('textarea').fill('希望村里也能办');
    await line({ offline: true });
    await visit.sees('网络已断开');
    await visit.press('下一步');
    await visit.sees('连不上服务器');
    await visit.shot('slow-line-offline');
    assert.equal(await visit.page.locator('textarea').inputValue(), '希望村里也能办');
    await line({ offline: false });
    await visit.page.getByText('网络已断开').waitFor({ state: 'hidden' });
    await visit.press('下一步');
    await visit.page.getByLabel('以上信息无误').waitFor();
    await visit.sees('希望村里也能办');
    visit.problems = visit.problems.filter((each) => !/ERR_INTERNET_DISCONNECTED/.test(each));
    await visit.leave();
    const { cases } = await house.server.done('GET', `/v1/people/${who.person}/cases`, undefined, { as: 'own' });
    assert.equal(cases.filter(({ service }) => service === 'complaint').length, 1);
  });
});
