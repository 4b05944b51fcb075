#!/usr/bin/env bash
# Guess: a file of users exported from Kolibri, with another class in the column of enrolments and imported again,
#   moves the learners into that class; if it cannot, the import says so and leaves them where they were.
# Versions: kolibri 0.19.5.
# Behaviour: `manage bulkimportusers` makes the new class, takes the learners out of the old one and puts them
#   nowhere: as nothing else of a learner has changed, the step that enrols passes over them. It reports no
#   error, counts no user as updated, and ends with 0.
# Seen:
#   before: ann=Class 1 bob=Class 1
#   import: exit 0, File errors: [], Data errors: [], Users report: created 0, updated 0
#   after: ann=- bob=-
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check kolibri==0.19.5

kolibri() {
  env -i PATH="$folder/venv/bin:/usr/bin:/bin" HOME="$folder" KOLIBRI_HOME="$folder/home" LANG=C.UTF-8 TZ=UTC \
    KOLIBRI_RUN_MODE=registrar-test NO_COLOR=1 "$folder/venv/bin/kolibri" "$@" >"$folder/log" 2>&1
}
enrolments() {
  python3 - "$folder/home/db.sqlite3" <<'PYTHON'
import sqlite3
import sys

rows = sqlite3.connect(sys.argv[1]).execute(
    """SELECT u.username, coalesce(group_concat(c.name), '-') FROM kolibriauth_facilityuser u
       LEFT JOIN kolibriauth_membership m ON m.user_id = u.id
       LEFT JOIN kolibriauth_collection c ON c.id = m.collection_id
       WHERE u.username <> 'admin' GROUP BY u.username ORDER BY u.username""")
print(*(f"{name}={classes}" for name, classes in rows))
PYTHON
}

kolibri manage provisiondevice --facility Tests --preset formal --superusername admin \
  --superuserpassword secret12 --language_id en --noinput
cat >"$folder/first.csv" <<'CSV'
UUID,USERNAME,PASSWORD,FULL_NAME,USER_TYPE,IDENTIFIER,BIRTH_YEAR,GENDER,ENROLLED_IN,ASSIGNED_TO
,ann,Pass-word-1,Ann Lee,LEARNER,A-1,2001,FEMALE,Class 1,
,bob,Pass-word-1,Bob Day,LEARNER,B-1,2001,MALE,Class 1,
CSV
kolibri manage bulkimportusers "$folder/first.csv"
{
  echo "before: $(enrolments)"
  kolibri manage bulkexportusers -O "$folder/exported.csv" --overwrite
  sed 's/Class 1/Class 2/' "$folder/exported.csv" >"$folder/second.csv"
  status=0
  kolibri manage bulkimportusers "$folder/second.csv" || status=$?
  report() { grep -o "$1.*" "$folder/log"; }
  echo "import: exit $status, $(report 'File errors'), $(report 'Data errors')," \
    "$(report 'Users report' | sed -E "s/[{}']//g; s/: ([0-9])/ \1/g; s/, deleted.*//")"
  echo "after: $(enrolments)"
} >"$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
before: ann=Class 1 bob=Class 1
import: exit 0, File errors: [], Data errors: [], Users report: created 0, updated 0
after: ann=- bob=-
SEEN
