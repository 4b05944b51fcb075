public import TabularCore

/// A limit that a run exceeds, and who approved it, if anyone did.
public struct GuardFinding: Sendable, Hashable {
  /// The guard's code.
  public var code: IssueCode
  /// The table's machine name.
  public var table: String
  /// The field and the value of the group it is about; `nil` for the whole table.
  public var group: Group?
  /// The number of records or rows affected.
  public var count: Int
  /// The total it is compared with.
  public var total: Int
  /// The limit, as a share in percent or a number of rows.
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

  /// An exceeded limit.
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

  /// The share in whole percent, rounded up so that it visibly exceeds the limit.
  public var percent: Int { total == 0 ? 100 : (count * 100 + total - 1) / total }
}
