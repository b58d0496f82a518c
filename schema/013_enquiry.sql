-- 谁看过我的信息 (N-16): a person's data was shown to somebody else, an officer, an auditor, a
-- proxy. Written behind the answer, never changed. Whose journal: the person's.
CREATE TABLE person_view (
  person_id {int} NOT NULL,
  view_id {int} NOT NULL,              -- the entry of the journal that tells of it
  role TEXT NOT NULL,
  actor_id {int} NOT NULL,             -- person, staff, employer or provider, by role
  actor_name TEXT NOT NULL,            -- shown to auditors only
  region {int} NOT NULL,               -- the office; 0: none in particular
  channel TEXT NOT NULL,
  endpoint TEXT NOT NULL,              -- what was asked: enquiry.summary …
  what TEXT NOT NULL,                  -- the same in words, as they were on that day
  purpose TEXT,                        -- 查询事由 (R-051); NULL: none was asked for
  present {int} NOT NULL CHECK (present IN (0, 1)),  -- 本人在场
  break_glass {int},                   -- 应急查看, by which it was open; NULL: none was needed
  viewed_at {int} NOT NULL,
  PRIMARY KEY (person_id, view_id),
  CHECK (role <> 'participant' OR actor_id <> person_id)
) {table};
-- 查看记录 over all people, the latest first.
CREATE INDEX person_view_at ON person_view (viewed_at, view_id);
