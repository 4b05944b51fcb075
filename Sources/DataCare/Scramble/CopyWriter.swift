import ImportPipeline
import Schemas

/// Writes the rows of a masked copy into an empty store, in the transaction that is open.
final class CopyWriter {
  private let plan: CopyPlan
  private let connection: any SQLConnection
  private var journal: JournalWriter
  private var counts: [String: Int] = [:]
  /// SQL of the indexes and triggers that are made again at the end.
  private var suspended: [String] = []
  private var stretches: (table: String, list: [JournalWriter.Created]) = ("", [])
  private var ordinals = 0
  private var inserts: [String: String] = [:]

  /// A writer for a run whose record is written.
  init(_ plan: CopyPlan, to connection: any SQLConnection, run: RunRecord) throws(StoreError) {
    self.plan = plan
    self.connection = connection
    journal = try JournalWriter(connection, run: run)
    guard connection.dialect == .sqlite else { return }
    // References are checked once all records are there; indexes are made faster of all rows at once. A trigger
    // of a list would note nothing, but SQLite would keep each page that an INSERT changes for it.
    try connection.execute("PRAGMA defer_foreign_keys = ON")
    for table in plan.tables {
      let rows = try connection.rows(
        """
        SELECT type, name, sql FROM main.sqlite_master
        WHERE tbl_name = ?1 AND sql IS NOT NULL
          AND (type = 'index' OR type = 'trigger' AND name = ?2) ORDER BY type, name
        """, [.text(table.name), .text(table.name + "_added_by_hand")])
      for row in rows {
        let kind = row[0] == .text("index") ? "INDEX" : "TRIGGER"
        try connection.execute("DROP \(kind) \(quoted(row[1].text ?? ""))")
        suspended.append(row[2].text ?? "")
      }
    }
  }

  /// Refuses a store that has records or runs.
  ///
  /// - Returns: whether it is empty.
  static func isEmpty(
    _ plan: CopyPlan, _ connection: any SQLConnection
  ) throws(StoreError) -> Bool {
    for name in plan.tables.map(\.name) + ["registrar_runs", "registrar_secrets"] {
      let some = try connection.value(
        "SELECT count(*) FROM (SELECT 1 FROM \(sqlTable(name, connection.dialect)) LIMIT 1) AS t")
      if some.integer != 0 { return false }
    }
    return true
  }

  /// Removes the records of a store on a server, and what it keeps about them.
  static func empty(_ plan: CopyPlan, _ connection: any SQLConnection) throws(StoreError) {
    let own = ToolTable.all.map(\.name).filter { name in
      !["registrar_schema", "registrar_settings", "registrar_packages", "registrar_lock"]
        .contains(name)
    }
    let names = plan.tables.map { sqlTable($0.name, connection.dialect) } + own
    try connection.execute("TRUNCATE \(names.joined(separator: ", "))")
  }

  /// Writes a part.
  func write(_ part: MaskedRows.Part) throws(StoreError) {
    switch part {
    case .wordCount, .words, .endOfWords: break
    case .rows(let index, let rows): try insert(rows, into: plan.tables[index])
    case .references(let index, let column, let rows):
      let table = plan.tables[index]
      for row in rows {
        try connection.execute(
          """
          UPDATE \(sqlTable(table.name, connection.dialect)) SET \(sqlIdentifier(column)) = ?2
          WHERE \(sqlIdentifier(table.order[0])) = ?1
          """, row)
      }
    }
  }

