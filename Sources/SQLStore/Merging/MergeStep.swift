import ImportPipeline
import Schemas

/// One statement of a merge over a range of staged rows.
///
/// Its two parameters are the first and last row. When the store refuses the statement, the rows at fault are
/// found by halving the range.
struct MergeStep {
  let run: any SQLMergeRun
  let table: TableColumns
  let sql: String

  private static let allRows = Int64.min...Int64.max

  /// The condition that a staged row is within the range.
  static func range(_ row: String, _ dialect: any SQLDialect) -> String {
    "\(row) BETWEEN \(dialect.parameter(1, .integer)) AND \(dialect.parameter(2, .integer))"
  }

  /// Runs the statement over all rows; returns how many records it changed.
  func perform() throws -> Int {
    switch try run.attempt(sql, rows: Self.allRows) {
    case .changed(let count): return count
    case .refused(let refusal): throw try error(refusal)
    }
  }

  /// Runs an update, also where records exchange unique values.
  ///
  /// - Parameter moving: all columns of a record with their new values, from `s` and the old record
  ///   `t`; `nil` where a record cannot be deleted and reinserted.
  func performUpdate(moving: [(column: String, expression: String)]?) throws -> Int {
    let refusal: StatementRefusal
    switch try run.attempt(sql, rows: Self.allRows) {
    case .changed(let count): return count
    case .refused(let found): refusal = found
    }
    if refusal.isUniqueViolation {
      for way in run.exchangeWays {
        if let count = try perform(by: way, moving: moving) { return count }
      }
    }
    throw try error(refusal)
  }

  /// An error about the records of staged rows.
  func error(
    ofRows rows: [(row: Int64, reason: String, columns: [String])]
  ) throws -> StoreError {
    let names = table.key.map { quoted($0.field.name) }
    let selection = (names.isEmpty ? ["NULL"] : names).joined(separator: ", ")
    return StoreError(
      refusals: try rows.map { item in
        let key = try run.sql.rows(
          "SELECT \(selection) FROM \(table.stage) WHERE _row = ?1", [.integer(item.row)]
        ).first
        return StoreRefusal(
          table: table.schema.name, ordinal: Int(item.row), key: key?.map(\.shown) ?? [],
          columns: item.columns, reason: item.reason)
      })
  }

  /// The first and last staged row; `nil` when there is none.
  private func bounds() throws -> ClosedRange<Int64>? {
    let row = try run.sql.rows("SELECT min(_row), max(_row) FROM \(table.stage)").first
    guard let low = row?[0].integer, let high = row?[1].integer else { return nil }
    return Int64(low)...Int64(high)
  }

  /// Finds the rows at fault by bisection; applying the others does no harm, everything is rolled
  /// back.
  private func error(_ refusal: StatementRefusal) throws -> StoreError {
    guard let bounds = try bounds() else { return refusal.error }
    let refused = try RowAttempts.refusals(in: bounds) { rows -> StatementRefusal? in
      guard case .refused(let refusal) = try run.attempt(sql, rows: rows) else { return nil }
      return refusal
    }
    guard !refused.isEmpty else { return refusal.error }
    var error = try error(
      ofRows: refused.map { item in
        let details = try run.details(of: item.reason, in: table)
        return (item.row, details.reason, details.columns)
      })
    error.isTransient = refused.allSatisfy(\.reason.isTransient)
    return error
  }

  // MARK: Records that exchange unique values

  /// A way did not lead to the end; what it did is undone.
  private struct Blocked: Error {}

  private func perform(
    by way: ExchangeWay, moving: [(column: String, expression: String)]?
  ) throws -> Int? {
    switch way {
    case .waves: return try performWaves(moving: nil)
    case .withoutIndexes: return try performWithoutIndexes()
    case .moving:
      guard moving != nil || !run.exchangeWays.contains(.waves) else { return nil }
      return try performWaves(moving: moving)
    case .trading: return table.schema.store.isOwned ? try performTrade() : nil
    }
  }

  private func performWithoutIndexes() throws -> Int? {
    try UniqueIndexes(run.sql).lift(from: [table.schema.store.table]) { () throws(StoreError) in
      switch try run.attempt(sql, rows: Self.allRows) {
      case .changed(let count): return count
      case .refused(let refusal): throw refusal.error
      }
    }
  }

  /// Updates in waves: records whose new unique values are free come first.
  ///
  /// Records that block each other are deleted and reinserted where nothing depends on them; `nil`
  /// when that is not possible.
  private func performWaves(moving: [(column: String, expression: String)]?) throws -> Int? {
    guard let bounds = try bounds() else { return nil }
    do {
      return try run.underSavepoint("waves") {
        let (count, stuck) = try RowAttempts.waves(over: bounds) { rows -> Int? in
          switch try run.attempt(sql, rows: rows) {
          case .changed(let count): return count
          case .refused(let refusal) where refusal.isUniqueViolation: return nil
          case .refused: throw Blocked()
          }
        }
        guard !stuck.isEmpty else { return count }
        guard let moving, let moved = try run.move(stuck, moving, in: table) else {
          throw Blocked()
        }
        return count + moved
      }
    } catch is Blocked {
      return nil
    }
  }

  /// First gives each record of the tool's own tables a unique temporary text; `nil` when the new
  /// values are still not unique.
  private func performTrade() throws -> Int? {
    do {
      return try run.underSavepoint("trade") {
        for column in parkedColumns {
          let parking = """
            UPDATE \(table.target) SET \(quoted(column)) = \(run.dialect.separator) || \(table.id)
            WHERE \(table.id) IN (SELECT _id FROM \(table.stage)
              WHERE _op = 'update' AND \(Self.range("_row", run.dialect)))
            """
          guard case .changed = try run.attempt(parking, rows: Self.allRows) else {
            throw Blocked()
          }
        }
        guard case .changed(let count) = try run.attempt(sql, rows: Self.allRows) else {
          throw Blocked()
        }
        return count
      }
    } catch is Blocked {
      return nil
    }
  }

  /// One text column of each unique key, which can hold a temporary value.
  private var parkedColumns: [String] {
    table.schema.uniqueKeys.compactMap { key in
      key.lazy.compactMap(table.columns(of:)).compactMap { columns -> String? in
        let type = columns.field.type.definition
        return switch columns.field.store {
        case .foldedColumn(_, let folded): folded
        case .column(let name) where type.storage == .text && type.lengthUnit == .characters: name
        default: nil
        }
      }.first
    }
  }
}
