#!/usr/bin/env python3
"""DuckDB: COPY … TO a CSV file."""
import cases
import sql

try:
    import duckdb
except ImportError as error:
    cases.absent(f"{error.name} is not installed")

path, folder = cases.arguments()
print(duckdb.__version__)
database = duckdb.connect()
for table, rows in cases.read(path, without=["error", "formula", "uncomputed"]).items():
    kind = "decimal(10,4)" if table == "shares" else sql.TYPES.get(table, "varchar")
    database.execute(f"CREATE TABLE {table} (k varchar, v {kind})")
    for row in rows:
        database.execute(f"INSERT INTO {table} VALUES ({sql.quoted(row.key)}, {sql.literal(row)})")
    database.execute(f"COPY {table} TO '{folder}/{table}.csv' (HEADER)")
