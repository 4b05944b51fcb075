public import ImportPipeline
public import RecordMapping

/// A row of a result that has the logical columns of a table among others.
///
/// The store reads its values, as each has a way of its own that copies least.
public protocol ResultRow {
  /// The value at a place, from 0.
  func value(_ place: Int) -> SQLValue

  /// The value of a field whose columns begin at a place.
  func value(of field: TableColumns.FieldColumns, at place: Int) -> FieldValue

  /// The values of all fields of a table, whose logical columns begin at a place.
  func values(of columns: TableColumns, from place: Int) -> [FieldValue]
}

extension TableColumns {
  /// A stored record from a row.
  ///
  /// - Parameter place: the place of its id, which the logical columns follow.
  func record(_ row: any ResultRow, from place: Int) -> StoredRecord {
    StoredRecord(
      id: number(ofID: row.value(place)), values: row.values(of: self, from: place + 1))
  }

  /// A parameter of a statement that is a surrogate id of the table.
  public func idParameter(_ number: Int) -> String {
    dialect.castID(dialect.parameter(number, numbers == nil ? .integer : .text), of: self)
  }
}
