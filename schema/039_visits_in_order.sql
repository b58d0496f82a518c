-- What is written at every sale, so that it costs few pages: rows stand in the order in which they
-- came, not person by person. A row that is led by its person dirties a page of its own, and where it
-- is full its neighbours too; behind the last row they share one.

-- The journal: found by its subject through an index.
CREATE TABLE journal_in_order (
  subject {int} NOT NULL,
  sequence {int} NOT NULL CHECK (sequence > 0),
  entry_id {int} NOT NULL,
  event TEXT NOT NULL,
  actor TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  rows {bytes} NOT NULL,
  hash {bytes} NOT NULL,
  PRIMARY KEY (subject, sequence)
) {table_in_order};
INSERT INTO journal_in_order (
  subject, sequence, entry_id, event, actor, recorded_at, rows, hash
) SELECT
  subject, sequence, entry_id, event, actor, recorded_at, rows, hash
FROM journal;
DROP TABLE journal;
ALTER TABLE journal_in_order RENAME TO journal;

-- A visit is found by its person, through an index too; what belongs to it by its number.
CREATE TABLE visit_in_order (
  person_id {int} NOT NULL,
  visit_id {int} NOT NULL,
  institution TEXT NOT NULL,
  place_of_care {int} NOT NULL,
  insured_place {int} NOT NULL,
  insurance TEXT NOT NULL,
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  begun_on {int} NOT NULL,
  cancelled {int} NOT NULL CHECK (cancelled IN (0, 1)),
  recorded_at {int} NOT NULL,
  begun_at TEXT NOT NULL,
  medium TEXT NOT NULL,
  PRIMARY KEY (person_id, visit_id)
) {table_in_order};
INSERT INTO visit_in_order (
  person_id, visit_id, institution, place_of_care, insured_place, insurance, kind, number,
  begun_on, cancelled, recorded_at, begun_at, medium
) SELECT
  person_id, visit_id, institution, place_of_care, insured_place, insurance, kind, number,
  begun_on, cancelled, recorded_at, begun_at, medium
FROM visit;
DROP TABLE visit;
ALTER TABLE visit_in_order RENAME TO visit;
CREATE UNIQUE INDEX visit_of_number ON visit (institution, number, person_id)
  WHERE number <> '' AND cancelled = 0;

CREATE TABLE visit_line_in_order (
  person_id {int} NOT NULL,
  visit_id {int} NOT NULL,
  serial TEXT NOT NULL,
  batch TEXT NOT NULL,
  item TEXT NOT NULL,
  own_item TEXT NOT NULL,
  amount_fen {int} NOT NULL CHECK (amount_fen >= 0),
  quantity TEXT NOT NULL,
  price TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('01', '02', '03')),
  charge_kind TEXT NOT NULL,
  own_paid_fen {int} NOT NULL CHECK (own_paid_fen >= 0),
  over_limit_fen {int} NOT NULL CHECK (over_limit_fen >= 0),
  first_paid_fen {int} NOT NULL CHECK (first_paid_fen >= 0),
  in_scope_fen {int} NOT NULL CHECK (in_scope_fen >= 0),
  settlement_id {int},
  happened_on {int} NOT NULL,
  cancelled {int} NOT NULL CHECK (cancelled IN (0, 1)),
  price_limit_fen {int},
  own_share {int} NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (visit_id, serial, person_id),
  CHECK (amount_fen = own_paid_fen + over_limit_fen + first_paid_fen + in_scope_fen),
  CHECK (cancelled = 0 OR settlement_id IS NULL)
) {table};
INSERT INTO visit_line_in_order (
  person_id, visit_id, serial, batch, item, own_item, amount_fen, quantity, price, level,
  charge_kind, own_paid_fen, over_limit_fen, first_paid_fen, in_scope_fen, settlement_id,
  happened_on, cancelled, price_limit_fen, own_share, detail
) SELECT
  person_id, visit_id, serial, batch, item, own_item, amount_fen, quantity, price, level,
  charge_kind, own_paid_fen, over_limit_fen, first_paid_fen, in_scope_fen, settlement_id,
  happened_on, cancelled, price_limit_fen, own_share, detail
