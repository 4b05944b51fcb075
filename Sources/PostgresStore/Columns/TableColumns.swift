import ImportPipeline
import Schemas

/// The logical columns of a table: how its fields stand in views and staging tables.
///
/// Each field has a column by its name; a date-time has `<f>_local` beside it and a folded text
/// `<f>__folded`.
struct TableColumns {
  /// How one field stands in columns; settled once, as rows ask for it again and again.
  final class FieldColumns {
    /// The field's index in the schema.
    let index: Int
    /// The field.
    let field: Field
    /// The position of its first column among the logical columns, from 0.
    let position: Int
    /// Whether the value is a list.
    let isList: Bool
    /// Whether a second column holds the local text.
    let isDateTime: Bool
    /// Whether a further column holds the folded text.
    let isFolded: Bool
    /// Whether the field is a reference that names records by a folded text.
    var namesFolded = false
    /// The temporary table of the records that are looked up by the canonical form of their text; `nil`
    /// where there are none.
    var forms: String?
    /// Whether it is known which records those are.
    var knowsForms = false
    /// Whether the value is sealed.
    let isSecret: Bool
    /// Whether the value has a place of its own in the store.
    let isStored: Bool
    /// The type of the value's first column.
    let logicalType: LogicalType
    /// The type of an item of a list.
    let itemType: LogicalType
    /// The names of its columns, in order.
    let names: [String]

    /// - Parameter isExact: whether the column keeps every digit of a decimal number.
    init(index: Int, field: Field, position: Int, isExact: Bool) {
      self.index = index
      self.field = field
      self.position = position
      isList = field.type == .list || field.type == .plainList
      itemType = LogicalType(field.itemType)
      var isDateTime = field.type == .dateTime
      var isFolded = field.isFolded
      var isSecret = field.type == .secret
      var isStored = !field.isTransient
      switch field.store {
      case .dateTime, .instant, .localTime: isDateTime = true
      case .foldedColumn: isFolded = true
      case .secret: isSecret = true
      case .none: isStored = false
      case .column, .reference, .list, .array: break
      }
      self.isDateTime = isDateTime
      self.isFolded = isFolded
      self.isSecret = isSecret
      self.isStored = isStored
      let type = LogicalType(field.type)
      logicalType =
        isList || isDateTime || isSecret ? .text : isExact && type == .real ? .exact : type
      names =
        [field.name] + (isDateTime ? [field.name + "_local"] : [])
        + (isFolded ? [field.name + "__folded"] : [])
    }

    /// Whether the field stands in the surrogate key's column of a table.
    func isSurrogate(of schema: TableSchema) -> Bool {
      field.store == .column(schema.store.idColumn)
    }

    /// Whether the store keeps only one of the two halves of a date-time.
    var keepsHalf: Bool {
      switch field.store {
      case .instant, .localTime: true
      default: false
      }
    }

    /// The column that uniqueness and look-ups compare.
    var comparedColumn: String { isFolded ? field.name + "__folded" : field.name }
  }

  /// The table.
  var schema: TableSchema
  /// The table's number in the package, from 0.
  var number: Int
  /// What the server says of the store's tables.
  var catalog: StoreCatalog
  /// The fields, by index.
  var fields: [FieldColumns]
  /// All logical columns in order.
  var names: [String]
  /// The numbers of records whose surrogate ids are texts; `nil` where ids are numbers.
  let numbers: RecordNumbers?

  init(_ schema: TableSchema, number: Int, catalog: StoreCatalog) {
    self.schema = schema
    self.number = number
    self.catalog = catalog
    self.fields = []
    self.names = []
    numbers = schema.store.idType == .integer ? nil : RecordNumbers()
    for (index, field) in schema.fields.enumerated() {
      var isExact = false
      if case .column(let name) = field.store {
        isExact = catalog.column(name, of: schema.store.table)?.category == .numeric
      }
      let columns = FieldColumns(
        index: index, field: field, position: names.count, isExact: isExact)
      fields.append(columns)
      names += columns.names
    }
  }

