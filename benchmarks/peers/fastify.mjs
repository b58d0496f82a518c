// Fastify + better-sqlite3 with group commit: the same payments, written as a node team would that
// cares about speed. One process, one connection; requests that arrive while a transaction is being
// written share the next one, and are answered after its commit.
//
//   node fastify.mjs DATABASE TOKEN_44 TOKEN_33      prints the port it listens on
//
// Same schema, PRAGMAs, rows and bytes; tokens, the key, the body and the balance are checked.
// People are named by their inner ids, digests in the journal are real.
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import Fastify from 'fastify';

const [, , file, token44, token33] = process.argv;
const db = new Database(file);
for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON',
  'temp_store = MEMORY', 'cache_size = -262144', 'wal_autocheckpoint = 4096']) db.pragma(pragma);

const actors = new Map([[`Bearer ${token44}`, { name: 'provider_cashier:22', region: '441900' }],
  [`Bearer ${token33}`, { name: 'provider_cashier:23', region: '330100' }]]);

const findKey = db.prepare('SELECT body_digest, answer FROM idempotency WHERE key_digest = ?');
const findAccounts = db.prepare(
  'SELECT region, balance_fen, reserved_fen FROM account WHERE person_id = ?');
const findHead = db.prepare('SELECT sequence, hash FROM journal_head WHERE subject = ?');
const addPosting = db.prepare(`INSERT INTO posting (person_id, posting_id, region, direction, code,
  amount_fen, balance_after_fen, other, happened_on, month, reference, corrects, entry_id,
  recorded_at) VALUES (?, ?, ?, 'debit', 201, ?, ?, ?, ?, NULL, NULL, NULL, ?, ?)`);
const setAccount = db.prepare(`UPDATE account SET balance_fen = ?, last_posting = ?
  WHERE person_id = ? AND region = ?`);
const setHead = db.prepare('UPDATE journal_head SET sequence = ?, hash = ? WHERE subject = ?');
const addJournal = db.prepare(`INSERT INTO journal (subject, sequence, entry_id, event, actor,
  recorded_at, rows, hash) VALUES (?, ?, ?, 'account_payment', ?, ?, ?, ?)`);
const addKey = db.prepare(`INSERT INTO idempotency (key_digest, body_digest, status, answer,
  entry_id, recorded_at) VALUES (?, ?, 200, ?, ?, ?)`);
const addMessage = db.prepare(`INSERT INTO message (message_id, person_id, code, facts, recorded_at)
  VALUES (?, ?, 'account_payment', ?, ?)`);

// Above the ids of the bare loop, which writes to the same file.
let nextId = Math.max(2 ** 40,
  1 + (db.prepare('SELECT MAX(message_id) AS last FROM message').get().last ?? 0));
const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const yuan = (fen) => (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
// As long as the service's own outside ids.
const outsideId = (id) => `01a20319-e853-72c5-af65-${String(id).padStart(12, '0')}`;

function pay({ person, amount, provider, keyDigest, bodyDigest, actor }) {
  const seen = findKey.get(keyDigest);
  if (seen) {
    return seen.body_digest.equals(bodyDigest) ? { status: 200, body: seen.answer }
      : { status: 409, body: '{"code":"idempotency_key_reused"}' };
  }
  const place = provider.slice(1, 7);
  const accounts = findAccounts.all(person)
    .filter(({ region }) => String(region).slice(0, 2) === place.slice(0, 2))
    .sort((a, b) => (String(b.region) === place) - (String(a.region) === place));
  const account = accounts.find((each) => each.balance_fen - each.reserved_fen >= amount);
  if (!account) return { status: 422, body: '{"code":"balance_too_low"}' };
  const now = Date.now();
  const entry = nextId++;
  const posting = nextId++;
  const balance = account.balance_fen - amount;
  const head = findHead.get(person);
  const row = [person, posting, account.region, amount, balance, `provider:${provider}`,
    Math.floor(now / 86400000), entry, now];
  const records = Buffer.concat([Buffer.alloc(11, 31), sha256(JSON.stringify(row)).subarray(0, 16)]);
  const hash = sha256(head.hash, records, `${person} ${head.sequence + 1} ${entry} ${now}`);
  const day = new Date(now).toISOString().slice(0, 10);
  const answer = JSON.stringify({ payment_id: outsideId(posting), amount_fen: amount,
    account_region: String(account.region), balance_fen: balance, balance: yuan(balance),
    paid_on: day, reasons: [{ code: 'paid_from_account_in_province', title: '由省内账户支付',
      detail: `由${account.region}的个人账户在${place}支付`, facts: { region: String(account.region),
        place_of_care: place } }] });
  addPosting.run(row);
  setAccount.run(balance, posting, person, account.region);
  setHead.run(head.sequence + 1, hash, person);
  addJournal.run(person, head.sequence + 1, entry, actor.name, now, records, hash);
  addKey.run(keyDigest, bodyDigest, answer, entry, now);
  addMessage.run(nextId++, person,
    JSON.stringify({ amount: yuan(amount), provider, balance: yuan(balance) }), now);
  return { status: 200, body: answer };
}

let waiting = [];
const payAll = db.transaction((batch) => batch.map(({ command }) => pay(command)));
function flush() {
  const batch = waiting;
  waiting = [];
  try {
    const answers = payAll.immediate(batch);
    batch.forEach(({ resolve }, i) => resolve(answers[i]));
  } catch (error) {
    batch.forEach(({ reject }) => reject(error));
  }
}
const groupCommit = (command) => new Promise((resolve, reject) => {
  // After the poll phase of the event loop: whatever has arrived by then shares the commit.
  if (waiting.push({ command, resolve, reject }) === 1) setImmediate(flush);
});

const app = Fastify({ logger: false });
app.post('/v1/people/:person/payments', {
  schema: {
    params: { type: 'object', properties: { person: { type: 'integer' } } },
    body: {
      type: 'object',
      required: ['amount_fen', 'provider'],
      additionalProperties: false,
      properties: {
        amount_fen: { type: 'integer', minimum: 1, maximum: 1e12 },
        provider: { type: 'string', pattern: '^[HP][0-9]{11}$' },
        reference: { type: 'string', maxLength: 40 },
      },
    },
  },
}, async (request, reply) => {
  const actor = actors.get(request.headers.authorization);
  if (!actor) return reply.code(401).send({ code: 'token_unknown' });
  const { person } = request.params;
  const { amount_fen: amount, provider } = request.body;
  if (provider.slice(1, 7) !== actor.region) return reply.code(403).send({ code: 'other_place' });
  const keyDigest = sha256(actor.name, request.headers['idempotency-key']).subarray(0, 16);
  const bodyDigest = sha256(request.url, JSON.stringify(request.body)).subarray(0, 16);
  const { status, body } =
    await groupCommit({ person, amount, provider, keyDigest, bodyDigest, actor });
  return reply.code(status).type('application/json').send(body);
});
await app.listen({ port: 0, host: '127.0.0.1' });
console.log(app.server.address().port);
process.on('SIGTERM', () => process.exit(0));
