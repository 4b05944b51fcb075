#!/usr/bin/env python3
"""GDAL: ogr2ogr from a database into CSV files."""
import tempfile

import cases
import ogr

path, folder = cases.arguments()
print(ogr.version())
with tempfile.TemporaryDirectory(prefix="ogr-") as scratch:
    for table in ogr.database(path, f"{scratch}/all.sqlite"):
        cases.run("ogr2ogr", "-f", "CSV", folder / f"{table}.csv", f"{scratch}/all.sqlite", table)