  /// Completes what was written; returns how many records each table has, by machine name.
  func finish() throws(StoreError) -> [String: Int] {
    try flushJournal()
    if !suspended.isEmpty {
      // A second thread sorts one piece while the next one is read; pieces as large as a near cache are sorted fastest.
      for setting in ["threads = 1", "main.cache_size = -5000"] {
        _ = try connection.rows("PRAGMA " + setting)
      }
      for statement in suspended { try connection.execute(statement) }
    }
    guard connection.dialect == .postgresql else { return counts }
    for table in plan.tables where table.countsIDs {
      let name = sqlTable(table.name, .postgresql)
      _ = try connection.rows(
        """
        SELECT setval(pg_get_serial_sequence(\(sqlText(name)), \(sqlText(table.order[0]))),
          (SELECT coalesce(max(\(sqlIdentifier(table.order[0]))), 0) + 1 FROM \(name)), false)
        """)
    }
    return counts
  }

  private func insert(_ rows: [[SQLValue]], into table: CopyPlan.Table) throws(StoreError) {
    switch connection.dialect {
    case .sqlite: try connection.execute(statement(for: table, rows: 1), forEach: rows)
    case .postgresql:
      // A server is asked seldom, for as many values as it takes.
      let most = max(1, min(256, 30_000 / table.columns.count))
      for start in stride(from: 0, to: rows.count, by: most) {
        let part = rows[start..<min(start + most, rows.count)]
        try connection.execute(
          statement(for: table, rows: part.count), part.flatMap { values(of: $0, table) })
      }
    }
    guard table.hasRecords else { return }
    counts[table.schema, default: 0] += rows.count
    if table.countsIDs { try note(rows, of: table.schema) }
  }

  private func statement(for table: CopyPlan.Table, rows: Int) -> String {
    let label = "\(table.name) \(rows)"
    if let known = inserts[label] { return known }
    let count = table.columns.count
    let marks = (0..<rows).map { row in
      "("
        + table.columns.enumerated().map { place, column in
          mark("?\(row * count + place + 1)", for: column)
        }.joined(separator: ", ") + ")"
    }
    let names = table.columns.map { sqlIdentifier($0.name) }.joined(separator: ", ")
    let overriding =
      connection.dialect == .postgresql && table.countsIDs ? " OVERRIDING SYSTEM VALUE" : ""
    let sql =
      "INSERT INTO \(sqlTable(table.name, connection.dialect)) (\(names))\(overriding) VALUES "
      + marks.joined(separator: ", ")
    inserts[label] = sql
    return sql
  }

  /// A parameter as a column takes it: values that travel as one text become an array again.
  private func mark(_ parameter: String, for column: CopyPlan.Column) -> String {
    guard case .array(_, let areNumbers) = column.role, connection.dialect == .sqlite else {
      return parameter
    }
    return """
      CASE \(parameter) WHEN '' THEN '[]' ELSE registrar_array(\(parameter), \(areNumbers ? 1 : 0)) END
      """
  }

  /// The values of a row as the server takes them: an array as its literal, of whatever type the column is.
  private func values(of row: [SQLValue], _ table: CopyPlan.Table) -> [SQLValue] {
    guard connection.dialect == .postgresql, table.hasArrays else { return row }
    return zip(row, table.columns).map { value, column in
      guard case .array = column.role, let text = value.text else { return value }
      let items = CopyPlan.items(of: text).map { item in
        "\"" + item.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
      }
      return .text("{" + items.joined(separator: ",") + "}")
    }
  }

  /// Keeps which records the run made, in stretches of consecutive ids.
  private func note(_ rows: [[SQLValue]], of table: String) throws(StoreError) {
    if stretches.table != table {
      try flushJournal()
      stretches.table = table
    }
    for row in rows {
      guard let id = row[0].integer else { continue }
      ordinals += 1
      if let last = stretches.list.last, last.firstID + last.count == id {
        stretches.list[stretches.list.count - 1].count += 1
        continue
      }
      if stretches.list.count == 1_000 { try flushJournal() }
      stretches.list.append(
        JournalWriter.Created(firstOrdinal: ordinals, firstID: id, count: 1))
    }
  }

  private func flushJournal() throws(StoreError) {
    try journal.writeCreated(stretches.list, of: stretches.table)
    stretches.list = []
  }
}
