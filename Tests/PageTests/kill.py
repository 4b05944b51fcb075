"""Kills `registrar serve` in the middle of executions and of undos; see `make page-kill`.

Usage: kill.py BINARY [MOMENTS [KIND]]

What the store holds is as before or as after, never between, and the server that is started again says
which. A third of the times the command that writes is killed too, a third it is left alone until it has
ended, a third the server is back while it is still at work. On SQLite and on PostgreSQL.
"""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from served import Server, descendants

PACKAGE = "student-management"
ROLES = ["clerk", "approver", "operator"]
BLOWS = ["both", "server", "server, back at once"]


def courses(first, behind, name):
    """Records as a file; every one has the name in it."""
    rows = [f"C{number},{name} {number},,Fall 2026,{number % 9 + 1},active"
            for number in range(first, behind)]
    head = "course_code,course_name,description,semester,credits,status"
    return "\n".join([head] + rows + [""]).encode()


class Postgres:
    """A PostgreSQL server below a folder of its own."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="registrar-pg", dir="/tmp"))
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        self.programs = str(found[-1]) if found else "/usr/bin"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        # The server refuses to run as root.
        self.as_other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.as_other:
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-D", "data", "-U", "registrar", "-A", "trust", "-E", "UTF8",
                 "--locale=C.UTF-8")
        self.run("pg_ctl", "-D", "data", "-l", "log", "-w", "start", "-o",
                 f"-k {self.folder} -p {self.port} -c listen_addresses=127.0.0.1")
        self.place = f"postgresql://registrar@127.0.0.1:{self.port}/postgres"

    def run(self, program, *words):
        subprocess.run(
            [*self.as_other, f"{self.programs}/{program}", *words], cwd=self.folder, check=True,
            stdout=subprocess.DEVNULL)

    def end(self):
        self.run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class Bench:
    """A server with a store, and somebody in each role."""

    def __init__(self, binary, kind):
        self.folder = Path(tempfile.mkdtemp(prefix="registrar-kill-"))
        self.postgres = Postgres() if kind == "postgresql" else None
        environment = {"DATABASE_URL": self.postgres.place} if self.postgres else {}
        self.server = Server(binary, self.folder, PACKAGE, environment=environment)
        self.tokens = {role: self.server.token(role, role) for role in ROLES}
        self.server.start()

    def query(self, sql):
        """Lines of an answer of the store itself."""
        if self.postgres:
            # A server may still be at the commit of a client that was killed: the lock of a run's
            # transaction ends with it.
            lock = "SELECT pg_advisory_xact_lock(1380930388, hashtext(current_schema()))"
            command = ["psql", "-X", "-A", "-t", "-q", "-c", lock, "-c", sql, self.postgres.place]
        else:
            command = ["sqlite3", str(self.folder / "records.sqlite"), ".timeout 60000", sql]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return [line for line in done.stdout.splitlines() if line]

    def contents(self):
        """What the store holds, without the numbers that it gives by itself."""
        return self.query(
            "SELECT course_code, course_name, semester, credits, status FROM courses "
            "ORDER BY course_code")

    def step(self, name, submission, role):
        status, text = self.server.ask(
            "POST", f"/api/v1/submissions/{submission['id']}/{name}", self.tokens[role],
            json.dumps({"version": submission["version"]}), "application/json")
        if status != 200:
            sys.exit(f"kill: {name}: {status} {text[:200]}")
        return json.loads(text)

    def settled(self, submission):
        return self.server.settled(self.tokens["operator"], submission, pause=0.1)

    def approved(self, name, data):
        status, text = self.server.upload(self.tokens["clerk"], [(name, data)])
        if status != 201:
            sys.exit(f"kill: upload: {status} {text[:200]}")
        checked = self.settled(json.loads(text))
        return self.step("approve", self.step("hand-in", checked, "clerk"), "approver")

    def done(self, name, submission):
        """A step that is carried out to its end; with how many seconds that took."""
        begin = time.monotonic()
        return self.settled(self.step(name, submission, "approver")), time.monotonic() - begin

    def struck(self, name, submission, blow, seconds):
        """A step in whose middle the server is killed; the submission when it is back."""
        submission = self.step(name, submission, "approver")
        time.sleep(seconds)
        processes = descendants(self.server.process.pid)
        os.kill(self.server.process.pid, signal.SIGKILL)
        if blow == "both":
            for process in processes[1:]:
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        self.server.process.wait()
        between = None
        if blow != "server, back at once":
            for _ in range(1200):
                if not any(Path(f"/proc/{one}").exists() for one in processes[1:]):
                    break
                time.sleep(0.05)
            between = self.contents()
        self.server.start()
        return self.settled(submission), between

    def end(self):
        self.server.end()
        if self.postgres:
            self.postgres.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def try_all(bench, kind, times, failures):
    """Strikes at moments that are spread over the whole time that a step takes."""
    def check(holds, what):
        if not holds:
            failures.append(f"{kind}: {what}")
            print(f"FAILED  {kind}: {what}", flush=True)

    chance = random.Random(20261130)
    first, _ = bench.done("execute", bench.approved("base.csv", courses(0, 4000, "before")))
    check(first["state"] == "executed", f"the base is {first['state']}")
    before, data = bench.contents(), courses(3100, 8000, "after")
    whole, execution = bench.done("execute", bench.approved("courses.csv", data))
    after = bench.contents()
    back, undo = bench.done("undo", whole)
    check((whole["state"], back["state"]) == ("executed", "undone"), "an undisturbed run")
    check(bench.contents() == before and len(after) == 8000, "an undisturbed undo")
    counts = {"before": 0, "after": 0, "not undone": 0, "undone": 0}
    for number in range(times):
        blow = BLOWS[number % len(BLOWS)]
        part = (number + chance.random()) / times
        what = f"{blow} after {part:.0%}"
        found, between = bench.struck(
            "execute", bench.approved("courses.csv", data), blow, part * execution)
        now = bench.contents()
        check(between in (None, before, after), f"{what}: between")
        check(now in (before, after), f"{what}: between, after the restart")
        check(found["state"] == ("executed" if now == after else "approved"),
              f"{what}: told as {found['state']}")
        runs = bench.query("SELECT run_id FROM registrar_runs")
        check((found["run"] in runs) if now == after else found["run"] is None,
              f"{what}: the run {found['run']}")
        counts["after" if now == after else "before"] += 1
        if now == before:
            found, _ = bench.done("execute", found)
            check(found["state"] == "executed" and bench.contents() == after, f"{what}: once more")
        found, between = bench.struck("undo", found, blow, part * undo)
        now = bench.contents()
        check(between in (None, before, after), f"undo, {what}: between")
        check(now in (before, after), f"undo, {what}: between, after the restart")
        check(found["state"] == ("undone" if now == before else "executed"),
              f"undo, {what}: told as {found['state']}")
        check((found["undoRun"] is None) == (now == after), f"undo, {what}: the run")
        counts["undone" if now == before else "not undone"] += 1
        if now == after:
            found, _ = bench.done("undo", found)
            check(found["state"] == "undone" and bench.contents() == before, f"undo, {what}: again")
    bench.server.run("verify")
    bench.server.run("audit", "verify")
    print(f"{kind}: killed {2 * times} times, {counts}; an execution took {execution:.1f} s, an "
          f"undo {undo:.1f} s", flush=True)


def main():
    binary = str(Path(sys.argv[1]).resolve())
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    failures = []
    for kind in sys.argv[3:] or ["sqlite", "postgresql"]:
        bench = Bench(binary, kind)
        try:
            try_all(bench, kind, times, failures)
        finally:
            bench.end()
    sys.exit(1 if failures else 0)


main()
