/// What the length of a value counts.
public enum LengthUnit: Sendable {
  /// Characters of a text.
  case characters
  /// Items of a list.
  case items
  /// Members of a JSON object or array.
  case members
}

/// How values are compared with `minimum` and `maximum`.
public enum ValueOrder: Sendable {
  /// As numbers.
  case numbers
  /// As numbers, with bounds in whole units of the currency.
  case amounts
  /// As canonical texts, in which the bounds are written as well.
  case texts
  /// As canonical texts; the bounds may be written in other ways, so that only a reader can compare them.
  case moments
  /// By the length of time.
  case durations
}
