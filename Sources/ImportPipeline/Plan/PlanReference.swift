/// A record that another one refers to, by its natural key and by its id if it has one.
public struct PlanReference: Sendable, Hashable {
  /// The machine name of the field that refers; a list field has a reference for each item, in order.
  public var field: String
  /// The machine name of the table referred to.
  public var table: String
  /// The natural key that the parent will have, also for a reference of a deleted record: deletes come last.
  public var key: [String]
  /// The surrogate id of the parent's stored record; `nil` for a parent that the run makes.
  public var storedID: Int64?
  /// Whether the stream tells the parent's create, or the change that gives it this key, only later.
  public var comesLater: Bool

  /// A reference to a record.
  public init(
    field: String, table: String, key: [String], storedID: Int64? = nil, comesLater: Bool = false
  ) {
    self.field = field
    self.table = table
    self.key = key
    self.storedID = storedID
    self.comesLater = comesLater
  }
}
