public import Foundation
import TabularCore

/// A finding of a JSON report, as far as people decide about it.
public struct ReportedFinding: Decodable, Sendable, Hashable {
  /// A better value, with the evidence for it.
  public struct Suggestion: Decodable, Sendable, Hashable {
    /// What is proposed.
    public var text: String
    /// Why.
    public var evidence: String
  }

  /// The code.
  public var code: String
  /// The severity.
  public var severity: String
  /// The table's machine name.
  public var table: String?
  /// The field's machine name.
  public var field: String?
  /// The parts of the row's key.
  public var key: [String]
  /// The value as read.
  public var value: String?
  /// A better value.
  public var suggestion: Suggestion?
  /// The sentence.
  public var message: String
  /// Where it is.
  public var place: String
  /// The digest by which it is known again; `nil` for one that cannot be accepted.
  public var digest: String?
  /// Whether the value is a secret.
  public var secret: Bool?
}

/// The findings of a JSON report.
public struct ReportedFindings: Sendable {
  /// The findings, in the order of the report.
  public let findings: [ReportedFinding]
  /// Whether the report hides personal values.
  public let isRedacted: Bool
  /// How many findings it counts without their details.
  public let leftOut: Int

  /// A report as `--report json` writes it; `nil` for anything else.
  public init?(json: Data) {
    guard let report = WrittenReport<ReportedFinding>.read(json) else { return nil }
    findings = report.issues
    isRedacted = report.isRedacted
    leftOut = report.leftOut
  }
}
