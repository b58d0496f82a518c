// The pages as the server gives them out: each application of pages, its files, its headers.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

onEachEngine('pages', (engine) => {
  let server;
  before(async () => { server = await Server.fresh(engine); });
  after(() => server?.remove());
  const page = (path, headers = {}) => fetch(server.url + path, { headers, redirect: 'manual' });

  it('the front door leads to the participants\' pages', async () => {
    const answer = await page('/');
    assert.equal(answer.status, 302);
    assert.equal(answer.headers.get('location'), '/app/');
  });

  for (const name of ['app', 'agency', 'provider', 'employer', 'kiosk']) {
    it(`${name}: every path below is its index, nothing inline, nothing from elsewhere`, async () => {
      const answer = await page(`/${name}/some/where`);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type'), /^text\/html/);
      assert.equal(answer.headers.get('cache-control'), 'no-cache');
      assert.match(answer.headers.get('content-security-policy'), /default-src 'self'.*frame-ancestors 'none'/);
      assert.doesNotMatch(answer.headers.get('content-security-policy'), /unsafe/);
      const html = await answer.text();
      assert.match(html, /<html lang="zh-CN">/);
      assert.doesNotMatch(html, /<script(?![^>]*src=)|<style|https?:\/\/|\son\w+=/);
    });
  }

  it('files with a hash in their name are kept for ever, compressed where that is asked for', async () => {
    const html = await (await page('/app/')).text();
    const path = html.match(/src="(\/assets\/[^"]+)"/)[1];
    const plain = await page(path, { 'Accept-Encoding': 'identity' });
    assert.match(plain.headers.get('cache-control'), /immutable/);
    assert.equal(plain.headers.get('content-encoding'), null);
    const compressed = await page(path, { 'Accept-Encoding': 'gzip' });
    assert.equal(compressed.headers.get('content-encoding'), 'gzip');
    assert.equal(await compressed.text(), await plain.text());
  });

  it('what is there already is not sent again', async () => {
    const first = await page('/app/');
    const again = await page('/app/', { 'If-None-Match': first.headers.get('etag') });
    assert.equal(again.status, 304);
    // The browser takes the headers of a 304 for those of the page that it has.
    for (const name of ['content-security-policy', 'permissions-policy', 'x-frame-options']) {
      assert.equal(again.headers.get(name), first.headers.get(name), name);
    }
    assert.equal(await again.text(), '');
  });

  it('no path leaves the folder, and no page answers for the API', async () => {
    for (const path of ['/assets/none.js', '/assets/..%2f..%2fyibao.toml', '/../run', '/elsewhere/', '/v1/none']) {
      const answer = await page(path);
      const text = await answer.text();
      assert.ok([401, 404].includes(answer.status), `${path}: ${answer.status}`);
      const leads_on = /html/.test(answer.headers.get('content-type'));  // for a reader who has mistyped
      if (!leads_on) assert.match(answer.headers.get('content-type'), /problem\+json/);
      else assert.match(text, /href="\/app/, path);
      assert.ok(!path.startsWith('/v1/') || !leads_on, path);
    }
  });
});
