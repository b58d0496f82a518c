-- 死亡登记: what one officer reports with its evidence and another confirms or refuses. Reports of a
-- person are numbered 1, 2, 3 …; one is open at a time.
CREATE TABLE death_report (
  person_id {int} NOT NULL,
  ordinal {int} NOT NULL CHECK (ordinal > 0),
  died_on {int} NOT NULL,
  evidence_kind TEXT NOT NULL CHECK (evidence_kind IN
    ('death_certificate', 'cremation_certificate', 'household_cancellation', 'court_declaration')),
  evidence_number TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  issued_on {int} NOT NULL,
  region {int} NOT NULL,               -- whose agency it was reported to
  hold_id {int} NOT NULL,              -- the account is sealed by it
  state TEXT NOT NULL CHECK (state IN ('reported', 'confirmed', 'refused')),
  reported_by TEXT NOT NULL,
  decided_by TEXT,
  finding TEXT,                        -- refused: what was found instead
  recorded_at {int} NOT NULL,
  decided_at {int},
  PRIMARY KEY (person_id, ordinal),
  CHECK (issued_on >= died_on),
  CHECK ((state = 'reported') = (decided_by IS NULL)),
  CHECK ((state = 'reported') = (decided_at IS NULL)),
  CHECK ((state = 'refused') = (finding IS NOT NULL)),
  CHECK (decided_by <> reported_by)
) {table};
CREATE INDEX death_report_at ON death_report (region, state, recorded_at);
