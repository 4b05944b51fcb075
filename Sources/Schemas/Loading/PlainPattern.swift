/// Patterns that compile in every dialect of regular expressions: letters, digits and sets of them, each perhaps
/// repeated.
///
/// Most patterns of packages are of this kind, and to see that takes a fraction of what compiling them takes.
enum PlainPattern {
  /// Whether a pattern is such a one.
  static func isPlain(_ pattern: String) -> Bool {
    var rest = pattern.utf8[...]
    while let first = rest.first {
      if first == UInt8(ascii: "[") {
        guard takeSet(&rest) else { return false }
      } else {
        guard isLiteral(first) else { return false }
        rest.removeFirst()
      }
      guard takeRepetition(&rest) else { return false }
    }
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isSmall(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  private static func isLiteral(_ byte: UInt8) -> Bool {
    isDigit(byte) || isCapital(byte) || isSmall(byte) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "@")
  }

  /// A set of literals, ascending ranges within one kind of them, and perhaps a full stop, a plus and, at the
  /// end, a hyphen.
  private static func takeSet(_ rest: inout Substring.UTF8View) -> Bool {
    rest.removeFirst()
    var isEmpty = true
    while let low = rest.popFirst() {
      if low == UInt8(ascii: "]") { return !isEmpty }
      if low == UInt8(ascii: "-") {
        guard !isEmpty, rest.popFirst() == UInt8(ascii: "]") else { return false }
        return true
      }
      isEmpty = false
      if low == UInt8(ascii: ".") || low == UInt8(ascii: "+") {
        // A hyphen after a sign means itself at the end only.
        guard rest.first != UInt8(ascii: "-") || rest.dropFirst().first == UInt8(ascii: "]")
        else { return false }
        continue
      }
      guard isLiteral(low) else { return false }
      guard rest.first == UInt8(ascii: "-"), rest.dropFirst().first != UInt8(ascii: "]") else {
        continue
      }
      rest.removeFirst()
      guard let high = rest.popFirst(), low <= high,
        isDigit(low) && isDigit(high) || isCapital(low) && isCapital(high)
          || isSmall(low) && isSmall(high)
      else { return false }
    }
    return false
  }

  /// Nothing, `?`, `*`, `+`, or one or two numbers of up to three digits in braces.
  private static func takeRepetition(_ rest: inout Substring.UTF8View) -> Bool {
    guard let mark = rest.first else { return true }
    switch mark {
    case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      rest.removeFirst()
    case UInt8(ascii: "{"):
      rest.removeFirst()
      guard let low = takeNumber(&rest) else { return false }
      if rest.first == UInt8(ascii: ",") {
        rest.removeFirst()
        guard let high = takeNumber(&rest), low <= high else { return false }
      }
      guard rest.popFirst() == UInt8(ascii: "}") else { return false }
    default: break
    }
    return true
  }

  private static func takeNumber(_ rest: inout Substring.UTF8View) -> Int? {
    let digits = rest.prefix(while: isDigit)
    guard (1...3).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return Int(Substring(digits))
  }
}
