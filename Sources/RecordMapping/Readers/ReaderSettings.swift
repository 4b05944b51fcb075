import Schemas

/// What a reader is made from.
struct ReaderSettings {
  /// The field; of a list, its reader and that of its items are made from the same one.
  var field: Field
  /// The field's table.
  var table: TableSchema
  /// Whether the store keeps every digit of a decimal number.
  var keepsDigits = false
}
