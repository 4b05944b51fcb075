import RecordMapping

/// The record that a reference resolves to.
struct ResolvedParent {
  /// The table's index in dependency order.
  var table: Int
  /// The natural key's values.
  var key: [FieldValue]
  /// The row of the run that creates, changes or keeps the record.
  var ordinal: Int?
  /// The stored record.
  var stored: StoredRecord?
  /// Whether the record exists only if the row of the run is written.
  var isNew: Bool
  /// Whether the store spells the key otherwise than its canonical form.
  var isRespelled = false
  /// The id of the record in the store, if other stored records have the same key.
  var meantID: Int64?
}

/// The result of resolving the text of a reference.
enum ReferenceOutcome {
  /// How the record was named.
  enum Way {
    /// By its key.
    case key
    /// By another field, such as its name.
    case alternative
    /// By its identifier in another system.
    case sourceID
  }

  /// One record.
  case found(ResolvedParent, Way)
  /// Several records with one name, or with one key if the store does not keep keys unique; their keys.
  case ambiguous([String], isKey: Bool = false)
  /// An invalid row of the run.
  case invalidParent(RunTable.RowReference)
  /// A table whose source could not be read.
  case unreadTable(Int)
  /// A record that this run deletes.
  case deleted
  /// No record.
  case missing
}
