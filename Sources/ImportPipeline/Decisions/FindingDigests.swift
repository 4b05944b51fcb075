import Crypto
import Foundation
public import Schemas
import Synchronization
public import TabularCore

/// Digests by which an accepted finding is known again, as long as its cell and its rule stay as they are.
///
/// A digest covers the code, the table and field, the key of the row, the value as read and, for rules, what
/// the rule says of the row and the rule's own text. Neither file nor row number counts.
public struct FindingDigests: Sendable {
  private let rules: [IssueCode: String]
  private let checked: Checked

  /// What the store holds to by itself, found out when an error asks: it takes as long as reading ten rows.
  private final class Checked: Sendable {
    private let package: DataPackage?
    private let made = Mutex<CheckedRules?>(nil)

    init(_ package: DataPackage?) { self.package = package }

    var rules: CheckedRules {
      made.withLock { made in
        if let made { return made }
        let rules = package.map(CheckedRules.init) ?? CheckedRules()
        made = rules
        return rules
      }
    }
  }

  /// The digests of findings of a package.
  public init(_ package: DataPackage) {
    var rules: [IssueCode: [String]] = [:]
    for rule in package.tables.flatMap(\.rules) {
      let text =
        switch rule.scope {
        case .row(let condition): "row \(condition)"
        case .set(let query, let tables): "set \(tables.joined(separator: ",")) \(query)"
        }
      rules[rule.code, default: []].append("\(rule.severity.rawValue) \(rule.variant) \(text)")
    }
    self.rules = rules.mapValues { $0.sorted().joined(separator: "\n") }
    checked = Checked(package)
  }

  /// Digests where no package is known.
  public init() {
    rules = [:]
    checked = Checked(nil)
  }

  /// Whether a finding with a severity may be accepted: warnings, and errors that the store can bear.
  public func mayAccept(_ issue: Issue, _ severity: Severity) -> Bool {
    mayAccept(issue.code, severity)
      && (severity != .error
        || !checked.rules.hold(issue.code, issue.variant, in: issue.location.table ?? ""))
  }

  /// Whether some finding of a code in a table may be accepted.
  func mayAccept(_ code: IssueCode, _ severity: Severity, in table: String) -> Bool {
    mayAccept(code, severity) && (severity != .error || !checked.rules.holdAll(of: code, in: table))
  }

  private func mayAccept(_ code: IssueCode, _ severity: Severity) -> Bool {
    guard code.area != "decision" else { return false }
    switch severity {
    case .warning: return true
    case .note: return false
    case .error:
      return IssueCatalog.definition(of: code)?.isWaivable ?? (rules[code] != nil)
    }
  }

  /// Whether there is such a code.
  func knows(_ code: IssueCode) -> Bool {
    rules[code] != nil || IssueCatalog.definition(of: code) != nil
  }

  /// The digest of a finding, 32 letters from a to p, so that no spreadsheet takes it for a number; `nil`
  /// for one about a secret, whose value nobody may learn.
  public func digest(of issue: Issue) -> String? {
    guard !issue.isSecret else { return nil }
    let place = issue.location
    var parts = ["registrar.waiver/1", issue.code.rawValue, place.table ?? place.sheet ?? ""]
    parts += [place.field ?? "", Self.key(of: issue), issue.value ?? ""]
    if issue.value == nil || issue.code.area == "rule" {
      parts += issue.arguments.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value)" }
    }
    parts.append(rules[issue.code] ?? "")
    var bytes: [UInt8] = []
    for part in parts {
      bytes += String(part.utf8.count).utf8
      bytes.append(UInt8(ascii: ":"))
      bytes += part.utf8
    }
    let first = UInt8(ascii: "a")
    var letters: [UInt8] = []
    letters.reserveCapacity(32)
    for byte in SHA256.hash(data: bytes).prefix(16) {
      letters.append(first + byte >> 4)
      letters.append(first + byte & 15)
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The key of a finding's row as one text.
  public static func key(of issue: Issue) -> String {
    issue.location.key.allSatisfy(\.isEmpty) ? "" : issue.location.key.joined(separator: "/")
  }
}
