// What lies beside the database: a lost key is missed and another's is refused before anything is
// written; and whatever ends, what was written is signed (issues 2 and 4).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, identityNumber, onEachEngine } from './harness.mjs';

onEachEngine('keys and signatures', (engine) => {
  let server;
  before(async () => { server = await Server.fresh(engine); });
  after(() => server?.remove());
  const yibao = (...words) => {
    const run = spawnSync(binary, [...words, ...server.place.flags()], { encoding: 'utf8' });
    return { status: run.status, out: run.stdout, err: run.stderr };
  };
  const unsigned = () => JSON.parse(server.run('signature', 'make', '--json')).signed;
  const person = () => ['call', 'POST', '/v1/people', '--as', 'officer-441900', '--today', server.today,
    '--body', JSON.stringify({ name: '张三丰', identity_number: identityNumber() })];

  it('signs what was written as the server ends, and at the end of each command', async () => {
    await server.person({ fen: 1_000 });
    await server.stop();
    assert.equal(unsigned(), 0);
    const made = yibao(...person());
    assert.equal(made.status, 0, made.out + made.err);
    assert.equal(unsigned(), 0);
    assert.equal(yibao('verify').status, 0);
  });

  it('misses a key that is lost, and makes none', () => {
    for (const name of ['master.key', 'signing.key']) {
      const key = join(server.place.state, name);
      renameSync(key, `${key}.kept`);
      for (const words of [['verify'], ['serve', '--port', '0'], person(), ['signature', 'make']]) {
        const run = yibao(...words);
        assert.equal(run.status, 3, run.out + run.err);
        assert.match(run.err, new RegExp(`没有密钥 .*${name},而数据库已有数据`));
        assert.ok(!existsSync(key));
      }
      const ill = yibao('doctor');
      assert.equal(ill.status, 1);
      assert.match(ill.out, new RegExp(`✗ 密钥: 没有密钥 .*${name}`));
      renameSync(`${key}.kept`, key);
    }
    assert.equal(yibao('doctor').status, 0);
  });

  it('refuses the key of another database', () => {
    for (const name of ['master.key', 'signing.key']) {
      const key = join(server.place.state, name);
      const kept = readFileSync(key);
      writeFileSync(key, Buffer.alloc(32, 7));
      const run = yibao('verify');
      assert.equal(run.status, 3, run.out + run.err);
      assert.match(run.err, new RegExp(`${name} 不是这个数据库的密钥`));
      writeFileSync(key, kept);
    }
    assert.equal(yibao('verify').status, 0);
  });

  it('knows the key of the papers once one was printed', async () => {
    await server.start();
    assert.match(await (await fetch(`${server.url}/document-certificate.pem`)).text(), /BEGIN CERTIFICATE/);
    await server.stop();
    const key = join(server.place.state, 'document.key');
    rmSync(key);
    const run = yibao('verify');
    assert.equal(run.status, 3);
    assert.match(run.err, /document\.key/);
  });
});
