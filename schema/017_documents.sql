-- 文书: what an agency has issued to a person, with the number and code by which it is checked.
-- The paper is kept as it was issued; a row changes only when it becomes void or is served.
CREATE TABLE document (
  person_id {int} NOT NULL,
  document_id {int} NOT NULL,
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('participation_certificate', 'information_sheet',
                                     'application_form', 'acceptance_notice', 'correction_notice',
                                     'written_decision', 'contribution_statement',
                                     'account_statement', 'payment_receipt',
                                     'settlement_receipt')),
  subject TEXT NOT NULL,               -- what it is about, of the kind's own
  region {int} NOT NULL,               -- the agency that issues it
  case_id {int},                       -- NULL: it belongs to no case
  content TEXT NOT NULL,               -- the paper, as JSON
  content_digest TEXT NOT NULL,        -- SHA-256 of it
  check_code TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('valid', 'void')),
  void_reason TEXT NOT NULL CHECK (void_reason IN ('', 'reissued', 'withdrawn', 'used', 'taken_back')),
  voided_on {int},
  issued_on {int} NOT NULL,
  valid_until {int},                   -- the first day on which it no longer holds; NULL: no end
  served_on {int},                     -- 送达日期; of what was told online, before it was printed
  served_by_way TEXT NOT NULL CHECK (served_by_way IN ('', 'in_person', 'post', 'electronic',
                                                       'left', 'public_notice')),
  issued_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, document_id),
  CHECK ((state = 'void') = (voided_on IS NOT NULL)),
  CHECK ((state = 'void') = (void_reason <> '')),
  CHECK ((served_on IS NULL) = (served_by_way = '')),
  CHECK (valid_until IS NULL OR valid_until > issued_on)
) {table};
-- One valid document of a kind about the same thing.
CREATE UNIQUE INDEX document_valid ON document (person_id, kind, subject) WHERE state = 'valid';

-- 送制: a card order that was written to a file for the maker; once more where the maker failed.
CREATE TABLE maker_order (
  person_id {int} NOT NULL,
  entry_id {int} NOT NULL,
  card_id {int} NOT NULL,
  file_name TEXT NOT NULL CHECK (file_name <> ''),
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, entry_id)
) {table};
CREATE INDEX maker_order_of_file ON maker_order (file_name, card_id);
