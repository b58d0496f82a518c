// The card maker's port: every order is in one file, once; what the maker answers is booked once,
// and what failed is in the next file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, identityNumber, onEachEngine } from './harness.mjs';

const today = '2025-04-25';

onEachEngine('card orders', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-cards-'));
  const out = join(folder, 'out');
  let server;
  before(async () => { server = await Server.fresh(engine, { today }); });
  after(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  async function order() {
    const identity = identityNumber();
    const person = await server.person({ identity_number: identity });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    const draft = await server.done('POST', `/v1/people/${person}/card-orders`,
      { region: '441900', bank: 'bank_of_china', why: 'first', sighted: ['identity_document'] });
    await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`,
      { form_digest: draft.form_digest });
    return { person, identity };
  }
  function cards(...more) {
    const run = spawnSync(binary, ['card', 'orders', ...more, '--today', today, '--json',
      ...server.place.flags()], { encoding: 'utf8' });
    return { status: run.status, stderr: run.stderr, told: JSON.parse(run.stdout || 'null') };
  }
  const lines = (name) => readFileSync(join(out, name), 'utf8').replace('\uFEFF', '').trim()
    .split('\r\n').slice(1).map((line) => line.split(','));
  const state = async ({ person }) =>
    (await server.done('GET', `/v1/people/${person}/cards`)).production;

  it('go out once, come back once, and failed ones go out again', async () => {
    const [one, two] = [await order(), await order()];
    assert.deepEqual([await state(one), await state(two)], ['ordered', 'ordered']);
    await server.stop();
    const sent = cards('send', '--out', out);
    assert.equal(sent.status, 0, sent.stderr);
    assert.equal(sent.told.orders, 2);
    assert.deepEqual(cards('send', '--out', out).told.files, []);
    const [name] = sent.told.files;
    assert.deepEqual(readdirSync(out).filter((each) => !each.startsWith('.')), [name]);
    const rows = lines(name);
    assert.deepEqual(rows.map((row) => row[2]), [one.identity, two.identity]);
    const results = join(folder, 'results.csv');
    writeFileSync(results, '制卡编号,结果,卡号,原因\r\n' +
      `${rows[0][0]},成功,D20000001,\r\n${rows[1][0]},失败,,照片不清\r\n` +
      `${rows[0][0]},好像,,\r\n00000000-0000-7000-8000-000000000000,成功,D20000002,\r\n`);
    const booked = cards('receive', results);
    assert.equal(booked.told.done, 2, JSON.stringify(booked.told));
    assert.equal(booked.told.refused, 2);
    const again = cards('receive', results);
    assert.equal(again.told.done, 0);
    assert.equal(again.told.already, 2);
    const next = cards('send', '--out', out);
    assert.equal(next.told.orders, 1);
    assert.equal(lines(next.told.files[0])[0][0], rows[1][0]);
    assert.match(server.run('verify', '--today', today), /^verify: OK/m);
    await server.start();
    assert.deepEqual([await state(one), await state(two)], ['ready', 'making']);
  });
});
