#!/usr/bin/env python3
"""Records what frictionless-py makes of generated and hand-written fields and cells.

usage: OracleRecord.py > OracleAnswers.json     (needs frictionless 5.21.0)

Each case is a field of Table Schema v2 with some cells; the answer has a letter per cell: `o` read,
`n` no value, `t` refused by the type, `r` refused since a value is required, `c` refused by another
constraint, `x` where frictionless itself fails. The same cases every time.
"""

import json
import random
import sys

import frictionless
from frictionless import Schema

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
CELLS = {
    "string": ["a", "abc", "abcdef", "", "Ünï", "12", "a b", "A-1", "x" * 30, "n/a"],
    "integer": ["0", "1", "-1", "12", "007", "1.0", "1e3", "abc", "", "99999", "1 000", "1,000", "--1", "0x1"],
    "number": ["0", "1.5", "-1.5", "1e3", "1E-3", ".5", "5.", "abc", "", "1,5", "INF", "-INF", "1.2.3", "99999"],
    "boolean": ["true", "false", "True", "FALSE", "1", "0", "yes", "no", "", "TRUE", "t", "01", "oui", "non"],
    "date": ["2027-03-01", "2027-02-29", "2024-02-29", "01/03/2027", "2027-13-01", "2027-3-1", "", "abc",
             "20270301", "0001-01-01", "2027-03-01T00:00:00", "31/12/27"],
    "time": ["08:30:00", "24:00:00", "08:30", "8:30:00", "23:59:59", "23:59:60", "", "abc", "08.30", "08:30:00.5"],
    "datetime": ["2027-03-01T08:30:00", "2027-03-01T08:30:00Z", "2027-03-01 08:30:00", "2027-03-01", "", "abc",
                 "2027-02-30T08:30:00", "2027-03-01T25:00:00", "01/03/2027 08:30"],
    "year": ["2027", "0", "-5", "1999", "02027", "abc", "", "20277", "99", "2027.0"],
    "yearmonth": ["2027-03", "2027-13", "2027", "2027-3", "", "abc", "2027-03-01", "0001-01"],
    "duration": ["P1D", "PT2H", "P1Y2M3DT4H5M6S", "P", "PT", "1D", "", "abc", "P1.5D", "P2W", "-P1D", "P0D"],
    "list": ["a,b", "a", "", "1,2,3", "a,,b", "1,a", "2027-03-01,2027-03-02"],
    "object": ['{"a": 1}', "{}", "[]", "1", "", "abc", '{"a": {"b": []}}', "null", '{"a": 1', '{"a":1,"b":2}'],
    "array": ["[1]", "[]", "{}", "1", "", "abc", '["a", 2, null]', "[1,]", "[1,2,3]"],
    "geopoint": ["1, 2", "1,2", "-180,90", "181,0", "0,91", "1", "", "abc", "1;2", "12.5, -7.25", "1,2,3"],
    "any": ["a", "1", "", "[]", " "],
}
FORMATS = {
    "string": ["email", "uri", "uuid", "binary"],
    "date": ["any", "%d/%m/%Y", "%d/%m/%y"], "time": ["any", "%H:%M", "%H.%M"],
    "datetime": ["any", "%d/%m/%Y %H:%M"], "geopoint": ["array", "object"],
}
EXTRA = {
    ("string", "email"): ["a@example.org", "a@b", "a b@example.org", "@example.org", "a@example"],
    ("string", "uri"): ["http://example.org/a", "urn:isbn:1", "example", "http://"],
    ("string", "uuid"): ["123e4567-e89b-12d3-a456-426614174000", "123e4567", "123E4567-E89B-42D3-A456-426614174000"],
    ("string", "binary"): ["aGVsbG8=", "a", "????"],
    ("geopoint", "array"): ["[1, 2]", "[1]", "[181, 0]", '["1", "2"]', "[1,2,3]"],
    ("geopoint", "object"): ['{"lon": 1, "lat": 2}', '{"lon": 1}', '{"lon": 181, "lat": 0}', '{"lat": 2, "lon": "1"}'],
}
BOUNDS = {
    "integer": ["-1", "0", "1", "10"], "number": ["-1.5", "0", "1.5", "10"], "date": ["2024-02-29", "2027-03-01"],
    "time": ["08:30:00", "12:00:00"], "datetime": ["2027-03-01T08:30:00", "2027-01-01T00:00:00"],
    "year": ["1999", "2027"], "yearmonth": ["2027-03", "2020-01"], "duration": [],
}
PATTERNS = ["[a-z]+", "[A-Z]-\\d", ".{2,5}", "\\w+", "(a|abc)", "[^x]*", "\\d{2}", "a*b?c*"]


