"""LibreOffice, run without a screen in a profile of its own."""
import os
import re
import tempfile
from pathlib import Path

import cases
import opendocument

WITHOUT = ["nan", "inf", "-inf", "instant"]


def convert(path, folder, target, filter_options=""):
    """Opens the tables and saves them in another form; the files end up in a folder."""
    with tempfile.TemporaryDirectory(prefix="libreoffice-") as scratch:
        source = Path(scratch) / "all.fods"
        source.write_text(opendocument.document(cases.read(path, without=WITHOUT)), encoding="utf-8")
        cases.run("soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to",
                  target + filter_options, "--outdir", folder, source, env=os.environ | {"LC_ALL": "C.UTF-8"})


def version():
    cases.need("soffice")
    return re.search(r"[\d.]+", cases.run("soffice", "--version"))[0]
