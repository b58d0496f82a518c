// People sign in over HTTP as they would: registration by the telephone on record or by the face,
// codes, passwords, the insurance number with a secret of one use (R-043, R-045, R-131, R-134,
// R-154, C-15, C-29, N-27); and what does not tell anybody who is on record.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

const page = { 'X-Yibao-Client': 'participant-app' };

onEachEngine('people signing in', (engine) => {
  let server;
  let outbox;
  let phones = 0;
  before(async () => {
    server = await Server.fresh(engine);
    outbox = mkdtempSync(join(tmpdir(), 'yibao-notices-'));
  });
  after(() => server?.remove());

  const post = (path, body, headers = page) => server.call('POST', path,
    { as: null, key: null, body, headers });
  const newPhone = () => `1990000${String(++phones).padStart(4, '0')}`;
  const masked = (phone) => `${phone.slice(0, 3)}****${phone.slice(7)}`;

  // The newest code that went out to this telephone, as its owner reads it.
  async function codeTo(phone) {
    server.run('notices', 'send', '--out', outbox);
    const lines = readdirSync(outbox).filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(join(outbox, name), 'utf8').trim().split('\n'))
      .filter((line) => line !== '').map((line) => JSON.parse(line))
      .filter(({ to, title }) => to === phone && title === '验证码')
      .sort((a, b) => a.told_at < b.told_at ? -1 : 1);
    return lines.at(-1)?.text.match(/\d{6}/)?.[0];
  }

  async function askFor(phone, purpose) {
    const answer = await post('/v1/sessions/codes', { phone, purpose });
    assert.equal(answer.status, 202, answer.text);
    return codeTo(phone);
  }

  // Somebody on record, with this telephone.
  async function onRecord(phone = newPhone()) {
    const number = identityNumber();
    const person = await server.person({ identity_number: number, phone, fen: 500 });
    return { person, number, phone };
  }

  const registration = (who, code, more = {}) => post('/v1/registrations', { name: '张三丰',
    identity_number: who.number, phone: who.phone, code, consents: ['privacy', 'face'],
    answer: 'token', ...more });

  async function registered(password) {
    const who = await onRecord();
    const answer = await registration(who, await askFor(who.phone, 'registration'),
      password ? { password } : {});
    assert.equal(answer.status, 200, answer.text);
    return { ...who, ...answer.json };
  }

  it('lets nobody in who has not registered (R-043)', async () => {
    const who = await onRecord();
    assert.equal((await server.get(`/v1/people/${who.person}/balance`, { as: null })).status, 401);
    const unknown = await post('/v1/sessions/codes', { phone: who.phone });
    assert.equal(unknown.status, 202, 'who is asked, answers alike');
    assert.equal(await codeTo(who.phone), undefined, 'no code to who has not registered');
    const me = await registered();
    const balance = await server.get(`/v1/people/${me.person}/balance`, { as: me.token });
    assert.equal(balance.json.total_fen, 500, balance.text);
    assert.equal((await server.get(`/v1/people/${who.person}/balance`, { as: me.token })).status, 404);
  });

  it('registers by the telephone on record, or by the face, and tells strangers nothing', async () => {
    const who = await onRecord();
    const strange = { ...who, phone: newPhone() };
    const code = await askFor(strange.phone, 'registration');
    const refusals = [
      await registration(strange, code), // another telephone, no face
      await registration({ ...strange, number: identityNumber() }, code), // nobody on record
      await registration(strange, code, { name: '李四' }),
      await registration(strange, code, { proof: 'failed' }),
    ];
    const told = refusals.map(({ status, json }) => [status, json.code, json.title, json.detail]);
    for (const each of told) assert.deepEqual(each, told[0]);
    assert.equal(told[0][1], 'registration_does_not_match');
    assert.equal((await registration(strange, '000000')).json.code, 'code_wrong');
    assert.equal((await registration(strange, code, { consents: [] })).json.code, 'consent_needed');
    const seen = await registration(strange, code, { proof: 'passed' });
    assert.equal(seen.status, 200, seen.text);
    assert.equal(seen.json.real_name_level, 3);
    assert.equal((await registration(strange, code, { proof: 'passed' })).status, 401, 'a code twice');
  });

  it('reaches the same person by each of their numbers (R-154)', async () => {
    const me = await registered('long enough words');
    const file = join(outbox, 'accounts.csv');
    const number = '440000123456';
    const other = await onRecord();
    writeFileSync(file, `证件号码,社保编号\n${other.number},${number}\n`);
    for (const account of [me.number, me.phone]) {
      const answer = await post('/v1/sessions',
        { kind: 'password', account, password: 'long enough words', answer: 'token' });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.json.person, me.person);
      const wrong = await post('/v1/sessions',
        { kind: 'password', account, password: 'long enough word', answer: 'token' });
      assert.equal(wrong.status, 401);
    }
  });

  it('gives each account of an older system a secret of its own, which serves once', async () => {
    const who = await onRecord();
    const file = join(outbox, 'old.csv');
    const report = join(outbox, 'secrets.csv');
    writeFileSync(file, `证件号码,社保编号\n${who.number},44000099\nbroken,1\n`);
    try { server.run('insurance-accounts', 'give', file, '--report', report); } catch { /* one refused */ }
    assert.equal(statSync(report).mode & 0o077, 0, 'others can read the secrets');
    const [, , secret] = readFileSync(report, 'utf8').split('\n')
      .find((line) => line.includes('44000099')).split(',');
    assert.match(secret, /^[2-9a-z]{12}$/);
    const open = (typed) => post('/v1/sessions',
      { kind: 'insurance_number', insurance_number: '44000099', secret: typed, answer: 'token' });
    assert.equal((await open('123456')).status, 401);
    const answer = await open(secret);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.must_change_secret, true);
    assert.equal((await open(secret)).status, 401, 'the secret has served');
    const as = answer.json.token;
    const early = await server.get(`/v1/people/${who.person}/balance`, { as });
    assert.equal(early.json.code, 'secret_must_be_changed', early.text);
    const change = (body) => server.call('POST', '/v1/me/secret', { as, key: null, body });
    assert.equal((await change({ new_secret: 'long enough words', old_secret: secret })).status, 401,
      'without a second factor');
    assert.equal((await change({ new_secret: '123456', code: '000000' })).json.code,
      'password_too_short');
    const asked = await server.call('POST', '/v1/me/codes', { as, key: null, body: { purpose: 'secret' } });
    assert.equal(asked.status, 202, asked.text);
    const done = await change({ new_secret: 'long enough words', code: await codeTo(who.phone) });
    assert.equal(done.status, 200, done.text);
    assert.equal((await server.get('/v1/me', { as })).status, 401, 'the session of before');
    assert.equal((await server.get(`/v1/people/${who.person}/balance`, { as: done.json.token }))
      .json.total_fen, 500);
    assert.equal((await open('long enough words')).status, 200);
  });

  it('signs everybody out when the telephone is changed at a counter', async () => {
    const me = await registered();
    const phone = newPhone();
    const changed = await server.post(`/v1/people/${me.person}/sign-in-phone`,
      { phone, sighted: 'identity_card' });
    assert.equal(changed.status, 200, changed.text);
    assert.equal((await server.get('/v1/me', { as: me.token })).status, 401);
    const code = await askFor(phone, 'sign_in');
    const again = await post('/v1/sessions', { kind: 'phone_code', phone, code, answer: 'token' });
    assert.equal(again.status, 200, again.text);
    assert.equal(again.json.person, me.person);
  });

  it('asks before it takes a telephone that somebody else signs in with (合用一部手机)', async () => {
    const first = await registered();
    const second = await onRecord();
    const atCounter = (more) => server.post(`/v1/people/${second.person}/sign-in-phone`, { phone: first.phone, sighted: 'identity_card', ...more });
    const asked = await atCounter({});
    assert.deepEqual([asked.status, asked.json.code], [409, 'phone_in_use'], asked.text);
    assert.match(asked.json.detail, /另一位参保人/);
    assert.equal((await server.get('/v1/me', { as: first.token })).json.phone, masked(first.phone));
    assert.equal((await atCounter({ take_over: true })).status, 200);
    // The other way round, by who registers: told only to who holds the telephone and is who they say.
    const third = await onRecord();
    assert.equal((await server.post(`/v1/people/${second.person}/sign-in-phone`, { phone: third.phone, sighted: 'identity_card' })).status, 200);
    const code = await askFor(third.phone, 'registration');
    assert.equal((await registration(third, '000000')).json.code, 'code_wrong');
    // What stood on record before somebody else showed the number proves nothing: it takes the face.
    assert.equal((await registration(third, code, { take_over: true })).json.code, 'registration_does_not_match');
    assert.equal((await registration(third, code, { name: '李四', proof: 'passed' })).json.code, 'registration_does_not_match');
    assert.equal((await registration(third, code, { proof: 'passed' })).json.code, 'phone_in_use');
    const taken = await registration(third, code, { proof: 'passed', take_over: true });
    assert.equal(taken.status, 200, taken.text);
    assert.equal((await server.get('/v1/me', { as: taken.json.token })).json.phone, masked(third.phone));
  });

  // Somebody signs in with a new number since a counter has recorded it: no code has gone there yet.
  async function signsIn() {
    const who = await onRecord();
    const phone = newPhone();
    assert.equal((await server.post(`/v1/people/${who.person}/sign-in-phone`, { phone, sighted: 'identity_card' })).status, 200);
    return { ...who, phone };
  }

  it('has a family confirm the number that it shares, on line by a code and the password (N-27)', async () => {
    const mother = await registered('long enough words');
    const shared = (await signsIn()).phone;
    const asked = await server.call('POST', '/v1/me/codes', { as: mother.token, key: null, body: { purpose: 'phone', phone: shared } });
    assert.equal(asked.status, 202, asked.text);
    const code = await codeTo(shared);
    const change = (body) => server.call('POST', '/v1/me/phone', { as: mother.token, key: null, body: { phone: shared, code, ...body } });
    assert.equal((await change({ password: 'another password', shared: true })).json.code, 'phone_change_not_shown');
    assert.equal((await change({ password: 'long enough words' })).json.code, 'phone_in_use');
    assert.equal((await change({ password: 'long enough words', shared: true, take_over: true })).json.code, 'phone_shared_or_taken_over');
    const done = await change({ password: 'long enough words', shared: true });
    assert.equal(done.status, 200, done.text);
    const me = (await server.get('/v1/me', { as: done.json.token })).json;
    assert.deepEqual([me.phone, me.phone_in_doubt], [masked(mother.phone), undefined], 'she signs in as before');
    assert.equal((await server.get(`/v1/people/${mother.person}`)).json.phone, masked(shared));
  });

  it('registers one of a family by a password where another signs in with the number (N-27)', async () => {
    const daughter = await signsIn();
    const father = { ...await onRecord(), phone: daughter.phone };
    const code = await askFor(father.phone, 'registration');
    const seen = { proof: 'passed', shared: true };
    assert.equal((await registration(father, code, seen)).json.code, 'member_missing');
    const joined = await registration(father, code, { ...seen, password: 'long enough words' });
    assert.equal(joined.status, 200, joined.text);
    const own = await post('/v1/sessions', { kind: 'password', account: father.number, password: 'long enough words', answer: 'token' });
    assert.equal(own.json.person, father.person, own.text);
    const other = await onRecord();
    const asked = await server.post(`/v1/people/${other.person}/sign-in-phone`, { phone: daughter.phone, sighted: 'identity_card' });
    assert.equal(asked.json.code, 'phone_in_use', 'the daughter signs in with it');
  });

  it('tells of a change of the telephone whoever declines messages (N-27)', async () => {
    const me = await registered('long enough words');
    const declined = await server.call('POST', '/v1/me/consents', { as: me.token, key: 'declines', body: { topic: 'messages', given: false } });
    assert.equal(declined.status, 200, declined.text);
    const phone = newPhone();
    await server.call('POST', '/v1/me/codes', { as: me.token, key: null, body: { purpose: 'phone', phone } });
    const done = await server.call('POST', '/v1/me/phone', { as: me.token, key: null, body: { phone, code: await codeTo(phone), password: 'long enough words' } });
    assert.equal(done.status, 200, done.text);
    server.run('notices', 'send', '--out', outbox);
    const told = readdirSync(outbox).filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(join(outbox, name), 'utf8').trim().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line)))
      .filter(({ title, person }) => title === '登录手机已变更' && person === me.person);
    assert.deepEqual(told.map(({ to }) => to).sort(), [me.phone, phone].sort());
  });

  it('lets a foreigner register and sign in by the number of the card, in either form (R-104, R-154)', async () => {
    const tail = engine === 'sqlite' ? 3 : 4;
    const phone = newPhone();
    const number = `GBR44018101012${tail}`;
    const person = await server.person({ name: 'BAKER TOM', identity_kind: 'foreign_permanent_residence_card', identity_number: number,
      birth_date: '1981-01-01', sex: 'male', phone });
    const answer = await registration({ number: number.toLowerCase(), phone }, await askFor(phone, 'registration'), { name: 'Baker Tom', password: 'long enough words' });
    assert.equal(answer.status, 200, answer.text);
    const again = await post('/v1/sessions', { kind: 'password', account: number, password: 'long enough words', answer: 'token' });
    assert.equal(again.json.person, person, again.text);
  });

  it('lets somebody name a proxy by name and identity number, through the last day (R-145)', async () => {
    const mother = await registered();
    const son = await registered();
    const give = (more) => server.post(`/v1/people/${mother.person}/authorisations`, { kind: 'proxy', relation: 'child', until: '2025-04-25', ...more }, { as: mother.token });
    const nobody = await give({ agent_name: '李四', agent_identity_number: son.number });
    const stranger = await give({ agent_name: '张三丰', agent_identity_number: identityNumber() });
    for (const each of [nobody, stranger]) assert.deepEqual([each.status, each.json.code, each.json.detail], [404, 'named_person_not_confirmed', nobody.json.detail]);
    assert.equal((await give({ agent_name: '张三丰' })).json.code, 'agent_or_identity_number');
    assert.equal((await give({ agent: son.person, agent_name: '张三丰', agent_identity_number: son.number })).json.code, 'agent_or_identity_number');
    const given = await give({ agent_name: '张三丰', agent_identity_number: son.number });
    assert.equal(given.status, 200, given.text);
    const summary = () => server.get(`/v1/people/${mother.person}/summary`, { as: son.token });
    assert.equal((await summary()).status, 200, 'on the last day');
    await server.post(`/v1/people/${mother.person}/authorisations/${given.json.authorisation}/revocation`, {}, { as: mother.token });
    // Told what became of it, and not that there is nobody.
    const over = await summary();
    assert.deepEqual([over.status, over.json.code], [409, 'authorisation_revoked'], over.text);
    const complaint = await server.post(`/v1/people/${mother.person}/complaints`, { region: '441900', kind: 'complaint', words: '排队太久了' }, { as: son.token });
    assert.equal(complaint.json.code, 'authorisation_revoked', complaint.text);
    const other = await registered();
    assert.equal((await server.get(`/v1/people/${mother.person}/summary`, { as: other.token })).status, 404);
  });

  it('gives people a copy of what is kept of them, and of nobody else', async () => {
    const me = await registered();
    const { json, status, text } = await server.get('/v1/me/export', { as: me.token });
    assert.equal(status, 200, text);
    assert.equal(json.me.person, me.person);
    for (const part of ['account.balance', 'account.postings', 'enrolment.list', 'card.list']) {
      assert.ok(json[part], `${part} is missing: ${Object.keys(json)}`);
    }
    assert.equal((await server.get('/v1/me/export')).status, 403);
  });

  it('gives the copy whole: every page, every year, the forms of cases, consents and sign-ins (N-27)', async () => {
    const me = await registered();
    for (let i = 0; i < 230; ++i) await server.pay(me.person, 1);
    const complaint = await server.done('POST', `/v1/people/${me.person}/complaints`, { region: '441900', kind: 'complaint', words: '排队太久了' }, { as: me.token });
    const { json, text } = await server.get('/v1/me/export', { as: me.token });
    const { postings } = json['account.postings'];
    assert.deepEqual(postings.map(({ id }) => id), (await server.postings(me.person)).map(({ id }) => id));
    assert.ok(postings.length > 230, String(postings.length));
    assert.equal('next' in json['enquiry.views'], false);
    assert.equal('year' in json['enquiry.monthly-credits'], false, 'of all years');
    assert.ok(json['complaint.list.cases'].some((each) => each.case === complaint.case && JSON.stringify(each).includes('排队太久了')), text.slice(0, 2_000));
    assert.ok(json['me.consents'] && json['me.sessions'], Object.keys(json).join(' '));
    assert.deepEqual(json.reasons.map(({ rule }) => rule), ['export_without_files']);
    assert.match(json.reasons[0].detail, /文件/);
  });

  it('lets go of who withdraws the consent, and keeps the record', async () => {
    const me = await registered();
    const withdrawn = await server.post('/v1/me/consents', { topic: 'privacy' }, { as: me.token });
    assert.equal(withdrawn.status, 200, withdrawn.text);
    // Who withdrew reads that, and not that somebody else ended the sign-in.
    const after = await server.get('/v1/me', { as: me.token });
    assert.deepEqual([after.status, after.json.code], [401, 'account_given_up']);
    assert.match(after.json.reasons[0].next_step, /重新注册/);
    assert.equal(await server.balance(me.person), 500);
  });

  it('keeps sessions over a restart, and none beyond its time', async () => {
    const me = await registered();
    await server.stop();
    await server.start();
    assert.equal((await server.get('/v1/me', { as: me.token })).status, 200);
    await server.stop();
    // A code that was asked for and not sent in its minutes is not sent any more.
    const phone = newPhone();
    await server.start();
    assert.equal((await post('/v1/sessions/codes', { phone, purpose: 'registration' })).status, 202);
    await server.stop();
    await server.start('2025-04-27');
    assert.equal(await codeTo(phone), undefined);
    assert.equal((await server.get('/v1/me', { as: me.token })).status, 401);
    await server.stop();
    assert.doesNotThrow(() => server.run('verify'));
  });
});
