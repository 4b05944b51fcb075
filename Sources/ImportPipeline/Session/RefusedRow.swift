/// An invalid row, in the form in which rules over whole tables see it.
struct RefusedRow {
  /// The row as it would be staged; fields with an error are null.
  var record: StagedRecord
  /// The fields with unknown values: those with an error, those read without their context, and those
  /// that contradict each other.
  var unsound: FieldSet
  /// The fields whose cells have a reported error.
  var told: FieldSet
  /// Whether all other fields have the values that the record would have.
  var isWhole: Bool

  /// Whether set rules see the same in both.
  func showsSame(as other: Self) -> Bool {
    record.operation == other.record.operation && record.storedID == other.record.storedID
      && record.values == other.record.values && unsound == other.unsound
      && isWhole == other.isWhole
  }

  /// Whether a rule that reads some fields of the table can use the row.
  func isSound(for reads: FieldSet) -> Bool { isWhole && !unsound.intersects(reads) }
}
