#!/usr/bin/env python3
"""pandas: a DataFrame per table, with the column type that fits, written by its own choice of engine."""
import cases

try:
    import openpyxl  # noqa: F401
    import pandas as pd
    import xlsxwriter  # noqa: F401
except ImportError as error:
    cases.absent(f"{error.name} is not installed")


def column(table, rows):
    """The values of a table, in the column type that pandas has for them."""
    values = [row.number for row in rows]
    if table == "integers":
        return values if any(row.is_formula for row in rows) else pd.array(values, dtype="Int64")
    if table in ("stamps", "lengths"):
        return pd.Series(values)
    return pd.Series(values, dtype="object" if any(row.is_formula for row in rows) else None)


def main():
    path, folder = cases.arguments()
    print(pd.__version__)
    with pd.ExcelWriter(folder / "all.xlsx") as book:
        for table, rows in cases.read(path, without=["instant", "error"]).items():
            frame = pd.DataFrame({"k": [row.key for row in rows], "v": column(table, rows)})
            frame.to_excel(book, sheet_name=table, index=False)


if __name__ == "__main__":
    main()
