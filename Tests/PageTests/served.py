"""A `registrar serve` of its own store, for the scripts beside this one."""

import http.client
import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Memory(threading.Thread):
    """Watches how much memory a process and its descendants have together."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process, self.peak, self.ended = process, 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.2):
            self.peak = max(self.peak, sum(self.share(one) for one in descendants(self.process)))

    @staticmethod
    def share(process):
        """The bytes of memory of a process, of those that it shares its part."""
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            return 0
        found = re.search(r"^Pss:\s+(\d+)", text, re.M)
        return int(found.group(1)) << 10 if found else 0

    def end(self):
        self.ended.set()
        self.join()
        return self.peak


def descendants(process):
    """A process and all that it started and that they started."""
    children = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            parent = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(name))
    found, queue = [], [process]
    while queue:
        found.append(queue.pop())
        queue += children.get(found[-1], [])
    return found


class Server:
    """A server of its own store below a folder."""

    def __init__(self, binary, folder, package, options=(), environment=None):
        self.binary, self.folder, self.package = binary, folder, package
        self.options, self.process, self.port = list(options), None, None
        self.environment = {
            **os.environ, "REGISTRAR_SCHEMAS": str(ROOT / "Schemas"),
            "DATABASE_URL": f"sqlite:{folder}/records.sqlite", **(environment or {})}

    def run(self, *words, text=None):
        """Runs a command of the program to its end; what it printed."""
        done = subprocess.run(
            [self.binary, *words], env=self.environment, input=text, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"registrar {' '.join(words)}: {done.stderr}")
        return done.stdout

    def token(self, name, role):
        """The token of a new account with a role."""
        self.run("account", "add", name, "--no-password")
        self.run("account", "role", name, role, "--package", self.package)
        said = self.run("account", "token", name, "--label", "test", "--role", role)
        return re.search(r"reg_\S+", said).group()

    def start(self, memory=None):
        """Starts the server; `memory` is what it and each of its children may have, in bytes."""
        def limit():
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))

        self.process = subprocess.Popen(
            [self.binary, "serve", "--port", "0", "--package", self.package, "--language", "en",
             "--folder", f"{self.folder}/uploads", *self.options],
            env=self.environment, stderr=subprocess.PIPE, text=True,
            preexec_fn=limit if memory else None)
        for line in self.process.stderr:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                break
        if not self.port:
            sys.exit("the server did not start")
        # What it says later must not fill the pipe.
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def ask(self, method, target, token, body=None, kind=None, seconds=900):
        """Asks; the status and what was answered. Who asks too often is told to wait, and does."""
        fields = {"Authorization": "Bearer " + token} if token else {}
        if kind:
            fields["Content-Type"] = kind
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
            try:
                connection.request(method, target, body, fields)
                answer = connection.getresponse()
                text = answer.read()
            finally:
                connection.close()
            if answer.status != 429 or not answer.headers.get("Retry-After"):
                return answer.status, text
            time.sleep(int(answer.headers["Retry-After"]))

    def upload(self, token, files):
        """Uploads files, each a name and bytes; the status and what was answered."""
        body = b"".join(
            b'--b\r\nContent-Disposition: form-data; name="files"; filename="'
            + name.encode() + b'"\r\n\r\n' + data + b"\r\n" for name, data in files) + b"--b--\r\n"
        return self.ask(
            "POST", f"/api/v1/submissions?package={self.package}", token, body,
            "multipart/form-data; boundary=b")

    def settled(self, token, submission, pause=1.0):
        """The submission once nothing waits any more."""
        while submission["state"] in ("uploaded", "checking", "executing", "undoing"):
            time.sleep(pause)
            status, text = self.ask("GET", "/api/v1/submissions/" + submission["id"], token)
            if status != 200:
                sys.exit(f"submission {submission['number']}: {status} {text[:200]}")
            submission = json.loads(text)
        return submission

    def peak(self):
        """The most memory that the server itself has had, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) << 10

    def end(self):
        """Ends the server in order; whether it did so by itself."""
        if not self.process or self.process.poll() is not None:
            return False
        self.process.terminate()
        try:
            return self.process.wait(timeout=60) == 0
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return False
