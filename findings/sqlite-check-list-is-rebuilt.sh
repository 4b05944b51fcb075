#!/usr/bin/env bash
# Guess: in `CHECK (role IN ('lead', 'proctor', 'relief'))` SQLite makes the list of constants once for a
#   prepared INSERT, as it does for such a list in a WHERE, so that it costs a loader about what
#   `role = 'lead' OR role = 'proctor' OR role = 'relief'` costs.
# Versions: SQLite 3.54.1 in APSW 3.54.1.0.
# Behaviour: from three constants on, each row builds a temporary b-tree of all of them (an OpenEphemeral that
#   no Once guards) before its value is looked up, and frees it. With one or two constants, and with
#   equalities, there is no b-tree. A WHERE builds its list once.
# Seen:
#   SQLite 3.54.1
#   2 IN OpenEphemeral 0 Once 0 steps a row 19 19
#   2 OR OpenEphemeral 0 Once 0 steps a row 17 17
#   3 IN OpenEphemeral 1 Once 0 steps a row 30 30
#   3 OR OpenEphemeral 0 Once 0 steps a row 18 18
#   10 IN OpenEphemeral 1 Once 0 steps a row 51 51
#   10 OR OpenEphemeral 0 Once 0 steps a row 25 25
#   WHERE OpenEphemeral 1 Once 1
#   Steps are those of the virtual machine; the time is in the b-trees: 100,000 rows of a table with lists of
#   four and of three values took 0.43 s of CPU, with equalities 0.09 s.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check apsw==3.54.1.0

cat >"$folder/try.py" <<'PYTHON'
import apsw


def condition(form, count):
    values = [f"'value {number}'" for number in range(count)]
    if form == "IN":
        return f"v IN ({', '.join(values)})"
    return " OR ".join(f"v = {value}" for value in values)


def steps(database, sql, rows):
    count = [0]

    def step():
        count[0] += 1
        return False

    database.set_progress_handler(step, 1)
    database.executemany(sql, rows)
    database.set_progress_handler(None)
    return count[0]


print("SQLite", apsw.sqlite_lib_version())
for count in (2, 3, 10):
    for form in ("IN", "OR"):
        database = apsw.Connection(":memory:")
        database.execute(f"CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT CHECK ({condition(form, count)}))")
        program = [row[1] for row in database.execute("EXPLAIN INSERT INTO t VALUES (1, 'x')")]
        one = steps(database, "INSERT INTO t VALUES (?, ?)", [(1, "value 0")])
        hundred = steps(database, "INSERT INTO t VALUES (?, ?)", [(n, "value 0") for n in range(2, 102)])
        print(count, form, "OpenEphemeral", program.count("OpenEphemeral"), "Once", program.count("Once"),
              "steps a row", one, hundred // 100)
database = apsw.Connection(":memory:")
database.execute("CREATE TABLE t (v TEXT)")
program = [row[1] for row in database.execute(f"EXPLAIN SELECT * FROM t WHERE {condition('IN', 10)}")]
print("WHERE", "OpenEphemeral", program.count("OpenEphemeral"), "Once", program.count("Once"))
PYTHON
"$folder/venv/bin/python" "$folder/try.py" >"$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
SQLite 3.54.1
2 IN OpenEphemeral 0 Once 0 steps a row 19 19
2 OR OpenEphemeral 0 Once 0 steps a row 17 17
3 IN OpenEphemeral 1 Once 0 steps a row 30 30
3 OR OpenEphemeral 0 Once 0 steps a row 18 18
10 IN OpenEphemeral 1 Once 0 steps a row 51 51
10 OR OpenEphemeral 0 Once 0 steps a row 25 25
WHERE OpenEphemeral 1 Once 1
SEEN
