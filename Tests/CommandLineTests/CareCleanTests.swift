import Foundation
import TestSupport
import Testing

/// The training accounts and sample courses of a school's first weeks are removed as its document asks.
@Suite struct CareCleanTests {
  private let tool: Registrar
  private let pattern = #"email=^(admin|teacher|student)\d+@school\.edu$"#

  init() throws {
    tool = try Registrar(hasFailpoints: true)
    let roles = [("admin", 3), ("teacher", 5), ("student", 10)]
    var users = "email,role,first_name,last_name\nhead@school.edu,admin,Ann,Head\n"
    for (role, count) in roles {
      for number in 1...count { users += "\(role)\(number)@school.edu,\(role),Ada,No\n" }
    }
    try tool.scratch.write("users.csv", users)
    try tool.scratch.write(
      "courses.csv",
      "course_code,course_name\n"
        + ["CS101", "CS102", "WEB201", "DB301", "NET202", "MATH1"].map { "\($0),Course \($0)\n" }
        .joined())
    try tool.scratch.write(
      "enrollments.csv",
      """
      student_email,course_code,enrollment_date
      student1@school.edu,CS101,2026-09-01
      student2@school.edu,MATH1,2026-09-01

      """)
    let made = try run(["import", "users.csv", "courses.csv", "enrollments.csv", "--execute"])
    #expect(made.status == 0, "\(made.output)\(made.errors)")
  }

  private func run(
    _ words: [String], _ environment: [String: String] = [:]
  ) throws -> Registrar.Result {
    try tool.run(
      words + [
        "--store", "sqlite:s.sqlite", "--package",
        Repository.path(of: "Schemas/student-management"),
      ], environment)
  }

  private func count(_ table: String) throws -> String {
    try storedRows("SELECT count(*) FROM \(table)", in: tool.scratch.path(of: "s.sqlite"))
      .first ?? ""
  }

  @Test func trainingAccountsGoAsAGuardedPlan_andComeBack() throws {
    let clean = ["clean", "--table", "users", "--match", pattern]
    // Two of the students are enrolled.
    let refused = try run(clean)
    #expect(refused.status == 1, "\(refused.output)\(refused.errors)")
    #expect(refused.output.contains("error[store.delete-referenced]"))
    // With what hangs on them the exact counts are told before anything is done.
    let planned = try run(clean + ["--with-dependents", "--plan-out", "c.plan"])
    #expect(planned.status == 4, "\(planned.output)\(planned.errors)")
    #expect(planned.output.contains("`18` of `19` `Users` would be deleted"), "\(planned.output)")
    let approvals = ["--approve", "guard.delete-limit=18", "--approver", "Ada"]
    let approved = try run(clean + ["--with-dependents", "--plan-out", "c.plan"] + approvals)
    #expect(approved.status == 0, "\(approved.output)\(approved.errors)")
    #expect(approved.output.contains("to be removed"))
    #expect(try count("users") == "19")
    let shown = try tool.run(["plan", "show", "c.plan"])
    #expect(shown.output.contains("student1@school.edu"), "\(shown.output)")
    let done = try run(
      clean + ["--with-dependents", "--plan", "c.plan", "--execute", "--backup"] + approvals)
    #expect(done.status == 0, "\(done.output)\(done.errors)")
    #expect(done.output.contains("removed") && !done.output.contains("to be removed"))
    #expect(try count("users") == "1")
    #expect(try count("enrollments") == "0")
    // The plan is of that store only as long as nothing changes.
    let stale = try run(clean + ["--with-dependents", "--plan", "c.plan"] + approvals)
    #expect(stale.status == 4 && stale.output.contains("guard.plan-stale"), "\(stale.output)")
    let undone = try run(["undo", "A2", "--execute"])
    #expect(undone.status == 0, "\(undone.output)\(undone.errors)")
    #expect(try count("users") == "19")
    #expect(try count("enrollments") == "2")
  }

