import Drafting
import Foundation
import ImportPipeline
import ImportService
import Schemas
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// Packages that are drafted from the tables of another program import at once.
@Suite struct StoreDraftTests {
  /// The tables of a school's own program.
  private static func school(_ kind: StoreKind) -> String {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "SERIAL PRIMARY KEY"
    let enumeration =
      kind == .sqlite
      ? "TEXT NOT NULL CHECK (role IN ('admin', 'teacher', 'student', 'viewer'))"
      : "user_role NOT NULL"
    let type =
      kind == .sqlite
      ? "" : "CREATE TYPE user_role AS ENUM ('admin', 'teacher', 'student', 'viewer');"
    return type + """
      CREATE TABLE users (id \(id), email VARCHAR(255) NOT NULL UNIQUE,
        password_hash VARCHAR(255) NOT NULL, role \(enumeration),
        first_name VARCHAR(100) NOT NULL, last_name VARCHAR(100) NOT NULL,
        is_active BOOLEAN NOT NULL DEFAULT TRUE,
        password_reset_required BOOLEAN NOT NULL DEFAULT FALSE, reset_token VARCHAR(64),
        last_login TIMESTAMP, created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);
      CREATE TABLE courses (id \(id), course_code VARCHAR(20) NOT NULL UNIQUE,
        course_name VARCHAR(200) NOT NULL, description TEXT, semester VARCHAR(50),
        credits INTEGER CHECK (credits BETWEEN 0 AND 30),
        status VARCHAR(20) NOT NULL DEFAULT 'active'
          CHECK (status IN ('active', 'draft', 'archived')));
      CREATE TABLE enrollments (id \(id),
        student_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
        course_id INTEGER NOT NULL REFERENCES courses(id) ON DELETE CASCADE,
        enrollment_date DATE NOT NULL DEFAULT CURRENT_DATE, UNIQUE (student_id, course_id));
      CREATE TABLE grades (id \(id), enrollment_id INTEGER NOT NULL REFERENCES enrollments(id),
        assessment VARCHAR(100) NOT NULL DEFAULT 'Final', grade NUMERIC(5, 2) NOT NULL,
        grader_id INTEGER REFERENCES users(id), UNIQUE (enrollment_id, assessment),
        CHECK (grade >= 0));
      CREATE TABLE attendances (id \(id), student_id INTEGER NOT NULL REFERENCES users(id),
        course_id INTEGER NOT NULL REFERENCES courses(id), date DATE NOT NULL,
        status VARCHAR(10) NOT NULL CHECK (status IN ('present', 'absent', 'late')),
        UNIQUE (student_id, course_id, date));
      CREATE VIEW active_users AS SELECT id, email FROM users WHERE is_active;
      CREATE TABLE audit (at TIMESTAMP, what TEXT);
      INSERT INTO users (email, password_hash, role, first_name, last_name)
        VALUES ('admin@school.edu', 'old', 'admin', 'Old', 'Name');
      """
  }

  /// The files of the guide to that program, as they are printed there, and two of the tables for which it
  /// prints none.
  private static let files: [(name: String, text: String)] = [
    (
      "users.csv",
      """
      email,password,role,first_name,last_name,is_active
      john.doe@school.edu,SecurePass123!,student,John,Doe,true
      jane.smith@school.edu,SecurePass456!,teacher,Jane,Smith,true
      admin@school.edu,AdminPass789!,admin,System,Administrator,true

      """
    ),
    (
      "courses.csv",
      """
      course_code,course_name,description,semester,credits,status
      MATH101,Calculus I,Introduction to differential calculus,Fall 2026,4,active
      ENG201,English Literature,Survey of British literature,Fall 2026,3,active

      """
    ),
    (
      "enrollments.csv",
      """
      student_email,course_code,enrollment_date
      john.doe@school.edu,MATH101,2026-09-01
      john.doe@school.edu,ENG201,2026-09-01

      """
    ),
    (
      "attendance.csv",
      """
      student_email,course_code,date,status
      john.doe@school.edu,MATH101,2026-09-08,present

      """
    ),
    (
      "grades.csv",
      """
      student_email,enrollment_course_code,assessment,grade,grader_email
      john.doe@school.edu,MATH101,Midterm,87.5,jane.smith@school.edu
      john.doe@school.edu,ENG201,,91,

      """
    ),
  ]

