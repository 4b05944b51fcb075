/// What the cells of a column prove together about how each of them is read.
public enum ColumnEvidence: Sendable {
  /// Whether days or months come first.
  case dates
  /// Whether a point or a comma is the decimal mark.
  case numbers
  /// The same, of numbers that stand beside a currency.
  case amounts
}

/// What is watched over the values of a column.
public enum ColumnWatch: Sendable, Hashable {
  /// Codes of digits that lost leading zeros.
  case lostZeros
  /// Dates from a workbook that counts from 1904.
  case earlyDates
  /// Numbers far above the usual; `decimals` of the last digits are a fraction.
  case largeNumbers(decimals: Int)
  /// Fractions among percentages.
  case fractions
}
