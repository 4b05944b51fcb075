import TabularCore

/// Reads phone numbers; the canonical form is E.164, an extension follows as `;ext=12`.
struct PhoneReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    let text = try cell.textOrDigits(expected: "a phone number")
    // Most stored numbers have their canonical form already.
    if text.utf8.first == UInt8(ascii: "+"), (2...31).contains(text.utf8.count),
      text.utf8.dropFirst().allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    {
      return .canonical(try checked(text.dropFirst(), text, context), from: text)
    }
    if isExponent(text) {
      throw .digitsLost(text, expected: "a phone number")
    }
    let (body, ext) = Self.withoutExtension(text)
    guard let number = PhoneDigits(body) else {
      throw problem(Self.holdsSeveral(body) ? .several : .form, text)
    }
    let canonical = try international(number, text, context) + (ext.map { ";ext=" + $0 } ?? "")
    return .canonical(canonical, from: text)
  }

  /// The number in E.164.
  private func international(
    _ number: PhoneDigits, _ text: String, _ context: ReadingContext
  ) throws(CellProblem) -> String {
    if number.isInternational { return try checked(number.digits[...], text, context) }
    guard let country = context.country, let code = CallingCodes.code(of: country) else {
      throw problem(.noCountry, text)
    }
    let plan = PhonePlan(callingCode: code, country: country)
    let digits = number.digits[...]
    for exit in plan.exitPrefixes
    where digits.hasPrefix(exit) && digits.utf8.count > exit.utf8.count + 6 {
      let foreign = digits.dropFirst(exit.utf8.count)
      // Where no area code begins with 00, digits that fit a national number may be one: always if the
      // prefix is in brackets, otherwise only if no foreign number fits.
      guard !exit.hasPrefix("00"), plan.mayBeNational(digits) else {
        return try checked(foreign, text, context)
      }
      if number.areaCodeLength == exit.utf8.count { break }
      do { return try checked(foreign, text, context) } catch { break }
    }
    let national = plan.withoutTrunkPrefix(digits)
    do {
      try plan.check(national)
      return "+" + code + national
    } catch {
      // A spreadsheet turns +33… into a number and drops the sign.
      let rest = digits.dropFirst(code.utf8.count)
      if digits.hasPrefix(code), (try? plan.check(rest)) != nil { return "+" + digits }
      throw problem(error, national, of: plan, text)
    }
  }

  /// International digits, checked by the plan of their calling code.
  private func checked(
    _ digits: Substring, _ text: String, _ context: ReadingContext
  ) throws(CellProblem) -> String {
    guard let (code, main) = CallingCodes.split(digits) else { throw problem(.form, text) }
    // Countries that share a calling code: the message names the row's own.
    let shares = context.country.flatMap(CallingCodes.code(of:)) == String(code)
    let plan = PhonePlan(
      callingCode: String(code), country: shares ? context.country ?? main : main)
    let rest = digits.dropFirst(code.utf8.count)
    do {
      try plan.check(rest)
    } catch {
      throw problem(error, rest, of: plan, text)
    }
    return "+" + digits
  }

  private func problem(
    _ problem: PhonePlan.Problem, _ digits: Substring, of plan: PhonePlan, _ text: String
  ) -> CellProblem {
    let country = plan.country.isEmpty ? "+" + plan.callingCode : plan.country
    switch problem {
    case .length(let expected):
      return CellProblem(
        .valuePhoneInvalid(
          .length(count: digits.utf8.count, country: country, expected: expected),
          value: shortened(text)))
    case .areaCode(let first):
      return CellProblem(
        .valuePhoneInvalid(
          .areaCode(first: first, country: country), value: shortened(text)))
    case .form: return self.problem(.form, text)
    }
  }

  private func problem(_ fault: IssueContent.PhoneFault, _ text: String) -> CellProblem {
    CellProblem(.valuePhoneInvalid(fault, value: shortened(text)))
  }

  /// Cuts `x12`, `ext. 12`, `poste 12`, `#12` and `;ext=12` off the end.
  private static func withoutExtension(_ text: String) -> (body: Substring, extension: String?) {
    let digits = text.reversed().prefix { isDigit($0) }.count
    guard (1...7).contains(digits), digits < text.count else { return (text[...], nil) }
    let start = text.index(text.endIndex, offsetBy: -digits)
    var head = text[..<start]
    while let last = head.last, last == " " || last == "." || last == ":" || last == "=" {
      head.removeLast()
    }
    let lower = head.lowercased()
    for mark in ["extension", "poste", "ext", "x", "#"] where lower.hasSuffix(mark) {
      var body = head.dropLast(mark.count)
      while let last = body.last, " ,;".contains(last) { body.removeLast() }
      return (body, String(text[start...]))
    }
    return (text[...], nil)
  }

  /// Whether a text that is not a number contains several.
  private static func holdsSeveral(_ text: Substring) -> Bool {
    let runs = text.replacing(" or ", with: "/").replacing(" ou ", with: "/")
      .replacing(" and ", with: "/").replacing(" et ", with: "/")
      .split { "/;,|&+\n".contains($0) }
    return runs.filter { run in run.filter(isDigit).count >= 7 }.count > 1
  }
}

/// The digits of one phone number, and whether they begin with a calling code.
struct PhoneDigits: Equatable {
  /// The digits, 1 to 30 of them.
  var digits: String
  /// Whether the number begins with `+`.
  var isInternational: Bool
  /// How many leading digits are in brackets; 0 without brackets.
  var areaCodeLength = 0

  /// Reads digits with separators (space, point, hyphen, slash, parentheses); `nil` for other texts and
  /// for two numbers separated by a slash.
  init?(_ text: Substring) {
    var rest = text
    while rest.first == " " { rest.removeFirst() }
    if rest.prefix(4).lowercased() == "tel:" { rest = rest.dropFirst(4) }
    while rest.first == " " { rest.removeFirst() }
    let parenthesised = rest.hasPrefix("(+")
    if parenthesised { rest.removeFirst() }
    isInternational = rest.first == "+"
    if isInternational {
      rest.removeFirst()
      // "+44 (0)20 …": the zero is dialled only within the country.
      if let zero = rest.firstRange(of: "(0)") { rest.removeSubrange(zero) }
    }
    if !isInternational, rest.first == "(", let end = rest.firstIndex(of: ")") {
      areaCodeLength = rest[..<end].count(where: isDigit)
    }
    var digits = ""
    var digitsSinceSlash = 0
    var longRuns = 0
    for character in rest {
      switch character {
      case _ where isDigit(character):
        digits.append(character)
        digitsSinceSlash += 1
        if digitsSinceSlash == 7 { longRuns += 1 }
      case "/": digitsSinceSlash = 0
      case " ", ".", "-", "(", ")", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2212}":
        continue
      default: return nil
      }
    }
    guard !digits.isEmpty, digits.utf8.count <= 30, longRuns < 2 else { return nil }
    self.digits = digits
  }
}

private func isDigit(_ character: Character) -> Bool { character >= "0" && character <= "9" }

/// Whether a text is a number in exponent form, `1.41656E+10`.
private func isExponent(_ text: String) -> Bool {
  let parts = text.split(
    maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
  guard parts.count == 2, let sign = parts[1].first else { return false }
  let power = sign == "+" || sign == "-" ? parts[1].dropFirst() : parts[1]
  return !power.isEmpty && power.allSatisfy(isDigit) && parts[0].first.map(isDigit) == true
    && parts[0].allSatisfy { isDigit($0) || $0 == "." || $0 == "," }
}
