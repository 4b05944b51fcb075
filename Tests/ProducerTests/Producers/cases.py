"""The cases as Python values, for the producers that are driven from Python.

A producer is run as `write_NAME CASES FOLDER`. It prints its version on one line and writes into the
folder `all.xlsx`, with a sheet per table, or a file `TABLE.xlsx`, `TABLE.csv` or `TABLE.tsv` per table.
It ends with status 69 and a sentence where its program is not installed.
"""
import datetime as dt
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

ABSENT = 69


class Case:
    """One row of a table: a key and what stands beside it."""

    def __init__(self, table, key, kind, text):
        self.table, self.key, self.kind, self.text = table, key, kind, text
        self.expression, _, self.result = text.partition(" = ")

    @property
    def is_formula(self):
        return self.kind in ("formula", "uncomputed")

    @property
    def value(self):
        """The value as Python has it; formulas are texts with a leading `=`."""
        text = self.text
        match self.kind:
            case "text" | "error":
                return text
            case "empty":
                return ""
            case "null":
                return None
            case "integer":
                return int(text)
            case "decimal" | "percent":
                return Decimal(text)
            case "boolean":
                return text == "true"
            case "nan" | "inf" | "-inf":
                return float(self.kind)
            case "date":
                return dt.date.fromisoformat(text)
            case "time":
                return dt.time.fromisoformat(text)
            case "duration":
                hours, minutes, seconds = map(int, text.split(":"))
                return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
            case "datetime" | "instant":
                return dt.datetime.fromisoformat(text)
            case "formula" | "uncomputed":
                return "=" + self.expression
        raise ValueError(self.kind)

    @property
    def number(self):
        """The value for a program without formats: decimals as binary fractions, shares in percent."""
        value = self.value * 100 if self.kind == "percent" else self.value
        return float(value) if isinstance(value, Decimal) else value


def unescape(text):
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r", "t": "\t"}.get(m[1], m[1]), text)


def read(path, without=(), tables=None):
    """The tables in the order of the file, without the kinds that a producer does not know."""
    found = {}
    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        table, key, kind, text = line.split("\t")[:4]
        if kind in without or (tables and table not in tables):
            continue
        found.setdefault(table, []).append(Case(table, key, kind, unescape(text)))
    return found


def arguments():
    """The file of the cases and the folder to write into."""
    return sys.argv[1], Path(sys.argv[2])


def absent(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(ABSENT)


def need(*programs):
    """Ends where one of the programs is not installed."""
    for program in programs:
        if shutil.which(program) is None:
            absent(f"{program} is not installed")


def run(*command, **options):
    """Runs a program; what it printed."""
    if "input" not in options:
        options["stdin"] = subprocess.DEVNULL
    options.setdefault("text", True)
    done = subprocess.run([str(part) for part in command], capture_output=True, **options)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr}{done.stdout}")
    return done.stdout
