#!/usr/bin/env python3
"""polars: write_csv."""
import cases
from frames import frames, pl

path, folder = cases.arguments()
print(pl.__version__)
for table, frame in frames(path, ["error", "formula", "uncomputed", "duration"]):
    frame.write_csv(folder / f"{table}.csv")
