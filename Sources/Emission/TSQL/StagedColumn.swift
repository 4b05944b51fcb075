import ImportPipeline
import RecordMapping
import Schemas

/// A column of a staging table, and what of a record stands in it.
struct StagedColumn {
  /// What of a record stands in a column.
  enum Source {
    /// The value of a field.
    case value
    /// Its folded text.
    case folded
    /// A part of the key, by its place.
    case key(Int)
    /// A part of the key of the record that a field refers to, by its place.
    case parentKey(Int)
  }

  var name: String
  var kind: TargetColumn.Kind
  var type: String
  var field: String
  var source: Source
  private let numbers: [Field.StoredNumber]

  /// The column of a target column.
  init(
    _ column: TargetColumn, name: String? = nil, field: Field?, source: Source, isOwned: Bool
  ) {
    self.name = name ?? column.name
    kind = column.kind
    type = Self.type(column, field, isOwned: isOwned)
    self.field = column.field ?? ""
    numbers = column.numbers
    self.source = source
  }

  /// The value of a record in SQL; a record without one gives NULL.
  ///
  /// - Parameter reference: the record that the column's field refers to.
  func literal(of record: EmittedRecord, reference: PlanReference?) -> String {
    switch source {
    case .value: TSQLSpelling.literal(stored(record.values[field] ?? .null), kind)
    case .folded:
      (record.values[field] ?? .null).text.map { TSQLSpelling.text(foldedValue($0)) } ?? "NULL"
    case .key(let place):
      record.key.indices.contains(place) ? TSQLSpelling.literal(record.key[place], kind) : "NULL"
    case .parentKey(let place):
      reference.map {
        $0.key.indices.contains(place) ? TSQLSpelling.literal($0.key[place], kind) : "NULL"
      } ?? "NULL"
    }
  }

  /// The number that stands for a value of an enumeration, where the table keeps numbers.
  private func stored(_ value: FieldValue) -> FieldValue {
    numbers.first { $0.value == value.text }.map { .integer($0.number) } ?? value
  }

  /// The expression that gives a target column this one's value.
  func expression(alias: String) -> String {
    let column = alias + "." + TSQLSpelling.name(name)
    return kind == .boolean ? "CAST(\(column) AS BIT)" : column
  }

  private static func type(
    _ column: TargetColumn, _ field: Field?, isOwned: Bool
  ) -> String {
    switch column.kind {
    case .integer, .identifier: return "BIGINT"
    case .real: return column.scale.map { "DECIMAL(38, \($0))" } ?? "FLOAT(53)"
    case .boolean: return "INT"
    case .date: return "DATE"
    case .instant: return "DATETIMEOFFSET(0)"
    case .localDateTime: return isOwned ? "NVARCHAR(16)" : "DATETIME2(0)"
    case .uuid: return "UNIQUEIDENTIFIER"
    case .array: return "NVARCHAR(MAX)"
    case .text:
      // A character outside the basic plane takes two places.
      guard field?.type.definition.storage.isList != true, field?.isMultiline != true else {
        return "NVARCHAR(MAX)"
      }
      let length = field?.constraints.maximumLength ?? 2000
      guard length <= 2000 else { return "NVARCHAR(MAX)" }
      return "NVARCHAR(\(column.role == .value ? length * 2 : 4000))"
    }
  }
}
