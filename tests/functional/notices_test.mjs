// Notices through the outbox: every message is in one file, once, whenever `notices send` is killed;
// who has no telephone on record is seen by the agency.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, identityNumber, onEachEngine } from './harness.mjs';

const today = '2025-04-25';
const papers = ['identity_document', 'identity_document_copy', 'social_security_card'];

onEachEngine('notices', (engine) => {
  const out = join(mkdtempSync(join(tmpdir(), 'yibao-notices-')), 'out');
  let server;
  before(async () => {
    server = await Server.fresh(engine, { today });
    await server.issueTokens({
      bank: ['--role', 'bank', '--id', '104'],
      officer: ['--role', 'agency_officer', '--id', '76', '--region', '440500'],
      telephone: ['--role', 'agency_officer', '--id', '77', '--region', '440500', '--channel', 'hotline'],
    });
  });
  after(async () => {
    await server?.remove();
    rmSync(join(out, '..'), { recursive: true });
  });

  const words = () => ['notices', 'send', '--out', out, '--today', today, '--json',
    ...server.place.flags()];
  function send() {
    const run = spawnSync(binary, words(), { encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    return { ...JSON.parse(run.stdout), said: run.stdout + run.stderr };
  }
  const visible = () => readdirSync(out).filter((name) => !name.startsWith('.')).sort();
  const lines = (name) => readFileSync(join(out, name), 'utf8').trimEnd().split('\n')
    .filter((line) => line !== '').map((line) => JSON.parse(line));
  const undeliverable = async (region) => (await server.done('GET',
    `/v1/agencies/${region}/undeliverable-notices`, undefined, { as: 'auditor' })).notices;

  // A person who is told that an application was declined.
  async function told(more = {}) {
    const person = await server.person(more);
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    await server.done('POST', `/v1/people/${person}/holds`, { cause: 'admin', note: '法院文书' },
      { as: 'senior-441900' });
    const { messages } = await server.done('GET', `/v1/people/${person}/messages`);
    assert.ok(messages.length > 0, 'nothing was told');
    return { person, messages: messages.map(({ id }) => id).reverse() };
  }

  it('carries the code of a telephone activation to the telephone, and nowhere else', async () => {
    const identity = identityNumber();
    const by = { as: 'officer' };
    const person = await server.person({ identity_number: identity, phone: '13800001234' });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '440500', kind: 'flexible', base_fen: 600_000 }, by);
    const draft = await server.done('POST', `/v1/people/${person}/card-orders`,
      { region: '440500', bank: 'bank_of_china', why: 'first', sighted: papers }, by);
    const { card } = await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`,
      { form_digest: draft.form_digest }, by);
    const path = `/v1/people/${person}/cards/${card}`;
    await server.done('POST', `${path}/production`, { event: 'send_to_maker' }, { as: 'bank' });
    await server.done('POST', `${path}/production`, { event: 'make', number: 'D10000001' },
      { as: 'bank' });
    await server.done('POST', `${path}/collection`, { sighted: papers }, by);
    const call = (value) => server.done('POST', '/v1/telephone-activations', { region: '440500',
      identity_number: identity, card_number: 'D10000001', caller: '13800001234', factor: 'code',
      ...value }, { as: 'telephone' });
    assert.equal((await call({})).outcome, 'code_sent');
    // The server itself writes the file where it runs.
    const sent = send();
    const [notice] = lines(sent.files[0]).filter(({ title }) => title === '社保卡激活验证码');
    assert.deepEqual([notice.channel, notice.to, notice.person], ['sms', '13800001234', person]);
    assert.equal(statSync(join(out, sent.files[0])).mode & 0o007, 0, 'others may read it');
    const [code] = notice.text.match(/\d{6}/);
    for (const secret of [code, '13800001234']) {
      assert.ok(!sent.said.includes(secret) && !server.errors.includes(secret), 'it was logged');
    }
    assert.equal((await call({ value: code })).activated, true);
    assert.equal(lines(send().files[0]).filter(({ id }) => id === notice.id).length, 0, 'twice');
  });

  it('shows the agency whom it could not reach', async () => {
    const reached = await told({ phone: '13900001111' });
    const unreached = await told();
    const { files, undeliverable: count } = send();
    const ids = files.flatMap(lines).map(({ id }) => id);
    assert.deepEqual(ids, reached.messages);
    assert.equal(count, unreached.messages.length);
    assert.deepEqual((await undeliverable('441900')).map(({ id, person, why }) => [id, person, why]),
      unreached.messages.toReversed().map((id) => [id, unreached.person, 'no_phone']));
    assert.deepEqual(await undeliverable('330100'), []);
    const far = await server.get('/v1/agencies/330100/undeliverable-notices');
    assert.equal(far.json.code, 'other_agency');
  });

  it('publishes the same file again where it was killed before it', async () => {
    const { messages } = await told({ phone: '13900002222' });
    const [name] = send().files;
    const content = readFileSync(join(out, name), 'utf8');
    assert.deepEqual(lines(name).map(({ id }) => id), messages);
    renameSync(join(out, name), join(out, `.${name}.part`));
    await told({ phone: '13900003333' });
    assert.equal(send().files[0], name);
    assert.equal(readFileSync(join(out, name), 'utf8'), content);
    writeFileSync(join(out, '.notices-none.jsonl.part'), '');  // killed before the cursor moved
    assert.deepEqual(send().files, []);
  });

  it('killed at any moment, sends each message once', async () => {
    const before_ = new Set(visible());
    const all = [];
    for (let i = 0; i < 12; ++i) all.push(...(await told({ phone: '13900004444' })).messages);
    await server.stop();
    for (let round = 1; round <= 10; ++round) {
      const child = spawn(binary, words(), { stdio: 'ignore' });
      const ended = new Promise((resolve) => { child.once('exit', resolve); });
      const timer = setTimeout(() => child.kill('SIGKILL'), round * 12);
      await ended;
      clearTimeout(timer);
    }
    send();
    const ids = visible().filter((name) => !before_.has(name)).flatMap(lines).map(({ id }) => id);
    assert.deepEqual(ids.sort(), all.sort());
    assert.match(server.run('verify'), /verify: OK/);
  });
});
