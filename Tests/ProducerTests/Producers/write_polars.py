#!/usr/bin/env python3
"""polars: write_excel, with the formats that it chooses."""
import cases
from frames import frames, pl

try:
    import xlsxwriter
except ImportError:
    cases.absent("XlsxWriter, which polars writes with, is not installed")

path, folder = cases.arguments()
print(pl.__version__)
with xlsxwriter.Workbook(str(folder / "all.xlsx"), {"nan_inf_to_errors": True, "remove_timezone": True}) as book:
    for table, frame in frames(path, ["error", "formula", "uncomputed", "instant"]):
        frame.write_excel(workbook=book, worksheet=table)
