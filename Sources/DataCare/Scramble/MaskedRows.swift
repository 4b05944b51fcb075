import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// Reads the rows of a store and masks their texts; used by one thread alone.
final class MaskedRows {
  private let plan: CopyPlan
  private let masks: RowMasks
  private let connection: any SQLConnection

  /// What is handed on.
  enum Part: Sendable {
    /// About how many words there are that no pseudonym may have; the first part.
    case wordCount(Int)
    /// Values with such words, by their place among the personal columns.
    case words(columns: Int, [[SQLValue]])
    /// There are no more of them; the reader waits for the tokens.
    case endOfWords
    /// Rows of a table, by its place in the plan.
    case rows(table: Int, [[SQLValue]])
    /// Records of a table and what they refer to by a column that is filled last.
    case references(table: Int, column: String, [[SQLValue]])
  }

  /// An array of so many rows is a small piece of memory: for a large one the C library first joins all small ones
  /// that are free.
  private static let batchCount = 112

  init(_ plan: CopyPlan, _ masks: RowMasks, of connection: any SQLConnection) {
    self.plan = plan
    self.masks = masks
    self.connection = connection
  }

  /// Reads everything; passes it on until that returns `false`.
  ///
  /// - Parameter tokens: waits for the tokens of the words that were passed on; `nil` when nobody makes them.
  func read(_ put: (Part) -> Bool, tokens: () throws -> PersonalTokens?) throws {
    try connection.begin(writes: false)
    defer { connection.rollBack() }
    guard try readWords(put), let tokens = try tokens() else { return }
    masks.tokens = tokens
    for (index, table) in plan.tables.enumerated() {
      guard try read(table, at: index, put) else { return }
    }
    for (index, table) in plan.tables.enumerated() {
      for column in table.later {
        guard try readReferences(column, of: table, at: index, put) else { return }
      }
    }
  }

  // MARK: Words

  private func readWords(_ put: (Part) -> Bool) throws -> Bool {
    let sources = PersonalColumns.all(plan, masks)
    var count = 0
    for source in sources {
      let name = sqlTable(source.table, connection.dialect)
      let rows = try connection.value("SELECT count(*) FROM \(name)").integer ?? 0
      count += rows * source.columns.count
    }
    guard put(.wordCount(count)) else { return false }
    for (index, source) in sources.enumerated() {
      let isWanted = try send(
        source.sql(connection.dialect), { _ throws(DataCareError) in },
        { put(.words(columns: index, $0)) })
      guard isWanted else { return false }
    }
    return put(.endOfWords)
  }

  // MARK: Rows

  private func read(
    _ table: CopyPlan.Table, at index: Int, _ put: (Part) -> Bool
  ) throws -> Bool {
    let names = table.columns.map { column in
      switch column.role {
      case .later, .secret, .run: "NULL"
      case .array: CopyPlan.itemsSQL(column.name, connection.dialect)
      default: sqlIdentifier(column.name)
      }
    }
    let order = table.order.map(sqlIdentifier).joined(separator: ", ")
    let sql =
      "SELECT \(names.joined(separator: ", ")) FROM \(sqlTable(table.name, connection.dialect))"
      + " ORDER BY \(order)"
    return try send(
      sql,
      { rows throws(DataCareError) in
        try self.masks.mask(&rows, of: table)
      }
    ) { put(.rows(table: index, $0)) }
  }

  private func readReferences(
    _ column: String, of table: CopyPlan.Table, at index: Int, _ put: (Part) -> Bool
  ) throws -> Bool {
    let id = sqlIdentifier(table.order[0])
    let name = sqlIdentifier(column)
    let sql = """
      SELECT \(id), \(name) FROM \(sqlTable(table.name, connection.dialect))
      WHERE \(name) IS NOT NULL ORDER BY \(id)
      """
    return try send(sql, { _ throws(DataCareError) in }) {
      put(.references(table: index, column: column, $0))
    }
  }

  /// Sends the rows of a query in batches that were changed before.
  private func send(
    _ sql: String, _ change: (inout [[SQLValue]]) throws(DataCareError) -> Void,
    _ put: ([[SQLValue]]) -> Bool
  ) throws -> Bool {
    var batch: [[SQLValue]] = []
    batch.reserveCapacity(Self.batchCount)
    var isWanted = true
    var failure: DataCareError?
    func flush() {
      do throws(DataCareError) {
        try change(&batch)
        isWanted = put(batch)
      } catch {
        failure = error
      }
      batch = []
      batch.reserveCapacity(Self.batchCount)
    }
    do throws(StoreError) {
      try connection.forEachRow(sql, []) { row throws(StoreError) in
        guard isWanted, failure == nil else { throw Self.stop }
        // The rows before this one belong to nobody else any more, so that they change in their place.
        if batch.count == Self.batchCount { flush() }
        batch.append(row)
      }
    } catch {
      if isWanted, failure == nil { throw error }
    }
    if isWanted, failure == nil, !batch.isEmpty { flush() }
    if let failure { throw failure }
    return isWanted
  }

  private static var stop: StoreError { StoreError(.runInternal(.other(reason: "stopped"))) }
}
