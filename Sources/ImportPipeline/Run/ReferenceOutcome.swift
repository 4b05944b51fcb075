import RecordMapping

/// The record that a reference means.
struct ResolvedParent {
  /// The table's index in dependency order.
  var table: Int
  /// The natural key's values.
  var key: [FieldValue]
  /// The row of the run that makes, changes or keeps the record.
  var ordinal: Int?
  /// The stored record.
  var stored: StoredRecord?
  /// Whether the record will exist only if the row of the run is written.
  var isNew: Bool
  /// Whether the store spells the key otherwise than its canonical form.
  var isRespelled = false
  /// The id of the record in the store, where other stored records have its key.
  var meantID: Int64?
}

/// What became of the text of a reference.
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
  /// Several records of one name, or of one key where the store does not keep keys apart; their keys.
  case ambiguous([String], isKey: Bool = false)
  /// A row of the run that has an error.
  case invalidParent(RunTable.RowReference)
  /// A table whose source could not be read.
  case unreadTable(Int)
  /// A record that this run deletes.
  case deleted
  /// Nothing.
  case missing
}
