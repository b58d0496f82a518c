// Who may know what of whom, on the pages: 谁看过 goes to its end, and one visit
// is one line that names the guardian; the auditor finds who looked at one person; a child's case that
// is returned stands on the mother's home page and in her messages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { assert_axe, assert_gates } from './gates.mjs';
import { House, identityNumber } from './harness.mjs';

describe('privacy', () => {
  let house;
  let server;
  const who = {};
  const number = identityNumber();
  before(async () => {
    house = await House.open();
    server = house.server;
    who.mother = await server.person({ name: '韦母', identity_number: number, phone: '13800010001', fen: 1_000 });
    who.child = await server.person({ name: '韦宝', identity_number: identityNumber({ birth: '20200101' }) });
    await server.issueTokens({ mother: ['--role', 'participant', '--person', who.mother, '--channel', 'app'] });
    await server.done('POST', `/v1/people/${who.child}/authorisations`, { kind: 'guardian', agent: who.mother, relation: 'parent',
      sighted: ['birth_certificate', 'household_book', 'agent_identity_document'] });
  });
  after(() => house?.close());

  it('shows a child\'s case that wants something on the guardian\'s home page, and leads there as the child', async () => {
    const draft = await server.done('POST', `/v1/people/${who.child}/complaints`, { region: '441900', kind: 'complaint', words: '办不下来' }, { as: 'mother' });
    await server.done('POST', `/v1/complaints/${draft.case}/confirmation`, { form_digest: draft.form_digest }, { as: 'mother' });
    await server.done('POST', `/v1/complaints/${draft.case}/return`, { items: ['birth_certificate'] });
    const visit = await house.visit('app', { as: 'mother' });
    await visit.sees('我监护、代办的人的事项');
    await visit.sees('韦宝 · ');
    await visit.sees('需要补正');
    await visit.shot('privacy-home');
    await assert_gates(visit);
    await visit.go('messages');
    await visit.sees('韦宝 的消息');
    await visit.shot('privacy-messages');
    await assert_axe(visit);
    await visit.go('');
    await visit.page.getByRole('button', { name: /韦宝 · / }).click();
    await visit.sees('正在为');
    await visit.sees('出生医学证明');
    await visit.leave();
  });

  it('gathers one visit in one line that names the guardian', async () => {
    for (const page of ['summary', 'enrolments', 'seals', 'cases']) await server.done('GET', `/v1/people/${who.child}/${page}`, undefined, { as: 'mother' });
    const visit = await house.visit('app', { as: 'mother' });
    await visit.page.getByRole('button', { name: /韦宝 · / }).click();
    await visit.settle();
    await visit.page.evaluate(() => { history.pushState({}, '', '/app/views'); dispatchEvent(new PopStateEvent('popstate', { state: {} })); });
    await visit.settle();
    await visit.sees('韦*(父母)');
    await visit.shot('privacy-visit');
    assert.ok(await visit.page.locator('main li').count() > 0);
    assert.ok(await visit.page.locator('section.card > ul.rows > li').count() <= 3, 'a visit is a line');
    await visit.leave();
  });

  it('goes on to the end of 谁看过我的信息, so that nothing is hidden behind the rest', async () => {
    await server.done('GET', `/v1/people/${who.mother}/balance?purpose=${encodeURIComponent('第一次查看')}`);
    for (let i = 0; i < 120; ++i) await server.done('GET', `/v1/people/${who.mother}/balance?purpose=${encodeURIComponent(`第 ${i} 次`)}`);
    // Looks are recorded behind their answers: the last of them has to be there.
    for (let turn = 0; turn < 150; ++turn) {
      const { views } = await server.done('GET', `/v1/people/${who.mother}/views?limit=200`, undefined, { as: 'mother' });
      if (views.filter(({ purpose }) => /^第 \d+ 次$|第一次查看/.test(purpose ?? '')).length === 121) break;
      await new Promise((done) => { setTimeout(done, 100); });
    }
    const visit = await house.visit('app', { as: 'mother', path: 'views' });
    await visit.sees('已列出 100 条,后面还有');
    assert.equal((await visit.text()).includes('第一次查看'), false);
    await visit.press('再看更多');
    await visit.sees('第一次查看');
    assert.equal((await visit.text()).includes('后面还有'), false);
    await visit.leave();
  });

  it('tells an auditor who looked at one person, to the end, and as a file', async () => {
    const visit = await house.visit('agency', { as: 'auditor', path: 'access' });
    await visit.sees('已列出 100 条');
    await visit.page.getByLabel('被查看人的证件号码').fill(number);
    await visit.page.getByLabel('被查看人的证件号码').press('Enter');
    await visit.settle();
    await visit.sees(`${number.slice(0, 4)}**********${number.slice(-4)}`);
    assert.equal((await visit.text()).includes('韦宝'), false);
    await visit.shot('privacy-access-log');
    await assert_axe(visit);
    await visit.press('更多');
    await visit.sees('第一次查看');
    const [file] = await Promise.all([visit.page.waitForEvent('download'), visit.press('保存为文件')]);
    const rows = readFileSync(await file.path(), 'utf8').trimEnd().split('\r\n');
    assert.ok(rows.length > 120, `${rows.length} rows`);
    assert.match(rows[0], /^\uFEFF时间,谁/);
    await visit.leave();
  });

  it('asks an auditor for a purpose of theirs, and sends none by itself', async () => {
    const visit = await house.visit('agency', { as: 'auditor', path: `people/${who.mother}` });
    await visit.sees('抽查查看记录');
    assert.equal((await visit.text()).includes('本人到窗口'), false);
    assert.equal(await visit.page.locator('input[type=radio]:checked').count(), 0);
    await visit.page.getByRole('button', { name: '查看', exact: true }).click();
    await visit.sees('请写明事由');
    await visit.leave();
  });
});
