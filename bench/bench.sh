#!/usr/bin/env bash
# ./bench            the table of speed: a million people, at least five rounds, at most 20 minutes
# ./bench --quick    100 000 people, three rounds, 2 minutes
# ./bench --only sqlite|postgres|reads   one part, which may be given several times
#
# The populations are made once, from a seed, and kept under var/bench. Both sides of a comparison
# take turns in the same run on data of the same size; the ratio is the median over the rounds.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
folder=bench  # of the load generator and the peers
cd "$here"
# shellcheck source=tools/prepare.sh
. tools/prepare.sh
# shellcheck source=tools/postgres.sh
. tools/postgres.sh

people=1000000 postgres_people=200000 rounds=5 seconds=8 warm=2 parts=
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) people=100000 postgres_people=20000 rounds=3 seconds=2 warm=1 ;;
    --only) parts="$parts $2"; shift ;;
    --people) people=$2 postgres_people=$2; shift ;;
    --rounds) rounds=$2; shift ;;
    --seconds) seconds=$2; shift ;;
    *) say "usage: ./bench [--quick] [--only sqlite|postgres|reads] [--people N] [--rounds N] [--seconds N]"; exit 2 ;;
  esac
  shift
done
parts=${parts:-sqlite reads postgres}
wanted() { case " $parts " in *" $1 "*) true ;; *) false ;; esac; }

readonly months=24 seed=7
work=$here/var/bench
binary=${YIBAO_BENCH_BUILD:-$here/build/release}
yibao=$binary/src/yibao
load=$binary/$folder/yibao_load
measurements=$work/measurements.jsonl
export YIBAO_HOME=$here
mkdir -p "$work"
: >"$measurements"

note() { printf '{"name":"%s","round":%d,"value":%s}\n' "$1" "$2" "$3" >>"$measurements"; }
member() { node -e 'const v=JSON.parse(require("fs").readFileSync(0,"utf8"))[process.argv[1]]; console.log(v ?? "")' "$1"; }

# ---- what must be there ------------------------------------------------------------------------

prepare() {
  # shellcheck disable=SC2046
  install_packages "${build_packages[@]}" postgresql-15 postgresql-client-15 curl $(node_packages)
  [ -n "${YIBAO_BENCH_BUILD:-}" ] ||
    build release yibao yibao_load yibao_bare_sqlite yibao_bare_postgres
}

# better-sqlite3 is compiled on the spot; node-gyp takes node's headers from where node is, or from
# Debian's libnode-dev, and needs no download of them.
prepare_fastify() {
  local prefix
  [ -d "$folder/peers"/node_modules/better-sqlite3/build/Release ] && return 0
  prefix=$(node -p 'require("path").resolve(process.execPath, "../..")')
  if [ ! -e "$prefix/include/node/node.h" ]; then
    install_packages libnode-dev || return 1
    prefix=/usr
  fi
  install_packages python3 make || return 1
  say "compiling better-sqlite3 …"
  (cd "$folder/peers" && npm_config_nodedir=$prefix npm_config_build_from_source=true \
    npm ci --no-audit --no-fund) >"$work/npm.log" 2>&1 || { rm -rf "$folder/peers/node_modules"; return 1; }
}

# A population in the embedded database, and its copy for the peers.
make_sqlite_population() {
  state=$work/sqlite-$people
  peer_database=$state/peer.db
  if [ ! -e "$state/made" ]; then
    rm -rf "$state"
    mkdir -p "$state"
    say "making $people people × $months months (once) …"
    "$yibao" generate --state "$state" --people "$people" --months $months --seed $seed \
      --people-file "$state/people.txt" >&2
    cp "$state/yibao.db" "$peer_database"
    "$binary/$folder/yibao_bare_sqlite" people database="$peer_database" >"$state/inner.txt"
    touch "$state/made"
  fi
}

