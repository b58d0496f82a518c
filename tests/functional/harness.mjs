// What every black-box test starts from: the real program, on a fresh database of either engine,
// spoken to over HTTP. Needs YIBAO (the binary); YIBAO_TEST_POSTGRES adds PostgreSQL.
import { execFileSync, spawn } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

export const binary = process.env.YIBAO;
export const engines = ['sqlite', ...(process.env.YIBAO_TEST_POSTGRES ? ['postgres'] : [])];

// One sub-suite per engine.
export function onEachEngine(name, body) {
  for (const engine of engines) describe(`${name} (${engine})`, () => body(engine));
}

const home = fileURLToPath(new URL('../..', import.meta.url));
let schemas = 0;

// The program's own data, with one folder that may be written to: a `place` takes it as its `home`.
export function copyOfHome(folder) {
  const copy = mkdtempSync(join(tmpdir(), 'yibao-home-'));
  for (const name of readdirSync(home)) if (name !== folder) symlinkSync(join(home, name), join(copy, name));
  cpSync(join(home, folder), join(copy, folder), { recursive: true });
  return copy;
}

// A place for data: a folder, and on PostgreSQL a schema.
export class Place {
  constructor(engine) {
    this.state = mkdtempSync(join(tmpdir(), 'yibao-black-box-'));
    if (engine === 'sqlite') return;
    const url = process.env.YIBAO_TEST_POSTGRES;
    this.schema = `black_box_${process.pid}_${++schemas}`;
    this.sql = (text) => execFileSync('psql', [url, '-qAt', '-v', 'ON_ERROR_STOP=1', '-c', `SET client_min_messages = warning; ${text}`]);
    this.sql(`CREATE SCHEMA ${this.schema}`);
    this.db = `${url}${url.includes('?') ? '&' : '?'}options=-csearch_path%3D${this.schema}`;
  }

  flags() {
    return ['--home', this.home ?? home, '--state', this.state, ...(this.db ? ['--db', this.db] : [])];
  }

  remove() {
    rmSync(this.state, { recursive: true, force: true });
    if (this.schema) this.sql(`DROP SCHEMA ${this.schema} CASCADE`);
  }
}

export class Server {
  // Starts on a fresh database; stop() or kill() ends the process, remove() the data too.
  static async fresh(engine, options = {}) {
    if (!binary) throw new Error('set YIBAO to the binary');
    const server = new Server(new Place(engine), options);
    await server.start();
    return server;
  }

  constructor(place, { today = '2025-04-25', demo = false } = {}) {
    this.place = place;
    this.today = today;
    this.demo = demo;  // with the stories
  }

