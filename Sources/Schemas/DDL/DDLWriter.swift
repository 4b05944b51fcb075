/// Writes the statements that create a package's tables in a dialect of SQL.
///
/// For example:
///
///     let statements = DDLWriter(dialect: .sqlite).statements(for: StoreLayout(package))
public struct DDLWriter: Sendable {
  /// A dialect of SQL.
  public enum Dialect: String, Sendable, CaseIterable {
    /// SQLite 3.37 or later, with strict tables.
    case sqlite
    /// PostgreSQL 15 or later.
    case postgresql
  }

  /// The dialect.
  public var dialect: Dialect
  /// Whether triggers are made, which watch what others change.
  ///
  /// A store that nobody else reaches needs none.
  public var watches = true
  /// The surrogate key's column of the tables, where it has another name than usual.
  private var ids: [String: String] = [:]

  /// A writer of a dialect.
  public init(dialect: Dialect) {
    self.dialect = dialect
  }

  /// All statements in the order in which they run, without final semicolons: the tool's own tables,
  /// then the package's, parents first.
  ///
  /// - Parameter includesForeign: whether the tables of other programs are created too, for a store that
  ///   stands in for a real one.
  public func statements(
    for layout: StoreLayout, includesForeign: Bool = false
  ) -> [String] {
    toolStatements() + packageStatements(for: layout, includesForeign: includesForeign)
  }

  /// The statements of the package's own tables, parents first.
  ///
  /// - Parameter includesForeign: whether the tables of other programs are created too.
  public func packageStatements(
    for layout: StoreLayout, includesForeign: Bool = false
  ) -> [String] {
    let tables = layout.tables.filter { $0.isOwned || includesForeign }
    let writer = naming(layout)
    var statements: [String] = []
    for table in tables { statements += writer.statements(for: table) }
    if dialect == .postgresql { statements += tables.flatMap(writer.deferredReferences) }
    return statements
  }

  /// A writer that knows the surrogate keys' columns of the tables of a layout.
  public func naming(_ layout: StoreLayout) -> DDLWriter {
    var writer = self
    for table in layout.tables { writer.ids[table.name] = table.idColumn }
    return writer
  }

  /// SQLite's application id for stores of this tool: `file` and SQLite's own tools show it.
  public static let applicationID = 0x5247_5354

  /// The statements that describe a store after its tables were created: the version of the tool's own
  /// tables, and the package.
  public func markStatements(for package: DataPackage) -> [String] {
    let values = [package.name, package.version, package.hash].map(sqlText).joined(separator: ", ")
    let record =
      "INSERT INTO registrar_schema (package, version, hash, applied_at) VALUES (\(values), "
    let descriptors = package.descriptors.enumerated().map { position, descriptor in
      "INSERT INTO registrar_packages (hash, position, file_name, content) VALUES"
        + " (\(sqlText(package.hash)), \(position), \(sqlText(descriptor.file)),"
        + " \(sqlText(descriptor.content)))"
    }
    switch dialect {
    case .sqlite:
      return [
        "PRAGMA user_version = \(ToolTable.format)",
        "PRAGMA application_id = \(Self.applicationID)",
        record + "strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
      ] + descriptors
    case .postgresql:
      return [
        "COMMENT ON TABLE registrar_schema IS 'registrar store, format \(ToolTable.format)'",
        record + "now())",
      ] + descriptors
    }
  }

  /// The statements that create the tool's own tables.
  public func toolStatements() -> [String] {
    let tables = ToolTable.all.flatMap { table -> [String] in
      var lines = table.columns.map { column in
        let isReference = column.name == table.runColumn
        return sqlIdentifier(column.name) + " " + type(column.kind)
          + (column.isNotNull ? " NOT NULL" : "")
          + (isReference ? " REFERENCES registrar_runs (run_id) ON DELETE RESTRICT" : "")
      }
      lines.append("PRIMARY KEY (\(list(table.primaryKey)))")
      return [create(table.name, lines)] + table.indexes.map { index($0, on: table.name) }
    }
    return watches ? tables + appendOnlyTriggers() : tables
  }

  /// The statements that create a target table with its join tables and indexes.
  public func statements(for table: TargetTable) -> [String] {
    let key: String
    switch (table.idType, dialect) {
    case (.integer, .sqlite): key = "INTEGER PRIMARY KEY"
    case (.integer, .postgresql): key = identity
    case (.uuid, .postgresql): key = "UUID PRIMARY KEY DEFAULT gen_random_uuid()"
    case (.text, .postgresql), (_, .sqlite): key = "TEXT PRIMARY KEY NOT NULL"
    }
    var lines = [sqlIdentifier(table.idColumn) + " " + key]
    lines += table.columns.filter { $0.name != table.idColumn }.map { line($0, of: table) }
    lines += table.provenance.map { column in
      line(column, of: table)
        + (column.kind == .text ? " REFERENCES registrar_runs (run_id) ON DELETE RESTRICT" : "")
    }
    var unique: [StoreMapping.Index] = []
    if !table.keyColumns.isEmpty {
      unique.append(
        .init(name: table.name + "_key", columns: table.keyColumns, isUnique: true))
    }
    for columns in table.uniqueColumns {
      let name = table.name + "_" + columns.joined(separator: "_") + "_key"
      unique.append(.init(name: name, columns: columns, isUnique: true))
    }
    // SQLite cannot drop the index of a constraint, but a bulk load must be able to.
    if dialect == .postgresql {
      lines += unique.map { "CONSTRAINT \(sqlIdentifier($0.name)) UNIQUE (\(list($0.columns)))" }
      unique = []
    }
    for (number, check) in table.checks.enumerated() {
      let name = sqlIdentifier(table.name + "_check_\(number + 1)")
      lines.append("CONSTRAINT \(name) CHECK (\(check))")
    }
    return [create(table.name, lines)]
      + (unique + table.indexes).map { index($0, on: table.name) }
      + table.joinTables.flatMap { statements(for: $0, of: table) }
      + table.rowViews.map { statement(for: $0, of: table) }
      + (table.isOwned && watches ? editTriggers(of: table) : [])
  }

