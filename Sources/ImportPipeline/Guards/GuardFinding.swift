public import TabularCore

/// A limit that a run passes, and whether someone approved that.
public struct GuardFinding: Sendable, Hashable {
  /// The guard's code.
  public var code: IssueCode
  /// The table's machine name.
  public var table: String
  /// The field and the value of the group it is about; `nil` for the whole table.
  public var group: Group?
  /// How many records or rows.
  public var count: Int
  /// Of how many.
  public var total: Int
  /// The limit that is passed, a share in percent or a number of rows.
  public var limit: Double
  /// Whether the limit is a number of rows.
  public var isInRows: Bool
  /// Who approved it; `nil` when nobody did.
  public var approver: String?

  /// A group of records: those with a value of a field.
  public struct Group: Sendable, Hashable {
    /// The field's machine name.
    public var field: String
    /// The value; empty for the records without one.
    public var value: String

    /// The records with a value of a field.
    public init(field: String, value: String) {
      self.field = field
      self.value = value
    }
  }

  /// A limit that is passed.
  public init(
    _ code: IssueCode, table: String, group: Group? = nil, count: Int, total: Int, limit: Double,
    isInRows: Bool = false, approver: String? = nil
  ) {
    self.code = code
    self.table = table
    self.group = group
    self.count = count
    self.total = total
    self.limit = limit
    self.isInRows = isInRows
    self.approver = approver
  }

  /// The share in whole percent, rounded up, so that it is seen to pass the limit.
  public var percent: Int { total == 0 ? 100 : (count * 100 + total - 1) / total }
}
