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
    /// Whether the number may have decimals.
    let isReal: Bool
    /// The names of its columns, in order.
    let names: [String]

    init(index: Int, field: Field, position: Int) {
      self.index = index
      self.field = field
      self.position = position
      isList = field.type == .list || field.type == .plainList
      isReal = [.decimal, .percent, .plainNumber].contains(field.type)
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
  /// The fields, by index.
  var fields: [FieldColumns]
  /// All logical columns in order.
  var names: [String]
  /// The numbers of records whose surrogate ids are texts; `nil` where ids are numbers.
  let numbers: RecordNumbers?

  init(_ schema: TableSchema) {
    self.schema = schema
    self.fields = []
    self.names = []
    numbers = schema.store.idType == .integer ? nil : RecordNumbers()
    for (index, field) in schema.fields.enumerated() {
      let columns = FieldColumns(index: index, field: field, position: names.count)
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

  /// The staging table, qualified.
  var stage: String { "temp." + quoted("stage_" + schema.name) }

  /// Where a run in parts keeps staged rows that are not of the current part, qualified.
  var aside: String { "temp." + quoted("aside_" + schema.name) }

  /// The staging table of a list field, qualified.
  func listStage(_ field: FieldColumns) -> String {
    "temp." + quoted("stage_" + schema.name + "__" + field.field.name)
  }

  /// Where a run in parts keeps the items of rows that are not of the current part, qualified.
  func listAside(_ field: FieldColumns) -> String {
    "temp." + quoted("aside_" + schema.name + "__" + field.field.name)
  }

  /// The view of the stored records, qualified.
  var storedView: String { "temp." + quoted("_stored_" + schema.name) }

  /// The table of the store, qualified.
  var target: String { "main." + quoted(schema.store.table) }

  /// The column of the surrogate key, quoted.
  var id: String { quoted(schema.store.idColumn) }

  /// SQL that orders records so that live ones come first; empty where the schema closes none.
  func liveFirst(alias: String) -> String {
    guard let liveness = schema.liveness,
      case .column(let name)? = columns(of: liveness.field)?.field.store
    else { return "" }
    let closed = liveness.closedValues.map { literal($0) }.joined(separator: ", ")
    return " ORDER BY CASE WHEN \(alias).\(quoted(name)) IN (\(closed)) THEN 1 ELSE 0 END"
  }

  /// The key's text over the logical columns of an alias.
  func keyText(alias: String) -> String {
    joinedKey(key.map { "\(alias).\(quoted($0.field.name))" })
  }
}
