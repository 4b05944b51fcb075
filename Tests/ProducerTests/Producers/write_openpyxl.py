#!/usr/bin/env python3
"""openpyxl: each value given to a cell as it is, with the number format it needs."""
import cases

try:
    import openpyxl
except ImportError:
    cases.absent("openpyxl is not installed")

FORMATS = {"percent": "0.0%", "duration": "[h]:mm:ss", "time": "hh:mm:ss"}

path, folder = cases.arguments()
print(openpyxl.__version__)
book = openpyxl.Workbook()
book.remove(book.active)
for table, rows in cases.read(path, without=["instant"]).items():
    sheet = book.create_sheet(table)
    sheet.append(["k", "v"])
    for row in rows:
        sheet.append([row.key, row.value])
        if row.kind in FORMATS:
            sheet.cell(sheet.max_row, 2).number_format = FORMATS[row.kind]
book.save(folder / "all.xlsx")
