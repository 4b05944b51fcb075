"""The tables as polars has them."""
import datetime as dt

import cases

try:
    import polars as pl
except ImportError:
    cases.absent("polars is not installed")

TYPES = {"integers": "Int64", "flags": "Boolean", "days": "Date", "clocks": "Time", "lengths": "Duration",
         "stamps": "Datetime"}


def frames(path, without):
    """A DataFrame per table, with the column type that fits."""
    for table, rows in cases.read(path, without=without).items():
        kind = getattr(pl, TYPES[table]) if table in TYPES else None
        values = [row.number for row in rows]
        if table == "moments":
            values = [value.astimezone(dt.timezone.utc) for value in values]
        yield table, pl.DataFrame({"k": [row.key for row in rows],
                                   "v": pl.Series(values, dtype=kind)})
