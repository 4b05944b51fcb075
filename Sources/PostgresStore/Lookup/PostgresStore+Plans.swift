public import ImportPipeline
public import RecordMapping
import SQLStore
public import Schemas

extension PostgresStore {
  /// The staged creates, updates and deletes of a table, each with the record as it is stored.
  public func operations(
    of table: TableSchema, _ body: (StagedOperation) -> Bool
  ) throws(StoreError) {
    try access { run in
      try run.writeStages()
      guard let stage = run.stages[table.name] else { return }
      try stage.prepareForQuestions()
      let columns = stage.columns
      try run.connection.forEachRow(columns.operationsSQL(package: run.package.name), []) { rows in
        body(columns.operation(rows))
      }
    }
  }

  /// The run that wrote a stored record last.
  public func lastRun(ofRecord id: Int64, of table: TableSchema) throws(StoreError) -> String? {
    try access { run in
      let columns = try run.columns(of: table)
      return try run.connection.value(
        "SELECT " + columns.lastWriter(columns.idText(of: id).map(literal) ?? "NULL"))
    }
  }

  /// Whether another program changed records of a table since the tool wrote them.
  public func hasManualEdits(of table: TableSchema) throws(StoreError) -> Bool {
    try access { run in try manualEdits(run).exist(in: table) }
  }

  /// The fields of a stored record that another program changed since the tool wrote them.
  public func manualEdits(
    ofRecord id: Int64, of table: TableSchema
  ) throws(StoreError) -> [ManualEdit] {
    try access { run in
      let columns = try run.columns(of: table)
      let storedID = columns.numbers.map { SQLValue($0.text(of: id)) } ?? .integer(id)
      return try manualEdits(run).ofRecord(storedID, of: table)
    }
  }

  private func manualEdits(_ run: OpenRun) -> ManualEdits {
    ManualEdits(
      ServerConnection(run.connection, location: location), layout: StoreLayout(run.package))
  }

  /// How many stored records have each value of a field.
  public func recordCounts(
    of table: TableSchema, byFieldAt index: Int
  ) throws(StoreError) -> [String: Int] {
    try access { run in
      let columns = try run.columns(of: table)
      let field = columns.fields[index]
      let names = field.names.map { "v." + quoted($0) }.joined(separator: ", ")
      let rows = try run.connection.query(
        """
        SELECT count(*), \(names) FROM \(columns.storedView) AS v
        GROUP BY \(names)
        """)
      var counts: [String: Int] = [:]
      for row in 0..<rows.count {
        let value = columns.value(of: field, in: rows, row: row, at: 1)
        counts[value.description, default: 0] += rows.integer(row, 0) ?? 0
      }
      return counts
    }
  }

  /// The stored records of a table by key, all or those with a value of a field.
  public func storedRecords(
    of table: TableSchema, where scope: (field: Int, value: FieldValue)?,
    _ body: (StoredRecord) -> Bool
  ) throws(StoreError) {
    try access { run in
      let columns = try run.columns(of: table)
      var condition = ""
      var parameters: [String?] = []
      if let scope {
        let field = columns.fields[scope.field]
        let column = "v." + quoted(field.comparedColumn)
        condition = "WHERE \(column) = $1::\(field.comparedType.name)"
        parameters = [comparedText(of: scope.value, field)]
      }
      let names = columns.names.map { "v." + quoted($0) }.joined(separator: ", ")
      try run.connection.forEachRow(
        """
        SELECT v._id, \(names) FROM \(columns.storedView) AS v \(condition)
        ORDER BY \(columns.keyText(alias: "v")) COLLATE "C", v._id
        """, parameters
      ) { rows in body(columns.record(rows, row: 0, from: 0)) }
    }
  }
}

extension TableColumns {
  /// SQL of the run that wrote a record last, by the record's id; NULL where the table does not say.
  fileprivate func lastWriter(_ value: String) -> String {
    guard schema.store.provenance.contains("updated_run") else { return "NULL::text" }
    return "(SELECT t.updated_run FROM \(target) AS t WHERE t.\(id) = \(value))"
  }

  /// The columns of an operation before those of the two records.
  private static let operationColumns = 7

  /// SQL of a record's external identifiers where the staged row changes or removes them; else
  /// NULL.
  private func storedSourceIDs(package: String) -> String {
    """
    CASE WHEN s._op = 'delete' OR s._op = 'update' AND s._source_id IS NOT NULL THEN (
      SELECT string_agg(i.source_id, \(PostgresDialect.separator) ORDER BY i.source_id COLLATE "C")
      FROM \(dialect.qualified("registrar_id_map")) AS i
      WHERE i.package = \(literal(package)) AND i.table_name = \(literal(schema.name))
        AND i.record_key = \(keyText(alias: "v")) AND i.system = \(literal(sourceSystem))) END
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

  /// An operation from the one row of a result of that SELECT.
  fileprivate func operation(_ rows: PostgresRows) -> StagedOperation {
    let isStored = rows.text(0, 4) != nil
    return StagedOperation(
      ordinal: rows.integer(0, 0) ?? 0,
      operation: RecordOperation(rawValue: rows.text(0, 1) ?? "") ?? .update,
      values: values(of: rows, row: 0, from: Self.operationColumns),
      changedFields: (rows.text(0, 2) ?? "").split(separator: ",").compactMap { Int($0) },
      sourceID: rows.text(0, 3),
      storedSourceIDs: rows.text(0, 6).map {
        $0.split(separator: unitSeparator, omittingEmptySubsequences: false).map(String.init)
      } ?? [],
      stored: isStored
        ? StoredRecord(
          id: number(ofID: rows.text(0, 4)),
          values: values(of: rows, row: 0, from: Self.operationColumns + names.count)) : nil,
      storedRun: rows.text(0, 5))
  }
}
