import ImportPipeline
import SQLStore
import Schemas
import TabularCore

/// What a store knows while a run is open: the connection, the package's columns, what was staged.
final class OpenRun {
  let connection: PostgresConnection
  let sql: any SQLConnection
  let package: DataPackage
  /// The package's tables in the store, worked out once.
  private(set) lazy var layout = StoreLayout(package)
  let now: String
  let writes: Bool
  let catalog: StoreCatalog
  let dialect: any SQLDialect
  /// The logical columns of the package's tables, by machine name.
  let tables: [String: TableColumns]
  let lookup: ReferenceSQL
  /// The records whose keys another program wrote in another form.
  let forms: StoredForms
  /// The staged rows.
  let staged: StagedTables
  /// How many records tables hold, once asked.
  var storedCounts: [String: Int] = [:]
  /// The staging tables that were made, by machine name.
  var stages: [String: StagedTable] = [:]
  /// The SQL of look-ups by keys, by table, with the forms of the keys that it was made for.
  var keyLookups: [String: (forms: [String], sql: String)] = [:]
  /// Tables whose resulting state is in a temporary table.
  var materialised: Set<String> = []
  /// The tables that were loaded directly from their staged rows, by machine name.
  var rowLoads: [String: (load: RowLoad, created: [JournalWriter.Created])] = [:]
  /// What was sent for these tables: the lines of each, then those of each of its lists.
  var sentLines: [String: [LineDigest]] = [:]
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
    connection: PostgresConnection, location: String, package: DataPackage,
    catalog: StoreCatalog, now: String, writes: Bool
  ) {
    self.connection = connection
    sql = ServerConnection(connection, location: location)
    self.package = package
    self.catalog = catalog
    dialect = PostgresDialect(catalog)
    self.now = now
    self.writes = writes
    self.tables = TableColumns.tables(of: package, dialect)
    self.lookup = ReferenceSQL(tables, dialect)
    self.forms = StoredForms(package)
    self.staged = StagedTables(package)
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
    try connection.execute(storedViews().joined(separator: ";\n"))
  }
}

extension TableColumns {
  /// Whether look-ups fold values: those that the store keeps unfolded, or those of references.
  var needsFolding: Bool { fields.contains(where: \.isFolded) }

  /// Whether views compute one half of a date-time from the other.
  var computesTimes: Bool { fields.contains(where: \.keepsHalf) }
}
