import RecordMapping

/// A reference to a row that may come later, to be resolved when all rows are known.
struct DeferredReference {
  /// The row's ordinal.
  var ordinal: Int
  /// The field's index.
  var field: Int
  /// The texts to resolve, one for a single reference.
  var texts: [String]
  /// What is said of the cell when no record has that name: it cannot be a key either.
  var problem: CellProblem?
  /// The row as it was read, where the look-up needs other fields of it.
  var row: ReferringRow?
}

/// A row that a look-up needs, apart from the many references that do without.
final class ReferringRow {
  let row: PendingRow

  init(_ row: PendingRow) { self.row = row }
}
