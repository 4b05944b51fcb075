/// How people write a value.
public enum ValueKind: Sendable {
  /// As its canonical text.
  case plain
  /// Yes or no.
  case truth
  /// A number of percent.
  case percent
  /// Minor units of a currency.
  case money
}
