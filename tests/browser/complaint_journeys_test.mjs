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
  before(async () => {
    house = await House.open();
    server = house.server;
    await agency(server, '441900', '东莞市医保中心');
    await insured(server, { 何苦: {} });
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
    assert.equal(await desk.page.getByRole('row', { name: /投诉/ }).count(), 0, 'nothing is left to do');
    await desk.leave();
  });
});
