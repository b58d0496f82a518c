// The doors of a demo as somebody tries them first: one click signs in a cashier and an employer's
// officer, by a real session; the kiosk takes a number and a password, and the terminal's session
// ends with the person.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assert_gates } from './gates.mjs';
import { House } from './harness.mjs';

describe('signing in at the desks', () => {
  let house;
  let sign_ins;
  before(async () => {
    house = await House.open({ demo: true, today: '2025-06-10' });
    ({ sign_ins } = JSON.parse(readFileSync(join(house.server.place.state, 'demo.json'), 'utf8')));
  });
  after(() => house?.close());

  it('lets a cashier in by one click, keeps the session over a reload, ends it by another', async () => {
    const visit = await house.visit('provider');
    await visit.sees('演示登录');
    await visit.shot('provider-sign-in');
    await assert_gates(visit);
    await visit.press('cashier-441900');
    await visit.sees('参保人出示什么');
    await visit.page.reload();
    await visit.sees('参保人出示什么');
    assert.equal(await visit.page.evaluate(() => document.cookie), '');
    await visit.press('退出');
    await visit.sees('收费员登录');
    await visit.leave();
  });

  it('tells a wrong password nothing but that it is wrong', async () => {
    const visit = await house.visit('provider');
    await visit.fill('账号', 'cashier-441900');
    await visit.fill('密码', '不对的密码');
    await visit.fill('动态口令', '000000');
    await visit.press('登录');
    await visit.page.getByRole('alert').locator('.bad').first().waitFor();
    await visit.shot('provider-sign-in-refused');
    assert.deepEqual(await visit.context.cookies(), []);
    await visit.leave();
  });

  it('lets an employer\'s officer in, who sees their employer and no other', async () => {
    const { name } = sign_ins.find(({ role }) => role === 'employer_officer');
    const visit = await house.visit('employer');
    await visit.press(name);
    await visit.sees('等待原单位减员的增员');
    await visit.shot('employer-demo');
    await visit.leave();
  });

  it('notices in one tab that another has signed out, and keeps nothing', async () => {
    const { phone, password } = sign_ins.find(({ kind }) => kind === 'person');
    const visit = await house.visit('app');
    const begun = await visit.context.request.post('/v1/sessions', { data: { kind: 'password', account: phone, password },
      headers: { 'X-Yibao-Client': 'participant-app', 'Idempotency-Key': 'one-of-two-tabs-00000001' } });
    assert.equal(begun.status(), 200, await begun.text());
    await visit.go('me');
    await visit.sees('退出登录');
    await visit.page.evaluate(() => sessionStorage.setItem('yibao_draft:typed', '{}'));
    const other = await visit.context.newPage();
    await other.goto('/app/me');
    await other.getByRole('button', { name: '退出登录' }).click();
    await other.waitForURL(/sign-in/);
    await visit.page.waitForURL(/sign-in/);
    await visit.settle();
    assert.deepEqual(await visit.page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith('yibao_'))), []);
    await visit.leave();
  });

  it('lets a person in at the kiosk by number and password, and forgets them', async () => {
    const { phone, password } = sign_ins.find(({ kind }) => kind === 'person');
    const visit = await house.visit('kiosk');
    await visit.page.getByLabel('证件号和登录密码').check();
    await visit.page.locator('input[name=first]').fill(phone);
    await visit.page.locator('input[name=second]').fill(password);
    await visit.press('登录');
    await visit.sees('账户余额');
    assert.deepEqual(await visit.context.cookies(), [], 'a terminal keeps no cookie');
    const [ended] = await visit.anew('请登录', () => Promise.all([
      visit.page.waitForResponse((answer) => answer.url().endsWith('/v1/sessions/current')), visit.press('退出')]));
    assert.equal(ended.status(), 200);
    assert.deepEqual(await visit.page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }]), [{}, {}]);
    await visit.leave();
  });

  it('does not say at the kiosk whether a number is known', async () => {
    const visit = await house.visit('kiosk');
    const told = [];
    for (const phone of [sign_ins.find(({ kind }) => kind === 'person').phone, '13900000000']) {
      await visit.page.reload();
      await visit.page.locator('input[name=first]').fill(phone);
      await visit.page.locator('input[name=second]').fill('不对');
      await visit.press('登录');
      told.push(await visit.page.getByRole('alert').locator('.bad').first().innerText());
    }
    assert.equal(told[0], told[1]);
    await visit.leave();
  });
});
