-- Who owes what of the last thirty months, one notice per employer and one message per person, as
-- set-based SQL: see bulk_sqlite.cc. psql -v month=683
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET work_mem = '128MB';
BEGIN;
CREATE TEMP TABLE months ON COMMIT DROP AS
SELECT CAST(m AS BIGINT) AS m, (CAST(DATE '1970-01-01' + make_interval(months => m) AS DATE) - DATE '1970-01-01') + 24 AS d
  FROM generate_series(:month - 29, :month) AS m;
ANALYZE months;
CREATE TEMP TABLE owed ON COMMIT DROP AS
SELECT e.region AS r, e.employer_id AS w, e.person_id AS p, n.m AS m, n.d AS d,
       LEAST(GREATEST(e.base_fen, 400000), 2500000) * 850 / 10000 AS amount
  FROM enrolment AS e JOIN person AS x ON x.person_id = e.person_id CROSS JOIN months AS n
 WHERE e.kind = 'employee' AND e.started_on <= n.d AND (e.suspended_on IS NULL OR e.suspended_on > n.d)
   AND (x.died_on IS NULL OR x.died_on >= n.d) AND (x.retired_on IS NULL OR x.retired_on > n.d)
   AND NOT EXISTS (SELECT 1 FROM contribution AS c
                    WHERE c.person_id = e.person_id AND c.month = n.m AND c.kind <> 20);
INSERT INTO message
SELECT (SELECT COALESCE(MAX(message_id), 0) FROM message) + ROW_NUMBER() OVER (ORDER BY p), p, 'arrears_noticed',
       '{"employer":"************","months":"' || MIN(m) || '..' || MAX(m) || '"}', 1790000000000
  FROM owed GROUP BY p;
INSERT INTO arrears_notice
SELECT r, w, :month, 1, MIN(m) || '..' || MAX(m), COUNT(DISTINCT p), SUM(amount), SUM(amount * 5 / 10000), MAX(d),
       MAX(d) + 1, MAX(d) + 7, 'system:0', 1790000000000
  FROM owed GROUP BY r, w;
SELECT COUNT(*) AS people FROM owed;
COMMIT;
