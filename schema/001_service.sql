-- What the service keeps for every feature: journal, idempotency, messages, access, ids.
-- Tokens: {int} 64-bit integer, {bytes} byte string, {table} what follows a table's bracket.
-- Days are days since 1970-01-01, instants milliseconds, money whole fen, months since 1970-01.

-- The end of each journal, and the lock of its subject: a person (above 0) or a region (below).
CREATE TABLE journal_head (
  subject {int} NOT NULL PRIMARY KEY,
  sequence {int} NOT NULL CHECK (sequence >= 0),
  hash {bytes} NOT NULL
) {table};

-- What happened, in order, one chain per subject: each hash covers the one before it.
CREATE TABLE journal (
  subject {int} NOT NULL,
  sequence {int} NOT NULL CHECK (sequence > 0),
  entry_id {int} NOT NULL,
  event TEXT NOT NULL,
  actor TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  rows {bytes} NOT NULL,
  hash {bytes} NOT NULL,
  PRIMARY KEY (subject, sequence)
) {table};

-- The answer that a command got under its key. A journal tells of it where something was done; a
-- refusal, of which no journal tells, carries a seal of the service's key over its columns.
CREATE TABLE idempotency (
  key_digest {bytes} NOT NULL PRIMARY KEY,
  body_digest {bytes} NOT NULL,
  status {int} NOT NULL,
  answer TEXT NOT NULL,
  entry_id {int} NOT NULL,
  recorded_at {int} NOT NULL,
  seal {bytes}
) {table};

-- What people are told. Ids are in time order, so the table is the outbox too: whoever holds the
-- cursor sends what lies behind it.
CREATE TABLE message (
  message_id {int} NOT NULL PRIMARY KEY,
  person_id {int} NOT NULL,
  code TEXT NOT NULL,
  facts TEXT NOT NULL,
  recorded_at {int} NOT NULL
) {table};
CREATE INDEX message_of_person ON message (person_id, message_id);

CREATE TABLE outbox_cursor (
  name TEXT NOT NULL PRIMARY KEY,
  message_id {int} NOT NULL
) {table};

CREATE TABLE id_block (
  name TEXT NOT NULL PRIMARY KEY,
  next {int} NOT NULL CHECK (next > 0)
) {table};

-- Who may come in: tokens are kept as digests only.
CREATE TABLE access_token (
  token_digest {bytes} NOT NULL PRIMARY KEY,
  role TEXT NOT NULL,
  actor_id {int} NOT NULL,
  region {int} NOT NULL,
  channel TEXT NOT NULL,
  name TEXT NOT NULL,
  until_at {int} NOT NULL,
  revoked {int} NOT NULL CHECK (revoked IN (0, 1))
) {table};

-- What must be unique across persons, and which person it belongs to.
CREATE TABLE claim (
  kind TEXT NOT NULL,
  hash {bytes} NOT NULL,
  person_id {int} NOT NULL,
  PRIMARY KEY (kind, hash)
) {table};
