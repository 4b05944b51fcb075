import RecordMapping

/// A reference to a row that may come later; it is resolved once all rows are known.
struct DeferredReference {
  /// The row's ordinal.
  var ordinal: Int
  /// The field's index.
  var field: Int
  /// The texts to resolve, one for a single reference.
  var texts: [String]
  /// The problem to report when no record has that name either: the text cannot be a key.
  var problem: CellProblem?
  /// The row as it was read, if the look-up needs other fields of it.
  var row: ReferringRow?
}

/// A row that a look-up needs; kept apart because most references do without.
final class ReferringRow {
  let row: PendingRow

  init(_ row: PendingRow) { self.row = row }
}
