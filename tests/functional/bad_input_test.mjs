// Bad input: each kind has its own code, a title and a next step in Chinese, and changes nothing.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine, png, pngSignature } from './harness.mjs';

const chinese = /[\u4e00-\u9fff]/;
const big = (length) => 'x'.repeat(length);

// What is wrong, how it is sent, and the status and code it gets. {person} is a person on record.
function rows() {
  const pay = (body, status, code, more = {}) =>
    ({ path: '/v1/people/{person}/payments', as: 'cashier-441900', body, status, code, ...more });
  const good = { amount_fen: 100, provider: 'P44190000001' };
  const register = (body, status, code) =>
    ({ path: '/v1/people', body: { name: '李四', ...body }, status, code });
  const enrol = (body, status, code) => ({ path: '/v1/people/{person}/enrolments',
    body: { region: '441900', kind: 'flexible', base_fen: 600_000, ...body }, status, code });
  const draft = (body, status, code) => ({ path: '/v1/people/{person}/transfers', status, code,
    body: { name: '张三丰', identity_number: identityNumber(), origin: '441900', target: '330100',
      ...body } });
  const get = (path, status, code, more = {}) => ({ method: 'GET', path, status, code, ...more });
  const raw = (text, status, code) => pay(undefined, status, code, { raw: text });
  // The body is right; what it says about itself is not.
  const said = (headers, code) => pay(good, 415, code, { headers });
  const typed = (type, code = 'body_media_type') => said({ 'Content-Type': type }, code);
  return {
    // What the body says it is
    'plain text': typed('text/plain;charset=UTF-8'),
    'a form': typed('application/x-www-form-urlencoded'),
    'a form of files': typed('multipart/form-data; boundary=x'),
    'a table': typed('text/csv'),
    'XML': typed('application/xml'),
    'another type that holds JSON': typed('application/vnd.api+json'),
    'another charset': typed('application/json; charset=GBK', 'body_charset'),
    'a charset of two bytes': typed('application/json;charset="utf-16"', 'body_charset'),
    'a packed body': said({ 'Content-Encoding': 'gzip' }, 'body_encoding'),
    'a body packed twice': said({ 'Content-Encoding': 'identity, br' }, 'body_encoding'),

    // The body as JSON
    'no JSON': raw('amount', 400, 'body_not_json'),
    'JSON cut short': raw('{"amount_fen": 100', 400, 'body_not_json'),
    'something behind the JSON': raw('{} {}', 400, 'body_not_json'),
    'a trailing comma': raw('{"amount_fen": 100,}', 400, 'body_not_json'),
    'a comment': raw('{/* */"amount_fen": 100}', 400, 'body_not_json'),
    'a list instead of an object': raw('[]', 400, 'body_not_an_object'),
    'a number instead of an object': raw('7', 400, 'body_not_an_object'),
    'a depth bomb of lists': raw('['.repeat(100_000), 400, 'body_too_deep'),
    'a depth bomb of objects': raw('{"a":'.repeat(100_000), 400, 'body_too_deep'),
    'a depth bomb in a member': raw(`{"amount_fen":${'['.repeat(40)}${']'.repeat(40)}}`, 400,
      'body_too_deep'),
    'too many members': raw(`{${Array.from({ length: 1_001 }, (_, i) => `"m${i}":1`)}}`, 400,
      'body_too_large'),
    'a member name without end': raw(`{"${big(500)}":1}`, 400, 'body_too_large'),
    'a member twice': raw('{"amount_fen":100,"amount_fen":1,"provider":"P44190000001"}', 400,
      'member_twice'),
    'a fraction': raw('{"amount_fen":100.5,"provider":"P44190000001"}', 400, 'number_not_whole'),
    'a whole number written as a fraction': raw('{"amount_fen":100.0,"provider":"P44190000001"}',
      400, 'number_not_whole'),
    'an exponent': raw('{"amount_fen":1e2,"provider":"P44190000001"}', 400, 'number_not_whole'),
    'a number far beyond 64 bits': raw('{"amount_fen":99999999999999999999}', 400,
      'number_too_large'),
    'a number beyond 64 bits': raw('{"amount_fen":18446744073709551615}', 400, 'number_too_large'),
    'a number beyond all bits': raw(`{"amount_fen":${'9'.repeat(400)}}`, 400, /^number_/),
    'not a number': raw('{"amount_fen":NaN}', 400, 'body_not_json'),
    'invalid UTF-8': raw(Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]), 400,
      'body_not_json'),
    'overlong UTF-8': raw(Buffer.from('{"provider":"\xc0\xaf"}', 'latin1'), 400, 'body_not_json'),
    'half of a surrogate pair': raw('{"provider":"\\ud800"}', 400, 'body_not_json'),
    'a zero character': pay({ ...good, reference: 'a\u0000b' }, 400, 'member_control_characters'),
    'a control character': pay({ ...good, reference: 'a\u001bb' }, 400, 'member_control_characters'),

    // Members
    'an unknown member': pay({ ...good, ammount: 1 }, 400, 'member_unknown'),
    'a member of another endpoint': pay({ ...good, region: '441900' }, 400, 'member_unknown'),
    'a missing member': pay({ provider: 'P44190000001' }, 400, 'member_missing'),
    'a member that is null': pay({ ...good, amount_fen: null }, 400, 'member_missing'),
    'no body': pay(undefined, 400, 'member_missing'),
    'a text instead of a number': pay({ ...good, amount_fen: '一百' }, 400, 'member_not_integer'),
    'digits in quotes': pay({ ...good, amount_fen: '100' }, 400, 'member_not_integer'),
    'a flag instead of a number': pay({ ...good, amount_fen: true }, 400, 'member_not_integer'),
    'a list instead of a number': pay({ ...good, amount_fen: [100] }, 400, 'member_not_integer'),
    'a number instead of a text': pay({ ...good, provider: 12 }, 400, 'member_not_text'),
    'an empty text': pay({ ...good, provider: '' }, 400, 'member_empty'),
    'a text too long': pay({ ...good, reference: big(41) }, 400, 'member_too_long'),

    // Amounts
    'an amount of zero': pay({ ...good, amount_fen: 0 }, 400, 'amount_out_of_range'),
    'an amount below zero': pay({ ...good, amount_fen: -100 }, 400, 'amount_out_of_range'),
    'an amount out of range': pay({ ...good, amount_fen: 9_007_199_254_740_991 }, 400,
      'amount_out_of_range'),
    'the largest number there is': raw('{"amount_fen":9223372036854775807,"provider":"P44190000001"}',
      400, 'amount_out_of_range'),
    'the smallest number there is': raw(
      '{"amount_fen":-9223372036854775808,"provider":"P44190000001"}', 400, 'amount_out_of_range'),
    'more than there is': pay({ ...good, amount_fen: 1_000_001 }, 409, 'balance_too_low'),

    // Codes and places
    'a code of no provider': pay({ ...good, provider: 'X44190000001' }, 400, 'provider_code_shape'),
    'a provider at no place': pay({ ...good, provider: 'P99999900001' }, 400, 'provider_code_shape'),
    'a place that is no region': enrol({ region: '44190' }, 400, 'member_not_region'),
    'an unknown region': enrol({ region: '999999' }, 400, 'region_unknown'),
    'an unknown kind': enrol({ kind: 'emperor' }, 400, 'member_unknown_code'),
    'the same origin and target': draft({ target: '441900' }, 400, 'same_region'),
    'an unknown target': draft({ target: '123456' }, 400, 'region_unknown'),

    // Names of people
    'a name that is markup': register({ name: '<img src=x onerror=alert(1)>' }, 400, 'name_character'),
    'a name that is a formula': register({ name: '=1+1' }, 400, 'name_character'),
    'a name with digits': register({ name: '张三3' }, 400, 'name_character'),
    'a name that is a face': register({ name: '张😀' }, 400, 'name_character'),
    'a name of blanks': register({ name: ' \u3000 ' }, 400, 'member_empty'),
    'a name with a control character': register({ name: '张\u0007三' }, 400, 'member_control_characters'),
    'a name with a byte order mark': register({ name: '\ufeff张三' }, 400, 'member_control_characters'),
    'a name with a blank without width': register({ name: '张\u200b三' }, 400, 'member_control_characters'),
    'a name that is turned round': register({ name: '张\u202e三' }, 400, 'member_control_characters'),
    'a name whose joiner is not seen': register({ name: '张\u200d三' }, 400, 'member_control_characters'),
    'half of a surrogate pair in a name': { path: '/v1/people', status: 400, code: 'body_not_json',
      raw: '{"name":"\\ud842","identity_number":"11010519491231002X"}' },
    'a text with a byte order mark': pay({ ...good, reference: '\ufeffT1' }, 400, 'member_control_characters'),

    // Numbers of people
    'a wrong check digit': register({ identity_number: '11010519491231002Y' }, 400,
      'identity_number_shape'),
    'a check digit off by one': register({ identity_number: '110105194912310021' }, 400,
      'identity_number_check_digit'),
    'an impossible birthday': register({ identity_number: '110105194902300021' }, 400,
      'identity_number_birth_date'),
    'a number too short': register({ identity_number: '1101051949' }, 400, 'identity_number_shape'),
    'a birthday to come': register({ identity_number: identityNumber({ birth: '20250426' }) }, 400,
      'identity_number_birth_date'),
    'a sex that is not the number\'s': register({ identity_number: '11010519491231002X', sex: 'male' },
      400, 'member_contradicts_identity_number'),
    'an unknown kind of document': register({ identity_kind: 'library_card', identity_number: '1' },
      400, 'identity_kind_unknown'),
    'a phone that is none': register({ identity_number: identityNumber(), phone: '110' }, 400,
      'phone_shape'),

    // Days
    'an impossible day': get('/v1/people/{person}/balance?on=2025-02-29', 400, 'member_not_date'),
    'a day in other words': get('/v1/people/{person}/balance?on=29.2.2024', 400, 'member_not_date'),
    'a day without zeros': get('/v1/people/{person}/balance?on=2025-4-5', 400, 'member_not_date'),

    // Paths and parameters
    'an unknown parameter': get('/v1/people/{person}/balance?day=2025-01-01', 400, 'member_unknown'),
    'a parameter twice': get('/v1/people/{person}/balance?on=2025-01-01&on=2025-01-02', 400,
      'parameter_twice'),
    'a bad percent-escape': get('/v1/people/{person}/balance?on=%zz', 400, 'parameter_escape'),
    'half a percent-escape': get('/v1/people/{person}/balance?on=2025-01-0%3', 400,
      'parameter_escape'),
    'an escape that is no UTF-8': get('/v1/people/{person}/balance?on=%ff', 400,
      'parameter_escape'),
    'a page too large': get('/v1/people/{person}/postings?limit=201', 400, 'member_out_of_range'),
    'a page of nothing': get('/v1/people/{person}/postings?limit=0', 400, 'member_out_of_range'),
    'a cursor that is none': get('/v1/people/{person}/postings?before=1', 400, 'member_not_id'),
    'an id that is none': get('/v1/people/1/balance', 404, 'not_found'),
    'an id of another kind': get('/v1/people/{payment}/balance', 404, 'not_found'),
    'an id with one digit changed': get('/v1/people/{changed}/balance', 404, 'not_found'),
    'a path that leads nowhere': get('/v1/nothing', 404, 'no_such_page'),
    'a path that climbs': get('/v1/people/..%2f..%2fetc', 404, 'not_found'),
    'a wrong method': { method: 'DELETE', path: '/v1/people/{person}/balance', status: 405,
      code: 'method_not_offered' },
    'a method of one\'s own': { method: 'FROBNICATE', path: '/v1/people', status: 405,
      code: 'method_not_offered' },

    // Keys
    'no key': pay(good, 400, 'idempotency_key_missing', { key: null }),
    'a key too long': pay(good, 400, 'idempotency_key_shape', { key: big(81) }),
    'a key with a blank': pay(good, 400, 'idempotency_key_shape', { key: 'a b' }),

    // Who asks
    'no token': pay(good, 401, 'token_missing', { as: null }),
    'a token that is none': pay(good, 401, 'token_unknown', { as: 'yb_0123456789' }),
    'another scheme': pay(good, 401, 'token_unknown',
      { as: null, headers: { Authorization: 'Basic dTpw' } }),
    'a token without end': pay(good, 401, 'token_unknown', { as: big(5_000) }),
    'a role that may not': pay(good, 403, 'role_not_allowed', { as: 'officer-441900' }),
  };
}

