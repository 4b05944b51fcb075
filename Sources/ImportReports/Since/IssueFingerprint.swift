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
  init(_ shown: Issue) {
    let place = shown.location
    let thing = place.table ?? place.sheet ?? ""
    var parts = [shown.code.rawValue, thing, place.field ?? ""]
    if !place.key.allSatisfy(\.isEmpty) {
      parts += place.key.map(Self.stable)
    } else if !shown.isSecret {
      parts.append("=")
      parts += [shown.value.map(Self.stable) ?? Self.header(shown)]
    }
    let digest = SHA256.hash(data: Data(parts.joined(separator: "\u{1F}").utf8))
    text = digest.prefix(16).map { Self.digits[Int($0)] }.joined()
  }

  /// What the issue says where it has neither key nor value: the header of a column, for example.
  private static func header(_ issue: Issue) -> String {
    issue.arguments.first { $0.name == "header" }?.value ?? ""
  }

  private static let digits = (0..<256).map { byte in
    let text = String(byte, radix: 16)
    return text.count == 1 ? "0" + text : text
  }

  /// Numbers of hidden values differ from run to run.
  private static func stable(_ text: String) -> String {
    text.hasPrefix("‹hidden›") ? "‹hidden›" : text
  }
}

/// Counts equal fingerprints in the order of a report.
struct FingerprintCounter {
  private var counts: [IssueFingerprint: Int] = [:]

  /// The fingerprint of the next issue, and which of its equals the issue is, from 1.
  mutating func next(_ shown: Issue) -> (fingerprint: IssueFingerprint, occurrence: Int) {
    let fingerprint = IssueFingerprint(shown)
    counts[fingerprint, default: 0] += 1
    return (fingerprint, counts[fingerprint] ?? 1)
  }
}
