import Foundation

/// A JSON report as other commands read it back.
///
/// `Issue` says what of the issues is needed; a report whose issues lack a part of it cannot be read.
struct WrittenReport<Issue: Decodable>: Decodable {
  struct Run: Decodable {
    var id: String
    var redacted: Bool?
  }

  struct Counts: Decodable {
    struct Line: Decodable {
      var count: Int
      var kept: Int
    }
    var byCode: [Line]
  }

  private let format: String
  private let run: Run
  private let counts: Counts
  /// The issues, in the order of the report.
  let issues: [Issue]

  /// A report as `--report json` writes it; `nil` for anything else.
  static func read(_ json: Data) -> WrittenReport? {
    guard let report = try? JSONDecoder().decode(WrittenReport.self, from: json),
      report.format == ReportObjects.format
    else { return nil }
    return report
  }

  /// The run's id.
  var runID: String { run.id }
  /// Whether it hides personal values.
  var isRedacted: Bool { run.redacted ?? false }
  /// How many issues it counts without their details.
  var leftOut: Int { counts.byCode.reduce(0) { $0 + max(0, $1.count - $1.kept) } }
}
