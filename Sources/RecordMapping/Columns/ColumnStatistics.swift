public import Schemas
import TabularCore

/// Observes the values of a column as they are read and reports those that stand out.
///
/// It finds codes that lost leading zeros (`value.zero-lost`), a date from a workbook that counts from
/// 1904 (`value.date-1904-shift`), numbers far above the usual (`table.outlier`) and fractions among
/// percentages (`value.percent-suspect`). Memory is bounded: at most 4,096 short codes and 1,024 numbers
/// are kept with their rows.
public struct ColumnStatistics: Sendable {
  // One of these, and the others nil: each is changed in its place for every value.
  private var codes: DigitLengths?
  private var dates: EarliestDates?
  private var numbers: LargeNumbers?
  private var percents: PercentFractions?

  /// Statistics of a field's column; `nil` for types without any.
  public init?(field: Field) {
    switch field.type.definition.watch {
    case .lostZeros: codes = DigitLengths()
    case .earlyDates: dates = EarliestDates()
    case .largeNumbers(let decimals):
      numbers = LargeNumbers(field: field.name, decimals: decimals)
    case .fractions: percents = PercentFractions()
    case nil: return nil
    }
  }

  /// Takes a value that was read.
  ///
  /// - Parameters:
  ///   - row: the row number, from 1.
  ///   - isPercent: whether the cell has a percent format or its text a percent sign.
  public mutating func observe(_ value: FieldValue, row: Int, isPercent: Bool = false) {
    switch value {
    case .text(let text):
      if codes != nil {
        codes?.observe(text, row: row)
      } else if dates != nil, let days = CivilDate.days(in: text) {
        dates?.observe(days, row: row)
      }
    case .dateTime(var local, _):
      guard dates != nil else { return }
      let days = local.withUTF8 { CivilDate.days(in: UnsafeRawBufferPointer($0).prefix(10)) }
      if let days { dates?.observe(days, row: row) }
    case .integer(let number): numbers?.observe(number, row: row)
    case .real(let number): percents?.observe(number, row: row, isMarked: isPercent)
    default: return
    }
  }

  /// Takes a text that was read, by its bytes; only codes are observed.
  @inline(__always)
  public mutating func observe(_ text: UnsafeRawBufferPointer, row: Int) {
    codes?.observe(text, row: row)
  }

  /// Takes a date that was read, by its days since 1970-01-01; only dates are observed.
  public mutating func observe(days: Int, row: Int) { dates?.observe(days, row: row) }

  /// The values that stand out, in row order.
  public func finish() -> [ColumnFinding] {
    codes?.findings ?? dates?.findings ?? numbers?.findings ?? percents?.findings ?? []
  }
}
