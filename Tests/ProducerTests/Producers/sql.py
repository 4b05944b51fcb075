"""The cases as SQL: a table of the database per table, and its rows."""

TYPES = {"integers": "bigint", "decimals": "numeric(38,20)", "gaps": "double precision", "amounts": "numeric(12,3)",
         "shares": "numeric(6,3)", "flags": "boolean", "days": "date", "clocks": "time",
         "lengths": "interval", "stamps": "timestamp", "moments": "timestamp with time zone",
         "figures": "double precision"}


def quoted(text, backslashes=False):
    """A literal of a text."""
    if backslashes:
        text = text.replace("\\", "\\\\")
    return "'" + text.replace("'", "''") + "'"


def literal(row, backslashes=False):
    """What stands for the value in a statement; percent as people keep it in databases."""
    match row.kind:
        case "null":
            return "NULL"
        case "integer" | "decimal":
            return row.text
        case "percent":
            return str(row.value * 100)
        case "boolean":
            return row.text
        case "nan" | "inf" | "-inf":
            return quoted({"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[row.kind])
    return quoted(row.value if row.kind in ("text", "empty", "error") else row.text, backslashes)
