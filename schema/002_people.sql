-- Agencies, employers, people, enrolments and contributions.

-- 经办机构: one per pooling region. Whose journal: the region's.
CREATE TABLE agency (
  region {int} NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  aliases TEXT NOT NULL,               -- one a line: 社保局, 医保中心 … (C-13)
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  contact TEXT NOT NULL,
  phone TEXT NOT NULL,
  hotlines TEXT NOT NULL,              -- one a line: 12393, 12333 (C-14)
  hours TEXT NOT NULL,
  bank_name TEXT NOT NULL,
  bank_account_name TEXT NOT NULL,
  bank_account TEXT NOT NULL,
  on_system {int} NOT NULL CHECK (on_system IN (0, 1)),  -- 0: reached by paper (N-24)
  recorded_at {int} NOT NULL
) {table};

-- An officer proposes the whole agency as it would be, another one decides (N-11). One open
-- proposal at a time; numbered 1, 2, 3 … in the region.
CREATE TABLE agency_change (
  region {int} NOT NULL,
  ordinal {int} NOT NULL CHECK (ordinal > 0),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'refused')),
  name TEXT NOT NULL,
  aliases TEXT NOT NULL,
  address TEXT NOT NULL,
  postcode TEXT NOT NULL,
  contact TEXT NOT NULL,
  phone TEXT NOT NULL,
  hotlines TEXT NOT NULL,
  hours TEXT NOT NULL,
  bank_name TEXT NOT NULL,
  bank_account_name TEXT NOT NULL,
  bank_account TEXT NOT NULL,
  on_system {int} NOT NULL CHECK (on_system IN (0, 1)),
  proposed_by TEXT NOT NULL,
  decided_by TEXT,
  recorded_at {int} NOT NULL,
  decided_at {int},
  PRIMARY KEY (region, ordinal),
  CHECK ((state = 'proposed') = (decided_by IS NULL)),
  CHECK (decided_by IS NULL OR decided_by <> proposed_by)
) {table};
CREATE UNIQUE INDEX agency_change_open_once ON agency_change (region) WHERE state = 'proposed';

CREATE TABLE employer (
  region {int} NOT NULL,
  employer_id {int} NOT NULL,
  code TEXT NOT NULL,                  -- 统一社会信用代码
  name TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, employer_id)
) {table};
CREATE UNIQUE INDEX employer_by_id ON employer (employer_id);
CREATE UNIQUE INDEX employer_by_code ON employer (code);

-- 参保人. Numbers and phones are sealed; exact look-up goes through `claim`.
CREATE TABLE person (
  person_id {int} NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  sex TEXT NOT NULL CHECK (sex IN ('male', 'female')),
  birth_date {int} NOT NULL,
  identity_kind TEXT NOT NULL,
  identity_sealed {bytes} NOT NULL,
  phone_sealed {bytes},
  died_on {int},
  retired_on {int},                    -- the day of the retirement decision
  settled_region {int},                -- where a retiree has settled (异地安置)
  recorded_at {int} NOT NULL,
  merged_into {int},                   -- the same human, on record under this id since (N-12)
  merged_into_at {int},                -- recorded_at of that one
  retirement_benefits_from {int},      -- since when the years are enough: no contributions any more
  retired_at {int},                    -- the place whose agency has decided it (待遇享受地)
  CHECK (retirement_benefits_from >= retired_on),
  CHECK ((retired_on IS NULL) = (retired_at IS NULL)),
  CHECK ((merged_into IS NULL) = (merged_into_at IS NULL))
) {table};
CREATE INDEX person_by_name ON person (name, birth_date);
CREATE INDEX person_led_to ON person (merged_into, person_id) WHERE merged_into IS NOT NULL;

