-- 滞纳金 of an employer's month whose money came person by person, or with a bulk run: charged with
-- the receipt. What is charged with an employer's own payment stands on its share.
CREATE TABLE late_fee (
  person_id {int} NOT NULL,
  month {int} NOT NULL,
  serial {int} NOT NULL,               -- of the receipt
  region {int} NOT NULL,
  employer_id {int} NOT NULL,
  fee_fen {int} NOT NULL CHECK (fee_fen > 0),
  entry_id {int} NOT NULL,
  PRIMARY KEY (person_id, month, serial)
) {table};
CREATE INDEX late_fee_of ON late_fee (employer_id, person_id, month, serial);

-- 多缴: money that came for a month after participation had ended. It pays for no month and reaches no
-- account; it waits to be given back. Those of a person are numbered 1, 2, 3 …
CREATE TABLE overpayment (
  person_id {int} NOT NULL,
  ordinal {int} NOT NULL CHECK (ordinal > 0),
  enrolment {int} NOT NULL,
  month {int} NOT NULL,
  personal_fen {int} NOT NULL CHECK (personal_fen >= 0),
  employer_fen {int} NOT NULL CHECK (employer_fen >= 0),
  received_on {int} NOT NULL,
  refund_entry_id {int},               -- of the journal, that gave it back, or took it to the kept number
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, ordinal),
  CHECK (personal_fen + employer_fen > 0)
) {table};
CREATE UNIQUE INDEX overpayment_once ON overpayment (person_id, enrolment, month)
  WHERE refund_entry_id IS NULL;
