-- 关系转移接续: one row per case, the relation leg and the money leg side by side.

CREATE TABLE transfer (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  origin {int} NOT NULL,
  target {int} NOT NULL,
  origin_enrolment {int},              -- NULL where the origin is not on this system
  target_enrolment {int},
  origin_scheme TEXT NOT NULL CHECK (origin_scheme IN ('employee', 'resident')),
  target_scheme TEXT NOT NULL CHECK (target_scheme IN ('employee', 'resident')),
  relation_state TEXT NOT NULL,
  money_state TEXT NOT NULL,
  running {int} NOT NULL CHECK (running IN (0, 1)),    -- accepted, and one of the legs not ended
  route TEXT NOT NULL CHECK (route IN ('move', 'stay_usable', 'payout', 'none')),
  clear_on TEXT NOT NULL CHECK (clear_on IN ('approve', 'upload', 'target_confirm')),
  amount_fen {int} NOT NULL CHECK (amount_fen >= 0),   -- what left the account, 0 before
  reservation_id {int},
  origin_due_on {int},
  target_due_on {int},
  total_due_on {int},
  provisional {int} NOT NULL CHECK (provisional IN (0, 1)),
  calendar_version TEXT NOT NULL,      -- of origin_due_on and total_due_on
  target_calendar_version TEXT NOT NULL,
  stops TEXT NOT NULL,                 -- JSON: [[returned_on, completed_on or null], …]
  handed_in TEXT,                      -- JSON: slots handed in since the last return; NULL: none yet
  origin_approved_by TEXT,
  origin_approved_on {int},
  sheet_version {int} NOT NULL,        -- 0: none yet
  sheet_sent_on {int},
  sheet_received_on {int},
  target_approved_by TEXT,
  target_approved_on {int},
  certificate_id {int},
  bank_sealed {bytes},                 -- the person's own bank account
  bank_holder TEXT,
  end_reason TEXT,
  recorded_at {int} NOT NULL,
  supplements {int},                   -- 补转: money that follows this earlier case (N-21)
  reverses {int},                      -- the wrong transfer that this one undoes (N-23)
  amount_proposed_fen {int},           -- 更正来函余额: one officer's reading, another one agrees
  amount_proposed_by TEXT,
  PRIMARY KEY (person_id, case_id),
  CHECK ((amount_proposed_fen IS NULL) = (amount_proposed_by IS NULL)),
  CHECK ((relation_state = 'supplementary') = (supplements IS NOT NULL)),
  CHECK (supplements IS NULL OR reverses IS NULL),
  -- Four eyes: nobody approves for both sides (R-032).
  CHECK (origin_approved_by IS NULL OR target_approved_by IS NULL
         OR origin_approved_by <> target_approved_by)
) {table};
-- One running transfer per person.
CREATE UNIQUE INDEX transfer_running_once ON transfer (person_id) WHERE running = 1;
CREATE INDEX transfer_of_origin ON transfer (origin);
CREATE INDEX transfer_of_target ON transfer (target);

-- 参保人员基本医疗保险信息表. A correction is the next version (N-09).
CREATE TABLE information_sheet (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  version {int} NOT NULL CHECK (version > 0),
  content TEXT NOT NULL,               -- JSON
  balance_fen {int} NOT NULL CHECK (balance_fen >= 0),
  uploaded_by TEXT NOT NULL,
  uploaded_on {int} NOT NULL,
  correction TEXT,                     -- why, from version 2 on
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, case_id, version)
) {table};

-- Months that a place recognises from another one: the lines of a sheet that was taken in.
CREATE TABLE recognised_months (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  line {int} NOT NULL,
  region {int} NOT NULL,               -- who recognises them
  paid_at {int} NOT NULL,              -- the region where they were paid
  first_month {int} NOT NULL,
  last_month {int} NOT NULL,
  deemed {int} NOT NULL CHECK (deemed IN (0, 1)),
  entry_id {int} NOT NULL,
  scheme TEXT NOT NULL CHECK (scheme IN ('employee', 'resident')),  -- in which they were paid
  PRIMARY KEY (person_id, case_id, line),
  CHECK (first_month <= last_month)
) {table};

-- What a place recognised through a transfer that was undone: it no longer does (N-23).
CREATE TABLE recognition_undone (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,              -- of the wrong transfer
  by_case {int} NOT NULL,              -- of the one that undoes it
  entry_id {int} NOT NULL,
  PRIMARY KEY (person_id, case_id)
) {table};

-- 参保凭证
CREATE TABLE certificate (
  person_id {int} NOT NULL,
  certificate_id {int} NOT NULL,
  number TEXT NOT NULL,
  check_code TEXT NOT NULL,
  region {int} NOT NULL,               -- the origin, who issues it
  enrolment {int} NOT NULL,
  content TEXT NOT NULL,               -- JSON, as printed
  state TEXT NOT NULL CHECK (state IN ('valid', 'void', 'used')),
  issued_on {int} NOT NULL,
  valid_until {int} NOT NULL,          -- exclusive
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, certificate_id)
) {table};
CREATE UNIQUE INDEX certificate_by_number ON certificate (number);

-- Money that arrived at an agency's bank account. Whose journal: the region's.
CREATE TABLE remittance (
  region {int} NOT NULL,
  remittance_id {int} NOT NULL,
  from_region {int} NOT NULL,
  amount_fen {int} NOT NULL CHECK (amount_fen > 0),
  arrived_on {int} NOT NULL,
  bank_serial TEXT NOT NULL,           -- of the bank's statement: no line is entered twice
  reference TEXT NOT NULL,             -- the case number as the payer wrote it
  state TEXT NOT NULL CHECK (state IN ('unmatched', 'matched', 'returned')),
  person_id {int},
  case_id {int},
  note TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  proposed_case {int},                 -- one officer wants it matched to this case: another agrees
  proposed_by TEXT,
  matched_by TEXT,                     -- by hand; NULL: by itself, or not matched
  PRIMARY KEY (region, remittance_id),
  CHECK ((state = 'matched') = (case_id IS NOT NULL)),
  CHECK ((proposed_case IS NULL) = (proposed_by IS NULL))
) {table};
CREATE UNIQUE INDEX remittance_by_id ON remittance (remittance_id);
CREATE UNIQUE INDEX remittance_by_serial ON remittance (bank_serial, region);
CREATE INDEX remittance_of_case ON remittance (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX remittance_unmatched ON remittance (region, remittance_id) WHERE state = 'unmatched';

-- Orders to a bank to pay out money of a person; the bank port writes them to files.
CREATE TABLE payout (
  person_id {int} NOT NULL,
  payout_id {int} NOT NULL,
  region {int} NOT NULL,
  case_id {int} NOT NULL,
  amount_fen {int} NOT NULL CHECK (amount_fen > 0),
  bank_sealed {bytes} NOT NULL,
  holder TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ordered', 'sent', 'paid', 'returned')),
  file_name TEXT,
  recorded_at {int} NOT NULL,
  code {int} NOT NULL,                 -- ACCT_INCEXPD_TYPE under which it left the account
  replaces {int},                      -- the returned one whose amount this one pays again
  PRIMARY KEY (person_id, payout_id)
) {table};
CREATE UNIQUE INDEX payout_by_id ON payout (payout_id);
CREATE INDEX payout_of_case ON payout (case_id);
CREATE UNIQUE INDEX payout_replaced_once ON payout (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX payout_open ON payout (region, payout_id) WHERE state IN ('ordered', 'sent');
