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