  // Days go forward only: what was written on a later day refuses an earlier one.
  async start(today = this.today) {
    this.today = today;
    this.process = spawn(binary, ['serve', this.demo ? '--demo' : '--sign-ins', '--port', '0', '--today', today,
      ...this.place.flags()], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.started = Date.now();
    this.errors = '';
    this.process.stderr.on('data', (data) => { this.errors += data; });
    this.ended = new Promise((resolve) => { this.process.once('exit', resolve); });
    let said = '';
    this.url = await new Promise((resolve, reject) => {
      this.process.stdout.on('data', (data) => {
        said += data;
        const address = said.match(/yibao: (http:\/\/\S+)/);
        const providers = said.match(/医药机构接口: (http:\/\/\S+)\n/);
        if (providers) this.providers = providers[1];
        if (address && providers) resolve(address[1]);
      });
      this.ended.then((code) => reject(new Error(`the server ended (${code}): ${this.errors}`)));
    });
    this.tokens = { ...this.tokens,
      ...JSON.parse(readFileSync(join(this.place.state, 'demo.json'), 'utf8')) };
  }

  // What the server's clock shows: each start begins the day at nine in Beijing.
  now() { return Date.parse(`${this.today}T09:00:00+08:00`) + Date.now() - this.started; }

  async kill(signal = 'SIGKILL') {
    this.process.kill(signal);
    await this.ended;
  }

  async stop() { await this.kill('SIGTERM'); }

  async remove() {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.stop();
    this.place.remove();
  }

  // The words of the command line, on the same data; what opens the database itself wants the server stopped.
  run(...words) {
    return execFileSync(binary, [...words, ...this.place.flags()], { encoding: 'utf8' });
  }

  // 付款指令写入银行文件. The server owns its database: it stops meanwhile, and is back at another address.
  async sendOrders() {
    await this.stop();
    this.run('bank', 'send', '--out', join(this.place.state, 'bank'), '--today', this.today);
    await this.start();
  }

  // A token of a kind that the demo has none of. Restarts the server, which owns its database.
  async issueTokens(wanted) {
    await this.stop();
    for (const [name, flags] of Object.entries(wanted)) {
      this.tokens = { ...this.tokens, [name]: this.run('token', 'issue', '--today', this.today,
        '--name', name, ...flags).trim() };
    }
    await this.start();
  }

  // Where it is not yet on record, by a senior officer of its place.
  register(institution) {
    const region = institution.slice(1, 7);
    const credit = `91${region}MA${institution[0]}0${institution.slice(7)}`;
    try {
      this.run('institution', 'register', '--code', institution, '--name', '示例机构', '--credit-code',
        credit + creditDigit(credit), '--profile', 'web', ...(institution[0] === 'H' ? ['--level', 'tertiary'] : []),
        '--as', `senior-${region}`);
    } catch (error) {
      if (!/"institution_registered"/.test(error.stdout)) throw error;
    }
  }

  // The sign-in of a cashier of an institution: the running server issues its token.
  cashier(institution) {
    const name = `cashier of ${institution}`;
    if (!this.tokens[name]) this.register(institution);
    this.tokens[name] ??= this.run('token', 'issue', '--role', 'provider_cashier', '--institution', institution,
      '--channel', 'provider', '--name', name, '--today', this.today).trim();
    return name;
  }

  // One call. `as` is a sign-in's name (or null); `body` is sent as JSON, `raw` as it is. Who looks at
  // a person says what for; `purpose: null` does not.
  async call(method, path, { as = 'officer-441900', body, raw, key = randomUUID(), headers = {},
    purpose = '黑盒测试' } = {}) {
    const sent = { ...headers };
    if (purpose !== null && method === 'GET' && /^\/v1\/(people|cards)\//.test(path) && !/[?&]purpose=/.test(path)) {
      path += `${path.includes('?') ? '&' : '?'}purpose=${encodeURIComponent(purpose)}`;
    }
    if (purpose !== null && method === 'POST' && /^\/v1\/people\/(search|[^/]+\/(coverage|transfer-precheck))$/.test(path) && body) body = { purpose, ...body };
    if (as !== null) sent.Authorization = `Bearer ${this.tokens[as] ?? as}`;
    if (method === 'POST' && key !== null) sent['Idempotency-Key'] = key;
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    if (content !== undefined) sent['Content-Type'] ??= 'application/json';
    const answer = await fetch(this.url + path, { method, headers: sent, body: content });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text,
      type: answer.headers.get('content-type'), json: isJson(answer, text) ? JSON.parse(text) : null };
  }

  get(path, options) { return this.call('GET', path, options); }
  post(path, body, options) { return this.call('POST', path, { body, ...options }); }

  // A call that must be done; the answer's content.
  async done(method, path, body, options) {
    const answer = await this.call(method, path, { body, ...options });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  }