  private func id(of table: String) -> String { sqlIdentifier(ids[table] ?? "id") }

  private var identity: String { "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY" }

  private func line(_ column: TargetColumn, of table: TargetTable) -> String {
    let name = sqlIdentifier(column.name)
    var text = name + " " + type(column.kind, scale: column.scale)
    if column.isNotNull { text += " NOT NULL" }
    if let value = column.defaultSQL { text += " DEFAULT " + literal(value, column.kind) }
    if case .reference(let parent) = column.role, dialect == .sqlite || !column.isDeferred {
      text += " REFERENCES \(sqlTable(parent, dialect)) (\(id(of: parent))) ON DELETE RESTRICT"
    }
    if column.kind == .boolean, dialect == .sqlite { text += " CHECK (\(name) IN (0, 1))" }
    if !column.allowedValues.isEmpty {
      let values = column.allowedValues.map(column.numbers.isEmpty ? sqlText : { $0 })
      text += " CHECK (\(choice(name, of: values)))"
    }
    return text
  }

  /// The condition that a column has one of some values, given as SQL.
  ///
  /// SQLite makes a list of more than two values anew for each row that it checks, which takes five times
  /// as long as the rest of an INSERT; equalities take none. Very long lists would nest too deep.
  private func choice(_ name: String, of values: [String]) -> String {
    guard dialect == .sqlite, (3...200).contains(values.count) else {
      return "\(name) IN (\(values.joined(separator: ", ")))"
    }
    return values.map { "\(name) = \($0)" }.joined(separator: " OR ")
  }

  private func literal(_ value: String, _ kind: TargetColumn.Kind) -> String {
    guard kind == .boolean, dialect == .sqlite else { return value }
    return value == "TRUE" ? "1" : "0"
  }

  private func statements(for join: JoinTable, of table: TargetTable) -> [String] {
    let item = sqlIdentifier(join.itemColumn)
    let owner = sqlIdentifier(join.ownerColumn)
    var itemLine = "\(item) \(type(join.itemKind)) NOT NULL"
    if let parent = join.itemReference {
      itemLine += " REFERENCES \(sqlTable(parent, dialect)) (\(id(of: parent))) ON DELETE RESTRICT"
    } else if !join.allowedValues.isEmpty {
      itemLine += " CHECK (\(choice(item, of: join.allowedValues.map(sqlText))))"
    }
    var lines = [
      "\(owner) \(type(.identifier)) NOT NULL"
        + " REFERENCES \(sqlIdentifier(table.name)) (\(sqlIdentifier(table.idColumn))) ON DELETE CASCADE",
      itemLine,
    ]
    if let position = join.positionColumn {
      lines.append("\(sqlIdentifier(position)) \(type(.integer)) NOT NULL")
    }
    lines.append("PRIMARY KEY (\(owner), \(item))")
    if let position = join.positionColumn {
      lines.append("UNIQUE (\(owner), \(sqlIdentifier(position)))")
    }
    var statements = [create(join.name, lines)]
    if join.itemReference != nil {
      let byItem = StoreMapping.Index(
        name: join.name + "_by_item", columns: [join.itemColumn], isUnique: false)
      statements.append(index(byItem, on: join.name))
    }
    return statements
  }

  /// References to tables that are created later (PostgreSQL checks them on creation).
  private func deferredReferences(of table: TargetTable) -> [String] {
    table.columns.compactMap { column in
      guard column.isDeferred, case .reference(let parent) = column.role else { return nil }
      return
        "ALTER TABLE \(sqlIdentifier(table.name)) ADD FOREIGN KEY (\(sqlIdentifier(column.name)))"
        + " REFERENCES \(sqlTable(parent, dialect)) (\(id(of: parent))) ON DELETE RESTRICT"
    }
  }

  /// The type of a column in the dialect.
  public func type(_ kind: TargetColumn.Kind, scale: Int? = nil) -> String {
    switch (kind, dialect) {
    case (.integer, .sqlite), (.boolean, .sqlite), (.identifier, .sqlite): "INTEGER"
    case (.integer, .postgresql), (.identifier, .postgresql): "BIGINT"
    case (.boolean, .postgresql): "BOOLEAN"
    case (.real, .sqlite): "REAL"
    case (.real, .postgresql): scale.map { "NUMERIC(38, \($0))" } ?? "DOUBLE PRECISION"
    case (.date, .postgresql): "DATE"
    case (.instant, .postgresql): "TIMESTAMPTZ"
    case (.array, .postgresql): "TEXT[]"
    case (.text, _), (.localDateTime, _), (.date, .sqlite), (.instant, .sqlite),
      (.array, .sqlite), (.uuid, .sqlite):
      "TEXT"
    case (.uuid, .postgresql): "UUID"
    }
  }

  private func create(_ name: String, _ lines: [String]) -> String {
    "CREATE TABLE \(sqlIdentifier(name)) (\n  " + lines.joined(separator: ",\n  ") + "\n)"
      + (dialect == .sqlite ? " STRICT" : "")
  }

  private func index(_ index: StoreMapping.Index, on table: String) -> String {
    "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(sqlIdentifier(index.name))"
      + " ON \(sqlIdentifier(table)) (\(list(index.columns)))"
      + (index.condition.map { " WHERE " + $0 } ?? "")
  }

  private func list(_ columns: [String]) -> String {
    columns.map(sqlIdentifier).joined(separator: ", ")
  }
}
