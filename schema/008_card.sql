-- 社会保障卡、医保电子凭证.

-- One row per card that was ever ordered for a person. `production` is how far it has been made;
-- `medical_function` and `bank_function` are two activations that know nothing of each other.
CREATE TABLE card (
  person_id {int} NOT NULL,
  card_id {int} NOT NULL,
  region {int} NOT NULL,               -- whose card it is: the place of insurance when ordered
  bank TEXT NOT NULL,                  -- on its face
  why TEXT NOT NULL CHECK (why IN ('first', 'loss', 'damage', 'region_change')),
  replaces {int},                      -- the card it takes the place of
  case_id {int},                       -- the application that ordered it; NULL with a place change
  production TEXT NOT NULL CHECK (production IN ('ordered', 'making', 'ready', 'taken', 'cancelled')),
  ordered_on {int} NOT NULL,
  made_on {int},
  taken_on {int},
  number_sealed {bytes},               -- since it was made; the claim on it is never given up
  medical_function TEXT NOT NULL CHECK (medical_function IN ('inactive', 'active', 'ended')),
  medical_since {int},
  bank_function TEXT NOT NULL CHECK (bank_function IN ('inactive', 'active', 'ended')),
  bank_since {int},
  bank_password_set {int} NOT NULL CHECK (bank_password_set IN (0, 1)),  -- the bank keeps it
  activate_by {int},                   -- the last day for the first activation; NULL: no such day
  reminded {int} NOT NULL CHECK (reminded IN (0, 1)),
  dead_on {int},                       -- its number is void from this day on, for ever
  replaced_by {int},
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, card_id),
  CHECK ((production = 'taken') = (taken_on IS NOT NULL)),
  CHECK (production NOT IN ('ready', 'taken')
         OR (made_on IS NOT NULL AND number_sealed IS NOT NULL)),
  CHECK (medical_function <> 'active' OR medical_since IS NOT NULL),
  CHECK (bank_function <> 'active' OR bank_since IS NOT NULL),
  CHECK (production <> 'cancelled' OR dead_on IS NOT NULL),
  CHECK ((medical_function = 'ended') = (dead_on IS NOT NULL)),
  CHECK ((bank_function = 'ended') = (dead_on IS NOT NULL)),
  CHECK (replaced_by IS NULL OR dead_on IS NOT NULL)
) {table};
CREATE UNIQUE INDEX card_by_id ON card (card_id);
-- One open order per person (R-142).
CREATE UNIQUE INDEX card_ordered_once ON card (person_id)
  WHERE production IN ('ordered', 'making', 'ready');
CREATE INDEX card_in_production ON card (region, production, card_id)
  WHERE production IN ('ordered', 'making', 'ready');
CREATE INDEX card_to_activate ON card (activate_by, card_id)
  WHERE production = 'taken' AND medical_function = 'inactive' AND reminded = 0;

-- What happened to a card, in order. Never changed.
CREATE TABLE card_event (
  person_id {int} NOT NULL,
  event_id {int} NOT NULL,
  card_id {int} NOT NULL,
  event TEXT NOT NULL,
  channel TEXT NOT NULL,
  by_actor TEXT NOT NULL,
  authorisation_id {int},              -- of a guardian or proxy
  happened_on {int} NOT NULL,
  facts TEXT NOT NULL,                 -- JSON
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, event_id)
) {table};
CREATE INDEX card_event_of_card ON card_event (card_id, event_id);

-- Attempts to activate without an officer. `source_day` is a keyed hash of where it came from and
-- the day. Never changed.
CREATE TABLE activation_attempt (
  attempt_id {int} NOT NULL PRIMARY KEY,
  person_id {int},                     -- NULL: the identity number is nobody's
  card_id {int},
  channel TEXT NOT NULL,
  source_day {bytes} NOT NULL,
  outcome TEXT NOT NULL,
  happened_on {int} NOT NULL,
  recorded_at {int} NOT NULL
) {table};
CREATE INDEX activation_attempt_of_person ON activation_attempt (person_id, attempt_id);
CREATE INDEX activation_attempt_of_source ON activation_attempt (source_day, attempt_id);

-- What a caller can prove besides two numbers (C-28). Codes are derived from the challenge, never
-- stored.
CREATE TABLE telephone_factor (
  person_id {int} NOT NULL PRIMARY KEY,
  password_hash {bytes},
  challenge {int},
  challenge_until {int},
  challenge_used {int} NOT NULL CHECK (challenge_used IN (0, 1)),
  recorded_at {int} NOT NULL,
  CHECK ((challenge IS NULL) = (challenge_until IS NULL))
) {table};

-- 医保电子凭证, with the hash of the latest code only.
CREATE TABLE e_certificate (
  person_id {int} NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('active', 'revoked')),
  activated_on {int} NOT NULL,
  revoked_on {int},
  code_hash {bytes},
  code_until {int},
  code_used {int} NOT NULL CHECK (code_used IN (0, 1)),
  recorded_at {int} NOT NULL,
  CHECK ((state = 'revoked') = (revoked_on IS NOT NULL)),
  CHECK ((code_hash IS NULL) = (code_until IS NULL)),
  CHECK (state = 'active' OR code_hash IS NULL)
) {table};
CREATE INDEX e_certificate_by_code ON e_certificate (code_hash) WHERE code_hash IS NOT NULL;

-- Registration in an app and the real-name level (R-131, R-134).
CREATE TABLE registration (
  person_id {int} NOT NULL PRIMARY KEY,
  level {int} NOT NULL CHECK (level BETWEEN 1 AND 3),
  recorded_at {int} NOT NULL
) {table};
