import GRDB
import ImportPipeline
import Schemas
import TabularCore

/// The tables of a store: made, compared with a package, recorded.
enum StoreSchema {
  /// The version of the tool's own tables, kept in the file's head.
  static let format = ToolTable.format
  /// The first version whose folded columns hold `foldedValue` of their texts.
  static let foldingFormat = 3

  /// Whether a database has no tables at all.
  static func isEmpty(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM main.sqlite_master") == 0
  }

  /// Whether the tool's own tables are there.
  static func isInitialised(_ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: "SELECT count(*) > 0 FROM main.sqlite_master WHERE name = 'registrar_schema'") == true
  }

  /// Makes all tables of a package and records it.
  static func create(_ package: DataPackage, in database: Database, now: String) throws {
    try create(DDLWriter(dialect: .sqlite).statements(for: StoreLayout(package)), in: database)
    try StoreIdentity.make(in: RunConnection(database, location: ""))
    try record(package, in: database, now: now)
  }

  /// The tables of a package, those of other programs too, for a database that is gone after the run; parents
  /// first.
  static func tablesInMemory(_ package: DataPackage) -> TablesInMemory {
    TablesInMemory(StoreLayout(package), by: writerInMemory)
  }

  /// Makes the tool's own tables in a database that is gone after the run, and records the package.
  static func completeInMemory(
    _ package: DataPackage, in database: Database, now: String
  ) throws {
    try create(writerInMemory.toolStatements(), in: database)
    try record(package, in: database, now: now)
  }

  /// Nobody else writes to a database in memory, so no trigger watches.
  private static var writerInMemory: DDLWriter {
    var writer = DDLWriter(dialect: .sqlite)
    writer.watches = false
    return writer
  }

  private static func create(_ statements: [String], in database: Database) throws {
    for statement in statements {
      try database.execute(sql: statement)
    }
    try markFormat(in: database)
  }

  /// Records the version of the tool's own tables.
  private static func markFormat(in database: Database) throws {
    try database.execute(
      sql: """
        PRAGMA user_version = \(format); PRAGMA application_id = \(DDLWriter.applicationID)
        """)
  }

  /// Records that the store fits a package from now on; nothing when it is recorded already.
  static func record(_ package: DataPackage, in database: Database, now: String) throws {
    try StoredPackage.keep(package, in: RunConnection(database, location: ""))
    let applied = try lastApplied(database)
    guard applied?.hash != package.hash else { return }
    if applied == nil { try markFormat(in: database) }
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO main.registrar_schema (package, version, hash, applied_at)
        VALUES (?, ?, ?, ?)
        """, arguments: [package.name, package.version, package.hash, now])
  }

  /// What was recorded last.
  static func lastApplied(
    _ database: Database
  ) throws -> (package: String, version: String, hash: String, appliedAt: String)? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT package, version, hash, applied_at FROM main.registrar_schema
        ORDER BY rowid DESC LIMIT 1
        """
    ).map { ($0[0], $0[1], $0[2], $0[3]) }
  }

  /// Refuses a store that does not fit a package: of another package or version, or lacking columns.
  static func check(_ package: DataPackage, in database: Database) throws {
    guard try isInitialised(database) else {
      throw refusal(.empty(package: package.name))
    }
    guard let applied = try lastApplied(database) else {
      // Tables created by other means carry no version; they only have to fit.
      return try compare(package, with: database)
    }
    let found = try Int.fetchOne(database, sql: "PRAGMA main.user_version") ?? 0
    if found > format {
      throw refusal(.newer(found: found, expected: format))
    }
    if applied.package != package.name {
      throw refusal(.package(found: applied.package, expected: package.name))
    }
    if applied.version != package.version {
      throw refusal(.version(found: applied.version, expected: package.version))
    }
    if found < foldingFormat, StoreLayout(package).hasFoldedColumns {
      throw refusal(.folding(found: found, expected: format))
    }
    guard applied.hash != package.hash || found < format else { return }
    try compare(package, with: database)
  }

  private static func compare(_ package: DataPackage, with database: Database) throws {
    let comparison = try SchemaComparison(package, with: database)
    if let first = comparison.missing.first {
      throw refusal(.missing(first: first))
    }
    if !comparison.different.isEmpty {
      throw refusal(.hash(package: package.name))
    }
  }

  private static func refusal(_ misfit: IssueContent.StoreMisfit) -> StoreError {
    StoreError(.storeSchemaVersion(misfit))
  }
}

/// What a store's tables lack, and have otherwise, compared with those that a package makes.
struct SchemaComparison {
  /// A column as SQLite describes it.
  private struct Column: Hashable {
    var type: String
    var isNotNull: Bool
  }

  /// Missing tables, `sites`, and columns, `sites.size`.
  private(set) var missing: [String] = []
  /// Columns of another type, `sites.size`, or that only one side requires.
  private(set) var different: [String] = []

  /// Compares a store with what a package makes in an empty database.
  init(_ package: DataPackage, with database: Database) throws {
    let wanted = try StoreConnection.open(.memory).writeWithoutTransaction { fresh in
      try StoreSchema.create(package, in: fresh, now: "")
      return try Self.columns(fresh)
    }
    let found = try Self.columns(database)
    for (table, columns) in wanted.sorted(by: { $0.key < $1.key }) {
      guard let present = found[table] else {
        missing.append(table)
        continue
      }
      for (name, column) in columns.sorted(by: { $0.key < $1.key }) {
        guard let other = present[name] else {
          missing.append("\(table).\(name)")
          continue
        }
        if other != column { different.append("\(table).\(name)") }
      }
      // Records of this package would leave such a column without a value.
      different += present.filter { columns[$0.key] == nil && $0.value.isNotNull }
        .map { "\(table).\($0.key)" }.sorted()
    }
  }

  private static func columns(_ database: Database) throws -> [String: [String: Column]] {
    var columns: [String: [String: Column]] = [:]
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT m.name, c.name, c.type, c."notnull"
        FROM main.sqlite_master AS m, pragma_table_info(m.name, 'main') AS c
        WHERE m.type = 'table'
        """)
    while let row = try rows.next() {
      columns[row[0], default: [:]][row[1]] = Column(type: row[2], isNotNull: row[3])
    }
    return columns
  }
}
