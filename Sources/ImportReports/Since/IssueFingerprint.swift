import Crypto
import Foundation
import ImportPipeline
import TabularCore

/// What makes an issue the same in two runs, wherever its row stands: its code, its table and field, and
/// the key of its record, or the value where no key could be read.
///
/// Neither the file nor the row counts, so an issue keeps its identity when rows are sorted or inserted and
/// when the file is renamed. Issues with one fingerprint are told apart by their number in the report.
/// Of a report that hides personal values the fingerprint depends on none of them.
struct IssueFingerprint: Hashable {
  /// The hexadecimal digits of half a SHA-256.
  let text: String

  /// The fingerprint of an issue as its report shows it.
  ///
  /// - Parameter key: the key of its row.
  init(_ shown: Issue, key: [String]) {
    let place = shown.location
    let thing = place.table ?? place.sheet ?? ""
    var parts = [shown.code.rawValue, thing, place.field ?? ""]
    if !key.allSatisfy(\.isEmpty) {
      parts += key.map(Self.stable)
    } else if !shown.isSecret {
      parts.append("=")
      parts += [shown.value.map(Self.stable) ?? Self.header(shown)]
    }
    let digest = SHA256.hash(data: Data(parts.joined(separator: "\u{1F}").utf8))
    text = digest.prefix(16).hexadecimal
  }

  /// What the issue says where it has neither key nor value: the header of a column, for example.
  private static func header(_ issue: Issue) -> String {
    issue.arguments.first { $0.name == "header" }?.value ?? ""
  }

  /// Numbers of hidden values differ from run to run.
  private static func stable(_ text: String) -> String {
    text.hasPrefix("‹hidden›") ? "‹hidden›" : text
  }
}

/// Finds the fingerprints of the issues of a report.
struct IssueIdentity {
  private let report: ImportReport
  private let privacy: Privacy
  private let isRedacted: Bool

  /// The identities in a report that hides what a privacy says.
  init(_ report: ImportReport, _ privacy: Privacy, isRedacted: Bool) {
    self.report = report
    self.privacy = privacy
    self.isRedacted = isRedacted
  }

  /// The fingerprint of an issue as it was found.
  func fingerprint(of issue: Issue) -> IssueFingerprint {
    let shown = privacy.shown(issue)
    let place = shown.location
    return IssueFingerprint(
      shown, key: place.key.allSatisfy(\.isEmpty) ? keyAsRead(of: issue) : place.key)
  }

  /// The key of a row in whose cells an issue was found before its key was known.
  private func keyAsRead(of issue: Issue) -> [String] {
    guard let table = issue.location.table, let fields = report.keyFields[table],
      let row = report.issues.evidence[issue.location], !row.isDisplaced
    else { return [] }
    let cells =
      isRedacted ? privacy.shown(row, of: table, at: issue.location.field).cells : row.cells
    return fields.map { field in
      fold(cells.first { $0.field == field && !$0.isSecret }?.text ?? "")
    }
  }
}

/// Counts equal fingerprints in the order of a report.
struct FingerprintCounter {
  private let identity: IssueIdentity
  private var counts: [IssueFingerprint: Int] = [:]

  init(_ content: ReportContent) { identity = content.identity }

  /// The fingerprint of the next issue, and which of its equals the issue is, from 1.
  mutating func next(_ issue: Issue) -> (fingerprint: IssueFingerprint, occurrence: Int) {
    let fingerprint = identity.fingerprint(of: issue)
    counts[fingerprint, default: 0] += 1
    return (fingerprint, counts[fingerprint] ?? 1)
  }
}