onEachEngine('bad input', (engine) => {
  let server;
  let person;
  let payment;
  const unchanged = async () => JSON.stringify([await server.postings(person),
    await server.balance(person), await server.done('GET', `/v1/people/${person}/enrolments`),
    await server.done('GET', `/v1/people/${person}/transfers`),
    await server.done('GET', `/v1/people/${person}`)]);

  before(async () => {
    server = await Server.fresh(engine);
    person = await server.person({ fen: 1_000_100 });
    payment = (await server.pay(person, 100)).json.payment_id;
  });
  after(() => server?.remove());

  function assertProblem(answer, status, code, what) {
    assert.equal(answer.status, status, `${what}: ${answer.text}`);
    assert.equal(answer.type, 'application/problem+json', what);
    const problem = answer.json;
    code instanceof RegExp ? assert.match(problem.code, code, what)
      : assert.equal(problem.code, code, `${what}: ${answer.text}`);
    assert.equal(problem.status, status, what);
    assert.equal(problem.type, `/problems/${problem.code}`, what);
    assert.match(problem.title, chinese, what);
    assert.ok(problem.next_steps.some((step) => chinese.test(step)),
      `${what}: ${problem.code} has no next step`);
    assert.match(problem.trace_id, /^[0-9a-f]{32}$/, what);
    assert.ok(problem.instance.startsWith('/v1/'), what);
  }

  it('has its own code, words and next step, and changes nothing', async (t) => {
    const before = await unchanged();
    const changed = person.slice(0, -1) + (person.endsWith('0') ? '1' : '0');
    for (const [what, row] of Object.entries(rows())) {
      await t.test(what, async () => {
        const { method = 'POST', path, status, code, ...options } = row;
        const target = path.replace('{person}', person).replace('{payment}', payment)
          .replace('{changed}', changed);
        assertProblem(await server.call(method, target, options), status, code, what);
      });
    }
    assert.equal(await unchanged(), before);
  });

  it('names every mistake at once, and the nearest known member', async () => {
    const answer = await server.post(`/v1/people/${person}/payments`,
      { amount_fen: -1, provder: 'P44190000001' }, { as: 'cashier-441900' });
    assert.deepEqual(answer.json.reasons.map(({ rule }) => rule),
      ['amount_out_of_range', 'member_missing', 'member_unknown']);
    assert.equal(answer.json.reasons[2].facts.nearest, 'provider');
  });

  it('refuses a key with another body, and stores no malformed request under its key', async () => {
    const before = await server.balance(person);
    const key = randomUUID();
    const malformed = await server.pay(person, 'many', { key });
    assertProblem(malformed, 400, 'member_not_integer', 'malformed');
    assert.equal((await server.pay(person, 1, { key })).status, 200);
    assertProblem(await server.pay(person, 2, { key }), 422, 'idempotency_key_reused', 'reused');
    assert.equal(await server.balance(person), before - 1);
  });

  it('takes pictures and documents by their content and within their size', async () => {
    const number = identityNumber();
    const applicant = await server.person({ name: '王五', identity_number: number });
    const { case: id } = await server.done('POST', `/v1/people/${applicant}/transfers`,
      { name: '王五', identity_number: number, origin: '441900', target: '330100' });
    const path = `/v1/transfers/${id}/materials`;
    const upload = (content) => server.post(path, { slot: 'identity_document',
      content: Buffer.isBuffer(content) ? content.toString('base64') : content });
    const refused = {
      'no Base64': ['not base64!', 400, 'material_not_base64'],
      'Base64 cut short': ['iVBORw0KGg', 400, 'material_not_base64'],
      nothing: ['', 400, 'member_empty'],
      'a GIF': [Buffer.from('GIF89a'), 415, 'material_media'],
      'a web page': [Buffer.from('<html><script>'), 415, 'material_media'],
      'a program': [Buffer.from('7f454c46', 'hex'), 415, 'material_media'],
      'an archive': [Buffer.from('504b0304', 'hex'), 415, 'material_media'],
      'a picture too large': [Buffer.concat([pngSignature, Buffer.alloc((5 << 20) - 7)]), 413,
        'material_too_large'],
    };
    const before = (await server.get(`/v1/transfers/${id}`)).text;
    for (const [what, [content, status, code]] of Object.entries(refused)) {
      assertProblem(await upload(content), status, code, what);
    }
    assert.equal((await server.get(`/v1/transfers/${id}`)).text, before);
    const large = await upload(png(1_200, 1_150, { noise: true }));  // four million bytes
    assert.equal(large.status, 200, large.text);
  });

  it('takes JSON under every right spelling of its type, and no body without one', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', 'application/json;']) {
      const answer = await server.pay(person, 1, { headers: { 'Content-Type': type } });
      assert.equal(answer.status, 200, `${type}: ${answer.text}`);
    }
    const identity = await server.pay(person, 1, { headers: { 'Content-Encoding': 'identity' } });
    assert.equal(identity.status, 200, identity.text);
    const post = (path, more, body = '') => server.wire(`POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n` +
      `Authorization: Bearer ${server.tokens['cashier-441900']}\r\nIdempotency-Key: ${randomUUID()}\r\n${more}` +
      `Content-Length: ${body.length}\r\n\r\n${body}`);
    const path = `/v1/people/${person}/payments`;
    const untyped = await post(path, '', '{"amount_fen":1,"provider":"P44190000001"}');
    assert.match(untyped, /^HTTP\/1\.1 415 /);
    assert.match(untyped, /"code":"body_media_type_missing"/);
    for (const type of ['', 'Content-Type: text/plain\r\n']) {
      assert.match(await post(path, type), /"code":"member_missing"/);  // nothing came, so nothing is of a wrong type
    }
  });

  it('keeps a name in one spelling, and knows the person by any of them', async () => {
    const identity_number = identityNumber();
    const named = await server.person({ name: '  买买提•吐尔逊\u3000', identity_number });
    const search = (name) => server.post('/v1/people/search', { name, birth_date: `${identity_number.slice(6, 10)}-${
      identity_number.slice(10, 12)}-${identity_number.slice(12, 14)}` });
    for (const name of ['买买提·吐尔逊', '买买提・吐尔逊', ' 买买提‧吐尔逊 ']) {
      assert.match((await search(name)).text, new RegExp(named), name);
    }
  });

  it('bounds what it reads', async () => {
    const large = await server.wire('POST /v1/people HTTP/1.1\r\nHost: x\r\n' +
      `Content-Length: ${100 << 20}\r\n\r\n`);
    assert.match(large, /^HTTP\/1\.1 413 /);
    assert.match(large, /"code":"body_too_large"/);
    const chunk = 'x'.repeat(65_536);
    const chunked = await server.wire('POST /v1/people HTTP/1.1\r\nHost: x\r\n' +
      `Transfer-Encoding: chunked\r\n\r\n${`10000\r\n${chunk}\r\n`.repeat(150)}0\r\n\r\n`);
    assert.match(chunked, /^HTTP\/1\.1 413 /);
    const one = await server.wire(`GET /v1/people HTTP/1.1\r\nHost: x\r\nX-A: ${big(60_000)}\r\n\r\n`);
    assert.match(one, /^HTTP\/1\.1 431 /);
    assert.match(one, /"code":"header_too_large"/);
    const many = await server.wire('GET /v1/people HTTP/1.1\r\nHost: x\r\n' +
      `${Array.from({ length: 5_000 }, (_, i) => `X-${i}: ${i}\r\n`).join('')}\r\n`);
    assert.match(many, /^HTTP\/1\.1 431 /);
    const target = await server.wire(`GET /${big(60_000)} HTTP/1.1\r\nHost: x\r\n\r\n`);
    assert.match(target, /^HTTP\/1\.1 4\d\d /);
  });

  it('refuses what is not HTTP', async () => {
    for (const bytes of ['hello\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00', 'GET / HTTP/9.9\r\n\r\n',
      'GET /v1/people HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      'GET /v1/people HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      'GET /v1/people HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      'GET /v1/people HTTP/1.1\r\nHost : x\r\n\r\n', 'GET /v1/\0people HTTP/1.1\r\nHost: x\r\n\r\n']) {
      const answer = await server.wire(bytes);
      assert.match(answer, /^HTTP\/1\.1 400 /, JSON.stringify(bytes));
      assert.match(answer, /"code":"http_malformed"/);
    }
  });

  it('answers several requests of one connection in order, and the next after a problem', async () => {
    const one = (path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n` +
      `Authorization: Bearer ${server.tokens.auditor}\r\n\r\n`;
    const answers = await server.wire(one(`/v1/people/${person}/balance`) + one('/v1/nothing') +
      one(`/v1/people/${person}/balance`).replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
    assert.deepEqual(answers.match(/HTTP\/1\.1 \d+/g),
      ['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
  });
});
