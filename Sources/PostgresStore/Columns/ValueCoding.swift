import RecordMapping
import SQLStore
import Schemas
import TabularCore

/// The text that look-ups compare: folded for fields that fold.
func comparedText(of value: FieldValue, _ columns: TableColumns.FieldColumns) -> String? {
  if columns.isFolded, let text = value.text { return foldedValue(text) }
  return columnText(of: value)
}

extension TableColumns {
  /// The values of all fields from a row that has the logical columns in order.
  ///
  /// - Parameter offset: the position of the first one in the row.
  func values(of rows: PostgresRows, row: Int, from offset: Int) -> [FieldValue] {
    fields.map { value(of: $0, in: rows, row: row, at: offset + $0.position) }
  }

  /// The value of a field from its columns.
  ///
  /// - Parameter place: the position of the first one in the row.
  func value(
    of field: FieldColumns, in rows: PostgresRows, row: Int, at place: Int
  ) -> FieldValue {
    guard let text = rows.text(row, place) else { return .null }
    if field.isSecret { return .secret(text) }
    if field.isDateTime {
      return .dateTime(local: rows.text(row, place + 1) ?? "", utc: text)
    }
    if field.isList {
      return .list(
        text.split(separator: unitSeparator, omittingEmptySubsequences: false)
          .map { scalar(String($0), field.itemType) })
    }
    return scalar(text, field.logicalType)
  }
}

/// A scalar from its text.
private func scalar(_ text: String, _ type: LogicalType) -> FieldValue {
  switch type {
  case .integer: Int64(text).map(FieldValue.integer) ?? .text(text)
  case .real: Double(text).map(FieldValue.real) ?? .text(text)
  case .exact: FieldValue.exact(text) ?? .text(text)
  case .text: .text(text)
  }
}

extension PostgresRows {
  /// A value as messages show it: decimal numbers without exponent, nothing for NULL.
  func shownText(_ row: Int, _ column: Int) -> String {
    guard let text = text(row, column) else { return "" }
    switch type(ofColumn: column) {
    case TypeNumber.numeric: return FieldValue.exact(text)?.description ?? text
    case TypeNumber.float4, TypeNumber.float8:
      return Double(text).map { FieldValue.real($0).description } ?? text
    case TypeNumber.boolean: return text == "t" ? "1" : "0"
    default: return text
    }
  }
}
