// Goal: an officer works through a queue without the mouse: back at the same row and the same filters, from one
// case to the next, an answer that takes what is typed at once, and nothing beyond the edge of a small screen; a desk
// of cards with a count, page after page, sent to the maker together; what is compared of two policies says
// where both sides come from, and outlives a reload.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agency } from './agency.mjs';
import { assert_gates } from './gates.mjs';
import { House } from './harness.mjs';
import { insured } from './journeys.mjs';

describe('an officer at work', () => {
  let house;
  let server;
  const names = ['甲一', '乙二', '丙三', '丁四', '戊五'];
  before(async () => {
    house = await House.open();
    server = house.server;
    await agency(server, '441900', '东莞市医保中心');
    const who = await insured(server, Object.fromEntries(names.map((name) => [name, {}])));
    for (const name of names) {
      const path = `/v1/people/${who[name].person}`;
      const { case: id, form_digest } = await server.done('POST', `${path}/complaints`, { region: '441900', kind: 'complaint', words: `${name}:排队时间太长` }, { as: name });
      await server.done('POST', `/v1/complaints/${id}/confirmation`, { form_digest }, { as: name });
      const card = await server.done('POST', `${path}/card-orders`, { region: '441900', bank: 'bank_of_china', why: 'first', sighted: ['identity_document', 'identity_document_copy'] }, { as: 'officer-441900' });
      await server.done('POST', `/v1/card-orders/${card.case}/confirmation`, { form_digest: card.form_digest }, { as: 'officer-441900' });
    }
  });
  after(() => house?.close());
  const rowInHand = (visit) => visit.page.evaluate(() => document.activeElement.closest('[data-row]')?.dataset.row);

  it('goes on with the next case after a decision, and comes back to the place in the queue', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900' });
    const { keyboard } = visit.page;
    await visit.page.getByLabel('业务', { exact: true }).selectOption('complaint');
    await visit.page.locator('[data-row="4"] a').waitFor();
    for (const key of ['j', 'j', 'Enter']) await keyboard.press(key);
    await visit.page.getByRole('button', { name: '答复' }).waitFor();
    await keyboard.press('a');
    const dialog = visit.page.getByRole('dialog', { name: '答复' });
    await dialog.waitFor();
    await visit.page.waitForFunction(() => document.activeElement.tagName === 'TEXTAREA');
    await visit.shot('agency-answer');
    assert.equal(await dialog.getByText('选填').count(), 0, 'the one field is needed');
    await keyboard.type('已增设窗口。');
    await keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
    await visit.sees('答复:已登记');
    const decided = visit.page.url();
    await visit.page.waitForFunction(() => document.activeElement.textContent.includes('下一件'));
    await keyboard.press('Enter');
    await visit.page.waitForURL((url) => url.href !== decided);
    await visit.page.getByRole('button', { name: '答复' }).waitFor();
    await keyboard.press('u');
    await visit.page.locator('[data-row="3"] a').waitFor();
    assert.match(visit.page.url(), /service=complaint/, 'the filters are as they were');
    // The case looked at last, which stands one row higher since the other was decided.
    await visit.page.waitForFunction(() => document.activeElement.closest('[data-row]')?.dataset.row === '2');
    assert.match(await visit.page.evaluate(() => document.activeElement.closest('[data-row]').textContent), /丁\*/);
    await keyboard.press('k');
    assert.equal(await rowInHand(visit), '1');
    await visit.leave();
  });

  it('takes in somebody\'s matter at the counter by keyboard alone, from the search to the case', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900' });
    const { keyboard } = visit.page;
    const focusOn = (selector) => visit.page.waitForFunction((wanted) => document.activeElement.matches(wanted), selector);
    await visit.page.locator('[data-row="0"] a').waitFor();
    await keyboard.press('g');
    await keyboard.press('p');
    await focusOn('#words');
    await keyboard.type('丁四');
    await keyboard.press('Enter');
    await focusOn('#purpose');  // what for is said by who looks
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await focusOn('td a');
    await keyboard.press('Enter');
    await focusOn('input[type=radio]');
    await keyboard.press('Tab');
    await keyboard.press('Space');  // 本人在场
    await keyboard.press('Enter');
    await visit.page.getByRole('heading', { name: '丁*' }).waitFor();
    await visit.sees('办什么');
    await keyboard.press('5');
    await visit.sees(/缴费记录 \d+ 条/);
    await keyboard.press('i');
    await keyboard.type('投诉');
    await keyboard.press('Enter');
    await focusOn('form select');
    await keyboard.press('ArrowDown');
    await keyboard.press('Tab');
    await keyboard.type('窗口没有叫号机。');
    await keyboard.press('Control+Enter');
    await visit.page.getByRole('button', { name: '提交受理' }).waitFor();
    await focusOn('.end button');
    await visit.shot('agency-intake-keyboard');
    await assert_gates(visit);
    await visit.page.getByRole('button', { name: '提交受理' }).focus();
    await keyboard.press('Enter');
    await visit.page.getByRole('group', { name: '办理', exact: true }).waitFor();
    await visit.leave();
  });

  it('offers of the materials to be asked for anew only what has to do with the case, the rest on demand', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: '?service=complaint' });
    await visit.page.locator('[data-row="0"] a').click();
    await visit.page.getByRole('button', { name: '退回补正' }).click();
    const dialog = visit.page.getByRole('dialog', { name: '退回补正' });
    await dialog.getByText('选择材料').waitFor();
    assert.equal(await dialog.getByText('死亡').first().isVisible(), false);
    await visit.leave();
  });

  it('shows every column on a screen of 1024 px', async () => {
    const visit = await house.visit('agency', { as: 'senior-441900', size: { width: 1024, height: 768 } });
    await visit.page.locator('[data-row="0"] a').waitFor();
    const box = await visit.page.getByRole('region', { name: '待办列表' }).boundingBox();
    const last = await visit.page.getByRole('columnheader', { name: '提示' }).boundingBox();
    assert.ok(last.x + last.width <= box.x + box.width, `${last.x + last.width} in ${box.x + box.width}`);
    await visit.shot('agency-queue-1024');
    await visit.leave();
  });

  it('tells the cards that wait apart, counts them, and sends some to the maker together', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: 'cards' });
    await visit.sees(`共 ${names.length} 张,已列出 ${names.length} 张`);
    assert.match(await visit.text('table'), /甲一[\s\S]*4419\*+\d{4}[\s\S]*年/);
    await visit.shot('agency-cards');
    await assert_gates(visit);
    await visit.page.getByLabel(/标记 甲一/).check();
    await visit.page.getByLabel(/标记 乙二/).check();
    await visit.press('送制卡 2');
    await visit.sees('已送制 2 张');
    await visit.sees(`共 ${names.length - 2} 张`);
    await visit.press('制卡中');
    await visit.page.getByRole('row', { name: /乙二/ }).waitFor();
    await visit.leave();
    const page = await server.done('GET', '/v1/card-production?region=441900&limit=2', undefined, { as: 'officer-441900' });
    assert.deepEqual([page.cards.length, page.total], [2, 3]);
    const rest = await server.done('GET', `/v1/card-production?region=441900&limit=2&after=${page.next}`, undefined, { as: 'officer-441900' });
    assert.deepEqual([rest.cards.length, rest.next], [1, undefined]);
  });

  it('compares two places with the source, the day and the standing of both, and keeps it over a reload', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: 'policies?view=diff&place=441900&against=330100' });
    await visit.page.getByRole('row').nth(1).waitFor();
    const [, before_it, after_it] = await visit.page.getByRole('row').nth(1).getByRole('cell').allInnerTexts();
    for (const side of [before_it, after_it]) assert.match(side, /(已核对原文|默认值)[\s\S]*年.*起[\s\S]+/);
    await visit.page.getByLabel('乙:地区').selectOption('440100').catch(() => visit.page.getByLabel('乙:地区').selectOption({ index: 3 }));
    await visit.settle();
    const address = visit.page.url();
    await visit.page.reload();
    await visit.page.getByRole('row').nth(1).waitFor();
    assert.equal(visit.page.url(), address);
    await visit.shot('agency-policy-diff');
    await visit.leave();
  });

  it('shows the whole menu at 200 %', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: 'statistics', size: { width: 640, height: 512 } });
    const inside = await visit.page.getByRole('navigation', { name: '主菜单' }).evaluate((nav) => {
      const box = nav.getBoundingClientRect();
      const own = nav.querySelector('[aria-current]').getBoundingClientRect();
      return nav.scrollWidth <= nav.clientWidth + 1 && own.left >= box.left && own.right <= box.right && own.bottom <= box.bottom + 1;
    });
    assert.ok(inside, 'the entry one is at is in sight, and none is beyond the edge');
    await visit.shot('agency-menu-zoomed');
    await visit.leave();
  });
});
