/// The formats that Table Schema knows for a type, besides `default`.
public enum StandardFormats: Sendable, Hashable {
  /// No other.
  case none
  /// These.
  case named([String])
  /// `any`, and every pattern of `strptime`.
  case patterns
}
