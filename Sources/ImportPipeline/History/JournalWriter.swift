public import Schemas

/// Writes what a merge changes into the journal.
///
/// Updates and deletes keep what they replace, one entry per record, written before the merge changes
/// anything. Records that were created from consecutive rows share one entry: a range of ids and the
/// first row. Staged rows have `_row` (the ordinal), `_op`, `_id`, `_changed` and the fields.
public struct JournalWriter {
  /// A table with staged rows.
  public struct Table {
    /// The package's table.
    public var schema: TableSchema
    /// The store's table.
    public var target: TargetTable
    /// The staging table, as statements name it.
    public var stage: String
    /// The view of the stored records with `_id` and the fields, as statements name it.
    public var storedView: String

    /// A table by its names in statements.
    public init(schema: TableSchema, target: TargetTable, stage: String, storedView: String) {
      self.schema = schema
      self.target = target
      self.stage = stage
      self.storedView = storedView
    }
  }

  private let connection: any SQLConnection
  private let run: RunRecord
  private var lastSequence: Int

  /// A writer for a run whose record is written.
  public init(_ connection: any SQLConnection, run: RunRecord) throws(StoreError) {
    self.connection = connection
    self.run = run
    lastSequence =
      try connection.value(
        "SELECT coalesce(max(seq), 0) FROM registrar_journal WHERE run_id = ?1", [.text(run.id)]
      ).integer ?? 0
  }

  /// The id after which a table's new records are numbered.
  ///
  /// Ids are never reused, so a journal entry identifies one record even after it is deleted.
  public static func lastID(
    of table: TargetTable, in connection: any SQLConnection
  ) throws(StoreError) -> Int {
    // Text ids are given, not counted.
    guard table.idType == .integer else { return 0 }
    let stored = try connection.value(
      "SELECT coalesce(max(\(sqlIdentifier(table.idColumn))), 0) FROM \(sqlTable(table.name, connection.dialect))"
    )
    let journalled = try connection.value(
      """
      SELECT coalesce(max(last_id), 0) FROM registrar_journal
      WHERE table_name = ?1 AND operation = 'create'
      """, [.text(table.schema)])
    return max(
      stored.integer ?? 0, journalled.integer ?? 0, try counted(table, in: connection))
  }

  /// The last id that SQLite counted itself: a table with AUTOINCREMENT never reuses one.
  private static func counted(
    _ table: TargetTable, in connection: any SQLConnection
  ) throws(StoreError) -> Int {
    guard connection.dialect == .sqlite, !table.isOwned,
      try connection.value(
        "SELECT count(*) FROM main.sqlite_master WHERE name = 'sqlite_sequence'"
      ).integer != 0
    else { return 0 }
    return try connection.value(
      "SELECT seq FROM main.sqlite_sequence WHERE name = ?1", [.text(table.name)]
    ).integer ?? 0
  }

  // MARK: Updates and deletes

  /// Writes what the staged updates and deletes will replace; call it before the merge.
  public mutating func writeChanges(of tables: [Table]) throws(StoreError) {
    for table in tables {
      let count =
        try connection.value(
          "SELECT count(*) FROM \(table.stage) WHERE _op IN ('update', 'delete')"
        ).integer ?? 0
      guard count > 0 else { continue }
      let rows = try makeRowTable(of: table)
      let id = sqlIdentifier(table.target.idColumn)
      let image = RecordImage(
        dialect: connection.dialect, schema: table.schema, table: table.target)
      let parts = table.schema.naturalKey
        .map { "coalesce(CAST(v.\(quoted($0)) AS TEXT), '')" }
      let key = parts.isEmpty ? "''" : "(\(parts.joined(separator: " || \(separator) || ")))"
      try connection.execute(
        """
        INSERT INTO registrar_journal
          (run_id, seq, table_name, record_key, operation, source_file, source_sheet, source_row,
           before_json, state, first_id, last_id)
        SELECT ?1, ?3 + row_number() OVER (ORDER BY s._row), ?2, \(key), s._op,
          f.source_file, f.source_sheet, f.first_row + s._row - f.first_ordinal,
          CASE s._op WHEN 'delete' THEN \(image.whole(alias: "t", key: key))
            ELSE \(image.changed(alias: "t", stage: "s", key: key)) END,
          'applied', \(table.target.number(of: "s._id", connection.dialect)),
          \(table.target.number(of: "s._id", connection.dialect))
        FROM \(table.stage) AS s
        JOIN \(sqlTable(table.target.name, connection.dialect)) AS t ON t.\(id) = s._id
        JOIN \(table.storedView) AS v ON v._id = s._id
        LEFT JOIN \(rows) AS f ON f.first_ordinal = (
          SELECT max(g.first_ordinal) FROM \(rows) AS g WHERE g.first_ordinal <= s._row)
        WHERE s._op IN ('update', 'delete')
        """,
        [.text(run.id), .text(table.schema.name), SQLValue(lastSequence)])
      lastSequence += count
      try connection.execute("DROP TABLE \(rows)")
      try EditHistory(connection, run: run.id).keepReplaced(in: table.target)
    }
  }

