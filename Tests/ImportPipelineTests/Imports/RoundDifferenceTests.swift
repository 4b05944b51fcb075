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
      ([code]
        + Self.columns.indices.map { index in
          wrong.contains(index) ? Self.columns[index].2 : Self.columns[index].1
        }).joined(separator: ",")
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
    for _ in 0..<50 {
      var rows = (0..<Int.random(in: 1...12, using: &random)).map { number in
        Row(
          code: "TOR-\(number + 10)",
          wrong: Set(Row.columns.indices.filter { _ in Int.random(in: 0..<3, using: &random) == 0 })
        )
      }
      let before = rows
      let earlier = JSONReport().bytes(of: try Self.report(harness, rows))
      for index in rows.indices {
        for column in Row.columns.indices where Int.random(in: 0..<4, using: &random) == 0 {
          rows[index].wrong.formSymmetricDifference([column])
        }
      }
      if Bool.random(using: &random) { rows.shuffle(using: &random) }
      for number in 0..<Int.random(in: 0...3, using: &random) {
        rows.insert(
          Row(code: "NEW-\(number + 10)", wrong: Bool.random(using: &random) ? [3] : []),
          at: Int.random(in: 0...rows.count, using: &random))
      }
      if Bool.random(using: &random), rows.count > 1 { rows.removeFirst() }
      let truth = Self.truth(before, rows)
      var options = ReportOptions()
      let baseline: EarlierReport = try #require(EarlierReport(json: Data(earlier)))
      options.since = baseline
      let found = Self.found(ReportContent(try Self.report(harness, rows), options))
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

  private static func found(_ content: ReportContent) -> Truth {
    var truth = Truth()
    guard let difference = content.difference else { return truth }
    for (issue, state) in zip(content.issues, difference.states) where issue.severity == .error {
      truth.note(state.word, issue.location.key.joined(), issue.location.field ?? "")
    }
    for issue in difference.fixed where issue.severity == "error" {
      truth.note("fixed", issue.key.joined(), issue.field ?? "")
    }
    return truth
  }
}
