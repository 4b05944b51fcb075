"""The faulty set's question bank, people and bookings, with the mistakes planted in them."""

import datetime

from .table import Column, Plant, Table
from .workbook import Styled


def warning(code, field=None):
    return Plant(code, "warning", field)


def instructors():
    table = Table(
        [
            Column("Username", "username"),
            Column("Email", "email"),
            Column("First name", "first_name"),
            Column("Last name", "last_name"),
            Column("External ID", "external_id"),
            Column("Role", "role"),
            Column("Status", "status"),
            Column("Password", "password"),
            Column("Time zone", "time_zone"),
        ]
    )

    def add(*plants, username, first, last, **values):
        values.setdefault("email", f"{first}.{last}@example.org".lower())
        table.add(*plants, username=username, first_name=first, last_name=last, **values)

    add(username="troy", first="Tess", last="Roy", external_id="000218")
    add(username="hsato", first="Hana", last="Sato", external_id="000231", role="teacher")
    add(username="gone", first="Gus", last="Gone", status="inactive")
    add(Plant("value.secret-refused", field="password"), username="psecret", first="Pia",
        last="Secret", password="Temp1234!")
    add(Plant("value.pattern", field="username"), username="w*rong", first="Will", last="Rong")
    add(Plant("value.time-zone-unknown", field="time_zone"), username="zone", first="Zed",
        last="One", time_zone="EST")
    add(Plant("value.enum-unknown", field="role"), username="dean", first="Dee", last="Ean",
        role="dean")
    add(Plant("key.unique", field="external_id"), username="twin", first="Tia", last="Win",
        external_id="000218")
    add(Plant("value.email-invalid", field="email"), username="nomail", first="Nils", last="Omail",
        email="nils.omail(at)example.org")
    add(warning("key.repeated-identical", "username"), username="troy", first="Tess", last="Roy",
        external_id="000218")
    return table


def pools():
    table = Table(
        [
            Column("Pool code", "pool_code"),
            Column("Name", "name"),
            Column("Parent pool", "parent_pool_code"),
            Column("Language", "language"),
            Column("Owner email", "owner_email"),
            Column("Status", "status"),
        ]
    )

    def add(*plants, code, name, parent=None, **values):
        table.add(*plants, pool_code=code, name=name, parent_pool_code=parent, **values)

    add(code="ETH", name="Ethics", owner_email="tess.roy@example.org", language="en")
    add(code="ETH-01", name="Ethics, part 1", parent="ETH", language="en")
    add(code="LAW", name="Securities law", parent=None, language="English")
    add(code="OLD", name="Old questions", status="inactive")
    add(Plant("key.unique", field="name"), code="ETH-X", name="ETHICS")
    add(Plant("reference.missing", field="parent_pool_code"), code="LAW-01", name="Registration",
        parent="LAWS")
    add(Plant("reference.missing", field="owner_email"), code="LAW-02", name="Disclosure",
        parent="LAW", owner_email="nobody@example.org")
    add(Plant("reference.inactive", field="parent_pool_code"), code="OLD-01",
        name="Old questions, part 1", parent="OLD")
    add(Plant("reference.cycle", field="parent_pool_code"),
        Plant("reference.parent-invalid", field="pool_code"), code="RING-A",
        name="Ring, first half", parent="RING-B")
    add(code="RING-B", name="Ring, second half", parent="RING-A")
    add(Plant("value.pattern", field="pool_code"), code="TAX/01", name="Taxation")
    add(Plant("value.enum-unknown", field="language"), code="KLI", name="Klingon law",
        language="Klingon")
    add(Plant("reference.inactive", field="owner_email"), code="LAW-03", name="Prospectus",
        parent="LAW", owner_email="gus.gone@example.org")
    return table


