#!/usr/bin/env python3
"""MariaDB SELECT … INTO OUTFILE with commas and quotes, its escapes as they are by default."""
import cases
import mariadb

cases.need("mariadb", "mariadbd", "mariadb-install-db")
path, folder = cases.arguments()
print(cases.run("mariadbd", "--version").split()[2].split("-")[0])
with mariadb.server() as client:
    tables = cases.read(path, without=mariadb.WITHOUT)
    mariadb.fill(client, tables)
    for table in tables:
        cases.run(*client, "p", "-e", f"""SELECT 'k', 'v' UNION ALL (SELECT k, v FROM {table} ORDER BY n LIMIT 99)
            INTO OUTFILE '{folder.resolve()}/{table}.csv' FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"'""")
