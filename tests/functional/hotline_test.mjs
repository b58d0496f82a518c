// The hotline from outside (R-050, R-135, R-136, R-160, R-161, C-14, C-28): the steps over HTTP, at
// a console, and for a scripted Asterisk; what it does not tell, and to whom.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, identityNumber, onEachEngine } from './harness.mjs';

const password = '246801';
const phone = '13800005555';
const hasVoice = spawnSync('espeak-ng', ['--version']).status === 0;

// Asterisk, as far as a call needs it: answers each command of the driver from a list of keys.
class FakeAsterisk {
  constructor(port, head) {
    this.commands = [];
    this.socket = net.connect(port, '127.0.0.1');
    this.socket.write(Object.entries(head).map(([name, value]) => `agi_${name}: ${value}\n`).join('') + '\n');
  }

  run(keys) {
    return new Promise((resolve) => {
      let text = '';
      this.socket.on('error', () => {});
      this.socket.on('close', () => resolve(this.commands));
      this.socket.on('data', (data) => {
        text += data;
        for (let end; (end = text.indexOf('\n')) >= 0; text = text.slice(end + 1)) {
          const command = text.slice(0, end);
          const file = command.match(/^(?:GET DATA|STREAM FILE) (\S+)/)?.[1];
          this.commands.push({ command, wav: file && existsSync(`${file}.wav`) ? readFileSync(`${file}.wav`) : null });
          if (command.startsWith('GET DATA')) {
            const next = keys.shift();
            this.socket.write(next === undefined ? '200 result=-1\n' : `200 result=${next}\n`);
          } else {
            this.socket.write('200 result=0\n');
          }
        }
      });
    });
  }
}

