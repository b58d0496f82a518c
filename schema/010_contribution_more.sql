-- Employers' debts: what the collection authority (税务部门) received for an employer, what became
-- of it, and the notices to pay; reminders; bills that wait for cover.

-- One receipt of an employer. What is not a whole month of a person stays as `left` and is used
-- first by the next one. Principal and late fee (滞纳金) are apart; the fee reaches no account.
CREATE TABLE employer_payment (
  region {int} NOT NULL,
  payment_id {int} NOT NULL,
  employer_id {int} NOT NULL,
  reference TEXT NOT NULL,             -- the collection authority's own number
  received_on {int} NOT NULL,
  principal_fen {int} NOT NULL CHECK (principal_fen >= 0),
  late_fee_fen {int} NOT NULL CHECK (late_fee_fen >= 0),
  left_before_fen {int} NOT NULL CHECK (left_before_fen >= 0),
  left_after_fen {int} NOT NULL CHECK (left_after_fen >= 0),
  fee_owed_fen {int} NOT NULL CHECK (fee_owed_fen >= 0),  -- late fees charged and not paid, after it
  shares {int} NOT NULL CHECK (shares >= 0),
  recorded_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  fee_added_fen {int} NOT NULL CHECK (fee_added_fen >= 0),  -- charged since the payment before, with receipts of people
  PRIMARY KEY (region, payment_id),
  CHECK (principal_fen + late_fee_fen > 0)
) {table};
CREATE UNIQUE INDEX employer_payment_once ON employer_payment (region, reference);
CREATE INDEX employer_payment_of ON employer_payment (employer_id, payment_id);

-- A person's month that it paid, and the late fee that was charged with it.
CREATE TABLE employer_payment_share (
  region {int} NOT NULL,
  payment_id {int} NOT NULL,
  line {int} NOT NULL CHECK (line > 0),
  person_id {int} NOT NULL,
  month {int} NOT NULL,
  principal_fen {int} NOT NULL CHECK (principal_fen > 0),
  late_fee_fen {int} NOT NULL CHECK (late_fee_fen >= 0),
  PRIMARY KEY (region, payment_id, line)
) {table};
CREATE UNIQUE INDEX employer_payment_share_of ON employer_payment_share (person_id, month, payment_id);

-- Every relation of an employer, ended ones as well: a debt outlives the employment.
CREATE INDEX enrolment_of_employer_ever ON enrolment (employer_id, person_id)
  WHERE employer_id IS NOT NULL;

-- A reminder that was sent: one for each thing that it is about.
CREATE TABLE reminder (
  person_id {int} NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('gap', 'window')),
  about {int} NOT NULL,                -- the last paid month, or the benefit year
  last_day {int} NOT NULL,             -- to act
  sent_on {int} NOT NULL,
  PRIMARY KEY (person_id, kind, about)
) {table};
-- 人员类别: who belongs to a group that a region may spare the waiting.
CREATE TABLE person_group (
  person_id {int} NOT NULL,
  ordinal {int} NOT NULL CHECK (ordinal > 0),
  group_code TEXT NOT NULL,
  from_day {int} NOT NULL,
  until_day {int},                     -- the first day after
  evidence TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, ordinal),
  CHECK (until_day IS NULL OR until_day > from_day)
) {table};

-- A bill of a day on which the person was not covered, declared to be paid once cover reaches it
-- (N-20).
CREATE TABLE declared_bill (
  person_id {int} NOT NULL,
  bill_id {int} NOT NULL,
  provider TEXT NOT NULL,
  reference TEXT NOT NULL,             -- the provider's own number
  treated_on {int} NOT NULL,
  amount_fen {int} NOT NULL CHECK (amount_fen > 0),
  ground TEXT NOT NULL,                -- why the day was not covered when it was declared
  declared_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, bill_id)
) {table};
CREATE UNIQUE INDEX declared_bill_once ON declared_bill (person_id, provider, reference);
