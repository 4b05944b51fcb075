import RecordMapping
import SQLStore
import Schemas
import TabularCore

extension TableColumns {
  /// The values of all fields from a row that has the logical columns in order.
  ///
  /// - Parameter offset: the position of the first one in the row.
  func values(of rows: PostgresRows, row: Int, from offset: Int) -> [FieldValue] {
    fields.map { $0.value(in: rows, row: row, at: offset + $0.position) }
  }
}

extension TableColumns.FieldColumns {
  /// The value of a field from its columns.
  ///
  /// - Parameter place: the position of the first one in the row.
  func value(in rows: PostgresRows, row: Int, at place: Int) -> FieldValue {
    guard let text = rows.text(row, place) else { return .null }
    if isSecret { return .secret(text) }
    if isDateTime {
      return .dateTime(local: rows.text(row, place + 1) ?? "", utc: text)
    }
    if isList { return itemType.items(of: text) }
    return logicalType.value(of: text)
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
