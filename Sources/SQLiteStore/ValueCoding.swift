import GRDB
import ImportPipeline
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
  case .list: output.append(DatabaseValue(SQLValue(value)))
  }
  if columns.isDateTime { output.append(local) }
  guard columns.isFolded else { return }
  output.append(value.text.map { foldedValue($0).databaseValue } ?? DatabaseValue(SQLValue(value)))
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
  if columns.isList { return columns.itemType.items(of: plainText(stored)) }
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
