import ImportPipeline

/// A record on its way to a system.
final class EmissionRow {
  /// What has to be done.
  enum State: Hashable {
    /// Not looked at yet.
    case open
    /// It does not take part this time.
    case leftOut
    /// It is nothing in the system.
    case nothing
    /// It cannot be sent; an issue says why.
    case refused
    /// The system has it as it is.
    case unchanged
    /// It has to be made.
    case create
    /// Values at these JSON pointers have to change.
    case update([String])
  }

  /// A record of another table to which it refers.
  struct Reference {
    var name: String
    var table: String
    var key: String
  }

  /// The values of the columns, in their order.
  let values: [SQLValue]
  /// The key's parts.
  let key: [String]
  /// The key in the form in which the system compares keys.
  let folded: String
  /// The hash by which the journal names it.
  let hash: String
  /// The record's id in its table of the store; `nil` where the profile does not tell.
  var record: Int?
  /// The mapped values, by name.
  var mapped: [String: ScalarValue] = [:]
  /// The records to which it refers.
  var references: [Reference] = []
  /// What has to be done.
  var state = State.open
  /// The id in the system; `nil` while it has none.
  var remote: ScalarValue?
  /// Its version in the system, where that is asked for.
  var version: String?
  /// Whether the system has it otherwise and cannot change it.
  var differs = false
  /// What the journal knew of it before this run.
  var entry: EmissionEntry?

  init(values: [SQLValue], key: [String], folded: String, hash: String) {
    self.values = values
    self.key = key
    self.folded = folded
    self.hash = hash
  }

  /// The key as people read it.
  var name: String { key.joined(separator: " / ") }
}

/// The records of a table on their way to a system.
final class PlannedTable {
  /// The table of the profile.
  let index: Int
  /// The records, in the order of the store.
  var rows: [EmissionRow] = []
  /// The same by their keys, as the system compares them.
  var byKey: [String: EmissionRow] = [:]

  init(index: Int) { self.index = index }
}
