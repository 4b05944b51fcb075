import Schemas
import TabularCore
import TestSupport

/// The package of a training center, its records, and the mistakes that its rules find.
enum TrainingCenter {
  static let package = Result {
    try PackageLoader.load(path: Repository.path(of: "Schemas/training-center"))
  }

  static let records: [SampleFile] = [
    .csv(
      "students", "email,first_name,last_name,status,student_legacy_id",
      "ana@example.org,Ana,Silva,active,1041", "bo@example.org,Bo,Chen,active,1042",
      "cy@example.org,Cy,Roy,suspended,1043"),
    .csv(
      "courses", "course_name,course_legacy_id", "Business English B2,77", "Conversation A2,78"),
    .csv(
      "enrollments", "student_email,course_name,enrollment_date",
      "ana@example.org,Business English B2,2026-02-20"),
  ]

  private static let enrollment = "StudEmail,StudentID,CourseName,CourseID"
  private static let grade = "StudEmail,CourseName,AssessmentName,GradeValue"
  private static let payment = "PaymentID,StudEmail,PaymentAmount,CurrencyCode,PaymentDate"

  static let cases: [RowsCase] = [
    RowsCase(
      "key.missing", "e-mail", "students", "StudEmail,FirstName,LastName", ",Di,Roy",
      at: (2, 1, "email"), "`email` is empty; a row needs its key"),
    RowsCase(
      "value.enum-unknown", "status", "students", "StudEmail,FirstName,LastName,StatusId",
      "di@example.org,Di,Roy,9", at: (2, 4, "status"),
      "`9` is not a `status`, expected `active`, `inactive` or `suspended`"),
    RowsCase(
      "key.store-taken", "number of the old system", "students",
      "StudEmail,FirstName,LastName,StudentID", "di@example.org,Di,Roy,1041",
      at: (2, 4, "student_legacy_id"),
      "`student_legacy_id` `1041` belongs to stored `students` record `ana@example.org`"),
    RowsCase(
      "rule.date-order", "a course", "courses", "CourseName,StartDate,EndDate",
      "Grammar,2026-03-02,2026-02-26", at: (2, 3, "end_date"),
      "`end_date` `2026-02-26` is before `start_date` `2026-03-02`"),
    RowsCase(
      "key.repeated", "names in another case", "courses", "CourseName,Capacity", "Reading club,5",
      "READING  CLUB,6", at: (3, 1, "course_name"),
      "`READING CLUB` is also the key in row `2`; `course_name` differs:"
        + " `Reading club`, `READING CLUB`"),
    RowsCase(
      "value.required", "name of an instructor", "instructors",
      "InstructorEmail,FirstName,LastName", "kim@example.org,,Wong", at: (2, 2, "first_name"),
      "`first_name` is empty, expected a text"),
    RowsCase(
      "rule.identity-missing", "no student", "enrollments", enrollment, ",,Conversation A2,",
      at: (2, 1, "student_email"),
      "neither `student_email` nor `student_legacy_id` is given, expected one of them"),
    RowsCase(
      "rule.identity-missing", "no course", "enrollments", enrollment, "ana@example.org,,,",
      at: (2, 3, "course_name"),
      "neither `course_name` nor `course_legacy_id` is given, expected one of them"),
    RowsCase(
      "rule.identity-disagrees", "two students", "enrollments", enrollment,
      "ana@example.org,1042,Conversation A2,", at: (2, 2, "student_legacy_id"),
      "`student_email` is `ana@example.org`, `student_legacy_id` `1042` belongs to `bo@example.org`"
    ),
    RowsCase(
      "rule.identity-disagrees", "two courses", "enrollments", enrollment,
      "ana@example.org,,Conversation A2,77", at: (2, 4, "course_legacy_id"),
      "`course_name` is `Conversation A2`, `course_legacy_id` `77` belongs to `Business English B2`"
    ),
    RowsCase(
      "reference.missing", "a number of the old system", "enrollments", enrollment,
      ",9999,,78", at: (2, 2, "student_legacy_id"),
      "student `9999` is neither in this run nor in the store"),
    RowsCase(
      "reference.inactive", "a suspended student", "enrollments", enrollment,
      "cy@example.org,,Conversation A2,", at: (2, 1, "student_email"),
      "student `cy@example.org` is `suspended`, expected an active one"),
    RowsCase(
      "rule.enrollment-missing", "a grade", "grades", grade,
      "bo@example.org,Conversation A2,Final,80",
      at: (2, 2, "course_name"), "`bo@example.org` is not enrolled in `Conversation A2`"),
    RowsCase(
      "value.out-of-range", "grade", "grades", grade,
      "ana@example.org,Business English B2,Final,101", at: (2, 4, "grade"),
      "`101` is above `100`, the highest `grade`"),
    RowsCase(
      "value.out-of-range", "nothing paid", "payments", payment,
      "R-1,ana@example.org,0.00,CAD,2026-02-21", at: (2, 3, "amount"),
      "`amount` is `0`, expected a payment or a refund"),
    RowsCase(
      "rule.money-pair", "an amount", "payments", payment,
      "R-1,ana@example.org,USD 420.00,CAD,2026-02-21", at: (2, 3, "amount"),
      "`amount` `USD 420.00` contradicts `currency` `CAD`"),
    RowsCase(
      "rule.identity-missing", "nobody paid", "payments", payment, "R-1,,420.00,CAD,2026-02-21",
      at: (2, 2, "student_email"),
      "neither `student_email` nor `student_legacy_id` is given, expected one of them"),
    RowsCase(
      "value.card-number", "a receipt", "payments", payment,
      "4111 1111 1111 1111,ana@example.org,420.00,CAD,2026-02-21", at: (2, 1, "payment_ref"),
      "the cell looks like a payment card number ending in `1111`"),
  ]
}
