import TabularCore

/// The form of a country's postal codes.
struct PostalCodeForm {
  /// The country, ISO 3166-1 alpha-2; `nil` when it is not known.
  var country: String?

  /// The canonical code of a text.
  ///
  /// - Throws: `value.postal-code-invalid`.
  func code(from text: String) throws(CellProblem) -> String {
    let upper = Array(text.uppercased().utf8)
    switch country {
    case "CA": return try canadian(upper, text)
    case "US": return try formed(upper, text, forms: ["99999", "99999-9999"])
    case "FR", "DE":
      let code = try formed(upper, text, forms: ["99999"])
      guard country != "DE" || !code.hasPrefix("00") else { throw wrongForm(text, "99999") }
      return code
    case "GB": return try british(upper, text)
    default: return try general(upper, text)
    }
  }

  /// A code that equals one of some forms, in which `9` stands for any digit.
  private func formed(_ bytes: [UInt8], _ text: String, forms: [String]) throws(CellProblem)
    -> String
  {
    for form in forms
    where form.utf8.count == bytes.count
      && zip(form.utf8, bytes).allSatisfy({ $0 == ascii9 ? isDigit($1) : $0 == $1 })
    {
      return String(decoding: bytes, as: UTF8.self)
    }
    throw wrongForm(text, forms.joined(separator: " / "))
  }

  /// `A1A 1A1` without D, F, I, O, Q and U; W and Z do not begin a code.
  private func canadian(_ bytes: [UInt8], _ text: String) throws(CellProblem) -> String {
    var compact = bytes
    if compact.count == 7, compact[3] == UInt8(ascii: " ") || compact[3] == UInt8(ascii: "-") {
      compact.remove(at: 3)
    }
    guard compact.count == 6 else { throw wrongForm(text, "A1A 1A1") }
    for (index, byte) in compact.enumerated()
    where index.isMultiple(of: 2) ? !isLetter(byte) : !isDigit(byte) {
      throw wrongForm(text, "A1A 1A1")
    }
    for index in [0, 2, 4] where "DFIOQU".utf8.contains(compact[index]) {
      throw wrongLetter(text, compact[index], isFirst: false)
    }
    if "WZ".utf8.contains(compact[0]) {
      throw wrongLetter(text, compact[0], isFirst: true)
    }
    return String(decoding: compact[..<3], as: UTF8.self) + " "
      + String(decoding: compact[3...], as: UTF8.self)
  }

  /// Outward code (`A9`, `A99`, `A9A`, `AA9`, `AA99`, `AA9A`), a space, inward code `9AA`.
  private func british(_ bytes: [UInt8], _ text: String) throws(CellProblem) -> String {
    let form = "AA9 9AA"
    let spaces = bytes.filter { $0 == UInt8(ascii: " ") }.count
    let compact = bytes.filter { $0 != UInt8(ascii: " ") }
    guard (5...7).contains(compact.count), spaces <= 1,
      spaces == 0 || bytes[compact.count - 3] == UInt8(ascii: " ")
    else { throw wrongForm(text, form) }
    let outward = compact.dropLast(3)
    let inward = Array(compact.suffix(3))
    let shape = String(
      decoding: outward.map { isDigit($0) ? ascii9 : isLetter($0) ? UInt8(ascii: "A") : $0 },
      as: UTF8.self)
    let out = String(decoding: outward, as: UTF8.self)
    guard ["A9", "A99", "A9A", "AA9", "AA99", "AA9A"].contains(shape) || out == "GIR",
      isDigit(inward[0]), isLetter(inward[1]), isLetter(inward[2])
    else { throw wrongForm(text, form) }
    for byte in inward[1...] where "CIKMOV".utf8.contains(byte) {
      throw wrongLetter(text, byte, isFirst: false)
    }
    if let first = outward.first, "QVX".utf8.contains(first) {
      throw wrongLetter(text, first, isFirst: true)
    }
    return out + " " + String(decoding: inward, as: UTF8.self)
  }

  /// 2 to 10 letters, digits, spaces and hyphens, with a letter or digit among them.
  private func general(_ bytes: [UInt8], _ text: String) throws(CellProblem) -> String {
    let isPlain = bytes.allSatisfy {
      isDigit($0) || isLetter($0) || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-")
    }
    guard (2...10).contains(bytes.count), isPlain,
      bytes.contains(where: { isDigit($0) || isLetter($0) })
    else {
      throw CellProblem(.valuePostalCodeInvalid(.general, value: shortened(text)))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func wrongForm(_ text: String, _ form: String) -> CellProblem {
    CellProblem(
      .valuePostalCodeInvalid(
        .form(country: country ?? "", expected: form), value: shortened(text)))
  }

  private func wrongLetter(_ text: String, _ letter: UInt8, isFirst: Bool) -> CellProblem {
    let letter = String(Unicode.Scalar(letter))
    let country = country ?? ""
    return CellProblem(
      .valuePostalCodeInvalid(
        isFirst
          ? .firstLetter(country: country, letter: letter)
          : .letter(country: country, letter: letter),
        value: shortened(text)))
  }
}

private let ascii9 = UInt8(ascii: "9")

private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= ascii9 }

private func isLetter(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
}