  /// The columns of a field.
  func columns(of name: String) -> FieldColumns? {
    schema.fieldIndex(named: name).map { fields[$0] }
  }

  /// The fields of the natural key.
  var key: [FieldColumns] { schema.naturalKey.compactMap(columns(of:)) }

  /// The names of all logical columns with their types, in order.
  var definitions: [(name: String, type: LogicalType)] {
    fields.flatMap { field in
      field.names.enumerated().map { (name: $1, type: $0 == 0 ? field.logicalType : .text) }
    }
  }

  /// The staging table, qualified.
  var stage: String { "pg_temp._stage_\(number)" }

  /// The staging table of a list field, qualified.
  func listStage(_ field: FieldColumns) -> String { "pg_temp._stage_\(number)_\(field.index)" }

  /// Where a run in parts keeps staged rows that are not of the current part, qualified.
  var aside: String { "pg_temp._aside_\(number)" }

  /// Where a run in parts keeps the items of rows that are not of the current part, qualified.
  func listAside(_ field: FieldColumns) -> String { "pg_temp._aside_\(number)_\(field.index)" }

  /// The view of the stored records, qualified.
  var storedView: String { "pg_temp._stored_\(number)" }

  /// The table of the store, qualified.
  var target: String { catalog.qualified(schema.store.table) }

  /// The column of the surrogate key, quoted.
  var id: String { quoted(schema.store.idColumn) }

  /// The type of the surrogate key in statements.
  var idType: String {
    guard numbers != nil else { return "bigint" }
    let column = catalog.column(schema.store.idColumn, of: schema.store.table)
    return column?.category == .other("uuid") ? "uuid" : "text"
  }

  /// The placeholder for the id of a staged row that has none yet.
  func pendingID(_ row: String) -> String {
    switch idType {
    case "uuid": "lpad(to_hex(\(row)), 32, '0')::uuid"
    case "text": "'-' || \(row)"
    default: "-1 - \(row)"
    }
  }

  /// SQL that orders records so that live ones come first; empty where the schema closes none.
  func liveFirst(alias: String) -> String {
    guard let liveness = schema.liveness,
      case .column(let name)? = columns(of: liveness.field)?.field.store
    else { return "" }
    let closed = liveness.closedValues.map { literal($0) }.joined(separator: ", ")
    return
      " ORDER BY CASE WHEN \(read(name, alias: alias, as: .text)) IN (\(closed)) THEN 1 ELSE 0 END"
  }

  /// The key's text over the logical columns of an alias.
  func keyText(alias: String) -> String {
    let texts = key.map { "coalesce((\(alias).\(quoted($0.field.name)))::text, '')" }
    return texts.isEmpty ? "''" : "(" + texts.joined(separator: " || \(unitSeparatorSQL) || ") + ")"
  }

  // MARK: Values in and out of the store's columns

  /// The logical value of a column of the store's table.
  func read(_ column: String, alias: String, as type: LogicalType) -> String {
    let reference = "\(alias).\(quoted(column))"
    return catalog.column(column, of: schema.store.table)?.read(reference, as: type) ?? reference
  }

  /// The local text of a column that keeps local times.
  func readLocal(_ column: String, alias: String) -> String {
    let reference = "\(alias).\(quoted(column))"
    switch catalog.column(column, of: schema.store.table)?.category {
    case .localInstant?: return "to_char(\(reference), 'YYYY-MM-DD\"T\"HH24:MI')"
    default: return "left(replace((\(reference))::text, ' ', 'T'), 16)"
    }
  }

  /// A column that keeps local times, from a local text.
  func writeLocal(_ value: String, to column: String) -> String {
    switch catalog.column(column, of: schema.store.table)?.category {
    case .localInstant?: "(\(value))::timestamp"
    default: write(value, to: column, from: .text)
    }
  }

  /// The value of a column of the store's table from a logical one.
  func write(_ value: String, to column: String, from type: LogicalType) -> String {
    catalog.column(column, of: schema.store.table)?.write(value, from: type) ?? value
  }
}
