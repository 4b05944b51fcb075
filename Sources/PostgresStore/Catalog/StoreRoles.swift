public import ImportPipeline
import SQLStore
public import Schemas

/// The three roles of least privilege: one that validates, one that executes, one that also takes
/// back.
///
/// - The validator reads records, runs and secrets as they are sealed, makes temporary tables, and adds
///   the receipts of its validations and what it read to the log of accesses.
/// - The executor also creates and updates records, replaces the items of their lists, and adds to
///   what the store keeps of runs. It cannot delete a record, nor change a run that is sealed.
/// - The undoer also deletes records, which undoing an import and the action `delete` need.
///
/// None of them may change a table's definition, and none owns anything.
public struct StoreRoles: Sendable {
  /// The role that validates.
  public var validator: String
  /// The role that executes.
  public var executor: String
  /// The role that undoes.
  public var undoer: String

  /// Roles whose names begin alike: `registrar_validator`.
  public init(prefix: String) {
    validator = prefix + "_validator"
    executor = prefix + "_executor"
    undoer = prefix + "_undoer"
  }

  /// The statements that make the roles and give each what it needs, and nothing else of the store.
  ///
  /// - Parameters:
  ///   - database: the database's name.
  ///   - schema: the name of the schema with the store's tables.
  public func statements(
    for package: DataPackage, database: String, schema: String
  ) -> [String] {
    let layout = StoreLayout(package)
    let records = layout.tables.map(\.name)
    let lists = layout.tables.flatMap(\.joinTables).map(\.name)
    let views = layout.tables.filter(\.isOwned).flatMap(\.rowViews).map(\.name)
    let own = ToolTable.all.map(\.name) + [EmissionTables.entries, EmissionTables.holds]
    let roles = [validator, executor, undoer]
    let all = roles.map(quoted).joined(separator: ", ")
    let writers = [executor, undoer].map(quoted).joined(separator: ", ")
    func names(_ tables: [String]) -> String {
      tables.map { table in
        quoted(StoreMapping.schemaName(of: table) ?? schema) + "."
          + quoted(StoreMapping.bareName(of: table))
      }.joined(separator: ", ")
    }
    let schemas = Set([schema] + (records + lists).compactMap(StoreMapping.schemaName)).sorted()
      .map(quoted).joined(separator: ", ")
    var statements = roles.map { role in
      """
      DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = \(sqlText(role))) THEN
          CREATE ROLE \(quoted(role)) NOLOGIN;
        END IF;
      END $$
      """
    }
    statements += EmissionTables.statements(.postgresql)
    statements += [
      "REVOKE ALL ON \(names(records + lists + views + own)) FROM \(all)",
      "REVOKE ALL ON SCHEMA \(schemas) FROM \(all)",
      "GRANT CONNECT, TEMPORARY ON DATABASE \(quoted(database)) TO \(all)",
      "GRANT USAGE ON SCHEMA \(schemas) TO \(all)",
      "GRANT SELECT ON \(names(records + lists + views + own)) TO \(all)",
      "GRANT INSERT ON \(names(["registrar_receipts", "registrar_access"])) TO \(all)",
      "GRANT INSERT, UPDATE ON \(names(records)) TO \(writers)",
    ]
    if !lists.isEmpty {
      statements.append("GRANT INSERT, UPDATE, DELETE ON \(names(lists)) TO \(writers)")
    }
    for (privileges, tables) in Self.ownPrivileges {
      statements.append("GRANT \(privileges) ON \(names(tables)) TO \(writers)")
    }
    statements.append("GRANT DELETE ON \(names(records)) TO \(quoted(undoer))")
    // A dump reads the state of sequences; a writer advances them.
    for (privileges, roles) in [("SELECT", all), ("USAGE, SELECT, UPDATE", writers)] {
      statements += layout.tables.map { table in
        """
        DO $$ DECLARE
          name text := pg_catalog.pg_get_serial_sequence(\(sqlText(names([table.name]))), \
        \(sqlText(table.idColumn)));
        BEGIN
          IF name IS NOT NULL THEN
            EXECUTE 'GRANT \(privileges) ON SEQUENCE ' || name || \(sqlText(" TO " + roles));
          END IF;
        END $$
        """
      }
    }
    return statements
  }

  /// What a role that writes may do to the tool's own tables; the triggers keep sealed runs as they
  /// are.
  private static let ownPrivileges: [(privileges: String, tables: [String])] = [
    ("INSERT, UPDATE, DELETE", ["registrar_lock", "registrar_id_map", "registrar_secrets"]),
    (
      "INSERT, UPDATE",
      [
        "registrar_runs", "registrar_schema", EmissionTables.entries, EmissionTables.holds,
      ]
    ),
    (
      "INSERT",
      [
        "registrar_run_files", "registrar_run_sources", "registrar_journal", "registrar_written",
        "registrar_past_edits", "registrar_settings", "registrar_packages",
      ]
    ),
    ("INSERT, DELETE", ["registrar_edits"]),
  ]
}

extension StoreServer {
  /// The statements that make roles and give them what they need of this store.
  public func grants(
    to roles: StoreRoles, for package: DataPackage
  ) throws(StoreError) -> [String] {
    try use(writes: false) { schema in
      let database = try schema.connection.value("SELECT current_database()")
      return roles.statements(for: package, database: database ?? "", schema: schema.name)
    }
  }

  /// Makes roles and gives them what they need of this store, all or nothing.
  public func grant(_ statements: [String]) throws(StoreError) {
    try use(writes: true) { schema in
      for statement in statements { try schema.connection.execute(statement) }
    }
  }
}
