"""The faulty set: a small season with the mistakes that real clerks make.

Every mistake sits in a row of its own that nothing else depends on, unless the dependence is the
point. `planted.json` lists code, severity and place of each.
"""

import datetime
import json

from . import faulty_people
from .clean import write_text
from .table import Column, Plant, Table
from .workbook import Error, Formula, Sheet, Styled, Workbook


def at(year, month, day, hour, minute=0):
    return datetime.datetime(year, month, day, hour, minute)


def warning(code, field=None, column_number=None):
    return Plant(code, "warning", field, column_number)


class FaultySet:
    """Writes the set into a folder and returns what it planted."""

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        planted = []

        locations = self.locations()
        sheet = locations.sheet(
            "Locations",
            merged=[self.merged_range],
            hidden_rows={locations.row_number(self.hidden_row)},
        )
        old = Sheet(
            "Lieux",
            [
                ["Code du lieu", "Nom", "Fuseau horaire"],
                ["TOR-00", "Ancien lieu", "America/Toronto"],
            ],
            is_hidden=True,
        )
        scratch = Sheet("Sheet3", [["call Dana about parking"], [None, 416]])
        Workbook([sheet, scratch, old], "Locations").write(folder / "locations.xlsx")
        planted += locations.planted("locations.xlsx", "Locations")
        for code, name in (
            ("sheet.hidden-rows", "Locations"),
            ("sheet.unknown", "Sheet3"),
            ("sheet.hidden", "Lieux"),
        ):
            planted.append(sheet_address(code, "locations.xlsx", name))

        proctors = self.proctors()
        Workbook([proctors.sheet("Proctors")], "Proctors").write(folder / "proctors.xlsx")
        planted += proctors.planted("proctors.xlsx", "Proctors")

        sessions = self.sessions()
        Workbook([sessions.sheet("Common sessions")], "Common sessions").write(
            folder / "common_sessions.xlsx"
        )
        planted += sessions.planted("common_sessions.xlsx", "Common sessions")

        for stem, name, table in (
            ("questions", "Questions", faulty_people.questions()),
            ("students", "Students", faulty_people.students()),
        ):
            Workbook([table.sheet(name)], name).write(folder / f"{stem}.xlsx")
            planted += table.planted(f"{stem}.xlsx", name)

        for stem, table in (
            ("venues", self.venues()),
            ("rooms", self.rooms()),
            ("exams", self.exams()),
            ("location_proctors", self.location_proctors()),
            ("session_proctors", self.session_proctors()),
            ("instructors", faulty_people.instructors()),
            ("question_pools", faulty_people.pools()),
            ("bookings", faulty_people.bookings()),
        ):
            write_text(folder / f"{stem}.csv", table.text())
            planted += table.planted(f"{stem}.csv")

        planted.sort(
            key=lambda plant: (
                plant["file"],
                plant["sheet"] or "",
                plant["row"] or 0,
                plant["columnNumber"] or 0,
                plant["code"],
            )
        )
        lines = ",\n".join("  " + json.dumps(plant, ensure_ascii=False) for plant in planted)
        write_text(folder / "planted.json", f"[\n{lines}\n]\n")
        return planted

    def locations(self):
        table = Table(
            [
                Column("Location code *", "location_code", True),
                Column("Name *", "name", True),
                Column("Kind", "kind"),
                Column("Status", "status"),
                Column("Time zone *", "time_zone", True),
                Column("Capacity", "capacity"),
                Column("Street", "street"),
                Column("Building", "building"),
                Column("City", "city"),
                Column("Province or state", "subdivision"),
                Column("Country", "country"),
                Column("Postal code", "postal_code"),
                Column("Phone", "phone"),
                Column("Email", "email"),
                Column("Latitude", "latitude"),
                Column("Longitude", "longitude"),
                Column("Valid from", "valid_from"),
                Column("Valid to", "valid_to"),
                Column("Description", "description"),
                Column("Parking contact", "?parking"),
            ]
        )
        table.header_plants.append(
            warning("header.unknown", column_number=table.number("?parking"))
        )

        # The ones that the rest of the set stands on.
        table.add(
            location_code="TOR-01", name="Toronto Downtown", kind="physical", status="active",
            time_zone="America/Toronto", capacity=250, street="100 King Street West",
            city="Toronto", subdivision="CA-ON", country="CA", postal_code="M5X 1E3",
            valid_to=datetime.date(2028, 12, 31), **{"?parking": "Dana Roy"},
        )
        table.add(
            location_code="OTT-01", name="Ottawa Centre", kind="physical", status="active",
            time_zone="America/Toronto", capacity=250, street="55 Metcalfe Street", city="Ottawa",
            subdivision="CA-ON", country="CA", postal_code="K1P 6L5",
            valid_to=datetime.date(2028, 12, 31), **{"?parking": "Sam Fortin"},
        )
        table.add(
            location_code="VAN-01", name="Vancouver Harbour", kind="physical", status="active",
            time_zone="America/Vancouver", capacity=250, street="555 Hastings Street West",
            city="Vancouver", subdivision="CA-BC", country="CA", postal_code="V6B 4N6",
            valid_to=datetime.date(2028, 12, 31),
        )
        table.add_blank()

        def add(*plants, code, name, **values):
            values.setdefault("kind", "virtual")
            values.setdefault("time_zone", "America/Toronto")
            return table.add(*plants, location_code=code, name=name, **values)

        add(Plant("key.missing", field="location_code"), code=None, name="Ajax")
        add(Plant("value.required", field="name"), code="BAR-01", name=None)
        add(
            Plant("value.required-if", field="street"), code="BRA-01", name="Brampton",
            kind="physical", city="Brampton", subdivision="CA-ON", country="CA",
            postal_code="L6V 1A1",
        )
        add(Plant("value.pattern", field="location_code"), code="BRA/02", name="Brampton East")
        add(
            Plant("value.too-long", field="building"), code="BUR-01", name="Burlington",
            building="Old Administration Wing",
        )
        add(Plant("value.text-damaged", field="name"), code="MTL-02", name="MontrÃ©al Est")
        add(
            Plant("value.time-zone-unknown", field="time_zone"),
            Plant("reference.parent-invalid", field="location_code"),
            code="CAL-01", name="Caledon", time_zone="EST",
        )
        add(Plant("value.enum-unknown", field="kind"), code="COB-01", name="Cobourg",
            kind="phisical")
        add(Plant("value.enum-unknown", field="status"), code="COB-02", name="Cobourg Beach",
            status="open soon")
        add(
            Plant("value.subdivision-unknown", field="subdivision"), code="GUE-03",
            name="Guelph Farm", subdivision="TX", country="CA",
        )
        add(
            Plant("value.postal-code-invalid", field="postal_code"), code="MIS-01",
            name="Mississauga", country="CA", postal_code="M5O 1E3",
        )
        add(
            warning("value.postal-code-region", "postal_code"), code="MIS-02",
            name="Mississauga Lake", subdivision="CA-ON", country="CA", postal_code="H2X 1Y4",
        )
        add(
            Plant("value.phone-invalid", field="phone"), code="OAK-01", name="Oakville",
            country="CA", phone="416 555 012",
        )
        add(warning("value.placeholder", "phone"), code="OAK-02", name="Oakville Pier",
            country="CA", phone="TBD")
        add(Plant("value.email-invalid", field="email"), code="OSH-01", name="Oshawa",
            email="jdoe@school")
        add(warning("value.email-typo", "email"), code="OSH-02", name="Oshawa Works",
            email="j.doe@gmial.com")
        add(
            Plant("value.out-of-range", field="latitude"), code="PET-01", name="Peterborough",
            latitude=91, longitude=-78.32,
        )
        add(Plant("rule.coordinates-pair", field="latitude"), code="PIC-01", name="Pickering",
            latitude=43.83841)
        add(
            warning("rule.coordinates-zero", "latitude"), code="PIC-02", name="Pickering Bay",
            latitude=0, longitude=0,
        )
        add(Plant("value.not-integer", field="capacity"), code="SAU-01", name="Sault",
            capacity=12.5)
        add(Plant("value.cell-error", field="capacity"), code="SAU-02", name="Sault Locks",
            capacity=Error("#N/A"))
        add(Plant("value.formula-uncached", field="capacity"), code="SAU-03", name="Sault Ridge",
            capacity=Formula("F2*2"))
        add(Plant("value.date-invalid", field="valid_from"), code="SUD-01", name="Sudbury",
            valid_from="31/02/2027")
        add(
            Plant("rule.date-order", field="valid_to"), code="SUD-02", name="Sudbury Mine",
            valid_from=datetime.date(2028, 12, 31), valid_to=datetime.date(2028, 6, 30),
        )
        add(
            Plant("value.date-1904-shift", severity="warning", field="valid_to"), code="SUD-03", name="Sudbury Lake",
            valid_to=datetime.date(2024, 12, 30),
        )
        add(
            Plant("value.country-unknown", field="country"), code="THU-01", name="Thunder Bay",
            country="Canda",
        )
        add(code="HAM-01", name="Hamilton", capacity=250)
        add(Plant("key.repeated", field="location_code"), code="ham-01 ", name="Hamilton",
            capacity=205)
        add(code="KIN-01", name="Kingston", capacity=80)
        add(
            warning("key.repeated-identical", "location_code"), code="KIN-01", name="Kingston",
            capacity=80,
        )
        add(code="GUE-01", name="Guelph Centre")
        add(Plant("key.unique", field="name"), code="GUE-02", name="guelph  centre")
        add(Plant("value.look-alike", field="location_code"), code="ТOR-09", name="Toronto North")
        add(Plant("value.wrong-cell-type", field="name"), code="VAU-01", name=True)
        first = add(
            Plant("sheet.merged-cells", field="description"), code="WHI-01", name="Whitby",
            description="Ring at the side door",
        )
        add(code="WHI-02", name="Whitby Shores", valid_to=datetime.date(2028, 12, 31))
        self.hidden_row = add(
            code="WIN-01", name="Windsor", valid_to=datetime.date(2028, 12, 31)
        )
        row = table.row_number(first)
        self.merged_range = f"S{row}:S{row + 1}"
        table.add(
            warning("row.not-data", column_number=table.number("name")), name="TOTAL",
            capacity=Formula("SUM(F2:F40)", 1285),
        )
        return table

    def venues(self):
        table = Table(
            [
                Column("Venue code", "venue_code"),
                Column("Location code", "location_code"),
                Column("Name", "name"),
                Column("Status", "status"),
                Column("Seats", "seats"),
                Column("Accessible seats", "accessible_seats"),
                Column("Accessibility", "accessibility"),
                Column("Delivery modes", "delivery_modes"),
                Column("Hire cost", "hire_cost"),
                Column("Currency", "currency"),
                Column("Opens at", "opens_at"),
                Column("Closes at", "closes_at"),
                Column("Valid to", "valid_to"),
                Column("Contact email", "contact_email"),
            ]
        )

        def add(*plants, code, name, location="TOR-01", seats=40, surplus=(), cut_after=None,
                **values):
            return table.add(
                *plants, venue_code=code, location_code=location, name=name, seats=seats,
                surplus=surplus, cut_after=cut_after, **values,
            )

        add(
            code="TOR-01-MTCC", name="Convention Centre, North Building", status="active",
            seats=120, accessible_seats=4, delivery_modes="paper", hire_cost="1250",
            currency="CAD", opens_at="08:00", closes_at="21:00", valid_to="2027-12-31",
        )
        add(code="TOR-01-OLD", name="Old Armoury", status="inactive", seats=50)
        add(code="OTT-01-CC", location="OTT-01", name="Capital Conference Centre", seats=80)
        add(
            code="VAN-01-HARC", location="VAN-01", name="Harbour Centre", seats=100,
            delivery_modes="paper;online", hire_cost="900", currency="CAD",
        )
        add(Plant("reference.missing", field="location_code"), code="TOR-10-ANX",
            location="TOR-10", name="Annex")
        add(code="CAL-01-HALL", location="CAL-01", name="Caledon Hall")
        add(Plant("rule.money-pair", field="hire_cost"), code="TOR-01-BAY", name="Bay Tower",
            hire_cost="1100")
        add(
            Plant("value.number-ambiguous", field="hire_cost"), code="TOR-01-DON",
            name="Don Valley Hall", hire_cost="1.250", currency="CAD",
        )
        add(Plant("value.list-item-empty", field="accessibility"), code="TOR-01-ELM",
            name="Elm Street Hall", accessibility="wheelchair;;lift")
        add(warning("value.list-item-repeated", "accessibility"), code="TOR-01-FIR",
            name="Fir Street Hall", accessibility="lift;wheelchair;elevator")
        add(
            Plant("rule.capacity-over-seats", field="accessible_seats"), code="TOR-01-GUM",
            name="Gum Street Hall", accessible_seats=60,
        )
        add(warning("rule.seats-over-location", "seats"), code="TOR-01-HUB", name="The Hub",
            seats=300)
        add(Plant("value.time-invalid", field="opens_at"), code="TOR-01-IVY", name="Ivy Hall",
            opens_at="25:00", closes_at="21:00")
        add(
            Plant("rule.date-order", field="closes_at"), code="TOR-01-JAY", name="Jay Hall",
            opens_at="20:00", closes_at="08:00",
        )
        add(
            Plant("csv.too-many-fields", column_number=15), code="TOR-01-KEY", name="Key Hall",
            surplus=["Ontario"],
        )
        add(warning("csv.too-few-fields"), code="TOR-01-LEA", name="Lea Hall", cut_after=5)
        add(Plant("value.out-of-range", field="seats"), code="TOR-01-MAY", name="May Hall",
            seats=0)
        add(Plant("value.not-integer", field="seats"), code="TOR-01-NEW", name="New Hall",
            seats="about forty")
        return table

    def rooms(self):
        table = Table(
            [
                Column("Venue code", "venue_code"),
                Column("Room code", "room_code"),
                Column("Name", "name"),
                Column("Seats", "seats"),
                Column("Computer seats", "computer_seats"),
                Column("Accessible", "accessible"),
                Column("Equipment", "equipment"),
            ]
        )
        table.add(venue_code="TOR-01-MTCC", room_code="R-012", name="North Hall A", seats=60,
                  accessible="yes", equipment="clock;projector")
        table.add(venue_code="TOR-01-MTCC", room_code="R-014", name="North Hall B", seats=40,
                  accessible="no")
        table.add(venue_code="OTT-01-CC", room_code="101", name="Rideau Room", seats=50)
        table.add(Plant("rule.rooms-over-venue", field="seats"), venue_code="OTT-01-CC",
                  room_code="102", name="Canal Room", seats=50)
        table.add(Plant("value.boolean-unknown", field="accessible"), venue_code="VAN-01-HARC",
                  room_code="201", name="Pacific Room", seats=30, accessible="maybe")
        table.add(Plant("rule.capacity-over-seats", field="computer_seats"),
                  venue_code="VAN-01-HARC", room_code="202", name="Cedar Room", seats=20,
                  computer_seats=25)
        table.add(Plant("key.missing", field="room_code"), venue_code="VAN-01-HARC",
                  name="Unnumbered Room", seats=10)
        return table

    def exams(self):
        table = Table(
            [
                Column("Exam code", "exam_code"),
                Column("Title", "title"),
                Column("Delivery", "delivery"),
                Column("Language", "language"),
                Column("Duration (min)", "duration_minutes"),
                Column("Pass mark (%)", "pass_mark"),
                Column("Fee", "fee"),
                Column("Currency", "currency"),
                Column("Question count", "question_count"),
                Column("Question pools", "pool_codes"),
            ]
        )

        def add(*plants, code, title, **values):
            values = {"delivery": "paper", "language": "en", "duration_minutes": 90} | values
            table.add(*plants, exam_code=code, title=title, **values)

        add(code="CIFC-EN", title="Canadian Investment Funds", duration_minutes=180,
            pass_mark="60", fee="350.00", currency="CAD")
        add(code="ETH-EN", title="Ethics and Professional Conduct", pass_mark="60", fee="180.00",
            currency="CAD")
        add(code="WEB-EN", title="Privacy Essentials", delivery="online", duration_minutes=60)
        add(Plant("value.not-number", field="pass_mark"), code="TAX-EN", title="Taxation",
            pass_mark="sixty")
        add(Plant("value.enum-unknown", field="language"), code="TAX-KL", title="Taxation, reprint",
            language="Klingon")
        add(Plant("value.out-of-range", field="duration_minutes"), code="TAX-XL",
            title="Taxation, long", duration_minutes="25h")
        add(Plant("value.too-precise", field="fee"), code="TAX-FR", title="Fiscalité",
            language="fr-CA", fee="180.505", currency="CAD")
        add(Plant("rule.money-pair", field="fee"), code="TAX-US", title="Taxation, cross-border",
            fee="USD 95.00", currency="CAD")
        add(Plant("rule.exam-pool-size", field="question_count"), code="ETH-XL",
            title="Ethics, long", question_count=50, pool_codes="ETH")
        add(Plant("reference.missing", field="pool_codes"), code="ETH-XX", title="Ethics, lost",
            pool_codes="ETH;EHT")
        return table

    def proctors(self):
        table = Table(
            [
                Column("Username", "username"),
                Column("Email *", "email", True),
                Column("First name *", "first_name", True),
                Column("Last name *", "last_name", True),
                Column("External ID", "external_id"),
                Column("Phone", "phone"),
                Column("Home location", "home_location_code"),
                Column("Can lead", "can_lead"),
                Column("Certified until", "certified_until"),
                Column("Languages", "languages"),
                Column("Affiliation", "affiliation"),
                Column("Country", "country"),
                Column("Password", "password"),
            ]
        )
        number = 416

        def add(*plants, username, first, last, **values):
            nonlocal number
            number += 1
            defaults = {
                "email": f"{first}.{last}@example.org".lower(),
                "external_id": Styled(f"{number:06d}", "text"),
                "home_location_code": "TOR-01",
                "can_lead": "no",
                "country": "CA",
            }
            table.add(*plants, username=username, first_name=first, last_name=last,
                      **(defaults | values))

        ends = datetime.date(2028, 6, 30)
        add(username="mlee", first="Morgan", last="Lee", can_lead="yes", certified_until=ends)
        add(username="jpatel", first="Jaya", last="Patel", can_lead="yes", certified_until=ends,
            home_location_code="OTT-01")
        add(username="okeane", first="Owen", last="Keane", can_lead="yes",
            certified_until=datetime.date(2026, 12, 31))
        add(username="nroy", first="Nora", last="Roy")
        add(username="bkhan", first="Bilal", last="Khan", can_lead="yes")
        add(username="ctran", first="Chi", last="Tran", can_lead="yes")
        for username, first, last in (
            ("asilva", "Ana", "Silva"), ("dwong", "Derek", "Wong"), ("efraser", "Ellen", "Fraser"),
            ("fgagnon", "Félix", "Gagnon"), ("gmorin", "Gilles", "Morin"),
            ("hpark", "Hana", "Park"), ("iweber", "Ida", "Weber"), ("jcosta", "João", "Costa"),
            ("kmensah", "Kofi", "Mensah"), ("lchen", "Li", "Chen"), ("mali", "Mona", "Ali"),
        ):
            ascii_first = first.replace("é", "e").replace("ã", "a")
            add(username=username, first=first, last=last,
                email=f"{ascii_first}.{last}@example.org".lower(), languages="en;fr-CA")
        add(Plant("value.secret-refused", field="password"), username="zdunn", first="Zoe",
            last="Dunn", password="Temp1234!")
        add(Plant("value.digits-lost", field="phone"), username="ybell", first="Yann", last="Bell",
            phone="1.41656E+10")
        add(Plant("key.unique", field="email"), username="mlee2", first="Morgana", last="Leeds",
            email="Morgan.Lee@example.org")
        add(Plant("value.date-in-text", field="external_id"), username="xmarch", first="Xavier",
            last="March", external_id=datetime.date(2027, 3, 1))
        add(warning("value.zero-lost", "external_id"), username="wshort", first="Wim",
            last="Short", external_id=Styled("513", "text"))
        add(warning("value.two-digit-year", "certified_until"), username="vyears", first="Vera",
            last="Years", certified_until="30/06/28")
        add(Plant("value.card-number", field="affiliation"), username="ucard", first="Uma",
            last="Card", affiliation=Styled("4111 1111 1111 1111", "text"))
        add(Plant("reference.missing", field="home_location_code"), username="tlost",
            first="Theo", last="Lost", home_location_code="TOR-99")
        add(Plant("value.boolean-unknown", field="can_lead"), username="shalf", first="Sia",
            last="Half", can_lead="sometimes")
        return table

    def location_proctors(self):
        table = Table(
            [
                Column("Location code", "location_code"),
                Column("Proctor username", "username"),
                Column("Proctor email", "email"),
                Column("Role", "role"),
                Column("Valid from", "valid_from"),
                Column("Valid to", "valid_to"),
            ]
        )
        table.add(location_code="OTT-01", username="ctran", role="proctor",
                  valid_from="2027-01-01", valid_to="2027-12-31")
        table.add(Plant("rule.identity-missing", field="username"), location_code="OTT-01",
                  role="proctor")
        table.add(Plant("rule.identity-disagrees", field="email"), location_code="OTT-01",
                  username="mlee", email="jaya.patel@example.org")
        table.add(Plant("value.date-order-unclear", field="valid_from"), location_code="VAN-01",
                  username="asilva", valid_from="03/04/2027")
        table.add(Plant("reference.missing", field="username"), location_code="VAN-01",
                  username="nobody")
        table.add(Plant("rule.date-order", field="valid_to"), location_code="VAN-01",
                  username="dwong", valid_from="2027-05-01", valid_to="2027-04-30")
        return table

    def sessions(self):
        table = Table(
            [
                Column("Session code *", "session_code", True),
                Column("Name *", "name", True),
                Column("Exam codes *", "exam_codes", True),
                Column("Location code", "location_code"),
                Column("Venue code", "venue_code"),
                Column("Room code", "room_code"),
                Column("Time zone", "time_zone"),
                Column("Start *", "start_at", True),
                Column("End *", "end_at", True),
                Column("Capacity *", "capacity", True),
                Column("Registration opens", "registration_opens_at"),
                Column("Registration deadline", "registration_deadline"),
                Column("Status", "status"),
                Column("Session manager", "session_manager"),
            ]
        )

        def add(*plants, code, start, end, exams="ETH-EN", venue="TOR-01-MTCC", capacity=30,
                **values):
            values.setdefault("name", f"Sitting {code}")
            table.add(*plants, session_code=code, exam_codes=exams, venue_code=venue,
                      start_at=start, end_at=end, capacity=capacity, **values)

        # Staffed in session_proctors.csv.
        add(code="2027-03-TOR-AM", exams="CIFC-EN", start=at(2027, 3, 6, 9),
            end=at(2027, 3, 6, 12, 30), name="March 2027, Toronto, morning")
        add(code="2027-03-TOR-PM", start=at(2027, 3, 6, 14), end=at(2027, 3, 6, 16),
            name="March 2027, Toronto, afternoon")
        add(code="2027-03-TOR-X", start=at(2027, 3, 6, 10), end=at(2027, 3, 6, 11, 30),
            capacity=10, name="March 2027, Toronto, extra")
        add(code="2027-03-OTT-PM", venue="OTT-01-CC", start=at(2027, 3, 6, 13),
            end=at(2027, 3, 6, 15), capacity=20, name="March 2027, Ottawa, afternoon")
        add(code="TWO-LEADS", start=at(2027, 4, 3, 9), end=at(2027, 4, 3, 11))
        add(code="NO-LEAD", start=at(2027, 4, 4, 9), end=at(2027, 4, 4, 11))
        add(warning("rule.proctor-ratio", "capacity"), code="FEW-EYES",
            start=at(2027, 4, 5, 9), end=at(2027, 4, 5, 11), capacity=110)
        add(code="GUARDED", start=at(2027, 4, 6, 9), end=at(2027, 4, 6, 11))

        add(Plant("rule.session-end", field="end_at"), code="BACKWARDS",
            start=at(2027, 4, 10, 9), end=at(2027, 4, 10, 8, 30))
        add(Plant("rule.session-too-short", field="end_at"), code="SHORT", exams="CIFC-EN",
            start=at(2027, 4, 11, 9), end=at(2027, 4, 11, 11))
        add(Plant("rule.deadline-order", field="registration_deadline"), code="LATE-DEADLINE",
            start=at(2027, 4, 12, 9), end=at(2027, 4, 12, 11),
            registration_opens_at=at(2027, 1, 4, 8), registration_deadline=at(2027, 4, 13, 23, 59))
        add(Plant("rule.deadline-order", field="registration_opens_at"), code="EARLY-DEADLINE",
            start=at(2027, 4, 13, 9), end=at(2027, 4, 13, 11),
            registration_opens_at=at(2027, 3, 4, 8), registration_deadline=at(2027, 2, 1, 23, 59))
        add(Plant("rule.venue-location", field="venue_code"), code="ELSEWHERE", venue="OTT-01-CC",
            location_code="TOR-01", start=at(2027, 4, 14, 9), end=at(2027, 4, 14, 11))
        add(Plant("rule.time-zone-differs", field="time_zone"), code="OTHER-ZONE",
            time_zone="America/Vancouver", start=at(2027, 4, 15, 9), end=at(2027, 4, 15, 11))
        add(Plant("value.local-time-gap", field="start_at"), code="NIGHT",
            start=at(2027, 3, 14, 2, 30), end=at(2027, 3, 14, 11))
        add(Plant("reference.inactive", field="venue_code"), code="CLOSED-HALL",
            venue="TOR-01-OLD", start=at(2027, 4, 16, 9), end=at(2027, 4, 16, 11))
        add(Plant("rule.capacity-over-seats", field="capacity"), code="CROWDED", capacity=150,
            start=at(2027, 4, 17, 9), end=at(2027, 4, 17, 11))
        add(Plant("rule.venue-delivery", field="venue_code"), code="NO-COMPUTERS", exams="WEB-EN",
            start=at(2027, 4, 18, 9), end=at(2027, 4, 18, 11))
        add(Plant("rule.mixed-delivery", field="exam_codes"), code="MIXED", exams="ETH-EN;WEB-EN",
            venue="VAN-01-HARC", start=at(2027, 4, 19, 9), end=at(2027, 4, 19, 11))
        add(
            Plant("rule.outside-validity", field="start_at"),
            Plant("rule.outside-validity", field="end_at"),
            code="NEXT-YEAR", start=at(2028, 3, 4, 9), end=at(2028, 3, 4, 11),
        )
        add(warning("rule.outside-hours", "start_at"), code="EARLY-BIRDS",
            start=at(2027, 4, 20, 6, 30), end=at(2027, 4, 20, 9))
        add(warning("rule.session-past", "start_at"), code="LAST-YEAR",
            start=at(2025, 3, 6, 9), end=at(2025, 3, 6, 11))
        add(code="ROOM-FIRST", room_code="R-012", capacity=20, start=at(2027, 4, 21, 9),
            end=at(2027, 4, 21, 11))
        add(Plant("rule.room-overlap", field="room_code"), code="ROOM-SECOND", room_code="r-012",
            capacity=20, start=at(2027, 4, 21, 10), end=at(2027, 4, 21, 12))
        add(code="HALL-FIRST", capacity=80, start=at(2027, 4, 22, 9), end=at(2027, 4, 22, 12, 30))
        add(Plant("rule.venue-overlap", field="capacity"), code="HALL-SECOND", capacity=60,
            start=at(2027, 4, 22, 11), end=at(2027, 4, 22, 13))
        add(Plant("value.date-invalid", field="start_at"), code="WITH-ZONE",
            start="2027-04-24 09:00 EST", end=at(2027, 4, 24, 11))
        add(Plant("reference.missing", field="exam_codes"), code="WRONG-EXAM",
            exams="CIFC-EN;ETC-EN", start=at(2027, 4, 25, 9), end=at(2027, 4, 25, 13))
        add(Plant("value.required-if", field="venue_code"), code="NOWHERE", venue=None,
            room_code="R-012", location_code="TOR-01", start=at(2027, 4, 26, 9),
            end=at(2027, 4, 26, 11))
        # Booked in bookings.csv.
        add(code="SMALL", venue="OTT-01-CC", start=at(2027, 4, 27, 9), end=at(2027, 4, 27, 11),
            capacity=2)
        add(Plant("reference.missing", field="session_manager"), code="UNMANAGED",
            session_manager="nobody", start=at(2027, 4, 28, 9), end=at(2027, 4, 28, 11))
        return table

    def session_proctors(self):
        table = Table(
            [
                Column("Session code", "session_code"),
                Column("Proctor username", "username"),
                Column("Proctor email", "email"),
                Column("Role", "role"),
                Column("Arrive at", "arrive_at"),
                Column("Confirmed", "confirmed"),
                Column("Pay rate", "pay_rate"),
                Column("Currency", "currency"),
            ]
        )

        def add(*plants, session, username, role="proctor", **values):
            table.add(*plants, session_code=session, username=username, role=role, **values)

        add(session="2027-03-TOR-AM", username="mlee", role="lead", arrive_at="08:15",
            confirmed="yes", pay_rate="34.50", currency="CAD")
        add(session="2027-03-TOR-AM", username="ctran", pay_rate="28.50", currency="CAD")
        add(session="2027-03-TOR-PM", username="bkhan", role="lead")
        add(Plant("rule.proctor-not-assigned", field="username"), session="2027-03-TOR-PM",
            username="jpatel")
        add(Plant("rule.proctor-overlap", field="username"), session="2027-03-TOR-X",
            username="mlee", role="lead")
        add(warning("rule.proctor-travel", "username"), session="2027-03-OTT-PM",
            username="ctran", role="lead")
        add(session="TWO-LEADS", username="bkhan", role="lead")
        add(Plant("rule.lead-repeated", field="role"), session="TWO-LEADS", username="mlee",
            role="lead")
        add(Plant("rule.lead-missing", field="session_code"), session="NO-LEAD", username="nroy")
        add(session="NO-LEAD", username="asilva")
        add(session="FEW-EYES", username="bkhan", role="lead")
        add(session="FEW-EYES", username="dwong")
        add(warning("rule.lead-not-allowed", "role"), session="GUARDED", username="nroy",
            role="lead")
        add(Plant("rule.certificate-expired", field="username"), session="GUARDED",
            username="okeane")
        add(Plant("rule.arrival-window", field="arrive_at"), session="GUARDED",
            username="efraser", arrive_at="05:30")
        add(Plant("value.boolean-unknown", field="confirmed"), session="GUARDED",
            username="fgagnon", confirmed="asked him")
        add(Plant("value.too-precise", field="pay_rate"), session="GUARDED", username="gmorin",
            pay_rate="28.505", currency="CAD")
        add(Plant("rule.identity-missing", field="username"), session="GUARDED", username=None)
        return table


def sheet_address(code, file, sheet):
    """A warning about a whole sheet."""
    return {
        "code": code,
        "severity": "warning",
        "file": file,
        "sheet": sheet,
        "row": None,
        "column": None,
        "columnNumber": None,
        "field": None,
    }
