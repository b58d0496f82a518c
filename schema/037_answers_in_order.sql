-- The answers of commands stand in the order in which they were given, and their keys, which are
-- digests and fall anywhere, in an index of their own: an answer of a kilobyte costs its share of a
-- page at the end of the table, not two pages somewhere in it.
CREATE TABLE idempotency_in_order (
  key_digest {bytes} NOT NULL PRIMARY KEY,
  body_digest {bytes} NOT NULL,
  status {int} NOT NULL,
  answer TEXT NOT NULL,
  entry_id {int} NOT NULL,
  recorded_at {int} NOT NULL,
  seal {bytes}
) {table_in_order};
INSERT INTO idempotency_in_order (key_digest, body_digest, status, answer, entry_id, recorded_at, seal)
  SELECT key_digest, body_digest, status, answer, entry_id, recorded_at, seal
  FROM idempotency ORDER BY recorded_at, entry_id;
DROP TABLE idempotency;
ALTER TABLE idempotency_in_order RENAME TO idempotency;
CREATE INDEX idempotency_refused ON idempotency (entry_id) WHERE seal IS NOT NULL;