def questions():
    table = Table(
        [
            Column("Pool code *", "pool_code", True),
            Column("Question code *", "question_code", True),
            Column("Type *", "type", True),
            Column("Question *", "stem", True, 40),
            Column("Option A", "option_a"),
            Column("Option B", "option_b"),
            Column("Option C", "option_c"),
            Column("Option D", "option_d"),
            Column("Correct", "correct"),
            Column("Points", "points"),
            Column("Penalty", "penalty"),
            Column("Difficulty", "difficulty"),
            Column("Status", "status"),
        ]
    )
    number = 0

    def add(*plants, **values):
        nonlocal number
        number += 1
        values = {
            "pool_code": "ETH-01", "question_code": f"Q-{number:04d}", "type": "single",
            "stem": f"Which duty comes first in case {number}?", "option_a": "To the client",
            "option_b": "To the firm", "option_c": "To the regulator", "correct": "A",
        } | values
        correct = values["correct"]
        values["correct"] = Styled(correct, "text") if isinstance(correct, str) else correct
        table.add(*plants, **{name: value for name, value in values.items() if value is not None})

    def options(field):
        return Plant("rule.answer-options", field=field)

    add()
    add(type="multiple", correct="A;C", points=2)
    add(type="true-false", option_a=None, option_b=None, option_c=None, correct="TRUE")
    add(type="numeric", option_a=None, option_b=None, option_c=None, correct="12.5")
    add(type="essay", option_a=None, option_b=None, option_c=None, correct=None)
    add(options("correct"), correct="D")
    add(options("correct"), correct="A;B")
    add(options("correct"), type="multiple", correct="A;TRUE")
    add(options("correct"), type="true-false", option_a=None, option_b=None, option_c=None,
        correct="A")
    add(options("correct"), type="numeric", option_a=None, option_b=None, option_c=None,
        correct="A")
    add(options("option_d"), option_c=None, option_d="To the public")
    add(options("option_c"), option_c="To the client")
    add(Plant("value.required-if", field="option_a"), option_a=None, option_b="To the firm",
        correct="B", option_c=None)
    add(Plant("value.required-if", field="correct"), correct=None)
    add(Plant("value.enum-unknown", field="type"), type="riddle")
    add(Plant("value.out-of-range", field="difficulty"), difficulty=6)
    add(Plant("value.out-of-range", field="points"), points=0)
    add(Plant("value.not-number", field="penalty"), penalty="half")
    add(Plant("value.pattern", field="correct"), correct="Z")
    add(Plant("value.list-item-empty", field="correct"), type="multiple", correct="A;;C")
    add(Plant("reference.missing", field="pool_code"), pool_code="ETHIK")
    add(Plant("key.repeated", field="question_code"), question_code="Q-0002", stem="Once more?")
    add(Plant("value.required", field="stem"), stem=None)
    return table


def students():
    table = Table(
        [
            Column("Username", "username"),
            Column("Email *", "email", True),
            Column("First name *", "first_name", True),
            Column("Last name *", "last_name", True),
            Column("Student no.", "student_no"),
            Column("Status", "status"),
            Column("Date of birth", "date_of_birth"),
            Column("Phone", "phone"),
            Column("Language", "language"),
            Column("Province or state", "subdivision"),
            Column("Country", "country"),
            Column("Postal code", "postal_code"),
            Column("Accommodations", "accommodation_codes"),
        ]
    )

    def add(*plants, username, first, last, **values):
        values.setdefault("email", f"{first}.{last}@example.org".lower())
        values.setdefault("student_no", Styled(f"{len(table.rows) + 123:06d}", "text"))
        table.add(*plants, username=username, first_name=first, last_name=last, **values)

    day = datetime.date
    add(username="adubois", first="Amelie", last="Dubois", date_of_birth=day(1990, 4, 3),
        subdivision="CA-QC", country="CA", postal_code="H2X 1Y4", accommodation_codes="ET150;BR10")
    add(username="bchan", first="Bo", last="Chan")
    add(username="cdiaz", first="Carla", last="Diaz")
    add(username="devans", first="Dylan", last="Evans")
    add(username="qfull", first="Quin", last="Full")
    add(username="rexam", first="Rae", last="Exam")
    add(username="scard", first="Sam", last="Card")
    add(username="esuspended", first="Eva", last="Sus", status="suspended")
    add(Plant("value.out-of-range", field="date_of_birth"), username="fold", first="Fay",
        last="Old", date_of_birth="1890-04-03")
    add(Plant("value.out-of-range", field="date_of_birth"), username="gyoung", first="Gil",
        last="Young", date_of_birth=day(2020, 4, 3))
    add(Plant("value.required-if", field="country"), username="hland", first="Hal", last="Land",
        postal_code="H2X 1Y4")
    add(Plant("value.subdivision-unknown", field="subdivision"), username="itexas", first="Ian",
        last="Texas", subdivision="TX", country="CA")
    add(Plant("value.postal-code-invalid", field="postal_code"), username="jcode", first="Jo",
        last="Code", country="CA", postal_code="D1D 1D1")
    add(warning("value.postal-code-region", "postal_code"), username="kregion", first="Kim",
        last="Region", subdivision="CA-QC", country="CA", postal_code="M5X 1E3")
    add(warning("value.email-typo", "email"), username="ltypo", first="Lou", last="Typo",
        email="lou.typo@gmial.com")
    add(Plant("key.unique", field="student_no"), username="mtwin", first="Max", last="Twin",
        student_no=Styled("000124", "text"))
    add(Plant("value.pattern", field="accommodation_codes"), username="ncodes", first="Nia",
        last="Codes", accommodation_codes="ET150;EXTRA")
    add(Plant("value.phone-invalid", field="phone"), username="ophone", first="Ola", last="Phone",
        phone="514 555 01")
    add(Plant("key.unique", field="email"), username="ptwin", first="Bo", last="Chan")
    return table


