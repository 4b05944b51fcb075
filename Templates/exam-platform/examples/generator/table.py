"""Tables as people fill them in, written as worksheets or delimited text.

A table keeps where each of its cells ends up, so that a planted mistake knows its address.
"""

import datetime
from dataclasses import dataclass, field

from .workbook import Error, Formula, Sheet, Styled, column_letters


@dataclass
class Column:
    """A column: the header people see, the field it means, whether it is required."""

    header: str
    field: str
    is_required: bool = False
    width: float = 0


@dataclass
class Plant:
    """A mistake made on purpose: its code, severity, and the place that a report must name."""

    code: str
    severity: str = "error"
    # The field whose cell is meant; None for a whole row.
    field: str = None
    # A column by its number where the field cannot name it, such as a surplus one.
    column_number: int = None
    # "csv" or "xlsx" where only that form of the table has it; None for both.
    form: str = None


@dataclass
class Row:
    """One row: values by field name, and the mistakes planted in it."""

    values: dict
    plants: list = field(default_factory=list)
    # Values after the last column of the header.
    surplus: list = field(default_factory=list)
    # How many fields a delimited record keeps, None for all.
    cut_after: int = None


class Table:
    """Columns and rows of one table in one file."""

    def __init__(self, columns, title_rows=()):
        self.columns = columns
        self.title_rows = list(title_rows)
        self.rows = []
        self.header_plants = []

    def add(self, *plants, surplus=(), cut_after=None, **values):
        """Adds a row; unknown field names are a mistake of the script itself."""
        known = {column.field for column in self.columns}
        unknown = set(values) - known
        if unknown:
            raise ValueError(f"no column for {sorted(unknown)}")
        self.rows.append(Row(values, list(plants), list(surplus), cut_after))
        return self.rows[-1]

    def add_blank(self, count=1):
        """Adds empty rows, as people leave between groups."""
        for _ in range(count):
            self.rows.append(Row({}))

    @property
    def header_row(self):
        return len(self.title_rows) + 1

    def number(self, field_name):
        """The number of a field's column, from 1."""
        for number, column in enumerate(self.columns, start=1):
            if column.field == field_name:
                return number
        raise ValueError(f"no column for {field_name}")

    def row_number(self, row):
        """The sheet's own number of a row, from 1."""
        for offset, candidate in enumerate(self.rows, start=1):
            if candidate is row:
                return self.header_row + offset
        raise ValueError("the row is not in the table")

    def sheet(self, name, **options):
        """The table as a worksheet with a frozen header."""
        rows = [list(row) for row in self.title_rows]
        rows.append(
            [
                Styled(column.header, "required" if column.is_required else "optional")
                for column in self.columns
            ]
        )
        for row in self.rows:
            cells = [row.values.get(column.field) for column in self.columns] + row.surplus
            while cells and cells[-1] is None:
                cells.pop()
            rows.append(cells)
        return Sheet(
            name=name,
            rows=rows,
            widths=[column.width or self.natural_width(column) for column in self.columns],
            frozen_rows=self.header_row,
            **options,
        )

    def natural_width(self, column):
        """A width in characters that shows most values."""
        lengths = [len(column.header) + 2]
        for row in self.rows:
            value = row.values.get(column.field)
            lengths.append(len(cell_text(value)))
        return float(min(max(lengths[0], max(lengths) + 3, 11), 44))

    def text(self, delimiter=",", line_end="\n"):
        """The table as delimited text."""
        lines = [[cell_text(value) for value in row] for row in self.title_rows]
        lines.append([column.header for column in self.columns])
        for row in self.rows:
            record = [cell_text(row.values.get(column.field)) for column in self.columns]
            record += [cell_text(value) for value in row.surplus]
            if row.cut_after is not None:
                record = record[: row.cut_after]
            lines.append([] if not row.values and not row.surplus else record)
        return "".join(
            delimiter.join(quoted(text, delimiter) for text in line) + line_end for line in lines
        )

    def planted(self, file, sheet=None):
        """Every planted mistake with its address."""
        for plant in self.header_plants:
            yield self.address(plant, file, sheet, self.header_row)
        for row in self.rows:
            for plant in row.plants:
                yield self.address(plant, file, sheet, self.row_number(row))

    def address(self, plant, file, sheet, row_number):
        number = plant.column_number
        if number is None and plant.field is not None:
            number = self.number(plant.field)
        return {
            "code": plant.code,
            "severity": plant.severity,
            "file": file,
            "sheet": sheet,
            "row": row_number,
            "column": column_letters(number) if number and sheet else None,
            "columnNumber": number,
            "field": plant.field,
        }


def cell_text(value):
    """A value as a spreadsheet program writes it into delimited text."""
    if isinstance(value, Styled):
        value = value.value
    if isinstance(value, Formula):
        value = value.result
    if isinstance(value, Error):
        return value.text
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return str(value)


def quoted(text, delimiter):
    """A field of delimited text, in quotes where RFC 4180 asks for them."""
    if any(mark in text for mark in (delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text
