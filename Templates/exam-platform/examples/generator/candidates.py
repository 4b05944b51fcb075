"""Who writes in the season: students, and their places in its sessions."""

import datetime
import random
from dataclasses import dataclass

from .places import CITIES, FIRST_NAMES, LAST_NAMES
from .season import SEED, plain

STUDENT_COUNT = 120
ACCOMMODATIONS = ("ET150", "BR10", "SR", "LP2")


@dataclass
class Student:
    username: str
    email: str
    first_name: str
    last_name: str
    number: str
    city: object
    birth: datetime.date
    phone: str
    postal_code: str
    accommodations: tuple
    # Signs in with the e-mail address, without a username of its own.
    uses_email: bool = False


@dataclass
class Booking:
    student: Student
    session: object
    exam: object
    seat: int
    booked: datetime.datetime
    is_paid: bool


class Candidates:
    """Builds students and bookings for a season; the same season gives the same candidates."""

    def __init__(self, season):
        # Its own generator, so that the season stays as it is.
        self.random = random.Random(SEED + 2)
        self.season = season
        self.students = []
        self.bookings = []
        self.make_students()
        self.make_bookings()

    def make_students(self):
        names = set()
        while len(self.students) < STUDENT_COUNT:
            first, last = self.random.choice(FIRST_NAMES), self.random.choice(LAST_NAMES)
            username = plain(first)[0] + plain(last)
            if username in names:
                continue
            names.add(username)
            place = len(self.students)
            city = CITIES[place % len(CITIES)]
            self.students.append(
                Student(
                    username=username,
                    email=f"{plain(first)}.{plain(last)}.{place}@example.org",
                    first_name=first,
                    last_name=last,
                    number=f"{120 + place * 3:06d}",
                    city=city,
                    birth=datetime.date(
                        self.random.randint(1968, 2004), self.random.randint(1, 12),
                        self.random.randint(1, 28),
                    ),
                    phone=f"+1{city.area_code}55502{place % 100:02d}",
                    postal_code=self.season.postal_code(city),
                    accommodations=tuple(self.random.sample(ACCOMMODATIONS, place % 9 // 7)),
                    uses_email=place % 15 == 8,
                )
            )

    def make_bookings(self):
        """One place per student and date, each exam once, no session over its capacity."""
        seats = {}
        for student in self.students:
            written = set()
            dates = set()
            for session in self.season.sessions:
                if session.city is not student.city or session.start.date() in dates:
                    continue
                exams = [exam for exam in session.exams if exam.code not in written]
                if not exams or self.random.random() < 0.6:
                    continue
                taken = seats.get(session.code, 0)
                if taken >= session.capacity:
                    continue
                seats[session.code] = taken + 1
                exam = exams[0]
                written.add(exam.code)
                dates.add(session.start.date())
                day = datetime.datetime(2027, 1, 5 + len(self.bookings) % 20,
                                        8 + len(self.bookings) % 10, 5 * (len(written) % 12))
                self.bookings.append(
                    Booking(student, session, exam, taken + 1, day, bool(len(self.bookings) % 4))
                )
