// The self-service machine: large targets, sign-in, balance, credits, months, a print that
// names nobody in full; left alone it counts down and signs out, and nothing stays behind.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assert_axe, assert_elder, assert_keyboard, assert_zoom } from './gates.mjs';
import { House, identityNumber } from './harness.mjs';

describe('the kiosk', () => {
  let house;
  let server;
  let person;
  let number;
  before(async () => {
    house = await House.open();
    server = house.server;
    number = identityNumber();
    person = await server.person({ name: '王小明', fen: 123_456, identity_number: number });
    await server.issueTokens({ self: ['--role', 'participant', '--person', person, '--channel', 'kiosk'] });
  });
  after(() => house?.close());

  // The session is what /v1/sessions answers; here with a token that was issued before.
  async function signed_in({ clock = false } = {}) {
    const visit = await house.visit('kiosk');
    if (clock) await visit.page.clock.install();
    await visit.context.route('**/v1/sessions', (route) => route.fulfill({ status: 200, contentType: 'application/json',
      body: JSON.stringify({ token: server.tokens.self, role: 'participant', name: '王**', person }) }));
    if (clock) await visit.page.reload();
    await visit.page.locator('input[name=first]').click();
    for (const key of number) await visit.page.getByRole('button', { name: key, exact: true }).click();
    await visit.page.locator('input[name=second]').fill('一个密码');
    await visit.press('登录');
    await visit.sees('账户余额');
    return visit;
  }
  async function gates(visit) {
    await assert_axe(visit);
    await assert_zoom(visit, [640]);
    await assert_keyboard(visit);
    await assert_elder(visit);
  }

  it('asks who comes, with keys on the screen', async () => {
    const visit = await house.visit('kiosk');
    await visit.shot('kiosk-enter');
    await gates(visit);
    await visit.page.getByText('手机验证码').click();
    await gates(visit);
    await visit.leave();
  });

  it('opens with the number and the six digits that a counter has set, by the keys on the screen', async () => {
    await server.done('POST', `/v1/people/${person}/enquiry-password`, { password: '135790', sighted: ['identity_document'] });
    const visit = await house.visit('kiosk');
    const key = (name) => visit.page.getByRole('button', { name, exact: true }).click();
    await visit.page.locator('input[name=first]').click();
    await key('字母键盘');
    await key('字母 A');
    await visit.shot('kiosk-letters');
    await gates(visit);  // which walks through the fields
    await visit.page.locator('input[name=first]').click();
    await key('删除一位');
    for (const each of number) await key(each);
    await visit.page.locator('input[name=second]').click();
    await key('X');  // no digit: not taken
    for (const each of '135790') await key(each);
    await visit.press('登录');
    await visit.press('账户余额');
    await visit.sees('¥1,234.56');
    await visit.anew('请登录', () => visit.press('退出'));
    await nothing_left(visit);
    await visit.leave();
  });

  it('shows and prints what was given back as that (R-158, R-039)', async () => {
    const row = (kind) => ({ month: '2025-03', region: '441900', region_name: '东莞市', scheme: 'employee', kind, base_fen: 600_000, personal_fen: 12_000, employer_fen: 39_000, received_on: '2025-04-01' });
    const own = await signed_in();
    await own.context.route('**/contributions?*', (route) => route.fulfill({ status: 200, contentType: 'application/json',
      body: JSON.stringify({ months: [row(20), row(10)], totals: { contribution_months_total: 0, actual_months: 0, deemed_months: 0, places: [] } }) }));
    await own.press('缴费年限');
    await own.sees('共 0 个月');
    assert.match(await own.text(), /2025年3月 退费[\s\S]*个人 ¥−120\.00 单位 ¥−390\.00[\s\S]*个人 ¥120\.00 单位 ¥390\.00/);
    await own.shot('kiosk-months-given-back');
    await own.leave();
  });

  it('shows balance, credits and months, each large', async () => {
    const visit = await signed_in();
    await visit.shot('kiosk-home');
    await assert_elder(visit, { home: true });
    await gates(visit);
    for (const [entry, words, name] of [['账户余额', '¥1,234.56', 'balance'], ['每月划入', '每月划入', 'credits'], ['缴费年限', '个月', 'months']]) {
      await visit.press(entry);
      await visit.settle();
      await visit.sees(words);
      await visit.shot(`kiosk-${name}`);
      await gates(visit);
      await visit.press('返回');
    }
    await visit.leave();
  });

  it('prints without the whole name or number', async () => {
    const visit = await signed_in();
    await visit.press('打印');
    await visit.settle();
    await visit.page.emulateMedia({ media: 'print' });
    const printed = await visit.page.locator('.statement').innerText();
    assert.match(printed, /王\*\*/);
    assert.match(printed, new RegExp(`${number.slice(0, 4)}\\*{10}${number.slice(-4)}`));
    assert.match(printed, /1,234\.56/);
    const all = await visit.page.content();
    assert.equal(all.includes('王小明'), false);
    assert.equal(all.includes(number), false);
    assert.equal(await visit.page.locator('.kiosk').isVisible(), false, 'no buttons on paper');
    await visit.shot('kiosk-print');
    await visit.leave();
  });

  it('left alone counts down, and signs out', async () => {
    const visit = await signed_in({ clock: true });
    await visit.press('账户余额');
    await visit.sees('¥1,234.56');
    await visit.page.clock.pauseAt(await visit.page.evaluate(() => Date.now()) + 1_000);
    await visit.page.clock.runFor(61_000);
    await visit.sees('您还在吗?');
    await visit.shot('kiosk-idle');
    await visit.press('继续使用');
    await visit.page.clock.runFor(30_000);
    await visit.sees('¥1,234.56');
    await visit.page.clock.runFor(31_000);
    await visit.sees('您还在吗?');
    await visit.anew('请登录', () => visit.page.clock.runFor(20_000));
    await nothing_left(visit);
    await visit.leave();
  });

  // The page is left and fetched anew, so that nothing of a person outlives it in memory either.
  async function nothing_left(visit) {
    const kept = await visit.page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, path: location.pathname + location.search + location.hash }));
    assert.deepEqual(kept, { local: {}, session: {}, cookie: '', path: '/kiosk/' });
    assert.deepEqual(await visit.context.cookies(), []);
    for (const step of ['goBack', 'goForward', 'goBack']) {
      await visit.page[step]().catch(() => undefined);
      assert.doesNotMatch(await visit.page.locator('body').innerText(), /1,234\.56|王\*\*/);
    }
  }

  it('signed out by hand leaves nothing either', async () => {
    const visit = await signed_in();
    await visit.press('账户余额');
    await visit.sees('¥1,234.56');
    await visit.anew('请登录', () => visit.press('退出'));
    await nothing_left(visit);
    await visit.leave();
  });
});
