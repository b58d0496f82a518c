-- 死亡登记有误、遗产已经分割的 (N-22): what each heir got is owed back to the living person, and what
-- of it has come back.

-- 应退回的继承份额: two officers have taken the death back. Never changed.
CREATE TABLE inheritance_debt (
  person_id {int} NOT NULL,            -- whose account was divided
  case_id {int} NOT NULL,
  line {int} NOT NULL,
  correction_id {int} NOT NULL,        -- the application that took the death back
  entry_id {int} NOT NULL,
  PRIMARY KEY (person_id, case_id, line)
) {table};

-- 追回: what an heir has given back of one share. Never changed.
CREATE TABLE inheritance_recovery (
  person_id {int} NOT NULL,
  recovery_id {int} NOT NULL,
  case_id {int} NOT NULL,
  line {int} NOT NULL,
  amount_fen {int} NOT NULL CHECK (amount_fen > 0),
  credit_posting {int} NOT NULL,       -- of the account that had been divided
  debit_posting {int},                 -- of the heir's account; NULL: paid to the agency
  bank_serial TEXT,                    -- of the line on the agency's statement
  arrived_on {int} NOT NULL,
  recorded_by TEXT NOT NULL,
  entry_id {int} NOT NULL,
  PRIMARY KEY (person_id, recovery_id),
  CHECK ((debit_posting IS NULL) <> (bank_serial IS NULL))
) {table};
CREATE INDEX inheritance_recovery_of_line ON inheritance_recovery (bank_serial)
  WHERE bank_serial IS NOT NULL;
