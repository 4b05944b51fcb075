"""Reads what one of the three answers says is to be corrected, and nothing else.

Usage: told.py marked|page|mail FILE, which prints a JSON list of
{"sheet": NAME, "row": NUMBER, "header": TEXT, "text": what to type, or null where it does not say}.
"""

import html.parser
import json
import re
import sys
from pathlib import Path

# `book.xlsx › 'Common sessions'!J4 (Capacity)`, in a mail also without the file and the header.
PLACE = re.compile(r"(?:^|› )(?:'([^']+)'|([^'!›]+))!([A-Z]+)(\d+)(?: \((.+)\))?$")


def cell(place, text, headers=None):
    found = PLACE.search(place.strip())
    if not found:
        sys.exit(f"no cell in {place!r}")
    quoted, plain, letters, row, header = found.groups()
    sheet = quoted or plain
    return {"sheet": sheet, "row": int(row), "header": header or headers[sheet, letters],
            "text": text}


def mail(path):
    """The numbered paragraphs below "Please correct:"."""
    told, headers, open_section = [], {}, False
    lines = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        # Long lines are broken: what goes on of a place stands further right, of an item at its dash.
        goes_on = line.startswith("    ") or lines and lines[-1].startswith("   - ") and re.match(
            r"   [^ \-→(T]", line)
        if goes_on:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    for line in lines:
        if re.match(r"[A-Z].*:$", line):
            open_section = line == "Please correct:"
        if not open_section:
            continue
        if numbered := re.match(r"\d+\. (.*)", line):
            told.append(cell(numbered[1], None))
            letters = PLACE.search(numbered[1])[3]
            headers[told[-1]["sheet"], letters] = told[-1]["header"]
        elif typed := re.match(r"   Type: (.*)", line):
            told[-1]["text"] = typed[1]
        elif also := re.match(r"   - (\S+|'[^']+'\S+): (.*)", line):
            typed = re.search(r" Type: (.*)$", also[2])
            told.append(cell(also[1].split(" › ")[-1], typed and typed[1], headers))
    return told


class List(html.parser.HTMLParser):
    """The list of all issues of a page."""

    def __init__(self):
        super().__init__()
        self.inside = False
        self.rows = []
        self.cell = None
        self.hint = False

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        if tag == "tbody":
            self.inside = known.get("id") == "issues"
        if not self.inside:
            return
        if tag == "tr":
            self.rows.append({"cells": [], "severity": None, "hint": None})
        elif tag == "td":
            self.rows[-1]["cells"].append("")
        elif tag == "span" and "badge" in known.get("class", ""):
            self.rows[-1]["severity"] = known["class"].split()[-1]
        elif tag == "span" and known.get("class") == "hint":
            self.hint = True
        elif tag == "code" and self.hint:
            self.rows[-1]["hint"] = ""

    def handle_endtag(self, tag):
        if tag == "tbody":
            self.inside = False
        elif tag == "td":
            self.hint = False

    def handle_data(self, data):
        if not self.inside or not self.rows or not self.rows[-1]["cells"]:
            return
        if self.hint and self.rows[-1]["hint"] is not None:
            self.rows[-1]["hint"] += data
        else:
            self.rows[-1]["cells"][-1] += data


def page(path):
    reader = List()
    reader.feed(Path(path).read_text(encoding="utf-8"))
    return [cell(row["cells"][0], row["hint"] and row["hint"].strip())
            for row in reader.rows if row["severity"] == "error"]


def marked(path):
    """The notes of the copy that begin with "Error:"."""
    import openpyxl

    told = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows(min_row=2):
            for one in row:
                if not one.comment or not one.comment.text.startswith("Error:"):
                    continue
                header = str(sheet.cell(1, one.column).value).removesuffix(" *")
                text = re.search(r"Did you mean (.*?)\?", one.comment.text)
                told.append({"sheet": sheet.title, "row": one.row, "header": header,
                             "text": text and text[1]})
    return told


if __name__ == "__main__":
    reading = {"marked": marked, "page": page, "mail": mail}[sys.argv[1]]
    print(json.dumps(reading(sys.argv[2]), ensure_ascii=False))
