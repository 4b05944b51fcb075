/// The characters that a class of a regular expression matches (XML Schema part 2, F.1).
indirect enum ScalarSet: Sendable {
  /// Ranges of code points, ends included.
  case ranges([ClosedRange<UInt32>])
  /// Characters of these general categories.
  case categories(Set<Unicode.GeneralCategory>)
  /// Any of several sets.
  case union([ScalarSet])
  /// The complement of a set.
  case complement(ScalarSet)
  /// The difference of two sets.
  case difference(ScalarSet, ScalarSet)

  /// Whether a character belongs to the set.
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .ranges(let ranges): ranges.contains { $0.contains(scalar.value) }
    case .categories(let categories): categories.contains(scalar.properties.generalCategory)
    case .union(let sets): sets.contains { $0.contains(scalar) }
    case .complement(let set): !set.contains(scalar)
    case .difference(let set, let taken): set.contains(scalar) && !taken.contains(scalar)
    }
  }

  /// Whether the set is known to have ASCII characters only.
  var isASCII: Bool {
    switch self {
    case .ranges(let ranges): ranges.allSatisfy { $0.upperBound < 0x80 }
    case .union(let sets): sets.allSatisfy(\.isASCII)
    case .difference(let set, _): set.isASCII
    case .categories, .complement: false
    }
  }

  /// One character.
  static func only(_ scalar: Unicode.Scalar) -> ScalarSet {
    .ranges([scalar.value...scalar.value])
  }

  /// `.`: all but line ends.
  static let wildcard = ScalarSet.complement(.ranges([0x0A...0x0A, 0x0D...0x0D]))

  /// The set of an escape such as `\d`, by its letter; `nil` for other letters.
  static func escape(_ letter: Unicode.Scalar) -> ScalarSet? {
    switch letter {
    case "s": .ranges([0x09...0x0A, 0x0D...0x0D, 0x20...0x20])
    case "d": .categories([.decimalNumber])
    case "w": .complement(.union([punctuation, separators, others]))
    case "i": nameStart
    case "c": nameCharacters
    case "S", "D", "W", "I", "C":
      escape(Unicode.Scalar(UInt8(letter.value) + 0x20)).map { .complement($0) }
    default: nil
    }
  }

  /// The set of `\p{name}`: a general category or `Is` with a block; `nil` for unknown names.
  static func property(_ name: String) -> ScalarSet? {
    if name.hasPrefix("Is") { return blocks[String(name.dropFirst(2))].map { .ranges([$0]) } }
    switch name {
    case "L": return letters
    case "M": return .categories([.nonspacingMark, .spacingMark, .enclosingMark])
    case "N": return .categories([.decimalNumber, .letterNumber, .otherNumber])
    case "P": return punctuation
    case "Z": return separators
    case "S":
      return .categories([.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol])
    case "C": return others
    default: return categories[name].map { .categories([$0]) }
    }
  }

  private static let letters = ScalarSet.categories([
    .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
  ])
  private static let punctuation = ScalarSet.categories([
    .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
    .initialPunctuation, .finalPunctuation, .otherPunctuation,
  ])
  private static let separators = ScalarSet.categories([
    .spaceSeparator, .lineSeparator, .paragraphSeparator,
  ])
  private static let others = ScalarSet.categories([
    .control, .format, .privateUse, .surrogate, .unassigned,
  ])

  /// What an XML name may begin with (XML 1.0, fifth edition, 2.3).
  private static let nameStart = ScalarSet.ranges([
    0x3A...0x3A, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF,
    0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF,
    0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF,
  ])
  /// What an XML name may consist of.
  private static let nameCharacters = ScalarSet.union([
    nameStart,
    .ranges([0x2D...0x2E, 0x30...0x39, 0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040]),
  ])

  private static let categories: [String: Unicode.GeneralCategory] = [
    "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter,
    "Lm": .modifierLetter, "Lo": .otherLetter, "Mn": .nonspacingMark, "Mc": .spacingMark,
    "Me": .enclosingMark, "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber,
    "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Ps": .openPunctuation,
    "Pe": .closePunctuation, "Pi": .initialPunctuation, "Pf": .finalPunctuation,
    "Po": .otherPunctuation, "Zs": .spaceSeparator, "Zl": .lineSeparator,
    "Zp": .paragraphSeparator, "Sm": .mathSymbol, "Sc": .currencySymbol, "Sk": .modifierSymbol,
    "So": .otherSymbol, "Cc": .control, "Cf": .format, "Co": .privateUse, "Cn": .unassigned,
  ]

  /// The Unicode blocks that tables of people and places use; others are not known.
  private static let blocks: [String: ClosedRange<UInt32>] = [
    "BasicLatin": 0...0x7F, "Latin-1Supplement": 0x80...0xFF, "LatinExtended-A": 0x100...0x17F,
    "LatinExtended-B": 0x180...0x24F, "IPAExtensions": 0x250...0x2AF,
    "CombiningDiacriticalMarks": 0x300...0x36F, "Greek": 0x370...0x3FF,
    "GreekandCoptic": 0x370...0x3FF, "Cyrillic": 0x400...0x4FF, "Armenian": 0x530...0x58F,
    "Hebrew": 0x590...0x5FF, "Arabic": 0x600...0x6FF, "Devanagari": 0x900...0x97F,
    "Thai": 0xE00...0xE7F, "Georgian": 0x10A0...0x10FF, "HangulJamo": 0x1100...0x11FF,
    "LatinExtendedAdditional": 0x1E00...0x1EFF, "GreekExtended": 0x1F00...0x1FFF,
    "GeneralPunctuation": 0x2000...0x206F, "CurrencySymbols": 0x20A0...0x20CF,
    "LetterlikeSymbols": 0x2100...0x214F, "Arrows": 0x2190...0x21FF,
    "MathematicalOperators": 0x2200...0x22FF, "Hiragana": 0x3040...0x309F,
    "Katakana": 0x30A0...0x30FF, "CJKUnifiedIdeographs": 0x4E00...0x9FFF,
    "HangulSyllables": 0xAC00...0xD7AF,
  ]
}