  @Test func sampleCoursesGoByKey() throws {
    try tool.scratch.write("keys.txt", "# the samples\nCS102\nWEB201\n\nDB301\nNET202\nXX1\n")
    let result = try run(["clean", "--table", "Courses", "--keys-file", "keys.txt", "--execute"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(
      result.output.contains(
        "warning[store.not-stored]: no stored course has the key `XX1`"), "\(result.output)")
    #expect(try count("courses") == "2")
  }

  @Test(
    arguments: [
      ([], "name what goes with --match, --keys or --keys-file"),
      (["--keys", "A", "--match", "email=a"], "name what goes with --match, --keys"),
      (["--match", "email"], "--match takes FIELD=PATTERN, found `email`"),
      (["--match", "mail=a"], "`mail` is no field"), (["--match", "email=("], "is no pattern"),
      (["--match", "password=a"], "is no pattern"),
      (["--keys-file", "none.txt"], "cannot read the keys in `none.txt`"),
      (["--keys", "A", "--execute", "--plan-out", "p"], "--plan-out belongs to --validate"),
    ] as [([String], String)])
  func whatMakesNoSenseIsRefused(words: [String], sentence: String) throws {
    let result = try run(["clean", "--table", "users"] + words)
    #expect(result.status == 2 && result.errors.contains(sentence), "\(result.errors)")
  }

  // MARK: Imports of a part

  /// A run in parts waits between two of them until it is let go on.
  @Test func aRunInPartsPauses_andGoesOn() throws {
    try tool.scratch.write(
      "courses.csv", "course_code,course_name\n" + (1...6).map { "P\($0),Part \($0)\n" }.joined())
    let errors = tool.scratch.path(of: "told")
    try tool.scratch.write("told", "")
    let package = try Repository.path(of: "Schemas/student-management")
    let result = try tool.run(
      [
        "import", "courses.csv", "--execute", "--commit-every", "2", "--rate", "1000", "--store",
        "sqlite:s.sqlite", "--package", package,
      ], ["REGISTRAR_FAILPOINT": "table-merged:usr1"],
      errors: try FileHandle(forWritingTo: URL(fileURLWithPath: errors)),
      whileRunning: { process in
        while process.isRunning,
          try !String(decoding: tool.scratch.contents(of: "told"), as: UTF8.self)
            .contains("paused: 2 of 6 rows are written")
        {
          usleep(20_000)
        }
        #expect(process.isRunning)
        #expect(try count("courses") == "8")
        kill(process.processIdentifier, SIGUSR2)
      })
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try count("courses") == "12")
  }

  @Test(arguments: [("20", Int32(4), "6"), ("50", Int32(1), "8")])
  func tooManyErrorsLetNothingPass(rate: String, status: Int32, stored: String) throws {
    try tool.scratch.write(
      "courses.csv", "course_code,course_name\nN1,One\nN2,Two\nN3,\n")
    let result = try run([
      "import", "courses.csv", "--execute", "--on-error", "skip-row", "--max-error-rate", rate,
    ])
    #expect(result.status == status, "\(result.output)\(result.errors)")
    #expect(try count("courses") == stored)
    #expect(result.output.contains("guard.reject-limit") == (status == 4), "\(result.output)")
  }

  // MARK: Archives

  /// An archive of a run holds the files that it read, by their hashes, and says when one is not what it was.
  @Test func aRunIsArchived_andTheArchiveChecked() throws {
    let plain = ["archive", "A1", "--store", "sqlite:s.sqlite"]
    let made = try tool.run(plain + ["-o", "a1.zip", "--plan", "users.csv"])
    #expect(made.status == 0, "\(made.output)\(made.errors)")
    #expect(made.output.contains("in 6 files, each as its manifest says"), "\(made.output)")
    let checked = try tool.run(["archive", "--check", "a1.zip"])
    #expect(checked.status == 0 && checked.output.contains("-A1"), "\(checked.errors)")
    // Another archive in its place is refused, as is a file that was changed since.
    let again = try tool.run(plain + ["-o", "a1.zip"])
    #expect(again.status == 6 && again.errors.contains("`a1.zip`: file already exists"))
    let none = try tool.run(plain + ["-o", "a2.zip", "--plan", "none.plan"])
    #expect(none.status == 3 && none.errors.contains("cannot find `none.plan`"), "\(none.errors)")
    try tool.scratch.write("courses.csv", "course_code,course_name\nX1,Other\n")
    let changed = try tool.run(plain + ["-o", "a2.zip"])
    #expect(changed.status == 2 && changed.errors.contains("read as `courses.csv`"))
    let tampered = try tool.run(
      [
        "-c",
        """
        import zipfile
        old, new = zipfile.ZipFile("a1.zip"), zipfile.ZipFile("bad.zip", "w")
        for name in old.namelist():
          if name.startswith("plan/"): continue
          new.writestr(name, old.read(name) + (b" " if name == "ledger.json" else b""))
        new.writestr("more.txt", "x")
        new.close()
        """,
      ], program: "/usr/bin/python3")
    #expect(tampered.status == 0, "\(tampered.errors)")
    let bad = try tool.run(["archive", "--check", "bad.zip"])
    #expect(bad.status == 7)
    for line in [
      "`bad.zip` lacks `plan/1-users.csv`", "`ledger.json` of `bad.zip` is not what",
      "`bad.zip` holds `more.txt`",
    ] {
      #expect(bad.errors.contains(line), "\(bad.errors)")
    }
    #expect(try tool.run(["archive", "--check", "users.csv"]).status == 3)
    let missing = try tool.run(["archive", "--check", "none.zip"])
    #expect(missing.status == 3 && missing.errors.contains("cannot find `none.zip`"))
  }
}
