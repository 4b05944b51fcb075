#!/usr/bin/env bash
# Guess: pandas reads back what it wrote as CSV, whatever a text holds, as it quotes texts with line ends.
# Versions: pandas 3.1.1 on CPython 3.11; polars 2.1.0 beside it.
# Behaviour: a lone carriage return is not quoted, as it is not in pandas' line end; its reader takes it
#   as one. One row goes in, two come out, the rest of the text standing in the first column. polars quotes
#   it.
# Seen:
#   pandas b'k,v\na,one\rtwo\n' [['a', 'one'], ['two', nan]]
#   polars b'k,v\na,"one\rtwo"\n'
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3.11 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pandas==3.1.1 polars==2.1.0

cat >"$folder/try.py" <<'PYTHON'
import sys

import pandas as pd
import polars as pl

table = {"k": ["a"], "v": ["one\rtwo"]}
pd.DataFrame(table).to_csv(f"{sys.argv[1]}/pandas.csv", index=False)
pl.DataFrame(table).write_csv(f"{sys.argv[1]}/polars.csv")
rows = pd.read_csv(f"{sys.argv[1]}/pandas.csv").values.tolist()
print("pandas", open(f"{sys.argv[1]}/pandas.csv", "rb").read(), rows)
print("polars", open(f"{sys.argv[1]}/polars.csv", "rb").read())
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder" >"$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
pandas b'k,v\na,one\rtwo\n' [['a', 'one'], ['two', nan]]
polars b'k,v\na,"one\rtwo"\n'
SEEN