def constraints(rng, kind, cells):
    """Up to three constraints that fit a type."""
    made = {}
    for name in rng.sample(["required", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength",
                            "maxLength", "pattern", "enum"], rng.randint(0, 3)):
        if name == "required":
            made[name] = rng.random() < 0.8
        elif name.lower().endswith("imum"):
            if BOUNDS.get(kind):
                made[name] = rng.choice(BOUNDS[kind])
                if kind in ("integer", "year"):
                    made[name] = int(made[name])
                elif kind == "number":
                    made[name] = float(made[name])
        elif name in ("minLength", "maxLength"):
            if kind in ("string", "list", "array", "object"):
                made[name] = rng.randint(0, 5)
        elif name == "pattern":
            if kind == "string":
                made[name] = rng.choice(PATTERNS)
        elif kind in ("string", "integer", "number", "date", "time", "year", "yearmonth"):
            made[name] = rng.sample(VALID[kind], 2)
    if "minLength" in made and "maxLength" in made and made["minLength"] > made["maxLength"]:
        made["minLength"], made["maxLength"] = made["maxLength"], made["minLength"]
    return made


VALID = {
    "string": ["a", "abc", "12", "Ünï", "A-1"], "integer": ["0", "1", "-1", "12"], "number": ["0", "1.5", "-1.5"],
    "date": ["2027-03-01", "2024-02-29"], "time": ["08:30:00", "23:59:59"], "year": ["2027", "1999"],
    "yearmonth": ["2027-03", "0001-01"],
}


def generated():
    """600 fields with their cells."""
    rng = random.Random(20261121)
    kinds = list(CELLS)
    for index in range(600):
        kind = kinds[index % len(kinds)]
        field = {"name": "x", "type": kind}
        cells = list(CELLS[kind])
        if kind in FORMATS and rng.random() < 0.4:
            field["format"] = rng.choice(FORMATS[kind])
            cells += EXTRA.get((kind, field["format"]), [])
        if kind == "boolean" and rng.random() < 0.4:
            field.update(trueValues=["yes", "oui"], falseValues=["no", "non"])
        if kind == "number":
            if rng.random() < 0.3:
                field["decimalChar"] = ","
            elif rng.random() < 0.3:
                field["groupChar"] = ","
            if rng.random() < 0.3:
                field["bareNumber"] = False
                cells += ["$1.5", "95%", "EUR 5"]
        if kind == "integer" and rng.random() < 0.3:
            field["bareNumber"] = False
            cells += ["$1", "95%", "EUR 5"]
        if kind == "list":
            if rng.random() < 0.5:
                field["itemType"] = rng.choice(["string", "integer", "date"])
            if rng.random() < 0.3:
                field["delimiter"] = ";"
        if rng.random() < 0.2:
            field["missingValues"] = rng.choice([["", "n/a"], ["-"], ["abc"]])
        made = constraints(rng, kind, cells) if "format" not in field else {}
        if made:
            field["constraints"] = made
        yield field, rng.sample(cells, min(len(cells), 10))


def written():
    """By hand: each type alone, and each constraint at its edges."""
    for kind, cells in CELLS.items():
        yield {"name": "x", "type": kind}, cells
        yield {"name": "x", "type": kind, "constraints": {"required": True}}, cells
    for (kind, form), cells in EXTRA.items():
        yield {"name": "x", "type": kind, "format": form}, cells + [""]
    for kind, bounds in BOUNDS.items():
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            for bound in bounds:
                number = int(bound) if kind in ("integer", "year") else float(bound) if kind == "number" else bound
                yield {"name": "x", "type": kind, "constraints": {name: number}}, CELLS[kind] + bounds
    for length in (0, 1, 3, 6):
        for name in ("minLength", "maxLength"):
            for kind in ("string", "list", "array", "object"):
                yield {"name": "x", "type": kind, "constraints": {name: length}}, CELLS[kind]
    for pattern in PATTERNS:
        yield {"name": "x", "type": "string", "constraints": {"pattern": pattern}}, CELLS["string"] + ["b", "aac", "99"]
    for kind, values in VALID.items():
        yield {"name": "x", "type": kind, "constraints": {"enum": values[:2]}}, CELLS[kind]


def answer(field, cells):
    """A letter per cell; None for a descriptor that frictionless refuses."""
    try:
        schema = Schema.from_descriptor({"$schema": PROFILE, "fields": [field]})
    except frictionless.FrictionlessException:
        return None
    letters = ""
    for cell in cells:
        try:
            value, notes = schema.fields[0].read_cell(cell)
        except Exception:
            letters += "x"
            continue
        if not notes:
            letters += "n" if value is None else "o"
        elif "type" in notes:
            letters += "t"
        else:
            letters += "r" if "required" in notes else "c"
    return letters


def main():
    cases, refused = [], 0
    for source, make in (("written", written), ("generated", generated)):
        for field, cells in make():
            letters = answer(field, cells)
            if letters is None:
                refused += 1
                continue
            cases.append({"source": source, "field": field, "cells": cells, "answers": letters})
    print(f"{len(cases)} cases, {refused} descriptors refused", file=sys.stderr)
    print('{"frictionless": ' + json.dumps(frictionless.__version__) + ', "cases": [')
    print(",\n".join(json.dumps(case, ensure_ascii=False) for case in cases))
    print("]}")


if __name__ == "__main__":
    main()
