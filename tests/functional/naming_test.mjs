// 指名他人: a participant names somebody else by name and number together, and is told one thing only,
// whatever is the matter; a few times, and the one who was named sees it (N-16: answers
// that do not tell whether a number is known).
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine, picture } from './harness.mjs';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

onEachEngine('naming', (engine) => {
  let server;
  const people = {};
  const birth = '19800101';
  before(async () => {
    server = await Server.fresh(engine);
    const add = async (name, { kind, region = '441900', fen, ...more } = {}) => {
      const number = identityNumber(more);
      const person = await server.person({ name, identity_number: number, fen });
      if (kind) await server.done('POST', `/v1/people/${person}/enrolments`, { region, kind, ...(kind === 'flexible' ? { base_fen: 600_000 } : {}) }, { as: `officer-${region}` });
      people[name] = { person, number, name };
    };
    await add('王强', { kind: 'flexible', fen: 100_000, birth });
    await add('王母', { kind: 'resident_adult' });
    await add('林近', { kind: 'resident_adult' });
    await add('林远', { kind: 'resident_adult', region: '330100' });
    await add('林无');
    await add('林亡');
    await server.die(people.林亡.person, '2025-04-20');
    await server.issueTokens(Object.fromEntries(Object.entries(people).map(([name, { person }]) =>
      [name, ['--role', 'participant', '--person', person, '--channel', 'app']])));
  });
  after(() => server?.remove());

  const unknown = () => ({ number: identityNumber(), name: '林近' });
  // Another number of the same day of birth and sex.
  const born = () => {
    for (;;) {
      const number = identityNumber({ birth });
      if (Number(number[16]) % 2 === Number(people.王强.number[16]) % 2) return { number, name: '王强' };
    }
  };
  const ask = (path, body, { as = '王强', dry = false } = {}) =>
    server.post(`/v1/people/${people[as].person}/${path}${dry ? '?dry_run=true' : ''}`, body, { as, ...(dry ? { key: null } : {}) });
  const named = ({ number, name }) => ({ identity_number: number, name });
  const doors = {
    'aid-applications': (whom) => ({ region: '441900', relative: whom, relation: 'spouse' }),
    'aid-contributions': (whom) => ({ insured: whom, year: 2025 }),
    'person-merges': (whom) => ({ region: '441900', merged: whom }),
    inheritances: (whom, own = people.王强.number) => ({ region: '441900', deceased: whom, heirs: [{ identity_number: own, share: '1/1', paid_to: 'account' }] }),
    'inheritances (heirs)': (whom, own = people.王强.number) => ({ region: '441900', deceased: named(people.林亡),
      heirs: [{ identity_number: own, share: '1/2', paid_to: 'account' }, { ...whom, share: '1/2', paid_to: 'account' }] }),
    authorisations: (whom) => ({ kind: 'proxy', relation: 'no_relative', until: '2025-12-31', agent_name: whom.name, agent_identity_number: whom.identity_number }),
  };
  // What each is not possible with, besides who is not known by that name.
  const impossible = {
    'aid-applications': ['林远', '林无', '林亡'],
    'aid-contributions': ['王母', '林近', '林远', '林无', '林亡'],
    'person-merges': ['林近', '林无'],
    inheritances: ['林近', '林无'],
    'inheritances (heirs)': ['林无', '林亡'],
    authorisations: ['林亡'],
  };

  for (const [door, body] of Object.entries(doors)) {
    const path = door.split(' ')[0];
    it(`${door}: one answer for a number that is unknown, another name, and somebody with whom it cannot be`, async () => {
      // A token of its own for each door: who asks often waits.
      const answers = [];
      for (const dry of [true, false]) {
        for (const whom of [unknown(), { ...people.林近, name: '别人' }, ...impossible[door].map((name) => people[name])]) {
          answers.push([whom.name, await ask(path, body(named(whom), people[asker(door)].number), { as: asker(door), dry })]);
        }
      }
      for (const [name, answer] of answers) {
        assert.equal(answer.status, 404, `${name}: ${answer.text}`);
        assert.equal(answer.json.code, 'named_person_not_confirmed', name);
        const { trace_id: trace, instance, ...said } = answer.json;
        const { trace_id: first, instance: where, ...before_ } = answers[0][1].json;
        assert.deepEqual(said, before_, `${name} is told apart`);
        assert.ok(!answer.text.includes('林') && !answer.text.replace(instance, '').replace(trace, '').match(uuid), answer.text);
      }
    });
  }
  // Each door is tried by an account of its own, so that none has to wait for the others.
  const askers = {};
  function asker(door) { return askers[door] ?? '王强'; }
  before(async () => {
    const tokens = {};
    for (const door of Object.keys(doors)) {
      const name = `问${Object.keys(askers).length}`;
      const number = identityNumber({ birth: '19790202' });
      const person = await server.person({ name: '问人', identity_number: number, fen: 50_000 });
      await server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
      people[name] = { person, number, name: '问人' };
      askers[door] = name;
      tokens[name] = ['--role', 'participant', '--person', person, '--channel', 'app'];
    }
    await server.issueTokens(tokens);
  });

  it('asks for the name with the number, of everybody but oneself', async () => {
    for (const [path, body] of Object.entries(doors).filter(([each]) => !/heirs|authorisations/.test(each))) {
      const answer = await ask(path, body({ identity_number: people.林近.number }));
      assert.deepEqual([answer.status, answer.json.code], [400, 'member_missing'], `${path}: ${answer.text}`);
      assert.match(JSON.stringify(answer.json.reasons), /name/);
    }
    const own = await ask('aid-contributions', { insured: { identity_number: people.王强.number }, year: 2025 });
    assert.notEqual(own.json.code, 'member_missing', own.text);
  });

  it('goes on with who is named rightly, and keeps their number of ours to itself', async () => {
    const draft = await ask('aid-applications', doors['aid-applications'](named(people.王母)), { as: '王强' });
    assert.equal(draft.status, 200, draft.text);
    const own = draft.json.case;
    assert.deepEqual(draft.text.match(uuid).filter((each) => each !== own), [], draft.text);
    for (const slot of draft.json.materials_missing) await server.done('POST', `/v1/aid-applications/${own}/materials`, { slot, content: picture }, { as: '王强' });
    await server.done('POST', `/v1/aid-applications/${own}/confirmation`, { form_digest: draft.json.form_digest }, { as: '王强' });
    const seen = await server.get(`/v1/aid-applications/${own}`, { as: '王强' });
    assert.equal(seen.json.form.relative, undefined, seen.text);
    const officers = await server.get(`/v1/aid-applications/${own}`);
    assert.equal(officers.json.form.relative, people.王母.person, 'the officer who decides sees whom');
    await server.done('POST', `/v1/aid-applications/${own}/approval`, { checked: draft.json.materials_missing });
    const paid = await ask('aid-contributions', { insured: named(people.王母), year: 2025 });
    assert.equal(paid.status, 200, paid.text);
    const again = await ask('aid-contributions', { insured: named(people.王母), year: 2025 });
    assert.equal(again.json.code, 'resident_year_already_paid', 'of a bound relative it is told');
  });

  it('tells a number that may be one\'s own how it stands only where name and day of birth agree', async () => {
    const old = born();
    const person = await server.person({ name: '王强', identity_number: old.number });
    await server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
    const answer = await ask('person-merges', doors['person-merges'](named(old)));
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(answer.json.obstacles.map(({ rule }) => rule), ['merge_still_enrolled']);
  });

  it('leaves a trace with who was named, of a rehearsal too', async () => {
    const { person } = people.林近;
    const looks = async () => (await server.done('GET', `/v1/people/${person}/views`, undefined, { as: '林近' })).views
      .filter(({ rule }) => rule === 'person_named_by_other');
    const before_ = (await looks()).length;
    assert.ok(before_ > 0, 'the tries above');
    await ask('aid-applications', doors['aid-applications']({ identity_number: people.林近.number, name: '猜的' }), { dry: true });
    let seen = [];
    for (const end = Date.now() + 2_000; seen.length <= before_ && Date.now() < end;) seen = await looks();
    assert.equal(seen.length, before_ + 1);
    assert.match(seen[0].detail, /填写了您的证件号码:家庭共济绑定/);
    assert.ok(!seen[0].detail.includes('王'), 'not who it was');
    const { views } = await server.done('GET', `/v1/access/views?person=${person}`, undefined, { as: 'auditor' });
    assert.equal(views[0].by.split(':')[0], 'participant', 'the auditor sees who');
  });

  it('makes who asks about one number after the other wait', async () => {
    const { person } = people.林无;
    let answer;
    let tries = 0;
    do {
      answer = await server.post(`/v1/people/${person}/aid-applications?dry_run=true`, doors['aid-applications'](named(unknown())), { as: '林无', key: null });
      tries += 1;
    } while (answer.status === 404 && tries < 60);
    assert.deepEqual([answer.status, answer.json.code], [429, 'named_too_often'], answer.text);
    assert.ok(tries > 5 && tries < 40, `${tries} tries`);
    assert.ok(Number(answer.headers.get('Retry-After')) >= 1);
    // Of a list each counts: nobody asks about twenty at once, as often.
    const own = await server.post(`/v1/people/${person}/complaints`, { region: '441900', kind: 'suggestion', words: '谢谢' }, { as: '林无' });
    assert.equal(own.status, 200, 'what names nobody goes on');
  });

  it('tells an employer nothing of a number before the name fits (N-16)', async () => {
    const { employer } = await server.done('POST', '/v1/employers', { region: '441900', code: '91330100MA27XL0H3N', name: '问号公司' });
    await server.issueTokens({ employer: ['--role', 'employer_officer', '--employer', employer, '--channel', 'web'] });
    const said = ({ status, json: { trace_id, instance, person, name, identity_number, birth_date, ...more } }) => ({ status, ...more });
    const register = (whom, dry) => server.post(`/v1/people${dry ? '?dry_run=true' : ''}`, named(whom), { as: 'employer', ...(dry ? { key: null } : {}) });
    const guessed = { ...people.林近, name: '猜的' };
    assert.deepEqual(said(await register(guessed, true)), said(await register(unknown(), true)));
    assert.equal((await register(people.林近, true)).json.code, 'person_already_registered');
    const refused = await register(guessed, false);
    assert.deepEqual([refused.status, refused.json.code], [409, 'employee_not_confirmed'], refused.text);
    for (const kind of ['joiners', 'leavers']) {
      for (const dry of ['', '?dry_run=true']) {
        const report = (whom) => server.post(`/v1/employers/${employer}/${kind}${dry}`, { ...named(whom), ...(kind === 'joiners' ? { base_fen: 600_000 } : {}) }, { as: 'employer', ...(dry ? { key: null } : {}) });
        const answers = [said(await report(guessed)), said(await report(unknown()))];
        assert.deepEqual(answers[0], answers[1]);
        assert.deepEqual([answers[0].status, answers[0].code], [409, 'employee_not_confirmed']);
      }
    }
    const looks = async () => (await server.done('GET', `/v1/people/${people.林近.person}/views`, undefined, { as: '林近' })).views
      .filter(({ rule }) => rule === 'person_named_by_employer');
    let seen = [];
    for (const end = Date.now() + 2_000; seen.length < 6 && Date.now() < end;) seen = await looks();
    assert.ok(seen.length >= 6, 'who was asked about sees it');
    // Nobody asks about hundreds.
    const rows = (many) => Array.from({ length: many }, (_, i) => ({ line: i + 1, kind: 'joiner', ...named(unknown()), base_fen: 600_000 }));
    let answer;
    let files = 0;
    do {
      answer = await server.post(`/v1/employers/${employer}/monthly-files?dry_run=true`, { rows: rows(60) }, { as: 'employer', key: null });
      files += 1;
    } while (answer.status === 200 && files < 20);
    assert.deepEqual([answer.status, answer.json.code], [429, 'named_too_often'], answer.text);
    assert.ok(files > 3 && files < 8, `${files} files`);
  });

  it('tells officers which of it it is', async () => {
    const at = (path, body) => server.post(`/v1/people/${people.王强.person}/${path}`, body);
    assert.equal((await at('aid-applications', doors['aid-applications']({ identity_number: identityNumber() }))).json.code, 'person_not_registered');
    assert.equal((await at('aid-applications', doors['aid-applications']({ ...named(people.林近), name: '别人' }))).json.code, 'name_does_not_match');
    const draft = await at('aid-applications', doors['aid-applications']({ identity_number: people.林无.number }));
    assert.deepEqual(draft.json.obstacles.map(({ rule }) => rule), ['aid_beneficiary_not_insured']);
  });

  it('leaves a database that verifies', async () => {
    await server.stop();
    assert.match(server.run('verify'), /verify: OK/);
    await server.start();
  });
});
