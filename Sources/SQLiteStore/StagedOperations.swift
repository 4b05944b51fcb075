import GRDB
public import ImportPipeline
public import RecordMapping
import SQLStore
public import Schemas

extension SQLiteStore {
  /// The staged creates, updates and deletes of a table, each with the record as it is stored.
  public func operations(
    of table: TableSchema, _ body: (StagedOperation) -> Bool
  ) throws(StoreError) {
    try access { run, database in
      try run.writeStages()
      guard run.stages[table.name] != nil else { return }
      let columns = try run.columns(of: table)
      let rows = try Row.fetchCursor(
        database, sql: columns.operationsSQL(package: run.package.name))
      while let row = try rows.next() {
        guard body(columns.operation(row)) else { return }
      }
    }
  }

  /// The run that wrote a stored record last.
  public func lastRun(ofRecord id: Int64, of table: TableSchema) throws(StoreError) -> String? {
    try access { run, database in
      let columns = try run.columns(of: table)
      return try String.fetchOne(
        database, sql: "SELECT \(columns.lastWriter("?1"))",
        arguments: [columns.databaseID(of: id)])
    }
  }

  /// Whether another program changed records of a table since the tool wrote them.
  public func hasManualEdits(of table: TableSchema) throws(StoreError) -> Bool {
    try access { run, database in
      try manualEdits(run, database).exist(in: table)
    }
  }

  /// The fields of a stored record that another program changed since the tool wrote them.
  public func manualEdits(
    ofRecord id: Int64, of table: TableSchema
  ) throws(StoreError) -> [ManualEdit] {
    try access { run, database in
      let columns = try run.columns(of: table)
      let storedID = columns.numbers.map { SQLValue($0.text(of: id)) } ?? .integer(id)
      return try manualEdits(run, database).ofRecord(storedID, of: table)
    }
  }

  private func manualEdits(_ run: OpenRun, _ database: Database) -> ManualEdits {
    ManualEdits(
      RunConnection(database, location: location), layout: StoreLayout(run.package))
  }

  /// How many stored records have each value of a field.
  public func recordCounts(
    of table: TableSchema, byFieldAt index: Int
  ) throws(StoreError) -> [String: Int] {
    try access { run, database in
      let columns = try run.columns(of: table)
      let field = columns.fields[index]
      let column = "v." + quoted(field.field.name)
      let local = field.isDateTime ? ", v." + quoted(field.field.name + "_local") : ""
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT count(*), \(column)\(local) FROM \(columns.storedView) AS v GROUP BY 2
          """)
      var counts: [String: Int] = [:]
      while let row = try rows.next() {
        counts[fieldValue(row, at: 1, field).description, default: 0] += row[0] as Int
      }
      return counts
    }
  }

  /// The stored records of a table by key, all or those with a value of a field.
  public func storedRecords(
    of table: TableSchema, where scope: (field: Int, value: FieldValue)?,
    _ body: (StoredRecord) -> Bool
  ) throws(StoreError) {
    try access { run, database in
      let columns = try run.columns(of: table)
      var condition = ""
      var arguments: BoundValues = []
      if let scope {
        let field = columns.fields[scope.field]
        condition = "WHERE v.\(quoted(field.comparedColumn)) = ?"
        arguments = [comparedValue(of: scope.value, field)]
      }
      let names = columns.names.map { "v." + quoted($0) }.joined(separator: ", ")
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT v._id, \(names) FROM \(columns.storedView) AS v \(condition)
          ORDER BY \(columns.keyText(alias: "v")), v._id
          """, arguments: StatementArguments(arguments))
      while let row = try rows.next() {
        guard body(columns.record(row)) else { return }
      }
    }
  }
}

extension TableColumns {
  /// SQL of the run that wrote a record last, by the record's id; NULL where the table does not say.
  fileprivate func lastWriter(_ value: String) -> String {
    guard schema.store.provenance.contains("updated_run") else { return "\(value) * NULL" }
    return "(SELECT t.updated_run FROM \(target) AS t WHERE t.\(id) = \(value))"
  }

  /// The columns of an operation before those of the two records.
  private static let operationColumns = 7

  /// SQL of a record's external identifiers where the staged row changes or removes them; else
  /// NULL.
  private func storedSourceIDs(package: String) -> String {
    """
    CASE WHEN s._op = 'delete' OR s._op = 'update' AND s._source_id IS NOT NULL THEN (
      SELECT group_concat(m.source_id, \(dialect.separator)) FROM (
        SELECT i.source_id FROM main.registrar_id_map AS i
        WHERE i.package = \(literal(package)) AND i.table_name = \(literal(schema.name))
          AND i.record_key = \(keyText(alias: "v")) AND i.system = \(literal(sourceSystem))
        ORDER BY i.source_id) AS m) END
    """
  }

  /// A SELECT of the staged operations, by row: what is staged, then what is stored.
  fileprivate func operationsSQL(package: String) -> String {
    let staged = names.map { "s." + quoted($0) }
    let stored = names.map { "v." + quoted($0) }
    return """
      SELECT s._row, s._op, s._changed, s._source_id, v._id,
        \(lastWriter("s._id")), \(storedSourceIDs(package: package)),
        \((staged + stored).joined(separator: ", "))
      FROM \(stage) AS s LEFT JOIN \(storedView) AS v ON v._id = s._id
      WHERE s._op IN ('create', 'update', 'delete') ORDER BY s._row
      """
  }

  private static func parts(_ text: String?) -> [String] {
    text?.split(separator: unitSeparator, omittingEmptySubsequences: false).map(String.init) ?? []
  }

  /// An operation from a row of that SELECT.
  fileprivate func operation(_ row: Row) -> StagedOperation {
    let changed = (row[2] as String?) ?? ""
    let id = row[4] as DatabaseValue
    return StagedOperation(
      ordinal: row[0], operation: RecordOperation(rawValue: row[1]) ?? .update,
      values: values(of: row, from: Self.operationColumns),
      changedFields: changed.split(separator: ",").compactMap { Int($0) },
      sourceID: row[3], storedSourceIDs: Self.parts(row[6]),
      stored: id.isNull
        ? nil
        : StoredRecord(
          id: number(ofID: id),
          values: values(of: row, from: Self.operationColumns + names.count)), storedRun: row[5])
  }
}
