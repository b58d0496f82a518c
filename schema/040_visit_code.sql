-- 电子凭证挂号: with which code a visit was opened. A hospital sends the code that it read at the
-- registration again with the bill of that visit, when it has long been used up. Only the hash, as
-- in e_certificate. Never changed.
CREATE TABLE visit_code (
  person_id {int} NOT NULL,
  visit_id {int} NOT NULL,
  code_hash {bytes} NOT NULL,
  PRIMARY KEY (person_id, visit_id)
) {table};
