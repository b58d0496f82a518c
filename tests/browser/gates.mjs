// What every page must pass, whoever it is for: axe without violations (WCAG 2.2 AA), 200 % zoom
// without scrolling sideways, every control by keyboard with the focus to be seen; in 长辈版 letters
// of 18 px, targets of 60 px, line heights of 1.3 and at most six entries on the home page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export async function assert_axe({ page }) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async (tags) => {
    const result = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return result.violations.flatMap(({ id, nodes }) => nodes.map((node) =>
      `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`));
  }, rules);
  assert.deepEqual(violations, [], `axe on ${page.url()}`);
}

async function sideways(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > clientWidth + 1).slice(0, 5);
    return [`${scrollWidth} px in ${clientWidth}`, ...wide.map((each) => each.outerHTML.slice(0, 120))];
  });
}

// A desk of 1280 px at 200 % has 640; a page must still fit 320 (WCAG 1.4.10).
export async function assert_zoom({ page }, widths = [640, 320]) {
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 512 });
    assert.deepEqual(await sideways(page), [], `${page.url()} at ${width} px`);
  }
  await page.setViewportSize(before);
}

/* global document, getComputedStyle, NodeFilter, innerWidth */
const targets = 'a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=tab], ' +
  '[role=switch], [role=checkbox], [role=radio], [role=link], summary, [tabindex="0"]';

// Every control that can be seen is reached by Tab, and one can see where one is.
export async function assert_keyboard({ page }, { most = 150 } = {}) {
  const wanted = await page.evaluate((selector) => {
    document.activeElement?.blur();
    window.walkedLast = null;
    getSelection()?.removeAllRanges();
    let count = 0;
    for (const each of document.querySelectorAll(selector)) {
      const radio = each.matches('input[type=radio]');  // the arrows go through a group
      const visible = each.checkVisibility({ checkVisibilityCSS: true }) && each.getBoundingClientRect().width > 0;
      if (visible && !each.disabled && !radio && each.tabIndex >= 0 && !each.closest('[inert]')) {
        each.dataset.walk = 'no';
        ++count;
      }
    }
    return count;
  }, targets);
  const unseen = [];
  for (let step = 0; step < most; ++step) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const here = document.activeElement;
      if (!here || here === document.body) return null;
      if (here === window.walkedLast) return 'inside';  // a field of several parts, such as a date
      window.walkedLast = here;
      if (here.dataset.walk === 'yes') return 'again';
      here.dataset.walk = 'yes';
      const marked = [here, here.closest('label'), here.closest('.van-cell'), here.closest('.el-input__wrapper')]
        .filter(Boolean).map((each) => getComputedStyle(each))
        .some((style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none');
      return marked ? 'seen' : here.outerHTML.slice(0, 140);
    });
    if (at === 'again') break;
    if (at && at !== 'seen' && at !== 'inside') unseen.push(at);
  }
  const missed = await page.evaluate(() => [...document.querySelectorAll('[data-walk=no]')].map((each) => each.outerHTML.slice(0, 140)));
  assert.deepEqual({ missed, unseen }, { missed: [], unseen: [] }, `by keyboard on ${page.url()}, ${wanted} controls`);
}

function elder_findings(selector) {
  const found = [];
  const shown = (each) => each.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent || parent.closest('script, style, noscript, svg') || !shown(parent)) continue;
    const style = getComputedStyle(parent);
    const size = parseFloat(style.fontSize);
    const line = style.lineHeight === 'normal' ? 1.4 : parseFloat(style.lineHeight) / size;
    if (size < 18) found.push(`letters of ${size} px: ${node.data.trim().slice(0, 20)}`);
    if (line < 1.299) found.push(`line height ${line.toFixed(2)}: ${node.data.trim().slice(0, 20)}`);
  }
  for (const each of document.querySelectorAll(selector)) {
    if (!shown(each) || each.disabled || each.closest('[inert]')) continue;
    const around = each.closest('label, .van-cell, .target') ?? each;  // what reacts to the finger
    const { width, height } = around.getBoundingClientRect();
    if (width > 0 && (width < 59.5 || height < 59.5)) {
      found.push(`target of ${Math.round(width)} × ${Math.round(height)}: ${each.outerHTML.slice(0, 120)}`);
    }
  }
  return found;
}

// A home page marks its entries with data-entry; `home` also counts them.
export async function assert_elder({ page }, { home = false } = {}) {
  assert.equal(await page.evaluate(() => document.documentElement.dataset.elder), 'yes', '长辈版 is on');
  assert.deepEqual(await page.evaluate(elder_findings, targets), [], `长辈版 of ${page.url()}`);
  assert.deepEqual(await sideways(page), [], `长辈版 of ${page.url()} fits`);
  if (!home) return;
  const entries = await page.locator('[data-entry]:visible').count();
  assert.ok(entries >= 1 && entries <= 6, `${entries} entries on ${page.url()}`);
}

// Whatever any gate finds on the page as it stands, told together: who repairs a page reads it once.
// In 长辈版 the page's own switch is pressed, and pressed again.
export async function gate_findings(visit, { elder = '', widths = [640, 320] } = {}) {
  const found = [];
  const tried = async (gate) => {
    try { await gate(); } catch (error) {
      if (error.code !== 'ERR_ASSERTION') throw error;
      found.push(error.message.slice(0, 1500));
    }
  };
  await tried(() => assert_axe(visit));
  await tried(() => assert_zoom(visit, widths));
  if (elder) {
    const press = (name) => visit.page.getByRole('button', { name, exact: true }).first().click();
    await press('长辈版');
    await tried(() => assert_elder(visit, { home: elder === 'home' }));
    await tried(() => assert_axe(visit));
    await press('标准版');
  }
  await tried(() => assert_keyboard(visit));
  await tried(async () => visit.assert_quiet());
  visit.problems.length = 0;
  return found;
}

// All gates on the page as it stands; the walk by keyboard last, because it moves the focus.
export async function assert_gates(visit) {
  await assert_axe(visit);
  await assert_zoom(visit);
  await assert_keyboard(visit);
  visit.assert_quiet();
}
