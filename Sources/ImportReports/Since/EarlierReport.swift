public import Foundation
import TabularCore

/// The JSON report of an earlier run, as far as another run is compared with it.
public struct EarlierReport: Sendable {
  /// An issue of the earlier run.
  struct Issue: Decodable, Sendable {
    var code: String
    var severity: String
    var sheet: String?
    var row: Int?
    var field: String?
    var key: [String]
    var message: String
    var place: String
    var fingerprint: String
  }

  /// The run's id.
  let run: String
  /// Whether it hides personal values.
  let isRedacted: Bool
  /// Its issues, in its order.
  let issues: [Issue]
  /// How many issues it counts without their details.
  let leftOut: Int

  init(run: String, isRedacted: Bool, issues: [Issue], leftOut: Int) {
    self.run = run
    self.isRedacted = isRedacted
    self.issues = issues
    self.leftOut = leftOut
  }

  private struct Form: Decodable {
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
    var format: String
    var run: Run
    var counts: Counts
    var issues: [Issue]
  }

  /// A report as `--report json` writes it; `nil` for anything else, also for one of a release that gave
  /// issues no fingerprints.
  public init?(json: Data) {
    guard let form = try? JSONDecoder().decode(Form.self, from: json),
      form.format == ReportObjects.format
    else { return nil }
    run = form.run.id
    isRedacted = form.run.redacted ?? false
    issues = form.issues
    leftOut = form.counts.byCode.reduce(0) { $0 + max(0, $1.count - $1.kept) }
  }
}
