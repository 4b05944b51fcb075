import ImportPipeline
import SQLStore
import Schemas

extension StoreSchema {
  /// Brings the tables of a store to those of a package.
  func migrate(_ package: DataPackage, now: String) throws -> StoreMigration {
    var migration = StoreMigration()
    let comparison = SchemaComparison(package, with: try StoreCatalog(schema: name, connection))
    let writer = DDLWriter(dialect: .postgresql)
    let layout = StoreLayout(package)
    let creations = writer.statements(for: layout)
    let missing = Set(comparison.missing)
    var statements: [String] = []
    migration.refused = comparison.different.map { "\($0) is another column than before" }

    // Tables first, as columns may refer to them.
    for statement in creations where missing.contains(Self.madeTable(statement)) {
      statements.append(statement)
      if statement.hasPrefix("CREATE TABLE") { migration.added.append(Self.madeTable(statement)) }
    }
    let columns =
      layout.tables.flatMap { table in
        table.columns.map { (table: table.name, name: $0.name, isNotNull: $0.isNotNull) }
      }
      + ToolTable.all.flatMap { table in
        table.columns.map { (table: table.name, name: $0.name, isNotNull: $0.isNotNull) }
      }
    for column in columns where missing.contains("\(column.table).\(column.name)") {
      let label = "\(column.table).\(column.name)"
      let definition = Self.definition(of: column.name, of: column.table, in: creations)
      guard !column.isNotNull, let definition else {
        migration.refused.append("\(label) needs a value in every stored record")
        continue
      }
      statements.append("ALTER TABLE \(sqlIdentifier(column.table)) ADD COLUMN \(definition)")
      migration.added.append(label)
    }
    for label in comparison.missing
    where !migration.added.contains(label)
      && !migration.refused.contains(where: { $0.hasPrefix(label + " ") })
    {
      migration.refused.append("\(label) is missing and cannot be added")
    }
    migration.refused += try foldedConflicts(layout, missing: missing)
    guard migration.refused.isEmpty else {
      migration.added = []
      return migration
    }
    for statement in statements { try connection.execute(statement) }
    try addIndexes(creations, to: &migration)
    try addUniqueness(layout, to: &migration)
    try foldAgain(layout)
    try markFormat()
    try record(package, now: now)
    return migration
  }

  /// Rewrites the folded columns of a store whose names were compared differently.
  private func foldAgain(_ layout: StoreLayout) throws {
    guard try foundFormat() < Self.foldingFormat, layout.hasFoldedColumns else { return }
    // The triggers that note edits by hand are silent while this is set.
    try connection.execute("SET LOCAL registrar.run = 'migration'")
    for column in layout.foldedColumns {
      let folded = quoted(column.folded)
      let value = "pg_temp.fold(\(quoted(column.text)))"
      try connection.execute(
        """
        UPDATE \(quoted(name)).\(quoted(column.table)) SET \(folded) = \(value)
        WHERE \(folded) IS DISTINCT FROM \(value)
        """)
    }
  }

  /// Unique keys that two stored records would share after folding them again; creates the function
  /// that folds.
  private func foldedConflicts(
    _ layout: StoreLayout, missing: Set<String>
  ) throws -> [String] {
    guard try foundFormat() < Self.foldingFormat, layout.hasFoldedColumns else { return [] }
    try connection.execute(RuleFunctions.fold)
    return try layout.foldedKeys(by: "pg_temp.fold").filter { key in
      guard !missing.contains(key.table),
        !key.columns.contains(where: { missing.contains("\(key.table).\($0)") })
      else { return false }
      return try connection.value(
        """
        SELECT EXISTS (SELECT 1 FROM \(quoted(name)).\(quoted(key.table))
          WHERE \(key.expressions.map { "\($0) IS NOT NULL" }.joined(separator: " AND "))
          GROUP BY \(key.expressions.joined(separator: ", ")) HAVING count(*) > 1)
        """) == "t"
    }.map(StoreMigration.conflict)
  }

  /// Creates missing indexes, and recreates all functions and triggers.
  private func addIndexes(_ creations: [String], to migration: inout StoreMigration) throws {
    let rows = try connection.query(
      "SELECT indexname FROM pg_catalog.pg_indexes WHERE schemaname = $1", [name])
    let present = Set((0..<rows.count).compactMap { rows.text($0, 0) })
    for statement in creations {
      if statement.hasPrefix("CREATE OR REPLACE") {
        try connection.execute(statement)
        continue
      }
      let words = statement.split(separator: " ")
      guard statement.hasPrefix("CREATE"), !statement.hasPrefix("CREATE TABLE"),
        let on = words.firstIndex(of: "ON"), on > 0
      else { continue }
      let index = Self.unquoted(String(words[on - 1]))
      guard !present.contains(index) else { continue }
      try connection.execute(statement)
      migration.added.append(index)
    }
  }

  /// Makes the constraints of unique keys over columns that were added.
  private func addUniqueness(_ layout: StoreLayout, to migration: inout StoreMigration) throws {
    for table in layout.tables where !migration.added.contains(table.name) {
      for columns in table.uniqueColumns
      where columns.contains(where: { migration.added.contains("\(table.name).\($0)") }) {
        let key = table.name + "_" + columns.joined(separator: "_") + "_key"
        let list = columns.map(sqlIdentifier).joined(separator: ", ")
        try connection.execute(
          "ALTER TABLE \(sqlIdentifier(table.name)) ADD CONSTRAINT \(sqlIdentifier(key))"
            + " UNIQUE (\(list))")
        migration.added.append(key)
      }
    }
  }

  /// A column's definition from the statement that makes its table.
  private static func definition(
    of column: String, of table: String, in creations: [String]
  ) -> String? {
    creations.first { $0.hasPrefix("CREATE TABLE") && madeTable($0) == table }?
      .split(separator: "\n").lazy
      .map { line in String(line.drop { $0 == " " }) }
      .first { $0.hasPrefix(sqlIdentifier(column) + " ") }
      .map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 }
  }

  /// The table that a statement makes or indexes; empty for other statements.
  private static func madeTable(_ statement: String) -> String {
    guard statement.hasPrefix("CREATE"), !statement.hasPrefix("CREATE OR REPLACE") else {
      return ""
    }
    let words = statement.split(separator: " ", maxSplits: 8)
    guard words.count > 2 else { return "" }
    if words[1] == "TABLE" { return unquoted(String(words[2])) }
    guard let on = words.firstIndex(of: "ON"), on + 1 < words.count else { return "" }
    return unquoted(String(words[on + 1]))
  }

  private static func unquoted(_ name: String) -> String {
    guard name.hasPrefix("\""), name.hasSuffix("\""), name.count > 1 else { return name }
    return String(name.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }
}