  /// A temporary table of where each ordinal was read.
  private func makeRowTable(of table: Table) throws(StoreError) -> String {
    let name = "registrar_source_rows"
    try connection.execute(
      """
      CREATE TEMPORARY TABLE \(name) (first_ordinal BIGINT PRIMARY KEY, first_row BIGINT,
        source_file TEXT, source_sheet TEXT)
      """)
    // Pruned records have no source row.
    try insert(
      into: name, columns: 4, [[SQLValue(StagedRecord.firstPrunedOrdinal), .null, .null, .null]])
    for source in run.sources where source.table == table.schema.name {
      try insert(
        into: name, columns: 4,
        source.rows.map { rows in
          [
            SQLValue(rows.firstOrdinal), SQLValue(rows.firstRow), .text(source.file),
            .text(source.sheet),
          ]
        })
    }
    return name
  }

  // MARK: Creates

  /// Writes which records were created from which rows; call it once the staged rows have their
  /// ids.
  public mutating func writeCreates(of tables: [Table]) throws(StoreError) {
    for table in tables {
      let stretches = try createdStretches(of: table)
      try writeCreated(stretches, of: table.schema.name)
    }
  }

  /// Consecutive rows that create records with consecutive ids.
  public struct Created: Sendable, Hashable {
    /// The first row's ordinal.
    public var firstOrdinal: Int
    /// The first record's id.
    public var firstID: Int
    /// How many.
    public var count: Int

    /// A range of new records.
    public init(firstOrdinal: Int, firstID: Int, count: Int) {
      self.firstOrdinal = firstOrdinal
      self.firstID = firstID
      self.count = count
    }
  }

  /// Writes which records were created from which rows, for a table that was loaded without
  /// staging.
  ///
  /// - Parameter stretches: the new records, ascending by ordinal.
  public mutating func writeCreated(
    _ stretches: [Created], of table: String
  ) throws(StoreError) {
    let sources = run.sources.filter { $0.table == table }
    let rows = sources.indices.flatMap { index in
      sources[index].rows.map { (source: index, rows: $0) }
    }.sorted { $0.rows.firstOrdinal < $1.rows.firstOrdinal }
    var entries: [[SQLValue]] = []
    var next = 0
    for stretch in stretches {
      var ordinal = stretch.firstOrdinal
      let end = stretch.firstOrdinal + stretch.count
      while ordinal < end {
        while next < rows.count,
          rows[next].rows.firstOrdinal + rows[next].rows.count <= ordinal
        { next += 1 }
        var last = end
        var place: (file: SQLValue, sheet: SQLValue, row: SQLValue) = (.null, .null, .null)
        if next < rows.count {
          let part = rows[next].rows
          if part.firstOrdinal <= ordinal {
            last = min(end, part.firstOrdinal + part.count)
            place = (
              .text(sources[rows[next].source].file), .text(sources[rows[next].source].sheet),
              SQLValue(part.firstRow + ordinal - part.firstOrdinal)
            )
          } else {
            last = min(end, part.firstOrdinal)
          }
        }
        lastSequence += 1
        let id = stretch.firstID + ordinal - stretch.firstOrdinal
        entries.append([
          .text(run.id), SQLValue(lastSequence), .text(table), .text(""), .text("create"),
          place.file, place.sheet, place.row, .null, .text("applied"), SQLValue(id),
          SQLValue(id + last - ordinal - 1),
        ])
        ordinal = last
      }
    }
    try insert(into: "registrar_journal (\(Self.columns))", columns: 12, entries)
  }

  private static let columns = """
    run_id, seq, table_name, record_key, operation, source_file, source_sheet, source_row, \
    before_json, state, first_id, last_id
    """

  private func createdStretches(of table: Table) throws(StoreError) -> [Created] {
    let number = table.target.number(of: "_id", connection.dialect)
    let summary = try connection.rows(
      """
      SELECT count(*), min(_row), max(_row), min(\(number)), max(\(number)) FROM \(table.stage)
      WHERE _op = 'create'
      """)
    let numbers = summary.first?.map { $0.integer ?? 0 } ?? []
    guard numbers.count == 5, numbers[0] > 0 else { return [] }
    if numbers[2] - numbers[1] + 1 == numbers[0], numbers[4] - numbers[3] + 1 == numbers[0] {
      return [Created(firstOrdinal: numbers[1], firstID: numbers[3], count: numbers[0])]
    }
    return try connection.rows(
      """
      SELECT min(_row), min(_id), count(*) FROM (
        SELECT _row, \(number) AS _id, _row - row_number() OVER (ORDER BY _row) AS island
        FROM \(table.stage) WHERE _op = 'create') AS c
      GROUP BY island, _id - _row ORDER BY 1
      """
    ).map { row in
      Created(
        firstOrdinal: row[0].integer ?? 0, firstID: row[1].integer ?? 0,
        count: row[2].integer ?? 0)
    }
  }

  // MARK: SQL

  private var separator: String { connection.dialect == .sqlite ? "char(31)" : "chr(31)" }

  /// Inserts rows, many with one statement.
  private func insert(
    into table: String, columns: Int, _ rows: [[SQLValue]]
  ) throws(StoreError) {
    // SQLite keeps the statement; a server is asked less often.
    let most = connection.dialect == .sqlite ? 1 : 16
    for start in stride(from: 0, to: rows.count, by: most) {
      let part = rows[start..<min(start + most, rows.count)]
      let marks = part.indices.map { index in
        let first = (index - start) * columns
        return "(" + (1...columns).map { "?\(first + $0)" }.joined(separator: ", ") + ")"
      }
      try connection.execute(
        "INSERT INTO \(table) VALUES \(marks.joined(separator: ", "))", part.flatMap(\.self))
    }
  }
}
