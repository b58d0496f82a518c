// 谁看过我的信息 (N-16, R-051): what others look at is recorded behind the answer and shown to the
// person; what one looks at of one's own is not.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

const purpose = encodeURIComponent('本人到窗口查询余额');

onEachEngine('views', (engine) => {
  let server;
  let person;
  let other;
  const lost = async () => Number((await (await fetch(`${server.url}/metrics`)).text())
    .match(/^yibao_views_lost_total (\d+)$/m)[1]);
  const views = async (as = 'participant', parameters = '') => (await server.done('GET',
    `/v1/people/${person}/views${parameters}`, undefined, { as })).views;
  // The record comes behind the answer: as a rule within a second, on a busy machine later.
  const awaitViews = async (count, as) => {
    for (const end = Date.now() + 15_000; ;) {
      const seen = await views(as);
      if (seen.length >= count || Date.now() > end) {
        assert.equal(seen.length, count, JSON.stringify(seen));
        return seen;
      }
    }
  };
  before(async () => {
    server = await Server.fresh(engine);
    person = await server.person({ fen: 1_000 });
    other = await server.person();
    await server.issueTokens({
      participant: ['--role', 'participant', '--person', person, '--channel', 'app'],
      stranger: ['--role', 'participant', '--person', other, '--channel', 'app'],
      bank: ['--role', 'bank', '--id', '104'],
      'other-bank': ['--role', 'bank', '--id', '102'],
    });
  });
  after(() => server?.remove());

  it('records nothing of what the person looks at', async () => {
    for (const page of ['summary', 'balance', 'views', 'cards']) {
      await server.done('GET', `/v1/people/${person}/${page}`, undefined, { as: 'participant' });
    }
    assert.deepEqual(await awaitViews(0), []);
  });

  it('shows which office has looked at what, and what for, but no name', async () => {
    await server.done('GET', `/v1/people/${person}/summary?purpose=${purpose}`);
    const [view] = await awaitViews(1);
    assert.equal(view.role, 'agency_officer');
    assert.equal(view.office.region, '441900');
    assert.equal(view.endpoint, 'enquiry.summary');
    assert.equal(view.purpose, '本人到窗口查询余额');
    assert.match(view.viewed_at, /^2025-04-25T/);
    assert.match(view.detail, /东莞市.*查看了:个人概览/);
    assert.ok(!('name' in view) && !('by' in view), JSON.stringify(view));
  });

  it('asks officers what for (R-051), shows the newest first, and records none that was refused', async () => {
    const none = await server.get(`/v1/people/${person}/balance`, { purpose: null });
    assert.equal(none.status, 400, none.text);
    assert.equal(none.json.code, 'purpose_missing');
    await server.done('GET', `/v1/people/${person}/balance`, undefined, { purpose: '核对余额' });
    const refused = await server.get(`/v1/people/${person}/balance?nonsense=1`);
    assert.equal(refused.status, 400, refused.text);
    const stranger = await server.get(`/v1/people/${person}/balance`, { as: 'stranger' });
    assert.equal(stranger.status, 404, stranger.text);
    const seen = await awaitViews(2);
    assert.deepEqual(seen.map(({ endpoint }) => endpoint), ['account.balance', 'enquiry.summary']);
    assert.equal(seen[0].purpose, '核对余额');
  });

  it('shows an auditor who it was, and records that too', async () => {
    const [first] = await awaitViews(2, 'auditor');
    assert.match(first.by, /^agency_officer:\d+$/);
    assert.ok(first.name.length > 0);
    const seen = await awaitViews(3);
    assert.equal(seen[0].role, 'auditor');
    assert.equal(seen[0].endpoint, 'enquiry.views');
  });

  it('records what a guardian looks at, who then sees it in the same list', async () => {
    const child = await server.person({ identity_number: identityNumber({ birth: '20200101' }) });
    await server.done('POST', `/v1/people/${child}/authorisations`, { kind: 'guardian',
      agent: other, relation: 'parent',
      sighted: ['birth_certificate', 'household_book', 'agent_identity_document'] });
    const look = (page) => server.done('GET', `/v1/people/${child}/${page}`, undefined,
      { as: 'stranger' });
    await look('summary');
    let seen = [];
    for (const end = Date.now() + 1_000; seen.length === 0 && Date.now() < end;) {
      seen = (await look('views')).views.filter(({ endpoint }) => endpoint === 'enquiry.summary');
    }
    assert.deepEqual(seen.map(({ role, channel }) => [role, channel]), [['participant', 'app']]);
    assert.ok(!('office' in seen[0]), 'a guardian has no office');
    assert.match(seen[0].detail, /^您的监护人.+\(父母\)查看了:个人概览:余额、参保、最近划账。$/);
  });

  it('is for the person and auditors only', async () => {
    assert.equal((await server.get(`/v1/people/${person}/views`)).status, 403);
    assert.equal((await server.get(`/v1/people/${person}/views`, { as: 'stranger' })).status, 404);
  });

  it('takes a purpose strictly', async () => {
    const path = `/v1/people/${person}/balance?purpose=`;
    for (const [text, code] of [['', 'member_empty'], ['%20%20', 'member_empty'], ['%E3%80%80', 'member_empty'], ['%00', 'member_control_characters'],
      ['%E4%BA%8B'.repeat(101), 'member_too_long']]) {
      const answer = await server.get(path + text);
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json.code, code);
    }
    assert.equal((await views()).length, 3, 'a refused enquiry is no view');
    assert.deepEqual(await views('participant', '?until=2025-04-25'), []);
    assert.equal((await views('participant', '?until=2025-04-26&limit=2')).length, 2);
  });

  it('loses none of many at once, and verify covers them', async () => {
    await Promise.all(Array.from({ length: 40 }, () => server.done('GET',
      `/v1/people/${person}/balance`)));
    await awaitViews(43);
    assert.equal(await lost(), 0);
    await server.stop();
    assert.match(server.run('verify'), /verify: OK/);
    await server.start();
    assert.equal((await views()).length, 43, 'views outlive the server');
    // None can be hidden behind others: the list goes on to its end.
    const all = [];
    for (let before_ = ''; ;) {
      const told = await server.done('GET', `/v1/people/${person}/views?limit=10${before_}`, undefined, { as: 'participant' });
      all.push(...told.views);
      if (!told.next) break;
      before_ = `&before=${told.next}`;
    }
    assert.equal(all.length, 43);
    assert.equal(all.at(-1).endpoint, 'enquiry.summary');
  });

  it('shows what is masked in full to who says what for, and the person sees that they looked', async () => {
    const before = (await views()).length;
    const masked = await server.done('GET', `/v1/people/${person}?purpose=${purpose}`);
    const none = await server.get(`/v1/people/${person}/identity`, { purpose: null });
    assert.equal(none.json.code, 'purpose_missing');
    const whole = await server.done('GET', `/v1/people/${person}/identity?purpose=${purpose}`);
    assert.match(masked.identity_number, /\*/);
    assert.match(whole.identity_number, /^\d{17}[\dX]$/);
    assert.ok(!whole.name.includes('*'));
    const [newest] = await awaitViews(before + 2);
    assert.match(newest.detail, /完整的姓名、证件号码和手机/);
    const own = await server.done('GET', `/v1/people/${person}/identity`, undefined, { as: 'participant' });
    assert.equal(own.identity_number, whole.identity_number);
    const strange = await server.get(`/v1/people/${person}/identity`, { as: 'stranger' });
    assert.equal(strange.status, 404, strange.text);
  });

  it('asks what for of a supposition as of a look (R-051), and records both', async () => {
    const path = `/v1/people/${person}/coverage`;
    const before = (await views()).length;
    for (const [body, code] of [[{}, 'purpose_missing'], [{ purpose: ' ' }, 'member_empty'], [{ purpose: 7 }, 'member_not_text'],
      [{ purpose: '试算', person_present: 'yes' }, 'member_not_flag']]) {
      const answer = await server.post(path, body, { purpose: null, key: null });
      assert.deepEqual([answer.status, answer.json.code], [400, code], answer.text);
    }
    const checked = await server.post(`/v1/people/${person}/transfer-precheck`, { origin: '441900', target: '330100' }, { purpose: null, key: null });
    assert.deepEqual([checked.status, checked.json.code], [400, 'purpose_missing'], checked.text);
    assert.equal((await views()).length, before, 'what is refused is no look');
    const told = await server.post(path, { purpose: '本人询问补缴', person_present: true }, { purpose: null, key: null });
    assert.equal(told.status, 200, told.text);
    const [newest] = await awaitViews(before + 1);
    assert.deepEqual([newest.endpoint, newest.purpose, newest.person_present], ['entitlement.what-if', '本人询问补缴', true]);
    assert.equal((await server.post(path, {}, { as: 'participant', purpose: null, key: null })).status, 200, 'of oneself nobody asks');
    assert.equal((await views()).length, before + 1);
  });

  it('shows which bank saw whose card it makes, in its own list', async () => {
    await server.done('POST', `/v1/people/${other}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
    const draft = await server.done('POST', `/v1/people/${other}/card-orders`,
      { region: '441900', bank: 'bank_of_china', why: 'first', sighted: ['identity_document', 'identity_document_copy'] });
    await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`, { form_digest: draft.form_digest });
    const list = (as) => server.done('GET', '/v1/card-production?region=441900', undefined, { as });
    const seen = async () => (await server.done('GET', `/v1/people/${other}/views`, undefined, { as: 'stranger' })).views
      .filter(({ endpoint }) => endpoint === 'card.to-make');
    assert.equal((await list('bank')).cards.length, 1);
    assert.equal((await list('other-bank')).cards.length, 0);
    let told = [];
    for (const end = Date.now() + 2_000; told.length === 0 && Date.now() < end;) told = await seen();
    assert.deepEqual(told.map(({ role }) => role), ['bank']);
    assert.match(told[0].detail, /中国银行.*制卡清单/);
  });
});
