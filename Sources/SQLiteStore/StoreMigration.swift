import GRDB
import ImportPipeline
import SQLStore
import Schemas

extension StoreMigration {
  /// Brings the tables of a store to those of a package.
  static func perform(
    _ package: DataPackage, in database: Database, now: String
  ) throws -> StoreMigration {
    let comparison = try SchemaComparison(package, with: database)
    var plan = MigrationPlan(
      package, missing: comparison.missing, different: comparison.different,
      RunConnection(database, location: ""))
    let foldsOtherwise =
      try Int.fetchOne(database, sql: "PRAGMA main.user_version") ?? 0 < StoreSchema.foldingFormat
    if foldsOtherwise { try plan.refuseSharedKeys(foldedBy: "fold") }
    if let refusal = plan.refusal { return refusal }
    try plan.perform()
    try addIndexes(to: &plan, in: database)
    for key in plan.addedKeys {
      try database.execute(
        sql: """
          CREATE UNIQUE INDEX main.\(quoted(key.name))
            ON \(quoted(key.table)) (\(key.columns.map(quoted).joined(separator: ", ")))
          """)
      plan.migration.added.append(key.name)
    }
    if foldsOtherwise { try plan.foldAgain(by: "fold") }
    try database.execute(sql: "PRAGMA user_version = \(StoreSchema.format)")
    try StoreSchema.record(package, in: database, now: now)
    return plan.migration
  }

  /// Makes the indexes that are not there, and all triggers and views again: the old ones do not know the
  /// new columns.
  private static func addIndexes(to plan: inout MigrationPlan, in database: Database) throws {
    let present = Set(
      try String.fetchAll(
        database, sql: "SELECT name FROM main.sqlite_master WHERE type = 'index'"))
    try dropTriggers(plan.creations, in: database)
    for view in plan.layout.tables.flatMap(\.rowViews) {
      try database.execute(sql: "DROP VIEW IF EXISTS main.\(quoted(view.name))")
    }
    for statement in plan.creations {
      if statement.hasPrefix("CREATE TRIGGER") || statement.hasPrefix("CREATE VIEW") {
        try database.execute(sql: statement)
        continue
      }
      guard let name = MigrationPlan.indexName(statement), !present.contains(name) else {
        continue
      }
      try database.execute(sql: statement)
      plan.migration.added.append(name)
    }
  }

  /// Drops the triggers that are made again.
  private static func dropTriggers(_ creations: [String], in database: Database) throws {
    let present = try String.fetchAll(
      database, sql: "SELECT name FROM main.sqlite_master WHERE type = 'trigger'")
    for name in present
    where creations.contains(where: {
      $0.hasPrefix("CREATE TRIGGER IF NOT EXISTS \(sqlIdentifier(name)) ")
    }) {
      try database.execute(sql: "DROP TRIGGER main.\(quoted(name))")
    }
  }
}
