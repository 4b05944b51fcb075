/// How an array becomes a cell of a column.
public enum JSONItems: Sendable, Hashable {
  /// Its items stand in one text, separated by `;`, as people write lists.
  case list
  /// Its items stand in one text, separated by something else.
  case separated(String)
  /// The column holds one value each: an array is refused.
  case none
  /// The array is written as JSON.
  case json
}
