/// The structure of a regular expression of XML Schema (part 2, appendix F).
indirect enum PatternSyntax: Sendable {
  /// A character of a set.
  case set(ScalarSet)
  /// One after the other.
  case sequence([PatternSyntax])
  /// Alternatives.
  case choice([PatternSyntax])
  /// A count with a minimum and a maximum; without a maximum, any number.
  case repetition(PatternSyntax, least: Int, most: Int?)

  /// Parses an expression; `nil` when it is not one.
  init?(_ expression: String) {
    var parser = PatternParser(expression)
    guard let syntax = parser.choice(depth: 0), parser.isAtEnd else { return nil }
    self = syntax
  }
}

/// Parses regular expressions of XML Schema from left to right.
private struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  /// The deepest nesting of parentheses and classes.
  private static let deepest = 50
  /// The highest count in braces.
  private static let mostRepetitions = 1_000_000_000

  init(_ expression: String) { scalars = Array(expression.unicodeScalars) }

  var isAtEnd: Bool { position == scalars.count }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  mutating func choice(depth: Int) -> PatternSyntax? {
    var branches: [PatternSyntax] = []
    repeat {
      guard let branch = branch(depth: depth) else { return nil }
      branches.append(branch)
    } while take("|")
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func branch(depth: Int) -> PatternSyntax? {
    var pieces: [PatternSyntax] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      guard let atom = atom(depth: depth), let piece = repeated(atom) else { return nil }
      pieces.append(piece)
    }
    return pieces.count == 1 ? pieces[0] : .sequence(pieces)
  }

  private mutating func atom(depth: Int) -> PatternSyntax? {
    guard let scalar = next else { return nil }
    position += 1
    switch scalar {
    case "(":
      guard depth < Self.deepest, let inner = choice(depth: depth + 1), take(")") else {
        return nil
      }
      return inner
    case "[": return characterClass(depth: depth).map { .set($0) }
    case "\\": return escape().map { .set($0) }
    case ".": return .set(.wildcard)
    case "?", "*", "+", "{", "}", "]": return nil
    default: return .set(.only(scalar))
    }
  }

  private mutating func repeated(_ atom: PatternSyntax) -> PatternSyntax? {
    if take("?") { return .repetition(atom, least: 0, most: 1) }
    if take("*") { return .repetition(atom, least: 0, most: nil) }
    if take("+") { return .repetition(atom, least: 1, most: nil) }
    guard take("{") else { return atom }
    guard let least = count() else { return nil }
    if take("}") { return .repetition(atom, least: least, most: least) }
    guard take(",") else { return nil }
    if take("}") { return .repetition(atom, least: least, most: nil) }
    guard let most = count(), most >= least, take("}") else { return nil }
    return .repetition(atom, least: least, most: most)
  }

  private mutating func count() -> Int? {
    var value: Int?
    while let scalar = next, ("0"..."9").contains(scalar) {
      let number = (value ?? 0) * 10 + Int(scalar.value - 0x30)
      guard number <= Self.mostRepetitions else { return nil }
      value = number
      position += 1
    }
    return value
  }

  /// What follows a backslash.
  private mutating func escape() -> ScalarSet? {
    guard let scalar = next else { return nil }
    position += 1
    switch scalar {
    case "n": return .only("\n")
    case "r": return .only("\r")
    case "t": return .only("\t")
    case "p", "P":
      guard take("{"), let end = scalars[position...].firstIndex(of: "}") else { return nil }
      var name = String.UnicodeScalarView()
      name.append(contentsOf: scalars[position..<end])
      position = end + 1
      let set = ScalarSet.property(String(name))
      return scalar == "p" ? set : set.map { .complement($0) }
    default:
      if let set = ScalarSet.escape(scalar) { return set }
      let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      return isLetter ? nil : .only(scalar)
    }
  }

  /// A class after its opening bracket: `A-Z0-9]`, `^,]`, `a-z-[aeiou]]`.
  private mutating func characterClass(depth: Int) -> ScalarSet? {
    guard depth < Self.deepest else { return nil }
    let isNegative = take("^")
    var sets: [ScalarSet] = []
    var ranges: [ClosedRange<UInt32>] = []
    while let scalar = next {
      position += 1
      switch scalar {
      case "]":
        guard !sets.isEmpty || !ranges.isEmpty else { return nil }
        return group(sets, ranges, isNegative: isNegative)
      case "[": return nil
      case "-" where next == "[":
        guard !sets.isEmpty || !ranges.isEmpty else { return nil }
        position += 1
        guard let taken = characterClass(depth: depth + 1), take("]") else { return nil }
        return .difference(group(sets, ranges, isNegative: isNegative), taken)
      case "\\":
        guard let set = escape() else { return nil }
        guard case .ranges(let single) = set, single.count == 1, single[0].count == 1 else {
          sets.append(set)
          continue
        }
        guard let range = range(from: single[0].lowerBound) else { return nil }
        ranges.append(range)
      default:
        guard let range = range(from: scalar.value) else { return nil }
        ranges.append(range)
      }
    }
    return nil
  }

  private func group(
    _ sets: [ScalarSet], _ ranges: [ClosedRange<UInt32>], isNegative: Bool
  ) -> ScalarSet {
    let all: ScalarSet = sets.isEmpty ? .ranges(ranges) : .union(sets + [.ranges(ranges)])
    return isNegative ? .complement(all) : all
  }

  /// A range that begins with a character, or that character alone.
  private mutating func range(from first: UInt32) -> ClosedRange<UInt32>? {
    guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]",
      scalars[position + 1] != "["
    else { return first...first }
    position += 1
    guard let scalar = next else { return nil }
    position += 1
    var last = scalar.value
    if scalar == "\\" {
      guard case .ranges(let single) = escape(), single.count == 1, single[0].count == 1 else {
        return nil
      }
      last = single[0].lowerBound
    }
    return first <= last ? first...last : nil
  }
}
