# What the scripts of the systems have in common. Each knows the verbs
#   install DIR       into a venv in DIR, with pinned versions, set up once
#   start DIR PORT    on 127.0.0.1, with fresh data unless KEEP=1; prints what a profile has to know
#   stop DIR
# and may repeat each. Nothing is written outside of DIR.
set -euo pipefail

verb="${1:?install, start or stop}"
folder="$(realpath -m "${2:?a folder}")"
port="${3:-}"
venv="$folder/venv"
mkdir -p "$folder"

# Puts the pinned packages into the venv, if it has others. Byte code is made at the first start, of what is used.
# uv takes seconds where pip takes minutes.
install_packages() {
  if [ "$(cat "$venv/installed" 2>/dev/null)" = "$*" ]; then return; fi
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --no-compile --retries 3 --timeout 30 uv==0.13.9
  "$venv/bin/uv" pip install --quiet --no-cache --python "$venv/bin/python" "$@"
  echo "$*" >"$venv/installed"
}

# The process that was started, if it runs: its pid file may be older than the machine's last start.
running() {
  local pid
  pid="$(cat "$folder/pid" 2>/dev/null)" || return 1
  [ -r "/proc/$pid/environ" ] && tr '\0' '\n' <"/proc/$pid/environ" | grep -qx "PLATFORM=$folder" && echo "$pid"
}

# Becomes a program in an environment of its own.
become() {
  exec env -i PATH="$venv/bin:/usr/bin:/bin" HOME="$folder" LANG=C.UTF-8 TZ=UTC PLATFORM="$folder" \
    PYTHONUNBUFFERED=1 "${variables[@]}" "$@"
}

# Runs a program in an environment of its own.
clean() { (become "$@"); }

# Starts a server and waits until a command succeeds: launch SECONDS COMMAND... -- SERVER...
launch() {
  local seconds="$1" ready=()
  shift
  while [ "$1" != -- ]; do ready+=("$1"); shift; done
  shift
  if "${ready[@]}" >"$folder/ready" 2>&1; then
    echo "something else answers at port $port" >&2
    exit 1
  fi
  # Whoever started this waits until nobody holds what he left open.
  (
    for open in /proc/self/fd/*; do
      if [ "${open##*/}" -gt 2 ]; then eval "exec ${open##*/}>&-"; fi
    done
    become "$@"
  ) >"$folder/server.log" 2>&1 </dev/null &
  local pid=$!
  disown
  echo "$pid" >"$folder/pid"
  for ((i = 0; i < seconds * 10; i++)); do
    if "${ready[@]}" >"$folder/ready" 2>/dev/null; then return; fi
    if ! kill -0 "$pid" 2>/dev/null; then break; fi
    sleep 0.1
  done
  echo "the server does not answer:" >&2
  tail -n 20 "$folder/server.log" >&2
  kill -KILL "$pid" 2>/dev/null || true
  exit 1
}

stop() {
  local pid
  pid="$(running)" || return 0
  kill "-${1:-TERM}" "$pid"
  for ((i = 0; i < 50; i++)); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

# Keeps what a command made in a folder, so that each start begins with it.
keep_once() {
  local name="$1"
  shift
  if [ -e "$folder/$name.tar" ]; then return; fi
  rm -rf "${folder:?}/$name"
  mkdir -p "$folder/$name"
  if ! "$@" >"$folder/install.log" 2>&1; then
    tail -n 20 "$folder/install.log" >&2
    exit 1
  fi
  tar -C "$folder" --exclude=logs --exclude=cache -cf "$folder/$name.tar.new" "$name"
  mv "$folder/$name.tar.new" "$folder/$name.tar"
}

restore() {
  if [ "${KEEP:-0}" = 1 ] && [ -d "$folder/$1" ]; then return; fi
  rm -rf "${folder:?}/$1"
  tar -C "$folder" -xf "$folder/$1.tar"
}
