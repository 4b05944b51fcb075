#!/usr/bin/env python3
"""pandas: a DataFrame per table, written with to_csv."""
import cases

try:
    import pandas as pd
except ImportError:
    cases.absent("pandas is not installed")


def column(table, rows):
    values = [row.number for row in rows]
    if table == "integers":
        return pd.array(values, dtype="Int64")
    return pd.Series(values)


path, folder = cases.arguments()
print(pd.__version__)
for table, rows in cases.read(path, without=["error", "formula", "uncomputed"]).items():
    frame = pd.DataFrame({"k": [row.key for row in rows], "v": column(table, rows)})
    frame.to_csv(folder / f"{table}.csv", index=False)
