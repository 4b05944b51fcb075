import ImportPipeline
import SQLStore
import Schemas
import TabularCore

/// What a store knows while a run is open: the connection, the package's columns, what was staged.
final class OpenRun {
  let connection: PostgresConnection
  let package: DataPackage
  let now: String
  let writes: Bool
  let catalog: StoreCatalog
  /// The logical columns of the package's tables, by machine name.
  let tables: [String: TableColumns]
  let lookup: ParentLookup
  /// The records whose keys another program wrote in another form.
  let forms: StoredForms
  /// The staged rows.
  let staged: StagedTables
  /// How many records tables hold, once asked.
  var storedCounts: [String: Int] = [:]
  /// The staging tables that were made, by machine name.
  var stages: [String: StagedTable] = [:]
  /// Tables whose resulting state is in a temporary table.
  var materialised: Set<String> = []
  /// The tables that were loaded directly from their staged rows, by machine name.
  var rowLoads: [String: (load: RowLoad, created: [JournalWriter.Created])] = [:]
  /// Whether a direct load was refused, so that SQL must write the rows.
  var hasRefusedLoad = false
  /// Whether the run made the store's tables itself, so that nobody else sees them yet.
  var isFresh = false
  /// The run that was merged, once it was.
  var mergedRun: String?
  /// Descriptions of the store's tables, once they were read.
  var knownDescription: StoreDescription?
  private var hasFunctions = false

  init(
    connection: PostgresConnection, package: DataPackage, catalog: StoreCatalog, now: String,
    writes: Bool
  ) {
    self.connection = connection
    self.package = package
    self.catalog = catalog
    self.now = now
    self.writes = writes
    self.tables = Dictionary(
      package.tables.enumerated().map {
        ($1.name, TableColumns($1, number: $0, catalog: catalog))
      }, uniquingKeysWith: { first, _ in first })
    self.lookup = ParentLookup(tables, catalog: catalog)
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

  /// Makes the functions that look-ups and rules call, once.
  func needFunctions() throws {
    guard !hasFunctions else { return }
    try connection.execute(RuleFunctions.definitions)
    hasFunctions = true
  }

  /// Makes the views of the stored records.
  func makeViews() throws {
    if tables.values.contains(where: { $0.needsFolding || $0.computesTimes }) {
      try needFunctions()
    }
    var statements: [String] = []
    for schema in package.tables {
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
      statements.append(
        """
        CREATE TEMP VIEW _stored_\(columns.number) AS
        SELECT \(expressions.joined(separator: ",\n  ")) FROM \(columns.target) AS t
        """)
    }
    try connection.execute(statements.joined(separator: ";\n"))
  }
}

extension TableColumns {
  /// Whether look-ups fold values: those that the store keeps unfolded, or those of references.
  var needsFolding: Bool { fields.contains(where: \.isFolded) }

  /// Whether views compute one half of a date-time from the other.
  var computesTimes: Bool { fields.contains(where: \.keepsHalf) }
}
