-- What each key beside the database was known by: a lost one is missed, another one is refused.
CREATE TABLE key_fingerprint (
  name TEXT NOT NULL PRIMARY KEY CHECK (name IN ('master', 'signing', 'document')),
  fingerprint {bytes} NOT NULL
) {table};
