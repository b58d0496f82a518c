-- 就医备案, and what a hospital tells of a visit beside its fees.

-- A referral, care elsewhere, a chronic disease, a fixed institution, of the place of insurance.
CREATE TABLE care_registration (
  person_id {int} NOT NULL,
  registration_id {int} NOT NULL,      -- trt_dcla_detl_sn outside
  kind TEXT NOT NULL
    CHECK (kind IN ('referral', 'remote_care', 'chronic_disease', 'fixed_institution')),
  state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'ended')),
  region {int} NOT NULL,
  insurance TEXT NOT NULL,             -- insutype
  begins_on {int} NOT NULL,
  last_day {int},                      -- as asked for; NULL: until it is ended
  ended_on {int},                      -- the first day on which it holds no longer
  end_reason TEXT,
  disease TEXT NOT NULL,
  disease_name TEXT NOT NULL,
  place_of_care {int} NOT NULL,        -- 0: of no place
  institution TEXT NOT NULL,
  institution_name TEXT NOT NULL,
  purpose TEXT NOT NULL,               -- biz_appy_type, refl_type
  sort_number {int} NOT NULL CHECK (sort_number >= 0),
  detail TEXT NOT NULL,                -- JSON
  filed_by TEXT NOT NULL,              -- an institution; empty: the person or an officer
  case_id {int},                       -- the application; NULL: none
  transfer_case {int},                 -- that ended it, or that it came with
  carried_from {int},
  entry_id {int} NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, registration_id),
  CHECK ((state = 'ended') = (ended_on IS NOT NULL)),
  CHECK ((ended_on IS NULL) = (end_reason IS NULL)),
  CHECK (ended_on IS NULL OR ended_on >= begins_on),
  CHECK (state <> 'pending' OR case_id IS NOT NULL),
  CHECK ((kind = 'chronic_disease') = (disease <> '')),
  CHECK ((kind IN ('referral', 'remote_care')) = (place_of_care <> 0)),
  CHECK (carried_from IS NULL OR transfer_case IS NOT NULL)
) {table};

-- 就诊信息 (2203, 2203A): why the person came. The last upload stands.
CREATE TABLE visit_record (
  person_id {int} NOT NULL,
  visit_id {int} NOT NULL,
  condition_text TEXT NOT NULL,        -- main_cond_dscr
  disease_kind TEXT NOT NULL,          -- dise_type_code
  disease TEXT NOT NULL,               -- dise_codg
  disease_name TEXT NOT NULL,
  detail TEXT NOT NULL,                -- JSON: birth, prescription
  uploads {int} NOT NULL CHECK (uploads > 0),
  entry_id {int} NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, visit_id)
) {table};

-- 处方文件 (2203A): as it came with one upload of the visit. Never changed.
CREATE TABLE visit_prescription (
  person_id {int} NOT NULL,
  visit_id {int} NOT NULL,
  upload {int} NOT NULL CHECK (upload > 0),
  institution TEXT NOT NULL,           -- rxfixmedinsCode: who prescribed
  name TEXT NOT NULL,                  -- rxfilename
  content {bytes} NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, visit_id, upload)
) {table};

-- 诊断. Those of an earlier upload that the last one does not repeat are no longer valid.
CREATE TABLE visit_diagnosis (
  person_id {int} NOT NULL,
  visit_id {int} NOT NULL,
  ordinal {int} NOT NULL CHECK (ordinal > 0),
  kind TEXT NOT NULL,                  -- diag_type
  sort_number {int} NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  department TEXT NOT NULL,
  doctor TEXT NOT NULL,
  doctor_name TEXT NOT NULL,
  diagnosed_on {int} NOT NULL,
  valid {int} NOT NULL CHECK (valid IN (0, 1)),
  PRIMARY KEY (person_id, visit_id, ordinal)
) {table};
