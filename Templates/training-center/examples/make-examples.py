#!/usr/bin/env python3
"""Writes the example files of the package again.

clean/ holds the extract of an old system, one file per table under its old names, and a workbook of
what came later; all of it imports without an error. faulty/ holds one small center twice, as
delimited text and as a workbook, with the mistakes people make, listed in planted.json.

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

COURSES = (
    (77, "Business English B2", "Letters and meetings", 18, "2026-03-02", "2026-06-26"),
    (78, "Conversation A2", "", 12, "2026-03-03", "2026-05-29"),
    (79, "Exam preparation C1", "Mock exams every week", 10, "2026-04-06", "2026-06-19"),
    (80, "English for nurses", "", 15, "2026-09-07", ""),
)


def extract():
    """The old system's tables as its database writes them: padded texts, any case, own numbers."""
    random_ = random.Random(20260301)
    students = Table(
        [Column("StudentID", "id"), Column("StudEmail", "email"), Column("FirstName", "first"),
         Column("LastName", "last"), Column("PhoneNumber", "phone"), Column("StatusId", "status")]
    )
    enrollments = Table(
        [Column("StudentID", "student"), Column("CourseID", "course"),
         Column("EnrollmentDate", "day")]
    )
    grades = Table(
        [Column("StudentID", "student"), Column("CourseID", "course"),
         Column("GradeValue", "grade"), Column("GradeDate", "day")]
    )
    payments = Table(
        [Column("PaymentID", "ref"), Column("StudEmail", "email"),
         Column("PaymentAmount", "amount"), Column("CurrencyCode", "currency"),
         Column("PaymentDate", "day"), Column("PaymentMethod", "method"),
         Column("PaymentStatus", "status")]
    )
    people = set()
    while len(people) < 40:
        first, last = random_.choice(FIRST_NAMES), random_.choice(LAST_NAMES)
        if (first, last) in people:
            continue
        people.add((first, last))
        place = len(people)
        email = f"{plain(first)}.{plain(last)}@example.org"
        students.add(
            id=1040 + place, email=(email, email.upper(), email + "  ")[place % 3],
            first=first + " " * (place % 2), last=last,
            phone=f"416-555-01{place:02d}" if place % 4 else "", status=1,
        )
        day = datetime.date(2026, 2, 1 + place % 20)
        for step in range(1 + place % 2):
            course = COURSES[(place + step) % 3]
            enrollments.add(student=1040 + place, course=course[0], day=day)
            if place % 3:
                grades.add(student=1040 + place, course=course[0],
                           grade=f"{50 + random_.randint(0, 99) / 2:.1f}", day=course[5])
            payments.add(
                ref=f"PAY-2026-{place:02d}{step}", email=email, amount="420.00", currency="CAD",
                day=f"{day} 14:05" if place % 2 else day,
                method=("card", "Transfer", "check", "")[place % 4],
                status=("paid", "Paid", "")[place % 3],
            )
    payments.add(ref="PAY-2026-900", email=email, amount="-420.00", currency="CAD",
                 day="2026-03-01", method="transfer", status="refunded")
    courses = Table(
        [Column("CourseID", "id"), Column("CourseName", "name"),
         Column("CourseDescription", "description"), Column("Capacity", "capacity"),
         Column("StartDate", "start"), Column("EndDate", "end")]
    )
    for number, name, description, capacity, start, end in COURSES:
        courses.add(id=number, name=name, description=description, capacity=capacity, start=start,
                    end=end)
    instructors = Table(
        [Column("InstructorID", "id"), Column("InstructorEmail", "email"),
         Column("FirstName", "first"), Column("LastName", "last"),
         Column("PhoneNumber", "phone"), Column("Department", "department")]
    )
    for number, first, last in ((12, "Kim", "Wong"), (13, "Lena", "Mensah"), (14, "Raj", "Patel")):
        instructors.add(id=number, email=f"{first}.{last}@Example.org", first=first, last=last,
                        phone=f"(416) 555-01{number}", department=" Languages ")
    return {"Student": students, "Course": courses, "Instructor": instructors,
            "Enrollment": enrollments, "Grade": grades, "Payment": payments}


