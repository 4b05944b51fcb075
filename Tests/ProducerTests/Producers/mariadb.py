"""A MariaDB server of one's own, for as long as a block runs."""
import contextlib
import os
import subprocess
import tempfile
import time

import cases
import sql

TYPES = sql.TYPES | {"gaps": "double", "figures": "double", "lengths": "time", "moments": "datetime",
                     "stamps": "datetime(3)", "clocks": "time(3)"}
WITHOUT = ["error", "formula", "uncomputed", "nan", "inf", "-inf", "instant"]


@contextlib.contextmanager
def server():
    """Starts a server in a scratch folder; yields the command of its client."""
    with tempfile.TemporaryDirectory(prefix="mariadb-", dir="/tmp") as scratch:
        os.chmod(scratch, 0o755)
        user = "--user=root" if os.geteuid() == 0 else f"--user={os.getlogin()}"
        cases.run("mariadb-install-db", "--no-defaults", user, f"--datadir={scratch}/data",
                  "--auth-root-authentication-method=normal", "--skip-test-db")
        with open(f"{scratch}/log", "wb") as log:
            process = subprocess.Popen(
                ["mariadbd", "--no-defaults", user, f"--datadir={scratch}/data", "--skip-networking",
                 f"--socket={scratch}/socket", f"--pid-file={scratch}/pid", "--secure-file-priv=",
                 "--innodb-flush-log-at-trx-commit=0"], stdout=log, stderr=log)
        client = ["mariadb", "--no-defaults", f"--socket={scratch}/socket", "-u", "root",
                  "--default-character-set=utf8mb4"]
        try:
            for _ in range(300):
                if subprocess.run([*client, "-e", "SELECT 1"], capture_output=True).returncode == 0:
                    break
                if process.poll() is not None:
                    raise SystemExit(open(f"{scratch}/log").read()[-2000:])
                time.sleep(0.1)
            yield client
        finally:
            process.terminate()
            process.wait(60)


def fill(client, tables):
    """Makes and fills the tables in the database `p`."""
    script = ["CREATE DATABASE p CHARACTER SET utf8mb4; USE p;"]
    for table, rows in tables.items():
        script.append(f"CREATE TABLE {table} (n int auto_increment primary key, k varchar(40), "
                      f"v {TYPES.get(table, 'text')});")
        script += [f"INSERT INTO {table} (k, v) VALUES ({sql.quoted(row.key)}, {sql.literal(row, True)});"
                   for row in rows]
    cases.run(*client, input="\n".join(script))
