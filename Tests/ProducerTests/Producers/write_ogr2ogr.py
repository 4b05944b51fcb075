#!/usr/bin/env python3
"""GDAL: ogr2ogr from a database into a workbook, a layer per sheet."""
import tempfile

import cases
import ogr

path, folder = cases.arguments()
print(ogr.version())
with tempfile.TemporaryDirectory(prefix="ogr-") as scratch:
    ogr.database(path, f"{scratch}/all.sqlite")
    cases.run("ogr2ogr", "-f", "XLSX", folder / "all.xlsx", f"{scratch}/all.sqlite")