def bookings():
    table = Table(
        [
            Column("Booking reference", "booking_ref"),
            Column("Student username", "username"),
            Column("Student email", "email"),
            Column("Session code", "session_code"),
            Column("Exam code", "exam_code"),
            Column("Status", "status"),
            Column("Booked at", "booked_at"),
            Column("Room code", "room_code"),
            Column("Seat", "seat_no"),
            Column("Payment reference", "payment_ref"),
        ]
    )
    number = 204416

    def add(*plants, who, session, exam="ETH-EN", **values):
        nonlocal number
        number += 1
        values.setdefault("booking_ref", f"B-{number}")
        table.add(*plants, username=who, session_code=session, exam_code=exam, **values)

    add(who="adubois", session="2027-03-TOR-AM", exam="CIFC-EN", room_code="R-012", seat_no="14",
        booked_at="2027-01-15 10:30")
    add(who="bchan", session="2027-03-TOR-AM", exam="CIFC-EN", room_code="R-012", seat_no="15")
    add(who="cdiaz", session="SMALL")
    add(who="devans", session="SMALL")
    add(Plant("rule.booking-capacity", field="session_code"), who="qfull", session="SMALL")
    add(Plant("rule.booking-overlap", field="session_code"), who="adubois",
        session="2027-03-TOR-X")
    add(Plant("rule.booking-repeated", field="exam_code"), who="cdiaz", session="2027-03-TOR-PM")
    add(Plant("rule.booking-exam", field="exam_code"), who="rexam", session="2027-03-TOR-PM",
        exam="CIFC-EN")
    add(Plant("rule.identity-missing", field="username"), who=None, session="2027-03-TOR-PM")
    add(Plant("rule.identity-disagrees", field="email"), who="rexam", session="2027-03-OTT-PM",
        email="bo.chan@example.org", status="waitlisted")
    add(Plant("reference.missing", field="username"), who="nobody", session="2027-03-TOR-PM")
    add(Plant("reference.missing", field="session_code"), who="bchan", session="2027-03-TOR-ZZ")
    add(Plant("reference.inactive", field="username"), who="esuspended", session="2027-03-TOR-PM")
    add(Plant("reference.missing", field="room_code"), who="cdiaz", session="2027-03-TOR-AM",
        exam="CIFC-EN", room_code="R-099")
    add(Plant("key.unique", field="seat_no"), who="devans", session="2027-03-TOR-AM",
        exam="CIFC-EN", room_code="R-012", seat_no="14")
    add(Plant("value.card-number", field="payment_ref"), who="scard", session="2027-03-TOR-PM",
        payment_ref="4111 1111 1111 1111")
    add(Plant("key.unique", field="booking_ref"), who="qfull", session="2027-03-TOR-AM",
        exam="CIFC-EN", booking_ref="B-204417")
    add(Plant("value.enum-unknown", field="status"), who="scard", session="2027-03-OTT-PM",
        status="maybe")
    return table
