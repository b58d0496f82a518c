// Goal: a queue of ten thousand cases opens and scrolls without a stall, page by page, and is filtered
// and walked through by keyboard. The cases are the server's own shape; only their number is made up.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { House } from './harness.mjs';

const count = 10_000;
const page = (after, limit) => Array.from({ length: Math.min(limit, count - after) }, (_, at) => {
  const number = after + at;
  return { case: `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`, service: 'relation_transfer', state: 'origin_review',
    person_name: '张*', channel: 'app', leg: 'relation', queue: 'origin_review', urged: 0, escalated: false, priority: false,
    overdue: number < 100, due_on: '2025-05-13', working_days_left: number < 100 ? -1 : Math.floor(number / 1000) };
});

describe('a queue of ten thousand cases', () => {
  let house;
  let visit;
  let asked = 0;
  before(async () => {
    house = await House.open();
    visit = await house.visit('agency', { as: 'officer-441900', path: 'policies' });
    await visit.page.route('**/queue-counts*', (route) => route.fulfill({ json: { region: '441900', today: '2025-04-25',
      soon_until: '2025-04-28', queues: [{ queue: 'origin_review', service: 'relation_transfer', cases: count, overdue: 100, soon: 900, escalated: 0 }] } }));
    await visit.page.route('**/queue?*', (route) => {
      const given = new URL(route.request().url()).searchParams;
      const from = Number(given.get('after') ?? 0);
      const limit = Number(given.get('limit'));
      asked += 1;
      return route.fulfill({ json: { region: '441900', tasks: page(from, limit), ...(from + limit < count ? { next: String(from + limit) } : {}) } });
    });
  });
  after(async () => { await visit?.leave(); await house?.close(); });

  it('opens with its first page, and only the rows in sight', async () => {
    await visit.go('');
    await visit.sees('超期 1 个工作日');
    assert.equal(asked, 1);
    const rows = await visit.page.locator('[data-row]').count();
    assert.ok(rows < 60, `${rows} rows in the page`);
    assert.equal(await visit.page.getByRole('table', { name: '待办' }).getAttribute('aria-rowcount'), String(count + 1));
    await visit.shot('agency-queue-10000');
  });

  it('scrolls to its end without a stall: a frame is a few milliseconds of work', async () => {
    // The time of the page's own thread: what other programs do at the same time does not count.
    const session = await visit.context.newCDPSession(visit.page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const worked = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
    const before_it = await worked();
    const frames = await visit.page.evaluate(async () => {
      const box = document.querySelector('[aria-label="待办列表"]');
      let count = 0;
      for (; box.scrollTop + box.clientHeight < box.scrollHeight - 1; count += 1) {
        box.scrollTop += 2000;
        await new Promise((done) => { requestAnimationFrame(done); });
      }
      return count;
    });
    const each = ((await worked()) - before_it) / frames * 1000;
    assert.ok(frames > 200, `${frames} frames`);
    assert.ok(each < 50, `${each.toFixed(1)} ms of work a frame`);
    await visit.page.waitForFunction(() => document.querySelector('[data-row="9999"] a') !== null);
    assert.ok(asked >= count / 200, `${asked} pages`);
  });

  it('goes on from the row in hand by keyboard, and Enter opens it', async () => {
    await visit.go('');
    await visit.sees('超期 1 个工作日');
    for (let at = 0; at < 3; at += 1) await visit.page.keyboard.press('j');
    const focused = await visit.page.evaluate(() => document.activeElement.closest('[data-row]')?.dataset.row);
    assert.equal(focused, '3');
    await visit.page.keyboard.press('?');
    await visit.sees('显示快捷键');
    await visit.shot('agency-shortcuts');
    await visit.page.keyboard.press('Escape');
  });
});
