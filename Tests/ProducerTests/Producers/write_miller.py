#!/usr/bin/env python3
"""Miller: JSON into CSV."""
import json
from decimal import Decimal

import cases

cases.need("mlr")
path, folder = cases.arguments()
print(cases.run("mlr", "--version").split()[-1].lstrip("v"))


def line(row):
    """A record of JSON; numbers with the digits of the case."""
    value = row.value
    if isinstance(value, Decimal):
        text = str(value * 100 if row.kind == "percent" else row.text)
    elif value is None or isinstance(value, (bool, int, str)):
        text = json.dumps(value, ensure_ascii=False)
    else:
        text = json.dumps(row.text)
    return f'{{"k": {json.dumps(row.key)}, "v": {text}}}'


for table, rows in cases.read(path, without=["error", "formula", "uncomputed", "nan", "inf", "-inf"]).items():
    output = cases.run("mlr", "--ijson", "--ocsv", "cat", input="\n".join(map(line, rows)).encode(), text=False)
    (folder / f"{table}.csv").write_bytes(output)
