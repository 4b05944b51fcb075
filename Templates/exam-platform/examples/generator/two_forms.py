"""Faulty sets in two forms: each table as delimited text, and all of them in one workbook."""

import json

from .clean import write_text
from .workbook import Workbook


def write_both(folder, stem, tables):
    """Writes tables, given as (file stem, sheet name, table), and returns what is planted."""
    folder.mkdir(parents=True, exist_ok=True)
    planted = []
    for name, _, table in tables:
        write_text(folder / f"{name}.csv", table.text())
        planted += addresses(table, "csv", f"{name}.csv")
    sheets = [table.sheet(sheet) for _, sheet, table in tables]
    Workbook(sheets, stem).write(folder / f"{stem}.xlsx")
    for _, sheet, table in tables:
        planted += addresses(table, "xlsx", f"{stem}.xlsx", sheet)
    lines = ",\n".join("  " + json.dumps(plant, ensure_ascii=False) for plant in planted)
    write_text(folder / "planted.json", f"[\n{lines}\n]\n")
    return planted


def addresses(table, form, file, sheet=None):
    """The places of the mistakes that a form of the table has."""
    for row in table.rows:
        for plant in row.plants:
            if plant.form in (None, form):
                yield table.address(plant, file, sheet, table.row_number(row))
