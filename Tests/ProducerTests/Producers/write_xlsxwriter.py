#!/usr/bin/env python3
"""XlsxWriter: `write` for each value, with the number format it needs."""
import datetime as dt

import cases

try:
    import xlsxwriter
except ImportError:
    cases.absent("XlsxWriter is not installed")

FORMATS = {"percent": "0.0%", "duration": "[h]:mm:ss", "time": "hh:mm:ss", "date": "yyyy-mm-dd",
           "datetime": "yyyy-mm-dd hh:mm:ss"}

path, folder = cases.arguments()
print(xlsxwriter.__version__)
book = xlsxwriter.Workbook(str(folder / "all.xlsx"), {"nan_inf_to_errors": True})
formats = {kind: book.add_format({"num_format": text}) for kind, text in FORMATS.items()}
for table, rows in cases.read(path, without=["instant", "error"]).items():
    sheet = book.add_worksheet(table)
    sheet.write_row(0, 0, ["k", "v"])
    for index, row in enumerate(rows, 1):
        sheet.write_string(index, 0, row.key)
        form = formats.get(row.kind)
        # Dates before its epoch are refused by the library; whoever has them writes texts.
        if row.kind == "date" and row.value < dt.date(1900, 1, 1):
            sheet.write_string(index, 1, row.text)
        elif row.kind == "text":
            sheet.write_string(index, 1, row.value)
        elif row.kind == "formula":
            sheet.write_formula(index, 1, row.value, None, row.result)
        else:
            sheet.write(index, 1, row.value, form)
book.close()
