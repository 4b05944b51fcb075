import Schemas
import TabularCore
import TestSupport

/// The package of a school, its records, and the mistakes that its rules find.
enum School {
  static let package = Result {
    try PackageLoader.load(path: Repository.path(of: "Schemas/student-management"))
  }

  static let records: [SampleFile] = [
    .csv(
      "users", "email,role,first_name,last_name", "ann@school.edu,student,Ann,Gray",
      "ben@school.edu,student,Ben,Gray", "tom@school.edu,teacher,Tom,Gray",
      "ada@school.edu,admin,Ada,Gray", "vic@school.edu,viewer,Vic,Gray"),
    .csv(
      "courses", "course_code,course_name,status", "MATH101,Calculus I,active",
      "ENG201,English Literature,active", "OLD100,Typewriting,archived"),
    .csv(
      "enrollments", "student_email,course_code,enrollment_date",
      "ann@school.edu,MATH101,2026-09-01"),
    .csv(
      "attendance", "student_email,course_code,date,status",
      "ann@school.edu,MATH101,2026-09-08,present"),
  ]

  private static let grade = "student_email,course_code,assessment,grade,max_score,grader_email"
  private static let presence = "student_email,course_code,date,status,recorded_by_email"

  static let cases: [RowsCase] = [
    RowsCase(
      "value.enum-unknown", "role", "users", "email,role,first_name,last_name",
      "new@school.edu,pupil,New,Gray", at: (2, 2, "role"),
      "`pupil` is not a `role`, expected `admin`, `teacher`, `student` or `viewer`"),
    RowsCase(
      "value.secret-policy", "a short one", "users", "email,password,role,first_name,last_name",
      "new@school.edu,abc,student,New,Gray", at: (2, 2, "password"),
      "`password` has fewer than `8` characters"),
    RowsCase(
      "value.pattern", "semester", "courses", "course_code,course_name,semester",
      "BIO110,Botany,Fall 26", at: (2, 3, "semester"),
      "`Fall 26` does not fit `semester`: `Fall`, `Winter`, `Spring` or `Summer`, a space and four"
        + " digits"),
    RowsCase(
      "value.too-precise", "credits", "courses", "course_code,course_name,credits",
      "BIO110,Botany,3.25", at: (2, 3, "credits"),
      "`3.25` has `2` decimals, `credits` has at most `1`"),
    RowsCase(
      "reference.wrong-role", "a teacher who enrolls", "enrollments",
      "student_email,course_code,enrollment_date", "tom@school.edu,MATH101,2026-09-01",
      at: (2, 1, "student_email"),
      "`tom@school.edu` has role `teacher`, expected `student`"),
    RowsCase(
      "reference.inactive", "an archived course", "enrollments",
      "student_email,course_code,enrollment_date", "ben@school.edu,OLD100,2026-09-01",
      at: (2, 2, "course_code"), "course `OLD100` is `archived`, expected an active one"),
    RowsCase(
      "rule.outside-validity", "an enrollment moved behind its attendance", "enrollments",
      "student_email,course_code,enrollment_date", "ann@school.edu,MATH101,2026-09-20",
      at: (2, 3, "enrollment_date"),
      "`2026-09-08` is before the enrollment in `MATH101`, `2026-09-20`"),
    RowsCase(
      "value.out-of-range", "above the highest score", "grades", grade,
      "ann@school.edu,MATH101,Quiz,12,10,", at: (2, 4, "grade"),
      "`12` is above `10`, the highest score"),
    RowsCase(
      "value.out-of-range", "above the usual highest score", "grades", grade,
      "ann@school.edu,MATH101,Quiz,101,,", at: (2, 4, "grade"),
      "`101` is above `100`, the highest score"),
    RowsCase(
      "value.pattern", "grade", "grades", grade, "ann@school.edu,MATH101,Quiz,E,,",
      at: (2, 4, "grade"),
      "`E` does not fit `grade`: a number with up to two decimals, or one of `A+` `A` `A-` `B+` `B`"
        + " `B-` `C+` `C` `C-` `D+` `D` `D-` `F` `P` `NP`"),
    RowsCase(
      "rule.enrollment-missing", "a grade", "grades", grade, "ben@school.edu,MATH101,Quiz,80,,",
      at: (2, 2, "course_code"), "`ben@school.edu` is not enrolled in `MATH101`"),
    RowsCase(
      "reference.wrong-role", "a viewer who grades", "grades", grade,
      "ann@school.edu,MATH101,Quiz,80,,vic@school.edu", at: (2, 6, "grader_email"),
      "`vic@school.edu` has role `viewer`, expected `teacher` or `admin`"),
    RowsCase(
      "key.repeated", "the default assessment", "grades", grade,
      "ann@school.edu,MATH101,Final,80,,", "ann@school.edu,MATH101,,81,,",
      at: (3, 3, "assessment"),
      "`ann@school.edu/MATH101/Final` is also the key in row `2`; `grade` differs: `80`, `81`"),
    RowsCase(
      "rule.enrollment-missing", "attendance", "attendance", presence,
      "ann@school.edu,ENG201,2026-09-08,present,", at: (2, 2, "course_code"),
      "`ann@school.edu` is not enrolled in `ENG201`"),
    RowsCase(
      "rule.outside-validity", "before the enrollment", "attendance", presence,
      "ann@school.edu,MATH101,2026-08-31,present,", at: (2, 3, "date"),
      "`2026-08-31` is before the enrollment in `MATH101`, `2026-09-01`"),
    RowsCase(
      "rule.outside-validity", "after today", "attendance", presence,
      "ann@school.edu,MATH101,2026-11-21,present,", at: (2, 3, "date"),
      "`2026-11-21` lies after today, `2026-11-20`"),
    RowsCase(
      "reference.wrong-role", "a student who records", "attendance", presence,
      "ann@school.edu,MATH101,2026-09-09,present,ben@school.edu",
      at: (2, 5, "recorded_by_email"),
      "`ben@school.edu` has role `student`, expected `teacher` or `admin`"),
    RowsCase(
      "value.out-of-range", "minutes", "attendance",
      "student_email,course_code,date,status,minutes,period",
      "ann@school.edu,MATH101,2026-09-09,present,2000,1", at: (2, 5, "minutes"),
      "`2000` is above `1440`, the highest `minutes`"),
  ]
}
