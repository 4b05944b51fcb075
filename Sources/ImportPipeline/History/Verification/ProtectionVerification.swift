import Schemas
import TabularCore

/// Verifies what protects a store's tables: the triggers that record edits by hand and keep the
/// journal append-only, and the keys.
struct ProtectionVerification {
  let connection: any SQLConnection
  let layout: StoreLayout
  let package: DataPackage

  /// A trigger or function, by the statement that creates it.
  private struct Trigger {
    var name: String
    var table: String
    /// The statement from the trigger's name on.
    var definition: String
  }

  /// Reports what is missing or differs from how it was created.
  func perform(_ issues: inout IssueCollector) throws(StoreError) {
    let triggers = expectedTriggers()
    switch connection.dialect {
    case .sqlite: try checkFile(triggers, &issues)
    case .postgresql: try checkServer(triggers, &issues)
    }
    for table in layout.tables where table.isOwned { try checkKeys(of: table, &issues) }
  }

  private func expectedTriggers() -> [Trigger] {
    let writer = DDLWriter(dialect: connection.dialect)
    return writer.statements(for: layout).compactMap { statement in
      let starts = ["CREATE TRIGGER IF NOT EXISTS ", "CREATE OR REPLACE TRIGGER "]
      guard let start = starts.first(where: statement.hasPrefix) else { return nil }
      let definition = String(statement.dropFirst(start.count))
      guard let on = definition.firstRange(of: " ON ") else { return nil }
      return Trigger(
        name: Self.firstName(definition), table: Self.firstName(definition[on.upperBound...]),
        definition: definition)
    }
  }

  /// The name that a text begins with, without its quotes.
  private static func firstName(_ text: some StringProtocol) -> String {
    guard text.first == "\"" else { return String(text.prefix { $0 != " " }) }
    return String(text.dropFirst().prefix { $0 != "\"" })
  }

  // MARK: SQLite

  private func checkFile(
    _ triggers: [Trigger], _ issues: inout IssueCollector
  ) throws(StoreError) {
    var found: [String: String] = [:]
    for row in try connection.rows(
      "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'")
    { found[row[0].text ?? ""] = row[1].text ?? "" }
    for trigger in triggers {
      guard let sql = found[trigger.name] else {
        report(.missing, trigger, &issues)
        continue
      }
      if !sql.hasSuffix(trigger.definition) { report(.changed, trigger, &issues) }
    }
  }

  // MARK: PostgreSQL

  private func checkServer(
    _ triggers: [Trigger], _ issues: inout IssueCollector
  ) throws(StoreError) {
    var found: [String: Bool] = [:]
    for row in try connection.rows(
      """
      SELECT g.tgname, CASE WHEN g.tgenabled IN ('O', 'A') THEN 1 ELSE 0 END, c.relname
      FROM pg_catalog.pg_trigger AS g JOIN pg_catalog.pg_class AS c ON c.oid = g.tgrelid
      WHERE NOT g.tgisinternal AND c.relnamespace = to_regnamespace(quote_ident(current_schema()))
      """)
    { found[(row[2].text ?? "") + "." + (row[0].text ?? "")] = row[1].integer == 1 }
    for trigger in triggers {
      switch found[trigger.table + "." + trigger.name] {
      case nil: report(.missing, trigger, &issues)
      case false: report(.off, trigger, &issues)
      default: break
      }
    }
    try checkFunctions(&issues)
  }

  /// The bodies of the functions that the triggers call.
  private func checkFunctions(_ issues: inout IssueCollector) throws(StoreError) {
    let writer = DDLWriter(dialect: .postgresql)
    let start = "CREATE OR REPLACE FUNCTION "
    for statement in writer.statements(for: layout) where statement.hasPrefix(start) {
      let name = String(statement.dropFirst(start.count).prefix { $0 != "(" })
      let parts = statement.split(separator: "$$", omittingEmptySubsequences: false)
      guard parts.count > 2 else { continue }
      let body = try connection.value(
        """
        SELECT p.prosrc FROM pg_catalog.pg_proc AS p
        WHERE p.proname = ?1
          AND p.pronamespace = to_regnamespace(quote_ident(current_schema()))
        """, [.text(name)])
      guard body.text != String(parts[1]) else { continue }
      report(
        body.isNull ? .missing : .changed, Trigger(name: name, table: "", definition: ""), &issues)
    }
  }

  // MARK: Keys

  /// The keys of a table that the store no longer enforces.
  private func checkKeys(
    of table: TargetTable, _ issues: inout IssueCollector
  ) throws(StoreError) {
    let enforced = try uniqueColumns(of: table)
    for columns in [table.keyColumns] + table.uniqueColumns
    where !columns.isEmpty && columns != [table.idColumn] && !enforced.contains(Set(columns)) {
      let fields = columns.map { name in
        table.columns.first { $0.name == name }?.field ?? name
      }
      issues.add(
        Issue(
          .storeProtectionMissing(
            .key(table: table.schema, field: fields.joined(separator: "/"))),
          at: IssueLocation(.store, table: table.schema, field: fields.first)))
    }
  }

  private func uniqueColumns(of table: TargetTable) throws(StoreError) -> Set<Set<String>> {
    let rows: [[SQLValue]]
    switch connection.dialect {
    case .sqlite:
      rows = try connection.rows(
        """
        SELECT i.name, c.name FROM pragma_index_list(?1) AS i, pragma_index_info(i.name) AS c
        WHERE i."unique" = 1 AND i.partial = 0
        """, [.text(table.name)])
    case .postgresql:
      rows = try connection.rows(
        """
        SELECT i.indexrelid::text, a.attname FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_attribute AS a
          ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
        WHERE i.indrelid = to_regclass(quote_ident(?1)) AND i.indisunique AND i.indisvalid
          AND i.indpred IS NULL
        """, [.text(table.name)])
    }
    var indexes: [String: Set<String>] = [:]
    for row in rows { indexes[row[0].text ?? "", default: []].insert(row[1].text ?? "") }
    return Set(indexes.values)
  }

  private func report(
    _ fault: IssueContent.TriggerFault, _ trigger: Trigger, _ issues: inout IssueCollector
  ) {
    let table = layout.tables.first {
      $0.name == trigger.table || $0.joinTables.contains { $0.name == trigger.table }
    }
    issues.add(
      Issue(
        .storeProtectionMissing(
          .trigger(fault, trigger: trigger.name, table: table?.schema ?? trigger.table)),
        at: IssueLocation(.store, table: table?.schema ?? trigger.table)))
  }
}
