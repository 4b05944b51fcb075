/// A row with an error, as rules over whole tables may look at it.
struct RefusedRow {
  /// The row as it would be staged; fields with an error have no value.
  var record: StagedRecord
  /// The fields whose values are not known: those with an error, those read without what they need, and
  /// those that contradict each other.
  var unsound: FieldSet
  /// The fields at whose cells an error is told.
  var told: FieldSet
  /// Whether all other fields have the values that the record would have.
  var isWhole: Bool

  /// Whether the row is looked at by a rule that reads some fields of its table.
  func isSound(for reads: FieldSet) -> Bool { isWhole && !unsound.intersects(reads) }
}
