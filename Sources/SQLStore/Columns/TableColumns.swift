public import ImportPipeline
public import Schemas

/// The logical columns of a table: how its fields stand in views and staging tables.
///
/// Each field has a column by its name; a date-time has `<f>_local` beside it and a folded text
/// `<f>__folded`.
public struct TableColumns {
  /// The table.
  public let schema: TableSchema
  /// The table's number in the package, from 0.
  public let number: Int
  /// How the store writes SQL.
  public let dialect: any SQLDialect
  /// The fields, by index.
  public private(set) var fields: [FieldColumns] = []
  /// All logical columns in order.
  public private(set) var names: [String] = []
  /// The numbers of records whose surrogate ids are texts; `nil` where ids are numbers.
  public let numbers: RecordNumbers?
  /// The columns that keep numbers for the values of an enumeration.
  private var numbered: [String: [Field.StoredNumber]] = [:]

  /// The columns of a table.
  ///
  /// - Parameter number: the table's number in the package, from 0.
  public init(_ schema: TableSchema, number: Int, dialect: any SQLDialect) {
    self.schema = schema
    self.number = number
    self.dialect = dialect
    numbers = schema.store.idType == .integer ? nil : RecordNumbers()
    for (index, field) in schema.fields.enumerated() {
      var isExact = false
      if case .column(let name) = field.store {
        isExact = dialect.isExact(name, of: schema.store.table)
        if !field.storedNumbers.isEmpty { numbered[name] = field.storedNumbers }
      }
      let columns = FieldColumns(
        index: index, field: field, position: names.count, isExact: isExact)
      fields.append(columns)
      names += columns.names
    }
  }

  /// The columns of a package's tables, by machine name.
  public static func tables(
    of package: DataPackage, _ dialect: any SQLDialect
  ) -> [String: TableColumns] {
    let tables = Dictionary(
      package.tables.enumerated().map {
        ($1.name, TableColumns($1, number: $0, dialect: dialect))
      }, uniquingKeysWith: { first, _ in first })
    for table in tables.values {
      for reference in table.schema.references {
        guard let field = table.columns(of: reference.field), !field.isList else { continue }
        field.namesFolded =
          tables[reference.table]?.columns(of: reference.targetField)?.isFolded == true
      }
    }
    return tables
  }

  /// The columns of a field.
  public func columns(of name: String) -> FieldColumns? {
    schema.fieldIndex(named: name).map { fields[$0] }
  }

  /// The fields of the natural key.
  public var key: [FieldColumns] { schema.naturalKey.compactMap(columns(of:)) }

  /// The fields whose values are lists.
  public var lists: [FieldColumns] { fields.filter(\.isList) }

  /// The names of all logical columns with their types, in order.
  public var definitions: [(name: String, type: LogicalType)] {
    fields.flatMap { field in
      field.names.enumerated().map { (name: $1, type: $0 == 0 ? field.logicalType : .text) }
    }
  }

  // MARK: Tables

  /// The staging table, qualified.
  public var stage: String { temporary(.stage) }

  /// The staging table of a list field, qualified.
  public func listStage(_ field: FieldColumns) -> String { temporary(.stage, field) }

  /// Where a run in parts keeps staged rows that are not of the current part, qualified.
  public var aside: String { temporary(.aside) }

  /// Where a run in parts keeps the items of rows that are not of the current part, qualified.
  public func listAside(_ field: FieldColumns) -> String { temporary(.aside, field) }

  /// The view of the stored records, qualified.
  public var storedView: String { temporary(.storedView) }

  /// The table of the store, qualified.
  public var target: String { dialect.qualified(schema.store.table) }

  private func temporary(_ part: TemporaryPart, _ list: FieldColumns? = nil) -> String {
    dialect.temporary(part, of: schema, number: number, list: list)
  }

  // MARK: Expressions

  /// The column of the surrogate key, quoted.
  public var id: String { quoted(schema.store.idColumn) }

  /// All logical columns of an alias, for a SELECT.
  public func selection(alias: String) -> String {
    names.map { "\(alias).\(quoted($0))" }.joined(separator: ", ")
  }

  /// SQL that orders records so that live ones come first; empty where the schema closes none.
  public func liveFirst(alias: String) -> String {
    guard let liveness = schema.liveness,
      let field = columns(of: liveness.field), case .column(let name) = field.field.store
    else { return "" }
    let isNumber = field.logicalType == .integer
    let closed = liveness.closedValues.map { isNumber ? $0 : sqlText($0) }.joined(separator: ", ")
    let value = read(name, alias: alias, as: .value(isNumber ? .integer : .text))
    return " ORDER BY CASE WHEN \(value) IN (\(closed)) THEN 1 ELSE 0 END"
  }

  /// The key's text over the logical columns of an alias.
  public func keyText(alias: String) -> String {
    dialect.keyText(key.map { "\(alias).\(quoted($0.field.name))" })
  }

  /// The logical value of a column of the store's table.
  public func read(_ column: String, alias: String, as form: ColumnForm) -> String {
    guard let numbers = numbered[column] else {
      return dialect.read(column, of: schema.store.table, alias: alias, as: form)
    }
    return "("
      + numbers.value(
        ofNumber: dialect.read(
          column, of: schema.store.table, alias: alias, as: .value(.integer))) + ")"
  }

  /// The value of a column of the store's table from a logical one.
  public func write(_ value: String, to column: String, from form: ColumnForm) -> String {
    guard let numbers = numbered[column] else {
      return dialect.write(value, to: column, of: schema.store.table, from: form)
    }
    return dialect.write(
      "(\(numbers.number(ofValue: value)))", to: column, of: schema.store.table,
      from: .value(.integer))
  }
}

extension TableColumns {
  /// The number by which the run knows a record, from its surrogate id.
  public func number(ofID id: SQLValue) -> Int64 {
    guard let numbers else { return id.integer.map(Int64.init) ?? 0 }
    return id.text.map(numbers.number) ?? 0
  }

  /// The surrogate id of the record that the run knows by a number; null where it knows none.
  public func id(ofNumber number: Int64?) -> SQLValue {
    guard let number else { return .null }
    guard let numbers else { return .integer(number) }
    return SQLValue(numbers.text(of: number))
  }
}
