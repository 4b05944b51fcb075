#!/usr/bin/env bash
# Guess: a load that is started by hand before the start date of its DAG (as one rehearses a migration ahead of its
#   weekend) carries out its tasks, or is refused with a reason.
# Versions: Apache Airflow 2.10.5 (PyPI), `airflow dags test`.
# Behaviour: the run ends as a success with exit status 0, and no task was carried out: they are left out since the date
#   of the run lies before the start date. Nothing that is printed as an error or a warning says so.
# Seen:
#   starts yesterday: exit 0, success, rows loaded: 3
#   starts in a year: exit 0, success, rows loaded: 0
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check apache-airflow==2.10.5 2>/dev/null
export AIRFLOW_HOME="$folder/home" AIRFLOW__CORE__LOAD_EXAMPLES=False
mkdir -p home/dags
cat >home/dags/loads.py <<'PYTHON'
import os
from datetime import datetime, timedelta

from airflow.decorators import dag, task


def make(name, days):
    @dag(dag_id=name, schedule=None, start_date=datetime.now() + timedelta(days=days))
    def load():
        @task
        def rows():
            with open(os.path.join(os.environ["LOADED"], name), "w") as file:
                file.write("a\nb\nc\n")

        rows()

    return load()


yesterday, next_year = make("yesterday", -1), make("next_year", 365)
PYTHON
venv/bin/airflow db migrate >/dev/null 2>&1
export LOADED="$folder"
for name in yesterday next_year; do
  status=0
  venv/bin/airflow dags test "$name" >"$name.log" 2>&1 || status=$?
  state="$(grep -o 'state=[a-z]*' "$name.log" | tail -1 | cut -d= -f2)"
  loaded=0
  if [ -f "$name" ]; then loaded="$(wc -l <"$name")"; fi
  said="starts yesterday"
  [ "$name" = yesterday ] || said="starts in a year"
  echo "$said: exit $status, $state, rows loaded: $loaded"
done >seen
cat seen
diff - seen <<'SEEN'
starts yesterday: exit 0, success, rows loaded: 3
starts in a year: exit 0, success, rows loaded: 0
SEEN
