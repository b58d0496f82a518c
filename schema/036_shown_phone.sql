-- 号码由谁证明为本人所用: a telephone that somebody has shown to be theirs, by a code that reached it
-- or at a counter. What stood on other people's records before is theirs no more until they confirm
-- it. Beside former_phone, which says what a person has left. Never changed.
CREATE TABLE shown_phone (
  person_id {int} NOT NULL,
  shown_phone_id {int} NOT NULL,
  phone_hash {bytes} NOT NULL,
  shared {int} NOT NULL,               -- 1: 家人合用, confirmed; takes nothing from anybody
  shown_at {int} NOT NULL,
  PRIMARY KEY (person_id, shown_phone_id),
  CHECK (shared IN (0, 1))
) {table};
CREATE INDEX shown_phone_of_number ON shown_phone (phone_hash, shown_phone_id);
