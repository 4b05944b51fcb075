extension Field {
  /// The numbers that another program's table keeps for the values of the field; empty where it keeps
  /// the values themselves.
  public var storedNumbers: [StoredNumber] {
    enumValues.compactMap { value in
      value.stored.map { StoredNumber(value: value.value, number: $0) }
    }
  }

  /// A value of a closed list and the number that stands for it in the store.
  public struct StoredNumber: Sendable, Hashable {
    /// The canonical value.
    public var value: String
    /// The number in the store.
    public var number: Int64
  }
}

extension [Field.StoredNumber] {
  /// SQL of the value that a stored number stands for; of any other number its digits.
  ///
  /// - Parameter number: SQL of the stored number.
  public func value(ofNumber number: String) -> String {
    let cases = map { "WHEN \($0.number) THEN \(sqlText($0.value))" }.joined(separator: " ")
    return "CASE \(number) \(cases) ELSE CAST(\(number) AS TEXT) END"
  }

  /// SQL of the number that stands for a value; NULL for a text that is none of the values.
  ///
  /// - Parameter value: SQL of the value.
  public func number(ofValue value: String) -> String {
    let cases = map { "WHEN \(sqlText($0.value)) THEN \($0.number)" }.joined(separator: " ")
    return "CASE \(value) \(cases) END"
  }
}
