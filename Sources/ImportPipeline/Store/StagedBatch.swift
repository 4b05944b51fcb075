public import RecordMapping

/// Rows to be staged as they were read by columns, without an object or a text for each.
///
/// Every row makes a record, or keeps the stored one as it is. Nothing is copied until a store needs it:
/// the batch shares the memory that the rows were read into.
public struct StagedBatch: Sendable {
  /// A row of the batch.
  public struct Row: Sendable {
    /// The row's number within its table and run, from 0; ascending in a batch.
    public var ordinal: Int
    /// The row's place among `values`, from 0.
    public var place: Int
    /// The surrogate id of the stored record that has the same values; `nil` for a new record.
    public var storedID: Int64?

    /// A row by its place in a batch.
    public init(ordinal: Int, place: Int, storedID: Int64? = nil) {
      self.ordinal = ordinal
      self.place = place
      self.storedID = storedID
    }
  }

  /// The fields whose values are given, by index; the others have none.
  public var fields: [Int]
  /// The bytes that texts stand in.
  public var arena: [UInt8]
  /// The values of all rows that were read, `fields.count` for each.
  public var values: [ColumnValue]
  /// The values that columns keep, by place among `fields`; empty where no column keeps any.
  public var pools: [[FieldValue]]
  /// The rows to stage.
  public var rows: [Row]
  /// Whether `values` and `pools` are those of the batch that was staged before, of which these are further
  /// rows.
  public var isContinued = false

  /// Rows over an arena.
  public init(
    fields: [Int], arena: [UInt8], values: [ColumnValue], pools: [[FieldValue]], rows: [Row]
  ) {
    self.fields = fields
    self.arena = arena
    self.values = values
    self.pools = pools
    self.rows = rows
  }

  /// How many rows were read, staged or not.
  public var readCount: Int { fields.isEmpty ? rows.count : values.count / fields.count }

  /// The values that a column keeps.
  ///
  /// - Parameter column: the place among `fields`.
  public func pool(ofColumn column: Int) -> [FieldValue] {
    pools.isEmpty ? [] : pools[column]
  }

  /// Whether any row has a value in a column.
  ///
  /// - Parameter column: the place among `fields`.
  public func hasValues(inColumn column: Int) -> Bool {
    rows.contains { values[$0.place * fields.count + column].kind != .null }
  }

  /// Calls a closure with each row's value of a column, in the order of the rows.
  ///
  /// - Parameter column: the place among `fields`.
  @inlinable @inline(__always)
  public func forEachValue(
    ofColumn column: Int, _ body: (ColumnValue, UnsafeRawBufferPointer) -> Void
  ) {
    let count = fields.count
    arena.withUnsafeBytes { arena in
      values.withUnsafeBufferPointer { values in
        for row in rows { body(values[row.place &* count &+ column], arena) }
      }
    }
  }
}
