-- 谁看过我的信息 (N-16): what hospitals and pharmacies were shown through their interface. They ask
-- more often than all others together, so their looks are written many at a time. Whose journal:
-- that of the region where the institution stands. Never changed.
CREATE TABLE provider_view (
  person_id {int} NOT NULL,
  view_id {int} NOT NULL,
  region {int} NOT NULL,               -- of the institution
  actor_id {int} NOT NULL,             -- the institution, as its cashiers are numbered
  actor_name TEXT NOT NULL,            -- shown to auditors only
  endpoint TEXT NOT NULL,              -- provider.1101 …
  what TEXT NOT NULL,                  -- the same in words, as they were on that day
  present {int} NOT NULL CHECK (present IN (0, 1)),  -- 本人在场: a card or a code was shown
  viewed_at {int} NOT NULL,
  PRIMARY KEY (person_id, view_id)
) {table};
-- 查看记录 over all people, the latest first.
CREATE INDEX provider_view_at ON provider_view (viewed_at, view_id);
