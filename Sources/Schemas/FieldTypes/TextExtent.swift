/// How long the texts of a type may be.
public enum TextExtent: Sendable, Hashable {
  /// As long as people like, stored as they stand in the cell.
  case free
  /// As long as people like, in a form of the type.
  case open
  /// At most so many characters.
  case atMost(Int)
}
