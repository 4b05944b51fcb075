public import ImportPipeline
public import Schemas
import TabularCore

/// What a store in SQL knows while a run is open: the connection, the package's columns, what was staged.
///
/// A store gives what is listed here; look-ups, comparison and merge are written over it, once.
public protocol SQLStoreRun: StagingRun {
  /// How the store writes SQL.
  var dialect: any SQLDialect { get }
  /// The run's connection.
  var sql: any SQLConnection { get }
  /// The package's tables in the store, worked out once.
  var layout: StoreLayout { get }
  /// The logical columns of the package's tables, by machine name.
  var tables: [String: TableColumns] { get }
  /// Writes the SQL that follows references.
  var lookup: ReferenceSQL { get }
  /// The records whose keys another program wrote in another form.
  var forms: StoredForms { get }
  /// The SQL of look-ups by keys, by table, with the forms of the keys that it was made for.
  var keyLookups: [String: (forms: [String], sql: String)] { get set }
  /// The tables whose resulting state set rules can read.
  var materialised: Set<String> { get set }

  /// Runs a query, row by row, until `body` returns `false`; `body` must not use the connection.
  ///
  /// - Parameter isRepeated: whether the statement is worth keeping.
  func forEachRow(
    _ sql: String, _ parameters: [SQLValue], isRepeated: Bool,
    _ body: (any ResultRow) throws -> Bool
  ) throws

  /// Whether a table has a staging table.
  func isStaged(_ name: String) -> Bool

  /// Brings staging tables to the state of the staged rows, before SQL reads them.
  ///
  /// - Parameter names: the tables whose staged rows SQL reads; `nil` for all.
  func writeStages(of names: Set<String>?) throws

  /// Makes a staging table ready for questions by row and by stored id.
  func prepareStage(of table: TableColumns) throws

  /// Makes staged rows findable by what they refer to a table with.
  func indexChildren(_ link: ChildField) throws

  /// Makes staged parents findable for references from another table.
  func indexStage(of parent: TableColumns, namedBy table: TableSchema) throws
}

extension SQLStoreRun {
  /// The columns of a table of the package.
  public func columns(of table: TableSchema) throws -> TableColumns {
    try columns(ofTable: table.name)
  }

  /// The columns of a table of the package, by machine name.
  public func columns(ofTable name: String) throws -> TableColumns {
    guard let columns = tables[name] else {
      throw StoreError(.runInternal(.other(reason: "the package has no table \(name)")))
    }
    return columns
  }

  /// Brings all staging tables to the state of the staged rows, before SQL reads them.
  public func writeStages() throws { try writeStages(of: nil) }

  /// The staging tables that there are, by machine name.
  public var stageNames: [String: String] {
    tables.filter { isStaged($0.key) }.mapValues(\.stage)
  }

  /// A condition that holds for stored records the run does not touch.
  public func untouched(_ table: TableColumns, id: String) throws -> String {
    guard isStaged(table.schema.name) else { return dialect.truth(true) }
    try prepareStage(of: table)
    return dialect.isUntouched(id, by: table.stage)
  }

  /// The staged rows of a table of the package.
  public func stagedRows(of table: TableSchema) throws -> StagedRows {
    try takesRows(of: table)
    return staged.rows(of: table)
  }

  /// Refuses rows of a table that the package does not have.
  func takesRows(of table: TableSchema) throws { _ = try columns(of: table) }

  /// Counts the records of a table in the store.
  public func countRecords(of table: TableSchema) throws -> Int {
    try sql.value("SELECT count(*) FROM \(columns(of: table).target)").integer ?? 0
  }

  /// The statements that make the views of the stored records.
  public func storedViews() throws -> [String] {
    try package.tables.map { schema in
      let columns = try columns(of: schema)
      var expressions = ["t.\(columns.id) AS _id"]
      for field in columns.fields {
        let value = lookup.value(of: field, in: columns, alias: "t")
        expressions.append("\(value) AS \(quoted(field.field.name))")
        if field.isDateTime {
          let local = lookup.localText(of: field, in: columns, alias: "t")
          expressions.append("\(local) AS \(quoted(field.field.name + "_local"))")
        }
        if field.isFolded {
          let folded = lookup.foldedText(of: field, in: columns, alias: "t")
          expressions.append("\(folded) AS \(quoted(field.field.name + "__folded"))")
        }
      }
      return """
        CREATE TEMP VIEW \(columns.storedView) AS
        SELECT \(expressions.joined(separator: ",\n  ")) FROM \(columns.target) AS t
        """
    }
  }
}
