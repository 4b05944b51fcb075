"""Makes the pictures of the page for those who fill in templates, in English, French and Spanish.

Usage: pictures.py CHROMIUM BINARY FOLDER; see `run`.

Needs what `run` needs, LibreOffice Calc and poppler-utils.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
# A row that is right, and two with the mistakes that people make.
ROWS = [
    {"location_code": "TOR-01", "name": "Toronto Downtown", "kind": "physical",
     "time_zone": "America/Toronto", "street": "100 King Street West", "city": "Toronto",
     "region": "CA-ON", "country": "CA", "postal_code": "M5X 1E3"},
    {"location_code": "OTT-01", "name": "Ottawa Centre", "kind": "physical",
     "time_zone": "America/Toronot", "street": "55 Colonel By Drive", "city": "Ottawa",
     "region": "CA-ON", "country": "CA", "postal_code": "K1N 9J2"},
    {"location_code": "MTL-01", "name": "Montréal Centre", "kind": "physical",
     "time_zone": "America/Toronto", "street": "159 Saint-Antoine", "city": "Montréal",
     "region": "CA-QC", "country": "CA", "postal_code": "H2Z 1O2"},
]
# What the template of a language offers for `physical`.
PHYSICAL = {"en": "physical", "fr": "présentiel", "es": "presencial"}
# Where the fields of the table stand in its template, in every language.
FIELDS = ["location_code", "name", "kind", "status", "time_zone", "capacity", "street", "building",
          "unit", "additional_address", "city", "region", "country", "postal_code"]


def run(*words, statuses=(0,)):
    environment = dict(
        os.environ, REGISTRAR_NOW="2026-11-20T12:00:00Z", REGISTRAR_SCHEMAS=str(ROOT / "Schemas"))
    done = subprocess.run([str(word) for word in words], env=environment,
                          capture_output=True, text=True)
    if done.returncode not in statuses:
        sys.exit(f"pictures: {words[0]} ended with {done.returncode}: {done.stderr}")


def table(book):
    """The sheet that is filled in: its first header has the star of required ones."""
    return next(sheet for sheet in book.worksheets if str(sheet.cell(1, 1).value).endswith("*"))


def fill(template, path, language):
    book = openpyxl.load_workbook(template)
    sheet = table(book)
    for number, row in enumerate(ROWS, 2):
        for column, field in enumerate(FIELDS, 1):
            if row.get(field):
                value = PHYSICAL[language] if field == "kind" else row[field]
                sheet.cell(number, column).value = value
    # So that the sheet is one picture: what nobody fills in here is narrow.
    for column, field in enumerate(FIELDS, 1):
        if field in ("status", "capacity", "building", "unit", "additional_address"):
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden = True
    book.save(path)


def shrink(path, width):
    """Makes a picture small: its own size, 64 colours."""
    with Image.open(path) as image:
        if image.width > width:
            image = image.resize((width, image.height * width // image.width), Image.LANCZOS)
        image.convert("RGB").quantize(64).save(path, optimize=True)


def picture_of_copy(copy, scratch, target):
    """The sheet as a spreadsheet program shows it, without the report before it."""
    book = openpyxl.load_workbook(copy)
    sheet = table(book)
    for other in book.worksheets:
        if other is not sheet:
            other.sheet_state = "hidden"
    book.active = book.worksheets.index(sheet)
    sheet.print_area = f"A1:{openpyxl.utils.get_column_letter(sheet.max_column)}4"
    for column in range(len(FIELDS) + 1, sheet.max_column):
        # All but the state of the rows.
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(
        fitToPage=True)
    # Its own foot would stand far below the rows.
    for part in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right):
        part.text = None
    sheet.print_options.headings = True
    sheet.print_options.gridLines = True
    seen = scratch / "seen.xlsx"
    book.save(seen)
    run("soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless",
        "--convert-to", "pdf", "--outdir", scratch, seen)
    run("pdftoppm", "-r", "110", "-f", "1", "-l", "1", "-png", "-singlefile", scratch / "seen.pdf",
        target.with_suffix(""))
    with Image.open(target) as image:
        grey = image.convert("L").point(lambda value: 255 if value < 250 else 0)
        left, top, right, bottom = grey.getbbox()
        image.crop((max(left - 8, 0), max(top - 8, 0), right + 8, bottom + 8)).save(target)
    shrink(target, 1000)


def main():
    chromium, binary, folder = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        scratch = Path(name)
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for language in ("en", "fr", "es"):
            run(binary, "template", "locations", "--language", language, "-o", scratch)
            book = scratch / f"locations-{language}.xlsx"
            fill(scratch / "locations.xlsx", book, language)
            copy, page = scratch / "copy.xlsx", scratch / "page.html"
            run(binary, "import", book, "--offline", "--quiet", "--marked", copy,
                "--report", f"html:{page}", statuses=(1,))
            picture_of_copy(copy, scratch, folder / f"clerk-copy-{language}.png")
            view = browser.new_page(viewport={"width": 900, "height": 760})
            view.goto(page.as_uri())
            view.evaluate("document.getElementById('causes').scrollIntoView()")
            path = folder / f"clerk-page-{language}.png"
            view.screenshot(path=str(path))
            shrink(path, 900)
            view.close()
        browser.close()
    for path in sorted(folder.glob("clerk-*.png")):
        print(f"{path.name}: {path.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
