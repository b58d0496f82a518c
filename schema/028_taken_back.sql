-- What is remembered of settlements that were taken back, or that never came to be.

-- 已撤销结算的费用明细: the lines as the settlement had them. A reversal sets them free, and they may
-- be cancelled, or sent again as something else. Never changed.
CREATE TABLE reversed_line (
  person_id {int} NOT NULL,
  settlement_id {int} NOT NULL,        -- that was taken back
  ordinal {int} NOT NULL,
  amount_fen {int} NOT NULL,
  told TEXT NOT NULL,                  -- JSON: the fields of 5204
  PRIMARY KEY (person_id, settlement_id, ordinal)
) {table};

-- 先于结算到达的冲正: the sender was told that there is nothing to take back, so nothing is done under
-- that message any more. Never changed.
CREATE TABLE voided_message (
  person_id {int} NOT NULL,
  institution TEXT NOT NULL,
  msgid TEXT NOT NULL,                 -- of the settlement that did not come first
  entry_id {int} NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, institution, msgid)
) {table};
