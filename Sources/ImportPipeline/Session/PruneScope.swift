/// Which stored records are deleted when no row of the run names them.
public struct PruneScope: Sendable, Hashable {
  /// The table's machine name.
  public var table: String
  /// The field that must have a value; `nil` for all records of the table.
  public var field: String?
  /// The value, as one would type it.
  public var value: String

  /// The records of a table, all or those with a value of a field.
  public init(table: String, field: String? = nil, value: String = "") {
    self.table = table
    self.field = field
    self.value = value
  }
}
