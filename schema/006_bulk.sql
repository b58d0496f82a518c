-- 批量办理: work over a whole region, in steps of up to a thousand people.

-- A run over the people of a region, and how far it has come. Each step moves the cursor on in the
-- transaction that writes the step's rows: what was cut off goes on behind the cursor, and no step
-- is done twice. Runs of a region are numbered 1, 2, 3 …
CREATE TABLE bulk_run (
  region {int} NOT NULL,
  run_id {int} NOT NULL CHECK (run_id > 0),
  kind TEXT NOT NULL,                  -- monthly_credits …
  period TEXT NOT NULL,                -- the month or the year: 2026-10, 2026
  parameters TEXT NOT NULL,            -- JSON: what else was asked for
  state TEXT NOT NULL CHECK (state IN ('running', 'done')),
  cursor {int} NOT NULL CHECK (cursor >= 0),  -- the last person (or employer) of the last step
  done {int} NOT NULL CHECK (done >= 0),      -- people (or employers) for whom something was written
  left_out {int} NOT NULL CHECK (left_out >= 0),
  amount_fen {int} NOT NULL CHECK (amount_fen >= 0),
  started_by TEXT NOT NULL,
  started_at {int} NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, run_id)
) {table};
CREATE UNIQUE INDEX bulk_run_once ON bulk_run (region, kind, period) WHERE state = 'running';

-- 整单位到账: what the collection authority reports as received of an employer for a month. The
-- monthly run gives it to the people on the employer's roster.
CREATE TABLE employer_receipt (
  region {int} NOT NULL,
  employer_id {int} NOT NULL,
  month {int} NOT NULL,
  amount_fen {int},                    -- NULL: reported as paid in full
  received_on {int} NOT NULL,
  reported_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, employer_id, month)
) {table};

-- 欠费核定、限期缴纳通知: what an employer owed when the arrears run of a month looked, or an officer
-- did, and by when it is to pay. Never changed; whether somebody is in arrears today follows from
-- the months, never from a notice.
CREATE TABLE arrears_notice (
  region {int} NOT NULL,
  employer_id {int} NOT NULL,
  month {int} NOT NULL,                -- of the run; of an officer's, the latest that is overdue
  serial {int} NOT NULL CHECK (serial > 0),
  months TEXT NOT NULL,                -- unpaid up to it: 2026-08..2026-10
  people {int} NOT NULL CHECK (people > 0),
  amount_fen {int} NOT NULL CHECK (amount_fen > 0),
  late_fee_fen {int} NOT NULL CHECK (late_fee_fen >= 0),
  due_on {int} NOT NULL,
  noticed_on {int} NOT NULL,
  pay_by {int} NOT NULL,
  issued_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, employer_id, month, serial),
  CHECK (noticed_on > due_on AND pay_by >= noticed_on)
) {table};
