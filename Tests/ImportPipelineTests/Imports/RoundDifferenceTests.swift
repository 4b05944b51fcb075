import Foundation
import ImportPipeline
import TabularCore
import TestSupport
import Testing

@testable import ImportReports

/// A second upload of a file that was corrected, sorted and added to: each issue is told for what it is.
@Suite struct RoundDifferenceTests {
  /// A row of the file: cells that may be wrong, each in a way of its own.
  private struct Row {
    var code: String
    var wrong: Set<Int>

    /// The columns that can be wrong, with a sound and a wrong value.
    static let columns = [
      ("name", "Place", ""), ("time_zone", "America/Toronto", "Nowhere"),
      ("kind", "virtual", "phisical"), ("capacity", "12", "many"),
    ]

    var line: String {
      let cells = Self.columns.indices.map { index in
        let column = Self.columns[index]
        if wrong.contains(index) { return column.2 }
        // Names are unique.
        return index == 0 ? "\(column.1) \(code)" : column.1
      }
      return ([code] + cells).joined(separator: ",")
    }
  }

  private static func text(_ rows: [Row]) -> String {
    (["location_code,name,time_zone,kind,capacity"] + rows.map(\.line)).joined(separator: "\n")
      + "\n"
  }

  private static func report(_ harness: ImportHarness, _ rows: [Row]) throws -> ImportReport {
    try harness.scratch.write("locations.csv", text(rows))
    var options = ImportOptions(files: [harness.scratch.path(of: "locations.csv")])
    options.isOffline = true
    options.keepsAllIssues = true
    return harness.run(options)
  }

  /// `fixed`, `remaining`, `moved` and `new` as `TOR-3 kind` each.
  private struct Truth: Equatable {
    var classes: [String: Set<String>] = [:]

    mutating func note(_ name: String, _ code: String, _ field: String) {
      classes[name, default: []].insert("\(code) \(field)")
    }
  }

  @Test(arguments: 0..<20) func mutatedUploads_areToldApart(seed: Int) throws {
    let harness = try ImportHarness(store: .empty)
    var random = SeededNumbers(seed: UInt64(seed) &* 7_919 &+ 1)
    var rows: [Row] = []
    var earlier: [UInt8] = []
    for round in 0..<51 {
      let before = rows
      if rows.isEmpty {
        rows = (0..<Int.random(in: 1...8, using: &random)).map { number in
          Row(code: "TOR-\(number + 10)", wrong: [number % 4])
        }
      }
      for index in rows.indices {
        for column in Row.columns.indices where Int.random(in: 0..<4, using: &random) == 0 {
          rows[index].wrong.formSymmetricDifference([column])
        }
      }
      if Bool.random(using: &random) { rows.shuffle(using: &random) }
      for number in 0..<Int.random(in: 0...3, using: &random) {
        rows.insert(
          Row(code: "NEW-\(round)-\(number)", wrong: Bool.random(using: &random) ? [3] : []),
          at: Int.random(in: 0...rows.count, using: &random))
      }
      // As many come as go, so that files stay small.
      while rows.count > 8 || rows.count > 1 && Bool.random(using: &random) { rows.removeFirst() }
      let report = try Self.report(harness, rows)
      defer { earlier = JSONReport().bytes(of: report) }
      guard round > 0 else { continue }
      let truth = Self.truth(before, rows)
      var options = ReportOptions()
      let baseline: EarlierReport = try #require(EarlierReport(json: Data(earlier)))
      options.since = baseline
      let found = Self.found(ReportContent(report, options), before, rows)
      #expect(found == truth, "\(Self.text(before))\n\(Self.text(rows))")
    }
  }

  private static func truth(_ before: [Row], _ after: [Row]) -> Truth {
    var truth = Truth()
    for row in before {
      let now = after.first { $0.code == row.code }
      for column in row.wrong where now?.wrong.contains(column) != true {
        truth.note("fixed", row.code, Row.columns[column].0)
      }
    }
    for (position, row) in after.enumerated() {
      let was = before.firstIndex { $0.code == row.code }
      for column in row.wrong {
        let isOld = was.map { before[$0].wrong.contains(column) } ?? false
        let name = !isOld ? "new" : was == position ? "remaining" : "moved"
        truth.note(name, row.code, Row.columns[column].0)
      }
    }
    return truth
  }

  private static func found(_ content: ReportContent, _ before: [Row], _ after: [Row]) -> Truth {
    var truth = Truth()
    guard let difference = content.difference else { return truth }
    for (issue, state) in zip(content.issues, difference.states) where issue.severity == .error {
      truth.note(state.word, after[(issue.location.row ?? 0) - 2].code, issue.location.field ?? "")
    }
    for issue in difference.fixed where issue.severity == "error" {
      truth.note("fixed", before[(issue.row ?? 0) - 2].code, issue.field ?? "")
    }
    return truth
  }
}
