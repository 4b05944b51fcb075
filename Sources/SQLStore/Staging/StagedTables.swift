public import ImportPipeline
import RuleEvaluation
public import Schemas

/// The staged rows of all tables of a run.
///
/// Rows are taken in beside the reading; whoever asks for them waits until all are in.
public final class StagedTables {
  private let package: DataPackage
  private let fields: RuleFields
  private var pool = TextPool()
  private var tables: [String: StagedRows] = [:]
  /// Tables without rows that set rules read, with all of their fields: the fields that matter would have to be
  /// found in the rules of all tables.
  private var emptyTables: [String: StagedRows] = [:]
  private let queue = StagingQueue()
  /// Rows that are not staged yet, since further ones of the same batch may follow: rows with errors part a batch
  /// into dozens of pieces, each of which would look up the values of its columns anew.
  private var held: (batch: StagedBatch, rows: StagedRows)?

  /// No rows.
  public init(_ package: DataPackage) {
    self.package = package
    fields = RuleFields(package)
  }

  /// The names of the tables that rows were staged of.
  public var names: [String] { tables.keys.sorted() }

  /// The staged rows of a table; `nil` where none ever was.
  public subscript(name: String) -> StagedRows? {
    finish()
    return tables[name]
  }

  /// The staged rows of a table, made the first time.
  public func rows(of table: TableSchema) -> StagedRows {
    finish()
    return rowsBeingStaged(of: table)
  }

  /// Begins with the texts of rows that an earlier run kept, while nothing is staged.
  func shareTexts(with kept: StagedRows) {
    guard tables.isEmpty, emptyTables.isEmpty else { return }
    pool = kept.pool
  }

  /// Stages rows as an earlier run kept them.
  ///
  /// - Precondition: the texts of the run are those of that run.
  func take(_ kept: StagedRows, of table: TableSchema) {
    queue.finish()
    precondition(kept.pool === pool, "kept rows are staged with the texts of their run")
    tables[table.name] = kept.copy()
  }

  /// Adds rows that were read by columns; they are in before anything is asked.
  func append(_ batch: StagedBatch, of table: TableSchema) {
    let rows = rowsBeingStaged(of: table)
    if batch.isContinued, held?.rows === rows {
      held?.batch.rows.append(contentsOf: batch.rows)
    } else {
      stageHeld()
      held = (batch, rows)
    }
  }

  private func stageHeld() {
    guard let (batch, rows) = held else { return }
    held = nil
    queue.add(isSmall: batch.isContinued) { rows.append(batch) }
  }

  /// Returns when all rows are staged.
  private func finish() {
    stageHeld()
    queue.finish()
  }

  /// Adds rows; they are in before anything is asked.
  func append(_ records: [StagedRecord], of table: TableSchema) {
    let rows = rowsBeingStaged(of: table)
    stageHeld()
    queue.add(isSmall: records.count < 64) {
      for record in records { rows.append(record) }
    }
  }

  private func rowsBeingStaged(of table: TableSchema) -> StagedRows {
    if let rows = tables[table.name] { return rows }
    let rows = StagedRows(table, fields: fields.fields(of: table), pool: pool)
    tables[table.name] = rows
    return rows
  }

  /// Whether every staged row keeps its record as it is, so that nothing is written.
  public var keepAll: Bool {
    finish()
    return tables.values.allSatisfy(\.keepAll)
  }

  /// The lines that a set rule returns; `nil` where they cannot be told from the staged rows.
  ///
  /// - Parameters:
  ///   - names: the tables that the rule may read.
  ///   - limit: the most lines.
  ///   - storedCount: how many records a table of the store holds.
  public func violations(
    of query: String, tables names: [String], limit: Int,
    storedCount: (TableSchema) throws -> Int
  ) rethrows -> [SetViolation]? {
    guard let query = SetQuery(query) else { return nil }
    finish()
    var involved: [StagedRows] = []
    for name in Set(names) {
      guard let schema = package.table(named: name) else { return nil }
      // A record that the run leaves alone is not among the staged rows.
      guard try rows(of: schema, coverAllOf: storedCount(schema)) else { return nil }
      involved.append(tables[name] ?? emptyRows(of: schema))
    }
    let lines = query.lines(pool: pool) { name in
      for rows in involved {
        if let relation = rows.relation(named: name) { return relation }
      }
      return nil
    }
    return lines.flatMap { SetViolation.violations(in: $0, pool: pool, limit: limit) }
  }

  private func emptyRows(of table: TableSchema) -> StagedRows {
    if let rows = emptyTables[table.name] { return rows }
    let rows = StagedRows(table, fields: Set(table.fields.indices), pool: pool)
    emptyTables[table.name] = rows
    return rows
  }

  /// Whether no record of the store is left alone by the run.
  private func rows(of table: TableSchema, coverAllOf count: Int) -> Bool {
    tables[table.name]?.touches(allOf: count) ?? (count == 0)
  }
}
