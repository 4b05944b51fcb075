#!/usr/bin/env bash
# Guess: an idempotency key that comes again with another body is refused (409 or 422), as it does not name the
#   same request any more; and a request that was refused with 400 may be corrected and sent with its key again.
# Versions: pretix 2026.8.0.
# Behaviour: the key alone decides. Another customer sent with a used key gets the first one's answer, 201, and is
#   not stored. A refusal is remembered, too: the corrected request gets the old 400.
# Seen:
#   key 1, ann: 201 ann@example.org
#   key 1, bob: 201 ann@example.org
#   key 2, no address: 400 Enter a valid email address.
#   key 2, cy: 400 Enter a valid email address.
#   stored: ann@example.org
set -euo pipefail
folder="$(mktemp -d)"
trap 'kill "${server:-0}" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pretix==2026.8.0 gunicorn==23.0.0
mkdir "$folder/data"
cat >"$folder/pretix.cfg" <<CFG
[pretix]
url=http://127.0.0.1
datadir=$folder/data
plugins_default=
registration=off
ecb_rates=off
loglevel=CRITICAL
[database]
backend=sqlite3
[django]
debug=off
CFG
pretix() {
  env -i PATH="$folder/venv/bin:/usr/bin:/bin" HOME="$folder" LANG=C.UTF-8 TZ=UTC \
    PRETIX_CONFIG_FILE="$folder/pretix.cfg" DJANGO_SETTINGS_MODULE=pretix.settings "$@"
}
pretix "$folder/venv/bin/python" -m pretix migrate --noinput -v 0 >"$folder/log" 2>&1
token="finding$(printf '0%.0s' {1..57})"
pretix "$folder/venv/bin/python" - "$token" >"$folder/log" 2>&1 <<'PYTHON'
import sys

import django

django.setup()
from django_scopes import scopes_disabled
from pretix.base.models import Organizer, Team
from pretix.base.models.organizer import TeamAPIToken

with scopes_disabled():
    organizer = Organizer.objects.create(name="Tests", slug="tests")
    organizer.settings.customer_accounts = True
    team = Team.objects.create(
        organizer=organizer, name="Team", all_events=True, all_event_permissions=True,
        all_organizer_permissions=True)
    TeamAPIToken.objects.create(team=team, name="token", token=sys.argv[1])
PYTHON
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
pretix "$folder/venv/bin/gunicorn" pretix.wsgi --bind "127.0.0.1:$port" --workers 1 --timeout 120 \
  >"$folder/log" 2>&1 &
server=$!
customers="http://127.0.0.1:$port/api/v1/organizers/tests/customers/"
call() { curl -s -m 60 -w '\n%{http_code}' -H "Authorization: Token $token" -H 'Content-Type: application/json' "$@"; }
for _ in $(seq 1 120); do
  [ "$(call "$customers" | tail -1)" != 200 ] || break
  sleep 1
done
# The status of a creation, and the address that was stored or what was wrong with it.
create() {
  call -H "X-Idempotency-Key: key-$1" "$customers" \
    -d "{\"email\": \"$2\", \"name_parts\": {\"_scheme\": \"full\", \"full_name\": \"A B\"}, \"locale\": \"en\"}" |
    python3 -c '
import json, sys
text, status = sys.stdin.read().rsplit("\n", 1)
email = json.loads(text)["email"]
print(status, email if isinstance(email, str) else email[0])'
}
{
  echo "key 1, ann: $(create 1 ann@example.org)"
  echo "key 1, bob: $(create 1 bob@example.org)"
  echo "key 2, no address: $(create 2 'no address')"
  echo "key 2, cy: $(create 2 cy@example.org)"
  echo "stored: $(call "$customers" | head -1 |
    python3 -c 'import json, sys; print(*(one["email"] for one in json.load(sys.stdin)["results"]))')"
} >"$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
key 1, ann: 201 ann@example.org
key 1, bob: 201 ann@example.org
key 2, no address: 400 Enter a valid email address.
key 2, cy: 400 Enter a valid email address.
stored: ann@example.org
SEEN
