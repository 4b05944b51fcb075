import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// Tables that another program made are written as they are.
@Suite struct ExistingDatabaseLaws {
  /// A database of another program, with the tool's own tables beside them.
  private func school(_ kind: StoreKind) throws -> StoreUnderTest {
    let scratch = try StoreUnderTest(kind, try SchoolPackage.load())
    try scratch.execute(SchoolPackage.tables(kind))
    #expect(try scratch.maintained().initialise(scratch.package, now: StorePackage.now))
    return scratch
  }

  private static let users = """
    email,role,first_name,is_active
    Ana.Silva@school.example,student,Ana,yes
    old@school.example,teacher,Olga,
    """
  private static let courses = """
    course_code,course_name,credits
    MATH101,Calculus I,4
    ENG201,English,2.5
    """
  private static let enrollments = """
    student_email,course_code,enrollment_date
    ana.silva@school.example,MATH101,2026-09-01
    ana.silva@school.example,OLD101,2026-09-02
    """

  /// Imports the three files.
  private func run(_ scratch: StoreUnderTest, enrollments: String = Self.enrollments) throws
    -> ImportReport
  {
    let folder = try ScratchFolder()
    var options = ImportOptions(files: [
      try folder.write("users.csv", Self.users), try folder.write("courses.csv", Self.courses),
      try folder.write("enrollments.csv", enrollments),
    ])
    options.mode = .execute
    let run = ImportRun(
      options: options, package: scratch.package, now: StorePackage.now,
      runPrefix: "20270306-1414")
    return run.run(store: try scratch.make(), clock: { StorePackage.now })
  }