onEachEngine('hotline', (engine) => {
  let server;
  let person;
  let number;
  const as = { as: 'hotline' };
  const heard = (step) => step.say.map((line) => line.detail).join('');
  const dial = (caller, dialled = '076912393') => server.done('POST', '/v1/hotline-calls',
    { dialled, ...(caller ? { caller } : {}) }, as);
  const press = (step, keys) => server.done('POST', `/v1/hotline-calls/${step.call}/steps`,
    { step: step.step, ...(keys ? { keys } : {}) }, as);
  const keyed = (text) => text.replace('X', '*');
  async function reach(caller, ...keys) {
    let step = await dial(caller);
    for (const each of keys) step = await press(step, each);
    return step;
  }
  before(async () => {
    server = await Server.fresh(engine);
    number = identityNumber();
    person = await server.person({ fen: 123_456, identity_number: number, phone });
    await server.issueTokens({ participant: ['--role', 'participant', '--person', person, '--channel', 'app'],
      stranger: ['--role', 'participant', '--person', await server.person(), '--channel', 'app'] });
    await server.done('POST', `/v1/people/${person}/enquiry-password`, { password }, { as: 'participant' });
  });
  after(() => server?.remove());

  it('tells the balance within four steps, and the person sees that it did', async () => {
    const step = await reach('13900000001', '1', keyed(number), password);
    assert.ok(step.step <= 4);
    assert.match(heard(step), /张某,您好.*东莞市的医保个人账户余额是1,234\.56元/s);
    const { views } = await server.done('GET', `/v1/people/${person}/views`, undefined, { as: 'participant' });
    assert.equal(views[0].endpoint, 'hotline.balance');
    assert.match(views[0].detail, /服务热线/);
  });

  it('answers for nobody but the telephone system, and lets it do nothing else', async () => {
    for (const other of ['participant', 'officer-441900', 'auditor', 'operator', 'cashier-441900']) {
      assert.equal((await server.post('/v1/hotline-calls', { dialled: '12393' }, { as: other })).status, 403);
    }
    const paths = Object.entries((await server.get('/openapi.json', { as: null })).json.paths);
    for (const [path, methods] of paths) {
      if (!/\{(person|case|card)\}/.test(path)) continue;
      for (const method of Object.keys(methods)) {
        const answer = await server.call(method.toUpperCase(), path.replace(/\{[^}]+\}/g, person),
          { ...as, ...(method === 'post' ? { body: {} } : {}) });
        assert.ok([403, 404].includes(answer.status), `${method} ${path}: ${answer.status}`);
      }
    }
  });

  it('takes a step once, and none that is past', async () => {
    const step = await dial('13900000002');
    const key = randomUUID();
    const path = `/v1/hotline-calls/${step.call}/steps`;
    const once = await server.post(path, { step: step.step, keys: '1' }, { ...as, key });
    const again = await server.post(path, { step: step.step, keys: '1' }, { ...as, key });
    assert.equal(again.text, once.text);
    const late = await server.post(path, { step: step.step, keys: '2' }, as);
    assert.deepEqual([late.status, late.json.code], [412, 'hotline_step_passed']);
    await server.done('POST', path, { step: once.json.step, hang_up: true }, as);
    const over = await server.post(path, { step: once.json.step + 1, keys: '1' }, as);
    assert.deepEqual([over.status, over.json.code], [409, 'hotline_call_over']);
  });

  it('refuses what is no key, no call and no number of ours', async () => {
    const step = await dial('13900000003');
    const path = `/v1/hotline-calls/${step.call}/steps`;
    for (const body of [{ step: step.step, keys: 'abc' }, { step: step.step, keys: '1'.repeat(30) },
      { step: step.step, keys: '1', hang_up: true }, { keys: '1' }, { step: step.step, key: '1' }, {}]) {
      assert.equal((await server.post(path, body, as)).status, 400, JSON.stringify(body));
    }
    assert.equal((await server.post(`/v1/hotline-calls/${person}/steps`, { step: 1, keys: '1' }, as)).status, 404);
    for (const dialled of ['110', '', '123931', 'x']) {
      assert.equal((await server.post('/v1/hotline-calls', { dialled }, as)).status, 400, dialled);
    }
  });

  // R-161; and nobody learns whose number is on record, nor who has a password.
  it('says the same of a wrong password and of a number that is nobody\'s', async () => {
    const wrong = await reach('13900000004', '1', keyed(number), '111222');
    const nobody = await reach('13900000005', '1', keyed(identityNumber({ birth: '19700101' })), '111222');
    assert.equal(heard(nobody), heard(wrong));
    const status = await reach('13900000006', '5', keyed(number));
    assert.ok(!/张|东莞|元/.test(heard(status)), heard(status));
  });

  it('locks a number after too many wrong passwords, whoever calls', async () => {
    const other = identityNumber();
    const victim = await server.person({ identity_number: other });
    await server.issueTokens({ victim: ['--role', 'participant', '--person', victim, '--channel', 'app'] });
    await server.done('POST', `/v1/people/${victim}/enquiry-password`, { password }, { as: 'victim' });
    for (const caller of ['13700000001', '13700000002']) {
      const step = await reach(caller, '1', keyed(other), '111111', '222222', '333333');
      assert.equal(step.ended, true);
    }
    const right = await reach('13700000003', '1', keyed(other), password);
    assert.equal(right.ended, true);
    assert.match(heard(right), /输错的次数太多/);
  });

  it('turns a caller away who has been wrong too often', async () => {
    let step;
    for (let i = 0; i < 6; ++i) step = await reach('13600000001', '1', keyed(identityNumber({ birth: '19750101' })), '1', '2', '3').catch(() => step);
    const last = await dial('13600000001');
    assert.equal(last.ended, true);
    assert.match(heard(last), /明天再打/);
    assert.equal((await dial('13600000002')).ended, false);
  });

  it('asks for the place, by area code or key (R-160)', async () => {
    let step = await dial('13900000007', '12393');
    assert.equal(step.state, 'region');
    step = await press(step, '440000');  // a province has no agency
    assert.equal(step.state, 'region');
    step = await press(step, '0754');
    assert.match(heard(step), /汕头市/);
    assert.equal((await dial('076988881111', '12333')).state, 'menu');
  });

  it('keeps a record of each call, for officers of the place and auditors', async () => {
    const calls = async (who) => server.get('/v1/hotline-calls?region=441900', { as: who });
    const { calls: all } = (await calls('officer-441900')).json;
    const first = all.at(-1);
    assert.deepEqual([first.topic, first.verified, first.caller], ['balance', true, '139****0001']);
    assert.deepEqual(first.path, ['place', 'ask_who', 'ask_password', 'answer']);
    assert.equal((await calls('auditor')).status, 200);
    assert.equal((await calls('officer-440500')).status, 403);
    assert.equal((await calls('participant')).status, 403);
    const own = `/v1/people/${person}/hotline-calls`;
    assert.ok((await server.done('GET', own, undefined, { as: 'participant' })).calls.length >= 3);
    assert.equal((await server.get(own, { as: 'stranger' })).status, 404);
  });

  it('speaks at a console what the API says', async () => {
    const script = join(server.place.state, 'keys.txt');
    writeFileSync(script, `1\n${keyed(number)}\n${password}\n#\n0\n`);
    const said = execFileSync(binary, ['hotline', '--console', '--dialled', '076912393', '--caller',
      '13900000008', '--script', script, ...server.place.flags()], { encoding: 'utf8' });
    assert.match(said, /余额是一千二百三十四元五角六分/);
    assert.match(said, /转接/);
    assert.ok(!said.includes(password) && !said.includes(number.slice(6, 14)), said);
  });

  it('leaves nothing that was keyed in the database or on standard error', async () => {
    const secrets = [number, number.replace('X', '*'), phone, '13900000001'];
    assert.ok(secrets.every((each) => !server.errors.includes(each)));
    if (engine !== 'sqlite') return;
    const bytes = readdirSync(server.place.state).filter((name) => name.startsWith('yibao.db'))
      .map((name) => readFileSync(join(server.place.state, name)));
    for (const each of secrets) assert.ok(bytes.every((file) => !file.includes(each)), each);
  });

  it('holds a conversation for Asterisk', { skip: !hasVoice && 'espeak-ng is not installed' }, async () => {
    const driver = spawn(binary, ['hotline', '--fastagi', '--agi-port', '0', ...server.place.flags()],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const port = await new Promise((resolve) => {
        driver.stdout.on('data', (data) => {
          const found = String(data).match(/agi:\/\/127\.0\.0\.1:(\d+)/);
          if (found) resolve(Number(found[1]));
        });
      });
      const asterisk = new FakeAsterisk(port, { network: 'yes', network_script: '441900',
        callerid: '13900000009', dnid: '12393', extension: 's' });
      const commands = await asterisk.run(['1', keyed(number), password, '']);
      const asked = commands.filter(({ command }) => command.startsWith('GET DATA'));
      assert.equal(commands[0].command, 'ANSWER');
      assert.ok(asked.length >= 4);
      for (const { wav } of asked) {
        assert.equal(wav.subarray(0, 4).toString(), 'RIFF');
        assert.equal(wav.readUInt32LE(24), 8000);
        assert.ok(wav.length > 16_000, 'longer than a second');
      }
      const left = readdirSync(join(server.place.state, 'voice')).filter((name) => name.startsWith('prompt-'));
      assert.deepEqual(left, [], 'what was said to somebody is not kept');
      assert.equal(statSync(join(server.place.state, 'voice')).mode & 0o007, 0);
      const { calls } = await server.done('GET', '/v1/hotline-calls?region=441900');
      assert.deepEqual([calls[0].topic, calls[0].verified], ['balance', true]);
    } finally {
      const gone = new Promise((resolve) => { driver.once('exit', resolve); });
      driver.kill('SIGTERM');
      await gone;
    }
  });

  it('is found in order by verify', async () => {
    await server.stop();
    assert.match(server.run('verify', '--today', '2025-04-25'), /verify: OK/);
    await server.start();
  });
});
