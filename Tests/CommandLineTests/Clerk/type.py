"""Types into a workbook with LibreOffice, as a person does, and saves it as a workbook of Excel.

Usage: type.py IN.xlsx OUT.xlsx CELLS.json, as often as needed, where CELLS.json has a list of
{"sheet": NAME, "row": NUMBER, "header": TEXT, "text": TEXT}; an empty text empties the cell.
Needs python3-uno and LibreOffice Calc.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def option(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


class Office:
    """A LibreOffice without windows, with a profile of its own."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        pipe = f"registrar{os.getpid()}"
        self.process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{self.folder.name}", "--headless", "--norestore",
             "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                self.context = resolver.resolve(
                    f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                if self.process.poll() is not None:
                    sys.exit("LibreOffice did not start")
                time.sleep(0.2)
        else:
            self.process.kill()
            sys.exit("LibreOffice did not answer")
        self.desktop = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self.context)
        return self

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
        except Exception:
            self.process.kill()
        self.process.wait()
        self.folder.cleanup()

    def open(self, path):
        return self.desktop.loadComponentFromURL(
            Path(path).resolve().as_uri(), "_blank", 0, (option("Hidden", True),))


def columns(sheet):
    """The columns of a sheet by their headers, without the star of the required ones."""
    found = {}
    headers = sheet.getCellRangeByPosition(0, 0, 99, 0).DataArray[0]
    for column, header in enumerate(headers):
        if header:
            found.setdefault(str(header).removesuffix(" *"), column)
    return found


def write(office, source, target, cells):
    book = office.open(source)
    # Nobody looks on: nothing is drawn and computed before all is typed.
    book.lockControllers()
    book.enableAutomaticCalculation(False)
    headers = {}
    for cell in json.loads(Path(cells).read_text(encoding="utf-8")):
        sheet = book.Sheets.getByName(cell["sheet"])
        if cell["sheet"] not in headers:
            headers[cell["sheet"]] = columns(sheet)
        place = sheet.getCellByPosition(headers[cell["sheet"]][cell["header"]], cell["row"] - 1)
        # What is typed is taken as the format of the cell says, as in the input line.
        place.FormulaLocal = cell["text"]
    book.enableAutomaticCalculation(True)
    book.unlockControllers()
    book.storeToURL(
        Path(target).resolve().as_uri(), (option("FilterName", "Calc MS Excel 2007 XML"),))
    book.close(True)


def main():
    words = sys.argv[1:]
    with Office() as office:
        for index in range(0, len(words), 3):
            write(office, *words[index:index + 3])


if __name__ == "__main__":
    main()
