-- 服务热线 (12393, 12333): one row per call, kept for ever; nothing that was keyed stays in it.
-- Whose journal: that of the place of the number dialled, the nation's where it names none.
CREATE TABLE hotline_call (
  region {int} NOT NULL,               -- of the number dialled
  call_id {int} NOT NULL,
  line TEXT NOT NULL CHECK (line IN ('medical', 'social')),
  caller_sealed {bytes},               -- the number it came from; NULL: withheld
  source_day {bytes} NOT NULL,         -- keyed hash of that number and the day
  place {int} NOT NULL,                -- whose affairs were spoken of; 0: it never came to that
  state TEXT NOT NULL,
  topic TEXT NOT NULL,
  steps {int} NOT NULL CHECK (steps >= 0),
  misses {int} NOT NULL CHECK (misses >= 0),
  tries {int} NOT NULL CHECK (tries >= 0),
  failures {int} NOT NULL CHECK (failures >= 0),
  slow {int} NOT NULL CHECK (slow IN (0, 1)),
  person_id {int},                     -- of the identity number keyed; NULL: nobody's
  verified {int} NOT NULL CHECK (verified IN (0, 1)),
  told {int} NOT NULL,
  identity_sealed {bytes},             -- only while the call lasts
  card_sealed {bytes},
  path TEXT NOT NULL,                  -- what happened, in order: codes of events
  started_at {int} NOT NULL,
  ended_at {int},
  PRIMARY KEY (region, call_id),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
  CHECK (ended_at IS NULL OR (identity_sealed IS NULL AND card_sealed IS NULL)),
  CHECK (verified = 0 OR person_id IS NOT NULL)
) {table};
CREATE UNIQUE INDEX hotline_call_by_id ON hotline_call (call_id);
CREATE INDEX hotline_call_of_source ON hotline_call (source_day, call_id);
CREATE INDEX hotline_call_of_person ON hotline_call (person_id, call_id)
  WHERE person_id IS NOT NULL;
CREATE INDEX hotline_call_of_place ON hotline_call (place, call_id);

-- A wrong password, code, telephone or card, or a number that is nobody's: what limits guessing,
-- whoever it is aimed at. Never changed.
CREATE TABLE hotline_failure (
  failure_id {int} NOT NULL PRIMARY KEY,
  call_id {int} NOT NULL,
  state TEXT NOT NULL,                 -- what was asked
  source_day {bytes} NOT NULL,
  number_day {bytes} NOT NULL,         -- keyed hash of the identity number keyed and the day
  recorded_at {int} NOT NULL
) {table};
CREATE INDEX hotline_failure_of_source ON hotline_failure (source_day, failure_id);
CREATE INDEX hotline_failure_of_number ON hotline_failure (number_day, failure_id);
CREATE INDEX hotline_failure_of_call ON hotline_failure (call_id, failure_id);