  @Test(arguments: StoreKind.allCases)
  func filesAreImportedEndToEnd(_ kind: StoreKind) throws {
    let scratch = try school(kind)
    let report = try run(scratch)
    #expect(report.run.isWritten)
    #expect(report.run.outcome.exitCode == 0)
    let truth = kind == .sqlite ? "is_active" : "is_active::integer"
    #expect(
      try scratch.ask(
        """
        SELECT user_id, email, password_hash, role, first_name, \(truth) FROM app_users ORDER BY 1
        """) == [
          "1|old@school.example|hash|teacher|Olga|1",
          "2|ana.silva@school.example|invited|student|Ana|1",
        ])
    // What no field fills and what the row does not change stays as it was, to the millisecond.
    #expect(
      try scratch.ask("SELECT last_login FROM app_users WHERE user_id = 1") == [
        "2026-01-02 03:04:05.678"
      ])
    #expect(
      try scratch.ask("SELECT code, title, credits, seats FROM courses ORDER BY id")
        == (kind == .sqlite
          ? ["OLD101|Old course|-|5", "MATH101|Calculus I|4|30", "ENG201|English|2.5|30"]
          : ["OLD101|Old course|-|5", "MATH101|Calculus I|4.0|30", "ENG201|English|2.5|30"]))
    #expect(
      try scratch.ask(
        """
        SELECT u.email, c.code, e.enrolled_on FROM enrollments e
        JOIN app_users u ON u.user_id = e.student_id JOIN courses c ON c.id = e.course_id
        ORDER BY 3
        """) == [
          "ana.silva@school.example|MATH101|2026-09-01",
          "ana.silva@school.example|OLD101|2026-09-02",
        ])
    // Once more: nothing changes.
    let again = try run(scratch)
    #expect(again.ledger.map(\.unchanged) == [2, 2, 2])
    #expect(again.ledger.allSatisfy { $0.created == 0 && $0.updated == 0 })
    #expect(try RunChain.check(in: try scratch.connection()).broken == nil)
  }

  /// A number with more digits than a run can tell stays as it is when the row leaves it alone.
  @Test(arguments: StoreKind.allCases)
  func whatARowLeavesAloneKeepsItsLastDigit(_ kind: StoreKind) throws {
    let scratch = try school(kind)
    if kind == .postgresql {
      try scratch.execute("ALTER TABLE courses ALTER COLUMN credits TYPE numeric")
    }
    try scratch.execute("UPDATE courses SET credits = 2.00000000000000000001")
    let before = try scratch.ask("SELECT credits FROM courses WHERE code = 'OLD101'")
    let folder = try ScratchFolder()
    var options = ImportOptions(files: [
      try folder.write("courses.csv", "course_code,course_name\nOLD101,Renamed\n")
    ])
    options.mode = .execute
    let report = ImportRun(
      options: options, package: scratch.package, now: StorePackage.now,
      runPrefix: "20270306-1414"
    ).run(store: try scratch.make(), clock: { StorePackage.now })
    #expect(report.ledger.map(\.updated) == [1])
    #expect(try scratch.ask("SELECT title FROM courses WHERE code = 'OLD101'") == ["Renamed"])
    #expect(try scratch.ask("SELECT credits FROM courses WHERE code = 'OLD101'") == before)
  }

  /// What no field can hold stays, too, when the row leaves it alone.
  @Test func whatARowLeavesAloneKeepsItsBytes() throws {
    let scratch = try school(.sqlite)
    try scratch.execute("UPDATE courses SET credits = x'00FF'")
    let folder = try ScratchFolder()
    var options = ImportOptions(files: [
      try folder.write("courses.csv", "course_code,course_name\nOLD101,Renamed\n")
    ])
    options.mode = .execute
    let report = ImportRun(
      options: options, package: scratch.package, now: StorePackage.now,
      runPrefix: "20270306-1414"
    ).run(store: try scratch.make(), clock: { StorePackage.now })
    #expect(report.ledger.map(\.updated) == [1], "\(report.issues.issues)")
    #expect(
      try scratch.ask("SELECT title, hex(credits) FROM courses WHERE code = 'OLD101'") == [
        "Renamed|00FF"
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func whatIsBlankInANewRecordIsTheColumnsDefault(_ kind: StoreKind) throws {
    let scratch = try school(kind)
    let folder = try ScratchFolder()
    var options = ImportOptions(files: [
      try folder.write(
        "users.csv", "email,role,first_name,is_active\nnew@school.example,student,Noa,\n")
    ])
    options.mode = .execute
    let report = ImportRun(
      options: options, package: scratch.package, now: StorePackage.now,
      runPrefix: "20270306-1414"
    ).run(store: try scratch.make(), clock: { StorePackage.now })
    #expect(report.run.isWritten, "\(report.issues.issues)")
    let truth = kind == .sqlite ? "is_active" : "is_active::integer"
    #expect(
      try scratch.ask("SELECT \(truth) FROM app_users WHERE email LIKE 'new%'") == ["1"])
  }

  @Test(arguments: StoreKind.allCases)
  func aReferenceToNothingIsFound(_ kind: StoreKind) throws {
    let scratch = try school(kind)
    let report = try run(
      scratch,
      enrollments: "student_email,course_code,enrollment_date\nno@school.example,X1,2026-09-01\n")
    #expect(!report.run.isWritten)
    #expect(
      report.issues.issues.filter { $0.severity == .error }.map(\.code) == [
        "reference.missing", "reference.missing",
      ])
    #expect(try scratch.ask("SELECT count(*) FROM app_users") == ["1"])
  }

  @Test(arguments: StoreKind.allCases)
  func aStoreWithoutTheToolsTablesMustBeInitialised(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, try SchoolPackage.load())
    try scratch.execute(SchoolPackage.tables(kind))
    for writes in [true, false] {
      let store = try scratch.make()
      let error = storeError {
        try store.open(package: scratch.package, writes: writes, now: StorePackage.now)
      }
      #expect(error?.code == "store.schema-version")
      #expect(error?.variant == "empty")
    }
  }

  /// Nothing in those tables says who wrote a record last, so a run is not taken back blindly.
  @Test(arguments: StoreKind.allCases)
  func aRunOverTablesWithOtherColumnsIsNotUndone(_ kind: StoreKind) throws {
    let scratch = try school(kind)
    #expect(try run(scratch).run.isWritten)
    let connection = try scratch.connection()
    let subject = try #require(try RunRecords.all(in: connection).first)
    let report = UndoRun(
      of: subject, package: scratch.package,
      author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "1.0"),
      executes: true, now: StorePackage.now, runPrefix: "20270307-1000"
    ).run(in: connection, clock: { StorePackage.now })
    // One of its columns is not in the package.
    #expect(report.issues.issues.map(\.variant) == ["unknown-column"])
    #expect(!report.run.isWritten && report.run.outcome.exitCode != 0)
    #expect(try scratch.ask("SELECT count(*) FROM enrollments") == ["2"])
  }

  // MARK: store check

  private func mismatches(_ scratch: StoreUnderTest) throws -> [String] {
    StoreCheck.mismatches(
      of: scratch.package, in: try scratch.maintained().description(for: scratch.package)
    ).map { "\($0.severity.rawValue) \($0)" }.sorted()
  }

  @Test(arguments: StoreKind.allCases)
  func aFittingDatabaseHasNoMismatch(_ kind: StoreKind) throws {
    #expect(try mismatches(school(kind)) == [])
  }

  /// What breaks the database, by store, and what is said then.
  static let breaks: [(sqlite: String?, postgresql: String, mismatch: String)] = [
    (
      "ALTER TABLE courses RENAME TO lessons", "ALTER TABLE courses RENAME TO lessons",
      "error courses: the table is missing"
    ),
    (
      "ALTER TABLE courses DROP COLUMN credits", "ALTER TABLE courses DROP COLUMN credits",
      "error courses.credits: the column is missing"
    ),
    (
      "ALTER TABLE app_users RENAME COLUMN created_at TO made_at",
      "ALTER TABLE app_users RENAME COLUMN created_at TO made_at",
      "error app_users.created_at: the column is missing"
    ),
    (
      "ALTER TABLE app_users RENAME COLUMN user_id TO id",
      "ALTER TABLE app_users RENAME COLUMN user_id TO id",
      "error app_users.user_id: the column of the surrogate key is missing"
    ),
    (
      "ALTER TABLE app_users DROP COLUMN password_hash",
      "ALTER TABLE app_users DROP COLUMN password_hash",
      "error app_users.password_hash: the column of a default is missing"
    ),
    (
      nil,
      "ALTER TABLE enrollments ALTER COLUMN id DROP DEFAULT;"
        + " ALTER TABLE enrollments ALTER COLUMN id TYPE text",
      "error enrollments.id: the surrogate key is text, and the schema says `integer` (`idType`)"
    ),
    (
      nil, "ALTER TABLE enrollments DROP CONSTRAINT enrollments_pkey",
      "error enrollments.id: the surrogate key is not unique"
    ),
    (
      nil, "ALTER TABLE app_users ALTER COLUMN first_name TYPE varchar(20)",
      "error app_users.first_name: the column is character varying(20), too narrow for texts of"
        + " 50 characters"
    ),
    (
      nil, "ALTER TABLE courses ALTER COLUMN credits TYPE numeric(4, 0)",
      "error courses.credits: the column is numeric(4,0), too narrow for 1 decimals"
    ),
    (
      nil, "ALTER TABLE courses ALTER COLUMN title TYPE integer USING 1",
      "error courses.title: the column is integer, which cannot hold texts"
    ),
    (
      nil, "ALTER TABLE enrollments ALTER COLUMN enrolled_on TYPE timestamptz",
      "error enrollments.enrolled_on: the column is timestamp with time zone, which cannot hold"
        + " dates"
    ),
    (
      nil,
      "ALTER TABLE app_users ADD COLUMN last_name text NOT NULL DEFAULT 'x';"
        + " ALTER TABLE app_users ALTER COLUMN last_name DROP DEFAULT",
      "error app_users.last_name: the column must have a value and no field gives one"
    ),
    (
      nil, "ALTER TABLE app_users ALTER COLUMN is_active DROP DEFAULT",
      "error app_users.is_active: the column must have a value, and `is_active` may be blank"
    ),
    (
      "CREATE UNIQUE INDEX one_title ON courses (title)",
      "ALTER TABLE courses ADD UNIQUE (title)",
      "warning courses: the store keeps (title) unique and the schema does not"
    ),
    (
      nil, "ALTER TABLE courses ADD CONSTRAINT few_credits CHECK (credits < 10)",
      "warning courses: the check `few_credits` of the store is not in the schema:"
        + " (credits < (10)::numeric)"
    ),
    (
      nil,
      "ALTER TABLE app_users ALTER COLUMN role TYPE varchar(20);"
        + " ALTER TABLE app_users ADD CONSTRAINT roles CHECK (role IN ('admin', 'student'))"
        + " NOT VALID",
      "error app_users.role: the check `roles` of the store lacks `teacher`"
    ),
    (
      nil,
      "ALTER TABLE app_users ALTER COLUMN role TYPE text; DROP TYPE user_role;"
        + " CREATE TYPE user_role AS ENUM ('admin', 'viewer');"
        + " UPDATE app_users SET role = 'viewer';"
        + " ALTER TABLE app_users ALTER COLUMN role TYPE user_role USING role::user_role",
      "error app_users.role: the column's type user_role lacks `teacher`, `student`"
    ),
    (
      nil, "ALTER TABLE courses DROP CONSTRAINT courses_code_key",
      "warning courses: no index on (code), by which records are looked up"
    ),
    (
      nil,
      "ALTER TABLE courses DROP CONSTRAINT courses_code_key;"
        + " CREATE INDEX ON courses (code)",
      "warning courses: the store does not keep (code) unique"
    ),
    (
      nil, "ALTER TABLE enrollments DROP CONSTRAINT enrollments_course_id_fkey",
      "warning enrollments.course_id: the store does not check that it refers to `courses`"
    ),
    (
      nil,
      "ALTER TABLE enrollments DROP CONSTRAINT enrollments_course_id_fkey;"
        + " ALTER TABLE enrollments ADD FOREIGN KEY (course_id) REFERENCES app_users NOT VALID",
      "error enrollments.course_id: it refers to `app_users`, not to `courses`"
    ),
    (
      nil,
      "ALTER TABLE courses ADD COLUMN half numeric GENERATED ALWAYS AS (1) STORED;"
        + " ALTER TABLE courses DROP COLUMN credits; ALTER TABLE courses RENAME half TO credits",
      "error courses.credits: the store computes the column; no value can be written"
    ),
  ]

  @Test(arguments: Self.breaks.indices)
  func everyMismatchIsReported(_ index: Int) throws {
    let change = Self.breaks[index]
    for kind in StoreKind.allCases {
      guard let sql = kind == .sqlite ? change.sqlite : change.postgresql else { continue }
      let scratch = try school(kind)
      try scratch.execute(sql)
      #expect(try mismatches(scratch).contains(change.mismatch), "\(kind): \(sql)")
      // An import finds it before it reads a row.
      let report = try run(scratch)
      if change.mismatch.hasPrefix("error") {
        #expect(!report.run.isWritten)
        #expect(report.issues.issues.map(\.code) == ["store.schema-version"])
        #expect(report.run.outcome.exitCode == 6)
      } else {
        #expect(report.run.isWritten)
      }
    }
  }
}
