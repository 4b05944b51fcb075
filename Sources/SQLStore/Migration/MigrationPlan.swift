public import ImportPipeline
public import Schemas

/// How the tables of a store come to those of a package: what is added, and what no migration can do.
///
/// Only tables, columns and indexes are added. The store says what is missing, and makes indexes and triggers in
/// its own way.
public struct MigrationPlan {
  /// What the migration adds or refuses.
  public var migration = StoreMigration()
  /// The tables that the package makes.
  public let layout: StoreLayout
  /// The statements that make all of them.
  public let creations: [String]
  private let missing: Set<String>
  private let connection: any SQLConnection
  /// The statements that add what is missing.
  private var statements: [String] = []

  /// A plan.
  ///
  /// - Parameters:
  ///   - missing: tables, `sites`, and columns, `sites.size`, that the store lacks.
  ///   - different: columns that it has otherwise.
  public init(
    _ package: DataPackage, missing: [String], different: [String],
    _ connection: any SQLConnection
  ) {
    self.missing = Set(missing)
    self.connection = connection
    layout = StoreLayout(package)
    creations = DDLWriter(dialect: connection.dialect).statements(for: layout)
    migration.refused = different.map { "\($0) is another column than before" }
    // Tables first, as columns may refer to them.
    addTables()
    addColumns()
    statements += creations.filter {
      !$0.hasPrefix("CREATE TABLE") && self.missing.contains(Self.tableName($0))
    }
    for name in missing
    where !migration.added.contains(name)
      && !migration.refused.contains(where: { $0.hasPrefix(name + " ") })
    {
      migration.refused.append("\(name) is missing and cannot be added")
    }
  }

  private mutating func addTables() {
    for statement in creations where statement.hasPrefix("CREATE TABLE") {
      let name = Self.tableName(statement)
      guard missing.contains(name) else { continue }
      statements.append(statement)
      migration.added.append(name)
    }
  }

  private mutating func addColumns() {
    let columns =
      layout.tables.flatMap { table in
        table.columns.map { (table: table.name, name: $0.name, isNotNull: $0.isNotNull) }
      }
      + ToolTable.all.flatMap { table in
        table.columns.map { (table: table.name, name: $0.name, isNotNull: $0.isNotNull) }
      }
    for column in columns where missing.contains("\(column.table).\(column.name)") {
      let label = "\(column.table).\(column.name)"
      guard !column.isNotNull, let definition = definition(of: column.name, of: column.table)
      else {
        migration.refused.append("\(label) needs a value in every stored record")
        continue
      }
      let table = sqlTable(column.table, connection.dialect)
      statements.append("ALTER TABLE \(table) ADD COLUMN \(definition)")
      migration.added.append(label)
    }
  }

  /// Refuses unique keys that two stored records would share after folding them again.
  ///
  /// - Parameter function: the function that folds.
  public mutating func refuseSharedKeys(foldedBy function: String) throws {
    for key in layout.foldedKeys(by: function) {
      guard !missing.contains(key.table),
        !key.columns.contains(where: { missing.contains("\(key.table).\($0)") })
      else { continue }
      let filled = key.expressions.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
      let isShared =
        try connection.value(
          """
          SELECT EXISTS (SELECT 1 FROM \(sqlTable(key.table, connection.dialect)) WHERE \(filled)
            GROUP BY \(key.expressions.joined(separator: ", ")) HAVING count(*) > 1)
          """
        ).integer == 1
      if isShared { migration.refused.append(StoreMigration.conflict(key)) }
    }
  }

  /// Rewrites the folded columns of a store whose names were compared differently.
  public func foldAgain(by function: String) throws {
    for column in layout.foldedColumns {
      let folded = quoted(column.folded)
      let value = "\(function)(\(quoted(column.text)))"
      try connection.execute(
        """
        UPDATE \(sqlTable(column.table, connection.dialect)) SET \(folded) = \(value)
        WHERE \(folded) <> \(value) OR (\(folded) IS NULL) <> (\(value) IS NULL)
        """)
    }
  }

  /// Adds the tables and columns.
  public func perform() throws {
    for statement in statements { try connection.execute(statement) }
  }

  /// What is told where something is refused: nothing was added.
  public var refusal: StoreMigration? {
    guard !migration.refused.isEmpty else { return nil }
    var refusal = migration
    refusal.added = []
    return refusal
  }

  /// The unique keys over added columns, each with the name of its index: a table's own constraints stay as
  /// they were when it was created.
  public var addedKeys: [(name: String, table: String, columns: [String])] {
    layout.tables.filter { !migration.added.contains($0.name) }.flatMap { table in
      table.uniqueColumns.filter { columns in
        columns.contains { migration.added.contains("\(table.name).\($0)") }
      }.map { (table.name + "_" + $0.joined(separator: "_") + "_key", table.name, $0) }
    }
  }

  /// A column's definition from the statement that makes its table.
  private func definition(of column: String, of table: String) -> String? {
    creations.first { $0.hasPrefix("CREATE TABLE") && Self.tableName($0) == table }?
      .split(separator: "\n").lazy
      .map { line in String(line.drop { $0 == " " }) }
      .first { $0.hasPrefix(sqlIdentifier(column) + " ") }
      .map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 }
  }

  /// The index or trigger that a statement makes: the word before `ON`; `nil` for others.
  public static func indexName(_ statement: String) -> String? {
    let words = statement.split(separator: " ")
    guard statement.hasPrefix("CREATE"), !statement.hasPrefix("CREATE TABLE"),
      let on = words.firstIndex(of: "ON"), on > 0
    else { return nil }
    return unquoted(String(words[on - 1]))
  }

  /// The table that a statement makes or indexes; empty for other statements.
  private static func tableName(_ statement: String) -> String {
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
