// 代收 (R-147, R-148, N-25): what a child is told reaches the guardian by the guardian's own box
// and telephone; a proxy is told of what they filed, and of nothing else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, identityNumber, onEachEngine, picture } from './harness.mjs';

const today = '2025-04-25';

onEachEngine('entrusted', (engine) => {
  const out = join(mkdtempSync(join(tmpdir(), 'yibao-entrusted-')), 'out');
  let server;
  const who = {};
  before(async () => {
    server = await Server.fresh(engine, { today });
    const add = async (key, name, more = {}) => { who[key] = await server.person({ name, ...more }); };
    await add('mother', '韦母', { phone: '13800010001' });
    await add('child', '韦宝', { identity_number: identityNumber({ birth: '20200101' }) });
    await add('second', '韦弟', { identity_number: identityNumber({ birth: '20210101' }) });
    await add('old', '韦奶');
    await add('proxy', '韦叔', { phone: '13800010002' });
    await server.issueTokens(Object.fromEntries(Object.entries(who).map(([key, person]) =>
      [key, ['--role', 'participant', '--person', person, '--channel', 'app']])));
    for (const child of [who.child, who.second]) {
      await server.done('POST', `/v1/people/${child}/authorisations`, { kind: 'guardian', agent: who.mother, relation: 'parent',
        sighted: ['birth_certificate', 'household_book', 'agent_identity_document'] });
    }
    await server.done('POST', `/v1/people/${who.old}/authorisations`, { kind: 'proxy', agent: who.proxy, relation: 'child', scopes: ['application'], until: '2025-12-31' }, { as: 'old' });
  });
  after(async () => {
    await server?.remove();
    rmSync(join(out, '..'), { recursive: true });
  });

  const complain = async (person, as) => {
    const draft = await server.done('POST', `/v1/people/${who[person]}/complaints`, { region: '441900', kind: as === person ? 'suggestion' : 'complaint', words: `办不下来 ${as}` }, { as });
    for (const slot of draft.materials_missing) await server.done('POST', `/v1/complaints/${draft.case}/materials`, { slot, content: picture }, { as });
    await server.done('POST', `/v1/complaints/${draft.case}/confirmation`, { form_digest: draft.form_digest }, { as });
    return draft.case;
  };
  const ask_back = (id, items = ['birth_certificate']) => server.done('POST', `/v1/complaints/${id}/return`, { items });
  const messages = async (as, parameters = '') => (await server.done('GET', `/v1/people/${who[as]}/messages${parameters}`, undefined, { as })).messages;
  const cases = async (as) => (await server.done('GET', `/v1/people/${who[as]}/entrusted-cases`, undefined, { as })).cases;
  function send() {
    const run = spawnSync(binary, ['notices', 'send', '--out', out, '--today', today, '--json', ...server.place.flags()], { encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    return JSON.parse(run.stdout).files.flatMap((name) => readFileSync(join(out, name), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line)));
  }

  it('a child\'s case that is returned stands in the guardian\'s box and on their page, with whose it is', async () => {
    const id = await complain('child', 'mother');
    await ask_back(id);
    const [newest] = await messages('mother');
    assert.equal(newest.rule, 'application_returned');
    assert.deepEqual(newest.about, { person: who.child, name: '韦宝', kind: 'guardian', relation: 'parent' });
    const [open] = await cases('mother');
    assert.deepEqual([open.case, open.state, open.whose.name], [id, 'returned', '韦宝']);
    const shown = await server.done('GET', `/v1/complaints/${id}`);
    assert.deepEqual([shown.filed_by_agent.kind, shown.filed_by_agent.name], ['guardian', '韦*'], 'the officer sees who filed');
    assert.ok(shown.steps.some(({ event, agent }) => event === 'accepted' || agent?.name === '韦*'), JSON.stringify(shown.steps));
  });

  it('goes to the guardian\'s telephone, and counts as delivered', async () => {
    const told = send().filter(({ person, title }) => person === who.child && /补正/.test(title));
    assert.deepEqual(told.map(({ to }) => to), ['13800010001']);
    assert.match(told[0].text, /^您作为监护人收到韦\*的消息:/);
    const { notices } = await server.done('GET', '/v1/agencies/100000/undeliverable-notices', undefined, { as: 'auditor' });
    assert.ok(!notices.some(({ person, rule }) => person === who.child && rule === 'application_returned'));
  });

  it('pages through both boxes in one order, to the end', async () => {
    await ask_back(await complain('second', 'mother'));
    const all = await messages('mother', '?limit=200');
    const paged = [];
    for (let before_ = ''; ;) {
      const page = await messages('mother', `?limit=2${before_}`);
      paged.push(...page);
      if (page.length < 2) break;
      before_ = `&before=${page.at(-1).id}`;
    }
    assert.deepEqual(paged.map(({ id }) => id), all.map(({ id }) => id));
    assert.equal(new Set(all.map(({ about }) => about?.name)).size >= 2, true);
  });

  it('tells a proxy of what they filed, and of nothing else', async () => {
    await ask_back(await complain('old', 'old'), ['kinship_proof']);
    assert.deepEqual((await messages('proxy')).filter(({ about }) => about), []);
    assert.deepEqual(await cases('proxy'), []);
    const id = await complain('old', 'proxy');
    await ask_back(id, ['authorisation_letter']);
    const told = (await messages('proxy')).filter(({ about }) => about);
    assert.ok(told.length > 0 && told.every(({ facts }) => facts.case === id), JSON.stringify(told));
    assert.deepEqual((await cases('proxy')).map(({ case: each }) => each), [id]);
    const sent = send().filter(({ to, title }) => to === '13800010002' && /补正/.test(title));
    assert.equal(sent.length, 1);
    assert.match(sent[0].text, /^您作为代办人收到韦\*的消息:/);
  });

  it('ends with the authorisation, and is nobody else\'s to ask', async () => {
    const { authorisations: [given] } = await server.done('GET', `/v1/people/${who.old}/authorisations`, undefined, { as: 'old' });
    assert.deepEqual([given.serves, given.reasons], [true, undefined]);
    await server.done('POST', `/v1/people/${who.old}/authorisations/${given.authorisation}/revocation`, {}, { as: 'old' });
    const { authorisations: [taken] } = await server.done('GET', `/v1/people/${who.old}/authorisations`, undefined, { as: 'old' });
    assert.deepEqual([taken.serves, taken.reasons.map(({ rule }) => rule)], [false, ['authorisation_revoked']]);
    assert.match(taken.reasons[0].detail, /已于.*25.*撤销/);
    assert.deepEqual((await messages('proxy')).filter(({ about }) => about), []);
    assert.deepEqual(await cases('proxy'), []);
    assert.equal((await server.get(`/v1/people/${who.mother}/entrusted-cases`, { as: 'proxy' })).status, 404);
    assert.deepEqual((await server.get(`/v1/people/${who.child}/entrusted-cases`, { as: 'mother' })).json.cases, []);
    assert.equal((await server.get(`/v1/people/${who.mother}/entrusted-cases`)).status, 403);
  });

  it('leaves a database that verifies', async () => {
    await server.stop();
    assert.match(server.run('verify'), /verify: OK/);
    await server.start();
  });
});
