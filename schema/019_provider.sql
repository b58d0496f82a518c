-- 定点医药机构 and what they send.

-- A hospital or pharmacy, with the profile of transport and the key that it signs with. The region
-- is where it stands, whose agency looks after it.
CREATE TABLE institution (
  region {int} NOT NULL,
  institution_id {int} NOT NULL,
  code TEXT NOT NULL UNIQUE,           -- 定点医药机构编码
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('hospital', 'pharmacy')),
  level TEXT NOT NULL CHECK (level IN ('none', 'primary', 'secondary', 'tertiary')),
  credit_code TEXT NOT NULL,           -- 统一社会信用代码
  profile TEXT NOT NULL CHECK (profile IN ('csb', 'tif', 'web', 'number')),
  access_key TEXT NOT NULL UNIQUE,
  secret {bytes} NOT NULL,             -- sealed
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended')),
  why TEXT NOT NULL,                   -- of the suspension; empty while active
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, institution_id),
  CHECK ((state = 'suspended') = (why <> ''))
) {table};

-- 就诊: a registration at a hospital, or a sale at a pharmacy.
CREATE TABLE visit (
  person_id {int} NOT NULL,
  visit_id {int} NOT NULL,
  institution TEXT NOT NULL,           -- its code
  place_of_care {int} NOT NULL,
  insured_place {int} NOT NULL,
  insurance TEXT NOT NULL,             -- insutype
  kind TEXT NOT NULL,                  -- med_type
  number TEXT NOT NULL,                -- ipt_otp_no of the institution; empty at a pharmacy
  begun_on {int} NOT NULL,
  cancelled {int} NOT NULL CHECK (cancelled IN (0, 1)),
  recorded_at {int} NOT NULL,
  begun_at TEXT NOT NULL,              -- begntime, as it was sent
  medium TEXT NOT NULL,                -- mdtrt_cert_type
  PRIMARY KEY (person_id, visit_id)
) {table};
CREATE UNIQUE INDEX visit_of_number ON visit (institution, number, person_id)
  WHERE number <> '' AND cancelled = 0;

-- 费用明细. `settlement_id` says which settlement took it; a reversal sets it free again.
CREATE TABLE visit_line (
  person_id {int} NOT NULL,
  visit_id {int} NOT NULL,
  serial TEXT NOT NULL,                -- feedetl_sn
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
  happened_on {int} NOT NULL,          -- of the fee: fee_ocur_time
  cancelled {int} NOT NULL CHECK (cancelled IN (0, 1)),
  price_limit_fen {int},               -- of one unit, by the catalogue; none
  own_share {int} NOT NULL,            -- of what is within the limit, in basis points
  detail TEXT NOT NULL,                -- JSON: what else was said of it, to be told again (5204)
  PRIMARY KEY (person_id, visit_id, serial),
  CHECK (amount_fen = own_paid_fen + over_limit_fen + first_paid_fen + in_scope_fen),
  CHECK (cancelled = 0 OR settlement_id IS NULL)
) {table};

-- 结算. A reversal is a row of its own with the same amounts below zero. Never changed.
CREATE TABLE settlement (
  person_id {int} NOT NULL,
  settlement_id {int} NOT NULL,
  visit_id {int} NOT NULL,
  institution TEXT NOT NULL,
  place_of_care {int} NOT NULL,
  insured_place {int} NOT NULL,
  insurance TEXT NOT NULL,
  kind TEXT NOT NULL,
  medium TEXT NOT NULL,                -- mdtrt_cert_type
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
  account_region {int} NOT NULL,       -- 0: no account of the person's own
  own_posting {int},
  payer_id {int},                      -- of the shared part
  shared_posting {int},
  reverses {int},
  recognition_id {int},                -- the 慢特病 recognition that it was settled by
  registration_id {int},               -- the registration of the place of care, or the referral
  care_on {int} NOT NULL,              -- the day that the bill is judged by; its year is the fund's
  happened_on {int} NOT NULL,
  entry_id {int} NOT NULL,
  recorded_at {int} NOT NULL,
  fund_rate {int} NOT NULL,            -- of the pooled fund, in basis points; 0: it does not pay
  fund_left_fen {int} NOT NULL,        -- what it might still have paid in the year before this
  PRIMARY KEY (person_id, settlement_id),
  CHECK (total_fen = own_paid_fen + over_limit_fen + first_paid_fen + in_scope_fen),
  CHECK (total_fen = fund_fen + account_fen + cash_fen)
) {table};
CREATE UNIQUE INDEX settlement_reversed_once ON settlement (person_id, reverses)
  WHERE reverses IS NOT NULL;
CREATE INDEX settlement_of_entry ON settlement (entry_id);
CREATE INDEX settlement_of_institution ON settlement (institution, happened_on, settlement_id);
CREATE INDEX settlement_of_message ON settlement (msgid);  -- 对账: what an institution has on another day
