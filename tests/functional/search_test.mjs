// Finding somebody (查找参保人) follows the rules of looking at a record: with a purpose, of one's own
// place or of who is present, and the person sees who it was (R-051, R-053, N-16).
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

onEachEngine('search for people', (engine) => {
  let server;
  const number = identityNumber();
  const birth_date = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  let person;
  before(async () => {
    server = await Server.fresh(engine);
    await server.issueTokens({
      'window-here': ['--role', 'county_window', '--id', '31', '--region', '441900'],
      'window-elsewhere': ['--role', 'county_window', '--id', '32', '--region', '140602'],
      'community-elsewhere': ['--role', 'community', '--id', '33', '--region', '330100'],
    });
    person = await server.person({ name: '贺寻', identity_number: number });
    await server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
  });
  after(() => server?.remove());

  const find = (as, body, purpose = '本人到窗口查询') => server.post('/v1/people/search', { purpose, ...body }, { as });
  async function seen(count) {
    let views = [];
    for (const end = Date.now() + 3_000; views.length < count && Date.now() < end;) {
      ({ views } = await server.done('GET', `/v1/people/${person}/views`, undefined, { as: 'auditor' }));
      views = views.filter(({ endpoint }) => endpoint === 'person.search');
    }
    return views;
  }

  it('asks what for, before it tells whether there is anybody', async () => {
    for (const identity_number of [number, identityNumber()]) {
      const told = await server.post('/v1/people/search', { identity_number }, { purpose: null });
      assert.deepEqual([told.status, told.json.code], [400, 'purpose_missing'], told.text);
    }
  });

  it('shows who is of the place, and those who stand there from anywhere', async () => {
    assert.equal((await find('window-here', { identity_number: number })).json.person, person);
    assert.equal((await find('officer-441900', { name: '贺寻', birth_date })).json.people[0].person, person);
    assert.equal((await find('window-elsewhere', { identity_number: number, person_present: true })).json.person, person);
  });

  it('tells windows of elsewhere what is told of nobody, and officers whose the person is', async () => {
    const nobody = await find('window-elsewhere', { identity_number: identityNumber() });
    for (const as of ['window-elsewhere', 'community-elsewhere']) {
      const told = await find(as, { identity_number: number });
      assert.deepEqual([told.status, told.json.code], [nobody.status, nobody.json.code], told.text);
      assert.deepEqual((await find(as, { name: '贺寻', birth_date })).json.people, []);
    }
    const officer = await find('officer-330100', { identity_number: number });
    assert.deepEqual([officer.status, officer.json.code], [403, 'other_agency'], officer.text);
    assert.deepEqual((await find('officer-330100', { name: '贺寻', birth_date })).json.people, []);
  });

  it('leaves a trace with the person whom it found, with what it was for', async () => {
    const views = await seen(3);
    assert.equal(views.length, 3, JSON.stringify(views));
    assert.ok(views.every(({ purpose }) => purpose === '本人到窗口查询'));
    assert.deepEqual(views.map(({ person_present }) => person_present).sort(), [false, false, true]);
  });
});
