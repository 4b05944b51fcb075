public import ArgumentParser
import Foundation
import ImportReports
import ImportService
import TabularCore

/// `registrar waivers`: findings that somebody accepts.
public struct WaiversCommand: ParsableCommand {
  /// The command's name, help and commands.
  public static let configuration = CommandConfiguration(
    commandName: "waivers",
    abstract: "Accept findings of a report, for import --waivers.",
    discussion: """
      registrar import FILE… --waivers WAIVERS.csv tells an accepted finding apart from the others \
      until its day has passed, or its cell or its rule changes. Warnings can be accepted, and \
      errors of the package's rules; other errors cannot.
      """,
    subcommands: [AddWaiversCommand.self, SuggestWaiversCommand.self])

  /// A command to be parsed.
  public init() {}
}

/// Which findings of a report are meant.
struct FindingSelection: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A report that import --report json:PATH wrote.", valueName: "report"),
    completion: .file(extensions: ["json"]))
  var report: String

  @Option(help: ArgumentHelp("Only this code; repeatable.", valueName: "code"))
  var code: [String] = []

  @Option(help: ArgumentHelp("Only this table.", valueName: "table"))
  var table: String?

  @Option(help: ArgumentHelp("Only this field.", valueName: "field"))
  var field: String?

  @Option(
    help: ArgumentHelp(
      "Only rows with this key, its parts joined by /; repeatable.", valueName: "key"))
  var key: [String] = []

  /// The lines for the findings, each digest once.
  func lines(reason: String, name: String, expires: String) throws -> [[String]] {
    let report = try ReportedFindings(path: report)
    guard !report.isRedacted else {
      throw ValidationError(usage: "redactedReport")
    }
    var seen: Set<String> = []
    return report.findings.compactMap { finding in
      let place = finding.key.allSatisfy(\.isEmpty) ? "" : finding.key.joined(separator: "/")
      guard let digest = finding.digest, code.isEmpty || code.contains(finding.code),
        table == nil || table == finding.table, field == nil || field == finding.field,
        key.isEmpty || key.contains(place), seen.insert(digest).inserted
      else { return nil }
      return [
        finding.code, finding.table ?? "", finding.field ?? "", place, digest, reason, name,
        expires,
      ]
    }
  }
}

/// `registrar waivers suggest REPORT`: a line for each finding that can be accepted.
public struct SuggestWaiversCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract:
      "Print a line for each finding that can be accepted; reason, name and day are left to fill in.",
    discussion: """
      A line without reason, name and last day is an error of the file: nobody accepts anything by \
      leaving it as it is.
      """)

  @OptionGroup var findings: FindingSelection

  /// A command to be parsed.
  public init() {}

  /// Prints the lines, the header first.
  public func run() throws {
    var lines = DecisionLines()
    lines.append(ImportService.waiverColumns)
    for line in try findings.lines(reason: "", name: "", expires: "") { lines.append(line) }
    try StandardOutput.print(lines.text, terminator: "")
  }
}

/// `registrar waivers add REPORT --to FILE`: accepts findings.
public struct AddWaiversCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a line for each finding that is meant to a file of accepted findings.",
    discussion:
      "Without --code, --table, --field or --key every finding that can be accepted is meant.")

  @OptionGroup var findings: FindingSelection

  @Option(
    help: ArgumentHelp("The file, which is made when it does not exist.", valueName: "path"),
    completion: .file(extensions: ["csv"]))
  var to: String

  @Option(help: ArgumentHelp("Why it is accepted.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("Who accepts it.", valueName: "name"))
  var name: String

  @Option(
    help: ArgumentHelp("The last day on which it is accepted, 2027-06-30.", valueName: "date"))
  var expires: String

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses an empty reason or name, and what is no day.
  public func validate() throws {
    for (option, text) in [("--reason", reason), ("--name", name)] where text.isEmpty {
      throw ValidationError(usage: "empty", ["option": option])
    }
    guard isDay(expires) else {
      throw ValidationError(usage: "expires", ["found": printable(expires)])
    }
  }

  /// Adds the lines, and says how many.
  public func run() throws {
    let added = try findings.lines(reason: reason, name: name, expires: expires)
    var lines = DecisionLines()
    let old = FileManager.default.contents(atPath: to)
    if old?.isEmpty ?? true {
      lines.append(ImportService.waiverColumns)
    } else if let old {
      let first =
        String(decoding: old.prefix(1_000), as: UTF8.self)
        .split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      guard first.hasSuffix(ImportService.waiverColumns.joined(separator: ",")) else {
        throw ValidationError(
          usage: "waiverColumns",
          ["path": printable(to), "columns": ImportService.waiverColumns.joined(separator: ",")])
      }
    }
    for line in added { lines.append(line) }
    guard !added.isEmpty else {
      throw ValidationError(usage: "noWaivers")
    }
    var bytes = old ?? Data()
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    bytes.append(contentsOf: Data(lines.text.utf8))
    do {
      try bytes.write(to: URL(fileURLWithPath: to), options: .atomic)
    } catch {
      throw ValidationError(usage: "cannotWriteFile", ["path": printable(to)])
    }
    Terminal.note(
      speech.spoken.label(
        "notice/waiversAdded", ["count": added.count, "path": printable(to)]))
  }

  private func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.allSatisfy(\.isNumber) }
      && (1...12).contains(Int(parts[1]) ?? 0) && (1...31).contains(Int(parts[2]) ?? 0)
  }
}
