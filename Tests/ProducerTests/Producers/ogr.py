"""A SQLite database of the cases, as GDAL's programs read it."""
import sqlite3

import cases

TYPES = {"integers": "BIGINT", "decimals": "FLOAT", "gaps": "FLOAT", "amounts": "FLOAT", "shares": "FLOAT",
         "flags": "INTEGER_BOOLEAN", "days": "DATE", "clocks": "TIME", "stamps": "TIMESTAMP", "moments": "TIMESTAMP"}
# SQLite has no NaN, and OGR no durations.
WITHOUT = ["error", "formula", "uncomputed", "nan", "duration"]


def database(path, file):
    """Writes the database; returns the names of its tables."""
    tables = cases.read(path, without=WITHOUT)
    with sqlite3.connect(file) as connection:
        for table, rows in tables.items():
            connection.execute(f"CREATE TABLE {table} (k VARCHAR, v {TYPES.get(table, 'VARCHAR')})")
            for row in rows:
                value = row.number
                if row.kind in ("date", "time", "datetime", "instant"):
                    value = row.text.replace(" ", "T")
                connection.execute(f"INSERT INTO {table} VALUES (?, ?)", (row.key, value))
    connection.close()
    return list(tables)


def version():
    cases.need("ogr2ogr")
    return cases.run("ogr2ogr", "--version").split()[1].rstrip(",")
