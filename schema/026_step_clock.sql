-- Steps of a transfer that have days of their own, beside those of the origin and of the target.

-- 步骤时限: the correction of a disputed sheet, money on its way back, money with a bank, money that
-- a bank has sent back, a payout to be looked at. Counted anew from the day on which the step began
-- (R-018). At most one runs.
CREATE TABLE step_clock (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  number {int} NOT NULL,               -- 1, 2, … of the case
  queue TEXT NOT NULL,                 -- where the case waits meanwhile
  from_on {int} NOT NULL,              -- the day after it is the first that counts
  due_on {int} NOT NULL,
  provisional {int} NOT NULL,          -- passes through a year without a calendar
  calendar_version TEXT NOT NULL,
  ended_on {int},                      -- the step was taken; NULL: it runs
  PRIMARY KEY (person_id, case_id, number)
) {table};
CREATE INDEX step_clock_running ON step_clock (case_id) WHERE ended_on IS NULL;