-- 代办、监护: who may act for a person, for what, since when and until when.
CREATE TABLE authorisation (
  person_id {int} NOT NULL,            -- who is acted for
  authorisation_id {int} NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('guardian', 'proxy')),
  agent_id {int} NOT NULL,
  relation TEXT NOT NULL,              -- agnter_rlts
  scopes TEXT NOT NULL,                -- one a line
  since {int} NOT NULL,
  until {int},                         -- the last day; a guardian's ends on a birthday
  evidence TEXT NOT NULL,
  revoked_on {int},
  recorded_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, authorisation_id),
  CHECK (agent_id <> person_id),
  CHECK (kind = 'guardian' OR until IS NOT NULL),
  CHECK (until IS NULL OR until >= since)
) {table};
CREATE INDEX authorisation_of_agent ON authorisation (agent_id, person_id);

-- 参保关系. Enrolments of a person are numbered 1, 2, 3 …; each is one unbroken period.
CREATE TABLE enrolment (
  person_id {int} NOT NULL,
  ordinal {int} NOT NULL CHECK (ordinal > 0),
  region {int} NOT NULL,
  scheme TEXT NOT NULL CHECK (scheme IN ('employee', 'resident')),
  kind TEXT NOT NULL,
  employer_id {int},
  account_type {int} NOT NULL CHECK (account_type IN (0, 1, 2, 3)),  -- HI_TYPE; 0 no account
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'terminated')),
  base_fen {int} NOT NULL CHECK (base_fen >= 0),
  started_on {int} NOT NULL,
  suspended_on {int},                  -- first day without participation
  ended_on {int},
  end_reason TEXT,
  duplicate {int} NOT NULL CHECK (duplicate IN (0, 1)),  -- found in imported history (N-01)
  recorded_at {int} NOT NULL,
  entered_on {int},                    -- 补录: when it was entered from papers; the months before are theirs
  PRIMARY KEY (person_id, ordinal),
  CHECK (started_on <= entered_on),
  CHECK ((state = 'active') = (suspended_on IS NULL)),
  CHECK ((state = 'terminated') = (ended_on IS NOT NULL))
) {table};
-- Nobody participates twice: what is known to be a duplicate stands apart until it is resolved.
CREATE UNIQUE INDEX enrolment_active_once ON enrolment (person_id)
  WHERE state = 'active' AND duplicate = 0;
CREATE INDEX enrolment_of_employer ON enrolment (employer_id, person_id)
  WHERE state = 'active' AND employer_id IS NOT NULL;
CREATE INDEX enrolment_duplicate ON enrolment (region, person_id) WHERE duplicate = 1;

-- A joiner or leaver report (增员、减员) of an employer, and the conflict it may have met (R-062).
-- Reports of a person are numbered 1, 2, 3 …
CREATE TABLE employer_report (
  person_id {int} NOT NULL,
  report_id {int} NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('joiner', 'leaver')),
  employer_id {int} NOT NULL,
  region {int} NOT NULL,
  effective_on {int} NOT NULL,
  base_fen {int} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'conflict', 'resolved', 'withdrawn', 'refused')),
  blocking_employer_id {int},
  urged {int} NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, report_id)
) {table};
CREATE INDEX employer_report_waiting ON employer_report (employer_id, person_id)
  WHERE state = 'conflict';
CREATE INDEX employer_report_awaited ON employer_report (blocking_employer_id, person_id)
  WHERE state = 'conflict';

-- 缴费: one row per month and receipt. Never changed: a refund or a correction is another row.
CREATE TABLE contribution (
  person_id {int} NOT NULL,
  month {int} NOT NULL,
  serial {int} NOT NULL CHECK (serial >= 0),
  enrolment {int} NOT NULL,
  kind {int} NOT NULL,                 -- clct_type: 10 normal, 20 refund, 30 supplementary, 38 deemed
  base_fen {int} NOT NULL CHECK (base_fen >= 0),
  personal_fen {int} NOT NULL CHECK (personal_fen >= 0),
  employer_fen {int} NOT NULL CHECK (employer_fen >= 0),
  received_on {int} NOT NULL,
  entry_id {int} NOT NULL,
  PRIMARY KEY (person_id, month, serial)
) {table};
