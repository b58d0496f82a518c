-- Signing in: the factors of people and of staff, one-time codes, sessions.

-- 参保人的登录方式. Passwords are Argon2id; a secret that an import made serves once (R-045).
CREATE TABLE person_sign_in (
  person_id {int} NOT NULL PRIMARY KEY,
  phone_hash {bytes},
  phone_sealed {bytes},
  password_hash TEXT,
  initial {int} NOT NULL CHECK (initial IN (0, 1)),      -- the hash is that of a secret of one use
  initial_until {int},
  failures {int} NOT NULL CHECK (failures >= 0),         -- since the last success
  failed_at {int},
  signed_in_at {int},
  recorded_at {int} NOT NULL,
  CHECK ((phone_hash IS NULL) = (phone_sealed IS NULL)),
  CHECK ((initial = 1) = (initial_until IS NOT NULL)),
  CHECK (initial = 0 OR password_hash IS NOT NULL)
) {table};
CREATE UNIQUE INDEX person_sign_in_of_phone ON person_sign_in (phone_hash);

-- 工作人员的登录方式: password and authenticator. Whose journal: the region's; 100000 where the
-- role is for every region.
CREATE TABLE staff_sign_in (
  region {int} NOT NULL,
  credential_id {int} NOT NULL,
  account TEXT NOT NULL,
  role TEXT NOT NULL,
  actor_id {int} NOT NULL,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  initial {int} NOT NULL CHECK (initial IN (0, 1)),
  totp_sealed {bytes} NOT NULL,
  totp_step {int} NOT NULL CHECK (totp_step >= 0),       -- the last one that was used
  failures {int} NOT NULL CHECK (failures >= 0),
  failed_at {int},
  signed_in_at {int},
  disabled {int} NOT NULL CHECK (disabled IN (0, 1)),
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, credential_id)
) {table};
CREATE UNIQUE INDEX staff_sign_in_of_account ON staff_sign_in (account);
CREATE INDEX staff_sign_in_of_actor ON staff_sign_in (actor_id, role);

-- 验证码. The digits follow from the id and a key; they stand nowhere.
CREATE TABLE sign_in_code (
  code_id {int} NOT NULL PRIMARY KEY,
  phone_hash {bytes} NOT NULL,
  phone_sealed {bytes} NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'registration', 'secret', 'phone')),
  tries {int} NOT NULL CHECK (tries >= 0),
  used {int} NOT NULL CHECK (used IN (0, 1)),
  made_at {int} NOT NULL,
  until_at {int} NOT NULL,
  CHECK (until_at > made_at)
) {table};
CREATE INDEX sign_in_code_of_phone ON sign_in_code (phone_hash, purpose, code_id);

-- 会话: a token is kept as its digest only.
CREATE TABLE session (
  session_id {int} NOT NULL PRIMARY KEY,
  token_digest {bytes} NOT NULL,
  holder TEXT NOT NULL CHECK (holder IN ('person', 'staff')),
  holder_id {int} NOT NULL,            -- person_id, credential_id
  role TEXT NOT NULL,
  actor_id {int} NOT NULL,
  region {int} NOT NULL,
  name TEXT NOT NULL,
  channel TEXT NOT NULL,
  client TEXT NOT NULL,
  kind TEXT NOT NULL,
  source_hash {bytes} NOT NULL,
  source_shown TEXT NOT NULL,
  device TEXT NOT NULL,                -- as the pages say it: Chrome, Windows; empty: they did not
  must_change {int} NOT NULL CHECK (must_change IN (0, 1)),
  opened_at {int} NOT NULL,
  used_at {int} NOT NULL,
  until_at {int} NOT NULL,
  idle_milliseconds {int} NOT NULL CHECK (idle_milliseconds > 0),
  ended_at {int},
  end_reason TEXT,
  CHECK (until_at > opened_at),
  CHECK (used_at >= opened_at),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
) {table};
CREATE UNIQUE INDEX session_of_digest ON session (token_digest);
CREATE INDEX session_of_holder ON session (holder, holder_id, session_id);

-- 同意与撤回: the newest row of a topic counts.
CREATE TABLE consent (
  person_id {int} NOT NULL,
  consent_id {int} NOT NULL,
  topic TEXT NOT NULL CHECK (topic IN ('privacy', 'face', 'messages')),
  given {int} NOT NULL CHECK (given IN (0, 1)),
  channel TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, consent_id)
) {table};
