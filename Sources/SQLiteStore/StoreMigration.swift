import GRDB
import ImportPipeline
import SQLStore
import Schemas

extension StoreMigration {
  /// Brings the tables of a store to those of a package.
  static func perform(
    _ package: DataPackage, in database: Database, now: String
  ) throws -> StoreMigration {
    var migration = StoreMigration()
    let comparison = try SchemaComparison(package, with: database)
    let writer = DDLWriter(dialect: .sqlite)
    var statements: [String] = []
    migration.refused = comparison.different.map { "\($0) is another column than before" }

    let layout = StoreLayout(package)
    let creations = layout.tables.flatMap(writer.statements(for:)) + writer.toolStatements()
    let missing = Set(comparison.missing)
    for table in layout.tables {
      for column in table.columns where missing.contains("\(table.name).\(column.name)") {
        let name = "\(table.name).\(column.name)"
        let definition = Self.definition(of: column.name, of: table.name, in: creations)
        guard !column.isNotNull, let definition else {
          migration.refused.append("\(name) needs a value in every stored record")
          continue
        }
        let added = "ALTER TABLE main.\(quoted(table.name)) ADD COLUMN \(definition)"
        statements.append(added)
        migration.added.append(name)
      }
    }
    for table in ToolTable.all {
      for column in table.columns where missing.contains("\(table.name).\(column.name)") {
        let name = "\(table.name).\(column.name)"
        guard !column.isNotNull,
          let definition = Self.definition(of: column.name, of: table.name, in: creations)
        else { continue }
        statements.append("ALTER TABLE main.\(quoted(table.name)) ADD COLUMN \(definition)")
        migration.added.append(name)
      }
    }
    for statement in creations where missing.contains(Self.tableName(statement)) {
      statements.append(statement)
      if statement.hasPrefix("CREATE TABLE") { migration.added.append(Self.tableName(statement)) }
    }
    for name in comparison.missing
    where !migration.added.contains(name)
      && !migration.refused.contains(where: { $0.hasPrefix(name + " ") })
    {
      migration.refused.append("\(name) is missing and cannot be added")
    }
    migration.refused += try foldedConflicts(layout, missing: missing, in: database)
    guard migration.refused.isEmpty else {
      migration.added = []
      return migration
    }
    for statement in statements { try database.execute(sql: statement) }
    try addIndexes(creations, to: &migration, in: database)
    try addUniqueness(layout, to: &migration, in: database)
    try foldAgain(layout, in: database)
    try database.execute(sql: "PRAGMA user_version = \(StoreSchema.format)")
    try StoreSchema.record(package, in: database, now: now)
    return migration
  }

  /// Rewrites the folded columns of a store whose names were compared differently.
  private static func foldAgain(_ layout: StoreLayout, in database: Database) throws {
    guard try foldsOtherwise(database) else { return }
    for column in layout.foldedColumns {
      let folded = quoted(column.folded)
      let value = "fold(\(quoted(column.text)))"
      try database.execute(
        sql: """
          UPDATE main.\(quoted(column.table)) SET \(folded) = \(value)
          WHERE \(folded) IS NOT \(value)
          """)
    }
  }

  /// Unique keys that two stored records would share after folding them again.
  private static func foldedConflicts(
    _ layout: StoreLayout, missing: Set<String>, in database: Database
  ) throws -> [String] {
    guard try foldsOtherwise(database) else { return [] }
    return try layout.foldedKeys(by: "fold").filter { key in
      guard !missing.contains(key.table),
        !key.columns.contains(where: { missing.contains("\(key.table).\($0)") })
      else { return false }
      let list = key.expressions.joined(separator: ", ")
      return try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (SELECT 1 FROM main.\(quoted(key.table))
            WHERE \(key.expressions.map { "\($0) IS NOT NULL" }.joined(separator: " AND "))
            GROUP BY \(list) HAVING count(*) > 1)
          """) == true
    }.map(StoreMigration.conflict)
  }

  private static func foldsOtherwise(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA main.user_version") ?? 0 < StoreSchema.foldingFormat
  }

  /// Makes the indexes that are not there.
  private static func addIndexes(
    _ creations: [String], to migration: inout StoreMigration, in database: Database
  ) throws {
    let present = Set(
      try String.fetchAll(
        database, sql: "SELECT name FROM main.sqlite_master WHERE type = 'index'"))
    try dropTriggers(creations, in: database)
    for statement in creations where !statement.hasPrefix("CREATE TABLE") {
      if statement.hasPrefix("CREATE TRIGGER") {
        try database.execute(sql: statement)
        continue
      }
      let words = statement.split(separator: " ")
      guard let on = words.firstIndex(of: "ON"), on > 0 else { continue }
      let name = unquoted(String(words[on - 1]))
      guard !present.contains(name) else { continue }
      try database.execute(sql: statement)
      migration.added.append(name)
    }
  }

  /// Drops the triggers that are recreated: the old ones do not know the new columns.
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

  /// Creates indexes for unique keys over added columns: a table's own constraints stay as they
  /// were when it was created.
  private static func addUniqueness(
    _ layout: StoreLayout, to migration: inout StoreMigration, in database: Database
  ) throws {
    for table in layout.tables {
      for columns in table.uniqueColumns
      where columns.contains(where: { migration.added.contains("\(table.name).\($0)") }) {
        let name = table.name + "_" + columns.joined(separator: "_") + "_key"
        try database.execute(
          sql: """
            CREATE UNIQUE INDEX main.\(quoted(name))
              ON \(quoted(table.name)) (\(columns.map(quoted).joined(separator: ", ")))
            """)
        migration.added.append(name)
      }
    }
  }

  /// A column's definition from the statement that makes its table.
  private static func definition(
    of column: String, of table: String, in creations: [String]
  ) -> String? {
    creations.first { $0.hasPrefix("CREATE TABLE") && tableName($0) == table }?
      .split(separator: "\n").lazy
      .map { line in String(line.drop { $0 == " " }) }
      .first { $0.hasPrefix(sqlIdentifier(column) + " ") }
      .map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 }
  }

  /// The table that a statement makes or indexes.
  private static func tableName(_ statement: String) -> String {
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
