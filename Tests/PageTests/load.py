"""50 clerks upload a workbook of 5 MB each at the same moment into a server that may take 512 MB; see
`make page-load`.

Usage: load.py BINARY [CLERKS [MEGABYTES]]

None is lost and none is mixed up: each workbook has another number of rows, and the server's report
and the file that it kept are held against it.
"""

import hashlib
import http.client
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 512 << 20
PACKAGE = "exam-platform"
HEADERS = (ROOT / "Templates/exam-platform/exams.csv").read_text("utf-8-sig").splitlines()[0].split(",")


def workbook(path, number, size):
    """A workbook of about a size with rows of its own; returns how many rows it has."""
    chance = random.Random(number)
    rows, text = 0, []

    def add(cells):
        text.append("<row>" + "".join(
            f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells) + "</row>")

    add(HEADERS)
    length = 0
    while length < size + 13_000 * number:
        rows += 1
        note = "%0800x" % chance.getrandbits(3200)
        add([f"C{number:02}-{rows}"] + [note] * (len(HEADERS) - 1))
        length += len(text[-1])
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + "".join(text) + "</sheetData></worksheet>")
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml":
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            '</Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{main}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'xmlns:r="{main}"><sheets><sheet name="Exams" sheetId="1" r:id="r1"/></sheets>'
            '</workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{main}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    # Stored: the bytes that travel are those that are said.
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return rows


class Clerk(threading.Thread):
    def __init__(self, number, port, token, path, rows, start):
        super().__init__()
        self.number, self.port, self.token = number, port, token
        self.path, self.rows, self.gate = path, rows, start
        self.trouble = "did not end"

    def ask(self, method, target, body=None, kind=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=900)
        fields = {"Authorization": "Bearer " + self.token}
        if kind:
            fields["Content-Type"] = kind
        connection.request(method, target, body, fields)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def run(self):
        data = self.path.read_bytes()
        body = (
            b'--b\r\nContent-Disposition: form-data; name="files"; filename="exams.xlsx"\r\n\r\n'
            + data + b"\r\n--b--\r\n")
        self.gate.wait()
        status, text = self.ask(
            "POST", f"/api/v1/submissions?package={PACKAGE}", body,
            "multipart/form-data; boundary=b")
        if status != 201:
            self.trouble = f"upload: {status} {text[:200]}"
            return
        found = json.loads(text)
        if found["files"][0]["sha256"] != hashlib.sha256(data).hexdigest():
            self.trouble = "another file was kept"
            return
        while found["state"] in ("uploaded", "checking"):
            time.sleep(1)
            status, text = self.ask("GET", "/api/v1/submissions/" + found["id"])
            found = json.loads(text)
            if status == 429:
                found = {"state": "checking", "id": json.loads(text).get("id", found.get("id"))}
        read = sum(one["read"] for one in (found["summary"] or {"tables": []})["tables"])
        self.trouble = None if found["state"] == "checked" and read == self.rows else (
            f"{found['state']} {found['failure']}, {read} of {self.rows} rows")


def peak(process):
    """The most memory that a process has had, in bytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) << 10


def main():
    binary = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    size = int(sys.argv[3]) << 20 if len(sys.argv) > 3 else 5 << 20
    folder = Path(tempfile.mkdtemp(prefix="registrar-load-"))
    environment = dict(
        os.environ, REGISTRAR_SCHEMAS=str(ROOT / "Schemas"),
        DATABASE_URL=f"sqlite:{folder}/records.sqlite")

    def run(*words, text=None):
        done = subprocess.run(
            [binary, *words], env=environment, input=text, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"load: {' '.join(words)}: {done.stderr}")
        return done.stdout

    server = None
    try:
        tokens, rows = [], []
        for number in range(count):
            name = f"clerk{number}"
            run("account", "add", name, "--no-password")
            run("account", "role", name, "clerk", "--package", PACKAGE)
            said = run("account", "token", name, "--label", "load", "--role", "clerk")
            tokens.append(re.search(r"reg_\S+", said).group())
            rows.append(workbook(folder / f"{number}.xlsx", number, size))
        # The limit is the server's and, by inheritance, that of each of its children.
        server = subprocess.Popen(
            [binary, "serve", "--port", "0", "--package", PACKAGE, "--folder", f"{folder}/uploads"],
            env=environment, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)))
        port = None
        for line in server.stderr:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                port = int(found.group(1))
                break
        if not port:
            sys.exit("load: the server did not start")
        gate = threading.Barrier(count)
        begin = time.monotonic()
        clerks = [
            Clerk(number, port, tokens[number], folder / f"{number}.xlsx", rows[number], gate)
            for number in range(count)]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
        seconds = time.monotonic() - begin
        most = peak(server.pid)
        bad = [f"clerk {clerk.number}: {clerk.trouble}" for clerk in clerks if clerk.trouble]
        for line in bad:
            print("FAILED  " + line)
        print(
            f"{count} uploads of {size >> 20} MB: {count - len(bad)} checked and their own, "
            f"{seconds:.1f} s, the server had {most >> 20} MB at most")
        if bad or most > MEMORY:
            sys.exit(1)
    finally:
        if server:
            server.terminate()
            server.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


main()
