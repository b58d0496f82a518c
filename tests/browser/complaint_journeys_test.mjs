// Goal: somebody complains, waits too long, urges, and is answered: the telephone and the desk say the
// same of it, to the day.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { House } from './harness.mjs';
import { agency } from './agency.mjs';
import { choose, decide, file_application, insured } from './journeys.mjs';

describe('a complaint, from both sides', () => {
  let house;
  let server;
  let id;
  let who;
  before(async () => {
    house = await House.open();
    server = house.server;
    await agency(server, '441900', '东莞市医保中心');
    who = await insured(server, { 何苦: {} });
  });
  after(() => house?.close());

  it('is filed on the telephone and waits at the desk', async () => {
    const visit = await house.visit('app', { as: '何苦' });
    id = await file_application(visit, 'complaint', async (page) => {
      await choose(page, '类别', '投诉');
      await page.locator('textarea').fill('窗口说系统坏了,让我下周再来');
    });
    await visit.sees('15 个工作日');
    await visit.shot('journey-complaint-filed');
    await visit.leave();
    const desk = await house.visit('agency', { as: 'officer-441900' });
    await desk.page.getByRole('row', { name: /投诉/ }).getByText('还剩').waitFor();
    await desk.leave();
  });

  it('is one draft, whatever the phone\'s back key and a reload do in the middle of it', async () => {
    const visit = await house.visit('app', { as: '何苦', path: 'services' });
    await visit.go('apply/complaint');
    await choose(visit.page, '类别', '建议');
    await visit.page.locator('textarea').fill('窗口的椅子太少');
    await visit.press('下一步');
    const agree = visit.page.getByLabel('以上信息无误');
    await agree.waitFor();
    await visit.page.goBack();
    await visit.page.locator('textarea').waitFor();
    assert.match(visit.page.url(), /apply\/complaint/, 'the step before, not the page before');
    assert.equal(await visit.page.locator('textarea').inputValue(), '窗口的椅子太少');
    await visit.press('下一步');
    await agree.waitFor();
    await visit.page.reload();
    await visit.settle();
    await agree.waitFor();
    await visit.shot('journey-complaint-reloaded');
    // Left altogether and begun again: the words, and the draft, are those of before.
    await visit.go('services');
    await visit.go('apply/complaint');
    await visit.press('下一步');
    await agree.check();
    await visit.press('确认提交');
    await visit.page.waitForURL(/\/cases\//);
    await visit.settle();
    await visit.page.goBack();
    await visit.settle();
    assert.match(visit.page.url(), /services|apply\/complaint$/, 'no step of what was sent');
    await visit.leave();
    const { cases } = await server.done('GET', `/v1/people/${who.何苦.person}/cases`, undefined, { as: '何苦' });
    assert.deepEqual(cases.filter((each) => each.state === 'draft'), []);
    assert.equal(cases.filter((each) => each.service === 'complaint').length, 2, JSON.stringify(cases));
  });

  it('is overdue after its days: both sides see it, it is urged, and brought before those above', async () => {
    await server.stop();
    server.run('tick', '--today', '2025-06-03');
    await server.start('2025-06-03');
    const visit = await house.visit('app', { as: '何苦', path: 'cases' });
    await visit.sees('超期');
    await visit.go(`cases/complaints/${id}`);
    await visit.sees(/超期 \d+ 个工作日/);
    await visit.press('催办');
    await visit.sees('已催办');
    await visit.shot('journey-complaint-overdue');
    await visit.leave();
    const desk = await house.visit('agency', { as: 'officer-441900' });
    const row = desk.page.getByRole('row', { name: /投诉/ });
    for (const words of ['超期', '催办 1', '督办']) await row.getByText(words).first().waitFor();
    await desk.shot('journey-queue-overdue');
    await desk.leave();
  });

  it('is answered in words, not without, and the person reads them', async () => {
    await decide(house, 'officer-441900', 'complaint', id, '答复', { refused: /答复/ });
    await decide(house, 'officer-441900', 'complaint', id, '答复', { fill: { 说明: '系统当日已恢复,已向您致歉并补办' }, sees: '办结' });
    const visit = await house.visit('app', { as: '何苦', path: `cases/complaints/${id}` });
    await visit.sees('办结');
    await visit.sees('系统当日已恢复');
    await visit.shot('journey-complaint-answered');
    await visit.go('messages');
    await visit.page.getByText(/投诉|答复/).first().waitFor();
    await visit.leave();
    const desk = await house.visit('agency', { as: 'officer-441900' });
    await desk.settle();
    assert.equal(await desk.page.getByRole('row', { name: /投诉/ }).count(), 1, 'the suggestion of before is left to do');
    await desk.leave();
  });
});
