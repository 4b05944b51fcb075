public import TabularCore

/// Where a value comes from that no cell gave as it stands.
public enum ValueOrigin: String, Sendable, Hashable, CaseIterable {
  /// The schema's default.
  case constant = "default"
  /// The row or one of its parents, along the path of the schema's default.
  case inherited
  /// An expression of the schema.
  case computed
  /// The cell names the record that is referred to by something else than its key.
  case named
  /// A correction replaced the cell's text.
  case corrected
}

/// Values that no cell gave as they stand, of equal value and origin in a field of one source.
public struct ExplainedValue: Sendable, Hashable {
  /// The first of the cells, or its row where the field has no column.
  public var location: IssueLocation
  /// The value, as programs write it.
  public var value: String
  /// The cell's text; `nil` for a blank cell.
  public var read: String?
  /// Where the value comes from.
  public var origin: ValueOrigin
  /// What gave it: the path of the schema, or the reason and the author of a correction; empty for none.
  public var detail: String
  /// The rows.
  public var rows: RowRanges
}
