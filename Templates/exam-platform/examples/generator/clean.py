"""The clean set: a whole season, correct by every rule and as untidy as people leave it."""

import datetime
import random

from . import people
from .bank import POOLS_OF_EXAM
from .candidates import Candidates
from .places import CITIES, EXAMS
from .season import SEED, Season
from .table import Column, Table
from .workbook import Formula, Sheet, Styled, Workbook

ZONE_SPELLINGS = {
    "America/Toronto": ("America/Toronto", "America/Toronto", "Eastern Standard Time"),
    "America/Vancouver": ("america/vancouver",),
    "America/Halifax": ("Canada/Atlantic",),
}
FRENCH_YES = ("Oui", "oui", "x")
YES = ("Yes", "yes", "Y", "TRUE", "yes ")
NO = ("No", "no", "N", "")


class CleanSet:
    """Writes the season into a folder."""

    def __init__(self):
        self.season = Season()
        # Its own generator, so that untidiness never changes the season.
        self.random = random.Random(SEED + 1)

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        Workbook(
            [
                self.locations().sheet("Locations"),
                self.venues().sheet("Exam venues"),
                self.rooms().sheet("Rooms", filter_range="A1:I1"),
                instructions(),
            ],
            "Locations, venues and rooms 2027",
        ).write(folder / "locations-venues-rooms.xlsx")
        write_text(folder / "exams.csv", "\ufeff" + self.exams().text(",", "\r\n"))
        Workbook([self.proctors().sheet("Invigilators")], "Invigilators 2027").write(
            folder / "proctors.xlsx"
        )
        write_text(folder / "location_proctors-2027-01.csv", self.location_proctors().text(";"))
        Workbook([self.sessions().sheet("Testing sessions")], "Testing sessions 2027").write(
            folder / "sessions.xlsx"
        )
        write_text(folder / "session_proctors.csv", self.session_proctors().text())
        candidates = Candidates(self.season)
        write_text(folder / "instructors.csv", people.instructors().text())
        Workbook(
            [people.pools().sheet("Question banks"), people.question_table().sheet("Questions")],
            "Question bank 2027",
        ).write(folder / "question-bank.xlsx")
        Workbook([people.students(candidates).sheet("Candidates")], "Candidates 2027").write(
            folder / "students.xlsx"
        )
        write_text(folder / "bookings.csv", people.bookings(candidates).text())

    # How people type

    def untidy(self, text):
        """Now and then a space too many."""
        roll = self.random.random()
        if text and roll < 0.06:
            return text + " "
        if text and roll < 0.08:
            return " " + text
        if text and roll < 0.10:
            return text.replace(" ", "  ", 1)
        return text

    def code(self, text):
        """Codes in the case of the moment."""
        roll = self.random.random()
        return text.lower() if roll < 0.08 else text + " " if roll < 0.12 else text

    def date(self, value):
        """A true date mostly, a text in an unmistakable form sometimes."""
        if value is None:
            return None
        roll = self.random.random()
        if roll < 0.6:
            return value
        if roll < 0.8:
            return value.isoformat()
        return f"{value.day} {value:%B} {value.year}"

    def time(self, value):
        """A true time mostly, a text sometimes."""
        roll = self.random.random()
        if roll < 0.6:
            return value
        if roll < 0.8:
            return value.strftime("%H:%M")
        return f"{value.hour % 12 or 12}:{value.minute:02d} {'AM' if value.hour < 12 else 'PM'}"

    def yes(self, value):
        return self.random.choice(YES if value else NO)

    def phone(self, number):
        """`+14165550123` as somebody would type it."""
        area, exchange, line = number[2:5], number[5:8], number[8:]
        return self.random.choice(
            (
                number,
                f"({area}) {exchange}-{line}",
                f"{area}-{exchange}-{line}",
                f"{area} {exchange} {line}",
                f"+1 {area} {exchange}-{line}",
            )
        )

    # Tables

    def locations(self):
        table = Table(
            [
                Column("Location code *", "location_code", True),
                Column("Location name *", "name", True),
                Column("Type", "kind"),
                Column("Active", "status"),
                Column("Time zone *", "time_zone", True),
                Column("Max capacity", "capacity"),
                Column("Address", "street"),
                Column("Suite", "unit"),
                Column("City", "city"),
                Column("Province", "subdivision"),
                Column("Country", "country"),
                Column("Postal code", "postal_code"),
                Column("Telephone", "phone"),
                Column("E-mail", "email"),
                Column("Lat", "latitude"),
                Column("Long", "longitude"),
                Column("Valid from", "valid_from"),
                Column("Valid until", "valid_to"),
                Column("Comments", "description", width=36),
            ],
            title_rows=[
                [Styled("Examination season 2027: testing locations", "title")],
                [Styled("Operations, last change 12 November 2026", "subtitle")],
                [],
            ],
        )
        for place, city in enumerate(CITIES):
            if place == 6:
                table.add_blank()
            table.add(
                location_code=self.code(city.code),
                name=self.untidy(city.location_name),
                kind=self.random.choice(("physical", "Physical", "site", None)),
                status=self.random.choice(("Yes", "active", "Active", None)),
                time_zone=self.random.choice(ZONE_SPELLINGS.get(city.zone, (city.zone,))),
                capacity=self.random.choice((400, 500)) if place % 5 else "1,200",
                street=city.street,
                unit=Styled("2400", "text") if place == 0 else None,
                city=self.untidy(city.city),
                subdivision=self.random.choice(
                    (city.province, city.province[3:], city.province_name)
                ),
                country=self.random.choice(("CA", "Canada", "canada", "CAN")),
                postal_code=self.postal(self.season.postal_code(city)),
                phone=Styled(self.phone(self.season.phone(city)), "text"),
                email=f"{city.code[:3].lower()}@example.org",
                latitude=city.latitude,
                longitude=city.longitude,
                valid_from=self.date(datetime.date(2026, 12, 1)),
                valid_to=self.date(datetime.date(2028, 12, 31)) if place % 2 else None,
                description="Street parking only on weekends.\nEnter from the side street."
                if place == 2
                else None,
            )
        table.add(
            location_code="ONL-01",
            name="Online",
            kind="remote",
            status="Yes",
            time_zone="(GMT-05:00) America/Toronto",
            capacity=5000,
            email="online@example.org",
        )
        return table

    def postal(self, code):
        return self.random.choice((code, code, code.replace(" ", ""), code.lower()))

    def venues(self):
        table = Table(
            [
                Column("Venue code", "venue_code", True),
                Column("Location", "location_code", True),
                Column("Venue name", "name", True),
                Column("Status", "status"),
                Column("Max seats", "seats", True),
                Column("Wheelchair seats", "accessible_seats"),
                Column("Accessibility", "accessibility"),
                Column("Delivery mode", "delivery_modes"),
                Column("Street address", "street"),
                Column("City", "city"),
                Column("Postal code", "postal_code"),
                Column("Contact person", "contact_name"),
                Column("Contact email", "contact_email"),
                Column("Phone", "contact_phone"),
                Column("Rental cost", "hire_cost"),
                Column("Currency", "currency"),
                Column("Opening time", "opens_at"),
                Column("Closing time", "closes_at"),
                Column("Valid from", "valid_from"),
                Column("Details", "description", width=30),
                Column("Remarks", "notes"),
            ]
        )
        city = None
        for place, venue in enumerate(self.season.venues):
            if city is not None and venue.city is not city and place % 3 == 0:
                table.add_blank()
            city = venue.city
            has_cost = place % 3 != 1
            separator = self.random.choice((";", "; ", ", "))
            by_name = self.random.random() < 0.25
            table.add(
                venue_code=self.code(venue.code),
                location_code=self.untidy(city.location_name) if by_name else self.code(city.code),
                name=self.untidy(venue.name),
                status=self.random.choice(("active", "Active", "yes", "Y", None)),
                seats=str(venue.seats) if place % 7 == 0 else venue.seats,
                accessible_seats=venue.accessible_seats or None,
                accessibility=separator.join(
                    self.random.choice((feature, "elevator")) if feature == "lift" else feature
                    for feature in venue.features
                )
                or None,
                delivery_modes=separator.join(venue.modes) if len(venue.modes) > 1
                else self.random.choice(("paper", "Paper", None)),
                street=venue.street,
                city=city.city,
                postal_code=self.postal(venue.postal_code),
                contact_name=self.untidy(venue.contact_name),
                contact_email=venue.contact_email,
                contact_phone=self.phone(venue.contact_phone),
                hire_cost=Styled(float(venue.hire_cost), "money") if has_cost else None,
                currency=self.random.choice(("CAD", "cad")) if has_cost else None,
                opens_at=self.time(venue.opens),
                closes_at=self.time(venue.closes),
                valid_from=self.date(datetime.date(2026, 12, 1)) if place % 2 else None,
                description="Enter through door 4" if place == 0 else None,
                notes=self.random.choice((None, None, None, "contract signed", "confirm parking")),
            )
        return table

    def rooms(self):
        table = Table(
            [
                Column("Venue", "venue_code", True),
                Column("Room no.", "room_code", True),
                Column("Room name", "name"),
                Column("Level", "floor"),
                Column("Capacity", "seats", True),
                Column("E-seats", "computer_seats"),
                Column("Wheelchair access", "accessible"),
                Column("Equipment", "equipment"),
                Column("Active", "status"),
            ]
        )
        for place, venue in enumerate(self.season.venues):
            if place in (6, 20):
                table.add_blank(2)
            for room in venue.rooms:
                code = int(room.code) if room.code.isdigit() and place % 2 else room.code
                table.add(
                    venue_code=self.code(venue.code),
                    room_code=code,
                    name=self.untidy(room.name),
                    floor=room.floor,
                    seats=room.seats,
                    computer_seats=room.computer_seats or None,
                    accessible=self.yes(room.is_accessible) or None,
                    equipment=";".join(room.equipment) or None,
                    status=self.random.choice(("Yes", "active", None)),
                )
        return table

    def exams(self):
        table = Table(
            [
                Column("Exam code", "exam_code"),
                Column("Exam name", "title"),
                Column("Delivery", "delivery"),
                Column("Language", "language"),
                Column("Duration (min)", "duration_minutes"),
                Column("Pass mark (%)", "pass_mark"),
                Column("No. of questions", "question_count"),
                Column("Question banks", "pool_codes"),
                Column("Course", "course_code"),
                Column("Max attempts", "attempts_allowed"),
                Column("Fee", "fee"),
                Column("Currency", "currency"),
                Column("Version", "version"),
                Column("Status", "status"),
            ]
        )
        for place, exam in enumerate(EXAMS):
            table.add(
                exam_code=self.code(exam.code),
                title=exam.title,
                delivery={"online": "computer", "pearson-vue": "VUE"}.get(
                    exam.delivery, self.random.choice(("paper", "Paper"))
                ),
                language={"en": self.random.choice(("en", "English")), "fr-CA": "fr-CA"}[
                    exam.language
                ],
                duration_minutes={180: "3h", 150: "2 h 30"}.get(exam.minutes, exam.minutes)
                if place % 2
                else exam.minutes,
                pass_mark=self.random.choice(("60", "60%", "60 %")),
                question_count=exam.questions,
                pool_codes=POOLS_OF_EXAM.get(exam.code),
                course_code=exam.course,
                attempts_allowed=2,
                fee=f"CAD {exam.fee:.2f}" if place == 1 else f"{exam.fee:.2f}",
                currency="CAD",
                version="2027.1",
                status="published" if place % 3 else None,
            )
        return table

    def proctors(self):
        table = Table(
            [
                Column("Login", "username"),
                Column("E-mail", "email", True),
                Column("Given name", "first_name", True),
                Column("Surname", "last_name", True),
                Column("Gender", "?gender"),
                Column("Employee no.", "external_id"),
                Column("User role", "role"),
                Column("Active", "status"),
                Column("Mobile", "phone"),
                Column("Home location", "home_location_code"),
                Column("Lead", "can_lead"),
                Column("Certification expiry", "certified_until"),
                Column("Languages", "languages"),
                Column("Employer", "affiliation"),
                Column("City", "city"),
                Column("Country", "country"),
                Column("Postal code", "postal_code"),
                Column("Groups", "groups"),
            ]
        )
        names = {"en": "English", "fr-CA": "fr-CA"}
        for place, proctor in enumerate(self.season.proctors):
            if place in (40, 70, 71, 130):
                table.add_blank()
            table.add(
                username=None if proctor.uses_email else self.code(proctor.username),
                email=proctor.email.title().replace("Example.Org", "example.org")
                if place % 9 == 4
                else self.untidy_end(proctor.email),
                first_name=self.untidy(proctor.first_name),
                last_name=self.untidy(proctor.last_name),
                external_id=Styled(proctor.external_id, "text"),
                role=self.random.choice(("proctor", "Invigilator", "supervisor", None)),
                status=self.random.choice(("Yes", "Active", "active", None)),
                phone=Styled(self.phone(proctor.phone), "text"),
                home_location_code=None
                if not proctor.is_home
                else proctor.city.location_name
                if place % 6 == 2
                else self.code(proctor.city.code),
                can_lead=True
                if proctor.can_lead and place % 8 == 0
                else self.yes(proctor.can_lead) or None,
                certified_until=self.date(proctor.certified_until),
                languages=self.random.choice(("; ", ";", ", ")).join(
                    names[language] for language in proctor.languages
                ),
                affiliation=proctor.employer,
                city=proctor.city.city,
                country=self.random.choice(("CA", "Canada")),
                postal_code=self.postal(proctor.postal_code),
                groups=";".join(proctor.groups) or None,
                **{"?gender": self.random.choice(("F", "M", None))},
            )
        return table

    def untidy_end(self, text):
        return text + " " if self.random.random() < 0.05 else text

    def location_proctors(self):
        """A French office's export: semicolons, day-first dates, empty lines."""
        table = Table(
            [
                Column("Lieu", "location_code"),
                Column("Identifiant", "username"),
                Column("Courriel", "email"),
                Column("Rôle", "role"),
                Column("Début", "valid_from"),
                Column("Fin", "valid_to"),
            ]
        )
        for place, assignment in enumerate(self.season.assignments):
            if place in (15, 40):
                table.add_blank()
            proctor = assignment.proctor
            by_mail = proctor.uses_email or place % 5 == 0
            table.add(
                location_code=assignment.city.location_name
                if place % 7 == 3
                else self.code(assignment.city.code),
                username=None
                if proctor.uses_email
                else self.code(proctor.username)
                if not by_mail or place % 10 == 0
                else None,
                email=proctor.email if by_mail else None,
                role=self.random.choice((assignment.role, assignment.role.capitalize())),
                valid_from=f"{assignment.valid_from:%d/%m/%Y}",
                valid_to=f"{assignment.valid_to:%d/%m/%Y}",
            )
        return table

    def sessions(self):
        table = Table(
            [
                Column("Session code", "session_code", True),
                Column("Session name", "name", True, 40),
                Column("Exams", "exam_codes", True),
                Column("Location", "location_code"),
                Column("Venue", "venue_code"),
                Column("Room", "room_code"),
                Column("Time zone", "time_zone"),
                Column("Session date", "start_date", True),
                Column("Start time", "start_time", True),
                Column("End time", "end_time", True),
                Column("Max candidates", "capacity", True),
                Column("Booking opens", "registration_opens_at"),
                Column("Booking deadline", "registration_deadline"),
                Column("Cancel by", "cancellation_deadline"),
                Column("Session fee", "fee"),
                Column("Currency", "currency"),
                Column("Access", "access"),
                Column("Course", "course_code"),
                Column("Proctored", "proctored"),
                Column("Options", "options"),
                Column("Locked", "locked"),
                Column("Manager", "session_manager"),
                Column("Status", "status"),
                Column("Notes", "notes"),
            ]
        )
        month = None
        for place, session in enumerate(self.season.sessions):
            if month is not None and session.start.month != month:
                table.add_blank()
            month = session.start.month
            table.add(**self.session_values(place, session, table.header_row + len(table.rows) + 1))
        return table

    def session_values(self, place, session, row_number):
        day = session.start.date()
        venue = session.venue
        is_online = venue is None
        values = {
            "session_code": self.code(session.code),
            "name": self.untidy(session.name),
            "exam_codes": self.exam_list(session.exams),
            "location_code": "ONL-01"
            if is_online
            else self.random.choice((session.city.code, None)),
            "venue_code": None if is_online else self.code(venue.code),
            "room_code": session.room.code if session.room else None,
            "time_zone": session.city.zone if session.city and place % 6 == 0 else None,
            "start_date": self.date(day),
            "start_time": self.time(session.start.time()),
            "end_time": self.time(session.end.time()),
            "capacity": session.capacity,
            "registration_opens_at": datetime.datetime(2027, 1, 4, 8, 0)
            if place % 3
            else "2027-01-04 08:00",
            "registration_deadline": datetime.datetime.combine(
                day - datetime.timedelta(days=8), datetime.time(23, 59)
            ),
            "cancellation_deadline": f"{day - datetime.timedelta(days=6)} 23:59"
            if place % 2
            else None,
            "fee": Styled(75.0, "money") if place % 2 else None,
            "currency": "CAD" if place % 2 else None,
            "access": "course" if place % 10 == 0 else self.random.choice(("any", "Any", None)),
            "course_code": session.exams[0].course if place % 10 == 0 else None,
            "proctored": "no" if is_online else self.random.choice(("Yes", "yes", "Y", None)),
            "options": "lockdown-browser" if is_online else None,
            "locked": self.random.choice(("No", "no", None)),
            "session_manager": people.MANAGERS[place % len(people.MANAGERS)],
            "status": self.random.choice(("active", "Active", "yes", None)),
            "notes": "waiting list likely" if place % 17 == 0 else None,
        }
        if session.room and place % 2:
            # Somebody computed the number of places; the program saved the result.
            values["capacity"] = Formula(f"{session.capacity}*1", session.capacity)
        if place % 25 == 7 and not is_online:
            venue_text = values["venue_code"]
            values["start_date"] = day
            values["name"] = Formula(
                f'TEXT(H{row_number},"mmmm yyyy")&", "&E{row_number}',
                f"{day:%B %Y}, {venue_text}",
            )
        return values

    def exam_list(self, exams):
        """Several codes in one cell, now and then with a separator too many at the end."""
        separator = self.random.choice((";", "; ", ",", ";;"))
        if separator == ";;":
            return ";".join(exam.code for exam in exams) + ";"
        return separator.join(exam.code for exam in exams)

    def session_proctors(self):
        table = Table(
            [
                Column("Session", "session_code"),
                Column("Proctor", "username"),
                Column("Email address", "email"),
                Column("Function", "role"),
                Column("Room", "room_code"),
                Column("Arrival time", "arrive_at"),
                Column("Departure time", "leave_at"),
                Column("Confirmed", "confirmed"),
                Column("Confirmation date", "confirmed_on"),
                Column("Hourly rate", "pay_rate"),
                Column("Currency", "currency"),
                Column("Pay unit", "pay_unit"),
                Column("Remarks", "notes"),
            ]
        )
        table.add(session_code="#EXAMPLE 2027-03-TOR-AM", username="mlee", role="lead",
                  arrive_at="08:15", confirmed="yes", pay_rate="28.50", currency="CAD")
        spellings = {
            "lead": ("lead", "Lead", "Lead proctor"),
            "proctor": ("proctor", "Invigilator", "supervisor", ""),
            "relief": ("relief", "backup"),
        }
        session = None
        for place, duty in enumerate(self.season.duties):
            if session is not None and duty.session.start.month != session.start.month:
                table.add_blank()
            session = duty.session
            proctor = duty.proctor
            by_mail = proctor.uses_email or place % 6 == 1
            arrive = session.start - datetime.timedelta(minutes=45)
            leave = session.end + datetime.timedelta(minutes=30)
            is_paid = place % 4 != 3
            table.add(
                session_code=self.code(session.code),
                username=None
                if proctor.uses_email
                else proctor.external_id
                if place % 11 == 5
                else self.code(proctor.username)
                if not by_mail or place % 12 == 1
                else None,
                email=proctor.email if by_mail else None,
                role=self.random.choice(spellings[duty.role]),
                room_code=session.room.code if session.room else None,
                arrive_at=self.random.choice(
                    (arrive.strftime("%H:%M"), f"{arrive.hour}h{arrive.minute:02d}",
                     arrive.strftime("%Y-%m-%d %H:%M"))
                ),
                leave_at=leave.strftime("%H:%M") if place % 2 else None,
                confirmed=self.random.choice(YES + FRENCH_YES) if place % 5 else "no",
                confirmed_on=(session.start.date() - datetime.timedelta(days=14)).isoformat()
                if place % 5
                else None,
                pay_rate=("34.00" if duty.role == "lead" else "28.50") if is_paid else None,
                currency="CAD" if is_paid else None,
                pay_unit=self.random.choice(("hour", "Hour", None)) if is_paid else None,
                notes="first sitting" if place % 40 == 9 else None,
            )
        return table


def instructions():
    """A sheet that importers know and leave alone."""
    return Sheet(
        "Instructions",
        [
            [Styled("How this workbook was filled in", "title")],
            [],
            [Styled("One row per location, venue and room. Dark headers are required.", "long")],
            [Styled("Codes never change once a season is published.", "long")],
        ],
        widths=[80.0],
    )


def write_text(path, text):
    path.write_bytes(text.encode("utf-8"))
