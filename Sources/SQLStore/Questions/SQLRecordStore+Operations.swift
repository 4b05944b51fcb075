public import ImportPipeline
public import RecordMapping
public import Schemas

extension SQLRecordStore {
  /// Some of the staged creates, updates and deletes of a table, each with the record as it is stored.
  public func operations(
    of table: TableSchema, _ selection: StagedSelection
  ) throws(StoreError) -> [StagedOperation] {
    try withRun { run in
      try run.writeStages()
      guard run.isStaged(table.name) else { return [] }
      let columns = try run.columns(of: table)
      try run.prepareStage(of: columns)
      let select = columns.operations(selection.operations, package: run.package)
      var found: [StagedOperation] = []
      func take(_ row: any ResultRow) -> Bool {
        found.append(columns.operation(row))
        return true
      }
      switch selection.rows {
      case .after(let ordinal, let limit):
        let first = run.dialect.parameter(1, .integer)
        try run.forEachRow(
          "\(select) AND s._row > \(first) ORDER BY s._row LIMIT \(limit)",
          [.integer(Int64(ordinal))], isRepeated: true, take)
      case .these(let ordinals):
        guard !ordinals.isEmpty else { return [] }
        let rows = ordinals.map(String.init).joined(separator: ", ")
        try run.forEachRow(
          "\(select) AND s._row IN (\(rows)) ORDER BY s._row", [], isRepeated: false, take)
      }
      return found
    }
  }

  /// The run that wrote a stored record last.
  public func lastRun(ofRecord id: Int64, of table: TableSchema) throws(StoreError) -> String? {
    try withRun { run in
      let columns = try run.columns(of: table)
      guard let writer = columns.lastWriter(run.dialect.castID("?1", of: columns)) else {
        return nil
      }
      return try run.sql.value("SELECT \(writer)", [columns.id(ofNumber: id)]).text
    }
  }

  /// Whether another program changed records of a table since the tool wrote them.
  public func hasManualEdits(of table: TableSchema) throws(StoreError) -> Bool {
    try withRun { run in
      try ManualEdits(run.sql, layout: run.layout).exist(in: table)
    }
  }

  /// The fields of a stored record that another program changed since the tool wrote them.
  public func manualEdits(
    ofRecord id: Int64, of table: TableSchema
  ) throws(StoreError) -> [ManualEdit] {
    try withRun { run in
      let storedID = try run.columns(of: table).id(ofNumber: id)
      return try ManualEdits(run.sql, layout: run.layout)
        .ofRecord(storedID, of: table)
    }
  }

  /// How many stored records have each value of a field.
  public func recordCounts(
    of table: TableSchema, byFieldAt index: Int
  ) throws(StoreError) -> [String: Int] {
    try withRun { run in
      let columns = try run.columns(of: table)
      let field = columns.fields[index]
      let names = field.names.map { "v." + quoted($0) }.joined(separator: ", ")
      var counts: [String: Int] = [:]
      try run.forEachRow(
        "SELECT count(*), \(names) FROM \(columns.storedView) AS v GROUP BY \(names)", [],
        isRepeated: false
      ) { row in
        counts[row.value(of: field, at: 1).description, default: 0] += row.value(0).integer ?? 0
        return true
      }
      return counts
    }
  }

  /// The stored records of a table by key, all or those with a value of a field.
  public func storedRecords(
    of table: TableSchema, where scope: (field: Int, value: FieldValue)?,
    _ body: (StoredRecord) -> Bool
  ) throws(StoreError) {
    try withRun { run in
      let columns = try run.columns(of: table)
      var condition = ""
      var parameters: [SQLValue] = []
      if let scope {
        let field = columns.fields[scope.field]
        let mark = run.dialect.parameter(1, field.comparedType)
        condition = "WHERE v.\(quoted(field.comparedColumn)) = \(mark)"
        parameters = [SQLValue(compared: scope.value, field)]
      }
      try run.forEachRow(
        """
        SELECT v._id, \(columns.selection(alias: "v")) FROM \(columns.storedView) AS v \(condition)
        ORDER BY \(run.dialect.bytewise(columns.keyText(alias: "v"))), v._id
        """, parameters, isRepeated: false
      ) { row in body(columns.record(row, from: 0)) }
    }
  }
}

extension TableColumns {
  /// SQL of the run that wrote a record last, by the record's id; `nil` where the table does not say.
  fileprivate func lastWriter(_ value: String) -> String? {
    guard schema.store.provenance.contains("updated_run") else { return nil }
    return "(SELECT t.updated_run FROM \(target) AS t WHERE t.\(id) = \(value))"
  }

  /// The columns of an operation before those of the two records.
  private static let operationColumns = 7

  /// SQL of a record's external identifiers where the staged row changes or removes them; else
  /// NULL.
  private func storedSourceIDs(package: DataPackage) -> String {
    let joined = dialect.joined(
      "m.source_id",
      from: """
        \(dialect.qualified("registrar_id_map")) AS m
          WHERE m.package = \(sqlText(package.name)) AND m.table_name = \(sqlText(schema.name))
            AND m.record_key = \(keyText(alias: "v")) AND m.system = \(sqlText(package.sourceSystem))
        """, orderedBy: nil)
    return """
      CASE WHEN s._op = 'delete' OR s._op = 'update' AND s._source_id IS NOT NULL THEN \(joined) END
      """
  }

  /// A SELECT of staged operations, to which conditions can be added: what is staged, then what is stored.
  fileprivate func operations(_ kinds: Set<RecordOperation>, package: DataPackage) -> String {
    let names = kinds.map { sqlText($0.rawValue) }.sorted().joined(separator: ", ")
    return """
      SELECT s._row, s._op, s._changed, s._source_id, v._id,
        \(lastWriter("s._id") ?? dialect.null(.text)), \(storedSourceIDs(package: package)),
        \(selection(alias: "s")), \(selection(alias: "v"))
      FROM \(stage) AS s LEFT JOIN \(storedView) AS v ON v._id = s._id
      WHERE s._op IN (\(names))
      """
  }

  /// An operation from a row of that SELECT.
  fileprivate func operation(_ row: any ResultRow) -> StagedOperation {
    let id = row.value(4)
    return StagedOperation(
      ordinal: row.value(0).integer ?? 0,
      operation: row.value(1).text.flatMap(RecordOperation.init) ?? .update,
      values: row.values(of: self, from: Self.operationColumns),
      changedFields: (row.value(2).text ?? "").split(separator: ",").compactMap { Int($0) },
      sourceID: row.value(3).text,
      storedSourceIDs: row.value(6).text.map(keyParts) ?? [],
      stored: id.isNull
        ? nil
        : StoredRecord(
          id: number(ofID: id),
          values: row.values(of: self, from: Self.operationColumns + names.count)),
      storedRun: row.value(5).text)
  }
}
