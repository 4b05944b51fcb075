#!/usr/bin/env python3
"""LibreOffice: every sheet saved as CSV, cells as shown, in UTF-8."""
import cases
import libreoffice

path, folder = cases.arguments()
print(libreoffice.version())
# Comma, quote, UTF-8, from line 1, no column formats, language of the program, texts not all quoted, numbers
# as such, cells as shown, no formulas, no trimming, all sheets.
libreoffice.convert(path, folder, "csv", ":Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1")
for file in folder.glob("all-*.csv"):
    file.rename(folder / file.name.removeprefix("all-"))
