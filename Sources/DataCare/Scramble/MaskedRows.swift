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
    /// The words that no pseudonym may have; the first part.
    case tokens(PersonalTokens)
    /// Rows of a table, by its place in the plan.
    case rows(table: Int, [[SQLValue]])
    /// Records of a table and what they refer to by a column that is filled last.
    case references(table: Int, column: String, [[SQLValue]])
  }

  private static let batchCount = 256

  init(_ plan: CopyPlan, _ masks: RowMasks, of connection: any SQLConnection) {
    self.plan = plan
    self.masks = masks
    self.connection = connection
  }

  /// Reads everything; passes it on until that returns `false`.
  func read(_ put: (Part) -> Bool) throws {
    try connection.begin(writes: false)
    defer { connection.rollBack() }
    try collectTokens()
    guard put(.tokens(masks.tokens)) else { return }
    for (index, table) in plan.tables.enumerated() {
      guard try read(table, at: index, put) else { return }
    }
    for (index, table) in plan.tables.enumerated() {
      for column in table.later {
        guard try readReferences(column, of: table, at: index, put) else { return }
      }
    }
  }

  // MARK: Tokens

  private func collectTokens() throws {
    var sources: [(sql: String, masks: [(mask: FieldMask, isArray: Bool)])] = []
    var count = 0
    for table in plan.tables {
      let columns = table.columns.compactMap { column -> (sql: String, FieldMask, Bool)? in
        let (field, sql, isArray): (String, String, Bool)
        switch column.role {
        case .value(let name): (field, sql, isArray) = (name, sqlIdentifier(column.name), false)
        case .array(let name, _):
          (field, sql, isArray) = (name, CopyPlan.itemsSQL(column.name, connection.dialect), true)
        default: return nil
        }
        let mask = masks.mask(of: field, in: table.schema)
        return mask.flatMap { $0.hasPersonalTokens ? (sql, $0, isArray) : nil }
      }
      guard !columns.isEmpty else { continue }
      let name = sqlTable(table.name, connection.dialect)
      let rows = try connection.value("SELECT count(*) FROM \(name)").integer ?? 0
      count += rows * columns.count
      let names = columns.map(\.sql).joined(separator: ", ")
      sources.append(("SELECT \(names) FROM \(name)", columns.map { ($0.1, $0.2) }))
    }
    var tokens = PersonalTokens(count: count)
    for source in sources {
      try connection.forEachRow(source.sql, []) { row throws(StoreError) in
        for (value, (mask, isArray)) in zip(row, source.masks) {
          guard let text = value.text else { continue }
          for item in isArray ? CopyPlan.items(of: text).map(String.init) : [text]
          where !mask.isClosed(item) {
            tokens.add(item)
          }
        }
      }
    }
    masks.tokens = tokens
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
      { row throws(DataCareError) in
        try self.masks.mask(&row, of: table)
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

  private func send(
    _ sql: String, _ change: (inout [SQLValue]) throws(DataCareError) -> Void,
    _ put: ([[SQLValue]]) -> Bool
  ) throws -> Bool {
    var batch: [[SQLValue]] = []
    var isWanted = true
    var failure: DataCareError?
    do throws(StoreError) {
      try connection.forEachRow(sql, []) { row throws(StoreError) in
        guard isWanted, failure == nil else { throw Self.stop }
        do throws(DataCareError) {
          var row = row
          try change(&row)
          batch.append(row)
        } catch {
          failure = error
          return
        }
        guard batch.count == Self.batchCount else { return }
        isWanted = put(batch)
        batch = []
        batch.reserveCapacity(Self.batchCount)
      }
    } catch {
      if isWanted, failure == nil { throw error }
    }
    if let failure { throw failure }
    if isWanted, !batch.isEmpty { isWanted = put(batch) }
    return isWanted
  }

  private static var stop: StoreError { StoreError(.runInternal(.other(reason: "stopped"))) }
}
