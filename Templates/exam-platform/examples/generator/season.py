"""A tidy season: who, where, when, with every rule of the package kept.

Everything follows from the seed; the untidiness is added when the files are written.
"""

import datetime
import random
import unicodedata
from dataclasses import dataclass, field

from .places import CITIES, EMPLOYERS, EXAMS, FIRST_NAMES, LAST_NAMES, POSTAL_LETTERS

SEED = 20270306
PAPER_SESSIONS_PER_DATE = 29
DATES = (
    datetime.date(2027, 2, 6),
    datetime.date(2027, 3, 6),
    datetime.date(2027, 4, 10),
    datetime.date(2027, 5, 15),
    datetime.date(2027, 6, 12),
)
CANDIDATES_PER_PROCTOR = 30


@dataclass
class Venue:
    code: str
    city: object
    name: str
    seats: int
    accessible_seats: int
    features: list
    modes: list
    street: str
    postal_code: str
    contact_name: str
    contact_email: str
    contact_phone: str
    hire_cost: int
    opens: datetime.time
    closes: datetime.time
    rooms: list = field(default_factory=list)


@dataclass
class Room:
    code: str
    name: str
    floor: int
    seats: int
    computer_seats: int
    is_accessible: bool
    equipment: list


@dataclass
class Proctor:
    username: str
    email: str
    first_name: str
    last_name: str
    external_id: str
    phone: str
    city: object
    # Whether the city is the home location; otherwise an assignment says so.
    is_home: bool
    can_lead: bool
    certified_until: datetime.date
    languages: list
    employer: str
    postal_code: str
    groups: list
    # Signs in with the e-mail address, without a username of its own.
    uses_email: bool = False

    @property
    def key(self):
        return self.email if self.uses_email else self.username


@dataclass
class Assignment:
    proctor: Proctor
    city: object
    role: str
    valid_from: datetime.date
    valid_to: datetime.date


@dataclass
class Session:
    code: str
    name: str
    exams: list
    city: object
    venue: object
    room: object
    start: datetime.datetime
    end: datetime.datetime
    capacity: int
    staff: list = field(default_factory=list)


@dataclass
class Duty:
    session: Session
    proctor: Proctor
    role: str