  // Bytes on the wire, and what came back until the server closed or said nothing more.
  async wire(bytes) {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve) => {
      const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
      let text = '';
      socket.setTimeout(5000, () => socket.destroy());
      socket.on('data', (data) => { text += data; });
      socket.on('error', () => {});
      socket.on('close', () => resolve(text));
    });
  }

  // A person on record; with `fen`, an account of that balance at 441900.
  async person({ fen, ...more } = {}) {
    const { person } = await this.done('POST', '/v1/people',
      { name: '张三丰', identity_number: identityNumber(), ...more });
    if (fen) await this.credit(person, fen);
    return person;
  }

  // A person whose name no door takes, as an older database may hold one: registered under a stand-in
  // of the same length, which is overwritten where it lies. Restarts the server.
  async personCalled(name, options = {}) {
    const length = Buffer.byteLength(name);
    const standIn = `Q${[...String(people++)].map((digit) => 'abcdefghij'[digit]).join('')}`.padEnd(length, 'z');
    const person = await this.person({ ...options, name: standIn });
    await this.stop();
    if (this.place.schema) {
      const quoted = name.replaceAll("'", "''");
      this.place.sql(`UPDATE ${this.place.schema}.person SET name = '${quoted}' WHERE name = '${standIn}'`);
    } else {
      const file = join(this.place.state, 'yibao.db');
      const copy = join(this.place.state, 'copy');  // in one file, without a log beside it
      this.run('backup', copy);
      const bytes = readFileSync(copy);
      for (const each of ['yibao.db-wal', 'yibao.db-shm', 'copy']) {
        rmSync(join(this.place.state, each), { recursive: true, force: true });
      }
      let found = 0;
      for (let at = bytes.indexOf(standIn); at >= 0; at = bytes.indexOf(standIn, at + length), ++found) {
        bytes.write(name, at);
      }
      if (found === 0) throw new Error('the stand-in lies nowhere');
      writeFileSync(file, bytes);
    }
    await this.start();
    return person;
  }

  // 补录: one officer proposes, another one approves.
  async credit(person, fen, region = '441900') {
    const path = `/v1/people/${person}/opening-balance`;
    const { record } = await this.done('POST', path,
      { region, amount_fen: fen, evidence: '原系统 1' }, { as: `officer-${region}` });
    return this.done('POST', `${path}/decide`, { record, decision: 'approve' },
      { as: `senior-${region}` });
  }

  // A relation that was lived here, entered late: what is not paid is owed, what is paid is credited.
  async history(person, { region, ...more }, { as = `officer-${region}`, by = `senior-${region}` } = {}) {
    const path = `/v1/people/${person}/enrolments/history`;
    const { record } = await this.done('POST', path,
      { region, evidence: '缴费手册 1', owed: true, ...more }, { as });
    return this.done('POST', `${path}/decide`, { record, decision: 'approve' }, { as: by });
  }

  // 参保凭证, as a counter asks for it: issued by the origin; its number.
  async certificate(person, region, as = `officer-${region}`) {
    const { number } = await this.done('POST', `/v1/people/${person}/certificates`, { region }, { as });
    return number;
  }

  // 死亡登记: one officer reports it with its proof, another one confirms it.
  async die(person, day, { as = 'officer-441900', by = 'senior-441900' } = {}) {
    await this.done('POST', `/v1/people/${person}/death`, { died_on: day,
      evidence_kind: 'death_certificate', evidence_number: 'D 17', issued_by: '市人民医院',
      issued_on: day }, { as });
    return this.done('POST', `/v1/people/${person}/death/decide`, { decision: 'confirm' }, { as: by });
  }

  async balance(person, parameters = '') {
    return (await this.done('GET', `/v1/people/${person}/balance${parameters}`)).total_fen;
  }

  async postings(person) {
    const all = [];
    for (let before = ''; ;) {
      const { postings } = await this.done('GET',
        `/v1/people/${person}/postings?limit=200${before}`);
      all.push(...postings);
      if (postings.length < 200) return all;
      before = `&before=${postings.at(-1).id}`;
    }
  }

  pay(person, fen, options = {}) {
    const { provider = 'P44190000001', reference, ...more } = options;
    return this.post(`/v1/people/${person}/payments`,
      { amount_fen: fen, provider, ...(reference ? { reference } : {}) },
      { as: 'cashier-441900', ...more });
  }
}

// Downloads come as bytes.
function isJson(answer, text) {
  return text !== '' && answer.headers.get('content-type') !== 'application/octet-stream';
}

// The last character of a unified social credit code (GB 32100).
function creditDigit(body) {
  const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const sum = [...body].reduce((total, c, i) => total + characters.indexOf(c) * (3 ** i % 31), 0);
  return characters[(31 - sum % 31) % 31];
}

let people = 0;

// A citizen's number with a right check digit (GB 11643), another one at each call.
// The smallest picture that is one, as a material.
export const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg'
  + 'gg==';

export function identityNumber({ region = '441902', birth } = {}) {
  const serial = people++;
  const day = birth ?? new Date(Date.UTC(1960, 0, 1 + Math.floor(serial / 999)))
    .toISOString().slice(0, 10).replaceAll('-', '');
  const body = region + day + String(1 + serial % 999).padStart(3, '0');
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + '10X98765432'[sum % 11];
}

function crc(bytes) {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; ++bit) value = value >>> 1 ^ (value & 1 ? 0xEDB88320 : 0);
  }
  return ~value >>> 0;
}

function number(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

// A part of a PNG file: its length, its type, its content, its check sum.
export function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  return Buffer.concat([number(content.length), body, number(crc(body))]);
}

// A picture of these pixels: all alike, or noise that does not pack; with chunks of one's own; with
// fewer rows than it promises.
export function png(width, height, { more = [], rows = height, noise = false } = {}) {
  const header = Buffer.concat([number(width), number(height), Buffer.from([8, 2, 0, 0, 0])]);
  const line = 1 + 3 * width;
  const pixels = noise ? randomBytes(rows * line) : Buffer.alloc(rows * line, 7);
  for (let y = 0; y < rows; ++y) pixels[y * line] = 0;
  return Buffer.concat([pngSignature, chunk('IHDR', header), ...more,
    chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

function base32(text) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const c of text) bits += alphabet.indexOf(c).toString(2).padStart(5, '0');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

// RFC 6238, written again here: the server's own code would agree with itself.
export function totp(secret, milliseconds, steps = 0) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 30_000) + steps));
  const mac = createHmac('sha1', base32(secret)).update(counter).digest();
  const offset = mac[19] & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
