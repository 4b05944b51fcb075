import Foundation
import TabularCore

/// An approval as a run or a receipt keeps it: which count of which table, and who approved it.
public struct KeptApproval: Codable, Sendable, Hashable {
  /// The guard's code.
  public var code: String
  /// The table's machine name.
  public var table: String
  /// The count.
  public var count: Int
  /// The field of the group; `nil` for the whole table.
  public var field: String?
  /// The group's value.
  public var value: String?
  /// Who approved.
  public var approver: String

  /// The approvals of a run or receipt; none for an empty text.
  public static func list(json: String) -> [KeptApproval] {
    (try? JSONDecoder().decode([KeptApproval].self, from: Data(json.utf8))) ?? []
  }

  /// Whether it concerns the same thing as a finding, whatever the counts.
  func concerns(_ finding: GuardFinding) -> Bool {
    code == finding.code.rawValue && table == finding.table && field == finding.group?.field
      && value ?? "" == finding.group?.value ?? ""
  }
}
