// Goal: on the line of a village each door says at once that it is opening, brings little, and says so
// where the line is cut: what was typed stays, and one way leads on. Bytes are counted, not seconds.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { House } from './harness.mjs';

const kilobytes = { app: 120, agency: 250, provider: 120, employer: 250, kiosk: 120 };

describe('on a slow line', () => {
  let house;
  before(async () => {
    house = await House.open();
    const person = await house.server.person({ name: '张三丰', fen: 5_000 });
    await house.server.issueTokens({ own: ['--role', 'participant', '--person', person, '--channel', 'app'] });
  });
  after(() => house?.close());

  for (const [door, most] of Object.entries(kilobytes)) {
    it(`${door} says that it is opening, and opens with at most ${most} KB`, async () => {
      const visit = await house.visit(door, { path: '/status' });
      const session = await visit.context.newCDPSession(visit.page);
      await session.send('Network.enable');
      await session.send('Network.setCacheDisabled', { cacheDisabled: true });
      let bytes = 0;
      session.on('Network.loadingFinished', (each) => { bytes += each.encodedDataLength; });
      let open;
      const held = new Promise((done) => { open = done; });
      await visit.page.route('**/assets/*.js', async (route) => { await held; await route.continue(); });
      const going = visit.page.goto(`/${door}/`);
      await visit.sees('正在打开');
      open();
      await going;
      await visit.page.unroute('**/assets/*.js');
      await visit.settle();
      assert.equal(await visit.page.getByText('正在打开').count(), 0);
      assert.ok(bytes > 5_000 && bytes / 1024 <= most, `${(bytes / 1024).toFixed(0)} KB`);
      await visit.leave();
    });
  }

  it('a line that is cut is said, loses nothing, and leads on when it is back', async () => {
    const visit = await house.visit('app', { as: 'own', path: 'apply/complaint' });
    await visit.page.locator('textarea').fill('窗口排队太久');
    await visit.context.setOffline(true);
    await visit.sees('网络已断开');
    await visit.page.getByLabel('类别').selectOption({ index: 1 });
    await visit.press('下一步');
    await visit.page.getByText(/连不上服务器|请填写/).first().waitFor();
    await visit.shot('offline');
    await visit.page.evaluate(() => { history.pushState(history.state, '', location.href); });
    assert.equal(await visit.page.locator('textarea').inputValue(), '窗口排队太久');
    await visit.context.setOffline(false);
    await visit.page.getByText('网络已断开').waitFor({ state: 'hidden' });
    assert.equal(await visit.page.locator('textarea').inputValue(), '窗口排队太久');
    visit.problems = visit.problems.filter((each) => !/ERR_INTERNET_DISCONNECTED/.test(each));
    await visit.leave();
  });

  it('a page that could not be fetched is said, and fetched again', async () => {
    const visit = await house.visit('app', { as: 'own', path: 'services' });
    await visit.page.route('**/assets/*.js', (route) => route.abort('connectionreset'));
    await visit.page.getByRole('link', { name: '封存查询' }).click();
    await visit.sees('页面没有加载成功');
    await visit.shot('page-not-fetched');
    await visit.page.unroute('**/assets/*.js');
    await visit.press('重试');
    await visit.page.waitForURL(/sealed/);
    await visit.sees('没有封存');
    visit.problems = visit.problems.filter((each) => !/ERR_CONNECTION_RESET|ERR_FAILED|dynamically imported/.test(each));
    await visit.leave();
  });
});
