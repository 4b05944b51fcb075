#!/usr/bin/env python3
"""Writes the example files of the package again.

clean/ holds the files of a school's migration guide, as printed there, and a workbook with a term
of another school; all of it imports without an error. faulty/ holds one small school twice, as
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

PRINTED = {
    "users": """email,password,role,first_name,last_name,is_active
john.doe@school.edu,SecurePass123!,student,John,Doe,true
jane.smith@school.edu,SecurePass456!,teacher,Jane,Smith,true
admin@school.edu,AdminPass789!,admin,System,Administrator,true
""",
    "courses": """course_code,course_name,description,semester,credits,status
MATH101,Calculus I,Introduction to differential calculus,Fall 2026,4,active
ENG201,English Literature,Survey of British literature,Fall 2026,3,active
""",
    "enrollments": """student_email,course_code,enrollment_date
john.doe@school.edu,MATH101,2026-09-01
john.doe@school.edu,ENG201,2026-09-01
""",
    "grades": """student_email,course_code,assessment,grade,max_score,graded_at,grader_email
john.doe@school.edu,MATH101,Midterm,87.5,100,2026-10-20,jane.smith@school.edu
john.doe@school.edu,ENG201,,A-,,,
""",
    "attendance": """student_email,course_code,date,period,status,minutes,recorded_by_email
