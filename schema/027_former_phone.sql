-- 变更前的手机号码: a change of the sign-in telephone is told there too, so that whoever loses an
-- account by it hears of it. Never changed.
CREATE TABLE former_phone (
  person_id {int} NOT NULL,
  former_phone_id {int} NOT NULL,
  phone_sealed {bytes} NOT NULL,
  left_at {int} NOT NULL,              -- what the person is told at that moment goes there as well
  PRIMARY KEY (person_id, former_phone_id)
) {table};
