"""A small writer of .xlsx files whose bytes depend on nothing but their contents.

It writes what people's spreadsheet programs write: shared strings, styles, serial dates, cached
formula results, merged ranges, hidden rows and sheets.
"""

import datetime
import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

# The date every member of the archive carries.
MEMBER_DATE = (2026, 11, 20, 12, 0, 0)
EPOCH = datetime.datetime(1899, 12, 30)

CENTERED = '<alignment horizontal="center"/>'

# Style name -> (number format id, font id, fill id, border id, alignment).
STYLES = {
    "plain": (0, 0, 0, 0, ""),
    "required": (0, 1, 2, 1, '<alignment vertical="center" wrapText="1"/>'),
    "optional": (0, 1, 3, 1, '<alignment vertical="center" wrapText="1"/>'),
    "title": (0, 2, 0, 0, ""),
    "subtitle": (0, 3, 0, 0, ""),
    "text": (49, 0, 0, 0, ""),
    "number": (0, 0, 0, 0, CENTERED),
    "date": (164, 0, 0, 0, CENTERED),
    "time": (165, 0, 0, 0, CENTERED),
    "datetime": (166, 0, 0, 0, CENTERED),
    "money": (2, 0, 0, 0, CENTERED),
    "long": (0, 0, 0, 0, '<alignment vertical="top" wrapText="1"/>'),
}
STYLE_IDS = {name: index for index, name in enumerate(STYLES)}


@dataclass(frozen=True)
class Error:
    """A cell that shows a spreadsheet error."""

    text: str


@dataclass(frozen=True)
class Formula:
    """A formula, with the result that the program saved, or None when it saved none."""

    text: str
    result: object = None


@dataclass(frozen=True)
class Styled:
    """A value with a style of its own."""

    value: object
    style: str


@dataclass
class Sheet:
    """A worksheet: rows of values, None for a cell that is not there."""

    name: str
    rows: list
    widths: list = field(default_factory=list)
    frozen_rows: int = 0
    merged: list = field(default_factory=list)
    hidden_rows: set = field(default_factory=set)
    is_hidden: bool = False
    filter_range: str = ""


