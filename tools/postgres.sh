# Sourced by test and bench: a PostgreSQL of their own, on loopback, on a free port, as a user that
# is not root. Sets postgres_url.

postgres_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)

as_postgres() {  # runs a command as a user whom PostgreSQL accepts
  if [ "$(id -u)" -eq 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

free_port() {
  node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'
}

start_postgres() {  # start_postgres FOLDER
  postgres_data=$1/data
  local port
  port=$(free_port)
  mkdir -p "$1"
  [ "$(id -u)" -eq 0 ] && chown postgres "$1"
  (cd /tmp && as_postgres "$postgres_bin/initdb" -D "$postgres_data" -U yibao --encoding=UTF8 \
    --locale=C --auth=trust >/dev/null) || return 1
  (cd /tmp && as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data" -w -s -l "$1/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=100 ${postgres_options:-}" \
    start) || return 1
  postgres_url="postgresql://yibao@127.0.0.1:$port/postgres"
}

stop_postgres() {
  [ -n "${postgres_data:-}" ] &&
    (cd /tmp && as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data" -m immediate -s stop) >/dev/null 2>&1
  return 0
}
