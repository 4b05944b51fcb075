import Schemas

/// The logical columns of a table: how its fields stand in views and staging tables.
///
/// Each field has a column by its name; a date-time has `<f>_local` beside it and a folded text
/// `<f>__folded`.
struct TableColumns {
  /// How one field stands in columns.
  struct FieldColumns {
    /// The field's index in the schema.
    var index: Int
    /// The field.
    var field: Field
    /// The position of its first column among the logical columns, from 0.
    var position: Int
    /// Whether the value is a list.
    var isList: Bool { field.type == .list || field.type == .plainList }
    /// Whether a second column holds the local text.
    var isDateTime: Bool {
      if case .dateTime = field.store { return true }
      return field.type == .dateTime
    }
    /// Whether a further column holds the folded text.
    var isFolded: Bool {
      if case .foldedColumn = field.store { return true }
      return field.isFolded
    }
    /// Whether the value is sealed.
    var isSecret: Bool {
      if case .secret = field.store { return true }
      return field.type == .secret
    }
    /// Whether the value has a place of its own in the store.
    var isStored: Bool {
      if field.isTransient { return false }
      if case .none = field.store { return false }
      return true
    }
    /// Whether the number may have decimals.
    var isReal: Bool {
      switch field.type {
      case .decimal, .percent, .plainNumber: true
      default: false
      }
    }
    /// The names of its columns, in order.
    var names: [String] {
      var names = [field.name]
      if isDateTime { names.append(field.name + "_local") }
      if isFolded { names.append(field.name + "__folded") }
      return names
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

  init(_ schema: TableSchema) {
    self.schema = schema
    self.fields = []
    self.names = []
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

  /// The staging table of a list field, qualified.
  func listStage(_ field: FieldColumns) -> String {
    "temp." + quoted("stage_" + schema.name + "__" + field.field.name)
  }

  /// The view of the stored records, qualified.
  var storedView: String { "temp." + quoted("_stored_" + schema.name) }

  /// The table of the store, qualified.
  var target: String { "main." + quoted(schema.store.table) }

  /// The key's text over the logical columns of an alias.
  func keyText(alias: String) -> String {
    joinedKey(key.map { "\(alias).\(quoted($0.field.name))" })
  }
}
