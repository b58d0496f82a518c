-- Personal accounts: a double-entry ledger in whole fen.

-- The stored balance of one account. It follows from the postings and the open reservations.
CREATE TABLE account (
  person_id {int} NOT NULL,
  region {int} NOT NULL,
  balance_fen {int} NOT NULL CHECK (balance_fen >= 0),
  reserved_fen {int} NOT NULL CHECK (reserved_fen >= 0 AND reserved_fen <= balance_fen),
  last_posting {int} NOT NULL,
  PRIMARY KEY (person_id, region)
) {table};

-- One amount, from one account to another, exactly one of them personal: an unbalanced entry
-- cannot be written down. `other` names the other side: contribution:441900, case:123,
-- provider:P44050000123, payout:123, interest:441900.
CREATE TABLE posting (
  person_id {int} NOT NULL,
  posting_id {int} NOT NULL,
  region {int} NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('credit', 'debit')),
  code {int} NOT NULL,                 -- ACCT_INCEXPD_TYPE: 101 monthly credit, 201 payment …
  amount_fen {int} NOT NULL CHECK (amount_fen > 0),
  balance_after_fen {int} NOT NULL CHECK (balance_after_fen >= 0),
  other TEXT NOT NULL,
  happened_on {int} NOT NULL,
  month {int},                         -- of a monthly credit
  reference TEXT,
  corrects {int},                      -- the posting that this one takes back
  entry_id {int} NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, posting_id)
) {table};
-- A provider's day: what was paid there and taken back.
CREATE INDEX posting_at_till ON posting (other, happened_on, posting_id) WHERE code IN (104, 201);

-- Money set aside for a case: still on the account, no longer to be spent.
CREATE TABLE reservation (
  person_id {int} NOT NULL,
  reservation_id {int} NOT NULL,
  region {int} NOT NULL,
  amount_fen {int} NOT NULL CHECK (amount_fen > 0),
  case_id {int} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'posted', 'voided')),
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, reservation_id)
) {table};

-- 封存、冻结: reported, ordered and case-made causes. What follows from facts is never stored.
CREATE TABLE hold (
  person_id {int} NOT NULL,
  hold_id {int} NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('transfer', 'loss', 'damage', 'id_change', 'admin',
                                       'death_reported')),
  region {int} NOT NULL,               -- 0 where the hold is on the person
  money_leaves {int} NOT NULL CHECK (money_leaves IN (0, 1)),
  case_id {int},
  since {int} NOT NULL,
  until {int},                         -- exclusive; NULL while it stands
  set_by TEXT NOT NULL,
  lifted_by TEXT,
  note TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  card_id {int},                       -- which card is lost or damaged
  account_too {int} NOT NULL CHECK (account_too IN (0, 1)),  -- the person asked for it (C-27)
  PRIMARY KEY (person_id, hold_id),
  CHECK ((card_id IS NOT NULL) = (cause IN ('loss', 'damage'))),
  CHECK (account_too = 0 OR card_id IS NOT NULL)
) {table};
