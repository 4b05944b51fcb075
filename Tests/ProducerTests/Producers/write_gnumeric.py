#!/usr/bin/env python3
"""Gnumeric: a workbook of its own form, converted by ssconvert."""
import datetime as dt
import tempfile
from html import escape
from pathlib import Path

import cases

TYPES = {"text": 60, "boolean": 20, "error": 50}
FORMATS = {"percent": "0.0%", "date": "yyyy-mm-dd", "time": "hh:mm:ss", "duration": "[h]:mm:ss",
           "datetime": "yyyy-mm-dd hh:mm:ss", "amount": "#,##0.00"}


def serial(moment):
    """The number of days since the last day of 1899, as spreadsheets count."""
    days = (moment - dt.datetime(1899, 12, 31)) / dt.timedelta(days=1)
    return repr(days + 1 if days >= 60 else days)


def content(row):
    """What a cell holds: its type and text."""
    match row.kind:
        case "text":
            return 60, row.value
        case "error":
            return 50, row.value
        case "boolean":
            return 20, row.text.upper()
        case "date":
            return 40, serial(dt.datetime.combine(row.value, dt.time()))
        case "datetime":
            return 40, serial(row.value)
        case "time":
            return 40, repr((dt.datetime.combine(dt.date(2000, 1, 1), row.value) - dt.datetime(2000, 1, 1))
                            / dt.timedelta(days=1))
        case "duration":
            return 40, repr(row.value / dt.timedelta(days=1))
        case "formula" | "uncomputed":
            return None, row.value
    return 40, row.text


def sheet(name, rows):
    cells = ['<gnm:Cell Row="0" Col="0" ValueType="60">k</gnm:Cell><gnm:Cell Row="0" Col="1" ValueType="60">v</gnm:Cell>']
    styles = []
    for index, row in enumerate(rows, 1):
        cells.append(f'<gnm:Cell Row="{index}" Col="0" ValueType="60">{row.key}</gnm:Cell>')
        if row.kind in ("null", "empty"):
            continue
        kind, text = content(row)
        mark = "" if kind is None else f' ValueType="{kind}"'
        cells.append(f'<gnm:Cell Row="{index}" Col="1"{mark}>{escape(text).replace(chr(13), "&#13;")}</gnm:Cell>')
        form = FORMATS.get("date" if name == "days" else "amount" if name == "amounts" else row.kind)
        if form:
            styles.append(f'<gnm:StyleRegion startCol="1" startRow="{index}" endCol="1" endRow="{index}">'
                          f'<gnm:Style Format="{escape(form)}"/></gnm:StyleRegion>')
    return (f"<gnm:Sheet><gnm:Name>{name}</gnm:Name><gnm:Styles>{''.join(styles)}</gnm:Styles>"
            f"<gnm:Cells>{''.join(cells)}</gnm:Cells></gnm:Sheet>")


def main():
    cases.need("ssconvert")
    path, folder = cases.arguments()
    # The version is told on standard error by some builds; the package knows it, too.
    print(cases.run("sh", "-c", "ssconvert --version 2>&1").split("'")[1])
    tables = cases.read(path, without=["nan", "inf", "-inf", "instant"])
    names = "".join(f'<gnm:SheetName gnm:Cols="256" gnm:Rows="65536">{name}</gnm:SheetName>' for name in tables)
    document = ('<?xml version="1.0" encoding="UTF-8"?><gnm:Workbook xmlns:gnm="http://www.gnumeric.org/v10.dtd">'
                f"<gnm:SheetNameIndex>{names}</gnm:SheetNameIndex>"
                f"<gnm:Sheets>{''.join(sheet(name, rows) for name, rows in tables.items())}</gnm:Sheets></gnm:Workbook>")
    with tempfile.TemporaryDirectory(prefix="gnumeric-") as scratch:
        source = Path(scratch) / "all.gnumeric"
        source.write_text(document, encoding="utf-8")
        cases.run("ssconvert", "--recalc", source, folder / "all.xlsx")


if __name__ == "__main__":
    main()
