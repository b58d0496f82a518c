-- A stored procedure that writes the rows of a payment, as somebody would who keeps the rules in
-- the database: one round trip, the head row locked, the balance checked, the key claimed.
-- `bench_payer` numbers those who can pay; `bench_answer` holds an answer of the service.
DROP TABLE IF EXISTS bench_payer;
CREATE TABLE bench_payer AS
  SELECT row_number() OVER () AS payer, person_id, region FROM account
  WHERE balance_fen >= 50000 AND region / 10000 IN (33, 44);
ALTER TABLE bench_payer ADD PRIMARY KEY (payer);
ANALYZE bench_payer;
DROP SEQUENCE IF EXISTS bench_id;
CREATE SEQUENCE bench_id CACHE 1000;
SELECT setval('bench_id', (SELECT max(next) + 100000000 FROM id_block)
                          + COALESCE((SELECT max(message_id) FROM message), 0));

CREATE OR REPLACE FUNCTION bench_pay(which bigint, amount bigint, client integer) RETURNS text AS $$
DECLARE
  person bigint;
  place bigint;
  entry bigint := nextval('bench_id');
  posting_number bigint := nextval('bench_id');
  now_ms bigint := (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
  balance bigint;
  reserved bigint;
  head_sequence bigint;
  provider text;
  key bytea := decode(md5(random()::text || entry::text), 'hex');
  link bytea := decode(md5(random()::text) || md5(random()::text), 'hex');
  reply text;
BEGIN
  SELECT p.person_id, p.region INTO person, place FROM bench_payer p WHERE p.payer = which;
  provider := CASE WHEN place / 10000 = 44 THEN 'P44190000001' ELSE 'P33010000001' END;
  SELECT answer INTO reply FROM bench_answer;
  INSERT INTO idempotency (key_digest, body_digest, status, answer, entry_id, recorded_at)
  VALUES (key, key, 200, reply, entry, now_ms)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN 'replayed'; END IF;
  UPDATE journal_head SET sequence = sequence + 1, hash = link
  WHERE subject = person RETURNING sequence INTO head_sequence;
  SELECT a.balance_fen - amount, a.reserved_fen INTO balance, reserved
  FROM account a WHERE a.person_id = person AND a.region = place;
  IF balance < reserved THEN RAISE EXCEPTION 'balance too low'; END IF;
  INSERT INTO posting (person_id, posting_id, region, direction, code, amount_fen,
                       balance_after_fen, other, happened_on, month, reference, corrects, entry_id,
                       recorded_at)
  VALUES (person, posting_number, place, 'debit', 201, amount, balance, 'provider:' || provider,
          now_ms / 86400000, NULL, NULL, NULL, entry, now_ms);
  UPDATE account SET balance_fen = balance, last_posting = posting_number
  WHERE person_id = person AND region = place;
  INSERT INTO journal (subject, sequence, entry_id, event, actor, recorded_at, rows, hash)
  VALUES (person, head_sequence, entry, 'account_payment', 'provider_cashier:22', now_ms,
          substr(link || link || link, 1, 93), link);
  INSERT INTO message (message_id, person_id, code, facts, recorded_at)
  VALUES (nextval('bench_id'), person, 'account_payment',
          '{"amount":"' || amount / 100.0 || '","provider":"' || provider || '","balance":"'
          || balance / 100.0 || '"}', now_ms);
  RETURN reply;
END
$$ LANGUAGE plpgsql;
