import Foundation
import TestSupport
import Testing

/// Where output goes that nobody gets.
enum LostOutput: String, CaseIterable, Sendable {
  /// A pipe whose reader is gone (`| head -1`).
  case pipe
  /// A disk without space.
  case fullDisk
  /// No descriptor at all (`>&-`).
  case closed

  /// Runs the tool with it as standard output.
  func run(
    _ tool: Registrar, _ arguments: [String], errors: FileHandle? = nil
  ) throws -> Registrar.Result {
    switch self {
    case .pipe:
      return try tool.run(arguments, output: Self.unreadPipe(), errors: errors)
    case .fullDisk:
      let full = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/full"))
      return try tool.run(arguments, output: full, errors: errors)
    case .closed:
      return try tool.run(
        arguments, errors: errors, by: ["/bin/sh", "-c", "exec \"$0\" \"$@\" >&-"])
    }
  }

  /// The end of a pipe that is written to; the other one is closed.
  static func unreadPipe() throws -> FileHandle {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    return pipe.fileHandleForWriting
  }
}

/// Readers that go away, are slow or were never there: no command ends with a trap, and none that changed
/// something ends with 0 without having said what it did.
@Suite struct LostReaderTests {
  private static let store = ["--store", "sqlite:s.sqlite"]
  private static let package = (try? Repository.path(of: "Schemas/exam-platform")) ?? ""

  /// Commands that look something up, with their exit status.
  static let readers: [(words: [String], status: Int32)] = [
    (["--help"], 0), (["--version"], 0), (["import", "--help"], 0), (["limits"], 0),
    (["explain"], 0), (["explain", "value.required"], 0), (["schema", "list"], 0),
    (["schema", "show", "locations", "--package", package], 0),
    (["schema", "check", package], 0),
    (["schema", "ddl", "--dialect", "sqlite", "--package", package], 0),
    (["runs"] + store, 0), (["show", "A1"] + store, 0),
    (["trace", "locations", "TOR-01", "--package", package] + store, 0),
    (["verify", "--package", package] + store, 0), (["audit", "verify"] + store, 0),
    (["store", "status", "--package", package] + store, 0),
    (["store", "check", "--package", package] + store, 0),
    (["undo", "A1", "--package", package] + store, 0),
    (["inspect", "locations.csv"], 0), (["inspect", "locations.csv", "--cells"], 0),
    (["inspect", "locations.csv", "--stats"], 0), (["inspect", "locations.csv", "--json"], 0),
    (["plan", "show", "plan.ndjson"], 0), (["plan", "show", "plan.ndjson", "--json"], 0),
  ]

  static let validations: [(words: [String], status: Int32)] =
    [[], ["--report", "json"], ["--report", "ndjson:/dev/stdout"], ["--verbose"]].flatMap {
      report in
      [("locations.csv", 0), ("wrong.csv", 1)].map { file, status in
        (
          ["import", file, "--table", "locations", "--package", package] + store + report,
          Int32(status)
        )
      }
    }

  /// A folder with a store of one run, a file that changes it, a plan of that, and a file with an error.
  private func setting() throws -> PlanSetting {
    let setting = try PlanSetting()
    try setting.plan()
    try setting.tool.scratch.write(
      "wrong.csv", PlanSetting.header + "TOR-09,Nowhere,EST,virtual,1,\n")
    return setting
  }

  @Test func aReaderThatHasReadEnoughEndsNothing() throws {
    let setting = try setting()
    for (words, status) in Self.readers + Self.validations {
      let result = try LostOutput.pipe.run(setting.tool, words)
      #expect(result.status == status, "\(words): \(result.status) \(result.errors)")
      let isQuiet = !result.errors.contains("error[") && !result.errors.contains("standard output")
      #expect(isQuiet, "\(words): \(result.errors)")
    }
  }

