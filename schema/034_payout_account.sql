-- 退汇后换银行账户: to which other account the amount of a returned order is to be paid, as an officer
-- has entered it and another one has entered it as well. One row of a returned order, the last entry.
CREATE TABLE payout_account (
  person_id {int} NOT NULL,            -- whose account the returned order left
  payout_id {int} NOT NULL,            -- that order
  bank_sealed {bytes} NOT NULL,
  proposed_by TEXT NOT NULL,
  confirmed_by TEXT,                   -- none: waits for another officer
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, payout_id),
  CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by)
) {table};