  @Test(arguments: StoreKind.allCases)
  func filesOfTheGuide_importWithoutAHandEditButPasswords(_ kind: StoreKind) throws {
    let setting = try DraftSetting()
    let store = try StoreUnderTest(kind)
    try store.execute(Self.school(kind))
    let choice = StoreChoice(store: store.place)
    let draft = try setting.service.draft(named: "school", from: choice)
    #expect(
      draft.tables.map(\.name) == ["users", "courses", "attendances", "enrollments", "grades"])
    #expect(draft.undecided == ["users.password"])
    #expect(
      draft.tables.map(\.key) == [
        ["email"], ["course_code"], ["student_email", "course_code", "date"],
        ["student_email", "course_code"], ["enrollment_course_code", "assessment"],
      ], "\(draft.tables.map(\.key))")

    let folder = try setting.write(draft, secrets: "hash")
    #expect(DraftSetting.mistakes(folder) == [])
    let package = try PackageLoader.load(path: folder)
    #expect(
      try setting.service.maintainedStore(choice).initialise(package, now: DraftSetting.now))
    let paths = try Self.files.map { try setting.scratch.write($0.name, $0.text) }
    let validated = try setting.run(paths, folder, store: store.place)
    #expect(validated.told == [])
    let written = try setting.run(paths, folder, store: store.place, executes: true)
    #expect(written.run.isWritten, "\(written.told)")
    #expect(
      try store.ask(
        """
        SELECT u.email, c.course_code, e.enrollment_date FROM enrollments e
        JOIN users u ON u.id = e.student_id JOIN courses c ON c.id = e.course_id ORDER BY 2
        """) == [
          "john.doe@school.edu|ENG201|2026-09-01", "john.doe@school.edu|MATH101|2026-09-01",
        ])
    #expect(
      try store.ask(
        "SELECT email, role, substr(password_hash, 1, 9) FROM users ORDER BY email") == [
          "admin@school.edu|admin|$argon2id", "jane.smith@school.edu|teacher|$argon2id",
          "john.doe@school.edu|student|$argon2id",
        ])
    #expect(try store.ask("SELECT count(*) FROM grades") == ["2"])
    #expect(try store.ask("SELECT count(*) FROM attendances") == ["1"])
    let again = try setting.run(paths, folder, store: store.place, executes: true)
    #expect(again.ledger.allSatisfy { $0.created == 0 && $0.updated == 0 }, "\(again.ledger)")
  }

  @Test(arguments: StoreKind.allCases)
  func everyGuess_isWhatTheCatalogSays(_ kind: StoreKind) throws {
    let setting = try DraftSetting()
    let store = try StoreUnderTest(kind)
    try store.execute(Self.school(kind))
    let draft = try setting.service.draft(named: "school", from: StoreChoice(store: store.place))
    let role = draft.field("users", "role")
    #expect(role?.type == .enumeration)
    #expect(role?.values == ["admin", "teacher", "student", "viewer"])
    #expect(role?.isRequired == true)
    let active = draft.field("users", "is_active")
    #expect(
      active?.type == .boolean && active?.defaultText == "true" && active?.isNeverNull == true)
    #expect(draft.field("users", "first_name")?.maximumLength == 100)
    #expect(draft.field("users", "first_name")?.privacy == .personal)
    #expect(draft.field("users", "reset_token") == nil)
    #expect(draft.field("users", "created_at") == nil)
    let users = draft.tables.first { $0.name == "users" }
    #expect(users?.store?.provenance == ["created_at"])
    #expect(draft.field("users", "last_login")?.zoneFrom == ["time_zone"])
    let credits = draft.field("courses", "credits")
    #expect(credits?.type == .integer && credits?.minimum == "0" && credits?.maximum == "30")
    #expect(draft.field("courses", "status")?.defaultText == "active")
    #expect(draft.field("enrollments", "student_email")?.column == "student_id")
    #expect(draft.field("enrollments", "enrollment_date")?.hasDatabaseDefault == true)
    let grade = draft.field("grades", "grade")
    #expect(grade?.type == .decimal && grade?.scale == 2 && grade?.minimum == "0")
    #expect(draft.field("grades", "student_email")?.isTransient == true)
    let guesses = draft.tables.flatMap { $0.guesses + $0.fields.flatMap(\.guesses) }
    #expect(guesses.allSatisfy { !$0.evidence.english.isEmpty })
    for table in draft.tables {
      #expect(table.fields.allSatisfy { !$0.guesses.isEmpty }, "\(table.name)")
    }
  }

  /// Only the tables that are named, and their parents' ids as numbers where those are not.
  @Test func namedTables_areDraftedAlone() throws {
    let setting = try DraftSetting()
    let store = try StoreUnderTest(.sqlite)
    try store.execute(Self.school(.sqlite))
    let choice = StoreChoice(store: store.place)
    let draft = try setting.service.draft(
      named: "x", from: choice, tables: ["enrollments", "users"])
    #expect(draft.tables.map(\.name) == ["users", "enrollments"])
    #expect(draft.field("enrollments", "course_id")?.type == .integer)
    #expect(draft.tables[1].key == ["student_email", "course_id"])
    #expect(throws: ServiceFailure.self) {
      try setting.service.draft(named: "x", from: choice, tables: ["enrolments"])
    }
  }

  /// Keys of other kinds, names in capitals and of SQL, references to a table itself and in a circle.
  @Test(arguments: StoreKind.allCases)
  func tablesOfOtherShapes_areCheckedClean(_ kind: StoreKind) throws {
    let setting = try DraftSetting()
    let store = try StoreUnderTest(kind)
    let uuid = kind == .sqlite ? "TEXT" : "uuid"
    try store.execute(
      """
      CREATE TABLE countries (code CHAR(2) PRIMARY KEY, name TEXT NOT NULL);
      CREATE TABLE "Group" (id INTEGER PRIMARY KEY, "Select" VARCHAR(10) NOT NULL UNIQUE,
        parent_id INTEGER REFERENCES "Group"(id), country CHAR(2) REFERENCES countries(code),
        leader_id INTEGER);
      CREATE TABLE people (id \(uuid) PRIMARY KEY, "E-Mail" TEXT NOT NULL,
        group_id INTEGER NOT NULL REFERENCES "Group"(id), pay NUMERIC(8, 2) CHECK (pay > 0),
        starts_on DATE, api_key TEXT, note TEXT);
      CREATE UNIQUE INDEX people_mail ON people (lower("E-Mail"));
      CREATE TABLE links (a INTEGER, b INTEGER, PRIMARY KEY (a, b));
      """)
    let draft = try setting.service.draft(named: "shapes", from: StoreChoice(store: store.place))
    let folder = try setting.write(draft)
    #expect(DraftSetting.mistakes(folder) == [])
    #expect(draft.remarks.map(\.reason) == ["noSingleKey"])
    let group = draft.tables.first { $0.name == "group" }
    #expect(group?.key == ["select"])
    #expect(group?.references.map(\.field) == ["parent_select", "country_code"])
    let people = draft.tables.first { $0.name == "people" }
    #expect(people?.field(named: "api_key") == nil)
    #expect(people?.store?.idType == .uuid)
  }

  @Test func aStoreWithoutTables_isSaid() throws {
    let setting = try DraftSetting()
    let store = try StoreUnderTest(.sqlite)
    try store.execute("CREATE TABLE registrar_x (id INTEGER)")
    #expect(throws: ServiceFailure.self) {
      try setting.service.draft(named: "x", from: StoreChoice(store: store.place))
    }
  }
}
