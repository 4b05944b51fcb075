import TabularCore

/// The numbers up to 1 of a percent column, and the first one over 1.
struct PercentFractions: Sendable {
  private var small: [(value: Double, row: Int)] = []
  private var large: (value: Double, row: Int)?

  /// The most numbers kept with their rows.
  static let mostSmall = 1024

  /// Takes a percentage.
  ///
  /// - Parameter isMarked: whether the cell itself says that it is a percentage, by a format or a sign.
  mutating func observe(_ value: Double, row: Int, isMarked: Bool) {
    if value > 1 {
      if large == nil { large = (value, row) }
    } else if value > 0, !isMarked, small.count < Self.mostSmall {
      small.append((value, row))
    }
  }

  /// The numbers that may be fractions of 1.
  var findings: [ColumnFinding] {
    guard let large else { return [] }
    return small.map { fraction in
      let text = plainDecimal(fraction.value)
      return ColumnFinding(
        .valuePercentSuspect(
          value: text, other: plainDecimal(large.value), row: large.row,
          expected: hundredfold(text)),
        row: fraction.row, value: text)
    }
  }

  private func hundredfold(_ text: String) -> String {
    guard case .number(let number) = ScaledDecimal.lexeme(text), let whole = number.hundredfold
    else { return text }
    return whole.description
  }
}
