/// The last four digits of the first payment card number in a text; `nil` if there is none.
///
/// A card number has 13 to 19 digits, possibly in groups separated by spaces, line breaks or hyphens, the
/// prefix of a card scheme and a valid check digit (ISO/IEC 7812-1, annex B). Digits with a single point
/// among them are a decimal number. Among other words, the groups must be those of a card, four digits
/// first: adjacent telephone numbers have other groups.
public func paymentCardEnding(_ text: String) -> String? {
  // Most texts have fewer digits, and cost no more than this check.
  guard holdsDigits(text, atLeast: 13) else { return nil }
  let scalars = Array(text.unicodeScalars)
  if scalars.count <= 120, isNumberAlone(scalars),
    let ending = ending(of: scalars.compactMap(digit))
  {
    return ending
  }
  var index = 0
  while index < scalars.count {
    guard digit(scalars[index]) != nil else {
      index += 1
      continue
    }
    let end = endOfDigits(scalars, from: index)
    if let card = cards(in: scalars, index..<end, isCard: hasCardGroups).first {
      return ending(of: card.map { digit(scalars[$0]) ?? 0 })
    }
    index = end
  }
  return nil
}

/// Whether a text consists of groups of digits only.
private func isNumberAlone(_ scalars: [Unicode.Scalar]) -> Bool {
  guard let first = scalars.first, digit(first) != nil else { return false }
  return endOfDigits(scalars, from: 0) == scalars.count && !isDecimal(scalars[...])
    // Two marks in a row do not separate groups; two spaces or a line break may.
    && !zip(scalars, scalars.dropFirst()).contains(where: { first, second in
      digit(first) == nil && digit(second) == nil
        && !(first.properties.isWhitespace && second.properties.isWhitespace)
    })
}

/// Whether digits are one group, or groups as cards print them: four digits, then groups of three to
/// seven.
private func hasCardGroups(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
  let groups = scalars.split { digit($0) == nil }.map(\.count)
  return groups.count == 1
    || groups.first == 4 && groups.count <= 5 && groups.dropFirst().allSatisfy { 3...7 ~= $0 }
}

/// A text in which every payment card number shows only its last four digits.
///
/// Numbers are found anywhere in the text, also in full-width digits, with any space, line break, hyphen
/// or point between the groups, and as a spreadsheet writes a large number (`4.111111111111111E+15`).
public func maskingPaymentCards(_ text: String) -> String {
  guard holdsDigits(text, atLeast: 13) else { return text }
  var scalars = Array(text.unicodeScalars)
  var index = 0
  var isChanged = false
  while index < scalars.count {
    guard digit(scalars[index]) != nil else {
      index += 1
      continue
    }
    if let end = maskExponent(&scalars, index) {
      isChanged = true
      index = end
    } else {
      let end = endOfDigits(scalars, from: index)
      isChanged = maskRun(&scalars, index..<end) || isChanged
      index = end
    }
  }
  guard isChanged else { return text }
  var view = String.UnicodeScalarView()
  view.append(contentsOf: scalars)
  return String(view)
}

/// At most 200 characters of a text, for messages, with its card numbers masked before it is cut.
public func excerpt(_ text: String) -> String {
  String(maskingPaymentCards(text).prefix(200))
}

/// Masks the card numbers within a run of digit groups; returns whether there are any.
private func maskRun(_ scalars: inout [Unicode.Scalar], _ run: Range<Int>) -> Bool {
  let found = cards(in: scalars, run)
  for card in found {
    for place in card.dropLast(4) { scalars[place] = "•" }
  }
  return !found.isEmpty
}

