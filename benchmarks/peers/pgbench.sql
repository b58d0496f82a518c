-- pgbench's script: one payment, one call of the stored procedure of pgbench_setup.sql, for a
-- person drawn at random.
\set payer random(1, :payers)
\set amount random(100, 999)
SELECT bench_pay(:payer, :amount, :client_id);
