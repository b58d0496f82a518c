// The HTTP port among strangers: what two programs could read in two ways is refused and the
// connection ends there, slow clients are let go, and every answer says how a browser may use it.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

const smuggled = 'GET /version HTTP/1.1\r\nHost: a\r\n\r\n';

onEachEngine('http attacks', (engine) => {
  let server;
  before(async () => { server = await Server.fresh(engine); });
  after(() => server?.remove());

  // Everything that came back, in at most so many seconds, and after how many the server closed.
  const talk = (bytes, seconds, { drip, read = true } = {}) => new Promise((resolve) => {
    const { hostname, port } = new URL(server.url);
    const start = Date.now();
    const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
    let text = '';
    let timer;
    const end = (closed) => {
      clearTimeout(timer);
      clearInterval(dripping);
      socket.destroy();
      resolve({ text, closed, seconds: (Date.now() - start) / 1000 });
    };
    const dripping = drip ? setInterval(() => socket.writable && socket.write(drip), 1000) : undefined;
    timer = setTimeout(() => end(false), seconds * 1000);
    if (read) socket.on('data', (data) => { text += data; });
    socket.on('error', () => {});
    socket.on('close', () => end(true));
  });
  const answers = (text) => text.split('HTTP/1.1 ').length - 1;

  describe('what can be read in two ways', () => {
    const post = 'POST /v1/people HTTP/1.1\r\nHost: a\r\n';
    const cases = {
      'a length and chunks': `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      'chunks and a length': `${post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`,
      'two lengths': `${post}Content-Length: 0\r\nContent-Length: 37\r\n\r\n${smuggled}`,
      'the same length twice': `${post}Content-Length: 0\r\nContent-Length: 0\r\n\r\n${smuggled}`,
      'a list of lengths': `${post}Content-Length: 0, 37\r\n\r\n${smuggled}`,
      'a length with a sign': `${post}Content-Length: +0\r\n\r\n${smuggled}`,
      'a folded line': `${post}X: a\r\n Content-Length: 37\r\n\r\n${smuggled}`,
      'a folded coding': `${post}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      'a bare line feed': `POST /v1/people HTTP/1.1\nHost: a\nContent-Length: 0\n\n${smuggled}`,
      'a bare line feed in a field': `${post}X: a\nContent-Length: 37\r\n\r\n${smuggled}`,
      'a bare carriage return': `${post}X: a\rContent-Length: 37\r\n\r\n${smuggled}`,
      'a space before the colon': `${post}Content-Length : 37\r\n\r\n${smuggled}`,
      'an unknown coding': `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
      'a coding behind chunked': `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`,
      'a coding with a tab': `${post}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n${smuggled}`,
      'chunks of HTTP/1.0': `POST /v1/people HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      'a chunk extension': `${post}Transfer-Encoding: chunked\r\n\r\n0;a=b\r\n\r\n${smuggled}`,
      'a chunk extension with a line feed': `${post}Transfer-Encoding: chunked\r\n\r\n0;a\nb\r\n\r\n${smuggled}`,
      'a chunk size that is none': `${post}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${smuggled}`,
      'a chunk size beyond all bounds': `${post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n${smuggled}`,
      'a NUL': `${post}X: a\0b\r\n\r\n${smuggled}`,
      'no host': `GET /version HTTP/1.1\r\n\r\n${smuggled}`,
      'two hosts': `GET /version HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n${smuggled}`,
      'a target of a proxy': `GET http://other/version HTTP/1.1\r\nHost: a\r\n\r\n${smuggled}`,
      'a tunnel': `CONNECT other:443 HTTP/1.1\r\nHost: a\r\n\r\n${smuggled}`,
      'HTTP/2 in the clear': `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${smuggled}`,
      'two tokens': `GET /v1/agencies HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n${smuggled}`,
    };
    const ended = (fields) => `${post}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n${fields}\r\n${smuggled}`;
    cases['a token behind the body'] = ended('Authorization: Bearer a\r\n');
    cases['a field behind the body'] = ended('X: a\r\n');
    for (const [name, bytes] of Object.entries(cases)) {
      it(`refuses ${name} and says no more`, async () => {
        const { text, closed } = await talk(bytes, 3);
        assert.match(text, /^HTTP\/1\.1 400 /, text);
        assert.equal(answers(text), 1, `what was smuggled in got an answer: ${text}`);
        assert.ok(closed, 'the connection goes on');
      });
    }

    it('still serves chunks, pipelined requests and what comes byte by byte', async () => {
      const chunked = 'POST /v1/people HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n' +
        '2\r\n{}\r\n0\r\n\r\n';
      const { text } = await talk(chunked + smuggled + smuggled, 1);
      assert.equal(answers(text), 3, text);
      assert.match(text, /^HTTP\/1\.1 401 /);
    });

    it('passes over an empty line before a request', async () => {
      const { text } = await talk(`\r\n${smuggled}\r\n${smuggled}`, 1);
      assert.equal(answers(text), 2, text);
      assert.doesNotMatch(text, /HTTP\/1\.1 4/);
    });

    it('answers HEAD like GET, without the body', async () => {
      for (const path of ['/version', '/healthz', '/v1/agencies', '/docs', '/nothing']) {
        const target = `${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
        const [head, whole] = [await talk(`HEAD ${target}`, 0.3), await talk(`GET ${target}`, 0.3)].map(({ text }) => text.split('\r\n\r\n'));
        const told = ([fields]) => [fields.split('\r\n')[0], fields.match(/^content-length: \d+/im)?.[0], fields.match(/^content-type: .*/im)?.[0]];
        assert.deepEqual(told(head), told(whole), path);
        assert.equal(head[1], '', `${path} came with a body`);
      }
      const { text } = await talk(`HEAD /version HTTP/1.1\r\nHost: a\r\n\r\n${smuggled}`, 1);
      assert.equal(answers(text), 2, text);
    });
  });

  describe('too much', () => {
    it('refuses a head that is too large, in one field or in many', async () => {
      for (const fields of [`X: ${'a'.repeat(20_000)}\r\n`, 'X: a\r\n'.repeat(5_000)]) {
        const { text, closed } = await talk(`GET /version HTTP/1.1\r\nHost: a\r\n${fields}\r\n`, 3);
        assert.match(text, /^HTTP\/1\.1 431 /, text.slice(0, 200));
        assert.ok(closed);
      }
      const { text } = await talk(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 3);
      assert.match(text, /^HTTP\/1\.1 431 /, text.slice(0, 200));
    });

    it('refuses a body that says it is too large before it comes', async () => {
      const { text, closed } = await talk('POST /v1/people HTTP/1.1\r\nHost: a\r\n' +
        'Content-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n', 3);
      assert.match(text, /^HTTP\/1\.1 413 /, text);
      assert.ok(closed);
    });
  });

  describe('too slow', { concurrency: true }, () => {
    const post = 'POST /v1/people HTTP/1.1\r\nHost: a\r\n';
    it('lets go who never ends a head', async () => {
      const { text, closed, seconds } = await talk(post, 20, { drip: 'X: a\r\n' });
      assert.ok(closed && seconds > 5 && seconds < 15, `${seconds} s`);
      assert.match(text, /^HTTP\/1\.1 408 /);
    });
    it('lets go who never ends a body', async () => {
      const { closed, seconds } = await talk(`${post}Content-Length: 5000000\r\n\r\n`, 30, { drip: ' ' });
      assert.ok(closed && seconds > 10 && seconds < 25, `${seconds} s`);
    });
    it('lets go who never ends its chunks', async () => {
      const { closed, seconds } = await talk(`${post}Transfer-Encoding: chunked\r\n\r\n`, 30,
        { drip: '1\r\na\r\n' });
      assert.ok(closed && seconds > 10 && seconds < 25, `${seconds} s`);
    });
    it('lets go who says nothing at all', async () => {
      const { closed, seconds } = await talk('', 40);
      assert.ok(closed && seconds > 20, `${seconds} s`);
    });
    it('answers others at once meanwhile, with a thousand that hang', async () => {
      const { hostname, port } = new URL(server.url);
      const hanging = await Promise.all(Array.from({ length: 1_000 }, () => new Promise((resolve) => {
        const socket = net.connect(Number(port), hostname, () => {
          socket.write('GET /version HTTP/1.1\r\n');
          resolve(socket);
        });
        socket.on('error', () => resolve(socket));
      })));
      const start = Date.now();
      for (let i = 0; i < 20; ++i) {
        const answer = await fetch(`${server.url}/version`);
        assert.equal(answer.status, 200);
        await answer.text();
      }
      const each = (Date.now() - start) / 20;
      for (const socket of hanging) socket.destroy();
      assert.ok(each < 100, `${each} ms an answer`);
    });
  });

  it('says on every answer how a browser may use it', async () => {
    for (const path of ['/version', '/docs', '/docs.css', '/openapi.json', '/v1/agencies',
      '/nothing', '/healthz', '/metrics']) {
      const { headers } = await fetch(server.url + path);
      const policy = headers.get('content-security-policy');
      assert.match(policy, /default-src 'none'/, path);
      assert.match(policy, /frame-ancestors 'none'/, path);
      assert.doesNotMatch(policy, /unsafe|\*/, path);
      assert.equal(headers.get('x-frame-options'), 'DENY', path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', path);
      assert.equal(headers.get('strict-transport-security'), null, 'HSTS without TLS');
      assert.equal(headers.get('access-control-allow-origin'), null);
      assert.equal(headers.get('server'), null);
    }
    const { text } = await talk('nonsense\r\n\r\n', 3);
    assert.match(text, /X-Frame-Options: DENY/);
  });

  it('keeps names as text: JSON stays JSON, and no page is made of them', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const refused = await server.post('/v1/people', { name, identity_number: identityNumber() });
    assert.deepEqual([refused.status, refused.json.code], [400, 'name_character']);
    const person = await server.personCalled(name);
    const shown = await server.get(`/v1/people/${person}`);
    assert.equal(shown.type, 'application/json');
    assert.equal(shown.headers.get('x-content-type-options'), 'nosniff');
    const wrong = await server.get(`/v1/people/${person}?${encodeURIComponent(name)}=1`);
    assert.equal(wrong.status, 400);
    assert.equal(wrong.type, 'application/problem+json');
    const nowhere = await server.get(`/${encodeURIComponent(name)}`);
    assert.doesNotMatch(nowhere.type, /html/);
    assert.doesNotMatch((await (await fetch(`${server.url}/docs`)).text()), /<script|onerror|javascript:/);
  });
});

onEachEngine('http behind TLS', (engine) => {
  let server;
  before(async () => {
    process.env.YIBAO_BEHIND_TLS = '1';
    try { server = await Server.fresh(engine); } finally { delete process.env.YIBAO_BEHIND_TLS; }
  });
  after(() => server?.remove());

  it('tells browsers to stay with TLS', async () => {
    for (const path of ['/version', '/v1/agencies', '/docs']) {
      const { headers } = await fetch(server.url + path);
      assert.match(headers.get('strict-transport-security'), /^max-age=31536000/, path);
    }
  });
});
