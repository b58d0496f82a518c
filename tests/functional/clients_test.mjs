// Channels: every request comes by a
// registered client, which narrows what a role may do; one case is visible on all of them.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';

onEachEngine('clients', (engine) => {
  let server;
  let person;
  let child;
  const by = (client, as = 'participant') => ({ as, headers: { 'X-Yibao-Client': client } });
  const code = async (answer) => (await answer).json.code;
  const register = (body, as = 'security-admin') => server.post('/v1/clients', { name: '测试', ...body }, { as });
  before(async () => {
    server = await Server.fresh(engine);
    person = await server.person({ fen: 10_000 });          // 441900
    await server.credit(person, 2_500, '330100');             // and 330100
    child = await server.person({ identity_number: identityNumber({ birth: '20200101' }) });
    await server.credit(child, 300, '330100');
    await server.done('POST', `/v1/people/${child}/authorisations`, { kind: 'guardian', agent: person,
      relation: 'parent', sighted: ['birth_certificate', 'household_book', 'agent_identity_document'] });
    await server.issueTokens({
      participant: ['--role', 'participant', '--person', person, '--channel', 'web'] });
  });
  after(() => server?.remove());

  it('lets nobody come by a client that is not registered, or not for them', async () => {
    const path = `/v1/people/${person}/balance`;
    assert.equal(await code(server.get(path, by('nonsense'))), 'client_unknown');
    assert.equal(await code(server.get(path, by('provider-desk'))), 'client_not_for_role');
    assert.equal(await code(server.get(path, by('agency-console'))), 'client_not_for_role');
    assert.equal((await server.get(path, by('participant-app'))).status, 200);
    assert.equal((await server.get(path, by('agency-console', 'officer-441900'))).status, 200);
    assert.equal(await code(server.get(path, by('participant-app', 'officer-441900'))), 'client_not_for_role');
  });

  it('shows one case on all channels, filed by the one that it came by (R-007, R-008)', async () => {
    const { case: id } = await server.done('POST', `/v1/people/${person}/complaints`,
      { region: '441900', kind: 'complaint', words: '排队时间太长' }, by('wechat-mini-program'));
    for (const client of ['wechat-mini-program', 'alipay-mini-program', 'participant-app-ios', 'rs-app',
      'web-site', 'card-site', 'kiosk', 'wechat-account', 'hotline']) {
      const shown = await server.done('GET', `/v1/complaints/${id}`, undefined, by(client));
      assert.equal(shown.channel, 'wechat_mp', client);
    }
  });

  it('shows in a mini-program one’s own only (R-040, R-048)', async () => {
    const path = `/v1/people/${child}/balance`;
    assert.equal((await server.get(path, by('participant-app'))).status, 200);
    for (const client of ['wechat-mini-program', 'alipay-mini-program', 'wechat-account']) {
      const answer = await server.get(path, by(client));
      assert.equal(answer.status, 404, `${client}: ${answer.text}`);
      assert.equal(answer.json.code, 'not_found');
    }
  });

  it('keeps the app and the site of a place to that place (R-044, R-047)', async () => {
    for (const [client, channel] of [['local-app-441900', 'local_app'], ['local-site-441900', 'local_site']]) {
      const done = await register({ client, channel, region: '441900', roles: ['participant'] });
      assert.equal(done.status, 200, done.text);
      const own = await server.done('GET', `/v1/people/${person}/balance`, undefined, by(client));
      assert.deepEqual(own.accounts.map(({ region }) => region), ['441900']);
      assert.equal(own.total_fen, 10_000);
      const summary = await server.done('GET', `/v1/people/${person}/summary`, undefined, by(client));
      assert.deepEqual([summary.balance_fen, summary.accounts.length], [10_000, 1]);
      // Somebody of another place, although one acts for them.
      assert.equal((await server.get(`/v1/people/${child}/balance`, by(client))).status, 404);
      assert.equal((await server.get(`/v1/people/${person}/balance?region=330100`, by(client))).status, 404);
      assert.equal((await server.get('/v1/agencies/330100/guides', by(client))).status, 404);
      assert.equal((await server.get('/v1/agencies/441900/guides', by(client))).status, 200);
      const menu = await server.done('GET', `/v1/clients/${client}`, undefined, by(client));
      assert.equal(menu.region_name, '广东省东莞市');
    }
  });

  it('takes the place as a parameter: two relations, two balances (R-049, R-157, R-109)', async () => {
    const all = await server.done('GET', `/v1/people/${person}/balance`, undefined, by('alipay-mini-program'));
    assert.equal(all.total_fen, 12_500);
    for (const [region, fen] of [['441900', 10_000], ['330100', 2_500]]) {
      const one = await server.done('GET', `/v1/people/${person}/balance?region=${region}`, undefined,
        by('alipay-mini-program'));
      assert.deepEqual([one.total_fen, one.accounts.length], [fen, 1]);
      const { postings } = await server.done('GET', `/v1/people/${person}/postings?region=${region}`, undefined,
        by('wechat-mini-program'));
      assert.ok(postings.length > 0 && postings.every((each) => each.region === region));
    }
  });

  it('reads and does nothing else at a point, a centre, a window (R-052, R-053, R-159)', async () => {
    const point = by('convenience-point', 'point-441900');
    assert.equal((await server.get(`/v1/people/${person}/balance`, point)).status, 200);
    for (const path of ['holds', 'death', 'complaints', 'enrolments', 'payments']) {
      assert.equal(await code(server.post(`/v1/people/${person}/${path}`, {}, point)), 'role_not_allowed');
    }
    // The window of another district.
    const window = (region) => by('county-window', `window-${region}`);
    assert.equal((await server.get(`/v1/people/${person}/balance`, window('140602'))).status, 404);
    assert.equal((await server.get(`/v1/people/${child}/balance`, window('330106'))).status, 200);
    const menu = await server.done('GET', '/v1/clients/convenience-point', undefined, point);
    assert.ok(menu.reads_only && menu.entries.every(({ method }) => method === 'GET'));
  });

  it('offers each channel its menu in its words (R-041, R-044, R-046, R-156, R-158)', async () => {
    const names = async (client, entry) => (await server.done('GET', `/v1/clients/${client}`, undefined,
      { as: 'participant' })).entries.find((each) => each.entry === entry)?.names;
    assert.deepEqual(await names('wechat-account', 'contributions'), ['缴费记录', '我的医保']);
    assert.deepEqual((await names('participant-app', 'contributions')).sort(), ['我的医保', '缴费记录']);
    assert.match((await names('wechat-mini-program', 'enrolments'))[0], /参保明细信息/);
    assert.match((await names('wechat-mini-program', 'contributions'))[0], /缴费信息查询/);
    assert.match((await names('card-site', 'balance'))[0], /账户余额/);
    assert.match((await names('alipay-mini-program', 'balance'))[0], /选择参保地/);
    const kiosk = await server.done('GET', '/v1/clients/kiosk', undefined, { as: 'participant' });
    assert.deepEqual([kiosk.idle_seconds > 0, kiosk.masked_print], [true, true]);
    // What a menu offers is there.
    const { paths } = (await server.get('/openapi.json', { as: null })).json;
    for (const { method, path } of kiosk.entries) assert.ok(paths[path]?.[method.toLowerCase()], path);
    for (const { method, path } of (await server.done('GET', '/v1/clients/participant-app', undefined,
      { as: 'participant' })).entries) assert.ok(paths[path]?.[method.toLowerCase()], `${method} ${path}`);
  });

  it('registers and blocks clients by the security administrator only', async () => {
    assert.equal(await code(register({ client: 'x', channel: 'app', roles: ['participant'] }, 'system-admin')),
      'role_not_allowed');
    assert.equal(await code(register({ client: 'x', channel: 'local_app', roles: ['participant'] })), 'client_needs_place');
    assert.equal(await code(register({ client: 'x', channel: 'point', roles: ['community'] })), 'client_must_only_read');
    assert.equal(await code(register({ client: 'x', channel: 'wechat_mp', roles: ['participant'] })), 'client_must_be_own_only');
    assert.equal(await code(register({ client: 'x', channel: 'kiosk', roles: ['participant'] })), 'client_of_public_place');
    assert.equal(await code(register({ client: 'X y', channel: 'app', roles: ['participant'] })), 'client_id_shape');
    assert.equal(await code(register({ client: 'x', channel: 'telex', roles: ['participant'] })), 'channel_unknown');
    assert.equal(await code(register({ client: 'x', channel: 'app', roles: ['system'] })), 'role_unknown');
    assert.equal(await code(register({ client: 'x', channel: 'app', roles: [] })), 'client_for_nobody');
    const block = (state) => server.post('/v1/clients/card-site/state', { state, why: '维护' }, { as: 'security-admin' });
    assert.equal((await block('blocked')).status, 200);
    const path = `/v1/people/${person}/balance`;
    const until = async (status) => {
      let answer;
      for (const end = Date.now() + 4_000; Date.now() < end;) {
        answer = await server.get(path, by('card-site'));
        if (answer.status === status) break;
        await new Promise((resolve) => { setTimeout(resolve, 100); });
      }
      return answer;
    };
    const blocked = await until(403);
    assert.equal(blocked.json.code, 'client_blocked');
    assert.equal((await server.get('/v1/clients/card-site', { as: 'participant' })).status, 404);
    await block('active');
    assert.equal((await until(200)).status, 200);
  });

  it('finds topics by words, with place, day, source and disclaimer (R-163, R-164)', async () => {
    const topics = (search, more = '') => server.done('GET',
      `/v1/topics?search=${encodeURIComponent(search)}${more}`, undefined, by('participant-app'));
    for (const [search, subject] of [['家庭共济', 'family_aid'], ['断交补交', 'gap'], ['个人账户取钱', 'cash_out'],
      ['缴费年限', 'contribution_years'], ['缴费标准', 'contribution_standard']]) {
      const { articles } = await topics(search);
      assert.ok(articles.some((each) => each.subject === subject), search);
      for (const each of articles) {
        assert.equal(each.on, '2025-04-25');
        assert.ok(each.disclaimer.detail.length > 10 && each.heading.title && each.lines.length > 0);
        assert.ok(each.lines.some(({ parameters }) => parameters.length > 0), each.subject);
        for (const line of each.lines) assert.doesNotMatch(line.detail, /[{}]|_/, line.detail);
      }
    }
    const lanzhou = await topics('兰州医保家庭共济如何绑定使用');
    assert.equal(lanzhou.region, '620100');
    assert.equal(lanzhou.articles[0].region_name, '甘肃省兰州市');
    assert.equal((await topics('家庭共济', '&region=441900')).region, '441900');
    const pension = await topics('养老金调整幅度');
    assert.deepEqual(pension.articles, []);
    assert.match(pension.not_covered.next_step, /12333/);
    assert.deepEqual((await topics('量子力学')).articles, []);
    const all = await server.done('GET', '/v1/topics', undefined, by('participant-app'));
    assert.ok(all.articles.length >= 10);
  });
});
