// Goal: what a tab keeps, and for whom. A session that runs out in the middle of a form loses nothing
// that was typed; somebody else finds nothing of it; at a desk, what a person was looked at for and
// that they stood there is said anew.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { say_why } from './agency.mjs';
import { House, identityNumber } from './harness.mjs';

describe('what a tab keeps', () => {
  let house;
  let server;
  const people = {};
  before(async () => {
    house = await House.open();
    server = house.server;
    for (const name of ['甲', '乙']) people[name] = await server.person({ name: `张${name}`, identity_number: identityNumber(), fen: 500 });
    await server.issueTokens(Object.fromEntries(Object.entries(people).map(([name, person]) =>
      [name, ['--role', 'participant', '--person', person, '--channel', 'app']])));
  });
  after(() => house?.close());

  const hold = (visit, token) => visit.page.evaluate((text) => sessionStorage.setItem('yibao_token', text), token);
  const kept = (visit) => visit.page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith('yibao_')));
  async function runOut(visit, address) {
    await hold(visit, 'no-token');
    await visit.go(address);
    await visit.page.waitForURL(/sign-in/);
    await visit.settle();
  }
  const form = async (visit) => {
    await visit.go('family');
    await visit.press('授权代办');
    return visit.page.getByLabel('代办人的姓名').first();
  };

  it('leaves what was typed to the same person, and nothing to another', async () => {
    const visit = await house.visit('app', { as: '甲' });
    await (await form(visit)).fill('打了一半的');
    await visit.settle();
    await runOut(visit, 'family');
    assert.ok(!(await kept(visit)).includes('yibao_token'));
    await hold(visit, server.tokens['甲']);
    assert.equal(await (await form(visit)).inputValue(), '打了一半的');
    await runOut(visit, 'family');
    await hold(visit, server.tokens['乙']);
    assert.equal(await (await form(visit)).inputValue(), '');
    assert.ok(!(await kept(visit)).some((name) => name.includes(people['甲'])));
    await visit.leave();
  });

  it('asks an officer again what for, after the session', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: `people/${people['甲']}` });
    await say_why(visit);
    await visit.settle();
    assert.ok((await kept(visit)).includes('yibao_purposes'));
    // Within the page: nothing is loaded anew that could forget by itself.
    await hold(visit, 'no-token');
    await visit.page.evaluate(() => { window.stays = true; });
    await visit.page.getByRole('link', { name: '待办', exact: true }).first().click();
    await visit.page.waitForURL(/sign-in/);
    assert.ok(!(await kept(visit)).includes('yibao_purposes'));
    await hold(visit, server.tokens['officer-441900']);
    await visit.page.evaluate((address) => {
      history.pushState(null, '', address);
      dispatchEvent(new PopStateEvent('popstate', { state: null }));
    }, `/agency/people/${people['甲']}`);
    await visit.sees('查询事由');
    assert.equal(await visit.page.evaluate(() => window.stays), true);
    await visit.leave();
  });
});
