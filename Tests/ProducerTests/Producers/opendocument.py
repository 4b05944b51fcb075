"""The tables as a flat OpenDocument spreadsheet, as a person would have typed them."""
from html import escape

FORMATS = {
    "percent": '<number:percentage-style style:name="N1"><number:number number:decimal-places="1" '
               'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>',
    "date": '<number:date-style style:name="N2"><number:year number:style="long"/><number:text>-</number:text>'
            '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
            '</number:date-style>',
    "time": '<number:time-style style:name="N3"><number:hours number:style="long"/><number:text>:</number:text>'
            '<number:minutes number:style="long"/><number:text>:</number:text><number:seconds number:style="long"/>'
            '</number:time-style>',
    "duration": '<number:time-style style:name="N4" number:truncate-on-overflow="false"><number:hours/>'
                '<number:text>:</number:text><number:minutes number:style="long"/><number:text>:</number:text>'
                '<number:seconds number:style="long"/></number:time-style>',
    "datetime": '<number:date-style style:name="N5"><number:year number:style="long"/><number:text>-</number:text>'
                '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
                '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
                '<number:minutes number:style="long"/><number:text>:</number:text>'
                '<number:seconds number:style="long"/></number:date-style>',
    "amount": '<number:number-style style:name="N6"><number:number number:decimal-places="2" '
              'number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
}
NAMES = dict(zip(FORMATS, ("N1", "N2", "N3", "N4", "N5", "N6")))
SPACES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{part}" for name, part in {
    "office": "office:1.0", "style": "style:1.0", "text": "text:1.0", "table": "table:1.0",
    "number": "datastyle:1.0", "of": "of:1.2"}.items()}


def text(value):
    """The paragraphs of a text; blanks as elements, as runs of them collapse."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("<text:p>" + escape(line).replace(" ", "<text:s/>").replace("\t", "<text:tab/>") + "</text:p>"
                   for line in value.split("\n"))


def cell(row):
    """A table:table-cell of a case."""
    def typed(kind, attribute, value, style=None):
        name = f' table:style-name="c{style}"' if style else ""
        return f'<table:table-cell{name} office:value-type="{kind}" office:{attribute}="{value}"/>'

    match row.kind:
        case "null" | "empty":
            return "<table:table-cell/>"
        case "text":
            return f'<table:table-cell table:style-name="ctext" office:value-type="string">{text(row.value)}' \
                   "</table:table-cell>"
        case "integer" | "decimal":
            return typed("float", "value", row.text, "amount" if row.table == "amounts" else None)
        case "percent":
            return typed("percentage", "value", row.text, "percent")
        case "boolean":
            return typed("boolean", "boolean-value", row.text)
        case "date" | "datetime":
            return typed("date", "date-value", row.text.replace(" ", "T"), row.kind)
        case "time" | "duration":
            hours, minutes, seconds = row.text.split(":")
            return typed("time", "time-value", f"PT{hours}H{minutes}M{seconds}S", row.kind)
        case "formula" | "uncomputed":
            expression = row.expression.replace(",", ";")
        case "error":
            expression = row.text if row.text != "#N/A" else "NA()"
    style = ' table:style-name="cdate"' if row.table == "days" else ""
    return f'<table:table-cell{style} table:formula="of:={escape(expression, quote=True)}"/>'


def document(tables):
    """The whole document."""
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in SPACES.items())
    styles = "".join(FORMATS.values()) + "".join(
        f'<style:style style:name="c{kind}" style:family="table-cell" style:data-style-name="{name}"/>'
        for kind, name in NAMES.items())
    styles += '<number:text-style style:name="N9"><number:text-content/></number:text-style>' \
              '<style:style style:name="ctext" style:family="table-cell" style:data-style-name="N9"/>'
    sheets = []
    for name, rows in tables.items():
        lines = [("<table:table-cell office:value-type='string'><text:p>k</text:p></table:table-cell>"
                  "<table:table-cell office:value-type='string'><text:p>v</text:p></table:table-cell>")]
        lines += ['<table:table-cell table:style-name="ctext" office:value-type="string"><text:p>'
                  f"{row.key}</text:p></table:table-cell>{cell(row)}" for row in rows]
        sheets.append(f'<table:table table:name="{name}">'
                      + "".join(f"<table:table-row>{line}</table:table-row>" for line in lines) + "</table:table>")
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document>")
