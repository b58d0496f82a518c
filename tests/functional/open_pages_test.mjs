// What the server says without a token: metrics, the description of its API, traces. And the words
// of the command line about itself.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, onEachEngine } from './harness.mjs';

onEachEngine('open pages', (engine) => {
  let server;
  before(async () => { server = await Server.fresh(engine); });
  after(() => server?.remove());
  const page = async (path, headers = {}) => {
    const answer = await fetch(server.url + path, { headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const yibao = (...words) => {
    const run = spawnSync(binary, [...words, ...server.place.flags()], { encoding: 'utf8' });
    return { status: run.status, out: run.stdout, err: run.stderr };
  };

  it('metrics count answers and commands in the form of Prometheus', async () => {
    await server.person();
    await server.get('/v1/people/none');
    const { text, headers } = await page('/metrics');
    assert.match(headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
    const value = (line) => Number(text.split('\n').find((each) => each.startsWith(`${line} `))
      ?.split(' ')[1]);
    assert.ok(value('yibao_answers_total{class="2xx"}') >= 1, text);
    assert.ok(value('yibao_answers_total{class="4xx"}') >= 1);
    assert.ok(value('yibao_jobs_total') >= 1);
    assert.equal(value('yibao_writes_stopped'), 0);
    assert.equal(value('yibao_answer_seconds_bucket{le="+Inf"}'),
      value('yibao_answer_seconds_count'));
    for (const line of text.trim().split('\n')) {
      assert.match(line, /^# (HELP|TYPE) yibao_\w+ .+$|^yibao_\w+(\{\w+="[^"]+"\})? [\d.]+$/);
    }
  });

  it('docs name every endpoint, with no script and nothing from elsewhere', async () => {
    const { text, headers } = await page('/docs');
    assert.match(headers.get('content-type'), /^text\/html/);
    assert.match(headers.get('content-security-policy'), /default-src 'none'/);
    assert.doesNotMatch(text, /<script|https?:\/\//);
    const { paths } = JSON.parse((await page('/openapi.json')).text);
    for (const path of Object.keys(paths)) assert.ok(text.includes(path), path);
    assert.equal((await page('/docs.css')).status, 200);
  });

  it('the manual of the provider interface, for its makers, with no script', async () => {
    const { text: written, headers } = await page('/docs/provider');
    const text = written.replaceAll('\n', '');
    assert.match(headers.get('content-type'), /^text\/html/);
    assert.match(headers.get('content-security-policy'), /default-src 'none'/);
    assert.doesNotMatch(text, /<script|src=|https:\/\//);
    const tables = JSON.parse(readFileSync(new URL('../../data/provider_interface.json', import.meta.url), 'utf8'));
    for (const [number, { name, input, output }] of Object.entries(tables.transactions)) {
      const section = text.split(`id="t${number}"`)[1]?.split('<h3 ')[0] ?? '';
      assert.ok(section.includes(name), number);
      for (const { fields } of [...Object.values(input), ...Object.values(output)]) {
        for (const field of fields) {
          assert.ok(section.includes(`<code>${field.name}</code></td><td>${field.label}</td>`), `${number} ${field.name}`);
        }
      }
    }
    assert.match(text, /NqmptSQ5xzb7r\/k\/cAVg\/u7U1Qk=/);  // the printed vector, worked out
    for (const link of new Set([...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id))) {
      assert.ok(text.includes(`id="${link}"`), link);
    }
    const english = await (await fetch(`${server.url}/docs/provider`, { headers: { 'accept-language': 'en' } })).text();
    assert.match(english, /<html lang="en">/);
    assert.match(english, /Nothing was booked/);
    const markdown = await page('/docs/provider.md');
    assert.match(markdown.headers.get('content-type'), /^text\/markdown/);
    assert.match(markdown.text, /\| `feedetl_sn` \|/);
    assert.ok((await page('/docs')).text.includes('href="/docs/provider"'));
  });

  it('a trace goes in and comes out, with a span of our own', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const answer = await server.get('/v1/agencies', {
      headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } });
    assert.match(answer.headers.get('traceparent'), new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    assert.equal(answer.headers.get('traceparent').includes('00f067aa0ba902b7'), false);
    const own = await server.get('/v1/agencies', { headers: { traceparent: 'nonsense' } });
    assert.match(own.headers.get('traceparent'), /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it('doctor finds a running installation well, and a key that others can read', () => {
    const well = yibao('doctor');
    assert.equal(well.status, 0, well.out + well.err);
    assert.match(well.out, /✓ 服务: http.* 可读可写/);
    const key = join(server.place.state, 'master.key');
    chmodSync(key, 0o644);
    const ill = yibao('doctor', '--json');
    chmodSync(key, 0o600);
    assert.equal(ill.status, 1);
    const looks = JSON.parse(ill.out).looks.filter(({ ok }) => !ok);
    assert.deepEqual(looks.map(({ what }) => what), ['密钥']);
    assert.match(looks[0].told, /chmod 600/);
  });

  it('completes words and prints its man page', () => {
    const words = spawnSync(binary, ['completion', 'words', 'calendar', ''], { encoding: 'utf8' });
    assert.deepEqual(words.stdout.trim().split('\n'), ['add', 'list', 'recompute']);
    assert.match(yibao('completion', 'bash').out, /complete .* yibao/);
    assert.match(yibao('man').out, /^\.TH YIBAO 1\n/);
  });
});
