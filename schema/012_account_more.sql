-- The rest of the personal account: inheritance, family mutual aid, merged numbers, corrections.

-- 继承: one heir's part of an estate, as it was carried out. Whose journal: the deceased's.
CREATE TABLE inheritance_share (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  line {int} NOT NULL CHECK (line > 0),
  heir_id {int},                       -- NULL: not on this system
  holder TEXT NOT NULL,
  numerator {int} NOT NULL CHECK (numerator > 0),
  denominator {int} NOT NULL,
  region {int} NOT NULL,               -- of the account that was divided
  estate_fen {int} NOT NULL CHECK (estate_fen > 0),
  amount_fen {int} NOT NULL CHECK (amount_fen >= 0),
  debit_posting {int},                 -- of the deceased; NULL where the fen did not reach
  credit_posting {int},                -- of the heir, where it went to a personal account
  payout_id {int},                     -- where a bank pays it
  entry_id {int} NOT NULL,
  PRIMARY KEY (person_id, case_id, line),
  CHECK (numerator <= denominator AND amount_fen <= estate_fen),
  CHECK ((amount_fen = 0) = (debit_posting IS NULL)),
  CHECK (credit_posting IS NULL OR payout_id IS NULL)
) {table};

-- 家庭共济绑定 (N-05). Whose journal: the payer's.
CREATE TABLE aid_binding (
  person_id {int} NOT NULL,
  binding_id {int} NOT NULL,
  beneficiary_id {int} NOT NULL,
  relation TEXT NOT NULL,
  limit_fen {int} NOT NULL CHECK (limit_fen >= 0),  -- a year, set by the payer; 0: none
  state TEXT NOT NULL CHECK (state IN ('active', 'ended')),
  since {int} NOT NULL,
  ended_on {int},
  end_reason TEXT,
  used_year {int} NOT NULL,
  used_fen {int} NOT NULL CHECK (used_fen >= 0),    -- in that year: the sum of its aid_use, reversals off
  case_id {int} NOT NULL,              -- the application that proved the kinship
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, binding_id),
  CHECK (person_id <> beneficiary_id),
  CHECK ((state = 'active') = (ended_on IS NULL)),
  CHECK ((ended_on IS NULL) = (end_reason IS NULL))
) {table};
CREATE UNIQUE INDEX aid_bound_once ON aid_binding (person_id, beneficiary_id)
  WHERE state = 'active';
CREATE INDEX aid_of_beneficiary ON aid_binding (beneficiary_id, binding_id)
  WHERE state = 'active';
CREATE UNIQUE INDEX aid_binding_by_id ON aid_binding (binding_id);

-- What was paid through a binding: acct_mulaid_pay (shared), contained in acct_pay (total).
CREATE TABLE aid_use (
  person_id {int} NOT NULL,            -- the payer
  posting_id {int} NOT NULL,           -- the payer's posting
  binding_id {int} NOT NULL,
  beneficiary_id {int} NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('payment', 'contribution', 'reversal')),
  year {int} NOT NULL,
  shared_fen {int} NOT NULL CHECK (shared_fen > 0),
  total_fen {int} NOT NULL CHECK (total_fen >= shared_fen),
  own_posting {int},                   -- the beneficiary's posting; NULL: nothing of their own
  entry_id {int} NOT NULL,
  PRIMARY KEY (person_id, posting_id)
) {table};
CREATE UNIQUE INDEX aid_use_by_posting ON aid_use (posting_id);
CREATE INDEX aid_use_of_own ON aid_use (own_posting) WHERE own_posting IS NOT NULL;
CREATE INDEX aid_use_for_contribution ON aid_use (beneficiary_id, posting_id)
  WHERE kind = 'contribution';

-- 合并 (N-12): the number of person_id is kept, merged_id leads to it. What was carried over.
CREATE TABLE person_merge (
  person_id {int} NOT NULL,
  merged_id {int} NOT NULL,
  case_id {int} NOT NULL,
  months {int} NOT NULL,
  duplicates {int} NOT NULL,           -- months paid under both: counted once
  amount_fen {int} NOT NULL CHECK (amount_fen >= 0),
  merged_on {int} NOT NULL,
  entry_id {int} NOT NULL,
  PRIMARY KEY (person_id, merged_id),
  CHECK (person_id <> merged_id)
) {table};
CREATE UNIQUE INDEX person_merged_once ON person_merge (merged_id);

-- 更正缴费记录: the receipt of a month that was wrong (corrected_serial), the row that takes it back
-- (refund_serial), the one in its place (new_serial; NULL: it was never paid), and what the account
-- got or gave back for the difference.
CREATE TABLE contribution_correction (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  month {int} NOT NULL,
  corrected_serial {int} NOT NULL,
  refund_serial {int} NOT NULL,
  new_serial {int},
  credit_before_fen {int} NOT NULL CHECK (credit_before_fen >= 0),
  credit_after_fen {int} NOT NULL CHECK (credit_after_fen >= 0),
  posting_id {int},
  entry_id {int} NOT NULL,
  PRIMARY KEY (person_id, case_id),
  CHECK ((posting_id IS NULL) = (credit_before_fen = credit_after_fen))
) {table};
CREATE UNIQUE INDEX contribution_corrected_once
  ON contribution_correction (person_id, month, corrected_serial);
