#!/usr/bin/env python3
"""mariadb --batch: what the client prints, with tabs between, as people send it into a file."""
import cases
import mariadb

cases.need("mariadb", "mariadbd", "mariadb-install-db")
path, folder = cases.arguments()
print(cases.run("mariadbd", "--version").split()[2].split("-")[0])
with mariadb.server() as client:
    tables = cases.read(path, without=mariadb.WITHOUT)
    mariadb.fill(client, tables)
    for table in tables:
        output = cases.run(*client, "--batch", "p", "-e", f"SELECT k, v FROM {table} ORDER BY n", text=False)
        (folder / f"{table}.tsv").write_bytes(output)
