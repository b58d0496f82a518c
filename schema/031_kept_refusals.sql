-- The answers of refused commands that came since the row before, counted with each signature of the
-- heads: no journal tells of them. digest: over entry and seal of each, in the order of entries.
CREATE TABLE kept_refusals (
  number {int} NOT NULL PRIMARY KEY CHECK (number > 0),
  last_entry {int} NOT NULL,
  refusals {int} NOT NULL CHECK (refusals > 0),
  digest {bytes} NOT NULL
) {table};
CREATE INDEX idempotency_refused ON idempotency (entry_id) WHERE seal IS NOT NULL;
