"""50 clerks upload a workbook of 5 MB each at the same moment into a server that may take 512 MB; see
`make page-load`.

Usage: load.py BINARY [CLERKS [MEGABYTES]]

None is lost and none is mixed up: each workbook has another number of rows, and the server's report
and the file that it kept are held against it.
"""

import hashlib
import json
import random
import re
import shutil
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from served import ROOT, Memory, Server

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
        # Long notes make the size; of the durations one in 40 is wrong.
        values = {
            "Exam code": f"C{number:02}-{rows}", "Title": f"Exam {rows} of {number}", "Delivery": "paper",
            "Language": "en", "Duration (min)": "many" if rows % 40 == 1 else "90",
            "Pass mark (%)": "60", "Notes": "%0800x" % chance.getrandbits(3200),
        }
        add([values.get(header.removesuffix(" *"), "") for header in HEADERS])
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
    """Somebody who uploads a workbook and waits for what is said about it."""

    def __init__(self, number, server, token, path, rows, gate):
        super().__init__()
        self.number, self.server, self.token = number, server, token
        self.path, self.rows, self.gate = path, rows, gate
        self.trouble = "did not end"

    def run(self):
        data = self.path.read_bytes()
        self.gate.wait()
        status, text = self.server.upload(self.token, [("exams.xlsx", data)])
        if status != 201:
            self.trouble = f"upload: {status} {text[:200]}"
            return
        made = json.loads(text)
        if made["files"][0]["sha256"] != hashlib.sha256(data).hexdigest():
            self.trouble = "another file was kept"
            return
        found = self.server.settled(self.token, made, pause=2)
        read = sum(one["read"] for one in (found["summary"] or {"tables": []})["tables"])
        if found["state"] != "checked" or read != self.rows:
            self.trouble = f"{found['state']} {found['failure']}, {read} of {self.rows} rows"
            return
        # Each key names its clerk: a report with another's is mixed up.
        status, text = self.server.ask(
            "GET", f"/api/v1/submissions/{made['id']}/findings", self.token)
        named = set(re.findall(r'"C(\d\d)-\d', text.decode()))
        self.trouble = None if status == 200 and named == {f"{self.number:02}"} else (
            f"the report: {status}, with keys of {sorted(named)}")


def main():
    binary = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    size = int(sys.argv[3]) << 20 if len(sys.argv) > 3 else 5 << 20
    folder = Path(tempfile.mkdtemp(prefix="registrar-load-"))
    server = Server(binary, folder, PACKAGE, ["--check-memory", str(MEMORY >> 20)])
    try:
        tokens = [server.token(f"clerk{number}", "clerk") for number in range(count)]
        rows = [workbook(folder / f"{number}.xlsx", number, size) for number in range(count)]
        server.start(MEMORY)
        memory = Memory(server.process.pid)
        memory.start()
        gate = threading.Barrier(count)
        begin = time.monotonic()
        clerks = [
            Clerk(number, server, tokens[number], folder / f"{number}.xlsx", rows[number], gate)
            for number in range(count)]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
        seconds = time.monotonic() - begin
        own, together = server.peak(), memory.end()
        bad = [f"clerk {clerk.number}: {clerk.trouble}" for clerk in clerks if clerk.trouble]
        if together > MEMORY:
            bad.append(f"{together >> 20} MB are more than {MEMORY >> 20} MB")
        if not server.end():
            bad.append("the server did not end in order")
        for line in bad:
            print("FAILED  " + line)
        print(
            f"{count} uploads of {size >> 20} MB: {sum(not one.trouble for one in clerks)} checked "
            f"and their own, {seconds:.1f} s; at most the server had {own >> 20} MB, with its "
            f"children {together >> 20} MB")
        sys.exit(1 if bad else 0)
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)


main()
