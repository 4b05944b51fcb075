import RecordMapping
import Schemas
import TabularCore

/// The values of a source that no cell gave as they stand: in which rows, and where they come from.
///
/// The journal keeps the rows. What the values are is kept only where somebody asks for it.
struct ValueOrigins {
  /// A field with an origin.
  struct Key: Hashable {
    var field: Int
    var origin: ValueOrigin
  }

  /// Equal values.
  struct Group: Hashable {
    var key: Key
    var value: String
    var read: String?
  }

  /// Whether anything is noted at all.
  let isKept: Bool
  /// Whether values are kept besides.
  let explains: Bool
  private(set) var rows: [Key: RowRanges] = [:]
  /// The names in list fields, of fields that are not personal.
  private(set) var names: [Group: RowRanges] = [:]
  /// The most names that are kept of a source; of later ones only the rows are.
  private static let mostNames = 20_000
  private(set) var groups: [Group: RowRanges] = [:]

  init(isKept: Bool, explains: Bool) {
    self.isKept = isKept || explains
    self.explains = explains
  }

  /// Notes a row of a field.
  mutating func note(_ field: Int, _ origin: ValueOrigin, row: Int) {
    rows[Key(field: field, origin: origin), default: RowRanges()].insert(row)
  }

  /// Notes what of a finished row no cell gave.
  mutating func note(_ row: PendingRow, _ fields: TableFields) {
    guard isKept, row.state == .valid, !row.isInvalid, row.action != .delete else { return }
    if row.creates {
      for index in fields.defaulted
      where !row.given.contains(index) && !row.values[index].isNull {
        guard let origin = ValueOrigin(fields.schema.fields[index].defaultValue) else { continue }
        note(index, origin, of: row, read: nil, in: fields)
      }
    }
    for (index, _) in fields.referencing where row.given.contains(index) {
      guard let cell = row.origins[index], case .text(let key) = row.values[index],
        key != cell.text, foldedValue(key) != foldedValue(cell.text)
      else { continue }
      note(index, .named, of: row, read: cell.text, in: fields)
    }
    for item in row.namedItems where row.given.contains(item.field) { note(item, of: row, fields) }
  }

  private mutating func note(
    _ item: (field: Int, read: String, key: String), of row: PendingRow, _ fields: TableFields
  ) {
    note(
      name: item.read, key: item.key, in: item.field, row: row.number, of: fields.schema,
      isItem: true, isPlain: fields.plainNames.contains(item.field))
  }

  /// Notes that a record was looked up by its name.
  ///
  /// - Parameters:
  ///   - isItem: whether the name is one of a list's, of which more than the row is kept.
  ///   - isPlain: whether neither the field nor any name of its records is personal.
  mutating func note(
    name: String, key: String, in field: Int, row: Int, of schema: TableSchema, isItem: Bool,
    isPlain: Bool
  ) {
    guard isKept else { return }
    note(field, .named, row: row)
    let group = Group(key: Key(field: field, origin: .named), value: key, read: name)
    if isItem, isPlain, names[group] != nil || names.count < Self.mostNames {
      names[group, default: RowRanges()].insert(row)
    }
    if explains, schema.fields[field].privacy != .secret {
      groups[group, default: RowRanges()].insert(row)
    }
  }

  private mutating func note(
    _ field: Int, _ origin: ValueOrigin, of row: PendingRow, read: String?, in fields: TableFields
  ) {
    note(field, origin, row: row.number)
    guard explains, fields.schema.fields[field].privacy != .secret else { return }
    let group = Group(
      key: Key(field: field, origin: origin), value: row.values[field].description, read: read)
    groups[group, default: RowRanges()].insert(row.number)
  }
}

extension ValueOrigin {
  /// The origin of a default; `nil` where there is none.
  init?(_ source: Field.Default?) {
    switch source {
    case .text: self = .constant
    case .path: self = .inherited
    case .expression: self = .computed
    case nil: return nil
    }
  }
}
