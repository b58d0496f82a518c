// The register of employers as officers look into it, and an employer's own people: by code and by words of a
// name, page by page, of one's own place alone; of another employer nothing.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
function employerCode(serial) {
  const body = `91441900${String(300_000_000 + serial)}`;
  let weight = 1;
  let sum = 0;
  for (const c of body) { sum += alphabet.indexOf(c) * weight; weight = (weight * 3) % 31; }
  return body + alphabet[(31 - (sum % 31)) % 31];
}

onEachEngine('employers', (engine) => {
  let server;
  const known = {};
  const names = ['东莞甲电子厂', '东莞乙电子厂', '东莞丙纺织厂', '东莞丁电子厂'];
  const officer = { as: 'officer-441900' };
  const find = async (words, more = '') => (await server.done('GET',
    `/v1/employers?region=441900${words && `&words=${encodeURIComponent(words)}`}${more}`, undefined, officer));
  before(async () => {
    server = await Server.fresh(engine);
    for (const [serial, name] of names.entries()) {
      known[name] = (await server.done('POST', '/v1/employers', { region: '441900', code: employerCode(serial), name }, officer)).employer;
    }
    await server.issueTokens({ own: ['--role', 'employer_officer', '--employer', known[names[0]], '--region', '441900', '--channel', 'web'] });
  });
  after(() => server?.remove());

  it('are found by code, and by words of their name, page by page', async () => {
    assert.deepEqual((await find(employerCode(2))).employers.map(({ name }) => name), [names[2]]);
    assert.deepEqual((await find('没有')).employers, []);
    const seen = [];
    let page = await find('电子', '&limit=2');
    for (;;) {
      seen.push(...page.employers.map(({ name }) => name));
      if (!page.next) break;
      page = await find('电子', `&limit=2&after=${page.next}`);
    }
    assert.deepEqual(seen, [names[0], names[1], names[3]]);
    assert.equal((await find('', '&limit=4')).next, undefined, 'exactly a page is the last one');
  });

  it('are found at one\'s own place alone', async () => {
    assert.equal((await server.get('/v1/employers?region=441900', { as: 'officer-330100' })).status, 403);
    assert.equal((await server.get('/v1/employers?region=441900', { as: 'own' })).status, 403);
    const code = employerCode(0);
    const elsewhere = await server.done('GET', `/v1/employers?region=330100&words=${code}`, undefined, { as: 'officer-330100' });
    assert.deepEqual(elsewhere.employers, [], 'that it exists elsewhere is not told');
  });

  it('see their people with state and days: by the whole name, the number in part', async () => {
    const path = `/v1/employers/${known[names[0]]}`;
    const people = ['周一', '周二', '吴三'].map((name) => ({ name, identity_number: identityNumber() }));
    for (const one of people) {
      await server.person(one);
      await server.done('POST', `${path}/joiners`, { ...one, base_fen: 500_000 }, { as: 'own' });
    }
    await server.done('POST', `${path}/leavers`, people[1], { as: 'own' });
    const ask = (more = '') => server.done('GET', `${path}/people?limit=1${more}`, undefined, { as: 'own' });
    const first = await ask();
    assert.deepEqual([first.active, first.left, first.people.length], [2, 1, 1]);
    assert.equal(first.people[0].name, '周一');
    assert.match(first.people[0].identity_number, /^\d{4}\*+\w{4}$/);
    const second = await ask(`&after=${first.next}`);
    assert.deepEqual([second.people[0].name, second.next], ['吴三', undefined]);
    const [left] = (await ask('&state=left')).people;
    assert.deepEqual([left.name, left.state, typeof left.suspended_on], ['周二', 'suspended', 'string']);
    assert.deepEqual((await ask(`&words=${encodeURIComponent('吴')}`)).people.map(({ name }) => name), ['吴三']);
    const told = await server.done('GET', `${path}/people`, undefined, officer);
    assert.deepEqual(told.people.map(({ name }) => name), ['周*', '吴*'], 'masked to an officer');
    for (const [as, status] of [['officer-330100', 403], ['cashier-441900', 403]]) {
      assert.equal((await server.get(`${path}/people`, { as })).status, status);
    }
    assert.equal((await server.get(`/v1/employers/${known[names[1]]}/people`, { as: 'own' })).status, 404);
  });

  it('are told what concerns them, in both languages, and what they have read stays read (R-062)', async () => {
    await server.issueTokens({ second: ['--role', 'employer_officer', '--employer', known[names[1]], '--region', '441900', '--channel', 'web'] });
    const own = `/v1/employers/${known[names[0]]}`;
    const second = `/v1/employers/${known[names[1]]}`;
    const one = { name: '郑七', identity_number: identityNumber() };
    await server.person(one);
    await server.done('POST', `${own}/joiners`, { ...one, base_fen: 500_000 }, { as: 'own' });
    const before = (await server.done('GET', `${own}/messages`, undefined, { as: 'own' })).unread;
    const conflict = await server.done('POST', `${second}/joiners`, { ...one, base_fen: 500_000 }, { as: 'second' });
    assert.match(conflict.lapses_on, /^\d{4}-\d{2}-\d{2}$/);
    await server.done('POST', `${second}/joiners/urge`, one, { as: 'second' });
    const told = await server.done('GET', `${own}/messages`, undefined, { as: 'own' });
    assert.equal(told.unread, before + 2);
    assert.deepEqual(told.messages.slice(0, 2).map(({ rule, read }) => [rule, read]),
      [['employer_leaver_urged', false], ['employer_leaver_awaited', false]]);
    assert.match(told.messages[1].detail, /郑七/);
    assert.equal(told.messages[1].detail.includes(names[1]), false, 'the new employer is not named');
    const english = await server.get(`${own}/messages?limit=1`, { as: 'own', headers: { 'accept-language': 'en' } });
    assert.equal(english.json.messages[0].title, 'Leaver report urged');
    assert.equal(typeof english.json.next, 'number');
    const older = await server.done('GET', `${own}/messages?before=${english.json.next}`, undefined, { as: 'own' });
    assert.equal(older.messages[0].rule, 'employer_leaver_awaited');

    // Read by the employer alone; the agency of the place may look, another one and another employer may not.
    const up_to = told.messages[0].at;
    for (const [as, status] of [['officer-441900', 403], ['second', 404]]) {
      assert.equal((await server.post(`${own}/messages/read`, { up_to }, { as })).status, status);
    }
    for (const [as, status] of [['officer-441900', 200], ['officer-330100', 403], ['second', 404], ['cashier-441900', 403]]) {
      assert.equal((await server.get(`${own}/messages`, { as })).status, status);
    }
    const marked = await server.done('POST', `${own}/messages/read`, { up_to }, { as: 'own' });
    const read = await server.done('GET', `${own}/messages`, undefined, { as: 'own' });
    assert.deepEqual([read.unread, read.messages[0].read, read.messages[0].read_at], [0, true, marked.read_at]);
    const again = await server.done('POST', `${own}/messages/read`, { up_to }, { as: 'own' });
    assert.equal(again.read_at, marked.read_at, 'the first reading counts');

    // 经办机构: who waits for whom, and until when.
    const waiting = await server.done('GET', '/v1/agencies/441900/waiting-joiners', undefined, officer);
    const mine = waiting.waiting.find(({ employer }) => employer === names[1]);
    assert.deepEqual([mine.blocking_employer, mine.name, mine.urged, mine.lapses_on], [names[0], '郑*', 1, conflict.lapses_on]);
    assert.equal((await server.get('/v1/agencies/441900/waiting-joiners', { as: 'officer-330100' })).status, 403);
  });
});
