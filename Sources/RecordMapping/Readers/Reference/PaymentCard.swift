/// The last four digits of a text that looks like the number of a payment card; `nil` when it does not.
///
/// A card number has 13 to 19 digits, perhaps in groups parted by spaces or hyphens, the prefix of a
/// card scheme and a valid check digit (ISO/IEC 7812-1, annex B).
func paymentCardEnding(_ text: String) -> String? {
  guard text.utf8.count >= 13, text.utf8.count <= 40 else { return nil }
  var digits: [Int] = []
  var isBetweenGroups = true
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      digits.append(Int(byte - UInt8(ascii: "0")))
      isBetweenGroups = false
    case UInt8(ascii: " "), UInt8(ascii: "-"):
      if isBetweenGroups { return nil }
      isBetweenGroups = true
    default: return nil
    }
  }
  guard (13...19).contains(digits.count), hasCardPrefix(digits), hasValidCheckDigit(digits) else {
    return nil
  }
  return digits.suffix(4).map(String.init).joined()
}

/// Whether the sum of the digits, every second one from the right doubled, is a multiple of ten.
private func hasValidCheckDigit(_ digits: [Int]) -> Bool {
  var sum = 0
  for (index, digit) in digits.reversed().enumerated() {
    let weighted = index.isMultiple(of: 2) ? digit : digit * 2
    sum += weighted > 9 ? weighted - 9 : weighted
  }
  return sum.isMultiple(of: 10)
}

/// Whether the first digits and the length are those of a card scheme.
private func hasCardPrefix(_ digits: [Int]) -> Bool {
  let four = digits.prefix(4).reduce(0) { $0 * 10 + $1 }
  let count = digits.count
  switch four {
  case 4000...4999: return count == 13 || count == 16 || count == 19
  case 5100...5599, 2221...2720: return count == 16
  case 3400...3499, 3700...3799: return count == 15
  case 3000...3059, 3095, 3600...3699, 3800...3999: return count >= 14
  case 3528...3589, 6011, 6440...6599, 6200...6299, 8100...8171: return count >= 16
  case 5018, 5020, 5038, 5893, 6304, 6759, 6761...6763: return true
  default: return false
  }
}
