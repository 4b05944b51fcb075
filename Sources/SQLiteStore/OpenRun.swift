import GRDB
import ImportPipeline
import SQLStore
import Schemas
import TabularCore

/// What a store knows while a run is open: the connection, the package's columns, what was staged.
final class OpenRun {
  let queue: DatabaseQueue
  let package: DataPackage
  let now: String
  let writes: Bool
  /// The logical columns of the package's tables, by machine name.
  let tables: [String: TableColumns]
  let lookup: ParentLookup
  /// The records whose keys another program wrote in another form.
  let forms: StoredForms
  /// The staged rows.
  let staged: StagedTables
  /// How many records tables hold, once asked; nothing changes them before the merge.
  var storedCounts: [String: Int] = [:]
  /// The staging tables that were made, by machine name.
  var stages: [String: StageWriter] = [:]
  /// The tables loaded directly from the staged rows, with the records created.
  var rowLoads: [String: (load: RowLoad, created: [JournalWriter.Created])] = [:]
  /// Whether a direct load was refused.
  var hasRefusedLoad = false
  /// Tables whose resulting state is in a TEMP table, and those that have look-up indexes.
  var materialised: Set<String> = []
  /// Descriptions of tables read from the store, by table name.
  var knownDescriptions: [String: StoreDescription.Table?] = [:]
  /// The types that columns of other programs' tables are declared with, by table and column.
  private(set) var declaredTypes: [String: [String: String]] = [:]
  /// The SQL of look-ups by keys, by table, with the forms of the keys that it was made for.
  var keyLookups: [String: (forms: [String], sql: String)] = [:]
  /// Statements that are used again and again, by SQL.
  private var statements: [String: Statement] = [:]

  init(queue: DatabaseQueue, package: DataPackage, now: String, writes: Bool) {
    self.queue = queue
    self.package = package
    self.now = now
    self.writes = writes
    self.tables = Dictionary(
      package.tables.map { ($0.name, TableColumns($0)) }, uniquingKeysWith: { first, _ in first })
    self.lookup = ParentLookup(tables)
    self.forms = StoredForms(package)
    self.staged = StagedTables(package)
    for table in tables.values {
      for reference in table.schema.references {
        guard let field = table.columns(of: reference.field), !field.isList else { continue }
        field.namesFolded =
          tables[reference.table]?.columns(of: reference.targetField)?.isFolded == true
      }
    }
  }

  /// The columns of a table of the package.
  func columns(of table: TableSchema) throws -> TableColumns {
    try columns(ofTable: table.name)
  }

  /// The columns of a table of the package, by machine name.
  func columns(ofTable name: String) throws -> TableColumns {
    guard let columns = tables[name] else {
      throw StoreError(
        .runInternal(.other(reason: "the package has no table \(name)")))
    }
    return columns
  }

  /// A statement, prepared the first time.
  func statement(_ sql: String, in database: Database) throws -> Statement {
    if let statement = statements[sql] { return statement }
    let statement = try database.makeStatement(sql: sql)
    statements[sql] = statement
    return statement
  }

  /// Releases all statements, so that the connection can close.
  func releaseStatements() {
    statements = [:]
    stages = [:]
  }

  /// Makes the views of the stored records.
  func makeViews(in database: Database) throws {
    for schema in package.tables {
      let columns = try columns(of: schema)
      if !schema.store.isOwned {
        declaredTypes[schema.store.table] = try Dictionary(
          Row.fetchAll(
            database, sql: "SELECT name, upper(type) FROM pragma_table_xinfo(?, 'main')",
            arguments: [schema.store.table]
          ).map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
      }
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
      try database.execute(
        sql: """
          CREATE TEMP VIEW \(quoted("_stored_" + schema.name)) AS
          SELECT \(expressions.joined(separator: ",\n  "))
          FROM \(columns.target) AS t
          """)
    }
  }
}
