/// Refuses a whole number of a worksheet that stands for several: the digits may be those of a neighbour.
///
/// From 2^53 on, the binary numbers that nearly all programs keep are more than 1 apart. And many write
/// 15 digits with an exponent (`%.15g`): `1.23456789012346e+15` was any of ten numbers.
///
/// - Parameter expected: what the field holds, such as "a whole number".
func refuseCutDigits(
  _ number: ScaledDecimal, of cell: CellInput, expected: String
) throws(CellProblem) {
  guard number.scale == 0, number.mantissa.magnitude >= 1_000_000_000_000_000 else { return }
  guard number.mantissa.magnitude >= 1 << 53 || hasCutExponent(cell.text) else { return }
  throw .digitsLost(cell.text, expected: expected)
}

/// Whether a lexeme has at most 15 digits before an exponent with a plus sign, as `printf` writes it.
private func hasCutExponent(_ lexeme: String) -> Bool {
  let parts = lexeme.utf8.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false)
  guard parts.count == 2, let letter = parts[0].last, letter | 0x20 == UInt8(ascii: "e") else {
    return false
  }
  return parts[0].count(where: ByteScanning.isDigit) <= 15
}
