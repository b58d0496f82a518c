// Goal: everybody's way in, as they take it: registration with the real name, a code to the telephone,
// a password, the insurance number of an older system whose secret serves once and must be changed
// (R-043, R-045, R-131, R-154, C-15); and a way out that leaves nothing.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assert_gates } from './gates.mjs';
import { House, identityNumber } from './harness.mjs';

const words = '长一点的密码 2025';

describe('signing in as a participant', () => {
  let house;
  let server;
  let outbox;
  const who = { name: '张三丰', number: identityNumber(), phone: '19900000001' };
  const other = { name: '李四光', number: identityNumber(), phone: '19900000002' };
  before(async () => {
    house = await House.open();
    server = house.server;
    outbox = mkdtempSync(join(tmpdir(), 'yibao-outbox-'));
    for (const each of [who, other]) {
      each.person = await server.person({ name: each.name, identity_number: each.number, phone: each.phone, fen: 500 });
    }
  });
  after(async () => { await house?.close(); rmSync(outbox, { recursive: true, force: true }); });

  // What the telephone shows: the newest code that was sent to it.
  function codeTo(phone) {
    server.run('notices', 'send', '--out', outbox);
    return readdirSync(outbox).filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(join(outbox, name), 'utf8').trim().split('\n')).filter(Boolean).map((line) => JSON.parse(line))
      .filter(({ to, title }) => to === phone && title === '验证码')
      .sort((one, another) => (one.told_at < another.told_at ? -1 : 1)).at(-1)?.text.match(/\d{6}/)?.[0];
  }
  async function ask(visit, phone) {
    if (phone) await visit.fill('手机号码', phone);
    await visit.press('获取验证码');
    await visit.sees('秒后可重新获取');
  }
  const secret = (visit, typed) => visit.page.locator('input[type=password]').fill(typed);
  const number = (visit, typed) => visit.page.locator('.field', { hasText: '参保编号' }).locator('input').fill(typed);
  async function leave(visit) {
    await visit.go('me');
    await visit.press('退出登录');
    await visit.page.waitForURL(/sign-in/);
    await visit.settle();
    assert.deepEqual(await visit.context.cookies(), [], 'no cookie is left');
    await visit.go('');
    await visit.page.waitForURL(/sign-in/);
    await visit.settle();
    visit.problems = visit.problems.filter((each) => !/Failed to fetch/.test(each));  // the page was left while it asked
    await visit.leave();
  }

  it('registers with the real name: nothing without consent, nothing told of who is on record (R-043)', async () => {
    const visit = await house.visit('app', { path: 'register' });
    await visit.fill('姓名', who.name);
    await visit.fill('证件号码', who.number);
    await ask(visit, who.phone);
    await visit.fill('验证码', '000000');
    await visit.fill('设置密码', words);
    assert.ok(await visit.page.getByRole('button', { name: '实名注册' }).isDisabled(), 'no consent');
    await visit.page.getByLabel(/同意为办理医保业务/).check();
    await visit.press('实名注册');
    await visit.page.getByRole('alert').getByText('验证码').first().waitFor();
    await visit.shot('journey-register-refused');
    await assert_gates(visit);
    await visit.fill('验证码', codeTo(who.phone));
    await visit.press('实名注册');
    await visit.sees('个人账户余额');
    await visit.sees('东莞市 5.00');  // where the money lies, for nobody who is insured there
    await visit.shot('journey-registered');
    await leave(visit);
  });

  it('a code to the telephone opens, once', async () => {
    await server.stop();  // a day later
    await server.start('2025-04-28');
    const visit = await house.visit('app');
    await visit.page.waitForURL(/sign-in/);
    await ask(visit, who.phone);
    const code = codeTo(who.phone);
    await visit.page.getByLabel('验证码', { exact: true }).fill(code);
    await visit.shot('journey-phone-code');
    await visit.press('登录');
    await visit.sees('个人账户余额');
    await leave(visit);
    const again = await house.visit('app');
    await again.fill('手机号码', who.phone);
    await again.page.getByLabel('验证码', { exact: true }).fill(code);
    await again.press('登录');
    await again.page.getByRole('alert').first().waitFor();
    assert.match(await again.text('[role=alert]'), /验证码/);
    await again.leave();
  });

  it('the password opens by telephone or identity number, and leads to where one wanted to go', async () => {
    for (const account of [who.phone, who.number]) {
      const visit = await house.visit('app', { path: 'credits' });
      await visit.page.waitForURL(/sign-in/);
      await visit.page.getByText('密码', { exact: true }).first().click();
      await visit.fill('手机、证件号码', account);
      await secret(visit, '不对的密码不对');
      await visit.press('登录');
      await visit.page.getByRole('alert').first().waitFor();
      await secret(visit, words);
      await visit.press('登录');
      await visit.page.waitForURL(/credits/);
      await visit.settle();
      await leave(visit);
    }
  });

  it('a way out that does not reach the server lets nobody in until it has', async () => {
    const visit = await house.visit('app');
    await visit.page.waitForURL(/sign-in/);
    await visit.page.getByText('密码', { exact: true }).first().click();
    await visit.fill('手机、证件号码', who.phone);
    await secret(visit, words);
    await visit.press('登录');
    await visit.sees('个人账户余额');
    const cut = '**/v1/sessions/current';
    await visit.page.route(cut, (route) => (route.request().method() === 'DELETE' ? route.abort() : route.continue()));
    await visit.go('me');
    await visit.press('退出登录');
    await visit.page.waitForURL(/sign-in/);
    await visit.sees('退出登录还没有送达服务器');
    await visit.shot('journey-sign-out-cut');
    await visit.go('me');  // the session is open still, and shows nothing
    await visit.page.waitForURL(/sign-in/);
    await visit.page.unroute(cut);
    await visit.press('重试');
    await visit.page.getByText('退出登录还没有送达服务器').waitFor({ state: 'hidden' });
    assert.deepEqual(await visit.context.cookies(), [], 'no cookie is left');
    visit.problems = visit.problems.filter((each) => !/Failed to (fetch|load)/.test(each));  // the line that was cut
    await visit.leave();
  });

  it('an insurance number opens once with its first secret, which must be changed before anything is shown (R-045)', async () => {
    const list = join(outbox, 'accounts.csv');
    const report = join(outbox, 'secrets.csv');
    writeFileSync(list, `证件号码,社保编号\n${other.number},44000077\n`);
    server.run('insurance-accounts', 'give', list, '--report', report);
    const first = readFileSync(report, 'utf8').split('\n').find((line) => line.includes('44000077')).split(',')[2];
    const visit = await house.visit('app');
    await visit.page.getByText('参保编号', { exact: true }).click();
    await number(visit, '44000077');
    await secret(visit, first);
    await visit.shot('journey-insurance-number');
    await visit.press('登录');
    await visit.page.waitForURL(/secret/);
    await visit.sees('初始密码只能用一次');
    await visit.go('ledger');
    await visit.page.waitForURL(/secret/);  // no way past it
    await visit.fill('新密码', words);
    await visit.fill('再输一次', words);
    await ask(visit);
    await visit.fill('验证码', codeTo(other.phone));
    await visit.shot('journey-secret-forced');
    await assert_gates(visit);
    await visit.press('保存新密码');
    await visit.sees('个人账户余额');
    await leave(visit);
    const late = await house.visit('app');
    await late.page.getByText('参保编号', { exact: true }).click();
    await number(late, '44000077');
    await secret(late, first);
    await late.press('登录');
    await late.page.getByRole('alert').first().waitFor();
    assert.match(late.page.url(), /sign-in/, 'the first secret has served');
    await late.leave();
  });

  it('the way on for who has lost the telephone or the password stands at the door', async () => {
    const visit = await house.visit('app', { path: 'sign-in' });
    await visit.page.getByText('忘记密码、手机号已不能用').click();
    await visit.sees('持本人身份证到经办窗口办理');
    await visit.leave();
  });

  it('who withdraws the consent reads that, and not that another device ended the sign-in (N-27)', async () => {
    const visit = await house.visit('app', { path: 'settings' });
    await visit.page.waitForURL(/sign-in/);
    await visit.page.getByText('密码', { exact: true }).first().click();
    await visit.fill('手机、证件号码', who.phone);
    await secret(visit, words);
    await visit.press('登录');
    await visit.page.waitForURL(/settings/);
    await visit.settle();
    await visit.press('撤回');
    await visit.page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
    await visit.page.waitForURL(/sign-in/);
    await visit.sees('您已撤回同意,账号已停用');
    await visit.sees('请重新注册');
    assert.doesNotMatch(await visit.text('#main'), /另一台设备|请重新登录/);
    await visit.shot('journey-consent-withdrawn');
    await visit.leave();
  });
});
