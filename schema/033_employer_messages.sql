-- What employers are told, what of it they have read, and joiner reports that wait too long.

-- 增员等待: a joiner report that has waited longer than the region allows without a word (R-062):
-- when the holding employer was urged and the agencies were told, and when the report lapsed.
CREATE TABLE joiner_wait (
  person_id {int} NOT NULL,
  report_id {int} NOT NULL,
  escalated_on {int} NOT NULL,
  lapsed_on {int},                     -- none: it waits, or the leaver report came after all
  PRIMARY KEY (person_id, report_id),
  CHECK (lapsed_on IS NULL OR lapsed_on >= escalated_on)
) {table};

-- 单位消息: about a person, to an employer. Notices of arrears stand in arrears_notice.
CREATE TABLE employer_message (
  person_id {int} NOT NULL,            -- whom it is about
  message_id {int} NOT NULL,
  employer_id {int} NOT NULL,
  code TEXT NOT NULL,
  facts TEXT NOT NULL,                 -- JSON
  recorded_at {int} NOT NULL,
  PRIMARY KEY (person_id, message_id)
) {table};
CREATE INDEX employer_message_of ON employer_message (employer_id, recorded_at);

-- 已读: everything that the employer was told until a moment, notices of arrears as well.
CREATE TABLE employer_reading (
  region {int} NOT NULL,
  employer_id {int} NOT NULL,
  number {int} NOT NULL CHECK (number > 0),
  up_to {int} NOT NULL,
  read_by TEXT NOT NULL,
  recorded_at {int} NOT NULL,
  PRIMARY KEY (region, employer_id, number),
  CHECK (up_to <= recorded_at)
) {table};
CREATE INDEX employer_reading_of ON employer_reading (employer_id, number);