  @Test(arguments: [LostOutput.fullDisk, .closed])
  func outputThatCannotBeWrittenIsTold(_ output: LostOutput) throws {
    let setting = try setting()
    for (words, status) in Self.readers + Self.validations {
      let result = try output.run(setting.tool, words)
      #expect(result.status == (status == 0 ? 6 : status), "\(words): \(result.errors)")
      #expect(
        result.errors.contains("error[emit.write-failed]: cannot write `standard output`: "),
        "\(words): \(result.errors)")
    }
  }

  /// What is said on standard error may get lost; the exit status may not.
  @Test(arguments: LostOutput.allCases) func errorsThatNobodyReadsEndNothing(
    _ output: LostOutput
  ) throws {
    let setting = try setting()
    let cases: [([String], Int32)] = [
      (["import", "locations.csv", "--no-such-option"], 2), (["show", "Z"] + Self.store, 2),
      (["inspect", "missing.csv"], 3), (["explain", "no.code"], 2),
      (["runs", "--store", "sqlite:missing.sqlite"], 6),
    ]
    for (words, status) in cases {
      let errors = try LostOutput.unreadPipe()
      let result = try output.run(setting.tool, words, errors: errors)
      #expect(result.status == status, "\(words): \(result.status)")
    }
  }

  @Test(arguments: LostOutput.allCases) func anExecutionIsDoneWholeAndDoesNotEndWithZero(
    _ output: LostOutput
  ) throws {
    let setting = try setting()
    let words =
      ["import", "locations.csv", "--table", "locations", "--execute", "--package", Self.package]
      + Self.store
    let result = try output.run(setting.tool, words)
    #expect(result.status == 6, "\(result.errors)")
    let sentence =
      output == .pipe
      ? "nobody read `standard output` to its end; the records were written to the store"
      : "cannot write `standard output`: "
    #expect(
      result.errors.contains("error[emit.write-failed]: " + sentence), "\(result.errors)")
    #expect(
      result.errors.contains(
        "registrar: run 20261120-1200-A2: 2 records were written to sqlite:s.sqlite"),
      "\(result.errors)")
    #expect(
      try setting.rows("SELECT location_code FROM locations ORDER BY 1")
        == ["BRA-01", "OTT-01", "TOR-01", "VAN-01"])
    #expect(
      try setting.rows("SELECT capacity FROM locations WHERE location_code = 'TOR-01'") == ["300"])
    // Where nobody hears anything at all, the status still tells.
    let undo = ["undo", "A2", "--execute", "--package", Self.package] + Self.store
    let silent = try output.run(setting.tool, undo, errors: LostOutput.unreadPipe())
    #expect(silent.status == 6)
    #expect(
      try setting.rows("SELECT capacity FROM locations WHERE location_code = 'TOR-01'") == ["250"])
  }

  /// Nothing was done, so nothing was to be said of it.
  @Test func anExecutionThatWroteNothingKeepsItsStatus() throws {
    let setting = try setting()
    let words =
      ["import", "wrong.csv", "--table", "locations", "--execute", "--package", Self.package]
      + Self.store
    let result = try LostOutput.pipe.run(setting.tool, words)
    #expect(result.status == 1 && !result.errors.contains("error["), "\(result.errors)")
  }

  @Test(arguments: LostOutput.allCases) func commandsThatChangeSomethingSayItSomewhere(
    _ output: LostOutput
  ) throws {
    let setting = try setting()
    let cases: [(words: [String], said: String)] = [
      (
        ["store", "init", "--store", "sqlite:n.sqlite", "--package", Self.package],
        "sqlite:n.sqlite: made "
      ),
      (
        ["store", "migrate", "--package", Self.package] + Self.store,
        "sqlite:s.sqlite: has the tables of "
      ),
      (["backup", "--output", "copy.sqlite"] + Self.store, "backed up to copy.sqlite"),
      (["restore", "copy.sqlite", "--confirm", "s.sqlite"] + Self.store, "restored from copy"),
      (["template", "locations", "--format", "csv", "--package", Self.package], "locations.csv"),
    ]
    for (words, said) in cases {
      let result = try output.run(setting.tool, words)
      #expect(result.status == 6, "\(words): \(result.status) \(result.errors)")
      #expect(result.errors.contains(said), "\(words): \(result.errors)")
      #expect(
        result.errors.contains("registrar: this was not written to standard output: "),
        "\(words): \(result.errors)")
    }
  }

  /// A report for a descriptor goes to what is open there: it is not opened anew, which would wait for
  /// ever for a reader that is gone, and write a file from its start.
  @Test func aReportForADescriptorGoesToWhatIsOpenThere() throws {
    let setting = try setting()
    let words =
      ["import", "locations.csv", "--table", "locations", "--package", Self.package]
      + Self.store + ["--report", "ndjson:/dev/fd/3", "--quiet"]
    let gone = try setting.tool.run(
      words, output: LostOutput.unreadPipe(),
      by: ["/bin/sh", "-c", "exec \"$0\" \"$@\" 3>&1 >/dev/null"])
    #expect(gone.status == 0 && !gone.errors.contains("error["), "\(gone.errors)")
    let executed = try setting.tool.run(
      words + ["--execute"], output: LostOutput.unreadPipe(),
      by: ["/bin/sh", "-c", "exec \"$0\" \"$@\" 3>&1 >/dev/null"])
    #expect(executed.status == 6, "\(executed.errors)")
    #expect(executed.errors.contains("nobody read `3` to its end"), "\(executed.errors)")
    let missing = try setting.tool.run(
      words, by: ["/bin/sh", "-c", "exec \"$0\" \"$@\" 3>&-"])
    #expect(missing.status == 2)
    #expect(missing.errors.contains("cannot write the report `/dev/fd/3`"), "\(missing.errors)")
    // After what stands there, and alone: the report takes the place of the text.
    let appended = try setting.tool.run(
      Array(words.dropLast(3)) + ["--report", "json:/dev/stdout"],
      by: ["/bin/sh", "-c", "echo first; exec \"$0\" \"$@\""])
    #expect(appended.output.hasPrefix("first\n{\n"), "\(appended.output)")
    let json = Data(appended.output.dropFirst(6).utf8)
    #expect(try JSONSerialization.jsonObject(with: json) is [String: Any])
  }

  /// A reader that takes its time gets all of it, also over a descriptor that does not wait.
  @Test(arguments: [false, true]) func aSlowReaderGetsEverything(doesNotWait: Bool) throws {
    let setting = try setting()
    let rows = (0..<20_000).map { "L-\($0),Place \($0),America/Toronto,virtual,1,\n" }.joined()
    try setting.tool.scratch.write("long.csv", PlanSetting.header + rows)
    let words = ["inspect", "long.csv", "--cells"]
    let whole = try setting.tool.run(words)
    let pipe = Pipe()
    if doesNotWait {
      let flags = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_GETFL)
      _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFL, flags | O_NONBLOCK)
    }
    var read = Data()
    let result = try setting.tool.run(words, output: pipe.fileHandleForWriting) { _ in
      try pipe.fileHandleForWriting.close()
      usleep(300_000)
      while true {
        let piece = pipe.fileHandleForReading.availableData
        if piece.isEmpty { break }
        read.append(piece)
        if read.count < 500_000 { usleep(1_000) }
      }
    }
    #expect(result.status == 0)
    #expect(read.count > 1_000_000 && read == Data(whole.output.utf8))
  }
}
