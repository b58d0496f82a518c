-- 解封、申诉、更正; 证件更新.

-- Why a hold was lifted, where no other feature's rows say so. Never changed.
CREATE TABLE hold_release (
  person_id {int} NOT NULL,
  hold_id {int} NOT NULL,
  ground TEXT NOT NULL CHECK (ground IN ('found', 'case_over', 'override', 'order_ended',
                                         'overturned', 'error', 'identity_updated',
                                         'numbers_merged')),
  case_id {int},                       -- the application that was approved
  evidence TEXT NOT NULL,
  released_by TEXT NOT NULL,
  released_on {int} NOT NULL,
  entry_id {int} NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, hold_id),
  CHECK ((case_id IS NULL) = (ground = 'identity_updated'))
) {table};
CREATE INDEX hold_standing ON hold (region, cause, person_id) WHERE until IS NULL;

-- The documents that somebody had before: their numbers still lead to the person. Never changed.
CREATE TABLE former_identity (
  person_id {int} NOT NULL,
  serial {int} NOT NULL CHECK (serial > 0),
  name TEXT NOT NULL,
  identity_kind TEXT NOT NULL,
  identity_sealed {bytes} NOT NULL,
  evidence TEXT NOT NULL,              -- the new document that was seen
  updated_by TEXT NOT NULL,
  until {int} NOT NULL,                -- the day of the update
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, serial)
) {table};
