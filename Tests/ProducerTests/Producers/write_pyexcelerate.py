#!/usr/bin/env python3
"""PyExcelerate: sheets made from rows of values, without styles of one's own."""
import cases

try:
    import pyexcelerate
except ImportError:
    cases.absent("PyExcelerate is not installed")
from importlib.metadata import version

path, folder = cases.arguments()
print(version("pyexcelerate"))
book = pyexcelerate.Workbook()
for table, rows in cases.read(path, without=["error", "formula", "uncomputed"]).items():
    data = [["k", "v"]] + [[row.key, row.number] for row in rows]
    book.new_sheet(table, data=data)
book.save(str(folder / "all.xlsx"))
