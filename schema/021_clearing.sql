-- 清算: what the agencies owe the institutions, and each other, month by month; and the files that
-- institutions exchange with us.

-- A statement of an institution (its region pays it), or of two regions (one of them pays the
-- other; `region` is the one with the lower code). It covers what happened up to the end of its
-- month and was recorded up to `cut_at`, less what the one before covers. Amounts are sums over
-- settlements and postings; verify recomputes them.
CREATE TABLE clearing_statement (
  region {int} NOT NULL,
  statement_id {int} NOT NULL,
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('institution', 'region')),
  party TEXT NOT NULL,                 -- code of the institution, or of the other region
  month {int} NOT NULL,
  cut_at {int} NOT NULL,
  settlements {int} NOT NULL CHECK (settlements >= 0),
  postings {int} NOT NULL CHECK (postings >= 0),
  bills_fen {int} NOT NULL,            -- totals of the bills that were settled
  fund_fen {int} NOT NULL,             -- what `region` owes: of the pooled fund
  account_fen {int} NOT NULL,          -- and of personal accounts
  counter_fen {int} NOT NULL,          -- what `party` owes; 0: it is an institution
  carried_fen {int} NOT NULL CHECK (carried_fen <= 0),  -- overpaid by the statement before
  amount_fen {int} NOT NULL,           -- to be paid; below zero: by the party, or carried on
  state TEXT NOT NULL CHECK (state IN ('drawn', 'approved_once', 'approved', 'refused', 'sent',
                                       'paid', 'returned', 'carried', 'level')),
  drawn_by TEXT NOT NULL,
  first_by TEXT NOT NULL,              -- empty until then
  first_region {int} NOT NULL,
  second_by TEXT NOT NULL,
  why TEXT NOT NULL,                   -- of a refusal or a return
  payee_holder TEXT NOT NULL,
  payee_sealed {bytes},                -- the bank account that was approved
  attempt {int} NOT NULL,
  file_name TEXT NOT NULL,
  due_on {int} NOT NULL,
  calendar_version TEXT NOT NULL,      -- that due_on was counted by; 2027.0: without its notice
  paid_on {int},
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, statement_id),
  CHECK (amount_fen = fund_fen + account_fen - counter_fen + carried_fen),
  CHECK (state <> 'refused' OR why <> ''),
  CHECK (first_by = '' OR first_by <> second_by),
  CHECK (state IN ('drawn', 'approved_once', 'refused') OR (first_by <> '' AND second_by <> '')),
  CHECK ((state = 'paid') = (paid_on IS NOT NULL))
) {table};
CREATE UNIQUE INDEX clearing_statement_once ON clearing_statement (party, region, kind, month)
  WHERE state <> 'refused';
CREATE INDEX clearing_statement_of_party ON clearing_statement (party, month, statement_id);
CREATE INDEX clearing_statement_of_region ON clearing_statement (region, month, statement_id);
CREATE INDEX clearing_statement_to_pay ON clearing_statement (state, statement_id)
  WHERE state IN ('approved', 'sent');

-- What one region owes of an institution's statement. `pair_id` is the statement of the two regions
-- that it went into, where the debtor is another region.
CREATE TABLE clearing_share (
  region {int} NOT NULL,
  statement_id {int} NOT NULL,
  debtor {int} NOT NULL,
  settlements {int} NOT NULL CHECK (settlements >= 0),
  postings {int} NOT NULL CHECK (postings >= 0),
  fund_fen {int} NOT NULL,
  account_fen {int} NOT NULL,
  pair_id {int},
  PRIMARY KEY (region, statement_id, debtor),
  CHECK (pair_id IS NULL OR debtor <> region)
) {table};
CREATE INDEX clearing_share_of_debtor ON clearing_share (debtor, region, statement_id);
CREATE INDEX clearing_share_of_pair ON clearing_share (pair_id, region, statement_id)
  WHERE pair_id IS NOT NULL;

-- Where an institution is paid (收款账户): proposed by one officer, confirmed by another.
CREATE TABLE clearing_account (
  region {int} NOT NULL,
  account_id {int} NOT NULL,
  institution TEXT NOT NULL,
  holder TEXT NOT NULL,
  bank_sealed {bytes} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'replaced')),
  proposed_by TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, account_id),
  CHECK (confirmed_by <> proposed_by),
  CHECK (state <> 'confirmed' OR confirmed_by <> '')
) {table};
CREATE INDEX clearing_account_of_institution ON clearing_account (institution, account_id);

-- 9101, 3202: a file that an institution has sent, or that we have made for it. Never changed.
CREATE TABLE exchange_file (
  region {int} NOT NULL,
  file_id {int} NOT NULL,
  number TEXT NOT NULL UNIQUE,         -- file_qury_no
  institution TEXT NOT NULL,
  name TEXT NOT NULL,
  content {bytes} NOT NULL,            -- a zip
  until {int} NOT NULL,                -- may be fetched before this moment
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, file_id)
) {table};
