-- The heads of the journals that were signed together, each signature covering the one before.
-- heads: subject, sequence and hash of each, packed; previous: the signature before, empty first.
CREATE TABLE head_signature (
  number {int} NOT NULL PRIMARY KEY CHECK (number > 0),
  signed_at {int} NOT NULL,
  heads {bytes} NOT NULL,
  previous {bytes} NOT NULL,
  signature {bytes} NOT NULL
) {table};

-- How far each journal was signed: what lies behind it waits for the next signature.
CREATE TABLE signed_head (
  subject {int} NOT NULL PRIMARY KEY,
  sequence {int} NOT NULL CHECK (sequence > 0),
  number {int} NOT NULL
) {table};
