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

  /// A report as `--report json` writes it; `nil` for anything else, also for one of a release that gave
  /// issues no fingerprints.
  public init?(json: Data) {
    guard let report = WrittenReport<Issue>.read(json) else { return nil }
    run = report.runID
    isRedacted = report.isRedacted
    issues = report.issues
    leftOut = report.leftOut
  }
}
