// The public pages as somebody meets them who has no script, no account, and perhaps only a sheet of
// paper (N-25): a document checked by its number and code, a wrong code, the state of the service,
// what to do without any page.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assert_axe, assert_keyboard, assert_zoom } from './gates.mjs';
import { House } from './harness.mjs';

describe('public pages', () => {
  let house;
  let issued;
  before(async () => {
    house = await House.open();
    const { server } = house;
    const person = await server.personCalled('张<b>三</b>', { fen: 10_000 });
    await server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 500_000 });
    await server.done('POST', `/v1/people/${person}/contributions`, { month: '2025-04' });
    await server.issueTokens({ self: ['--role', 'participant', '--person', person, '--channel', 'app'] });
    issued = await server.done('POST', `/v1/people/${person}/documents`, { kind: 'contribution_statement' }, { as: 'self' });
  });
  after(() => house?.close());

  for (const path of ['/verify', '/status', '/help']) {
    it(`${path}: reads without script, by keyboard, at 200 %, and passes axe`, async () => {
      const visit = await house.visit('app', { path });
      assert.notEqual((await visit.text('main')).trim(), '');
      assert.equal(await visit.page.locator('script').count(), 0);
      await visit.shot(`public${path.replace('/', '-')}`);
      await assert_axe(visit);
      await assert_zoom(visit);
      await assert_keyboard(visit);
      await visit.leave();
    });
  }

  it('checks a document by the number and code on the paper, without script', async () => {
    const { number, check_code: code } = issued;
    const visit = await house.visit('app', { path: '/verify' });
    await visit.fill('文书编号', number);
    await visit.fill('校验码', code);
    await visit.press('核验');
    await visit.sees('真实,现在有效');
    const text = await visit.text();
    assert.match(text, /张\*+/);
    assert.equal(text.includes('三'), false, 'the name in part only');
    assert.equal(await visit.page.locator('main b').count(), 0, 'no name becomes markup');
    await visit.shot('public-verified');
    await assert_axe(visit);
    await visit.go(`/verify/${number}?code=${'0'.repeat(12)}`);
    await visit.sees('没有这份文书,或者校验码不对');
    await assert_axe(visit);
    await visit.shot('public-unknown');
    await visit.leave();
  });

  it('makes nothing of what somebody put into the address', async () => {
    const visit = await house.visit('app');
    visit.page.on('dialog', (dialog) => { visit.problems.push('a dialog'); void dialog.dismiss(); });
    for (const path of ['/verify/%3Cimg%20src=x%20onerror=alert(1)%3E?code=%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
      '/verify?number=%22%20autofocus%20onfocus=alert(1)%20x=%22&code=1', '/help?region=%3Csvg%20onload=alert(1)%3E']) {
      await visit.go(path);
      assert.equal(await visit.page.locator('main img, main script, main svg, [onfocus], [onerror]').count(), 0, path);
    }
    await visit.leave();
  });
});
