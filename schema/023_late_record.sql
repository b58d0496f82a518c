-- 补录: what one officer proposes from old papers and another one of the same agency decides.
-- Proposals of a person are numbered 1, 2, 3 …
CREATE TABLE late_record (
  person_id {int} NOT NULL,
  ordinal {int} NOT NULL CHECK (ordinal > 0),
  what TEXT NOT NULL CHECK (what IN ('enrolment', 'balance', 'deemed')),
  region {int} NOT NULL,
  evidence TEXT NOT NULL,
  kind TEXT,
  employer_id {int},
  account_type {int},
  base_fen {int},
  started_on {int},
  suspended_on {int},
  amount_fen {int} CHECK (amount_fen > 0),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'refused')),
  proposed_by TEXT NOT NULL,
  decided_by TEXT,
  recorded_at {int} NOT NULL,
  decided_at {int},
  entered {int},                       -- approved: the enrolment's number, the posting, or how many months
  owed {int} CHECK (owed IN (0, 1)),   -- 应保未保: the employer has to pay up; else the papers are settled
  PRIMARY KEY (person_id, ordinal),
  CHECK ((what = 'balance') = (amount_fen IS NOT NULL)),
  CHECK ((what = 'balance') = (started_on IS NULL)),
  CHECK ((what = 'enrolment') = (kind IS NOT NULL)),
  CHECK ((what = 'enrolment') = (owed IS NOT NULL)),
  CHECK (what <> 'deemed' OR suspended_on > started_on),
  CHECK ((state = 'proposed') = (decided_by IS NULL)),
  CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CHECK ((state = 'approved') = (entered IS NOT NULL)),
  CHECK (decided_by <> proposed_by)
) {table};
CREATE INDEX late_record_at ON late_record (region, state, recorded_at);
