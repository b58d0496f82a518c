// What the provider's port bears from one institution: so many messages a second, so large, so deep;
// nothing from one that is suspended; and each failure of the gateway in its own words, in its order.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, it } from 'node:test';
import { Server, onEachEngine } from './harness.mjs';
import { Till, headersOf, pathOf } from './provider_client.mjs';

onEachEngine('provider limits', (engine) => {
  let server;
  let fast;
  let other;
  const input = { signIn: { opter_no: '1', mac: 'm', ip: 'i' } };

  before(async () => {
    process.env.YIBAO_PROVIDER_RATE = '20';
    process.env.YIBAO_BEHIND_TLS = '1';
    process.env.YIBAO_PROVIDER_NETWORKS = '198.51.100.0/24, P44190079999=10.7.0.0/16';
    server = await Server.fresh(engine);
    delete process.env.YIBAO_PROVIDER_RATE;
    delete process.env.YIBAO_BEHIND_TLS;
    delete process.env.YIBAO_PROVIDER_NETWORKS;
    [fast, other] = await Promise.all([Till.register(server), Till.register(server, { profile: 'web' })]);
    other.from = '10.1.2.3';
  });
  after(() => server?.remove());

  const pause = () => new Promise((resolve) => { setTimeout(resolve, 2_100); });

  it('slows an institution down, by either way of knowing it, and no other', async () => {
    for (const [till, neighbour] of [[fast, other], [other, fast]]) {
      const answers = await Promise.all(Array.from({ length: 80 }, () => till.ask('9001', input)));
      const refused = answers.filter(({ infcode }) => infcode === -1);
      assert.ok(refused.length > 0 && refused.length < 60, `${refused.length} of 80 refused`);
      for (const { err_msg: said } of refused) assert.match(said, /^\[too_many_messages\].*20/);
      await neighbour.done('9001', input);
      await pause();
      await till.done('9001', input);
    }
  });

  it('refuses what is too large or too deep', async () => {
    await pause();
    const deep = { signIn: { ...input.signIn } };
    let at = deep;
    for (let i = 0; i < 40; ++i) { at.more = {}; at = at.more; }
    await fast.refused('body_too_deep', '9001', deep);
    await fast.refused('field_too_long', '9001', { signIn: { ...input.signIn, opter_no: 'x'.repeat(500_000) } });
    const rows = Array.from({ length: 2_001 }, () => ({}));
    const many = await fast.ask('2204', { feedetail: rows });
    assert.match(many.err_msg, /^\[node_too_long\]/);
    // What says itself that it is too large is refused before it comes.
    const { hostname, port } = new URL(server.providers);
    const told = await new Promise((resolve, reject) => {
      const socket = net.connect(Number(port), hostname, () => socket.write(`POST ${pathOf('csb', '9001')} HTTP/1.1\r\nHost: x\r\nContent-Length: ${(4 << 20) + 1}\r\n\r\n{`));
      let text = '';
      socket.on('data', (data) => { text += data; });
      socket.on('error', reject);
      socket.on('close', () => resolve(text));
    });
    assert.match(told, /^HTTP\/1\.1 413 /);
  });

  it('takes nothing from an institution that is suspended, whatever its profile', async () => {
    await pause();
    for (const till of [fast, other]) {
      await till.done('9001', input);
      await server.done('POST', `/v1/institutions/${till.code}/suspension`, { why: '稽核' }, { as: 'senior-441900' });
      for (const infno of ['9001', '1101', '3201']) {
        const told = await till.refused('institution_suspended', infno, infno === '9001' ? input : sampleOf(infno));
        assert.match(told.err_msg, /稽核/);
      }
      await server.done('POST', `/v1/institutions/${till.code}/resumption`, {}, { as: 'senior-441900' });
      await till.done('9001', input);
    }
  });
  const sampleOf = (infno) => infno === '1101' ? { data: { mdtrt_cert_type: '02', mdtrt_cert_no: '1' } }
    : { data: { insutype: '310', clr_type: '41', setl_optins: '441900', stmt_begndate: '2025-04-25', stmt_enddate: '2025-04-25',
      medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: 0, fixmedins_refd_setl_flag: '0' } };

  it('counts how messages come out, also those that nobody had signed', async () => {
    await pause();
    const counted = async () => {
      const text = await (await fetch(`${server.url}/metrics`)).text();
      return Object.fromEntries([...text.matchAll(/yibao_provider_messages_total\{outcome="(\w+)"\} (\d+)/g)].map(([, name, n]) => [name, Number(n)]));
    };
    const before = await counted();
    await fast.done('9001', input);
    await fast.refused('node_missing', '9001', {});
    const text = JSON.stringify(fast.envelope('9001', input));
    await fast.post('9001', text, {});
    await fast.post('9001', text, headersOf('csb', { ...fast.institution, secret: 'x'.repeat(40) }, '9001', server.now()));
    const after = await counted();
    const grown = Object.fromEntries(Object.entries(after).filter(([name]) => after[name] !== before[name]).map(([name, n]) => [name, n - before[name]]));
    assert.deepEqual(grown, { done: 1, refused: 1, headers_missing: 1, signature_differs: 1 });
  });

  it('takes an institution with a network of its own from nowhere else', async () => {
    const code = 'P44190079999';
    const institution = await server.done('POST', '/v1/institutions', { code, name: '示例机构', profile: 'web',
      credit_code: '91441900MA0000008M' }, { as: 'senior-441900' });
    const till = new Till(server, institution);
    for (const [from, known] of [['10.7.1.1', true], ['10.8.1.1', false], ['127.0.0.1', false], ['198.51.100.9', false]]) {
      till.from = from;
      if (known) await till.done('9001', input);
      else await till.refused('network_unknown', '9001', input);
    }
    other.from = '198.51.100.9';
    await other.done('9001', input);
    other.from = '10.1.2.3';
  });

  it('knows who does not sign by the network that they come from', async () => {
    await pause();
    const from = async (till, address) => {
      const text = JSON.stringify(till.envelope('9001', input));
      const { 'X-Forwarded-For': unused, ...headers } = till.headers('9001');
      const told = address === undefined ? {} : { 'X-Forwarded-For': address };
      const { json } = await till.post('9001', text, { ...headers, ...told });
      return json.err_msg;
    };
    for (const inside of ['10.1.2.3', '172.31.255.255', '192.168.9.9', '100.127.0.1', 'fd00::7', '203.0.113.9, 10.1.2.3']) {
      assert.equal(await from(other, inside), '', inside);
    }
    for (const outside of ['203.0.113.9', '172.32.0.1', '2001:db8::1', '10.1.2.3, 203.0.113.9']) {
      assert.match(await from(other, outside), /^\[network_unknown\].*(203\.0\.113\.9|172\.32\.0\.1|2001:db8::1)/, outside);
    }
    for (const ported of ['203.0.113.9:4711', '10.1.2.3, [2001:db8::1]:4711']) {
      assert.match(await from(other, ported), /^\[network_unknown\].*(203\.0\.113\.9|2001:db8::1)/, ported);
    }
    for (const nothing of ['', 'garbage', '10.1.2.3,', undefined]) {
      assert.match(await from(other, nothing), /^\[network_unknown\].*unknown/, `the proxy says ${nothing}`);
    }
    assert.equal(await from(fast, '203.0.113.9'), '', 'who signs comes from anywhere');
    assert.equal(await from(fast, undefined), '');
  });

  it('fails at the gateway as the reference says, for each profile that signs', async () => {
    for (const profile of ['csb', 'tif', 'number']) {
      const till = await Till.register(server, { profile });
      const now = server.now();
      const good = headersOf(profile, till.institution, '9001', now);
      const window = profile === 'tif' ? 300_000 : 1_800_000;
      const body = JSON.stringify(till.envelope('9001', input));
      const fail = async (headers, message) => {
        const answer = await fetch(server.providers + pathOf(profile, '9001'), { method: 'POST', headers, body });
        assert.deepEqual([answer.status, await answer.json()], [200, { code: 401, message }], profile);
      };
      for (const name of Object.keys(good)) {
        const { [name]: unused, ...rest } = good;
        await fail(rest, '缺少服务网关的请求头!');
        await fail({ ...good, [name]: '' }, '缺少服务网关的请求头!');
      }
      const nobody = { access_key: 'AK-nobody', secret: 'x' };
      // The first failure in the order of the reference is the one that is told.
      await fail(headersOf(profile, nobody, '9001', now - window - 60_000), '签名时间戳超时!');
      await fail(headersOf(profile, till.institution, '9001', now + window + 60_000), '签名时间戳超时!');
      await fail(headersOf(profile, nobody, '9001', now), '非法用户!');
      await fail(headersOf(profile, { ...till.institution, secret: 'x' }, '9001', now), '签名不一致!');
      const changed = { ...good };
      const last = Object.keys(good).find((name) => name.endsWith('signature'));
      changed[last] = `${changed[last].slice(0, -2)}xx`;
      await fail(changed, '签名不一致!');
      const { json } = await till.post('9001', body, headersOf(profile, till.institution, '9001', now - window + 60_000));
      assert.equal(json.infcode, 0);
      const renewed = await server.done('POST', `/v1/institutions/${till.code}/key`, {}, { as: 'senior-441900' });
      await fail(headersOf(profile, till.institution, '9001', now), '非法用户!');
      const again = await till.post('9001', JSON.stringify(till.envelope('9001', input)), headersOf(profile, renewed, '9001', now));
      assert.equal(again.json.infcode, 0);
    }
  });
});
