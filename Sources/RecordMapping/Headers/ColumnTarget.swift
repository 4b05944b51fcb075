/// What a column of a sheet is read as.
public enum ColumnTarget: Hashable, Sendable {
  /// The field at an index of the schema's fields, from 0.
  case field(Int)
  /// The date column of a date-time field.
  case datePart(Int)
  /// The time column of a date-time field.
  case timePart(Int)
  /// The action of the row: create, skip, delete.
  case action
  /// The record's external identifier.
  case sourceID
  /// Remarks, never checked and never stored.
  case notes
  /// A header that the schema knows but does not read.
  case ignored

  /// The index of the field that the column belongs to.
  public var fieldIndex: Int? {
    switch self {
    case .field(let index), .datePart(let index), .timePart(let index): index
    case .action, .sourceID, .notes, .ignored: nil
    }
  }
}
