// Seals over HTTP: the answer to "why am I held", release, appeal, identity, complaint: who may, what
// bad input is answered with, and that nothing is changed by it.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

onEachEngine('seal', (engine) => {
  let server;
  let person;
  const seals = async (as = 'self', on = '') => server.done('GET',
    `/v1/people/${person}/seals${on}`, undefined, { as });

  before(async () => {
    server = await Server.fresh(engine);
    person = await server.person({ fen: 100_000 });
    await server.history(person, { region: '441900',
      kind: 'flexible', base_fen: 500_000, started_on: '2024-01-01', suspended_on: '2025-03-01' });
    const stranger = await server.person();
    const senior = (id) => ['--role', 'senior_officer', '--region', '441900', '--id', id];
    await server.issueTokens({
      self: ['--role', 'participant', '--person', person, '--channel', 'app'],
      stranger: ['--role', 'participant', '--person', stranger, '--channel', 'app'],
      'senior-2': senior('902'), 'senior-3': senior('903'), 'senior-4': senior('904'),
    });
  });
  after(() => server?.remove());
  // Drafts, hands in what is missing, confirms.
  const file = async (path, form) => {
    const draft = await server.done('POST', `/v1/people/${person}/${path}`,
      { region: '441900', ...form }, { as: 'self' });
    for (const slot of draft.materials_missing) {
      await server.done('POST', `/v1/${path}/${draft.case}/materials`,
        { slot, content: picture }, { as: 'self' });
    }
    await server.done('POST', `/v1/${path}/${draft.case}/confirmation`,
      { form_digest: draft.form_digest }, { as: 'self' });
    return draft;
  };

  // every cause, what it stops, what to do; R-060: lifting one leaves the other.
  it('names every hold, what still works, and the steps in their order', async () => {
    await server.done('POST', `/v1/people/${person}/holds`, { cause: 'admin', note: '法院文书' },
      { as: 'senior-441900' });
    await server.done('POST', `/v1/people/${person}/identity-changes`, { note: '改名' },
      { as: 'self' });
    const answer = await seals();
    assert.deepEqual(answer.seals.map(({ cause }) => cause), ['id_change', 'admin']);
    assert.deepEqual(answer.steps.map(({ ways }) => ways.map(({ way }) => way)),
      [['update_identity'], ['lift_order', 'win_appeal']]);
    const [place] = answer.works;
    for (const what of ['benefit', 'spending', 'card', 'id_card', 'e_certificate', 'transfer']) {
      assert.equal(place[what], 'stopped', what);
    }
    for (const seal of answer.seals) {
      assert.equal(seal.set_by, undefined, 'a person learns which officer it was');
      assert.ok(seal.reason.title && seal.reason.next_step);
    }
    assert.ok((await seals('auditor')).seals[1].set_by.startsWith('senior_officer:'));
    for (const { ways } of answer.steps) {
      for (const { reason } of ways) {
        for (const parameter of reason.parameters) {
          for (const member of ['parameter', 'value', 'region', 'from', 'source', 'verified']) {
            assert.notEqual(parameter[member], undefined, member);
          }
        }
      }
    }
  });

  // What is not there is not stopped: nothing holds an account that nobody has.
  it('tells a stopped account from none', async () => {
    const other = await server.person();
    await server.history(other, { region: '330100', kind: 'flexible', base_fen: 500_000,
      started_on: '2025-01-01' }, { as: 'officer-330100', by: 'officer2-330100' });
    const { works } = await server.done('GET', `/v1/people/${other}/seals`, undefined, { as: 'auditor' });
    const place = works.find(({ region }) => region === '330100');
    assert.deepEqual([place.spending, place.spending_with], ['absent', []]);
  });

  it('is nobody else\'s to see or to file', async () => {
    assert.equal((await server.get(`/v1/people/${person}/seals`, { as: 'stranger' })).status, 404);
    for (const path of ['seal-releases', 'appeals', 'complaints', 'hold-corrections']) {
      const form = { region: '441900', cause: 'admin', grounds: 'x', kind: 'complaint', words: 'x',
        finding: 'x' };
      const answer = await server.post(`/v1/people/${person}/${path}`, form, { as: 'stranger' });
      assert.ok([400, 404].includes(answer.status), answer.text);
    }
    const own = await server.post(`/v1/people/${person}/complaints`,
      { region: '441900', kind: 'complaint', words: '太慢' }, { as: 'stranger' });
    assert.equal(own.status, 404, own.text);
    const far = await server.get('/v1/agencies/330100/unsupported-holds', { as: 'officer-441900' });
    assert.equal(far.json.code, 'other_agency');
  });

  const bad = {
    'a release of no cause': ['seal-releases', { region: '441900' }, 'member_missing'],
    'a release of an unknown cause': ['seal-releases', { region: '441900', cause: 'bad_luck' },
      'member_unknown_code'],
    'a hold that is no id': ['seal-releases', { region: '441900', cause: 'admin', hold: '1' },
      'member_not_id'],
    'an impossible day': ['seal-releases', { region: '441900', cause: 'admin',
      document_expires_on: '2025-02-30' }, 'member_not_date'],
    'an override by the person': ['seal-releases', { region: '441900', cause: 'transfer',
      override_reason: '急' }, 'override_by_officers_only'],
    'a slot sighted by the person': ['seal-releases', { region: '441900', cause: 'admin',
      sighted: ['identity_document'] }, 'sighted_by_officers_only'],
    'an unknown member': ['seal-releases', { region: '441900', cause: 'admin', please: true },
      'member_unknown'],
    'an appeal about nothing': ['appeals', { region: '441900', grounds: '不服' },
      'appeal_about_one_thing'],
    'an appeal about two things': ['appeals', { region: '441900', grounds: '不服', cause: 'gap',
      case: '01900000-0000-7000-8000-000000000000' }, /appeal_about_one_thing|member_not_id/],
    'an appeal without grounds': ['appeals', { region: '441900', cause: 'gap' }, 'member_missing'],
    'grounds without end': ['appeals', { region: '441900', cause: 'gap',
      grounds: 'x'.repeat(1_001) }, 'member_too_long'],
    'a complaint of no kind': ['complaints', { region: '441900', kind: 'praise', words: '好' },
      'member_unknown_code'],
    'a correction of nothing': ['hold-corrections', { region: '441900', finding: '差错' },
      'member_missing'],
    'an identity change without words': ['identity-changes', {}, 'member_missing'],
  };
  it('answers bad input with its own code, and changes nothing', async () => {
    const before_ = JSON.stringify(await seals());
    for (const [what, [path, body, code]] of Object.entries(bad)) {
      const answer = await server.post(`/v1/people/${person}/${path}`, body, { as: 'self' });
      assert.equal(answer.status, 400, `${what}: ${answer.text}`);
      code instanceof RegExp ? assert.match(answer.json.code, code, what)
        : assert.equal(answer.json.code, code, `${what}: ${answer.text}`);
      assert.ok(answer.json.title && answer.json.detail, what);
    }
    const update = (body) => server.post(`/v1/people/${person}/identity`,
      { evidence: '身份证', ...body });
    assert.equal((await update({ identity_number: '110105194912310021' })).json.code,
      'identity_number_check_digit');
    assert.equal((await update({ identity_number: identityNumber(),
      document_expires_on: '2025-04-24' })).json.code, 'identity_document_expired');
    const other = identityNumber();
    await server.person({ identity_number: other });
    assert.equal((await update({ identity_number: other })).json.code, 'identity_number_of_another');
    assert.equal(JSON.stringify(await seals()), before_);
  });

  // an expired document is told at once, whatever else there is.
  it('takes no document that has expired', async () => {
    const obstacles = async (day) => (await server.done('POST', `/v1/people/${person}/seal-releases`,
      { region: '441900', cause: 'admin', document_expires_on: day },
      { as: 'self' })).obstacles.map(({ rule }) => rule);
    assert.ok((await obstacles('2025-04-24')).includes('identity_document_expired'));
    assert.ok(!(await obstacles('2025-04-25')).includes('identity_document_expired'));
  });

  // every missing material at once; nothing approved without ticks.
  it('releases an order through two seniors, with every material named and ticked', async () => {
    await server.done('POST', `/v1/people/${person}/identity`,
      { identity_number: identityNumber(), evidence: '新身份证' });
    assert.deepEqual((await seals()).seals.map(({ cause }) => cause), ['admin']);
    const draft = await server.done('POST', `/v1/people/${person}/seal-releases`,
      { region: '441900', cause: 'admin' }, { as: 'self' });
    assert.deepEqual(draft.obstacles, []);
    assert.deepEqual(draft.materials_missing, ['identity_document', 'social_security_card']);
    const path = `/v1/seal-releases/${draft.case}`;
    const confirm = { form_digest: draft.form_digest };
    const early = await server.post(`${path}/confirmation`, confirm, { as: 'self' });
    assert.equal(early.json.code, 'materials_missing');
    for (const slot of draft.materials_missing) {
      await server.done('POST', `${path}/materials`, { slot, content: picture }, { as: 'self' });
    }
    const accepted = await server.done('POST', `${path}/confirmation`, confirm, { as: 'self' });
    assert.equal(accepted.state, 'review');
    assert.equal(accepted.due_on, '2025-05-06', 'five working days from 25 April (R-100)');
    // the receipt that the person takes home is checked by anybody, by its number and code.
    const receipt = await server.done('POST', `/v1/cases/${draft.case}/documents`,
      { kind: 'acceptance_notice' }, { as: 'self' });
    const page = async (target) => (await fetch(server.url + target)).text();
    assert.match(await page(receipt.verify), /真实,现在有效/);
    assert.match(await page(receipt.verify.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
      /校验码不对/);
    const ticks = { checked: draft.materials_missing };
    const code = async (as, body) =>
      (await server.post(`${path}/approval`, body, { as })).json.code;
    assert.equal(await code('officer-441900', ticks), 'senior_officer_needed');
    assert.equal(await code('senior-441900', ticks), 'other_officer_needed');
    assert.equal(await code('senior-2', {}), 'materials_not_checked');
    await server.done('POST', `${path}/approval`, ticks, { as: 'senior-2' });
    assert.equal(await code('senior-2', ticks), 'second_officer_needed');
    const done = await server.done('POST', `${path}/approval`, ticks, { as: 'senior-3' });
    assert.equal(done.state, 'completed');
    assert.deepEqual((await seals()).seals, []);
    assert.equal((await server.pay(person, 100)).status, 200, 'R-096: in the next request');
  });

  // N-25, R-080: a refusal names its remedies and their last days; the appeal is for somebody else.
  it('names the remedies of every refusal, and hears an appeal by another officer', async () => {
    await server.done('POST', `/v1/people/${person}/holds`, { cause: 'admin', note: '举报' },
      { as: 'senior-441900' });
    const release = await file('seal-releases', { cause: 'admin' });
    const refused = await server.done('POST', `/v1/seal-releases/${release.case}/refusal`,
      { why: '调查没有结束' }, { as: 'senior-2' });
    const remedies = refused.reasons.find(({ rule }) => rule === 'remedies');
    assert.equal(remedies.facts.served_on, '2025-04-25');
    assert.equal(remedies.facts.review_until, '2025-06-24');
    assert.equal(remedies.facts.lawsuit_until, '2025-10-27');
    assert.equal(remedies.parameters[0].parameter, 'appeal.review_days');
    const appeal = await file('appeals', { case: release.case, grounds: '调查已经结束' });
    const ticks = { checked: appeal.materials_missing };
    const approve = (as) => server.post(`/v1/appeals/${appeal.case}/approval`, ticks, { as });
    assert.equal((await approve('senior-2')).json.code, 'other_officer_needed');
    assert.equal((await approve('senior-441900')).json.code, 'other_officer_needed', 'who froze');
    assert.equal((await approve('officer-441900')).json.code, 'senior_officer_needed');
    assert.equal((await approve('senior-3')).json.state, 'second_review');
    assert.equal((await approve('senior-3')).json.code, 'second_officer_needed');
    const won = await approve('senior-4');
    assert.equal(won.status, 200, won.text);
    assert.deepEqual((await seals()).seals, [], 'R-081: lifted in the moment of the decision');
  });

  // N-25: the agency that refused hears the appeal, once; who ended the freeze has
  // written it down, and the decision that ordered it is in force no longer.
  it('hears an appeal once, at the agency that decided, and writes the end of a freeze down', async () => {
    const frozen = await server.done('POST', `/v1/people/${person}/holds`, { cause: 'admin', note: '法院' },
      { as: 'senior-441900' });
    const page = async () => (await fetch(server.url + frozen.verify)).text();
    assert.match(await page(), /真实,现在有效/);
    const release = await file('seal-releases', { region: '441900', cause: 'admin' });
    await server.done('POST', `/v1/seal-releases/${release.case}/refusal`, { why: '没有解除' }, { as: 'senior-2' });
    const elsewhere = await file('appeals', { region: '330100', case: release.case, grounds: '不服' });
    assert.deepEqual(elsewhere.obstacles.map(({ rule }) => rule), ['appeal_other_agency', 'release_other_office']);
    const first = await file('appeals', { region: '441900', hold: frozen.hold, grounds: '不服' });
    assert.deepEqual(first.obstacles, []);
    await server.done('POST', `/v1/appeals/${first.case}/refusal`, { why: '有据' }, { as: 'senior-3' });
    const again = await file('appeals', { region: '441900', hold: frozen.hold, grounds: '还是不服' });
    assert.deepEqual(again.obstacles.map(({ rule }) => rule), ['appeal_heard_before']);
    const { steps: [step] } = await seals();
    assert.deepEqual(step.ways.map(({ way }) => way), ['lift_order']);
    const end = (as) => server.post(`/v1/people/${person}/holds/${frozen.hold}/release`, {}, { as });
    assert.equal((await end('senior-441900')).json.code, 'second_officer_needed');
    assert.equal((await end('senior-2')).json.code, 'other_officer_needed', 'who has refused to lift it');
    const ended = await end('senior-4');
    assert.equal(ended.status, 200, ended.text);
    assert.match(await page(), /不再生效/);
    assert.ok((await page()).includes(ended.json.number), 'names the decision that ended it');
  });

  //
  it('answers a complaint under its number, in words', async () => {
    const draft = await server.done('POST', `/v1/people/${person}/complaints`,
      { region: '441900', kind: 'complaint', words: '窗口排队太久' }, { as: 'self' });
    const path = `/v1/complaints/${draft.case}`;
    const filed = await server.done('POST', `${path}/confirmation`,
      { form_digest: draft.form_digest }, { as: 'self' });
    assert.equal(filed.due_on, '2025-05-20');
    assert.equal((await server.post(`${path}/approval`, {})).json.code, 'reply_missing');
    await server.done('POST', `${path}/approval`, { note: '已增设两个窗口' });
    const shown = await server.done('GET', path, undefined, { as: 'self' });
    assert.equal(shown.state, 'completed');
    assert.ok(shown.steps.some(({ facts }) => facts.note === '已增设两个窗口'));
  });
});
