// Goal: who one is and for whom one acts: by code, by password, anew with real name; the answers that
// tell nobody whether a number is known; words of a stranger that stay words.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { House, identityNumber } from './harness.mjs';

describe('signing in, by a participant', () => {
  let house;
  let people;
  const of = (name) => people.find((each) => each.name === name);
  before(async () => {
    house = await House.open({ demo: true, today: '2026-01-15' });
    people = (await house.server.done('GET', '/demo/sign-ins', undefined, { as: null })).sign_ins.filter((each) => each.kind === 'person');
  });
  after(() => house?.close());

  it('by password; the session is a cookie that no script can read; and out again', async () => {
    const visit = await house.visit('app', { path: 'contributions' });
    assert.match(visit.page.url(), /sign-in\?to=/, 'nobody is led in');
    await visit.page.getByText('密码', { exact: true }).click();
    await visit.page.getByLabel(/手机、身份证号/).fill(of('张伟').phone);
    await visit.page.getByLabel('密码', { exact: true }).last().fill('不是这个');
    await visit.press('登录');
    await visit.sees('登录没有成功');
    assert.equal(await visit.page.getByLabel(/手机、身份证号/).inputValue(), of('张伟').phone);
    await visit.shot('participant-sign-in-refused');
    await visit.page.getByLabel('密码', { exact: true }).last().fill(of('张伟').password);
    await visit.press('登录');
    await visit.sees('累计缴费月数');  // back to where one wanted to go
    const cookie = (await visit.context.cookies()).find((each) => each.name === 'yibao_session');
    assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, 'Strict']);
    assert.equal(await visit.page.evaluate(() => document.cookie + JSON.stringify(sessionStorage)).then((text) => text.includes(cookie.value)), false);
    await visit.go('me');
    await visit.press('退出登录');
    await visit.page.waitForURL(/sign-in/);
    await visit.go('contributions');
    assert.match(visit.page.url(), /sign-in/);
    await visit.leave();
  });

  it('by a code to the telephone; an unknown number is told the same', async () => {
    const visit = await house.visit('app', { path: 'sign-in' });
    const words = async (phone) => {
      await visit.fill('手机号码', phone);
      await visit.press('获取验证码');
      const said = await visit.page.getByRole('status').first().innerText();
      return said;
    };
    const unknown = await words('19912345678');
    await visit.go('sign-in');
    assert.equal(await words(of('李蕾').phone), unknown);
    const message = await visit.page.getByText(/您的验证码为 \d+/).first().innerText();
    await visit.page.getByLabel('验证码').fill(message.match(/验证码为 (\d+)/)[1]);
    await visit.press('登录');
    await visit.sees('需要您处理');
    await visit.leave();
  });

  it('anew, with the name and number that are on record, and with consent', async () => {
    const number = identityNumber();
    await house.server.person({ name: '新来', identity_number: number });
    const visit = await house.visit('app', { path: 'register' });
    await visit.fill('姓名', '新来');
    await visit.fill('身份证号码', number);
    await visit.fill('手机号码', '19911112222');
    await visit.press('获取验证码');
    const message = await visit.page.getByText(/您的验证码为 \d+/).first().innerText();
    await visit.page.getByLabel('验证码').fill(message.match(/验证码为 (\d+)/)[1]);
    assert.ok(await visit.page.getByRole('button', { name: '实名注册' }).isDisabled(), 'not without consent');
    await visit.page.getByLabel(/我已阅读并同意/).check();
    await visit.press('实名注册');
    await visit.sees('需要您处理');
    await visit.shot('participant-registered');
    await visit.leave();
  });

  it('one click in a demonstration; and the things of one’s own account', async () => {
    const visit = await house.visit('app', { path: 'sign-in' });
    await visit.page.locator('.demo select').selectOption('张伟');
    await visit.page.locator('.demo button').click();
    await visit.sees('12,345.67');
    await visit.go('settings');
    await visit.sees('本机');
    await visit.press('同意');
    await visit.sees('撤回');
    const [file] = await Promise.all([visit.page.waitForEvent('download'), visit.press('导出我的数据')]);
    assert.ok(await file.path());
    await visit.shot('participant-settings');
    await visit.leave();
  });

  it('what a stranger writes stays words', async () => {
    const visit = await house.visit('app', { as: '张伟', path: 'apply/complaint' });
    const words = '<img src=x onerror="document.title=1"><script>document.title=2</script>{{ 7*7 }}';
    await visit.page.getByLabel('类别').selectOption('complaint');
    await visit.page.getByLabel('内容').fill(words);
    await visit.press('下一步');
    await visit.page.getByLabel('以上信息无误').check();
    await visit.press('确认提交');
    await visit.page.waitForURL(/cases\/complaints\//);
    await visit.page.getByText('申请内容').click();
    await visit.page.getByText(words).waitFor();
    assert.equal(await visit.page.locator('#main img').count(), 0);
    assert.match(await visit.page.title(), /办件进度/);
    await visit.leave();
  });
});
