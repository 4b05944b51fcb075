import DelimitedText
import Foundation
import ImportPipeline
import ImportReports
import Schemas
import TabularCore
import TestSupport
import Testing
import Workbooks

/// Files that nobody in this project made, validated by one thread row by row and by several in batches.
@Suite struct CorpusFileTests {
  /// The texts of the first row that has any, and the name of its sheet.
  static func header(of path: String) -> (sheet: String?, texts: [String])? {
    var batch = RowBatch()
    if path.hasSuffix(".xlsx") {
      guard let workbook = try? Workbook(path: path) else { return nil }
      var texts: [String] = []
      for sheet in workbook.sheets {
        _ = try? workbook.readRows(ofSheetAt: sheet.index, maximumRows: 1) { batch in
          texts = batch.rows.isEmpty ? [] : batch.cells(ofRowAt: 0).map { batch.text(of: $0) }
          return texts.isEmpty
        }
        if !texts.isEmpty { return (sheet.name, texts) }
      }
      return nil
    }
    guard let data = FileManager.default.contents(atPath: path),
      let reader = try? DelimitedReader(MemorySource(Array(data)))
    else { return nil }
    while (try? reader.next(into: &batch, maximumRows: 1)) == true {
      guard !batch.rows.isEmpty else { continue }
      let texts = batch.cells(ofRowAt: 0).map { batch.text(of: $0) }
      if !texts.isEmpty { return (nil, texts) }
    }
    return nil
  }

  /// A package with one table whose columns are a file's: texts, whole numbers and dates in turn.
  static func package(_ texts: [String], in scratch: ScratchFolder) throws -> DataPackage? {
    var fields: [[String: Any]] = []
    var seen: Set<String> = []
    for text in texts.prefix(200) {
      let letters = text.lowercased().filter { $0.isLetter || $0.isNumber }
      guard !letters.isEmpty, seen.insert(letters).inserted else { continue }
      fields.append([
        "name": "column_\(fields.count)", "title": String(text.prefix(60)),
        "type": ["string", "string", "integer", "string", "date"][fields.count % 5],
      ])
    }
    guard !fields.isEmpty else { return nil }
    let descriptor: [String: Any] = [
      "$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "corpus",
      "resources": [
        [
          "name": "rows", "path": "rows.csv", "type": "table",
          "schema": ["fields": fields, "missingValues": [""], "primaryKey": ["column_0"]],
        ] as [String: Any]
      ],
    ]
    let json = try JSONSerialization.data(withJSONObject: descriptor)
    // Headers that are one when folded make no table.
    return try? PackageLoader.load(path: scratch.write("datapackage.json", Array(json)))
  }

  /// Everything that a run tells, its times left out.
  private static func outcome(_ report: ImportReport) -> [String] {
    var lines = ["\(report.run.outcome)"]
    lines += report.ledger.map { "\($0)" }
    lines += ReportOrder(report).sorted(report.issues.issues).map { "\($0)" }
    lines += report.issues.counts.map { "\($0.key) \($0.value)" }.sorted()
    return lines
  }

  @Test(
    .enabled(
      if: Corpus.obstacle(to: "corpus/csv").isEmpty,
      Comment(rawValue: Corpus.obstacle(to: "corpus/csv"))))
  func oneThreadAndSeveral_tellTheSame() throws {
    var validated = 0
    for path in Corpus.files(of: "corpus/csv") + Corpus.files(of: "corpus/xlsx") {
      guard let (sheet, texts) = Self.header(of: path) else { continue }
      let harness = try ImportHarness(store: .empty)
      guard let package = try Self.package(texts, in: harness.scratch) else { continue }
      func told(byColumns: Bool, jobs: Int) -> [String] {
        var options = ImportOptions(files: [path])
        options.table = "rows"
        if let sheet {
          options.sheets = [sheet]
          options.sheetTables = [sheet: "rows"]
        }
        options.isOffline = true
        options.readsByColumns = byColumns
        options.jobs = jobs
        var imports = harness
        imports.package = package
        let report = imports.run(options)
        if byColumns, report.ledger.contains(where: { $0.read > 0 }) { validated += 1 }
        return Self.outcome(report)
      }
      let expected = told(byColumns: false, jobs: 1)
      let found = told(byColumns: true, jobs: 3)
      if found != expected {
        let lines = found.difference(from: expected).map { "\($0)" }.joined(separator: "\n")
        Issue.record("\(path)\n\(lines)")
      }
    }
    // A comparison of refusals alone would end well, too.
    #expect(validated > 200)
  }
}
