-- 参保地: which one is shown, and which one counts since when (C-17).

-- 展示参保地: the person's choice among existing relations. Changes nothing else.
CREATE TABLE displayed_place (
  person_id {int} NOT NULL PRIMARY KEY,
  region {int} NOT NULL,
  chosen_on {int} NOT NULL,
  recorded_at {int} NOT NULL
) {table};

-- 参保地变更: a change that was carried out, and the transfer that brings money and months along.
CREATE TABLE place_change (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,              -- the application
  reason TEXT NOT NULL CHECK (reason IN ('work', 'residence', 'household', 'newborn', 'foreigner',
                                         'graduation', 'other')),
  ground TEXT NOT NULL CHECK (ground IN ('work_place', 'household_place', 'residence_place',
                                         'birth_place')),
  person_group TEXT NOT NULL CHECK (person_group IN ('general', 'newborn', 'foreigner')),
  origin {int},                        -- NULL: no relation before
  target {int} NOT NULL,
  old_enrolment {int},
  new_enrolment {int} NOT NULL,
  old_change_type {int},               -- PSN_CHG_TYPE 23, 24
  new_change_type {int} NOT NULL,      -- 11, 13, 14
  approved_on {int} NOT NULL,
  begins_on {int} NOT NULL,
  following TEXT NOT NULL CHECK (following IN ('none', 'awaited', 'opened', 'by_person')),
  transfer_case {int},
  card_ordered {int} NOT NULL CHECK (card_ordered IN (0, 1)),  -- a new one, of the target
  company_move {int},                  -- NULL: by an application of the person
  recorded_at {int} NOT NULL,
  told_obstacles TEXT,                 -- why an awaited transfer could not be opened: told already
  PRIMARY KEY (person_id, case_id),
  CHECK (origin IS NULL OR origin <> target),
  CHECK ((origin IS NULL) = (old_enrolment IS NULL)),
  CHECK ((origin IS NULL) = (old_change_type IS NULL)),
  CHECK ((following = 'opened') = (transfer_case IS NOT NULL))
) {table};
-- What the passing of time goes on with.
CREATE INDEX place_change_following ON place_change (following, person_id)
  WHERE following IN ('awaited', 'opened');

-- 成建制转出、转入 (N-26): one application of an employer; each employee is moved by a command of its
-- own and reported one by one. Whose journal: the origin's region.
CREATE TABLE company_move (
  region {int} NOT NULL,
  move_id {int} NOT NULL,
  employer_id {int} NOT NULL,
  target {int} NOT NULL,
  target_employer_id {int} NOT NULL,
  effective_on {int} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('filed', 'accepted', 'approved', 'done', 'refused')),
  filed_by TEXT NOT NULL,
  accepted_by TEXT,                    -- at the origin (成建制转出, EMP_CHG_TYPE 07)
  approved_by TEXT,                    -- at the target (成建制转入, EMP_CHG_TYPE 08)
  refused_because TEXT,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, move_id),
  CHECK (region <> target),
  CHECK (accepted_by IS NULL OR approved_by IS NULL OR accepted_by <> approved_by),
  CHECK (state <> 'approved' OR (accepted_by IS NOT NULL AND approved_by IS NOT NULL)),
  CHECK ((state = 'refused') = (refused_because IS NOT NULL))
) {table};
CREATE UNIQUE INDEX company_move_by_id ON company_move (move_id);
CREATE UNIQUE INDEX company_move_open_once ON company_move (employer_id)
  WHERE state IN ('filed', 'accepted', 'approved');

-- What became of each employee. Never changed: whoever could not be moved may be tried again.
CREATE TABLE company_move_member (
  person_id {int} NOT NULL,
  move_id {int} NOT NULL,
  attempt {int} NOT NULL CHECK (attempt > 0),
  outcome TEXT NOT NULL CHECK (outcome IN ('moved', 'refused')),
  reasons TEXT NOT NULL,               -- JSON
  change_case {int},                   -- place_change.case_id
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, move_id, attempt),
  CHECK ((outcome = 'moved') = (change_case IS NOT NULL))
) {table};
CREATE INDEX company_move_member_of ON company_move_member (move_id, person_id, attempt);
CREATE UNIQUE INDEX company_move_member_moved_once ON company_move_member (person_id, move_id)
  WHERE outcome = 'moved';