def later():
    """What the center added by hand after the old system was left."""
    students = Table(
        [Column("Email *", "email", True), Column("First name *", "first_name", True),
         Column("Last name *", "last_name", True), Column("Phone", "phone_number")]
    )
    students.add(email="ines.costa@example.org", first_name="Inês", last_name="Costa",
                 phone_number="514-555-0144")
    students.add(email="omar.hassan@example.org", first_name="Omar", last_name="Hassan")
    courses = Table(
        [Column("Course name *", "course_name", True), Column("Seats", "capacity"),
         Column("Start date", "start_date")]
    )
    courses.add(course_name="Pronunciation", capacity=8, start_date=datetime.date(2026, 9, 14))
    enrollments = Table(
        [Column("Student email", "student_email"), Column("Course", "course_name"),
         Column("Date", "enrollment_date")]
    )
    enrollments.add(student_email="ines.costa@example.org", course_name="pronunciation",
                    enrollment_date=datetime.date(2026, 8, 20))
    enrollments.add(student_email="omar.hassan@example.org", course_name="ENGLISH FOR NURSES",
                    enrollment_date="20 August 2026")
    payments = Table(
        [Column("Receipt no.", "payment_ref", True), Column("Email", "student_email"),
         Column("Amount", "amount", True), Column("Currency", "currency", True),
         Column("Paid at", "paid_at", True), Column("Method", "method")]
    )
    payments.add(payment_ref="R-1", student_email="ines.costa@example.org",
                 amount=Styled(310.0, "money"), currency="CAD",
                 paid_at=datetime.datetime(2026, 8, 21, 10, 30), method="cash")
    return Workbook(
        [students.sheet("Students"), courses.sheet("Courses"), enrollments.sheet("Enrollments"),
         payments.sheet("Payments")],
        "Autumn 2026",
    )


