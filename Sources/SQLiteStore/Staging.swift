import GRDB
import ImportPipeline
import RecordMapping
import SQLStore
import Schemas

/// The staging table of one table, with its prepared inserts.
final class StageWriter {
  let columns: TableColumns
  /// The list fields, whose items stand in tables of their own.
  let lists: [TableColumns.FieldColumns]
  private let insert: Statement
  private let insertItems: [Statement]
  /// The column values of a row, kept to save the allocation.
  private var values: BoundValues = []
  /// Why a row could not be written; nothing is written after it.
  private var failure: (any Error)?
  /// Whether rows are set aside.
  private var isDivided = false

  /// The columns before the fields'.
  static let leadingColumns = ["_row", "_op", "_id", "_source_id", "_changed"]

  init(_ columns: TableColumns, in database: Database) throws {
    self.columns = columns
    self.lists = columns.fields.filter(\.isList)
    let stage = columns.stage
    try database.execute(
      sql: """
        \(columns.stageSQL(stage));
        CREATE INDEX temp.\(quoted("stage_" + columns.schema.name + "_id"))
          ON \(quoted("stage_" + columns.schema.name)) (_id);
        """)
    let count = Self.leadingColumns.count + columns.names.count
    insert = try database.makeStatement(
      sql: """
        INSERT INTO \(stage) VALUES (\(Array(repeating: "?", count: count)
          .joined(separator: ", ")))
        """)
    insertItems = try lists.map { list in
      try database.execute(sql: columns.listStageSQL(columns.listStage(list)))
      return try database.makeStatement(
        sql: "INSERT INTO \(columns.listStage(list)) VALUES (?, ?, ?)")
    }
    values.reserveCapacity(count)
  }

  /// Puts a row into the staging table.
  func write(_ record: StagedRecord) throws {
    if let failure { throw failure }
    do {
      try insertRow(of: record)
    } catch {
      failure = error
      throw error
    }
  }

  /// Keeps rows with the given ordinals in the staging table, and sets all others aside.
  ///
  /// Every statement of a merge reads the whole staging table. With only the rows of one part in
  /// it, a part costs as much as its own rows, not as those of the whole run.
  func choose(_ ordinals: Range<Int>, in database: Database) throws {
    if !isDivided {
      try database.execute(sql: columns.stageSQL(columns.aside))
      for list in lists { try database.execute(sql: columns.listStageSQL(columns.listAside(list))) }
      isDivided = true
    }
    let pairs =
      [(columns.stage, columns.aside)]
      + lists.map { (columns.listStage($0), columns.listAside($0)) }
    for (stage, aside) in pairs {
      // Rows come back with the ids that the merge gave them.
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO \(aside) SELECT * FROM \(stage);
          DELETE FROM \(stage);
          """)
      guard !ordinals.isEmpty else { continue }
      try database.execute(
        sql: "INSERT INTO \(stage) SELECT * FROM \(aside) WHERE _row >= ? AND _row < ?",
        arguments: [ordinals.lowerBound, ordinals.upperBound])
    }
  }

  /// Removes rows by their ordinals.
  func delete(_ ordinals: [Int], in database: Database) throws {
    for stage in [columns.stage] + lists.map(columns.listStage) {
      let statement = try database.cachedStatement(sql: "DELETE FROM \(stage) WHERE _row = ?")
      for ordinal in ordinals { try statement.execute(arguments: [ordinal]) }
    }
  }

  private func insertRow(of record: StagedRecord) throws {
    values.removeAll(keepingCapacity: true)
    let ordinal = record.ordinal
    values.append(ordinal)
    values.append(record.operation.rawValue)
    values.append(DatabaseValue(columns.id(ofNumber: record.storedID)))
    values.append(record.sourceID)
    values.append(
      record.changedFields.isEmpty
        ? nil : "," + record.changedFields.map { "\($0)," }.joined())
    for field in columns.fields {
      let value = field.index < record.values.count ? record.values[field.index] : .null
      appendColumns(of: value, field, to: &values)
    }
    insert.setUncheckedArguments(StatementArguments(values))
    try insert.execute()
    for (list, statement) in zip(lists, insertItems) where list.index < record.values.count {
      guard case .list(let items) = record.values[list.index] else { continue }
      for (position, item) in items.enumerated() {
        statement.setUncheckedArguments(
          [ordinal, position + 1, DatabaseValue(SQLValue(item))])
        try statement.execute()
      }
    }
  }
}

extension OpenRun {
  /// The staging table of a table, created on first use.
  func stageWriter(of table: TableSchema, in database: Database) throws -> StageWriter {
    if let writer = stages[table.name] { return writer }
    let writer = try StageWriter(columns(of: table), in: database)
    stages[table.name] = writer
    return writer
  }

  /// Brings staging tables to the state of the staged rows, before SQL reads them; all of them for `nil`.
  func writeStages(of names: Set<String>?) throws {
    for name in staged.names where names?.contains(name) ?? true {
      guard let rows = staged[name], !rows.isLoaded, rows.hasChanges || stages[name] == nil
      else { continue }
      let writer = try stageWriter(of: rows.schema, in: database)
      try discardResults(of: name)
      try rows.writeChanges(
        delete: { try writer.delete($0, in: database) }, insert: { try writer.write($0) })
    }
  }
}

extension OpenRun: SQLStoreRun {
  /// Whether a table has a staging table.
  func isStaged(_ name: String) -> Bool { stages[name] != nil }
}

extension TableColumns {
  /// The statement that makes a table of staged rows.
  fileprivate func stageSQL(_ table: String) -> String {
    """
    CREATE TABLE \(table) (_row INTEGER PRIMARY KEY, _op TEXT NOT NULL,
      _id \(dialect.idType(of: self)),
      _source_id TEXT, _changed TEXT\(names.map { ", " + quoted($0) }.joined()))
    """
  }

  /// The statement that makes a table of the items of a staged list.
  fileprivate func listStageSQL(_ table: String) -> String {
    """
    CREATE TABLE \(table)
      (_row INTEGER NOT NULL, position INTEGER NOT NULL, item, PRIMARY KEY (_row, position))
      WITHOUT ROWID
    """
  }

  /// The values of all fields from a row that has the logical columns in order.
  ///
  /// - Parameter offset: the position of the first one in the row.
  func values(of row: Row, from offset: Int) -> [FieldValue] {
    fields.map { fieldValue(row, at: offset + $0.position, $0) }
  }
}
