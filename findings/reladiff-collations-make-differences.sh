#!/usr/bin/env bash
# Guess: reladiff, which compares tables by key and exists to compare two databases, finds two tables of equal
#   rows equal whatever collation their text key has: databases of two places seldom have the same.
# Versions: reladiff 0.6.0, PostgreSQL 15 (C and und-x-icu).
# Behaviour: with keys of upper and lower case it stops with an error and exit status 0, as if nothing
#   differed; when it divides the tables (smaller thresholds) it tells most equal rows as missing and extra, with 0, too.
# Seen:
#   exit 0, 0 lines, ERROR - Error: min_key expected to be smaller than max_key!
#   exit 0, over 10000 lines of rows that both tables have
set -euo pipefail
folder="$(mktemp -d)"
programs="$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)"
server() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
trap 'server "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1; rm -rf "$folder"' EXIT
[ "$(id -u)" != 0 ] || chown postgres "$folder"
cd "$folder"
server "$programs/initdb" -D "$folder/data" -U try -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
server "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w start \
  -o "-k $folder -p 54329 -c listen_addresses=127.0.0.1" >/dev/null
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check reladiff==0.6.0 psycopg2-binary

base=postgresql://try@127.0.0.1:54329
for pair in one=C other=und-x-icu; do
  psql "$base/postgres" -qc "CREATE DATABASE ${pair%%=*}"
  psql "$base/${pair%%=*}" -qc "CREATE TABLE t (code text COLLATE \"${pair#*=}\" PRIMARY KEY, name text)" \
    -c "INSERT INTO t SELECT CASE WHEN i % 2 = 0 THEN 'a' ELSE 'B' END || md5(i::text), 'n' || i
        FROM generate_series(1, 40000) AS i"
done
compared() {
  local status=0
  "$folder/venv/bin/reladiff" "$base/one" t "$base/other" t -k code -c name "$@" \
    >"$folder/out" 2>"$folder/err" || status=$?
  echo "exit $status"
}
{
  compared
  wc -l <"$folder/out"
  grep -o 'Error: min_key' "$folder/err"
  compared --bisection-threshold 2000 --bisection-factor 8
  [ "$(wc -l <"$folder/out")" -gt 10000 ] && echo "over 10000 lines"
} >"$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
exit 0
0
Error: min_key
exit 0
over 10000 lines
SEEN
