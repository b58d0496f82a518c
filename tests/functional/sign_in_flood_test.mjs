// What strangers can do to the door itself: they learn from no answer and no clock who is on record,
// and a flood of them waits in a queue of its own, while payments go on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

onEachEngine('a flood at the door', (engine) => {
  let server;
  let staff;
  before(async () => {
    process.env.YIBAO_BEHIND_TLS = '1'; // a proxy says where requests come from
    server = await Server.fresh(engine);
    delete process.env.YIBAO_BEHIND_TLS;
    staff = JSON.parse(readFileSync(join(server.place.state, 'demo.json'), 'utf8')).sign_ins
      .map(({ account }) => account).filter(Boolean);
  });
  after(() => server?.remove());

  let sources = 0;
  const knock = async (account) => {
    const source = `10.${++sources >> 16 & 255}.${sources >> 8 & 255}.${sources & 255}`;
    const start = performance.now();
    const answer = await server.call('POST', '/v1/sessions', { as: null, key: null,
      headers: { 'X-Yibao-Client': 'agency-console', 'X-Forwarded-For': source },
      body: { kind: 'staff', account, password: 'a wrong one', totp: '123456' } });
    return { status: answer.status, headers: answer.headers, took: performance.now() - start };
  };

  // Some proxies add a line of their own, behind the one that the caller sent.
  it('goes by what the proxy says, not by what the caller says before it', async () => {
    const bodyOf = (i) => JSON.stringify({ kind: 'staff', account: `stranger-${i}`, password: 'a wrong one', totp: '123456' });
    const wrong = async (i) => (await server.wire(['POST /v1/sessions HTTP/1.1', 'Host: x', 'X-Yibao-Client: agency-console',
      `X-Forwarded-For: 198.51.100.${i}`, 'X-Forwarded-For: 203.0.113.7', 'Content-Type: application/json', 'Connection: close',
      `Content-Length: ${bodyOf(i).length}`, '', bodyOf(i)].join('\r\n'))).slice(9, 12);
    const told = [];
    for (let i = 0; i < 34; ++i) told.push(await wrong(i));
    assert.ok(told.includes('401') && told.at(-1) === '429', told.join(' '));
  });

  it('takes as long for names that are known as for others', async () => {
    await knock('warm');
    const known = [];
    const unknown = [];
    for (let i = 0; i < 40; ++i) {
      const here = await knock(staff[i % staff.length]);
      const there = await knock(`nobody-${i}`);
      assert.deepEqual([here.status, there.status], [401, 401]);
      known.push(here.took);
      unknown.push(there.took);
    }
    const difference = Math.abs(median(known) - median(unknown));
    assert.ok(difference < 0.3 * median(unknown) + 3,
      `known ${median(known)} ms, unknown ${median(unknown)} ms`);
  });

  it('goes on with payments while hundreds knock', async () => {
    const person = await server.person({ fen: 1_000_000 });
    const pay = async () => {
      const start = performance.now();
      const answer = await server.pay(person, 1);
      assert.equal(answer.status, 200, answer.text);
      return performance.now() - start;
    };
    const before = [];
    for (let i = 0; i < 30; ++i) before.push(await pay());
    let going = true;
    const statuses = new Map();
    const flood = Array.from({ length: 100 }, async (_, i) => {
      while (going) {
        const { status, headers } = await knock(`flood-${i}-${sources}`);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 503) assert.equal(headers.get('retry-after'), '1');
      }
    });
    const during = [];
    for (let i = 0; i < 60; ++i) during.push(await pay());
    going = false;
    await Promise.all(flood);
    assert.deepEqual([...statuses.keys()].filter((each) => ![401, 503].includes(each)), []);
    assert.ok(statuses.get(503) > 0, 'nobody had to wait outside');
    // One process of node plays both, on the same cores: a generous bound.
    assert.ok(median(during) < 5 * median(before) + 100,
      `${median(before)} ms before, ${median(during)} ms during`);
  });
});
