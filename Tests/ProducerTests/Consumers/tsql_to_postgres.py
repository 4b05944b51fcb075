"""Parses T-SQL files with sqlfluff and sqlglot and prints them as PostgreSQL, each batch a transaction of its own.

usage: tsql_to_postgres.py FILE...

What PostgreSQL has otherwise is changed in the tree: BIT is a truth value, NVARCHAR(MAX) is text, pieces of
a text that are joined are one text. A guard, IF EXISTS (query) THROW, becomes the query whose lines must be
none; SET and transactions of T-SQL are left out.
"""

import re
import sys

import sqlfluff
import sqlglot
from sqlglot import exp

GUARD = re.compile(r"(?ms)^IF EXISTS \((.*?)\)\n  THROW 50001, (N'.*?'), 1;$")

LONG = 6000


def plain(node):
    if isinstance(node, exp.DataType):
        if node.this == exp.DataType.Type.BIT:
            return exp.DataType.build("boolean")
        if node.expressions and node.expressions[0].sql().upper() == "MAX":
            return exp.DataType.build("text")
    if isinstance(node, exp.National):
        return exp.Literal.string(node.name)
    return node


def postgres(tree):
    tree = tree.transform(plain)
    # The only sums are of texts. The innermost come last.
    for node in reversed(list(tree.find_all(exp.Add))):
        node.replace(exp.DPipe(this=node.left, expression=node.right, safe=True))
    return tree.sql("postgres")


def check_syntax(path, batches):
    """The linter takes minutes for long lists of rows: sqlglot alone sees those."""
    text = "GO\n".join(batch for batch in batches if len(batch) < LONG or "INSERT" not in batch)
    found = repr(sqlfluff.parse(text, dialect="tsql")).count("'unparsable'")
    if found:
        sys.exit(f"{path}: sqlfluff cannot parse {found} parts")


def main(paths):
    print("SET client_min_messages = warning;")
    for path in paths:
        text = open(path, encoding="utf-8").read()
        batches = re.split(r"(?m)^GO\n", text)
        check_syntax(path, batches)
        for batch in batches:
            guards = len(GUARD.findall(batch))
            if batch.count("THROW") != guards:
                sys.exit(f"{path}: a guard of another form")
            batch = GUARD.sub(r"SELECT \2 AS [refusal] WHERE EXISTS (\1);", batch)
            for tree in sqlglot.parse(batch, dialect="tsql"):
                if tree is None or isinstance(tree, (exp.Set, exp.Transaction, exp.Commit)):
                    continue
                if isinstance(tree, (exp.Command, exp.IfBlock)):
                    sys.exit(f"{path}: sqlglot does not understand {tree.sql()[:80]}")
                print(postgres(tree) + ";")


main(sys.argv[1:])
