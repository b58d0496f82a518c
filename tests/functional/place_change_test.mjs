// Changes of place over HTTP: who may, bad input, and that the displayed place is not the legal one
// (R-104 to, C-16, C-17, N-26).
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';

const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

onEachEngine('changes of place', (engine) => {
  let server;
  let person;
  let stranger;
  const of = (path) => `/v1/people/${person}/${path}`;
  before(async () => {
    server = await Server.fresh(engine, { today: '2025-04-25' });
    person = await server.person();
    stranger = await server.person();
    await server.issueTokens({
      participant: ['--role', 'participant', '--person', person, '--channel', 'alipay_mp'],
      stranger: ['--role', 'participant', '--person', stranger, '--channel', 'wechat_mp'],
      hangzhou: ['--role', 'agency_officer', '--region', '330100', '--id', '31', '--channel', 'counter'],
      employer: ['--role', 'employer_officer', '--region', '441900', '--id', '7'],
    });
  });
  after(() => server?.remove());

  it('shows what is displayed and what counts, and switches among existing relations only', async () => {
    await server.post(of('enrolments'), { region: '441900', kind: 'flexible', base_fen: 500_000 });
    const before_ = (await server.get(of('places'), { as: 'participant' })).json;
    assert.equal(before_.legal_place.region, '441900');
    assert.equal(before_.displayed_place.region, '441900');
    assert.equal(before_.differ, false);
    const nowhere = await server.post(of('displayed-place'), { region: '330100' }, { as: 'participant' });
    assert.equal(nowhere.status, 409);
    assert.equal(nowhere.json.code, 'displayed_place_without_relation');
    const same = await server.post(of('displayed-place'), { region: '441900' }, { as: 'participant' });
    assert.equal(same.status, 200);
    assert.equal(same.json.legal_place_changed, false);
  });

  it('refuses bad input, each with its own code, and changes nothing', async () => {
    const good = { region: '330100', reason: 'residence' };
    const rows = [
      [{}, 'member_missing'],
      [{ ...good, reason: 'holiday' }, 'member_unknown_code'],
      [{ ...good, reason: 7 }, 'member_not_text'],
      [{ ...good, reason: 'other' }, 'member_missing'],
      [{ ...good, ground: 'beach' }, 'member_unknown_code'],
      [{ ...good, kind: 'retiree' }, 'member_unknown_code'],
      [{ ...good, region: '000000' }, /^(member_not_region|region_unknown)$/],
      [{ ...good, region: '100000' }, 'not_a_pooling_region'],
      [{ ...good, region: '440000' }, 'not_a_pooling_region'],
      [{ ...good, region: '810000' }, 'not_a_pooling_region'],
      [{ ...good, from: '710000' }, 'not_a_pooling_region'],
      [{ ...good, region: '33' }, /region/],
      [{ ...good, from: '330100' }, 'already_at_place'],
      [{ ...good, employer_code: '91330100000000000X' }, /^employer_code/],
      [{ ...good, employer_code: 'x'.repeat(30) }, 'member_too_long'],
      [{ ...good, base_fen: -1 }, 'amount_out_of_range'],
      [{ ...good, base_fen: 1.5 }, 'number_not_whole'],
      [{ ...good, sighted: ['household_book'] }, 'sighted_by_officers_only'],
      [{ ...good, unheard_of: 1 }, 'member_unknown'],
    ];
    for (const [body, code] of rows) {
      const answer = await server.post(of('place-changes'), body, { as: 'participant' });
      assert.equal(answer.status, 400, `${JSON.stringify(body)}: ${answer.text}`);
      const codes = answer.json.reasons.map(({ rule }) => rule);
      assert.ok(codes.some((each) => typeof code === 'string' ? each === code : code.test(each)),
        `${JSON.stringify(body)}: ${codes}`);
    }
    assert.deepEqual((await server.get(of('place-changes'), { as: 'participant' })).json.cases, []);
  });

  it('is the person\'s own and the new place\'s; the old place\'s counter is sent away', async () => {
    const body = { region: '330100', reason: 'residence' };
    const other = await server.post(of('place-changes'), body, { as: 'stranger' });
    assert.equal(other.status, 404);
    const old = await server.post(of('place-changes'), body, { as: 'officer-441900' });
    assert.equal(old.status, 403);
    assert.equal(old.json.code, 'other_agency');
    assert.equal((await server.post(of('place-changes'), body, { as: 'employer' })).status, 403);
    assert.equal((await server.get(of('places'), { as: 'stranger' })).status, 404);
  });

  it('goes from the draft to the decision, and prints the form', async () => {
    const draft = await server.post(of('place-changes'), { region: '330100', reason: 'household' },
      { as: 'participant' });
    assert.equal(draft.status, 200, draft.text);
    assert.deepEqual(draft.json.obstacles, []);
    assert.ok(draft.json.materials_missing.includes('household_book'));
    const path = `/v1/place-changes/${draft.json.case}`;
    const confirm = (as) => server.post(`${path}/confirmation`, { form_digest: draft.json.form_digest }, { as });
    assert.equal((await confirm('participant')).json.code, 'materials_missing');
    for (const slot of ['identity_card_front', 'identity_card_back', 'household_book']) {
      const filled = await server.post(`${path}/materials`, { slot, content: picture }, { as: 'participant' });
      assert.equal(filled.status, 200, filled.text);
    }
    assert.equal((await confirm('stranger')).status, 404);
    assert.equal((await confirm('participant')).json.state, 'review');
    assert.equal((await confirm('participant')).json.code, 'step_not_possible');

    const form = (await server.get(`${path}/form`, { as: 'participant' })).json;
    for (const name of ['name', 'identity_number', 'from', 'region', 'reason', 'ground', 'case',
      'materials', 'signature', 'opinion']) {
      assert.ok(form.fields.some((field) => field.name === name), name);
    }
    assert.match(form.html, /^<!DOCTYPE html>/);
    assert.equal((await server.get(`${path}/form`, { as: 'stranger' })).status, 404);

    const checked = ['identity_card_front', 'identity_card_back', 'household_book'];
    assert.equal((await server.post(`${path}/approval`, { checked }, { as: 'officer-441900' })).status, 404);
    assert.equal((await server.post(`${path}/approval`, { checked: [] }, { as: 'hangzhou' })).json.code,
      'materials_not_checked');
    const approved = await server.post(`${path}/approval`, { checked }, { as: 'hangzhou' });
    assert.equal(approved.status, 200, approved.text);
    assert.equal(approved.json.place_change.old_change_type, '23');
    const relations = (await server.get(of('enrolments'), { as: 'participant' })).json.enrolments;
    assert.equal(relations.filter(({ state }) => state === 'active').length, 1);
    const places = (await server.get(of('places'), { as: 'participant' })).json;
    assert.equal(places.displayed_place.region, '330100');
  });

  it('says of each region whether it is open on line', async () => {
    const online = async (region) => (await server.get(`/v1/agencies/${region}/place-change-channels`,
      { as: 'participant' })).json.online;
    assert.equal(await online('330100'), 'direct');
    assert.equal(await online('441900'), 'hybrid');
    assert.equal(await online('140600'), 'none');
    const closed = await server.post(`/v1/people/${stranger}/place-changes`,
      { region: '140600', reason: 'residence' }, { as: 'stranger' });
    assert.equal(closed.json.code, 'place_change_online_closed');
  });

  it('lets an employer move its own company only', async () => {
    const move = await server.post(`/v1/employers/${person}/company-moves`,
      { target_employer_code: 'x', effective_on: '2025-05-01' }, { as: 'employer' });
    assert.equal(move.status, 404, move.text);
    assert.equal((await server.post(`/v1/company-moves/${person}/acceptance`, {})).status, 404);
    assert.equal((await server.get(`/v1/company-moves/${person}`)).status, 404);
    for (const as of ['employer', undefined]) {
      const retry = await server.post(`/v1/company-moves/${person}/members/${person}/retry`, {}, { as });
      assert.equal(retry.status, 404, retry.text);
    }
  });

  it('tells either agency of the companies that leave it or come to it, and no other (N-26)', async () => {
    const { employer } = await server.done('POST', '/v1/employers', { region: '441900', code: '91110108MA01KPGK9G', name: '示例机械' });
    await server.done('POST', '/v1/employers', { region: '330100', code: '91440300MA5G9K8T27', name: '示例机械杭州' }, { as: 'hangzhou' });
    const filed = await server.done('POST', `/v1/employers/${employer}/company-moves`,
      { target_employer_code: '91440300MA5G9K8T27', effective_on: '2025-05-01' });
    for (const [region, as] of [['441900', 'officer-441900'], ['330100', 'hangzhou'], ['330100', 'auditor']]) {
      const { moves: [move, ...more] } = await server.done('GET', `/v1/agencies/${region}/company-moves`, undefined, { as });
      assert.deepEqual([move.move, move.state, move.employer, move.employer_name, move.target_employer_name, move.origin.region, move.target.region, more.length],
        [filed.move, 'filed', employer, '示例机械', '示例机械杭州', '441900', '330100', 0]);
    }
    assert.deepEqual((await server.done('GET', `/v1/agencies/441900/company-moves?before=${filed.move}`)).moves, []);
    assert.deepEqual((await server.done('GET', '/v1/agencies/440500/company-moves', undefined, { as: 'officer-440500' })).moves, []);
    assert.equal((await server.get('/v1/agencies/330100/company-moves')).json.code, 'other_agency');
    assert.equal((await server.get('/v1/agencies/441900/company-moves', { as: 'participant' })).status, 403);
  });
});
