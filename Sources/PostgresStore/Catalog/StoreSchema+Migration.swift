import ImportPipeline
import SQLStore
import Schemas

extension StoreSchema {
  /// Brings the tables of a store to those of a package.
  func migrate(_ package: DataPackage, now: String) throws -> StoreMigration {
    let comparison = SchemaComparison(package, with: try StoreCatalog(schema: name, connection))
    var plan = MigrationPlan(
      package, missing: comparison.missing, different: comparison.different,
      ServerConnection(connection, location: ""))
    let foldsOtherwise = try foundFormat() < Self.foldingFormat && plan.layout.hasFoldedColumns
    if foldsOtherwise {
      try connection.execute(RuleFunctions.fold)
      try plan.refuseSharedKeys(foldedBy: "pg_temp.fold")
    }
    if let refusal = plan.refusal { return refusal }
    try plan.perform()
    try addIndexes(to: &plan)
    for key in plan.addedKeys {
      let list = key.columns.map(sqlIdentifier).joined(separator: ", ")
      try connection.execute(
        "ALTER TABLE \(sqlIdentifier(key.table)) ADD CONSTRAINT \(sqlIdentifier(key.name))"
          + " UNIQUE (\(list))")
      plan.migration.added.append(key.name)
    }
    if foldsOtherwise {
      // The triggers that note edits by hand are silent while this is set.
      try connection.execute("SET LOCAL registrar.run = 'migration'")
      try plan.foldAgain(by: "pg_temp.fold")
    }
    try markFormat()
    try record(package, now: now)
    return plan.migration
  }

  /// Creates missing indexes, and recreates all functions and triggers.
  private func addIndexes(to plan: inout MigrationPlan) throws {
    let rows = try connection.query(
      "SELECT indexname FROM pg_catalog.pg_indexes WHERE schemaname = $1", [name])
    let present = Set((0..<rows.count).compactMap { rows.text($0, 0) })
    for statement in plan.creations {
      if statement.hasPrefix("CREATE OR REPLACE") {
        try connection.execute(statement)
        continue
      }
      guard let index = MigrationPlan.indexName(statement), !present.contains(index) else {
        continue
      }
      try connection.execute(statement)
      plan.migration.added.append(index)
    }
  }
}