def column_letters(number):
    """The letters of a column, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def serial(value):
    """The serial number of a date, a time or both in the 1900 date system."""
    if isinstance(value, datetime.time):
        return (value.hour * 60 + value.minute) / 1440
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    delta = value - EPOCH
    return delta.days + delta.seconds / 86400


class Workbook:
    """Collects sheets and shared strings and writes them as one archive."""

    def __init__(self, sheets, title):
        self.sheets = sheets
        self.title = title
        self.strings = {}
        self.string_count = 0

    def string_index(self, text):
        self.string_count += 1
        return self.strings.setdefault(text, len(self.strings))

    def cell(self, reference, value):
        """The element of one cell."""
        style = "plain"
        if isinstance(value, Styled):
            style, value = value.style, value.value
        elif isinstance(value, datetime.datetime):
            style = "datetime"
        elif isinstance(value, datetime.date):
            style = "date"
        elif isinstance(value, datetime.time):
            style = "time"
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            style = "number"
        attributes = f'r="{reference}"'
        if STYLE_IDS[style]:
            attributes += f' s="{STYLE_IDS[style]}"'
        if value is None:
            return f"<c {attributes}/>"
        if isinstance(value, Error):
            return f'<c {attributes} t="e"><v>{value.text}</v></c>'
        if isinstance(value, Formula):
            formula = f"<f>{escape(value.text)}</f>"
            if value.result is None:
                return f"<c {attributes}>{formula}</c>"
            if isinstance(value.result, str):
                return f'<c {attributes} t="str">{formula}<v>{escape(value.result)}</v></c>'
            return f"<c {attributes}>{formula}<v>{value.result!r}</v></c>"
        if isinstance(value, bool):
            return f'<c {attributes} t="b"><v>{int(value)}</v></c>'
        if isinstance(value, (datetime.date, datetime.time)):
            return f"<c {attributes}><v>{serial(value)!r}</v></c>"
        if isinstance(value, (int, float)):
            return f"<c {attributes}><v>{value!r}</v></c>"
        return f'<c {attributes} t="s"><v>{self.string_index(value)}</v></c>'

    def sheet_part(self, sheet, is_first):
        """The worksheet part."""
        width = max((len(row) for row in sheet.rows), default=1)
        out = [
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
            '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{column_letters(width)}{max(len(sheet.rows), 1)}"/>',
            "<sheetViews><sheetView"
            + (' tabSelected="1"' if is_first else "")
            + ' workbookViewId="0">',
        ]
        if sheet.frozen_rows:
            top = f"A{sheet.frozen_rows + 1}"
            out.append(
                f'<pane ySplit="{sheet.frozen_rows}" topLeftCell="{top}" '
                f'activePane="bottomLeft" state="frozen"/>'
                f'<selection pane="bottomLeft" activeCell="{top}" sqref="{top}"/>'
            )
        out.append('</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>')
        if sheet.widths:
            out.append("<cols>")
            for number, characters in enumerate(sheet.widths, start=1):
                out.append(
                    f'<col min="{number}" max="{number}" width="{characters}" customWidth="1"/>'
                )
            out.append("</cols>")
        out.append("<sheetData>")
        for row_number, row in enumerate(sheet.rows, start=1):
            cells = [
                self.cell(f"{column_letters(number)}{row_number}", value)
                for number, value in enumerate(row, start=1)
                if value is not None
            ]
            if not cells:
                continue
            hidden = ' hidden="1"' if row_number in sheet.hidden_rows else ""
            out.append(f'<row r="{row_number}"{hidden}>{"".join(cells)}</row>')
        out.append("</sheetData>")
        if sheet.filter_range:
            out.append(f'<autoFilter ref="{sheet.filter_range}"/>')
        if sheet.merged:
            ranges = "".join(f'<mergeCell ref="{text}"/>' for text in sheet.merged)
            out.append(f'<mergeCells count="{len(sheet.merged)}">{ranges}</mergeCells>')
        out.append(
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="5" orientation="landscape" fitToHeight="0"/></worksheet>'
        )
        return "".join(out)

    def parts(self):
        """Every member of the archive: name and text."""
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006"
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        numbers = range(1, len(self.sheets) + 1)
        sheets = [
            self.sheet_part(sheet, number == 1) for number, sheet in zip(numbers, self.sheets)
        ]

        yield "[Content_Types].xml", (
            f'{head}<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}.sheet.main+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
                f'ContentType="{content_type}.worksheet+xml"/>'
                for number in numbers
            )
            + f'<Override PartName="/xl/styles.xml" ContentType="{content_type}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" '
            f'ContentType="{content_type}.sharedStrings+xml"/>'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
            "</Types>"
        )
        yield "_rels/.rels", (
            f'{head}<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
            f'<Relationship Id="rId2" Type="{package}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>'
        )
        yield "docProps/core.xml", (
            f'{head}<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(self.title)}</dc:title>"
            '<dcterms:created xsi:type="dcterms:W3CDTF">2026-11-20T12:00:00Z</dcterms:created>'
            "</cp:coreProperties>"
        )
        yield "xl/workbook.xml", (
            f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><bookViews>'
            '<workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/>'
            "</bookViews><sheets>"
            + "".join(
                f"<sheet name={quoteattr(sheet.name)} sheetId=\"{number}\""
                + (' state="hidden"' if sheet.is_hidden else "")
                + f' r:id="rId{number}"/>'
                for number, sheet in zip(numbers, self.sheets)
            )
            + "</sheets></workbook>"
        )
        yield "xl/_rels/workbook.xml.rels", (
            f'{head}<Relationships xmlns="{package}/relationships">'
            + "".join(
                f'<Relationship Id="rId{number}" Type="{office}/worksheet" '
                f'Target="worksheets/sheet{number}.xml"/>'
                for number in numbers
            )
            + f'<Relationship Id="rId{len(self.sheets) + 1}" Type="{office}/styles" '
            'Target="styles.xml"/>'
            f'<Relationship Id="rId{len(self.sheets) + 2}" Type="{office}/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>'
        )
        yield "xl/styles.xml", head + styles_part(main)
        yield "xl/sharedStrings.xml", (
            f'{head}<sst xmlns="{main}" count="{self.string_count}" '
            f'uniqueCount="{len(self.strings)}">'
            + "".join(
                f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.strings
            )
            + "</sst>"
        )
        for number, text in zip(numbers, sheets):
            yield f"xl/worksheets/sheet{number}.xml", text

    def write(self, path):
        """Writes the archive; equal contents give equal bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, text in self.parts():
                member = zipfile.ZipInfo(name, MEMBER_DATE)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.create_system = 0
                archive.writestr(member, text.encode("utf-8"))
        path.write_bytes(buffer.getvalue())


def styles_part(main):
    """Fonts, fills, borders and one cell format per entry of STYLES."""
    formats = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
        f'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
        + (f' applyAlignment="1">{alignment}</xf>' if alignment else "/>")
        for number, font, fill, border, alignment in STYLES.values()
    )
    line = '<color rgb="FFB7C4D6"/>'
    return (
        f'<styleSheet xmlns="{main}">'
        '<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="hh:mm"/>'
        '<numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
        '<fonts count="4">'
        '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
        '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/>'
        "</font>"
        '<font><b/><sz val="16"/><color rgb="FF1F3864"/><name val="Calibri"/><family val="2"/>'
        "</font>"
        '<font><i/><sz val="10"/><color rgb="FF595959"/><name val="Calibri"/><family val="2"/>'
        "</font></fonts>"
        '<fills count="4"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FF1F3864"/></patternFill></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FF5B7DB1"/></patternFill></fill>'
        "</fills>"
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f'<border><left style="thin">{line}</left><right style="thin">{line}</right>'
        f'<top/><bottom style="thin">{line}</bottom><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        f'<cellXfs count="{len(STYLES)}">{formats}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )
