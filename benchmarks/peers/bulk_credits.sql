-- A month of everybody on a roster as set-based SQL, with the rows and bytes that `yibao run
-- monthly-credits` writes: see bulk_sqlite.cc. psql -v month=683 -v region=441900
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET work_mem = '128MB';
SELECT DATE '1970-01-01' + make_interval(months => :month) AS first \gset
SELECT (CAST(:'first' AS DATE) - DATE '1970-01-01') + 24 AS day \gset
BEGIN;
CREATE TEMP TABLE credited ON COMMIT DROP AS
SELECT e.person_id AS p, e.ordinal AS o, e.region AS r,
       LEAST(GREATEST(e.base_fen, 400000), 2500000) AS b, a.balance_fen AS had,
       e.kind = 'retiree' OR COALESCE(x.retired_on <= :day, FALSE) AS retired,
       (SELECT next FROM id_block) + ROW_NUMBER() OVER (ORDER BY e.person_id) AS id
  FROM enrolment AS e
  JOIN person AS x ON x.person_id = e.person_id
  JOIN account AS a ON a.person_id = e.person_id AND a.region = e.region
 WHERE e.region = :region AND e.scheme = 'employee' AND e.started_on <= :day
   AND (e.suspended_on IS NULL OR e.suspended_on > :day)
   AND (x.died_on IS NULL OR x.died_on >= :day)
   AND NOT EXISTS (SELECT 1 FROM contribution AS c WHERE c.person_id = e.person_id AND c.month = :month);
ANALYZE credited;
INSERT INTO contribution
SELECT p, :month, 0, o, 10, b, b * 200 / 10000, b * 650 / 10000, :day, id / 1000 FROM credited WHERE NOT retired ORDER BY p;
INSERT INTO posting
SELECT p, id, r, 'credit', 101, CASE WHEN retired THEN 9000 ELSE b * 200 / 10000 END,
       had + CASE WHEN retired THEN 9000 ELSE b * 200 / 10000 END, 'contribution:' || r, :day, :month,
       NULL, NULL, id / 1000, 1790000000000 FROM credited ORDER BY p;
UPDATE account AS t SET balance_fen = t.balance_fen + CASE WHEN c.retired THEN 9000 ELSE c.b * 200 / 10000 END, last_posting = c.id
  FROM credited AS c WHERE t.person_id = c.p AND t.region = c.r;
UPDATE journal_head AS t SET sequence = t.sequence + 1, hash = sha256(CAST(CAST(c.id AS TEXT) AS BYTEA))
  FROM credited AS c WHERE t.subject = c.p;
INSERT INTO journal
SELECT -:region, (SELECT COALESCE(MAX(sequence), 0) FROM journal WHERE subject = -:region)
       + ROW_NUMBER() OVER (ORDER BY MIN(id)), MIN(id), 'monthly_credits', 'system:0', 1790000000000,
       -- Not to be compressed: like the digests that stand there.
       string_agg(sha256(CAST(CAST(id AS TEXT) AS BYTEA)) || sha256(CAST(CAST(id + 1 AS TEXT) AS BYTEA))
                  || substr(sha256(CAST(CAST(id + 2 AS TEXT) AS BYTEA)), 1, 20), '' ORDER BY id),
       sha256(CAST(CAST(MIN(id) AS TEXT) AS BYTEA))
  FROM credited GROUP BY id / 1000;
UPDATE id_block SET next = (SELECT MAX(id) + 1 FROM credited);
SELECT COUNT(*) AS people FROM credited;
COMMIT;
