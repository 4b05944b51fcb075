#!/usr/bin/env python3
"""Records what frictionless-py makes of generated packages with keys.

usage: OracleKeyRecord.py > OracleKeyAnswers.json     (needs frictionless 5.21.0)

Each case is a package of two tables, the rows of both, and the findings about keys: table, line of the
file (the header is line 1), and the kind: `missing` a blank primary key, `primary` a repeated one,
`unique` a repeated value of a unique field, `foreign` a reference to nothing, `type` a value of another
type. The same cases every time.
"""

import csv
import json
import os
import random
import sys
import tempfile

import frictionless
from frictionless import Package

PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE = "https://datapackage.org/profiles/2.0/tableschema.json"
KEYS = {
    "string": ["A", "B", "C", "D", "a", "A ", "É", "E\u0301", "1"],
    "integer": ["1", "2", "3", "02", "x", "-1", "10"],
    "date": ["2027-03-01", "2027-03-02", "2027-02-29", "2024-02-29"],
}


def rows(rng, kinds, count, blank):
    """Rows of small values, so that many meet again."""
    made = []
    for number in range(count):
        row = ["" if rng.random() < blank else rng.choice(KEYS[kind]) for kind in kinds]
        # A number of its own keeps a row from being blank.
        made.append(row + [str(number)])
    return made


def generated():
    """250 packages with their rows."""
    rng = random.Random(20261121)
    for _ in range(250):
        kind = rng.choice(list(KEYS))
        other = rng.choice(list(KEYS))
        isPaired, isUnique, isOwn = rng.random() < 0.3, rng.random() < 0.5, rng.random() < 0.3
        parent = [{"name": "id", "type": kind}, {"name": "name", "type": other}, {"name": "n", "type": "integer"}]
        if isUnique and not isPaired:
            parent[1]["constraints"] = {"unique": True}
        schema = {"$schema": TABLE, "fields": parent, "primaryKey": ["id", "name"] if isPaired else ["id"]}
        if isOwn and not isPaired and other == kind and not isUnique:
            schema["foreignKeys"] = [{"fields": ["name"], "reference": {"resource": "", "fields": ["id"]}}]
        tables = [{"name": "parents", "path": "parents.csv", "schema": schema}]
        data = {"parents": rows(rng, [kind, other], rng.randint(1, 8), rng.choice([0, 0, 0.2]))}
        if not isPaired:
            child = [{"name": "code", "type": "string"}, {"name": "parent", "type": kind}, {"name": "n", "type": "integer"}]
            tables.append({"name": "children", "path": "children.csv", "schema": {
                "$schema": TABLE, "fields": child, "primaryKey": ["code"],
                "foreignKeys": [{"fields": ["parent"], "reference": {"resource": "parents", "fields": ["id"]}}]}})
            data["children"] = rows(rng, ["string", kind], rng.randint(1, 8), rng.choice([0, 0.2]))
        yield {"$schema": PACKAGE, "name": "keys", "resources": tables}, data


def kind_of(error):
    """Our word for an error."""
    if error.type == "primary-key":
        return "missing" if "None" in error.note else "primary"
    return {"unique-error": "unique", "foreign-key": "foreign", "type-error": "type"}.get(error.type, error.type)


def main():
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for package, data in generated():
            for resource in package["resources"]:
                with open(resource["path"], "w", newline="", encoding="utf-8") as file:
                    writer = csv.writer(file, lineterminator="\n")
                    writer.writerow([field["name"] for field in resource["schema"]["fields"]])
                    writer.writerows(data[resource["name"]])
            report = Package.from_descriptor(package).validate()
            findings = sorted({(task.name, error.row_number, kind_of(error))
                               for task in report.tasks for error in task.errors})
            lines.append(json.dumps({"package": package, "rows": data, "findings": findings}, ensure_ascii=False))
    print(f"{len(lines)} cases", file=sys.stderr)
    print('{"frictionless": ' + json.dumps(frictionless.__version__) + ', "cases": [')
    print(",\n".join(lines))
    print("]}")


if __name__ == "__main__":
    main()
