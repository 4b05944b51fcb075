public import RecordMapping
public import Schemas

/// The new records of an empty table, written as they come instead of being staged.
///
/// Everything about them is decided: each is created, in the order of the rows.
public struct RecordFeed {
  /// Some records, one after another.
  public struct Block {
    /// The bytes of all texts.
    public var arena: [UInt8]
    /// The values of all rows, `fields.count` for each.
    public var values: [ScreenedValue]
    /// The parents of all rows by ordinal, `parents.count` for each; -1 for none.
    public var parents: [Int32]
    /// The rows to write: the ordinal, and the place among `values`.
    public var rows: [(ordinal: Int, place: Int)]

    /// Records over an arena.
    public init(
      arena: [UInt8], values: [ScreenedValue], parents: [Int32],
      rows: [(ordinal: Int, place: Int)]
    ) {
      self.arena = arena
      self.values = values
      self.parents = parents
      self.rows = rows
    }
  }

  /// A reference whose parents are given by ordinal.
  public struct Parent: Sendable {
    /// The referring field, by index.
    public var field: Int
    /// The parents' table.
    public var table: String

    /// A reference of a field to a table.
    public init(field: Int, table: String) {
      self.field = field
      self.table = table
    }
  }

  /// The table.
  public var table: TableSchema
  /// The fields whose values are given, by index; the others have none.
  public var fields: [Int]
  /// The references whose parents are given.
  public var parents: [Parent]
  /// How many records there are.
  public var count: Int
  /// The hash that `ScreenedValue.hash` gives the values of a row, by ordinal.
  public var valueHash: (Int) -> UInt64
  /// Adds the key of a parent to a hash, given the reference's place among `parents` and the parent's
  /// ordinal; `nil` when there is no such parent.
  public var parentHash: (_ parent: Int, _ ordinal: Int, _ hash: UInt64) -> UInt64?
  /// Delivers all blocks in order.
  public var forEachBlock: ((Block) throws -> Void) throws -> Void

  /// A feed of a table.
  public init(
    table: TableSchema, fields: [Int], parents: [Parent], count: Int,
    valueHash: @escaping (Int) -> UInt64,
    parentHash: @escaping (_ parent: Int, _ ordinal: Int, _ hash: UInt64) -> UInt64?,
    forEachBlock: @escaping ((Block) throws -> Void) throws -> Void
  ) {
    self.table = table
    self.fields = fields
    self.parents = parents
    self.count = count
    self.valueHash = valueHash
    self.parentHash = parentHash
    self.forEachBlock = forEachBlock
  }
}

extension RecordStore {
  /// Loads nothing: all records are staged.
  public func canLoad(
    _ table: TableSchema, fields: [Int], parents: [RecordFeed.Parent]
  ) throws(StoreError) -> Bool { false }

  /// Applies the staged operations; feeds cannot be loaded.
  public func merge(
    _ tables: [TableSchema], feeds: [RecordFeed], run: RunRecord
  ) throws(StoreError) -> [String: MergeCounts] {
    precondition(feeds.isEmpty, "a store that loads nothing gets no feeds")
    return try merge(tables, run: run)
  }
}