/// The positions of the digits of each card number within a run of digit groups.
///
/// A card number may be next to other numbers: any group may begin one, and any group may end it.
private func cards(
  in scalars: [Unicode.Scalar], _ run: Range<Int>,
  isCard: (ArraySlice<Unicode.Scalar>) -> Bool = { _ in true }
) -> [[Int]] {
  var all: [[Int]] = []
  var start = run.lowerBound
  while start < run.upperBound {
    // What follows a point is the fraction of a number.
    if start >= 2, scalars[start - 1] == ".", digit(scalars[start - 2]) != nil {
      while start < run.upperBound, digit(scalars[start]) != nil { start += 1 }
      while start < run.upperBound, digit(scalars[start]) == nil { start += 1 }
      continue
    }
    var places: [Int] = []
    var digits: [Int] = []
    var found: Int?
    var index = start
    while index < run.upperBound, digits.count <= 19 {
      if let digit = digit(scalars[index]) {
        places.append(index)
        digits.append(digit)
        let isEnd = index + 1 == run.upperBound || isSeparator(scalars[index + 1])
        if isEnd, digits.count >= 13, ending(of: digits) != nil,
          !isDecimal(scalars[start...index]), isCard(scalars[start...index])
        {
          found = digits.count
        }
      }
      index += 1
    }
    if let found {
      all.append(Array(places[..<found]))
      start = places[found - 1] + 1
    } else {
      while start < run.upperBound, digit(scalars[start]) != nil { start += 1 }
    }
    while start < run.upperBound, digit(scalars[start]) == nil { start += 1 }
  }
  return all
}

/// Masks a card number in scientific notation; returns the index after it, `nil` if there is none.
private func maskExponent(_ scalars: inout [Unicode.Scalar], _ start: Int) -> Int? {
  var digits: [Int] = []
  var places: [Int] = []
  var index = start
  var point: Int?
  while index < scalars.count {
    if let digit = digit(scalars[index]) {
      digits.append(digit)
      places.append(index)
    } else if point == nil, scalars[index] == "." || scalars[index] == "," {
      point = digits.count
    } else {
      break
    }
    index += 1
  }
  guard let point, index < scalars.count, scalars[index] == "e" || scalars[index] == "E" else {
    return nil
  }
  index += 1
  if index < scalars.count, scalars[index] == "+" { index += 1 }
  var exponent = 0
  let exponentStart = index
  while index < scalars.count, index - exponentStart < 3, let digit = digit(scalars[index]) {
    exponent = exponent * 10 + digit
    index += 1
  }
  let length = point + exponent
  guard index > exponentStart, index == scalars.count || digit(scalars[index]) == nil,
    (13...19).contains(length), digits.count <= length, digits.count >= 10
  else { return nil }
  let whole = digits + Array(repeating: 0, count: length - digits.count)
  guard ending(of: whole) != nil else { return nil }
  for place in places.dropLast(max(0, 4 - (length - digits.count))) { scalars[place] = "•" }
  return index
}

/// The end of the digit groups that begin at `start`, separated by one or two separators.
private func endOfDigits(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
  var end = start
  var index = start
  var separators = 0
  while index < scalars.count {
    if digit(scalars[index]) != nil {
      index += 1
      end = index
      separators = 0
    } else if isSeparator(scalars[index]), separators < 2 {
      separators += 1
      index += 1
    } else {
      break
    }
  }
  return end
}

/// Whether UTF-8 has at least as many bytes of digits as a payment card number; most cells do not, and
/// cost no more than this check.
public func mayHoldPaymentCard(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard bytes.count >= 13 else { return false }
  var digits = 0
  for byte in bytes where byte &- 0x30 < 10 || byte >= 0xD9 { digits += 1 }
  return digits >= 13
}

private func holdsDigits(_ text: String, atLeast count: Int) -> Bool {
  guard text.utf8.count >= count else { return false }
  var text = text
  return text.withUTF8 { bytes in
    var digits = 0
    for byte in bytes where byte &- 0x30 < 10 || byte >= 0xD9 { digits += 1 }
    return digits >= count
  }
}

/// The value of a decimal digit of any script.
private func digit(_ scalar: Unicode.Scalar) -> Int? {
  if scalar.isASCII { return scalar.value &- 0x30 < 10 ? Int(scalar.value - 0x30) : nil }
  guard scalar.properties.generalCategory == .decimalNumber,
    let value = scalar.properties.numericValue
  else { return nil }
  return Int(value)
}

/// Whether the only mark among digits is a single point.
private func isDecimal(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
  let separators = scalars.filter { digit($0) == nil }
  return separators == ["."]
}

/// Whether a character may separate digit groups: a space, a line break, a hyphen or dash, a point, an
/// invisible character.
private func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20, 0x2D, 0x2E, 0x09...0x0D, 0x85, 0x2028, 0x2029, 0xA0, 0xAD, 0x2010...0x2015,
    0x2000...0x200D, 0x202F, 0x205F, 0x2212,
    0x3000, 0xFEFF:
    true
  default: false
  }
}

/// The last four digits of a card number; `nil` for other digits.
private func ending(of digits: [Int]) -> String? {
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
