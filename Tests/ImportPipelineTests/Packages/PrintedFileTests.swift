import Foundation
import GRDB
import ImportPipeline
import SQLiteStore
import Schemas
import TabularCore
import TestSupport
import Testing

/// The files of the migration guides import exactly as they are printed there.
@Suite struct PrintedFileTests {
  /// `users.csv`, `courses.csv` and `enrollments.csv` of the guide for a student management system.
  static let guide: [SampleFile] = [
    .csv(
      "users", "email,password,role,first_name,last_name,is_active",
      "john.doe@school.edu,SecurePass123!,student,John,Doe,true",
      "jane.smith@school.edu,SecurePass456!,teacher,Jane,Smith,true",
      "admin@school.edu,AdminPass789!,admin,System,Administrator,true"),
    .csv(
      "courses", "course_code,course_name,description,semester,credits,status",
      "MATH101,Calculus I,Introduction to differential calculus,Fall 2026,4,active",
      "ENG201,English Literature,Survey of British literature,Fall 2026,3,active"),
    .csv(
      "enrollments", "student_email,course_code,enrollment_date",
      "john.doe@school.edu,MATH101,2026-09-01", "john.doe@school.edu,ENG201,2026-09-01"),
  ]

  /// Grades and attendance, for which the guide shows no file.
  static let history: [SampleFile] = [
    .csv(
      "grades", "student_email,course_code,assessment,grade,max_score,graded_at,grader_email",
      "john.doe@school.edu,MATH101,Midterm,87.5,100,2026-10-15,jane.smith@school.edu",
      "john.doe@school.edu,ENG201,,A-,,,"),
    .csv(
      "attendance", "student_email,course_code,date,period,status,minutes,recorded_by_email",
      "john.doe@school.edu,MATH101,2026-09-08,1,present,90,jane.smith@school.edu",
      "john.doe@school.edu,MATH101,2026-09-09,,p,,"),
  ]

  /// The tables of the old system, under its names and with its spaces and capitals.
  static let extract: [SampleFile] = [
    .csv(
      "Student_LegacyTable", "StudentID,StudEmail,FirstName,LastName,PhoneNumber",
      "1041, Ana.Silva@Example.org ,Ana , Silva,(416) 555-0123",
      "1042,BO.CHEN@EXAMPLE.ORG,Bo,Chen,"),
    .csv(
      "Course_LegacyTable", "CourseID,CourseName,CourseDescription,Capacity,StartDate,EndDate",
      "77, Business English B2 ,Letters,18,2026-03-02,2026-06-26", "78,Conversation A2,,12,,"),
    .csv(
      "Instructor_LegacyTable", "InstructorEmail,FirstName,LastName,PhoneNumber,Department",
      "K.Wong@Example.org,Kim,Wong,4165550124, Languages "),
    .csv(
      "Enrollment_LegacyTable", "StudentID,CourseID,EnrollmentDate", "1041,77,2026-02-20",
      "1042,78,2026-02-21"),
    .csv(
      "Payment_LegacyTable", "PaymentID,StudEmail,PaymentAmount,CurrencyCode,PaymentDate",
      "P-1,ana.silva@example.org,420.00,CAD,2026-02-21"),
  ]

