public import Schemas
import TabularCore

/// Observes the values of a column as they are read and reports those that stand out.
///
/// It finds codes that lost leading zeros (`value.zero-lost`), a date from a workbook that counts from
/// 1904 (`value.date-1904-shift`), numbers far above the usual (`table.outlier`) and fractions among
/// percentages (`value.percent-suspect`). Memory is bounded: at most 4,096 short codes and 1,024 numbers
/// are kept with their rows.
public struct ColumnStatistics: Sendable {
  private enum Kind: Sendable {
    case codes(DigitLengths)
    case dates(EarliestDates)
    case numbers(LargeNumbers)
    case percents(PercentFractions)
  }

  private var kind: Kind

  /// Statistics of a field's column; `nil` for types without any.
  public init?(field: Field) {
    switch field.type.definition.watch {
    case .lostZeros: kind = .codes(DigitLengths())
    case .earlyDates: kind = .dates(EarliestDates())
    case .largeNumbers(let decimals):
      kind = .numbers(LargeNumbers(field: field.name, decimals: decimals))
    case .fractions: kind = .percents(PercentFractions())
    case nil: return nil
    }
  }

  /// Takes a value that was read.
  ///
  /// - Parameters:
  ///   - row: the row number, from 1.
  ///   - isPercent: whether the cell has a percent format or its text a percent sign.
  public mutating func observe(_ value: FieldValue, row: Int, isPercent: Bool = false) {
    // Moved out of `self` while it changes, so that nothing is copied.
    switch kind {
    case .codes(var lengths):
      guard case .text(let text) = value else { return }
      kind = .codes(DigitLengths())
      lengths.observe(text, row: row)
      kind = .codes(lengths)
    case .dates(var dates):
      let days: Int? =
        switch value {
        case .text(let text): CivilDate.days(in: text)
        case .dateTime(let local, _): CivilDate.days(in: local.prefix(10))
        default: nil
        }
      guard let days else { return }
      dates.observe(days, row: row)
      kind = .dates(dates)
    case .numbers(var numbers):
      guard case .integer(let number) = value else { return }
      kind = .numbers(LargeNumbers(field: "", decimals: 0))
      numbers.observe(number, row: row)
      kind = .numbers(numbers)
    case .percents(var percents):
      guard case .real(let number) = value else { return }
      kind = .percents(PercentFractions())
      percents.observe(number, row: row, isMarked: isPercent)
      kind = .percents(percents)
    }
  }

  /// Takes a text that was read, by its bytes; only codes are observed.
  @inline(__always)
  public mutating func observe(_ text: UnsafeRawBufferPointer, row: Int) {
    guard case .codes(var lengths) = kind else { return }
    kind = .codes(DigitLengths())
    lengths.observe(text, row: row)
    kind = .codes(lengths)
  }

  /// Takes a date that was read, by its days since 1970-01-01; only dates are observed.
  public mutating func observe(days: Int, row: Int) {
    guard case .dates(var dates) = kind else { return }
    kind = .dates(EarliestDates())
    dates.observe(days, row: row)
    kind = .dates(dates)
  }

  /// The values that stand out, in row order.
  public func finish() -> [ColumnFinding] {
    switch kind {
    case .codes(let lengths): lengths.findings
    case .dates(let dates): dates.findings
    case .numbers(let numbers): numbers.findings
    case .percents(let percents): percents.findings
    }
  }
}
