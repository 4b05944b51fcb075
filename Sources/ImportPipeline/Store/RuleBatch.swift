import Synchronization

public import RecordMapping

/// The values of some rows, for the conditions of a table.
public struct RuleBatch {
  /// The field of each column, by index in the schema.
  public var fields: [Int]
  /// The columns that conditions read, by place among `fields`; the others are not needed.
  public var read: [Int]
  /// The values, row by row, `fields.count` for each.
  public var values: UnsafeBufferPointer<ColumnValue>
  /// The bytes of texts.
  public var arena: UnsafeRawBufferPointer
  /// The values that columns keep, by place among `fields`.
  public var pools: [[FieldValue]]
  /// The rows to look at, by place.
  public var rows: [Int]
  /// Whether the rows would be new records.
  public var creates: Bool

  /// Values of rows.
  public init(
    fields: [Int], read: [Int], values: UnsafeBufferPointer<ColumnValue>,
    arena: UnsafeRawBufferPointer, pools: [[FieldValue]], rows: [Int], creates: Bool
  ) {
    self.fields = fields
    self.read = read
    self.values = values
    self.arena = arena
    self.pools = pools
    self.rows = rows
    self.creates = creates
  }

  /// A value of a row.
  public func value(ofRow row: Int, column: Int) -> FieldValue {
    values[row * fields.count + column].fieldValue(in: arena, pool: pools[column])
  }
}

extension RowRuleEvaluator {
  /// The rows of a batch that violate any condition, ascending.
  public func violatedRows(_ batch: RuleBatch) throws(StoreError) -> [Int] {
    var violated: [Int] = []
    let count = (batch.fields.max() ?? -1) + 1
    for row in batch.rows {
      var values = [FieldValue](repeating: .null, count: count)
      for column in batch.read {
        values[batch.fields[column]] = batch.value(ofRow: row, column: column)
      }
      if try !violations(values: values, creates: batch.creates).isEmpty { violated.append(row) }
    }
    return violated
  }
}

/// Row rules that several threads use in turn.
final class SharedRowRules: Sendable {
  /// An evaluator that one thread uses at a time.
  private struct Box: @unchecked Sendable {  // the mutex around it lets one thread in
    let evaluator: any RowRuleEvaluator
  }

  private let box: Mutex<Box>

  init(_ evaluator: any RowRuleEvaluator) { box = Mutex(Box(evaluator: evaluator)) }

  /// The rows of a batch that violate any condition, ascending.
  func violatedRows(_ batch: RuleBatch) throws -> [Int] {
    try box.withLock { try $0.evaluator.violatedRows(batch) }
  }
}
