public import TabularCore

/// What became of the rows of one sheet or delimited file, by their numbers.
///
/// Rows that hold no record, such as blank ones and examples, are in none of the sets.
public struct RowStates: Sendable, Hashable {
  /// The input file.
  public var source: SourceID
  /// The sheet's name; `nil` for a delimited file.
  public var sheet: String?
  /// Rows that can be imported.
  public var valid = RowRanges()
  /// Rows with an error.
  public var invalid = RowRanges()
  /// Rows that wait for a row with an error.
  public var waiting = RowRanges()
  /// Rows that are left out on purpose.
  public var skipped = RowRanges()

  /// A source whose rows are not known yet.
  public init(source: SourceID, sheet: String?) {
    self.source = source
    self.sheet = sheet
  }
}
