// 查询密码 without a telephone of one's own: set at a counter that has the identity
// document in hand; opens a self-service machine, for reading one's own and nothing else.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

onEachEngine('enquiry password', (engine) => {
  let server;
  let person;
  let other;
  const number = identityNumber({ birth: '19450101' });
  before(async () => {
    server = await Server.fresh(engine);
    person = await server.person({ name: '林翁', identity_number: number, fen: 123_400 });
    await server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
    other = await server.person({ fen: 100 });
    await server.issueTokens({ own: ['--role', 'participant', '--person', person, '--channel', 'app'],
      elsewhere: ['--role', 'agency_officer', '--region', '330100', '--id', '73'] });
  });
  after(() => server?.remove());

  const set = (body, as) => server.post(`/v1/people/${person}/enquiry-password`, body, { as });
  const kiosk = { 'X-Yibao-Client': 'kiosk' };
  const enter = (account, password, headers = kiosk) => server.post('/v1/sessions',
    { kind: 'enquiry_password', account, password, answer: 'token' }, { as: null, headers });

  it('is set by an officer who has seen the document, and the person is told', async () => {
    for (const [body, as, status, code] of [
      [{ password: '135790' }, 'officer-441900', 409, 'materials_missing'],
      [{ password: '135790', sighted: ['household_book'] }, 'officer-441900', 409, 'materials_missing'],
      [{ password: '123456', sighted: ['identity_document'] }, 'officer-441900', 400, 'enquiry_password_too_simple'],
      [{ password: '135790', sighted: ['identity_document'] }, 'own', 400, 'sighted_by_officers_only'],
      [{ password: '135790', sighted: ['identity_document'] }, 'cashier-441900', 403, 'role_not_allowed'],
      [{ password: '135790', sighted: ['identity_document'] }, 'elsewhere', 403, 'other_agency']]) {
      const answer = await set(body, as);
      assert.deepEqual([answer.status, answer.json.code], [status, code], answer.text);
    }
    assert.equal((await enter(number, '135790')).status, 401, 'none is set');
    const done = await set({ password: '135790', sighted: ['identity_document'] }, 'officer-441900');
    assert.equal(done.status, 200, done.text);
    assert.ok(!done.text.includes('135790'));
    const { messages: [told] } = await server.done('GET', `/v1/people/${person}/messages`, undefined, { as: 'own' });
    assert.equal(told.rule, 'enquiry_password_set_at_counter');
    assert.match(told.detail, /东莞市的窗口核验您的身份证件/);
  });

  it('opens a machine, to read one\'s own there and nothing else', async () => {
    const opened = await enter(number, '135790');
    assert.equal(opened.status, 200, opened.text);
    assert.equal(opened.json.person, person);
    const as = opened.json.token;
    assert.equal((await server.get(`/v1/people/${person}/balance`, { as })).json.total_fen, 123_400);
    assert.equal((await server.get(`/v1/people/${other}/balance`, { as })).status, 404);
    for (const headers of [{}, kiosk, { 'X-Yibao-Client': 'participant-app' }]) {
      const filed = await server.post(`/v1/people/${person}/complaints`, { region: '441900', kind: 'complaint', words: '排队太久' }, { as, headers });
      assert.deepEqual([filed.status, filed.json.code], [403, 'client_only_reads'], filed.text);
    }
    assert.equal((await server.call('DELETE', '/v1/sessions/current', { as })).status, 200);
    assert.equal((await server.get(`/v1/people/${person}/balance`, { as })).status, 401);
  });

  it('opens nothing but machines', async () => {
    for (const client of ['participant-app', 'web-site']) {
      const answer = await enter(number, '135790', { 'X-Yibao-Client': client });
      assert.deepEqual([answer.status, answer.json.code], [403, 'enquiry_password_at_kiosks_only'], answer.text);
    }
  });

  it('takes the letters of an older residence card as keys without letters give them (R-136)', async () => {
    const letters = 'USA440181010123';
    const foreigner = await server.person({ name: 'Smith John', identity_kind: 'foreign_permanent_residence_card', identity_number: letters, sex: 'male', birth_date: '1981-01-01' });
    await server.done('POST', `/v1/people/${foreigner}/enquiry-password`, { password: '975310', sighted: ['identity_document'] });
    const keys = [...letters].map((each) => ({ A: 2, B: 2, C: 2, D: 3, E: 3, F: 3, G: 4, H: 4, I: 4, J: 5, K: 5, L: 5, M: 6, N: 6, O: 6, P: 7, Q: 7, R: 7, S: 7, T: 8, U: 8, V: 8 })[each] ?? each).join('');
    assert.equal((await enter(keys, '975310')).status, 200);
  });

  it('makes who guesses wait, and says the same of a number that nobody has', async () => {
    const wrong = await enter(number, '135791');
    const nobody = await enter(identityNumber(), '135791');
    assert.deepEqual([wrong.status, wrong.json.code, wrong.json.detail], [401, 'sign_in_failed', nobody.json.detail]);
    assert.equal(nobody.status, 401);
    let answer = wrong;
    for (let i = 0; i < 12 && answer.status === 401; ++i) answer = await enter(number, String(246_801 + i));
    assert.equal(answer.status, 429, answer.text);
    const right = await enter(number, '135790');
    assert.equal(right.status, 429, 'the right one waits too');
  });
});