  @Test func guideOfTheSchool_intoTablesOfTheTool() throws {
    let harness = try ImportHarness(store: .empty, package: School.package.get())
    let report = try harness.execute(Self.guide)
    #expect(report.run.isWritten)
    #expect(report.findings(withNotes: true) == [])
    #expect(try harness.execute(Self.history).findings() == [])
    #expect(
      try harness.stored(
        "SELECT email, role, is_active, password_reset_required,"
          + " password_hash LIKE '$argon2id$v=19$%' FROM users ORDER BY id") == [
          "john.doe@school.edu|student|1|1|1", "jane.smith@school.edu|teacher|1|1|1",
          "admin@school.edu|admin|1|0|1",
        ])
    #expect(
      try harness.stored("SELECT assessment, grade, max_score FROM grades ORDER BY id")
        == ["Midterm|87.5|100.0", "Final|A-|100.0"])
    let again = try harness.execute(Self.guide + Self.history)
    #expect(again.ledger.allSatisfy { $0.created == 0 && $0.updated == 0 && $0.unchanged > 0 })
  }

  /// The word of the run, else that of the package, says who chooses another password.
  @Test(arguments: [("none", "000"), ("non-admin", "110"), ("all", "111")])
  func passwordsToReset_areThoseOfTheRun(word: String, expected: String) throws {
    let harness = try ImportHarness(store: .empty, package: School.package.get())
    let report = try harness.execute(Self.guide) { $0.passwordReset = word }
    #expect(report.run.isWritten)
    #expect(
      try harness.stored(
        "SELECT group_concat(password_reset_required, '') FROM"
          + " (SELECT password_reset_required FROM users ORDER BY id)") == [expected])
  }

  @Test func guideOfTheSchool_intoTablesOfAnotherProgram() throws {
    var package = try School.package.get()
    for index in package.tables.indices {
      package.tables[index].store.isOwned = false
      package.tables[index].store.provenance = []
    }
    let harness = try ImportHarness(store: .empty, package: package)
    try harness.makeTables(
      """
      CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, password_hash TEXT,
        role TEXT NOT NULL CHECK (role IN ('admin', 'teacher', 'student', 'viewer')),
        first_name TEXT NOT NULL, last_name TEXT NOT NULL, is_active INTEGER NOT NULL DEFAULT 1,
        password_reset_required INTEGER NOT NULL DEFAULT 0);
      CREATE TABLE courses (id INTEGER PRIMARY KEY, course_code TEXT NOT NULL UNIQUE,
        course_name TEXT NOT NULL, description TEXT, semester TEXT, credits REAL,
        status TEXT NOT NULL DEFAULT 'active');
      CREATE TABLE enrollments (id INTEGER PRIMARY KEY,
        student_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
        course_id INTEGER NOT NULL REFERENCES courses(id) ON DELETE CASCADE,
        enrollment_date TEXT NOT NULL, UNIQUE (student_id, course_id));
      CREATE TABLE grades (id INTEGER PRIMARY KEY, student_id INTEGER NOT NULL REFERENCES users(id),
        course_id INTEGER NOT NULL REFERENCES courses(id), assessment TEXT NOT NULL,
        grade TEXT NOT NULL, max_score REAL NOT NULL, graded_at TEXT,
        grader_id INTEGER REFERENCES users(id), UNIQUE (student_id, course_id, assessment));
      CREATE TABLE attendances (id INTEGER PRIMARY KEY,
        student_id INTEGER NOT NULL REFERENCES users(id),
        course_id INTEGER NOT NULL REFERENCES courses(id), date TEXT NOT NULL,
        period INTEGER NOT NULL, status TEXT NOT NULL, minutes INTEGER,
        recorded_by_id INTEGER REFERENCES users(id),
        UNIQUE (student_id, course_id, date, period));
      INSERT INTO users (email, role, first_name, last_name) VALUES
        ('admin@school.edu', 'admin', 'System', 'Administrator');
      """)
    let report = try harness.execute(Self.guide + Self.history)
    #expect(report.run.isWritten, "\(report.findings())")
    #expect(report.findings() == [])
    #expect(report.line("users")?.summary == "read 3, created 2, updated 1")
    #expect(
      try harness.stored(
        """
        SELECT u.email, c.course_code, e.enrollment_date FROM enrollments e
        JOIN users u ON u.id = e.student_id JOIN courses c ON c.id = e.course_id ORDER BY e.id
        """) == [
          "john.doe@school.edu|MATH101|2026-09-01", "john.doe@school.edu|ENG201|2026-09-01",
        ])
    #expect(try harness.stored("SELECT COUNT(*) FROM grades") == ["2"])
    #expect(try harness.stored("SELECT COUNT(*) FROM attendances") == ["2"])
    let again = try harness.execute(Self.guide + Self.history)
    #expect(again.ledger.allSatisfy { $0.created == 0 && $0.updated == 0 && $0.unchanged > 0 })
  }

  /// Accounts, projects and users are told apart by codes and addresses that both systems know; the ids of
  /// the other program's tables stay its own.
  @Test func neutralKeysOfTheFieldOffice_intoTablesOfAnotherProgram() throws {
    var package = try FieldOffice.package.get()
    for index in package.tables.indices {
      package.tables[index].store.isOwned = false
      package.tables[index].store.provenance = []
    }
    let harness = try ImportHarness(store: .empty, package: package)
    try harness.makeTables(
      """
      CREATE TABLE accounts (id INTEGER PRIMARY KEY, account_code TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'active', region TEXT,
        owner_id INTEGER REFERENCES users(id));
      CREATE TABLE projects (id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL REFERENCES accounts(id), project_code TEXT NOT NULL,
        name TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'active', start_date TEXT, end_date TEXT,
        UNIQUE (account_id, project_code));
      CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, autodesk_id TEXT UNIQUE,
        oxygen_uid TEXT UNIQUE, first_name TEXT, last_name TEXT,
        account_id INTEGER NOT NULL REFERENCES accounts(id), role TEXT NOT NULL DEFAULT 'member',
        status TEXT NOT NULL DEFAULT 'active');
      INSERT INTO accounts (id, account_code, name) VALUES (7001, 'OLD-01', 'Old account');
      INSERT INTO users (id, email, account_id) VALUES (9001, 'pat@acme.example', 7001);
      """)
    let report = try harness.execute(FieldOffice.records)
    #expect(report.run.isWritten, "\(report.findings())")
    #expect(report.findings() == [])
    #expect(report.line("users")?.summary == "read 2, created 1, updated 1")
    #expect(
      try harness.stored(
        """
        SELECT u.id, u.email, u.autodesk_id, u.oxygen_uid, a.account_code, o.email FROM users u
        JOIN accounts a ON a.id = u.account_id LEFT JOIN users o ON o.id = a.owner_id ORDER BY u.id
        """) == [
          "9001|pat@acme.example|pat.m|UID200903|ACME-01|pat@acme.example",
          "9002|gus@acme.example|NULL|NULL|ACME-01|pat@acme.example",
        ])
    #expect(
      try harness.stored(
        """
        SELECT a.account_code, p.project_code, p.name FROM projects p
        JOIN accounts a ON a.id = p.account_id
        """) == ["ACME-01|P-2041|Harbour Tower"])
    #expect(try harness.stored("SELECT name FROM accounts WHERE id = 7001") == ["Old account"])
    let again = try harness.execute(FieldOffice.records)
    #expect(again.ledger.allSatisfy { $0.created == 0 && $0.updated == 0 && $0.unchanged > 0 })
  }

  @Test func extractOfTheTrainingCenter_intoTablesOfTheTool() throws {
    let harness = try ImportHarness(store: .empty, package: TrainingCenter.package.get())
    let report = try harness.execute(Self.extract)
    #expect(report.run.isWritten, "\(report.findings())")
    #expect(report.findings() == [])
    #expect(
      try harness.stored(
        "SELECT email, first_name, last_name, phone_number, status, student_legacy_id FROM students"
      ) == [
        "ana.silva@example.org|Ana|Silva|+14165550123|active|1041",
        "bo.chen@example.org|Bo|Chen|NULL|active|1042",
      ])
    #expect(
      try harness.stored(
        """
        SELECT s.email, c.course_name FROM enrollments e JOIN students s ON s.id = e.student_id
        JOIN courses c ON c.id = e.course_id ORDER BY e.id
        """) == [
          "ana.silva@example.org|Business English B2", "bo.chen@example.org|Conversation A2",
        ]
    )
    #expect(
      try harness.stored("SELECT amount_minor, paid_local, paid_utc, method, status FROM payments")
        == ["42000|2026-02-21T00:00|2026-02-21T05:00:00Z|other|paid"])

    // What is stored is skipped, whatever the extract says now.
    let changed = try harness.execute([
      .csv(
        "Student_LegacyTable", "StudEmail,FirstName,LastName", "ANA.SILVA@example.org,Anna,Silva",
        "new@example.org,New,Student")
    ])
    #expect(changed.line("students")?.summary == "read 2, skipped 1, created 1")
    #expect(changed.notes("store.exists-skipped").count == 1)
    #expect(
      try harness.stored("SELECT first_name FROM students ORDER BY id") == ["Ana", "Bo", "New"])
  }
}

extension ImportHarness {
  /// Makes the tables that another program has in the store, and the tool's own beside them.
  func makeTables(_ sql: String) throws {
    let path = scratch.path(of: Self.storeName)
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
    _ = try StoreFile(path: path).initialise(package, now: Self.now)
  }
}
