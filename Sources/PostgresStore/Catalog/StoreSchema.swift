import ImportPipeline
import SQLStore
import Schemas
import TabularCore

/// The tables of a store: made, compared with a package, recorded.
struct StoreSchema {
  /// The version of the tool's own tables, kept in the comment of `registrar_schema`.
  static let format = ToolTable.format
  /// The first version whose folded columns hold `foldedValue` of their texts.
  static let foldingFormat = 3

  let name: String
  let connection: PostgresConnection

  /// The schema that the connection's tables are in; from here on the only one it looks into.
  ///
  /// - Throws: an error when there is none.
  init(_ connection: PostgresConnection) throws {
    guard let name = try connection.value("SELECT current_schema()") else {
      if let denial = try Self.denial(connection) { throw denial }
      throw PostgresError.connection("the search path names no schema that exists")
    }
    self.name = name
    self.connection = connection
    try connection.execute("SET search_path = \(quoted(name))")
  }

  /// The schema of the search path that exists but that the role may not use: without USAGE the
  /// server does not show it.
  private static func denial(_ connection: PostgresConnection) throws -> PostgresError? {
    let rows = try connection.query(
      """
      SELECT n.nspname, current_user FROM pg_catalog.pg_namespace AS n
      WHERE n.nspname = ANY (string_to_array(replace(replace(
          current_setting('search_path'), '"$user"', current_user), '"', ''), ', '))
        AND NOT has_schema_privilege(n.oid, 'USAGE') LIMIT 1
      """)
    guard rows.count > 0, let schema = rows.text(0, 0) else { return nil }
    var error = PostgresError(
      sqlState: "42501", message: "permission denied for schema \(schema)")
    error.denial = PostgresError.Denial(
      role: rows.text(0, 1) ?? "", privilege: "USAGE", object: schema)
    return error
  }

  /// Whether the tool's own tables are there.
  func isInitialised() throws -> Bool {
    try connection.value(
      "SELECT to_regclass($1) IS NOT NULL", [quoted(name) + ".registrar_schema"]) == "t"
  }

  /// The version of the tool's own tables that the store has.
  func foundFormat() throws -> Int {
    let comment = try connection.value(
      "SELECT obj_description(to_regclass($1), 'pg_class')", [quoted(name) + ".registrar_schema"])
    return Int(comment?.split(separator: " ").last ?? "") ?? 0
  }

  /// Makes all tables of a package and records it.
  func create(_ package: DataPackage, now: String) throws {
    let statements = DDLWriter(dialect: .postgresql).statements(for: StoreLayout(package))
    try connection.execute(statements.joined(separator: ";\n"))
    try StoreIdentity.make(in: ServerConnection(connection, location: ""))
    try record(package, now: now)
  }

  /// Records the version of the tool's own tables.
  func markFormat() throws {
    try connection.execute(
      "COMMENT ON TABLE \(quoted(name)).registrar_schema IS 'registrar store, format \(Self.format)'"
    )
  }

  /// Records that the store fits a package from now on; nothing when it is recorded already.
  func record(_ package: DataPackage, now: String) throws {
    try StoredPackage.keep(package, in: ServerConnection(connection, location: ""))
    let applied = try lastApplied()
    guard applied?.hash != package.hash else { return }
    if applied == nil { try markFormat() }
    try connection.change(
      """
      INSERT INTO \(quoted(name)).registrar_schema (package, version, hash, applied_at)
      VALUES ($1, $2, $3, $4::timestamptz)
      ON CONFLICT (package, version, hash) DO UPDATE SET applied_at = excluded.applied_at
      """, [package.name, package.version, package.hash, now])
  }

  /// What was recorded last.
  func lastApplied() throws -> (
    package: String, version: String, hash: String, appliedAt: String
  )? {
    let rows = try connection.query(
      """
      SELECT package, version, hash,
        to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
      FROM \(quoted(name)).registrar_schema AS s ORDER BY s.applied_at DESC, s.ctid DESC LIMIT 1
      """)
    guard rows.count > 0 else { return nil }
    return (
      rows.text(0, 0) ?? "", rows.text(0, 1) ?? "", rows.text(0, 2) ?? "", rows.text(0, 3) ?? ""
    )
  }

  /// Refuses a store that does not fit a package: of another package or version, or lacking columns.
  func check(_ package: DataPackage) throws {
    guard try isInitialised() else {
      throw Self.refusal(.empty(package: package.name))
    }
    guard let applied = try lastApplied() else {
      // Tables created by other means carry no version; they only have to fit.
      return try compare(package)
    }
    let found = try foundFormat()
    if found > Self.format {
      throw Self.refusal(.newer(found: found, expected: Self.format))
    }
    if applied.package != package.name {
      throw Self.refusal(.package(found: applied.package, expected: package.name))
    }
    if applied.version != package.version {
      throw Self.refusal(.version(found: applied.version, expected: package.version))
    }
    if found < Self.foldingFormat, StoreLayout(package).hasFoldedColumns {
      throw Self.refusal(.folding(found: found, expected: Self.format))
    }
    guard applied.hash != package.hash || found < Self.format else { return }
    try compare(package)
  }

  private func compare(_ package: DataPackage) throws {
    let comparison = SchemaComparison(
      package, with: try StoreCatalog(schema: name, connection))
    if let first = comparison.missing.first {
      throw Self.refusal(.missing(first: first))
    }
    if !comparison.different.isEmpty {
      throw Self.refusal(.hash(package: package.name))
    }
  }

  static func refusal(_ misfit: IssueContent.StoreMisfit) -> StoreError {
    StoreError(.storeSchemaVersion(misfit))
  }
}