def faulty_tables():
    """One small center; every mistake stands in a row of its own."""
    students = Table(
        [Column("StudEmail", "email"), Column("FirstName", "first_name"),
         Column("LastName", "last_name"), Column("PhoneNumber", "phone_number"),
         Column("StatusId", "status"), Column("StudentID", "student_legacy_id")]
    )

    def student(*plants, first, last="Silva", **values):
        values = {"email": f"{first}.{last}@example.org".lower(),
                  "student_legacy_id": Styled(str(1041 + len(students.rows)), "text")} | values
        students.add(*plants, first_name=first, last_name=last, **values)

    student(first="Ana", phone_number="416-555-0123", status=1)
    student(first="Bo")
    student(first="Cy", status=3)
    student(Plant("key.missing", field="email"), first="Dot", email=None)
    student(Plant("value.email-invalid", field="email"), first="Eli", email="eli silva@example.org")
    student(Plant("value.phone-invalid", field="phone_number"), first="Flo", phone_number="555 01")
    student(Plant("value.enum-unknown", field="status"), first="Gil", status=9)
    student(Plant("key.unique", field="student_legacy_id"), first="Hal",
            student_legacy_id=Styled("1041", "text"))
    student(first="Ida")
    student(first="Kay")
    student(Plant("key.repeated", field="email"), first="Kayla", email="KAY.SILVA@example.org")
    student(Plant("value.required", field="last_name"), first="Jo", last="", email="jo@example.org")

    courses = Table(
        [Column("CourseName", "course_name"), Column("Capacity", "capacity"),
         Column("StartDate", "start_date"), Column("EndDate", "end_date"),
         Column("CourseID", "course_legacy_id")]
    )

    def course(*plants, name, **values):
        courses.add(*plants, course_name=name, **values)

    def number(text):
        return Styled(text, "text")

    course(name="Business English B2", capacity=18, start_date="2026-03-02",
           end_date="2026-06-26", course_legacy_id=number("77"))
    course(name="Conversation A2", capacity=12, course_legacy_id=number("78"))
    course(Plant("rule.date-order", field="end_date"), name="Grammar B1",
           start_date="2026-03-02", end_date="2026-02-26")
    course(Plant("value.out-of-range", field="capacity"), name="Grammar B2", capacity=0)
    course(Plant("value.not-integer", field="capacity"), name="Grammar C1", capacity="many")
    course(name="Reading club")
    course(Plant("key.repeated", field="course_name"), name="READING  CLUB", capacity=5)
    course(Plant("key.unique", field="course_legacy_id"), name="Writing club",
           course_legacy_id=number("77"))
    course(Plant("key.missing", field="course_name"), name=None, capacity=3)

    instructors = Table(
        [Column("InstructorEmail", "email"), Column("FirstName", "first_name"),
         Column("LastName", "last_name"), Column("Department", "department")]
    )
    instructors.add(email="kim.wong@example.org", first_name="Kim", last_name="Wong",
                    department="Languages")
    instructors.add(Plant("value.email-typo", "warning", "email"), email="raj.patel@gmial.com",
                    first_name="Raj", last_name="Patel")
    instructors.add(Plant("value.required", field="first_name"), email="mx@example.org",
                    last_name="Mensah")
    instructors.add(Plant("key.missing", field="email"), first_name="Lou", last_name="Nomail")

    who = [Column("StudEmail", "student_email"), Column("StudentID", "student_legacy_id")]
    what = [Column("CourseName", "course_name"), Column("CourseID", "course_legacy_id")]
    enrollments = Table([*who, *what, Column("EnrollmentDate", "enrollment_date")])

    def enroll(*plants, who="ana.silva@example.org", what="Business English B2", **values):
        enrollments.add(*plants, student_email=who, course_name=what, **values)

    enroll(enrollment_date="2026-02-20")
    enroll(who=None, what=None, student_legacy_id=number("1042"), course_legacy_id=number("77"))
    enroll(Plant("rule.identity-missing", field="student_email"), who=None)
    enroll(Plant("rule.identity-missing", field="course_name"), what=None)
    enroll(Plant("rule.identity-disagrees", field="student_legacy_id"), what="Conversation A2",
           student_legacy_id=number("1042"))
    enroll(Plant("rule.identity-disagrees", field="course_legacy_id"),
           who="ida.silva@example.org", what="Conversation A2", course_legacy_id=number("77"))
    enroll(Plant("reference.missing", field="student_email"), who="nobody@example.org")
    enroll(Plant("reference.missing", field="course_name"), what="Conversation Z9")
    enroll(Plant("reference.missing", field="student_legacy_id"), who=None,
           student_legacy_id=number("9999"))
    enroll(Plant("reference.inactive", field="student_email"), who="cy.silva@example.org")
    enroll(Plant("value.date-order-unclear", field="enrollment_date"), what="Reading club",
           enrollment_date="03/04/2026")

    grades = Table(
        [*who, *what, Column("AssessmentName", "assessment"), Column("GradeValue", "grade"),
         Column("GradeDate", "graded_on")]
    )

    def grade(*plants, what_for, grade, who="ana.silva@example.org", what="Business English B2",
              **values):
        grades.add(*plants, student_email=who, course_name=what, assessment=what_for, grade=grade,
                   **values)

    grade(what_for=None, grade="78.5", graded_on="2026-06-26")
    grade(Plant("value.out-of-range", field="grade"), what_for="Quiz 1", grade=101)
    grade(Plant("value.too-precise", field="grade"), what_for="Quiz 2", grade="78.123")
    grade(Plant("value.not-number", field="grade"), what_for="Quiz 3", grade="good")
    grade(Plant("value.required", field="grade"), what_for="Quiz 4", grade=None)
    grade(Plant("rule.enrollment-missing", field="course_name"), what_for="Final", grade=80,
          who="bo.silva@example.org", what="Conversation A2")
    grade(Plant("reference.missing", field="student_email"), what_for="Final", grade=80,
          who="nobody@example.org")
    grade(Plant("rule.identity-missing", field="student_email"), what_for="Final", grade=80,
          who=None)
    grade(Plant("key.repeated", field="assessment"), what_for="Final", grade=79)

    payments = Table(
        [Column("PaymentID", "payment_ref"), *who, Column("PaymentAmount", "amount"),
         Column("CurrencyCode", "currency"), Column("PaymentDate", "paid_at"),
         Column("PaymentMethod", "method"), Column("PaymentStatus", "status")]
    )

    def pay(*plants, **values):
        values = {"payment_ref": f"R-{len(payments.rows) + 1}",
                  "student_email": "ana.silva@example.org", "amount": "420.00", "currency": "CAD",
                  "paid_at": "2026-02-21 14:05"} | values
        payments.add(*plants, **values)

    pay(method="check", status="paid")
    pay(amount="-420.00", paid_at="2026-03-01")
    pay(Plant("value.out-of-range", field="amount"), amount="0.00")
    pay(Plant("value.not-number", field="amount"), amount="a lot")
    pay(Plant("value.too-precise", field="amount"), amount="420.505")
    pay(Plant("rule.money-pair", field="amount"), amount="USD 420.00")
    pay(Plant("value.enum-unknown", field="currency"), currency="CAN")
    pay(Plant("value.card-number", field="payment_ref"), payment_ref="4111 1111 1111 1111")
    pay(Plant("value.date-invalid", field="paid_at"), paid_at="2026-02-30 14:05")
    pay(Plant("value.enum-unknown", field="method"), method="gold")
    pay(Plant("value.required", field="paid_at"), paid_at=None)
    pay(Plant("rule.identity-missing", field="student_email"), student_email=None)
    pay(Plant("key.repeated", field="payment_ref"), payment_ref="R-1", amount="421.00")
    return [("students", "Students", students), ("courses", "Courses", courses),
            ("instructors", "Instructors", instructors),
            ("enrollments", "Enrollments", enrollments), ("grades", "Grades", grades),
            ("payments", "Payments", payments)]


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    clean = folder / "clean"
    clean.mkdir(parents=True, exist_ok=True)
    for name, table in extract().items():
        write_text(clean / f"{name}_LegacyTable.csv", table.text())
    later().write(clean / "autumn-2026.xlsx")
    planted = write_both(folder / "faulty", "center", faulty_tables())
    print(f"wrote clean/ and faulty/ ({len(planted)} planted mistakes)")


if __name__ == "__main__":
    main()