# The same on a cluster of the bench's own, kept between runs.
make_postgres_population() {
  local cluster=$work/postgres-$postgres_people port
  postgres_state=$cluster/state
  postgres_options="-c shared_buffers=1GB -c max_wal_size=4GB -c checkpoint_timeout=15min"
  if [ ! -e "$cluster/made" ]; then
    rm -rf "$cluster"
    mkdir -p "$postgres_state"
    chmod 755 "$work" "$cluster"
    start_postgres "$cluster/pg"
    psql -q "$postgres_url" -c 'CREATE DATABASE yibao' >&2
    say "making $postgres_people people × $months months on PostgreSQL (once) …"
    "$yibao" generate --db "${postgres_url%/*}/yibao" --state "$postgres_state" \
      --people "$postgres_people" --months $months --seed $seed \
      --people-file "$postgres_state/people.txt" >&2
    psql -q "${postgres_url%/*}/yibao" -c 'VACUUM ANALYZE' >&2
    psql -q "$postgres_url" -c 'CREATE DATABASE peer TEMPLATE yibao' >&2
    touch "$cluster/made"
  else
    port=$(free_port)
    postgres_data=$cluster/pg/data
    (cd /tmp && as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data" -w -s -l "$cluster/pg/log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=100 $postgres_options" start)
    postgres_url="postgresql://yibao@127.0.0.1:$port/postgres"
  fi
}

# ---- servers -----------------------------------------------------------------------------------

servers=()
end() {
  [ ${#servers[@]} -eq 0 ] || kill "${servers[@]}" 2>/dev/null || true
  [ -n "${postgres_data:-}" ] &&
    (cd /tmp && as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data" -m fast -w -s stop) >/dev/null 2>&1
  return 0
}
trap end EXIT

wait_for_line() {  # wait_for_line FILE: its first line, when there is one
  local tries
  for tries in $(seq 1 3000); do
    [ -s "$1" ] && { head -1 "$1"; return 0; }
    sleep 0.02
  done
  say "nothing came to $1"
  return 1
}

# serve STATE [WORDS…] sets port, pid and the tokens.
serve() {
  local log=$work/server.out at=$1
  shift
  rm -f "$log"
  "$yibao" serve --demo --port 0 --state "$at" "$@" >"$log" 2>"$work/server.err" &
  pid=$!
  servers+=("$pid")
  port=$(wait_for_line "$log" | sed 's/.*://')
  token44=$(member cashier-441900 <"$at/demo.json")
  token33=$(member cashier-330100 <"$at/demo.json")
  officer=$(member officer-441900 <"$at/demo.json")
}

stop() {  # stop PID
  kill "$1"
  wait "$1" 2>/dev/null || true
}

pay() {  # pay PORT PEOPLE [NAME=VALUE…]: payments through HTTP, one JSON line
  "$load" mode=pay port="$1" people="$2" token44="$token44" token33="$token33" \
    seconds="$seconds" warm="$warm" "${@:3}"
}

read_people() {  # read_people PATH NAME=VALUE…
  "$load" mode=get port="$port" path="$1" token="$officer" people="$state/people.txt" \
    seconds="$seconds" warm="$warm" "${@:2}"
}

# Both sides start from files in the page cache, as far as it holds them.
warm_files() { cat "$@" >/dev/null; }

# How many payments shared a commit, as the server counts; nothing where it does not say.
batch_seen() {
  curl -s "http://127.0.0.1:$port/healthz" |
    node -e 'try { const h=JSON.parse(require("fs").readFileSync(0,"utf8")); console.log(h.batches ? Math.max(1,Math.round(h.jobs/h.batches)) : "") } catch { }'
}

# ---- measurements ------------------------------------------------------------------------------

measure_sqlite() {
  local fastify_port='' fastify_pid='' answer=$work/answer.json round seen
  serve "$state"
  pay "$port" "$state/people.txt" seconds=1 sample="$answer" >/dev/null
  if prepare_fastify; then
    rm -f "$work/fastify.out"
    # It opens the peers' copy, like the bare loop, and rests while that one writes.
    node "$folder/peers/fastify.mjs" "$peer_database" "$token44" "$token33" >"$work/fastify.out" &
    fastify_pid=$!
    servers+=("$fastify_pid")
    fastify_port=$(wait_for_line "$work/fastify.out")
  else
    say "Fastify: better-sqlite3 could not be compiled here; the row is left out (var/bench/npm.log)"
  fi
  warm_files "$state/yibao.db" "$peer_database"
  for round in $(seq 1 "$rounds"); do
    say "payments on SQLite, round $round of $rounds"
    note sqlite.pay "$round" "$(pay "$port" "$state/people.txt" | member per_second)"
    note sqlite.bare64 "$round" "$(bare_sqlite 64)"
    seen=$(batch_seen)
    [ -n "$seen" ] && note sqlite.bare_seen "$round" "$(bare_sqlite "$seen")"
    [ -n "$fastify_port" ] &&
      note sqlite.fastify "$round" "$(pay "$fastify_port" "$state/inner.txt" | member per_second)"
  done
  [ -n "$fastify_pid" ] && stop "$fastify_pid"
  stop "$pid"
}

bare_sqlite() {  # bare_sqlite BATCH
  "$binary/$folder/yibao_bare_sqlite" pay database="$peer_database" batch="$1" \
    answer="$work/answer.json" seconds="$seconds" warm="$warm" | member per_second
}

measure_reads() {
  local round path=/v1/people/{id}/summary half whole
  serve "$state"
  curl -sf -H "Authorization: Bearer $officer" -o /dev/null \
    "http://127.0.0.1:$port/v1/people/$(head -1 "$state/people.txt" | cut -d' ' -f1)/summary" ||
    path=/v1/people/{id}/balance
  warm_files "$state/yibao.db"
  whole=$(read_people "$path" seconds=2 | member per_second)
  half=$(node -p "Math.round($whole / 2)")
  for round in $(seq 1 "$rounds"); do
    say "reads, round $round of $rounds"
    note read.summary "$round" "$(read_people "$path" | member per_second)"
    note read.empty "$round" "$(read_people /healthz | member per_second)"
    note read.summary_p99 "$round" "$(read_people "$path" rate="$half" | member p99_us)"
    note read.empty_p99 "$round" "$(read_people /healthz rate="$half" | member p99_us)"
    pay "$port" "$state/people.txt" connections=16 seconds="$((seconds + warm))" >/dev/null &
    note read.mixed_p99 "$round" "$(read_people "$path" rate="$half" | member p99_us)"
    wait $!
  done
  stop "$pid"
}

measure_start_and_size() {
  local round from
  for round in $(seq 1 "$rounds"); do
    from=$(date +%s%N)
    serve "$state"
    curl -sf -o /dev/null -H "Authorization: Bearer $officer" \
      "http://127.0.0.1:$port/v1/people/$(head -1 "$state/people.txt" | cut -d' ' -f1)/balance"
    note start.seconds "$round" "$(node -p "($(date +%s%N) - $from) / 1e9")"
    stop "$pid"
  done
  note size.contribution 1 "$("$binary/$folder/yibao_bare_sqlite" table name=contribution \
    database="$peer_database" | node -e 'const t=JSON.parse(require("fs").readFileSync(0,"utf8")); console.log(t.bytes/t.rows)')"
}

measure_postgres() {
  local round payers answer=$work/answer.json url=${postgres_url%/*}
  serve "$postgres_state" --db "$url/yibao"
  pay "$port" "$postgres_state/people.txt" seconds=1 sample="$answer" >/dev/null
  psql -q "$url/peer" -v ON_ERROR_STOP=1 -v answer="$(cat "$answer")" >/dev/null <<'SQL'
DROP TABLE IF EXISTS bench_answer;
CREATE TABLE bench_answer AS SELECT :'answer'::text AS answer;
SQL
  psql -q "$url/peer" -v ON_ERROR_STOP=1 -f "$folder/peers/pgbench_setup.sql" >/dev/null
  payers=$(psql -At "$url/peer" -c 'SELECT COUNT(*) FROM bench_payer')
  for round in $(seq 1 "$rounds"); do
    say "payments on PostgreSQL, round $round of $rounds"
    note postgres.pay "$round" "$(pay "$port" "$postgres_state/people.txt" | member per_second)"
    note postgres.bare "$round" "$("$binary/$folder/yibao_bare_postgres" database="$url/peer" \
      answer="$answer" seconds="$seconds" warm="$warm" | member per_second)"
    note postgres.pgbench "$round" "$("$postgres_bin/pgbench" -n -M prepared -c 8 -j 2 \
      -T "$((seconds + warm))" -D payers="$payers" -f "$folder/peers/pgbench.sql" "$url/peer" 2>/dev/null |
      sed -n 's/^tps = \([0-9.]*\).*/\1/p')"
  done
  stop "$pid"
}

prepare
if wanted sqlite || wanted reads; then make_sqlite_population; fi
if wanted sqlite; then measure_sqlite; fi
if wanted reads; then measure_reads; measure_start_and_size; fi
if wanted postgres; then make_postgres_population; measure_postgres; fi
node "$folder/table.mjs" "$measurements" "$work/result.json"
