"""Prints every filled cell of workbooks as openpyxl reads it: file, sheet, reference, kind and value."""
import json
import os
import sys

import openpyxl

for path in sys.argv[1:]:
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    kind = "number" if cell.data_type == "n" else "string"
                    print(json.dumps([os.path.basename(path), sheet.title, cell.coordinate, kind, cell.value]))
