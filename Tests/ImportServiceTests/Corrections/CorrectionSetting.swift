import Foundation
import ImportPipeline
import ImportReports
import ImportService
import TabularCore
import TestSupport

/// A folder with a small package of two tables, files of them that hold mistakes of many kinds, and sessions in which
/// these are corrected.
struct CorrectionSetting {
  /// How the files are written.
  enum Form: String, CaseIterable, Sendable {
    case csv
    /// UTF-16 with semicolons, quotes and CR LF.
    case wide
    case workbook
    /// Seven delimited files of a shipped package.
    case season
  }

  let scratch: ScratchFolder
  let files: [String]
  /// The rows of each table, its header first.
  let rows: [String: [[String]]]
  private let package: String
  /// The file of a store with the records of the files, against which sessions validate; `nil` for none.
  private(set) var storePath: String?
  private static let now = "2027-03-06T14:14:02Z"

  init(_ form: Form) throws {
    scratch = try ScratchFolder()
    rows = form == .season ? SeasonRows.tables : ["sites": Self.siteRows, "items": Self.itemRows]
    package =
      form == .season
      ? try Repository.path(of: "Schemas/exam-platform") : scratch.path(of: "depot")
    for folder in ["depot", "in", "out"] {
      try FileManager.default.createDirectory(
        atPath: scratch.path(of: folder), withIntermediateDirectories: true)
    }
    try scratch.write("depot/datapackage.json", Self.package)
    try scratch.write("depot/sites.schema.json", Self.sites)
    try scratch.write("depot/items.schema.json", Self.items)
    switch form {
    case .csv:
      files = [
        try scratch.write("in/sites.csv", Self.text(Self.siteRows, ",", "\n")),
        try scratch.write("in/items.csv", Self.text(Self.itemRows, ",", "\n")),
      ]
    case .wide:
      let text = Self.text(Self.itemRows, ";", "\r\n")
      files = [
        try scratch.write("in/sites.csv", Self.text(Self.siteRows, ",", "\n")),
        try scratch.write(
          "in/items.csv", [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
      ]
    case .season:
      let folder = scratch
      files = try SeasonRows.names.map {
        try folder.write("in/\($0).csv", Self.text(SeasonRows.tables[$0] ?? [], ",", "\n"))
      }
    case .workbook:
      let path = scratch.path(of: "in/depot.xlsx")
      try WorkbookBuilder()
        .sheet("Sites", rows: Self.siteRows.map { $0.map(Self.value) })
        .sheet("Items", rows: Self.itemRows.map { $0.map(Self.value) }, hiddenRows: [5])
        .write(to: path)
      files = [path]
    }
  }

  // MARK: Sessions

  /// A session over the files, without a store.
  func session() throws -> CorrectionSession {
    CorrectionSession(try prepared(files))
  }

  /// A session whose clock goes on, and is set again after a while.
  func session(standing: Duration) throws -> CorrectionSession {
    CorrectionSession(try prepared(files, clock: RunClock()), standing: standing)
  }

  private func prepared(_ files: [String], clock: RunClock? = nil) throws -> PreparedImport {
    let author = RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0")
    let service = ImportService(
      Surroundings(author: author, clock: try clock ?? RunClock(at: Self.now)))
    var request = ImportRequest(files: files, package: package)
    request.store =
      storePath.map { StoreChoice(store: "sqlite:" + $0) } ?? StoreChoice(isOffline: true)
    request.options.jobs = 1
    return try service.prepare(request)
  }

  /// Fills a store with what is sound in the files.
  mutating func fillStore() throws {
    let path = scratch.path(of: "store.sqlite")
    let author = RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0")
    let service = ImportService(Surroundings(author: author, clock: try RunClock(at: Self.now)))
    var request = ImportRequest(files: files, package: package)
    request.store = StoreChoice(store: "sqlite:" + path)
    request.options.mode = .execute
    request.options.errorPolicy = .skipRow
    _ = try service.prepare(request).run()
    storePath = path
    // So long after it was written to it is certain that nobody does.
    Thread.sleep(forTimeInterval: 0.2)
  }

  /// The report of an import of the files as the session would save them.
  func savedReport(of session: CorrectionSession) throws -> ImportReport {
    var saved = files
    for (index, path) in files.enumerated() {
      let source = SourceID(rawValue: index + 1)
      guard session.files.isEdited(source) else { continue }
      saved[index] = scratch.path(of: "out/\((path as NSString).lastPathComponent)")
      _ = try session.save(source, to: saved[index])
    }
    return try prepared(saved).run()
  }

  /// A JSON report without what names its run and the bytes of its files.
  static func lines(of report: ImportReport) -> [String] {
    var output = ReportBytes()
    JSONReport().render(ReportContent(report, ReportOptions()), to: &output)
    let text = String(decoding: output.bytes, as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.hasPrefix("  \"run\":") }.map { line in
      String(line).replacing(#/"sha256": "[0-9a-f]*", "bytes": [0-9]+/#, with: "")
    }
  }

  // MARK: Contents

  private static func text(_ rows: [[String]], _ delimiter: String, _ end: String) -> String {
    rows.map { row in
      row.map { field in
        field.contains(where: { "\",;\n".contains($0) })
          ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
      }.joined(separator: delimiter) + end
    }.joined()
  }

  private static func value(_ text: String) -> WorkbookValue {
    if text.isEmpty { return .blank }
    if text.hasPrefix("=") { return .formula(String(text.dropFirst()), cached: .number(7)) }
    if let number = Int(text), String(number) == text { return .number(number) }
    return .text(text)
  }

  static let siteRows = [
    ["code", "name", "opened", "mail"],
    ["S-1", "North", "13/2/2026", "north@example.org"],
    ["S-2", "South", "3/4/2026", "south@example.org"],
    ["S-3", "East, upper", "2026-02-30", "east@example"],
    ["", "West", "2026-05-01", ""],
    ["S-5", "He said \"no\"", "4/3/2026", "x@example.org"],
  ]

  static let itemRows = [
    ["code", "site", "stock", "price", "day", "kind", "remark"],
    ["I-1", "S-1", "5", "1,250", "3/4/2026", "big", "one\ntwo"],
    ["I-2", "S-1", "x", "2.50", "13/4/2026", "small", ""],
    ["I-3", "S-4", "7", "3.75", "2026-01-01", "bg", "plain"],
    ["I-4", "S-3", "8", "", "2026-01-02", "big", "hidden"],
    ["I-4", "S-2", "9", "1.00", "2026-01-03", "big", "twice"],
    ["I-6", "", "-4", "1.005", "32/1/2026", "", "é"],
    ["#note", "", "", "", "", "", ""],
    ["I-8", "S-5", "100", "9.99", "2026-02-01", "small", "a;b,c"],
    ["I-9", "S-2", "900", "9.99", "2026-02-01", "small", "much"],
  ]

  private static let package = """
    {"name": "depot", "version": "1", "resources": [
      {"name": "sites", "path": "sites.csv", "schema": "sites.schema.json"},
      {"name": "items", "path": "items.csv", "schema": "items.schema.json"}]}
    """

  private static let sites = """
    {"title": "Sites", "primaryKey": ["code"], "fields": [
      {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
      {"name": "name", "registrar:type": "string", "constraints": {"required": true, "maxLength": 40}},
      {"name": "opened", "registrar:type": "date"},
      {"name": "mail", "registrar:type": "email", "registrar:privacy": "personal",
       "constraints": {"unique": true}}]}
    """

  private static let items = """
    {"title": "Items", "primaryKey": ["code"], "fields": [
      {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
      {"name": "site", "registrar:type": "code", "constraints": {"required": true}},
      {"name": "stock", "registrar:type": "integer", "constraints": {"minimum": 0}},
      {"name": "price", "registrar:type": "decimal"},
      {"name": "day", "registrar:type": "date"},
      {"name": "kind", "registrar:type": "enum", "registrar:values": [
        {"value": "big"}, {"value": "small", "aliases": ["tiny"]}]},
      {"name": "remark", "registrar:type": "string"}],
     "foreignKeys": [
       {"fields": ["site"], "reference": {"resource": "sites", "fields": ["code"]}}],
     "registrar:rules": [{
       "code": "rule.too-much", "at": ["stock"], "message": "`{n}` in one place", "help": "move some",
       "query": "SELECT max(_row) AS at_row, sum(stock) AS n FROM items GROUP BY site HAVING sum(stock) > 200",
       "tables": ["items"]}]}
    """
}
