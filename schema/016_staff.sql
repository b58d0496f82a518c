-- Registered clients, staff, their roles and absences, opening hours, who works on what, and
-- break-glass access.

-- 接入端: what a request may come by. Those that come with the program have no row until they are
-- changed. Whose journal: the nation's.
CREATE TABLE client (
  kept_at {int} NOT NULL CHECK (kept_at = 100000),
  client_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  channel TEXT NOT NULL,
  bound_to {int} NOT NULL,             -- the place that it is for; 0: every place
  roles TEXT NOT NULL,                 -- one a line
  own_only {int} NOT NULL CHECK (own_only IN (0, 1)),
  reads_only {int} NOT NULL CHECK (reads_only IN (0, 1)),
  masked_print {int} NOT NULL CHECK (masked_print IN (0, 1)),
  idle_seconds {int} NOT NULL CHECK (idle_seconds >= 0),
  active {int} NOT NULL CHECK (active IN (0, 1)),
  recorded_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (kept_at, client_id)
) {table};

-- 工作人员. Whose journal: of the region whose agency it is; the nation's where it is of none.
CREATE TABLE staff_member (
  kept_at {int} NOT NULL,
  staff_id {int} NOT NULL UNIQUE,      -- 工号
  name TEXT NOT NULL,
  identity_digest {bytes} NOT NULL UNIQUE,  -- keyed: nobody is on the staff twice
  joined_on {int} NOT NULL,
  left_on {int},
  recorded_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (kept_at, staff_id),
  CHECK (left_on IS NULL OR left_on >= joined_on)
) {table};

CREATE TABLE staff_role (
  kept_at {int} NOT NULL,
  staff_id {int} NOT NULL,
  role TEXT NOT NULL,
  since {int} NOT NULL,
  until {int},                         -- exclusive; NULL: until it is ended
  granted_by TEXT NOT NULL,
  ended_by TEXT,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (kept_at, staff_id, role, since),
  CHECK (until IS NULL OR until >= since)
) {table};
CREATE INDEX staff_role_of ON staff_role (staff_id);

-- 请假与代班.
CREATE TABLE staff_absence (
  kept_at {int} NOT NULL,
  staff_id {int} NOT NULL,
  first_day {int} NOT NULL,
  last_day {int} NOT NULL,
  stand_in {int},                      -- staff_id of who takes over
  recorded_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (kept_at, staff_id, first_day),
  CHECK (last_day >= first_day),
  CHECK (stand_in IS NULL OR stand_in <> staff_id)
) {table};
CREATE INDEX staff_absence_of ON staff_absence (staff_id);

-- 办公时间: of an agency, by weekday (1 Monday … 7 Sunday), in minutes of the day.
CREATE TABLE opening_hours (
  region {int} NOT NULL,
  weekday {int} NOT NULL CHECK (weekday >= 1 AND weekday <= 7),
  opens {int} NOT NULL CHECK (opens >= 0),
  closes {int} NOT NULL CHECK (closes > opens AND closes <= 1440),
  valid {int} NOT NULL CHECK (valid IN (0, 1)),  -- 0: no longer
  recorded_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, weekday, opens)
) {table};

-- 本地停办日: the counters are closed. Moves no deadline: those follow the working days of the State
-- Council's notice.
CREATE TABLE closing_day (
  region {int} NOT NULL,
  day {int} NOT NULL,
  why TEXT NOT NULL,
  closed {int} NOT NULL CHECK (closed IN (0, 1)),  -- 0: taken back
  recorded_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, day)
) {table};

-- Who of an agency works on an open case.
CREATE TABLE case_assignment (
  region {int} NOT NULL,
  case_id {int} NOT NULL,
  person_id {int} NOT NULL,
  staff_id {int} NOT NULL,
  assigned_by TEXT NOT NULL,
  why TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, case_id)
) {table};
CREATE INDEX case_assignment_of ON case_assignment (region, staff_id, case_id);

-- 应急查看: somebody of the staff looks at a person who is not theirs to look at, for a reason, for
-- a short while, in everybody's sight. Whose journal: the person's.
CREATE TABLE break_glass (
  person_id {int} NOT NULL,
  ordinal {int} NOT NULL CHECK (ordinal > 0),
  role TEXT NOT NULL,
  staff_id {int} NOT NULL,
  staff_name TEXT NOT NULL,
  region {int} NOT NULL,
  why TEXT NOT NULL,
  begun_at {int} NOT NULL,
  until_at {int} NOT NULL,
  verdict TEXT CHECK (verdict IN ('justified', 'not_justified')),  -- NULL: not looked at yet
  note TEXT,
  reviewed_by TEXT,
  reviewed_at {int},
  PRIMARY KEY (person_id, ordinal),
  CHECK (until_at > begun_at),
  CHECK ((verdict IS NULL) = (reviewed_by IS NULL))
) {table};
CREATE INDEX break_glass_unreviewed ON break_glass (begun_at) WHERE verdict IS NULL;
