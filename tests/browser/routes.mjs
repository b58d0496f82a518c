// Every route of a door as its own router lists it, so that none can be forgotten; walked in one page,
// as somebody walks it who presses what is there.
import { gate_findings } from './gates.mjs';
import assert from 'node:assert/strict';

/* global document, location */
const router = () => document.querySelector('#page').__vue_app__.config.globalProperties.$router;

// Path, `open` (without sign-in) and roles of each; what only leads elsewhere is none.
export async function routes_of({ page }) {
  await page.waitForFunction(() => document.querySelector('#page')?.__vue_app__);
  const all = await page.evaluate(`(${router})().getRoutes().filter(({ redirect }) => !redirect)
    .map(({ path, meta }) => ({ path, open: !!meta.open, roles: meta.roles ?? null }))`);
  const parameters = ({ path }) => path.split(':').length;
  return all.sort((one, other) => parameters(one) - parameters(other));
}

export async function turn_to(visit, path) {
  await visit.page.evaluate(`(${router})().push(${JSON.stringify(path)})`);
  await visit.settle();
}

const links_of = ({ page }) => page.evaluate(() => [...document.querySelectorAll('a[href]')].map((each) => each.href)
  .filter((href) => href.startsWith(`${location.origin}/`)).map((href) => href.slice(location.origin.length)));

// A route with members in its path is walked where some page before it has led: the first link of that
// shape, or what is given for it.
export class Walk {
  constructor(visit, given = {}) {
    this.visit = visit;
    this.given = given;
    this.links = [];
  }

  addresses(route) {
    if (this.given[route]) return [this.given[route]].flat();
    if (!/[:(]/.test(route)) return [route];
    const shape = new RegExp(`^/${this.visit.door}${route.replace(/:\w+/g, '[^/?]+')}([?].*)?$`);
    const found = this.links.find((each) => shape.test(each));
    assert.ok(found, `no page leads to ${route}: say in this test where it is to be seen`);
    return [found.slice(this.visit.door.length + 1)];
  }

  async to(path) {
    await turn_to(this.visit, path);
    this.links.push(...await links_of(this.visit));
  }

  // Everything that the gates find on the page as it stands; a picture of it is kept.
  async through(gates, name) {
    if (name) await this.visit.shot(name);
    const found = await gate_findings(this.visit, gates);
    assert.equal(found.join('\n'), '');
  }
}
