import GRDB
import RecordMapping
import SQLStore
import Schemas
import TabularCore

/// Values to be bound to a statement, in order.
typealias BoundValues = [(any DatabaseValueConvertible)?]

/// Appends the column values of a field's value.
func appendColumns(
  of value: FieldValue, _ columns: TableColumns.FieldColumns, to output: inout BoundValues
) {
  var local: String?
  switch value {
  case .null: output.append(nil)
  case .integer(let number): output.append(number)
  case .real(let number): output.append(number)
  case .decimal(let text): output.append(text)
  case .text(let text), .secret(let text): output.append(text)
  case .dateTime(let localText, let utc):
    output.append(utc)
    local = localText
  case .list: output.append(columnValue(of: value))
  }
  if columns.isDateTime { output.append(local) }
  guard columns.isFolded else { return }
  output.append(value.text.map { foldedValue($0).databaseValue } ?? columnValue(of: value))
}

/// The one column value of a value; instants for date-times, joined items for lists.
func columnValue(of value: FieldValue) -> DatabaseValue {
  switch value {
  case .null: .null
  case .integer(let number): number.databaseValue
  case .real(let number): number.databaseValue
  case .decimal(let text): text.databaseValue
  case .text(let text): text.databaseValue
  case .dateTime(_, let utc): utc.databaseValue
  case .list(let items):
    items.isEmpty
      ? .null : items.map(plainText(of:)).joined(separator: unitSeparator).databaseValue
  case .secret(let text): text.databaseValue
  }
}

/// The value that look-ups compare: folded for fields that fold.
func comparedValue(
  of value: FieldValue, _ columns: TableColumns.FieldColumns
) -> DatabaseValue {
  if columns.isFolded, let text = value.text { return foldedValue(text).databaseValue }
  return columnValue(of: value)
}

/// An item's text as it stands in a joined list.
private func plainText(of value: FieldValue) -> String {
  if case .dateTime(_, let utc) = value { return utc }
  return value.description
}

/// The value of a field from its columns.
func fieldValue(
  _ row: Row, at offset: Int, _ columns: TableColumns.FieldColumns
) -> FieldValue {
  let stored: DatabaseValue = row[offset]
  if stored.isNull { return .null }
  if columns.isSecret {
    if case .string(let text) = stored.storage { return .secret(text) }
    return .secret("")
  }
  if columns.isDateTime, case .string(let utc) = stored.storage {
    let local: DatabaseValue = row[offset + 1]
    return .dateTime(local: plainText(local), utc: utc)
  }
  if columns.isList {
    return .list(
      plainText(stored).split(separator: unitSeparator, omittingEmptySubsequences: false)
        .map { item(String($0), columns) })
  }
  return scalar(stored, isReal: columns.isReal)
}

/// A scalar from its storage.
private func scalar(_ stored: DatabaseValue, isReal: Bool) -> FieldValue {
  switch stored.storage {
  case .null: .null
  case .int64(let number): isReal ? .real(Double(number)) : .integer(number)
  case .double(let number): .real(number)
  case .string(let text): .text(text)
  case .blob: .null
  }
}

/// An item of a list from its text.
private func item(_ text: String, _ columns: TableColumns.FieldColumns) -> FieldValue {
  switch columns.field.itemType {
  case .integer, .boolean, .money, .plainInteger, .plainBoolean, .plainYear:
    Int64(text).map(FieldValue.integer) ?? .text(text)
  case .decimal, .percent, .plainNumber:
    Double(text).map(FieldValue.real) ?? .text(text)
  default: .text(text)
  }
}

/// A stored value as text, as messages show it.
func plainText(_ stored: DatabaseValue) -> String {
  switch stored.storage {
  case .null: ""
  case .int64(let number): String(number)
  case .double(let number): FieldValue.real(number).description
  case .string(let text): text
  case .blob: ""
  }
}
