"""The tables of the clean set that came with the question bank: pools, questions, those who
answer for them, students and bookings."""

import random

from .bank import INSTRUCTORS, POOLS, questions
from .season import SEED, plain
from .table import Column, Table
from .workbook import Styled

# Who manages a session: by username, e-mail address or number.
MANAGERS = ("troy", "h.sato@example.org", "000240", None, "Mfraser")


def address(first, last):
    return f"{plain(first)}.{plain(last)}@example.org"


def instructors():
    table = Table(
        [
            Column("Login", "username"),
            Column("Email address", "email"),
            Column("Given name", "first_name"),
            Column("Surname", "last_name"),
            Column("Employee no.", "external_id"),
            Column("User role", "role"),
            Column("Active", "status"),
            Column("Department", "department"),
        ]
    )
    for place, (username, first, last, number, role, department) in enumerate(INSTRUCTORS):
        email = "h.sato@example.org" if username == "hsato" else address(first, last)
        table.add(
            username=username, email=email.upper() if place == 3 else email, first_name=first,
            last_name=last, external_id=number,
            role={"administrator": "admin"}.get(role, "teacher" if place % 2 else None),
            status=("yes", "Active", None)[place % 3], department=department,
        )
    return table


def pools():
    """Parts stand before the pools they belong to as well: files keep no order."""
    table = Table(
        [
            Column("Pool code", "pool_code", True),
            Column("Pool name", "name", True, 34),
            Column("Main pool", "parent_pool_code"),
            Column("Language", "language"),
            Column("Owner", "owner_email"),
            Column("Status", "status"),
        ]
    )
    names = {code: name for code, name, *_ in POOLS}
    for place, (code, name, parent, language, owner) in enumerate(reversed(POOLS)):
        table.add(
            pool_code=code.lower() if place % 6 == 5 else code, name=name,
            parent_pool_code=names[parent] if parent and place % 2 else parent,
            language={"en": "English"}.get(language, language) if place % 3 == 0 else language,
            owner_email=owner, status="active" if place % 4 else None,
        )
    return table


def question_table():
    table = Table(
        [
            Column("Pool", "pool_code", True),
            Column("Question ID", "question_code", True),
            Column("Question type", "type", True),
            Column("Question text", "stem", True, 44),
            Column("Answer A", "option_a"),
            Column("Answer B", "option_b"),
            Column("Answer C", "option_c"),
            Column("Answer D", "option_d"),
            Column("Answer key", "correct"),
            Column("Marks", "points"),
            Column("Level", "difficulty"),
            Column("Category", "topic"),
            Column("Explanation", "feedback"),
            Column("Status", "status"),
        ]
    )
    spellings = {"single": ("single", "MC", "multiple choice"), "multiple": ("multiple", "ma"),
                 "true-false": ("true-false", "TF"), "numeric": ("num",), "essay": ("Essay",)}
    for place, question in enumerate(questions()):
        words = spellings[question.kind]
        options = dict(zip(("option_a", "option_b", "option_c", "option_d"), question.options))
        table.add(
            pool_code=question.pool, question_code=question.code,
            type=words[place % len(words)], stem=question.stem,
            correct=Styled(question.correct, "text") if question.correct else None,
            points=question.points, difficulty=question.difficulty, topic=question.topic,
            feedback=question.feedback, status=question.status, **options,
        )
    return table


def students(candidates):
    untidy = random.Random(SEED + 3)
    table = Table(
        [
            Column("Username", "username"),
            Column("Email", "email", True),
            Column("First name", "first_name", True),
            Column("Last name", "last_name", True),
            Column("Student ID", "student_no"),
            Column("Status", "status"),
            Column("Date of birth", "date_of_birth"),
            Column("Mobile", "phone"),
            Column("Language", "language"),
            Column("City", "city"),
            Column("Province", "subdivision"),
            Column("Country", "country"),
            Column("Postal code", "postal_code"),
            Column("Cohort", "cohort"),
            Column("Accommodations", "accommodation_codes"),
        ]
    )
    for place, student in enumerate(candidates.students):
        city = student.city
        digits = student.phone[2:]
        table.add(
            username=None if student.uses_email else student.username,
            email=student.email,
            first_name=student.first_name,
            last_name=student.last_name,
            student_no=Styled(student.number, "text"),
            status=("active", "Yes", None)[place % 3],
            date_of_birth=student.birth if place % 4 else student.birth.isoformat(),
            phone=(student.phone, f"({digits[:3]}) {digits[3:6]}-{digits[6:]}")[place % 2],
            language="Français" if city.is_french else untidy.choice(("en", "English", None)),
            city=city.city,
            subdivision=city.province_name if place % 5 == 2 else city.province,
            country="Canada" if place % 7 == 3 else "CA",
            postal_code=student.postal_code,
            cohort="2027-A" if place % 2 else "2026-B",
            accommodation_codes=";".join(student.accommodations) or None,
        )
    return table


def bookings(candidates):
    table = Table(
        [
            Column("Confirmation no.", "booking_ref"),
            Column("Student", "username"),
            Column("Candidate email", "email"),
            Column("Session", "session_code"),
            Column("Exam", "exam_code"),
            Column("Booking status", "status"),
            Column("Booking date", "booked_at"),
            Column("Room", "room_code"),
            Column("Seat no.", "seat_no"),
            Column("Paid", "paid"),
            Column("Payment ID", "payment_ref"),
        ]
    )
    for place, booking in enumerate(candidates.bookings):
        student, session = booking.student, booking.session
        by_mail = student.uses_email or place % 5 == 2
        table.add(
            booking_ref=f"B-{204417 + place}",
            username=None
            if by_mail
            else student.number
            if place % 9 == 4
            else student.username,
            email=student.email if by_mail else None,
            session_code=session.name if place % 14 == 6 else session.code,
            exam_code=booking.exam.title if place % 10 == 3 else booking.exam.code.lower(),
            status=("booked", "Booked", "")[place % 3],
            booked_at=f"{booking.booked:%Y-%m-%d %H:%M}",
            room_code=session.room.code if session.room else None,
            seat_no=booking.seat if session.room else None,
            paid="yes" if booking.is_paid else "no",
            payment_ref=f"PAY-{88000 + place}" if booking.is_paid else None,
        )
    return table