class Season:
    """Builds all records once, in an order that never changes."""

    def __init__(self):
        self.random = random.Random(SEED)
        self.usernames = set()
        self.venues = []
        self.proctors = []
        self.assignments = []
        self.sessions = []
        self.duties = []
        self.make_venues()
        self.make_proctors()
        self.make_assignments()
        for number, date in enumerate(DATES):
            self.make_sessions(number, date)

    def postal_code(self, city):
        pick = self.random.choice
        return (
            f"{city.postal_prefix}{pick(POSTAL_LETTERS)} "
            f"{self.random.randint(1, 9)}{pick(POSTAL_LETTERS)}{self.random.randint(1, 9)}"
        )

    def phone(self, city):
        return f"+1{city.area_code}55501{self.random.randint(0, 99):02d}"

    def make_venues(self):
        for city in CITIES:
            for suffix, name in city.venues:
                seats = self.random.choice((60, 80, 90, 100, 120, 120, 150, 180, 240))
                contact = f"{self.random.choice(FIRST_NAMES)} {self.random.choice(LAST_NAMES)}"
                venue = Venue(
                    code=f"{city.code}-{suffix}",
                    city=city,
                    name=name,
                    seats=seats,
                    accessible_seats=self.random.choice((0, 2, 4, 6)),
                    features=self.random.sample(
                        ["wheelchair", "lift", "step-free", "hearing-loop", "parking"],
                        self.random.randint(0, 3),
                    ),
                    modes=["paper", "online"] if self.random.random() < 0.4 else ["paper"],
                    street=f"{self.random.randint(10, 990)} "
                    + self.random.choice(("Main Street", "Station Road", "College Avenue")),
                    postal_code=self.postal_code(city),
                    contact_name=contact,
                    contact_email=f"events.{suffix.lower()}@example.org",
                    contact_phone=self.phone(city),
                    hire_cost=self.random.choice((750, 900, 1250, 1400, 1875)),
                    opens=datetime.time(self.random.choice((7, 8)), 0),
                    closes=datetime.time(self.random.choice((18, 20, 21)), 0),
                )
                self.make_rooms(venue)
                self.venues.append(venue)

    def make_rooms(self, venue):
        left = venue.seats
        count = self.random.randint(2, 4)
        for number in range(1, count + 1):
            seats = min(left, self.random.choice((20, 30, 40, 60)))
            if seats < 10:
                break
            left -= seats
            floor = self.random.randint(1, 4)
            code = (
                f"{floor}{number:02d}" if venue.city.code != "TOR-01" else f"R-0{floor}{number}"
            )
            name = self.random.choice(("Hall", "Salle" if venue.city.is_french else "Room", "Wing"))
            venue.rooms.append(
                Room(
                    code=code,
                    name=f"{name} {'ABCD'[number - 1]}",
                    floor=floor,
                    seats=seats,
                    computer_seats=seats // 2 if "online" in venue.modes else 0,
                    is_accessible=self.random.random() < 0.6,
                    equipment=self.random.sample(
                        ["clock", "projector", "microphone", "whiteboard"],
                        self.random.randint(0, 2),
                    ),
                )
            )

    def make_proctors(self):
        number = 400
        for city in CITIES:
            for place in range(city.proctor_count):
                first, last = self.unused_name()
                number += self.random.randint(1, 7)
                languages = ["en"]
                if city.is_french or self.random.random() < 0.2:
                    languages = ["fr-CA", "en"] if city.is_french else ["en", "fr-CA"]
                ascii_first, ascii_last = plain(first), plain(last)
                username = ascii_first[0] + ascii_last
                while username in self.usernames:
                    username = ascii_first + "." + ascii_last
                self.usernames.add(username)
                self.proctors.append(
                    Proctor(
                        username=username,
                        email=f"{ascii_first}.{ascii_last}@example.org",
                        first_name=first,
                        last_name=last,
                        external_id=f"{number:06d}",
                        phone=self.phone(city),
                        city=city,
                        is_home=place % 4 != 3,
                        can_lead=place % 2 == 0,
                        certified_until=datetime.date(
                            self.random.choice((2027, 2028, 2029)),
                            self.random.choice((9, 10, 12)),
                            self.random.choice((15, 30)),
                        ),
                        languages=languages,
                        employer=self.random.choice(EMPLOYERS),
                        postal_code=self.postal_code(city),
                        groups=self.random.sample(
                            ["Weekend team", "Accommodations", "Relief pool"],
                            self.random.choice((0, 0, 1, 2)),
                        ),
                        uses_email=place == 5,
                    )
                )

    def unused_name(self):
        taken = {(proctor.first_name, proctor.last_name) for proctor in self.proctors}
        while True:
            name = self.random.choice(FIRST_NAMES), self.random.choice(LAST_NAMES)
            if name not in taken:
                return name

    def make_assignments(self):
        by_code = {city.code: city for city in CITIES}
        neighbours = {
            "OTT-01": "MTL-01",
            "CGY-01": "EDM-01",
            "HAL-01": "MON-01",
            "QUE-01": "MTL-01",
        }
        for place, proctor in enumerate(self.proctors):
            start = datetime.date(2027, 1, 15 if place % 3 == 0 else 1)
            if not proctor.is_home:
                role = "lead" if proctor.can_lead else "proctor"
                self.assignments.append(
                    Assignment(proctor, proctor.city, role, start, datetime.date(2027, 12, 31))
                )
            elif proctor.city.code in neighbours and place % 4 == 1:
                self.assignments.append(
                    Assignment(
                        proctor,
                        by_code[neighbours[proctor.city.code]],
                        "proctor",
                        start,
                        datetime.date(2027, 6, 30),
                    )
                )

    def make_sessions(self, number, date):
        """One date: mornings, afternoons, a venue shared by two languages, one online sitting."""
        order = list(range(len(self.venues)))
        self.random.shuffle(order)
        target = len(self.sessions) + PAPER_SESSIONS_PER_DATE
        busy = {}
        for half in ("AM", "PM"):
            quota = target - 10 if half == "AM" else target
            for place in order if half == "AM" else reversed(order):
                if len(self.sessions) >= quota:
                    break
                venue = self.venues[place]
                if half == "AM" and len(venue.rooms) >= 2 and place % 13 == number:
                    self.add_shared(venue, date, busy)
                else:
                    exam = self.morning_exams(venue) if half == "AM" else self.late_exams(venue)
                    self.add_session(venue, None, date, half, exam, busy)
        if len(self.sessions) != target:
            raise ValueError(f"{len(self.sessions)} sessions, expected {target}")
        self.sessions.append(
            Session(
                code=f"{date:%Y-%m}-ONL",
                name=f"{date:%B %Y}, online",
                exams=[exam for exam in EXAMS if exam.delivery == "online"],
                city=None,
                venue=None,
                room=None,
                start=datetime.datetime.combine(
                    date + datetime.timedelta(days=4), datetime.time(18, 0)
                ),
                end=datetime.datetime.combine(
                    date + datetime.timedelta(days=4), datetime.time(20, 30)
                ),
                capacity=500,
            )
        )

    def morning_exams(self, venue):
        codes = ["CIFC-FR", "FIN-FR"] if venue.city.is_french else ["CIFC-EN", "FIN-EN"]
        count = self.random.choice((1, 1, 2))
        return [exam for exam in EXAMS if exam.code in codes][:count]

    def late_exams(self, venue):
        codes = ["ETH-FR", "LAW-FR"] if venue.city.is_french else ["ETH-EN", "LAW-EN"]
        code = self.random.choice(codes)
        return [exam for exam in EXAMS if exam.code == code]

    def add_shared(self, venue, date, busy):
        """Two sessions in two rooms of a venue at the same time, one per language."""
        english = [exam for exam in EXAMS if exam.code == "CIFC-EN"]
        french = [exam for exam in EXAMS if exam.code == "CIFC-FR"]
        self.add_session(venue, venue.rooms[0], date, "AM", english, busy, "-EN")
        self.add_session(venue, venue.rooms[1], date, "AM", french, busy, "-FR")

    def add_session(self, venue, room, date, half, exams, busy, suffix=""):
        """Adds a session that its city can staff, or none."""
        free = [
            proctor
            for proctor in self.staff(venue.city, date)
            if (proctor.key, half) not in busy
            and busy.get((proctor.key, "city"), venue.city.code) == venue.city.code
        ]
        leads = [proctor for proctor in free if proctor.can_lead]
        if not leads or len(free) < 2:
            return
        seats = room.seats if room else venue.seats
        count = min(len(free), self.random.randint(2, 5), -(-seats // CANDIDATES_PER_PROCTOR))
        lead = self.random.choice(leads)
        others = [proctor for proctor in free if proctor is not lead]
        staff = [lead] + self.random.sample(others, count - 1)
        capacity = min(seats, CANDIDATES_PER_PROCTOR * count)
        start = datetime.time(9, 0) if half == "AM" else datetime.time(13, 30)
        end = datetime.time(12, 30) if half == "AM" else datetime.time(16, 30)
        part = "morning" if half == "AM" else "afternoon"
        session = Session(
            code=f"{date:%Y-%m}-{venue.code}-{half}{suffix}",
            name=f"{date:%B %Y}, {venue.city.city}, {venue.name}, {part}"
            + (f" ({suffix[1:]})" if suffix else ""),
            exams=exams,
            city=venue.city,
            venue=venue,
            room=room,
            start=datetime.datetime.combine(date, start),
            end=datetime.datetime.combine(date, end),
            capacity=capacity,
        )
        self.sessions.append(session)
        for proctor in staff:
            busy[(proctor.key, half)] = True
            busy[(proctor.key, "city")] = venue.city.code
            self.duties.append(Duty(session, proctor, "lead" if proctor is lead else "proctor"))
        reserve = [proctor for proctor in others if proctor not in staff]
        if reserve and self.random.random() < 0.15:
            proctor = self.random.choice(reserve)
            busy[(proctor.key, half)] = True
            busy[(proctor.key, "city")] = venue.city.code
            self.duties.append(Duty(session, proctor, "relief"))

    def staff(self, city, date):
        """Proctors assigned to a location on a date: at home there, or by an assignment."""
        assigned = {
            id(assignment.proctor)
            for assignment in self.assignments
            if assignment.city is city and assignment.valid_from <= date <= assignment.valid_to
        }
        return [
            proctor
            for proctor in self.proctors
            if (proctor.is_home and proctor.city is city) or id(proctor) in assigned
        ]


def plain(name):
    """A name in lower-case ASCII letters."""
    text = unicodedata.normalize("NFD", name.lower())
    return "".join(letter for letter in text if "a" <= letter <= "z")
