#!/usr/bin/env bash
# Guess: a whole number below 2^53 (9007199254740992) survives every writer of xlsx, as a binary double
#   holds it exactly and the format stores numbers as decimal text.
# Versions: PyExcelerate 0.13.0, XlsxWriter 3.3.1, openpyxl 3.1.5.
# Behaviour: PyExcelerate writes 15 digits and an exponent, so the sixteenth digit of 1234567890123456 is
#   gone and reads back as 0. Above 2^53, where Python's own integers are still exact, openpyxl and
#   XlsxWriter write the neighbour: 9007199254740993 becomes 9007199254740992, without a word.
# Seen:
#   PyExcelerate 1.23456789012346e+15 9.00719925474099e+15
#   XlsxWriter 1234567890123456 9007199254740992
#   openpyxl 1234567890123456 9007199254740992
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check \
  pyexcelerate==0.13.0 xlsxwriter==3.3.1 openpyxl==3.1.5

cat >"$folder/try.py" <<'PYTHON'
import re
import sys
import zipfile

import openpyxl
import pyexcelerate
import xlsxwriter

folder = sys.argv[1]
row = [1234567890123456, 9007199254740993]

book = pyexcelerate.Workbook()
book.new_sheet("a", data=[row])
book.save(f"{folder}/PyExcelerate.xlsx")

book = xlsxwriter.Workbook(f"{folder}/XlsxWriter.xlsx")
book.add_worksheet().write_row(0, 0, row)
book.close()

book = openpyxl.Workbook()
book.active.append(row)
book.save(f"{folder}/openpyxl.xlsx")

for name in ("PyExcelerate", "XlsxWriter", "openpyxl"):
    with zipfile.ZipFile(f"{folder}/{name}.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    print(name, *re.findall(r"<v>([^<]*)</v>", xml))
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder" >"$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
PyExcelerate 1.23456789012346e+15 9.00719925474099e+15
XlsxWriter 1234567890123456 9007199254740992
openpyxl 1234567890123456 9007199254740992
SEEN
