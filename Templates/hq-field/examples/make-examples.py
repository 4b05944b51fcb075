#!/usr/bin/env python3
"""Writes the example files of the package again.

clean/ holds the extracts that one system hands to the other, as delimited text and as a workbook;
all of it imports without an error. faulty/ holds a small set twice, as delimited text and as a
workbook, with the mistakes people make, listed in planted.json.

Usage: make-examples.py [FOLDER]   (default: the folder of this script)
"""

import datetime
import pathlib
import random
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "exam-platform" / "examples"))

from generator.clean import write_text  # noqa: E402
from generator.places import FIRST_NAMES, LAST_NAMES  # noqa: E402
from generator.season import plain  # noqa: E402
from generator.table import Column, Plant, Table  # noqa: E402
from generator.two_forms import write_both  # noqa: E402
from generator.workbook import Styled, Workbook  # noqa: E402

FIRMS = (
    ("ACME-01", "Acme Construction", "active", "US"), ("BLDR-02", "Builders Ltd", "trial", "CA"),
    ("HARB-03", "Harbour Works", "active", "United Kingdom"),
    ("NORD-04", "Nordbygg AS", "active", "Norway"), ("GONE-05", "Gone & Sons", "closed", "US"),
)
SITES = ("Harbour Tower", "Station Bridge", "City Library", "West Tunnel", "Old Mill", "Quay 7")


def account_columns():
    return [Column("account_code", "account_code"), Column("name", "name"),
            Column("status", "status"), Column("region", "region"),
            Column("owner_email", "owner_email")]


def project_columns():
    return [Column("account_code", "account_code"), Column("project_code", "project_code"),
            Column("name", "name"), Column("status", "status"),
            Column("start_date", "start_date"), Column("end_date", "end_date")]


def user_columns():
    return [Column("email", "email"), Column("autodesk_id", "autodesk_id"),
            Column("oxygen_uid", "oxygen_uid"), Column("first_name", "first_name"),
            Column("last_name", "last_name"), Column("account_code", "account_code"),
            Column("role", "role"), Column("status", "status")]


def clean_tables(codes, seed):
    """Accounts with their owners, projects and members; owners are users of their own account."""
    random_ = random.Random(seed)
    accounts, projects, users = (
        Table(account_columns()), Table(project_columns()), Table(user_columns()))
    number = 200903120000 + seed * 1000
    for code, name, status, region in FIRMS:
        if code not in codes:
            continue
        domain = f"{code[:4].lower()}.example"
        members = 0 if status == "closed" else 6
        owner = None
        for place in range(members):
            number += 1
            first, last = random_.choice(FIRST_NAMES), random_.choice(LAST_NAMES)
            email = f"{plain(first)}.{plain(last)}.{place}@{domain}"
            owner = owner or email
            users.add(
                email=email, autodesk_id=f"{plain(first)}.{number % 1000}",
                oxygen_uid=Styled(str(number), "text"), first_name=first, last_name=last,
                account_code=code if place % 3 else name,
                role=("admin", "project-admin", "member", None)[place % 4],
                status=("active", "yes", None, "inactive")[place % 4],
            )
        accounts.add(account_code=code, name=name, status=status, region=region,
                     owner_email=owner)
        for place in range(0 if status == "closed" else 4):
            start = datetime.date(2014 + place, 3, 1)
            projects.add(
                account_code=code, project_code=f"P-{2041 + place}",
                name=f"{SITES[(place + seed) % len(SITES)]}",
                status="active" if place % 2 else "no", start_date=start,
                end_date=start + datetime.timedelta(days=600) if place % 3 else None,
            )
    return accounts, projects, users


