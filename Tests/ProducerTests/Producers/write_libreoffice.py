#!/usr/bin/env python3
"""LibreOffice: a spreadsheet saved as xlsx."""
import cases
import libreoffice

path, folder = cases.arguments()
print(libreoffice.version())
libreoffice.convert(path, folder, "xlsx")
