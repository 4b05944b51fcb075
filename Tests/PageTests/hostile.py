"""Uploads every hostile file to `registrar serve` and holds what the page says against what
`registrar import --validate` says of the same file; see `make page-hostile`.

Usage: hostile.py BINARY [--files REGEX] [--big]

The files are those of the folder `hostile` below REGISTRAR_CORPUS (../shared), with a MANIFEST.json of
what must happen with each. The server must still answer at the end, have had little memory, and
nothing may have been written outside of its folder.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from served import ROOT, Memory, Server

# Most of the files have the columns of this table, so that they are read to their end.
PACKAGE = {
    "name": "odd-files", "title": "Odd files", "version": "1",
    "resources": [{
        "name": "rows", "type": "table", "path": "rows.csv", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "primaryKey": ["id"],
            "fields": [
                {"name": "id", "type": "string", "title": "id", "constraints": {"required": True}},
                {"name": "name", "type": "string", "title": "name"},
                {"name": "when", "type": "string", "title": "when"},
            ]},
    }],
}
CORPUS = Path(os.environ.get("REGISTRAR_CORPUS") or ROOT / "../shared").resolve() / "hostile"
# How many details of a kind the server's checks keep.
MOST = "50000"
# The server itself, whatever comes.
SERVER_MEMORY = 256 << 20
# A check, as the manifest allows and a little.
CHECK_MEMORY = 1024
# What an XML entity or a path out of an archive would bring in.
SECRET = re.compile(rb"root:[^:\n]*:0:")


def findings(report):
    """What a report says, without what differs from run to run."""
    return sorted(
        [one["severity"], one["code"], one.get("table"), one.get("sheet"), one.get("row"),
         one.get("field"), one.get("count", 1)]
        for one in report["issues"])


class Case:
    """One hostile file."""

    def __init__(self, server, token, entry, path, scratch):
        self.server, self.token, self.entry, self.scratch = server, token, entry, scratch
        self.path, self.complaints, self.did = path, [], ""

    def run(self):
        started = time.monotonic()
        status, text = self.server.upload(self.token, [(self.path.name, self.path.read_bytes())])
        if status != 201:
            self.complaints.append(f"the upload was answered with {status} {text[:120]}")
            return
        found = self.server.settled(self.token, json.loads(text), pause=0.3)
        self.seconds = time.monotonic() - started
        if found["state"] == "failed" and not self.entry["stored"]:
            # What is too large to be checked is told so, and the server is as it was.
            self.did = "given up"
            return
        if found["state"] != "checked":
            self.complaints.append(f"the check ended as {found['state']}: {found['failure']}")
            return
        pages = {}
        for part in ("report", "findings", "page"):
            status, text = self.server.ask(
                "GET", f"/api/v1/submissions/{found['id']}/{part}", self.token)
            if status != 200:
                self.complaints.append(f"{part} was answered with {status}")
                return
            pages[part] = text
        page, straight = json.loads(pages["report"]), self.straight(found["files"][0]["name"])
        if straight is None:
            return
        ours, theirs = findings(page), findings(straight)
        if ours != theirs:
            self.complaints.append(
                f"the page says {[one for one in ours if one not in theirs][:3]}, "
                f"the command says {[one for one in theirs if one not in ours][:3]}")
        self.did = "refused" if page["run"]["exit"] in (1, 3) else "read"
        if self.entry["expect"] == "error" and self.did == "read":
            self.complaints.append("it must be refused, and was read")
        secret = self.entry.get("must_not_contain")
        for part, text in pages.items():
            if SECRET.search(text) or (secret and secret.encode() in text):
                self.complaints.append(f"{part} has text of another file")
        for file in self.entry.get("must_not_exist", []):
            if os.path.exists(file):
                self.complaints.append(f"{file} was written")

    def straight(self, name):
        """The report of the command itself about the file, by the name that the page gave it."""
        folder = Path(tempfile.mkdtemp(dir=self.scratch))
        shutil.copyfile(self.path, folder / name)
        done = subprocess.run(
            [self.server.binary, "import", "--validate", "--package", PACKAGE["name"], "--language", "en",
             "--jobs", "1", "--max-details", MOST, "--report", "json:report.json", "--quiet", "--",
             name],
            cwd=folder, env=self.server.environment, capture_output=True, text=True, timeout=900)
        try:
            return json.loads((folder / "report.json").read_text())
        except OSError:
            self.complaints.append(f"the command ended with {done.returncode} {done.stderr[:120]}")
            return None
        finally:
            shutil.rmtree(folder)


def tree(folder):
    """All files below a folder but those of the server's own."""
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*")
        if path.relative_to(folder).parts[0] not in ("uploads", "straight"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("--files", metavar="REGEX", help="only files whose name matches")
    parser.add_argument("--big", action="store_true", help="also those that are built on demand")
    options = parser.parse_args()
    binary = str(Path(options.binary).resolve())
    if not (CORPUS / "MANIFEST.json").exists():
        sys.exit(f"hostile: there is no {CORPUS}; name its parent in REGISTRAR_CORPUS")
    folder = Path(tempfile.mkdtemp(prefix="registrar-hostile-"))
    scratch, schemas = folder / "straight", folder / "schemas" / PACKAGE["name"]
    scratch.mkdir()
    schemas.mkdir(parents=True)
    (schemas / "datapackage.json").write_text(json.dumps(PACKAGE))
    server = Server(
        binary, folder, PACKAGE["name"],
        ["--check-memory", str(CHECK_MEMORY), "--max-upload", "512"],
        {"REGISTRAR_SCHEMAS": str(schemas.parent)})
    try:
        token = server.token("clerk", "clerk")
        entries = json.loads((CORPUS / "MANIFEST.json").read_text("utf8"))
        places = {True: CORPUS}
        if options.big:
            places[False] = scratch / "big"
            subprocess.run(
                [sys.executable, str(CORPUS / "make.py"), str(places[False]), "--big"], check=True,
                stdout=subprocess.DEVNULL)
        cases = [
            Case(server, token, entry, places[entry["stored"]] / entry["file"], scratch)
            for entry in entries if entry["stored"] in places
            and re.search(options.files or "", entry["file"])]
        server.start()
        before = tree(folder)
        memory = Memory(server.process.pid)
        memory.start()
        started = time.monotonic()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(Case.run, cases))
        seconds = time.monotonic() - started
        bad = [f"{one.entry['file']}: {text}" for one in cases for text in one.complaints]
        status, _ = server.ask("GET", "/health", None)
        if status != 200:
            bad.append(f"/health was answered with {status}")
        own, together = server.peak(), memory.end()
        if own > SERVER_MEMORY:
            bad.append(f"the server had {own >> 20} MB, more than {SERVER_MEMORY >> 20}")
        extra = [name for name in tree(folder) if name not in before]
        extra = [name for name in extra if not name.startswith("records.")]
        if extra:
            bad.append(f"written outside of the folder of uploads: {extra[:5]}")
        if not server.end():
            bad.append("the server did not end in order")
        for line in bad:
            print("FAILED  " + line)
        count = {
            did: sum(one.did == did for one in cases) for did in ("read", "refused", "given up")}
        print(
            f"{len(cases)} hostile files: {count['read']} read, {count['refused']} refused, "
            f"{count['given up']} given up, "
            f"{sum(not one.complaints for one in cases)} as the command itself says; {seconds:.0f} s, "
            f"at most the server had {own >> 20} MB, with its children {together >> 20} MB")
        sys.exit(1 if bad or not cases else 0)
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)


main()
