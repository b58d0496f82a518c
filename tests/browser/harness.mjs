// What every browser test starts from: the real server with the built pages, and Debian's Chromium
// as one kind of user holds it. Whatever a page complains of (an error in its console, something the
// content policy forbids, an answer of 500) fails the test that saw it. Screenshots are output:
// out/screenshots/. Needs YIBAO (the binary) and build/web.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { Server } from '../functional/harness.mjs';

export { identityNumber } from '../functional/harness.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const screenshots = join(root, 'out/screenshots');

export const doors = ['app', 'agency', 'provider', 'employer', 'bank', 'kiosk'];
export const sizes = {
  phone: { width: 390, height: 844 },
  desk: { width: 1280, height: 800 },
  kiosk: { width: 1080, height: 1350 },
};
const usual = { app: 'phone', agency: 'desk', provider: 'phone', employer: 'desk', bank: 'desk', kiosk: 'kiosk' };

export class House {
  // With demo: the stories as `./run` shows them, on a day after them. Else an empty database.
  // With media: a camera and a microphone, as Chromium plays them, which say yes to whoever asks.
  static async open({ demo = false, today, media = false, ...more } = {}) {
    if (!existsSync(join(root, 'build/web/app/index.html'))) throw new Error('build the pages first (web/)');
    mkdirSync(screenshots, { recursive: true });
    const house = new House();
    house.server = await Server.fresh('sqlite', { demo, ...(today === undefined ? {} : { today }), ...more });
    house.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [...(media ? ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] : []), '--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] });
    return house;
  }

  async close() {
    await this.browser?.close();
    await this.server?.remove();
  }

  // A visitor before a door. `as` is a sign-in's name or a token; nobody is signed in without it.
  // `kept` is what their browser has kept from before.
  async visit(door, { as, size = usual[door] ?? 'phone', elder = false, script = true, path = '', kept = {} } = {}) {
    const visit = new Visit(this, door);
    visit.scripted = script;
    visit.context = await this.browser.newContext({ viewport: sizes[size] ?? size, locale: 'zh-CN', reducedMotion: 'reduce',
      timezoneId: 'Asia/Shanghai', baseURL: this.server.url, javaScriptEnabled: script, acceptDownloads: true });
    visit.page = await visit.context.newPage();
    visit.page.setDefaultTimeout(15_000);
    visit.watch();
    const before_it = { ...kept, ...(elder ? { yibao_elder: 'yes' } : {}) };
    if (as || Object.keys(before_it).length) await visit.prepare(as && (this.server.tokens[as] ?? as), before_it);
    await visit.go(path);
    return visit;
  }
}

export class Visit {
  constructor(house, door) {
    this.house = house;
    this.door = door;
    this.problems = [];
    this.asked = new Set();  // requests under way
    this.asked_ever = 0;
    this.quiet_since = Date.now();
  }

  watch() {
    const { page, problems } = this;
    const over = (request) => { this.asked.delete(request); this.quiet_since = Date.now(); };
    page.on('request', (request) => { this.asked.add(request); ++this.asked_ever; });
    page.on('requestfinished', over);
    page.on('requestfailed', over);
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    page.on('response', (answer) => {
      if (answer.status() >= 500) problems.push(`${answer.status()} ${answer.url()}`);
    });
    page.on('console', (message) => {
      // A refusal is an answer; Chromium writes it down as if it were a fault of the page.
      if (message.type() !== 'error' || /status of 4\d\d/.test(message.text())) return;
      problems.push(`console: ${message.text()}`);
    });
  }

  // The storage of a tab needs a page of its origin first.
  async prepare(token, kept) {
    await this.page.goto('/icon.svg');
    await this.page.evaluate(([given, all]) => {
      if (given) sessionStorage.setItem('yibao_token', given);
      for (const [name, value] of Object.entries(all)) localStorage.setItem(name, value);
    }, [token, kept]);
  }

  // A path of this door ("payments") or of the whole house ("/verify").
  async go(path = '') {
    const answer = await this.page.goto(path.startsWith('/') ? path : `/${this.door}/${path}`);
    await this.settle();
    return answer;
  }

  // Until the page has nothing more to ask and its letters are there. A busy machine may take longer to
  // begin than any pause that a test would wait: so the page itself says that it has drawn what it had.
  async settle() {
    await this.page.waitForLoadState('load');
    for (let turn = 0; turn < 400; ++turn) {
      await new Promise((done) => { setTimeout(done, 50); });
      if (this.asked.size > 0 || Date.now() - this.quiet_since < 150) continue;
      const before = this.asked_ever;
      if (!this.scripted || await this.has_drawn() && this.asked_ever === before && this.asked.size === 0) break;
    }
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined)).catch(() => undefined);
  }

  // False while one page gives way to another.
  has_drawn() {
    return this.page.evaluate(() => new Promise((done) => {
      requestAnimationFrame(() => { setTimeout(() => done(true)); });
    })).catch(() => false);
  }

  text(selector = 'body') { return this.page.locator(selector).innerText(); }
  press(name) { return this.page.getByRole('button', { name }).first().click(); }
  fill(label, value) { return this.page.getByLabel(label).first().fill(value); }

  async sees(words) {
    await this.page.getByText(words).first().waitFor({ state: 'visible' });
  }

  // Does what leads to a page fetched anew, until that says `words`: the one left may say them, too.
  async anew(words, doing) {
    await this.page.evaluate(() => { window.is_left = true; });
    const done = await doing();
    await this.page.waitForFunction((said) => !window.is_left && document.body?.innerText.includes(said), words);
    return done;
  }

  shot(name) {
    return this.page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
  }

  // A line of a village: 300 ms there and back, 50 KB a second.
  async slow_line() {
    const session = await this.context.newCDPSession(this.page);
    await session.send('Network.emulateNetworkConditions',
      { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 20_000 });
  }

  assert_quiet() { assert.deepEqual(this.problems, [], `what ${this.page.url()} complained of`); }

  // Ends the visit; whatever the page complained of fails here.
  async leave() {
    await this.context.close();
    this.assert_quiet();
  }
}
