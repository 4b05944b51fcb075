/// The lines that a set rule's SELECT returns about rows, by columns.
public struct QueryLines {
  /// How many lines there are.
  public let count: Int
  /// The result columns in their order, by their names as they are written.
  public let columns: [(name: String, values: ColumnVector)]

  /// Lines; none without arguments.
  public init(count: Int = 0, columns: [(name: String, values: ColumnVector)] = []) {
    self.count = count
    self.columns = columns
  }

  /// A column by its name in lower case; of several the first.
  public func column(named name: String) -> ColumnVector? {
    columns.first { $0.name.lowercased() == name }?.values
  }
}
