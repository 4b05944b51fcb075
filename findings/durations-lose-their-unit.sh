#!/usr/bin/env bash
# Guess: pandas and polars write a duration into xlsx with a format of elapsed time such as [h]:mm:ss, as
#   both have a type for durations and give dates a format of dates.
# Versions: pandas 3.1.1, polars 2.1.0, XlsxWriter 3.3.1.
# Behaviour: both write a number of days. pandas gives it the format `0`, so that a spreadsheet shows 45
#   minutes as 0 and 30 h 15 as 1; polars gives it none. One day is the plain number 1.
# Seen:
#   pandas 0.03125 1 1.260416666666667 format 0
#   polars 0.03125 1 1.260416666666667 format General
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check \
  pandas==3.1.1 polars==2.1.0 xlsxwriter==3.3.1 openpyxl==3.1.5

cat >"$folder/try.py" <<'PYTHON'
import datetime as dt
import sys

import openpyxl
import pandas as pd
import polars as pl

lengths = [dt.timedelta(minutes=45), dt.timedelta(days=1), dt.timedelta(hours=30, minutes=15)]
pd.DataFrame({"v": lengths}).to_excel(f"{sys.argv[1]}/pandas.xlsx", index=False, engine="xlsxwriter")
pl.DataFrame({"v": lengths}).write_excel(f"{sys.argv[1]}/polars.xlsx")
for name in ("pandas", "polars"):
    cells = [row[0] for row in openpyxl.load_workbook(f"{sys.argv[1]}/{name}.xlsx").active.iter_rows(min_row=2)]
    print(name, *(cell.value for cell in cells), "format", cells[0].number_format)
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder" >"$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
pandas 0.03125 1 1.260416666666667 format 0
polars 0.03125 1 1.260416666666667 format General
SEEN
