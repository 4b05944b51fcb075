#!/usr/bin/env bash
# Guess: a text that pandas writes with to_excel comes back as that text with read_excel; where a text
#   begins with `=`, it is at least kept from becoming a number.
# Versions: pandas 3.1.1, XlsxWriter 3.3.1, openpyxl 3.1.5.
# Behaviour: the text becomes a formula, and the file holds 0 as its result, which nothing ever computed.
#   Every reader that takes stored results reads 0: a remark such as `=see below` is the number 0. With the
#   engine openpyxl there is no result, and the row does not come back at all.
# Seen:
#   xlsxwriter <f>see below</f><v>0</v> [0]
#   openpyxl <f>see below</f><v /> []
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check \
  pandas==3.1.1 xlsxwriter==3.3.1 openpyxl==3.1.5

cat >"$folder/try.py" <<'PYTHON'
import re
import sys
import zipfile

import pandas as pd

for engine in ("xlsxwriter", "openpyxl"):
    file = f"{sys.argv[1]}/{engine}.xlsx"
    pd.DataFrame({"remark": ["=see below"]}).to_excel(file, index=False, engine=engine)
    with zipfile.ZipFile(file) as archive:
        cell = re.search("<f>.*?</c>", archive.read("xl/worksheets/sheet1.xml").decode())[0]
    print(engine, cell.removesuffix("</c>"), pd.read_excel(file)["remark"].tolist())
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder" >"$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
xlsxwriter <f>see below</f><v>0</v> [0]
openpyxl <f>see below</f><v /> []
SEEN