FROM visit_line ORDER BY visit_id, serial;
DROP TABLE visit_line;
ALTER TABLE visit_line_in_order RENAME TO visit_line;

CREATE TABLE settlement_in_order (
  person_id {int} NOT NULL,
  settlement_id {int} NOT NULL,
  visit_id {int} NOT NULL,
  institution TEXT NOT NULL,
  place_of_care {int} NOT NULL,
  insured_place {int} NOT NULL,
  insurance TEXT NOT NULL,
  kind TEXT NOT NULL,
  medium TEXT NOT NULL,
  msgid TEXT NOT NULL,
  total_fen {int} NOT NULL,
  own_paid_fen {int} NOT NULL,
  over_limit_fen {int} NOT NULL,
  first_paid_fen {int} NOT NULL,
  in_scope_fen {int} NOT NULL,
  deductible_fen {int} NOT NULL,
  fund_fen {int} NOT NULL,
  account_fen {int} NOT NULL,
  shared_fen {int} NOT NULL,
  cash_fen {int} NOT NULL,
  balance_fen {int} NOT NULL,
  account_region {int} NOT NULL,
  own_posting {int},
  payer_id {int},
  shared_posting {int},
  reverses {int},
  recognition_id {int},
  registration_id {int},
  care_on {int} NOT NULL,
  happened_on {int} NOT NULL,
  entry_id {int} NOT NULL,
  recorded_at {int} NOT NULL,
  fund_rate {int} NOT NULL,
  fund_left_fen {int} NOT NULL,
  PRIMARY KEY (settlement_id, person_id),
  CHECK (total_fen = own_paid_fen + over_limit_fen + first_paid_fen + in_scope_fen),
  CHECK (total_fen = fund_fen + account_fen + cash_fen)
) {table};
INSERT INTO settlement_in_order (
  person_id, settlement_id, visit_id, institution, place_of_care, insured_place, insurance, kind,
  medium, msgid, total_fen, own_paid_fen, over_limit_fen, first_paid_fen, in_scope_fen,
  deductible_fen, fund_fen, account_fen, shared_fen, cash_fen, balance_fen, account_region,
  own_posting, payer_id, shared_posting, reverses, recognition_id, registration_id, care_on,
  happened_on, entry_id, recorded_at, fund_rate, fund_left_fen
) SELECT
  person_id, settlement_id, visit_id, institution, place_of_care, insured_place, insurance, kind,
  medium, msgid, total_fen, own_paid_fen, over_limit_fen, first_paid_fen, in_scope_fen,
  deductible_fen, fund_fen, account_fen, shared_fen, cash_fen, balance_fen, account_region,
  own_posting, payer_id, shared_posting, reverses, recognition_id, registration_id, care_on,
  happened_on, entry_id, recorded_at, fund_rate, fund_left_fen
FROM settlement ORDER BY settlement_id;
DROP TABLE settlement;
ALTER TABLE settlement_in_order RENAME TO settlement;
CREATE UNIQUE INDEX settlement_reversed_once ON settlement (person_id, reverses)
  WHERE reverses IS NOT NULL;
-- What has used the year's deductible or ceiling: few of those at a pharmacy have.
CREATE INDEX settlement_of_fund ON settlement (person_id, settlement_id)
  WHERE deductible_fen <> 0 OR fund_fen <> 0;
CREATE INDEX settlement_of_visit ON settlement (visit_id);  -- and so, by their visits, of a person
CREATE INDEX settlement_of_institution ON settlement (institution, happened_on, settlement_id);
-- 对账: what an institution has on another day; and whether a payment is that of a settlement.
CREATE INDEX settlement_of_message ON settlement (msgid);
