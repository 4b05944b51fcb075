/// How many records of a table there must be: all of them, or those with a value of a field.
public struct CountExpectation: Sendable, Hashable {
  /// Which values count.
  public enum Choice: Sendable, Hashable {
    /// Those equal to a text in canonical form; an empty one means no value.
    case value(String)
    /// Those that match a pattern of XML Schema as a whole.
    case pattern(String)

    /// The text or the pattern.
    public var text: String {
      switch self {
      case .value(let text), .pattern(let text): text
      }
    }
  }

  /// The table's machine name.
  public var table: String
  /// The field's machine name; empty for all records.
  public var field: String
  /// Which values of the field count.
  public var choice: Choice
  /// The least number; `nil` for none.
  public var minimum: Int?
  /// The greatest number; `nil` for none.
  public var maximum: Int?

  /// A number of records.
  public init(
    table: String, field: String = "", choice: Choice = .value(""), minimum: Int?, maximum: Int?
  ) {
    self.table = table
    self.field = field
    self.choice = choice
    self.minimum = minimum
    self.maximum = maximum
  }

  /// Whether a number is as expected.
  func allows(_ count: Int) -> Bool {
    count >= minimum ?? 0 && count <= maximum ?? .max
  }

  /// The numbers that are expected: `3`, `≥ 3`, `≤ 5`, `3–5`.
  var expectedText: String {
    switch (minimum, maximum) {
    case (let minimum?, let maximum?) where minimum == maximum: "\(minimum)"
    case (let minimum?, let maximum?): "\(minimum)–\(maximum)"
    case (let minimum?, nil): "≥ \(minimum)"
    case (nil, let maximum?): "≤ \(maximum)"
    case (nil, nil): "≥ 0"
    }
  }
}
