public import ImportPipeline
public import RecordMapping
public import Schemas

extension PostgresStore {
  /// Puts rows into the staging table, which is made the first time.
  public func stage(_ records: [StagedRecord], of table: TableSchema) throws(StoreError) {
    try access { run in
      let stage = try run.stagedTable(of: table)
      try run.forgetResults(of: table.name)
      guard !records.isEmpty else { return }
      try stage.write(records)
      Failpoint.staged.pass()
    }
  }

  /// Takes staged rows back by their ordinals.
  public func unstage(_ ordinals: [Int], of table: TableSchema) throws(StoreError) {
    try access { run in
      let stage = try run.stagedTable(of: table)
      try run.forgetResults(of: table.name)
      guard !ordinals.isEmpty else { return }
      try stage.prepareForQuestions()
      let rows = arrayLiteral(ordinals.map { String($0) })
      for name in [stage.columns.stage] + stage.lists.map(stage.columns.listStage) {
        try run.connection.change(
          "DELETE FROM \(name) WHERE _row = ANY ($1::bigint[])", [rows])
      }
    }
  }

  /// Takes back the staged rows from an ordinal on.
  public func unstage(from ordinal: Int, of table: TableSchema) throws(StoreError) {
    try access { run in
      let stage = try run.stagedTable(of: table)
      try run.forgetResults(of: table.name)
      for name in [stage.columns.stage] + stage.lists.map(stage.columns.listStage) {
        try run.connection.change(
          "DELETE FROM \(name) WHERE _row >= $1::bigint", [String(ordinal)])
      }
    }
  }

  /// The staged values of rows by their ordinals.
  public func stagedValues(
    _ ordinals: [Int], of table: TableSchema
  ) throws(StoreError) -> [[FieldValue]?] {
    try access { run in
      guard let stage = run.stages[table.name], !ordinals.isEmpty else {
        return ordinals.map { _ in nil }
      }
      try stage.prepareForQuestions()
      let names = stage.columns.names.map { "s." + quoted($0) }.joined(separator: ", ")
      let rows = try run.connection.preparedQuery(
        """
        SELECT s._row, \(names) FROM \(stage.columns.stage) AS s WHERE s._row = ANY ($1::bigint[])
        """, [arrayLiteral(ordinals.map { String($0) })])
      var values: [Int: [FieldValue]] = [:]
      for row in 0..<rows.count {
        guard let ordinal = rows.integer(row, 0) else { continue }
        values[ordinal] = stage.columns.values(of: rows, row: row, from: 1)
      }
      return ordinals.map { values[$0] }
    }
  }
}

extension OpenRun {
  /// The staging table of a table, made the first time.
  func stagedTable(of table: TableSchema) throws -> StagedTable {
    if let stage = stages[table.name] { return stage }
    let columns = try columns(of: table)
    let stage = try StagedTable(
      columns, nextID: writes ? try nextID(of: columns) : nil, connection)
    stages[table.name] = stage
    return stage
  }

  /// SQL that gives a table's next surrogate id.
  private func nextID(of table: TableColumns) throws -> String {
    let id = table.schema.store.idColumn
    let sequence = try connection.value(
      "SELECT pg_get_serial_sequence($1, $2)", [table.target, id])
    if let sequence { return "nextval(\(literal(sequence)))" }
    if let value = catalog.column(id, of: table.schema.store.table)?.defaultSQL {
      return "(\(value))"
    }
    if table.numbers != nil { return "gen_random_uuid()" }
    // Nothing in the store counts them: the next number after the highest one.
    return """
      greatest((SELECT max(\(table.id)) FROM \(table.target)), \
      (SELECT max(_id) FROM \(table.stage)), 0) + generate_series
      """
  }

  /// A condition that the run does not touch a stored record.
  func untouched(_ table: TableColumns, id: String) throws -> String {
    guard let stage = stages[table.schema.name] else { return "true" }
    try stage.prepareForQuestions()
    return """
      NOT EXISTS (SELECT 1 FROM \(table.stage) AS touched WHERE touched._id = \(id))
      """
  }
}
