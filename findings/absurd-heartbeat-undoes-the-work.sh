#!/usr/bin/env bash
# Guess: a worker may extend its claim from a second connection while it works in one long transaction, and complete
#   the run at the end of that transaction: extending is what the function is there for, and touches nothing that
#   completing reads.
# Versions: absurdctl 0.5.1 (its bundled schema), PostgreSQL 15.
# Behaviour: at READ COMMITTED that holds. At REPEATABLE READ and SERIALIZABLE, which a load takes for a steady view of
#   its data, extend_claim has changed the row that complete_run locks, so that completing fails with 40001 and all that
#   was loaded is rolled back; tried again with another heartbeat, it fails again. Without a heartbeat it passes.
# Seen:
#   read committed, extended: completed
#   repeatable read, extended: 40001
#   serializable, extended: 40001
#   repeatable read, not extended: completed
set -euo pipefail
folder="$(mktemp -d)"
programs="$(ls -d /usr/lib/postgresql/15/bin 2>/dev/null || true)"
[ -n "$programs" ] || { echo "PostgreSQL 15 is needed (apt-get install postgresql-15)" >&2; exit 2; }
# The server refuses to run as root.
owner=postgres
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u "$owner" -- "$@"; else "$@"; fi; }
end() {
  as_owner "$programs/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap end EXIT
cd "$folder"
chmod 755 "$folder"
mkdir "$folder/data" "$folder/socket"
[ "$(id -u)" != 0 ] || chown "$owner" "$folder/data" "$folder/socket"
as_owner "$programs/initdb" -D "$folder/data" -A trust -U postgres >/dev/null
as_owner "$programs/pg_ctl" -D "$folder/data" -s -w -l "$folder/data/log" \
  -o "-c listen_addresses= -k $folder/socket" start
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check absurdctl==0.5.1 psycopg[binary]==3.2.13
"$folder/venv/bin/python" - "$folder/socket" >"$folder/seen" <<'PYTHON'
import sys

import absurdctl
import psycopg
from psycopg import IsolationLevel

place = f"host={sys.argv[1]} user=postgres dbname=postgres"
with psycopg.connect(place, autocommit=True) as line:
    line.execute(absurdctl.BUNDLED_SCHEMA_SQL)
    line.execute("SELECT absurd.create_queue('loads')")
    line.execute("CREATE TABLE loaded (name text)")


def load(name, level, extends):
    with psycopg.connect(place, autocommit=True) as other, psycopg.connect(place) as worker:
        other.execute("SELECT absurd.spawn_task('loads', 'load', '{}'::jsonb)")
        run = other.execute("SELECT run_id FROM absurd.claim_task('loads', 'worker', 60, 1)").fetchone()[0]
        worker.isolation_level = level
        worker.execute("INSERT INTO loaded VALUES (%s)", (name,))
        if extends:
            other.execute("SELECT absurd.extend_claim('loads', %s, 60)", (run,))
        try:
            worker.execute("SELECT absurd.complete_run('loads', %s)", (run,))
            worker.commit()
            outcome = "completed"
        except psycopg.Error as error:
            worker.rollback()
            outcome = error.sqlstate
    print(f"{name}, {'extended' if extends else 'not extended'}: {outcome}")


load("read committed", IsolationLevel.READ_COMMITTED, True)
load("repeatable read", IsolationLevel.REPEATABLE_READ, True)
load("serializable", IsolationLevel.SERIALIZABLE, True)
load("repeatable read", IsolationLevel.REPEATABLE_READ, False)
PYTHON
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
read committed, extended: completed
repeatable read, extended: 40001
serializable, extended: 40001
repeatable read, not extended: completed
SEEN
