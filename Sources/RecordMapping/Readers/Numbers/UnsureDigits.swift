import TabularCore

/// The warning about a whole number of a worksheet whose last digits may be wrong.
///
/// From 2^53 on, the binary numbers that nearly all programs keep are more than 1 apart. And many
/// programs (Excel, LibreOffice, R) write fifteen digits of sixteen, followed by zeros or an exponent.
func unsureDigitsRemarks(_ number: ScaledDecimal, of cell: CellInput) -> [CellRemark] {
  let size = number.mantissa.magnitude
  guard number.scale == 0, size >= 1_000_000_000_000_000, size >= 1 << 53 || size % 10 == 0 else {
    return []
  }
  return [CellRemark(.valueDigitsUnsure(value: shortened(cell.text)))]
}
