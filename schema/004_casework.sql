-- 办件: what every application shares.

CREATE TABLE case_owner (
  case_id {int} NOT NULL PRIMARY KEY,
  person_id {int} NOT NULL
) {table};

CREATE TABLE case_file (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  service TEXT NOT NULL,               -- relation_transfer …
  state TEXT NOT NULL,                 -- as people see it; the service's own states stand apart
  channel TEXT NOT NULL,
  filed_by TEXT NOT NULL,              -- the actor
  filed_region {int} NOT NULL,         -- the counter's region; 0 online
  form TEXT NOT NULL,                  -- the application form as JSON
  form_digest TEXT NOT NULL,           -- what the applicant confirms (R-012)
  accepted_on {int},
  closed_on {int},
  priority {int} NOT NULL CHECK (priority IN (0, 1)),
  policy_hash TEXT,                    -- the policy of the day of acceptance (N-14)
  version {int} NOT NULL,              -- moved on by every change: the ETag
  steps {int} NOT NULL CHECK (steps >= 0),  -- of its time line
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, case_id)
) {table};
CREATE INDEX case_file_open ON case_file (service, case_id) WHERE closed_on IS NULL;

-- The time line. Never changed.
CREATE TABLE case_step (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  step {int} NOT NULL,
  event TEXT NOT NULL,
  actor TEXT NOT NULL,
  region {int} NOT NULL,
  happened_on {int} NOT NULL,          -- as on the paper, where it is entered later (N-24)
  facts TEXT NOT NULL,                 -- JSON
  reasons TEXT NOT NULL,               -- JSON: the reasons as they were given
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, case_id, step)
) {table};
-- What the statistics of an agency count (N-17).
CREATE INDEX case_step_outcome ON case_step (happened_on)
  WHERE event IN ('declined', 'payout_refused', 'refused', 'refused_at_target', 'rejected', 'returned');

-- What is to be done next, by whom, until when: an open case stands in exactly one queue. `leg`
-- says whose clock runs.
CREATE TABLE task (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  leg TEXT NOT NULL CHECK (leg IN ('relation', 'money', 'agency', 'applicant')),
  region {int} NOT NULL,               -- the agency whose queue it stands in; 0 the applicant's
  queue TEXT NOT NULL,
  due_on {int},
  provisional {int} NOT NULL CHECK (provisional IN (0, 1)),
  open {int} NOT NULL CHECK (open IN (0, 1)),
  overdue {int} NOT NULL CHECK (overdue IN (0, 1)),
  urged {int} NOT NULL CHECK (urged >= 0),
  escalated {int} NOT NULL CHECK (escalated IN (0, 1)),
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, case_id)
) {table};
CREATE INDEX task_queue ON task (region, queue, due_on, case_id) WHERE open = 1;
-- 待办 by deadline, page by page.
CREATE INDEX task_by_day ON task (region, due_on, case_id) WHERE open = 1;
CREATE INDEX task_due ON task (due_on, case_id) WHERE open = 1;

-- Materials: content by its digest, a record per upload, and which slot of a case it fills.
CREATE TABLE material_content (
  digest TEXT NOT NULL PRIMARY KEY,
  content {bytes} NOT NULL
) {table};

CREATE TABLE material (
  person_id {int} NOT NULL,
  material_id {int} NOT NULL,
  kind TEXT NOT NULL,
  media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'application/pdf')),
  size {int} NOT NULL,
  digest TEXT NOT NULL,
  uploaded_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, material_id)
) {table};

CREATE TABLE case_material (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  slot TEXT NOT NULL,                  -- id_card_front, id_card_back, certificate …
  state TEXT NOT NULL CHECK (state IN ('uploaded', 'sighted', 'held', 'missing')),
  material_id {int},
  by_actor TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, case_id, slot)
) {table};

-- 申请: what one agency decides (release of a seal, an appeal, a card, a change of place …). The
-- form, the time line and the queue are the case's; what the service writes stands in its tables.
CREATE TABLE application (
  person_id {int} NOT NULL,
  case_id {int} NOT NULL,
  service TEXT NOT NULL,
  subject TEXT NOT NULL,               -- what it is about, of the service's own
  region {int} NOT NULL,               -- the agency that decides
  state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'returned', 'second_review', 'underway',
                                       'completed', 'declined', 'refused', 'withdrawn', 'ended')),
  running {int} NOT NULL CHECK (running IN (0, 1)),    -- accepted, and not over
  handling TEXT NOT NULL CHECK (handling IN ('at_once', 'review', 'second_eyes')),
  senior {int} NOT NULL CHECK (senior IN (0, 1)),
  not_by TEXT NOT NULL,                -- who may not decide, one a line (R-080)
  working_days {int},                  -- of the clock that runs
  clock_from {int},
  due_on {int},
  provisional {int} NOT NULL CHECK (provisional IN (0, 1)),
  calendar_version TEXT NOT NULL,
  stops TEXT NOT NULL,                 -- JSON, as in transfer
  handed_in TEXT,                      -- JSON, as in transfer
  first_approved_by TEXT,
  decided_by TEXT,
  decided_on {int},
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, case_id),
  CHECK (running = (CASE WHEN state IN ('review', 'returned', 'second_review', 'underway')
                         THEN 1 ELSE 0 END)),
  CHECK ((decided_by IS NULL) = (decided_on IS NULL)),
  -- Four eyes: the second officer is another one.
  CHECK (first_approved_by IS NULL OR decided_by IS NULL OR first_approved_by <> decided_by
         OR state = 'refused')
) {table};
-- One at a time about the same thing.
CREATE UNIQUE INDEX application_running_once ON application (person_id, service, subject)
  WHERE running = 1;
CREATE INDEX application_of_region ON application (region);
