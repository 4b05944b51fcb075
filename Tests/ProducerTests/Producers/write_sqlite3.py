#!/usr/bin/env python3
"""sqlite3: -csv -header."""
import cases
import sql

cases.need("sqlite3")
path, folder = cases.arguments()
print(cases.run("sqlite3", "--version").split()[0])
for table, rows in cases.read(path, without=["error", "formula", "uncomputed", "nan"]).items():
    script = [f"CREATE TABLE t (k text, v {sql.TYPES.get(table, 'text')});"]
    for row in rows:
        value = {"inf": "9e999", "-inf": "-9e999"}.get(row.kind) or sql.literal(row)
        script.append(f"INSERT INTO t VALUES ({sql.quoted(row.key)}, {value});")
    output = cases.run("sqlite3", "-csv", "-header", ":memory:", "\n".join(script) + "SELECT * FROM t;", text=False)
    (folder / f"{table}.csv").write_bytes(output)