def faulty_tables():
    """A small set; every mistake stands in a row of its own."""
    accounts, projects, users = (
        Table(account_columns()), Table(project_columns()), Table(user_columns()))

    def account(*plants, code, name="Acme", **values):
        accounts.add(*plants, account_code=code, name=name, **values)

    account(code="ACME-01", name="Acme Construction", status="active", region="US",
            owner_email="pat.moreau@acme.example")
    account(code="GONE-05", name="Gone & Sons", status="closed")
    account(Plant("value.pattern", field="account_code"), code="ACME/02")
    account(Plant("value.enum-unknown", field="status"), code="ACME-03", status="frozen")
    account(Plant("value.country-unknown", field="region"), code="ACME-04", region="Atlantis")
    account(Plant("reference.missing", field="owner_email"), code="ACME-05",
            owner_email="nobody@acme.example")
    account(Plant("reference.inactive", field="owner_email"), code="ACME-06",
            owner_email="gus.gone@acme.example")
    account(Plant("value.required", field="name"), code="ACME-07", name=None)
    account(code="ACME-08", name="Acme Tunnels")
    account(Plant("key.repeated", field="account_code"), code="acme-08", name="Acme Bridges")

    def project(*plants, code, account="ACME-01", name="Harbour Tower", **values):
        projects.add(*plants, account_code=account, project_code=code, name=name, **values)

    project(code="P-2041", status="active", start_date="2015-03-01", end_date="2017-10-31")
    project(code="P-2042", account="Acme Construction")
    project(Plant("rule.date-order", field="end_date"), code="P-2043", start_date="2015-03-01",
            end_date="2014-10-31")
    project(Plant("reference.missing", field="account_code"), code="P-2044", account="ACME-99")
    project(Plant("reference.inactive", field="account_code"), code="P-2045", account="GONE-05")
    project(Plant("key.missing", field="project_code"), code=None)
    project(Plant("value.date-invalid", field="start_date"), code="P-2046",
            start_date="2015-02-30")
    project(Plant("value.enum-unknown", field="status"), code="P-2047", status="paused")
    project(Plant("key.repeated", field="project_code"), code="p-2041", name="Harbour Tower 2")

    def user(*plants, first, last="Moreau", account="ACME-01", **values):
        values = {"email": f"{first}.{last}@acme.example".lower(),
                  "oxygen_uid": Styled(str(200903120001 + len(users.rows)), "text")} | values
        users.add(*plants, first_name=first, last_name=last, account_code=account, **values)

    user(first="Pat", autodesk_id="pat.m", role="admin")
    user(first="Kim", autodesk_id="kim.m")
    user(first="Gus", last="Gone", status="inactive")
    user(Plant("key.unique", field="autodesk_id"), first="Kit", autodesk_id="kim.m")
    user(Plant("key.unique", field="oxygen_uid"), first="Lou",
         oxygen_uid=Styled("200903120001", "text"))
    user(Plant("value.pattern", field="oxygen_uid"), first="Max",
         oxygen_uid=Styled("12-34", "text"))
    user(Plant("value.email-invalid", field="email"), first="Nia", email="nia.moreau@")
    user(Plant("value.enum-unknown", field="role"), first="Oda", role="owner")
    user(Plant("reference.missing", field="account_code"), first="Pia", account="ACME-99")
    user(Plant("reference.inactive", field="account_code"), first="Quin", account="GONE-05")
    user(Plant("key.missing", field="email"), first="Rae", email=None)
    return [("accounts", "Accounts", accounts), ("projects", "Projects", projects),
            ("users", "Users", users)]


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    clean = folder / "clean"
    clean.mkdir(parents=True, exist_ok=True)
    tables = clean_tables(("ACME-01", "BLDR-02", "GONE-05"), 1)
    for name, table in zip(("accounts", "projects", "users"), tables):
        write_text(clean / f"{name}.csv", table.text())
    tables = clean_tables(("HARB-03", "NORD-04"), 2)
    sheets = [table.sheet(name) for name, table in zip(("Accounts", "Projects", "Users"), tables)]
    Workbook(sheets, "Europe").write(clean / "europe.xlsx")
    planted = write_both(folder / "faulty", "hq-field", faulty_tables())
    print(f"wrote clean/ and faulty/ ({len(planted)} planted mistakes)")


if __name__ == "__main__":
    main()
