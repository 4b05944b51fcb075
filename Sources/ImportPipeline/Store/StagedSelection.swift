/// Which staged operations of a table are asked for.
public struct StagedSelection: Sendable {
  /// Rows by their ordinals.
  public enum Rows: Sendable {
    /// The first rows after an ordinal, at most so many; all rows come after -1.
    case after(Int, limit: Int)
    /// These rows.
    case these([Int])
  }

  /// The rows.
  public var rows: Rows
  /// What is done to the records.
  public var operations: Set<RecordOperation>

  /// Creates, updates and deletes, or some of them, of rows.
  public init(_ rows: Rows, _ operations: Set<RecordOperation> = [.create, .update, .delete]) {
    self.rows = rows
    self.operations = operations
  }
}