john.doe@school.edu,MATH101,2026-09-08,1,present,90,jane.smith@school.edu
john.doe@school.edu,MATH101,2026-09-08,2,late,75,jane.smith@school.edu
john.doe@school.edu,ENG201,2026-09-09,,excused,,
""",
}

COURSES = (
    ("CHEM110", "General Chemistry", "Automne 2025", "4"),
    ("HIST205", "History of Canada", "Fall 2025", "3"),
    ("PHYS120", "Mechanics", "fall 2025", "4.5"),
    ("FREN101", "Français langue seconde", "Automne 2025", "3"),
    ("ARTS330", "Studio Painting", "Fall 2025", "1.5"),
    ("STAT210", "Statistics", "Fall 2025", "3"),
)
LETTERS = ("A+", "A", "A-", "B+", "B", "C", "D+", "F", "P")


def email(first, last):
    return f"{plain(first)}.{plain(last)}@north.school.example"


class Term:
    """A term of a school: people, courses, who takes them, and how it went."""

    def __init__(self):
        self.random = random.Random(20250902)
        names = []
        while len(names) < 32:
            name = (self.random.choice(FIRST_NAMES), self.random.choice(LAST_NAMES))
            if name not in names:
                names.append(name)
        self.staff, self.students = names[:6], names[6:]

    def workbook(self):
        return Workbook(
            [self.users(), self.courses(), self.enrollments(), self.grades(), self.attendance()],
            "Fall 2025",
        )

    def users(self):
        table = Table(
            [Column("Email *", "email", True), Column("Role *", "role", True),
             Column("First name *", "first_name", True), Column("Last name *", "last_name", True),
             Column("Active?", "is_active")]
        )
        for place, (first, last) in enumerate(self.staff):
            table.add(email=email(first, last), role="Administrator" if place == 0 else "Teacher",
                      first_name=first, last_name=last, is_active="yes")
        for place, (first, last) in enumerate(self.students):
            table.add(email=email(first, last).upper() if place % 9 == 4 else email(first, last),
                      role="student", first_name=first, last_name=last,
                      is_active=("yes", True, None)[place % 3])
        return table.sheet("Users")

    def courses(self):
        table = Table(
            [Column("Course code *", "course_code", True), Column("Name *", "course_name", True),
             Column("Term", "semester"), Column("Credits", "credits"), Column("Status", "status")]
        )
        for code, name, term, credits in COURSES:
            table.add(course_code=code, course_name=name, semester=term, credits=credits,
                      status="active")
        return table.sheet("Courses")

    def taken(self):
        """Students with their courses, three each."""
        for place, (first, last) in enumerate(self.students):
            for step in range(3):
                yield place, email(first, last), COURSES[(place + step * 2) % len(COURSES)][0]

    def enrollments(self):
        table = Table(
            [Column("Student", "student_email", True), Column("Course", "course_code", True),
             Column("Enrolled on", "enrollment_date", True)]
        )
        for place, student, course in self.taken():
            day = datetime.date(2025, 9, 2 + place % 5)
            table.add(student_email=student,
                      course_code=course.lower() if place % 7 == 3 else course,
                      enrollment_date=day if place % 4 else f"{day.day} September 2025")
        return table.sheet("Enrollments")

    def grades(self):
        table = Table(
            [Column("Student email", "student_email", True),
             Column("Course code", "course_code", True),
             Column("Assignment", "assessment"), Column("Score", "grade", True),
             Column("Out of", "max_score"), Column("Graded on", "graded_at"),
             Column("Grader", "grader_email")]
        )
        for place, student, course in self.taken():
            if place % 5 == 0:
                grade, most = self.random.choice(LETTERS), None
            else:
                most = 50 if place % 2 else None
                grade = Styled(str(self.random.randint(20, 50)), "text") if most else 61.5 + place
            table.add(student_email=student, course_code=course,
                      assessment="Midterm" if place % 3 else None, grade=grade, max_score=most,
                      graded_at=datetime.date(2025, 10, 20),
                      grader_email=email(*self.staff[1 + place % 5]))
        return table.sheet("Grades")

    def attendance(self):
        table = Table(
            [Column("Student email", "student_email", True),
             Column("Course code", "course_code", True),
             Column("Class date", "date", True), Column("Slot", "period"),
             Column("Attendance", "status", True), Column("Minutes", "minutes")]
        )
        for place, student, course in self.taken():
            status = ("present", "P", "late", "absent", "e")[self.random.randint(0, 4)]
            table.add(student_email=student, course_code=course,
                      date=datetime.date(2025, 9, 15 + place % 5), period=1 + place % 2,
                      status=status, minutes=90 if status in ("present", "P") else None)
        return table.sheet("Attendance")


def faulty_tables():
    """One small school; every mistake stands in a row of its own."""
    users = Table(
        [Column("email", "email"), Column("password", "password"), Column("role", "role"),
         Column("first_name", "first_name"), Column("last_name", "last_name"),
         Column("is_active", "is_active")]
    )

    def user(*plants, first, last="Gray", **values):
        values = {"email": f"{first}.{last}@school.example".lower(), "role": "student"} | values
        users.add(*plants, first_name=first, last_name=last, **values)

    user(first="Ann", password="Secure-123")
    user(first="Ben")
    user(first="Tom", role="teacher")
    user(first="Ada", role="admin")
    user(Plant("value.email-invalid", field="email"), first="Cid", email="cid.gray@school")
    user(Plant("value.enum-unknown", field="role"), first="Dee", role="pupil")
    user(Plant("value.secret-policy", field="password"), first="Eve", password="abc")
    user(Plant("value.secret-policy", field="password"), first="Fay", password="onlyletters")
    user(Plant("key.missing", field="email"), first="Gus", email=None)
    user(Plant("value.boolean-unknown", field="is_active"), first="Hal", is_active="maybe")
    user(Plant("value.text-damaged", field="last_name"), first="Ivo", last="CÃ´tÃ©",
         email="ivo.cote@school.example")
    user(first="Lee")
    user(Plant("key.repeated", field="email"), first="Leo", email="LEE.GRAY@school.example")
    user(Plant("value.required", field="role"), first="Kit", role=None)

    courses = Table(
        [Column("course_code", "course_code"), Column("course_name", "course_name"),
         Column("semester", "semester"), Column("credits", "credits"), Column("status", "status")]
    )

    def course(*plants, code, name, **values):
        courses.add(*plants, course_code=code, course_name=name, **values)

    course(code="MATH101", name="Calculus I", semester="Fall 2025", credits=4, status="active")
    course(code="ENG201", name="English Literature", semester="Automne 2025", credits=3)
    course(code="ART110", name="Drawing")
    course(code="OLD100", name="Typewriting", status="archived")
    course(Plant("value.pattern", field="semester"), code="BIO110", name="Botany",
           semester="Fall 25")
    course(Plant("value.out-of-range", field="credits"), code="BIO111", name="Zoology", credits=31)
    course(Plant("value.too-precise", field="credits"), code="BIO112", name="Genetics",
           credits="3.25")
    course(Plant("value.enum-unknown", field="status"), code="BIO113", name="Ecology",
           status="paused")
    course(Plant("value.pattern", field="course_code"), code="BIO/14", name="Anatomy")
    course(code="BIO120", name="Botany, laboratory")
    course(Plant("key.repeated", field="course_code"), code="bio120", name="Zoology, laboratory")
    course(Plant("value.required", field="course_name"), code="BIO115", name=None)

    enrollments = Table(
        [Column("student_email", "student_email"), Column("course_code", "course_code"),
         Column("enrollment_date", "enrollment_date")]
    )

    def enroll(*plants, who="ann", course="MATH101", day="2025-09-02"):
        enrollments.add(*plants, student_email=f"{who}.gray@school.example", course_code=course,
                        enrollment_date=day)

    enroll()
    enroll(who="ben")
    enroll(Plant("reference.missing", field="student_email"), who="nobody")
    enroll(Plant("reference.wrong-role", field="student_email"), who="tom")
    enroll(Plant("reference.missing", field="course_code"), course="MATH102")
    enroll(Plant("reference.inactive", field="course_code"), course="OLD100")
    enroll(Plant("value.date-invalid", field="enrollment_date"), course="ENG201", day="2025-02-30")
    enroll(Plant("value.required", field="enrollment_date"), who="ben", course="ART110", day=None)

    grades = Table(
        [Column("student_email", "student_email"), Column("course_code", "course_code"),
         Column("assessment", "assessment"), Column("grade", "grade"),
         Column("max_score", "max_score"), Column("grader_email", "grader_email")]
    )

    def grade(*plants, grade, what, who="ann", course="MATH101", **values):
        if isinstance(grade, str):
            grade = Styled(grade, "text")
        grades.add(*plants, student_email=f"{who}.gray@school.example", course_code=course,
                   assessment=what, grade=grade, **values)

    grade(grade="87.5", what="Midterm", grader_email="tom.gray@school.example")
    grade(grade="A-", what="Essay")
    grade(Plant("value.out-of-range", field="grade"), grade="101", what="Quiz 1")
    grade(Plant("value.out-of-range", field="grade"), grade="12", what="Quiz 2", max_score=10)
    grade(Plant("value.pattern", field="grade"), grade="excellent", what="Quiz 3")
    grade(Plant("value.pattern", field="grade", form="csv"),
          Plant("value.date-in-text", field="grade", form="xlsx"), what="Quiz 4",
          grade=datetime.date(2026, 2, 1))
    grade(Plant("value.required", field="grade"), grade=None, what="Quiz 5")
    grade(Plant("value.out-of-range", field="max_score"), grade="0", what="Quiz 6", max_score=0)
    grade(Plant("rule.enrollment-missing", field="course_code"), grade="80", what="Quiz 1",
          who="ben", course="ENG201")
    grade(Plant("reference.wrong-role", field="grader_email"), grade="80", what="Quiz 7",
          grader_email="ben.gray@school.example")
    grade(Plant("reference.wrong-role", field="student_email"), grade="80", what="Quiz 8",
          who="ada")
    grade(grade="70", what="Final")
    grade(Plant("key.repeated", field="assessment"), grade="71", what=None)

    attendance = Table(
        [Column("student_email", "student_email"), Column("course_code", "course_code"),
         Column("date", "date"), Column("period", "period"), Column("status", "status"),
         Column("minutes", "minutes"), Column("recorded_by_email", "recorded_by_email")]
    )

    def attend(*plants, day, who="ann", course="MATH101", status="present", **values):
        attendance.add(*plants, student_email=f"{who}.gray@school.example", course_code=course,
                       date=day, status=status, **values)

    attend(day="2025-09-08", minutes=90, recorded_by_email="tom.gray@school.example")
    attend(day="2025-09-09", status="p")
    attend(Plant("rule.outside-validity", field="date"), day="2025-09-01")
    attend(Plant("rule.outside-validity", field="date"), day="2099-09-01")
    attend(Plant("rule.enrollment-missing", field="course_code"), day="2025-09-10",
           course="ENG201", who="ben")
    attend(Plant("reference.wrong-role", field="recorded_by_email"), day="2025-09-10",
           recorded_by_email="ben.gray@school.example")
    attend(Plant("value.enum-unknown", field="status"), day="2025-09-11", status="asleep")
    attend(Plant("value.out-of-range", field="minutes"), day="2025-09-12", minutes=2000)
    attend(Plant("value.out-of-range", field="period"), day="2025-09-15", period=21)
    attend(Plant("key.repeated", field="period"), day="2025-09-08", period=1, minutes=45)
    attend(Plant("reference.missing", field="student_email"), day="2025-09-16", who="nobody")
    return [("users", "Users", users), ("courses", "Courses", courses),
            ("enrollments", "Enrollments", enrollments), ("grades", "Grades", grades),
            ("attendance", "Attendance", attendance)]


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    clean = folder / "clean"
    clean.mkdir(parents=True, exist_ok=True)
    for name, text in PRINTED.items():
        write_text(clean / f"{name}.csv", text)
    Term().workbook().write(clean / "north-school.xlsx")
    planted = write_both(folder / "faulty", "school", faulty_tables())
    print(f"wrote clean/ and faulty/ ({len(planted)} planted mistakes)")


if __name__ == "__main__":
    main()
