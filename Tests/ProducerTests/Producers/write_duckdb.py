#!/usr/bin/env python3
"""DuckDB: COPY … TO, by its excel extension."""
from pathlib import Path

import cases
import sql

try:
    import duckdb
    import duckdb_extension_excel
except ImportError as error:
    cases.absent(f"{error.name} is not installed")

path, folder = cases.arguments()
print(duckdb.__version__)
database = duckdb.connect(config={"allow_unsigned_extensions": True})
extension = next(Path(duckdb_extension_excel.__path__[0]).rglob("excel.duckdb_extension"))
database.load_extension(str(extension))
for table, rows in cases.read(path, without=["error", "formula", "uncomputed"]).items():
    kind = "decimal(10,4)" if table == "shares" else sql.TYPES.get(table, "varchar")
    database.execute(f"CREATE TABLE {table} (k varchar, v {kind})")
    for row in rows:
        database.execute(f"INSERT INTO {table} VALUES ({sql.quoted(row.key)}, {sql.literal(row)})")
    database.execute(f"COPY {table} TO '{folder}/{table}.xlsx' (FORMAT xlsx, HEADER true, SHEET '{table}')")
