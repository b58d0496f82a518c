-- Notices on their way out: which messages went into which file, and whom none could reach.

-- A file of notices: the messages behind `after_id` up to `up_to`. Written together with the move of
-- the cursor (outbox_cursor), before the file is: so its content never changes.
CREATE TABLE notice_batch (
  name TEXT NOT NULL PRIMARY KEY,      -- of the file
  after_id {int} NOT NULL,
  up_to {int} NOT NULL,
  recorded_at {int} NOT NULL,
  CHECK (after_id <= up_to)
) {table};
CREATE UNIQUE INDEX notice_batch_after ON notice_batch (after_id);

CREATE TABLE undeliverable_notice (
  message_id {int} NOT NULL PRIMARY KEY,
  person_id {int} NOT NULL,
  region {int} NOT NULL,               -- where the person is enrolled; 100000 where nowhere
  why TEXT NOT NULL,                   -- no_phone, declined
  recorded_at {int} NOT NULL
) {table};
CREATE INDEX undeliverable_notice_of_region ON undeliverable_notice (region, message_id);
