#!/usr/bin/env python3
"""psql: \\copy … to a CSV file with a header, from a server of its own."""
import os
import shutil
import tempfile
from pathlib import Path

import cases
import sql

programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
if not programs or shutil.which("psql") is None:
    cases.absent("PostgreSQL is not installed")
path, folder = cases.arguments()
print(cases.run("psql", "--version").split()[2])

with tempfile.TemporaryDirectory(prefix="psql-", dir="/tmp") as scratch:
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(scratch, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data = f"{scratch}/data"
    control = [*as_user, programs[-1] / "pg_ctl", "-D", data, "-w"]
    cases.run(*as_user, programs[-1] / "initdb", "-D", data, "-U", "producer", "-A", "trust", "-E", "UTF8",
              "--locale=C.UTF-8", "--no-sync", cwd="/")
    cases.run(*control, "-l", f"{scratch}/log", "-o", f"-k {scratch} -c listen_addresses= -c fsync=off", "start", cwd="/")
    try:
        script = ["SET TimeZone = 'UTC';"]
        for table, rows in cases.read(path, without=["error", "formula", "uncomputed"]).items():
            script.append(f"CREATE TABLE {table} (n serial, k text, v {sql.TYPES.get(table, 'text')});")
            script += [f"INSERT INTO {table} (k, v) VALUES ({sql.quoted(row.key)}, {sql.literal(row)});" for row in rows]
            script.append(f"\\copy (SELECT k, v FROM {table} ORDER BY n) TO '{folder}/{table}.csv' (FORMAT csv, HEADER)")
        cases.run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", scratch, "-U", "producer", "postgres",
                  input="\n".join(script))
    finally:
        cases.run(*control, "-m", "immediate", "stop", cwd="/")
