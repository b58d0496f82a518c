// What every page must pass, whoever it is for: axe without violations (WCAG 2.2 AA), 200 % zoom
// without scrolling sideways, every control by keyboard with the focus to be seen; in 长辈版 letters
// of 18 px, targets of 60 px, line heights of 1.3 and at most six entries on the home page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/* global document, getComputedStyle, getSelection, NodeFilter, window */
const targets = 'a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=tab], ' +
  '[role=switch], [role=checkbox], [role=radio], [role=link], summary, [tabindex="0"]';
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// `only`: some of axe's rules by name, where the others have been asked of the same page before.
export async function assert_axe({ page }, { only } = {}) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  const violations = await page.evaluate(async (wanted) => {
    const result = await window.axe.run(document, { runOnly: wanted, resultTypes: ['violations'] });
    return result.violations.flatMap(({ id, nodes }) => nodes.map((node) =>
      `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`));
  }, only ? { type: 'rule', values: only } : rules);
  assert.deepEqual(violations, [], `axe on ${page.url()}`);
}

// The page itself and its main part; a table may scroll in a frame of its own (WCAG 1.4.10), and no
// control is cut off.
async function sideways(page) {
  return page.evaluate((controls) => {
    const width = document.scrollingElement.clientWidth;
    const scrolls = (each) => each && each !== document.body && (/auto|scroll/.test(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth
      ? each.tagName !== 'MAIN' : scrolls(each.parentElement));
    const beyond = (each) => { const { right, width: own } = each.getBoundingClientRect(); return own > 1 && right > width + 1 && !scrolls(each.parentElement); };
    const found = [];
    for (const box of [document.scrollingElement, ...document.querySelectorAll('main')]) {
      if (box.scrollWidth <= box.clientWidth + 1) continue;  // a part of a pixel is rounded up
      const wide = [...box.querySelectorAll('*')].filter(beyond).slice(0, 5);
      found.push(`${box.tagName}: ${box.scrollWidth} px in ${box.clientWidth}`, ...wide.map((each) => each.outerHTML.slice(0, 120)));
    }
    const cut = [...document.querySelectorAll(controls)].filter((each) => each.checkVisibility({ checkVisibilityCSS: true }) && beyond(each));
    return [...found, ...cut.slice(0, 5).map((each) => `cut off: ${each.outerHTML.slice(0, 120)}`)];
  }, targets);
}

// A desk of 1280 px at 200 % has 640; a page must still fit 320 (WCAG 1.4.10).
export async function assert_zoom({ page }, widths = [640, 320]) {
  const before = page.viewportSize();
  const found = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 512 });
    found.push(...(await sideways(page)).map((each) => `at ${width} px: ${each}`));
  }
  await page.setViewportSize(before);
  assert.deepEqual(found, [], page.url());
}

// Every control that can be seen is reached by Tab, and one can see where one is.
export async function assert_keyboard({ page }) {
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
  // Some fields have several parts, each of which takes a step.
  for (let step = 0; step < wanted * 2 + 40; ++step) {
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

// No code, no hole of a template and no value of a program where words should be.
export async function assert_words({ page }) {
  // What stands as <code> is meant as one.
  const text = await page.evaluate(() => [...document.querySelectorAll('code')].reduce((left, each) => left.replaceAll(each.innerText, ''), document.body.innerText));
  const raw = text.match(/\b[a-z]+(?:_[a-z0-9]+)+\b|\bundefined\b|\bnull\b|\bNaN\b|\[object|\{\w+\}/g) ?? [];
  assert.deepEqual([...new Set(raw)], [], `words of ${page.url()}`);
}

function chinese_left() {
  const names = /[\u3400-\u9fff]+\*+|[\u3400-\u9fff]{2,}[省市州区县盟]|“[^”]*”/g;  // of people and places, and what a file must say
  const has = (text) => /[\u3400-\u9fff]/.test((text ?? '').replace(names, ''));
  const marked = (each) => each.closest('[lang]')?.lang.startsWith('zh');
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest('script, style, noscript') || marked(parent)) continue;
    if (has(node.data)) found.push(node.data.trim().slice(0, 60));
  }
  for (const each of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      if (!marked(each) && has(each.getAttribute(name))) found.push(`${name}=${each.getAttribute(name)}`);
    }
  }
  return has(document.title) ? [document.title, ...found] : found;
}

// In English nobody is told a sentence in Chinese, the server's as little as the page's own, however it is
// marked; and no marks of Chinese stand between English words. Titles of official texts are no sentences.
export async function assert_no_chinese_sentence({ page }) {
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  const found = await page.evaluate(() => {
    const all = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.closest('script, style, noscript')) continue;
      const marked = node.parentElement.closest('[lang]')?.lang.startsWith('zh');
      if (node.data.includes('。') || (!marked && /[A-Za-z]\s*[！？；，、：]|[！？；，、：]\s*[A-Za-z]/.test(node.data))) all.push(node.data.trim().slice(0, 80));
    }
    return all;
  });
  assert.deepEqual(found, [], `Chinese sentences on ${page.url()}`);
}

// A page that speaks English has no Chinese left but names, and what is marked as Chinese: names, and what
// is written down in Chinese.
export async function assert_english({ page }) {
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  assert.deepEqual(await page.evaluate(chinese_left), [], `English of ${page.url()}`);
}

// Whatever any of these gates finds on the page as it stands, told together: who repairs a page reads
// it once.
export async function gate_findings(visit, gates) {
  const found = [];
  for (const gate of gates) {
    try {
      await gate(visit);
    } catch (error) {
      if (error.code !== 'ERR_ASSERTION') throw error;
      found.push(Array.isArray(error.actual) ? `${gate.name}: ${error.actual.join(' | ')}`.slice(0, 1200) : `${gate.name}: ${error.message}`.slice(0, 1200));
    }
  }
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
