import TabularCore

/// The warning of a whole number of a worksheet whose digits may be those of a neighbour.
///
/// From 2^53 on, the binary numbers that nearly all programs keep are more than 1 apart. And many write
/// fifteen digits of sixteen, with zeros or an exponent behind: Excel, LibreOffice, R.
func unsureDigitsRemarks(_ number: ScaledDecimal, of cell: CellInput) -> [CellRemark] {
  let size = number.mantissa.magnitude
  guard number.scale == 0, size >= 1_000_000_000_000_000, size >= 1 << 53 || size % 10 == 0 else {
    return []
  }
  return [CellRemark("value.digits-unsure", [IssueArgument("value", shortened(cell.text))])]
}
