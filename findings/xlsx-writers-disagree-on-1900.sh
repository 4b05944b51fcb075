#!/usr/bin/env bash
# Guess: every writer of xlsx stores 1 January 1900 as serial 1, as ECMA-376 part 1, 18.17.4.1 numbers
#   the days of the 1900 system.
# Versions: openpyxl 3.1.5, XlsxWriter 3.3.1, DuckDB 1.5.5 with its excel extension 1.5.5.
# Behaviour: DuckDB stores 2. It counts from 1899-12-30, which is right from 1900-03-01 on, where the
#   29 February that never was is past; the 59 days before come out a day late in Excel. Nothing in the
#   file tells the two apart: 60, which DuckDB writes for 28 February, is no date at all in Excel.
# Seen:
#   openpyxl 1 59 61
#   XlsxWriter 1 59 61
#   DuckDB 2 60 61
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check \
  openpyxl==3.1.5 xlsxwriter==3.3.1 duckdb==1.5.5 duckdb-extension-excel==1.5.5

cat >"$folder/try.py" <<'PYTHON'
import datetime as dt
import re
import sys
import zipfile
from pathlib import Path

import duckdb
import duckdb_extension_excel
import openpyxl
import xlsxwriter

folder = Path(sys.argv[1])
dates = [dt.date(1900, 1, 1), dt.date(1900, 2, 28), dt.date(1900, 3, 1)]

book = openpyxl.Workbook()
for date in dates:
    book.active.append([date])
book.save(folder / "openpyxl.xlsx")

book = xlsxwriter.Workbook(str(folder / "XlsxWriter.xlsx"))
sheet = book.add_worksheet()
for row, date in enumerate(dates):
    sheet.write(row, 0, date, book.add_format({"num_format": "yyyy-mm-dd"}))
book.close()

database = duckdb.connect(config={"allow_unsigned_extensions": True})
extension = next(Path(duckdb_extension_excel.__path__[0]).rglob("excel.duckdb_extension"))
database.load_extension(str(extension))
values = ", ".join(f"(DATE '{date}')" for date in dates)
database.execute(f"COPY (FROM (VALUES {values}) t(d)) TO '{folder}/DuckDB.xlsx' (FORMAT xlsx, HEADER false)")

for name in ("openpyxl", "XlsxWriter", "DuckDB"):
    with zipfile.ZipFile(folder / f"{name}.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    print(name, *(f"{float(number):g}" for number in re.findall(r"<v>([^<]*)</v>", xml)))
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder" >"$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
openpyxl 1 59 61
XlsxWriter 1 59 61
DuckDB 2 60 61
SEEN
