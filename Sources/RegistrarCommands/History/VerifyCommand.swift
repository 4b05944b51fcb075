public import ArgumentParser
import ImportPipeline
import ImportService
import TabularCore

/// `registrar verify [RUN]`: compares a store with what its runs wrote down.
public struct VerifyCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare a store with what its runs wrote down.",
    discussion: """
      Checks the seals of all runs, the number of records against journals and ledgers, the values \
      that runs wrote, references without a record, keys that occur twice, and values that are not \
      in their field's list. Names edits by hand, records that no run made, and triggers and keys \
      that the store has lost. Exits 7 when anything is found.

      --expect users=18, --expect users.role=teacher:3 and --expect 'users.email~teacher[0-9]+@.*:0' say \
      how many records there must be: of a table, with a value, with a value that matches a pattern. \
      --criteria reads the same from a file with the columns table, field, value or pattern, count or \
      min and max.
      """)

  @Argument(
    help: ArgumentHelp("Only this run's ledger; its id, or the end of it.", valueName: "run"))
  var id: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "How many records there must be: TABLE=N, TABLE.FIELD=VALUE:N or TABLE.FIELD~PATTERN:N.",
      valueName: "table=count"))
  var expect: [String] = []

  @Option(
    help: ArgumentHelp("A file that says how many records there must be.", valueName: "file"),
    completion: .file(extensions: ["csv", "json", "xlsx"]))
  var criteria: String?

  @Option(
    help: ArgumentHelp(
      "Print how many records have each value of a field; repeatable.",
      valueName: "table.field"))
  var by: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Files whose rows must be in the store with their values.", valueName: "file"),
    completion: .file())
  var source: [String] = []

  @OptionGroup var location: StoreOption
  @OptionGroup var choice: PackageOption
  @OptionGroup(title: "What is told") var telling: ReportOptionGroup

  /// A command to be parsed.
  public init() {}

  /// Refuses expectations that are no pair of a table and a number.
  public func validate() throws {
    _ = try expectations()
    _ = try groups()
  }

  /// Verifies and reports.
  public func run() throws {
    let service = try ImportService.timed()
    try printCounts(service)
    try telling.reporting("verify", executes: false, clock: service.surroundings.clock) { _ in
      try service.verify(request())
    }
  }

  private func request() throws -> VerificationRequest {
    var request = VerificationRequest(of: location.choice)
    request.package = choice.package
    request.run = id
    request.expected = try expectations()
    request.criteria = criteria
    request.sources = source
    if let details = telling.maxDetails { request.maximumDetails = details }
    if telling.keepsAllIssues { request.maximumDetails = 0 }
    return request
  }

  private func expectations() throws -> [CountExpectation] {
    try expect.map { text in
      guard let expectation = Self.expectation(text) else {
        throw ValidationError(usage: "expect", ["found": printable(text)])
      }
      return expectation
    }
  }

  /// `TABLE=N`, `TABLE.FIELD=VALUE:N` or `TABLE.FIELD~PATTERN:N`; `nil` for any other text.
  private static func expectation(_ text: String) -> CountExpectation? {
    guard let sign = text.firstIndex(where: { $0 == "=" || $0 == "~" }) else { return nil }
    let place = text[..<sign]
    let rest = text[text.index(after: sign)...]
    guard let dot = place.firstIndex(of: ".") else {
      guard text[sign] == "=", let count = Int(rest), count >= 0, !place.isEmpty else {
        return nil
      }
      return CountExpectation(table: String(place), minimum: count, maximum: count)
    }
    guard let colon = rest.lastIndex(of: ":"),
      let count = Int(rest[rest.index(after: colon)...]), count >= 0
    else { return nil }
    let value = String(rest[..<colon])
    let choice: CountExpectation.Choice =
      text[sign] == "~" ? .pattern(value) : .value(value)
    return CountExpectation(
      table: String(place[..<dot]), field: String(place[place.index(after: dot)...]),
      choice: choice, minimum: count, maximum: count)
  }

  /// The tables and fields by whose values records are counted.
  private func groups() throws -> [(table: String, field: String)] {
    try by.map { text in
      guard let dot = text.firstIndex(of: "."), dot > text.startIndex,
        text.index(after: dot) < text.endIndex
      else {
        throw ValidationError(
          usage: "takes",
          ["option": "--by", "form": "TABLE.FIELD", "found": printable(text)])
      }
      return (String(text[..<dot]), String(text[text.index(after: dot)...]))
    }
  }

  /// Prints how many records have each value of the fields.
  private func printCounts(_ service: ImportService) throws {
    let groups = try groups()
    guard !groups.isEmpty else { return }
    let package = try service.package(choice.package, from: location.choice)
    var lines: [String] = []
    for (name, field) in groups {
      let counts = try service.counts(
        of: location.choice, package: package, table: name, by: field)
      for (value, count) in counts {
        lines.append("\(name).\(field) \(value.isEmpty ? "–" : printable(value)): \(count)")
      }
    }
    try StandardOutput.print(lines.joined(separator: "\n") + "\n")
  }
}
