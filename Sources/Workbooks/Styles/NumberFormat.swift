import CSheetXML
public import TabularCore

/// A number format: the class it gives to each number.
///
/// A format has up to three sections for numbers. Conditions decide which section applies, or else the
/// number's sign (ECMA-376 part 1, 18.8.31).
public struct NumberFormat: Sendable, Hashable {
  /// A comparison that a section's condition makes.
  enum Comparison: Sendable, Hashable {
    case less, atMost, equal, unequal, atLeast, more

    /// The comparison as the worksheet reader represents it.
    var test: UInt8 {
      switch self {
      case .less: UInt8(SX_LESS)
      case .atMost: UInt8(SX_AT_MOST)
      case .equal: UInt8(SX_EQUAL)
      case .unequal: UInt8(SX_UNEQUAL)
      case .atLeast: UInt8(SX_AT_LEAST)
      case .more: UInt8(SX_MORE)
      }
    }
  }

  /// The condition of a section.
  struct Condition: Sendable, Hashable {
    var comparison: Comparison
    var limit: Double
  }

  /// The class of the numbers that a section's condition holds for.
  struct Choice: Sendable, Hashable {
    var condition: Condition
    var format: NumberFormatClass
  }

  /// The sections with a condition, two at most.
  private(set) var conditional: [Choice] = []
  /// The class of all other numbers.
  private(set) var otherwise: NumberFormatClass

  /// A format that gives all numbers the same class.
  init(_ format: NumberFormatClass) { otherwise = format }

  /// Reads a format code.
  public init(code: String) {
    var sections = FormatScanner.sections(of: code)
    // A last section with `@` is for texts.
    if sections.count > 3 || (sections.count > 1 && sections.last?.format == .text) {
      sections.removeLast()
    }
    guard let last = sections.last else {
      self.init(.general)
      return
    }
    let first = sections[0]
    switch sections.count {
    case 1:
      self.init(first.condition == nil ? last.format : .general)
      add(first, first.condition)
    case 2:
      // A number that matches neither condition is shown as `###`.
      self.init(last.condition == nil ? last.format : .general)
      add(first, first.condition ?? Condition(comparison: .atLeast, limit: 0))
      add(last, last.condition)
    default:
      self.init(sections[2].format)
      add(first, first.condition ?? Condition(comparison: .more, limit: 0))
      add(sections[1], sections[1].condition ?? Condition(comparison: .less, limit: 0))
    }
    simplify()
  }

  private mutating func add(_ section: FormatSection, _ condition: Condition?) {
    if let condition {
      conditional.append(Choice(condition: condition, format: section.format))
    }
  }

  /// Removes conditions that make no difference.
  ///
  /// It also makes no difference if a plain number is grouped in one section only, as in accounting
  /// formats with `-` for zero.
  private mutating func simplify() {
    let formats = conditional.map(\.format) + [otherwise]
    let isPlain = formats.allSatisfy { $0 == .general || $0 == .grouped }
    guard isPlain || Set(formats).count == 1 else { return }
    otherwise = isPlain && formats.contains(.grouped) ? .grouped : formats[0]
    conditional = []
  }

  /// The format's class, if it is the same for all numbers.
  var onlyClass: NumberFormatClass? { conditional.isEmpty ? otherwise : nil }

  /// The format as the worksheet reader takes it.
  var sections: sx_sections {
    var sections = sx_sections()
    sections.classes.2 = otherwise.rawValue
    guard let first = conditional.first else {
      sections.classes.0 = otherwise.rawValue
      return sections
    }
    sections.tests.0 = first.condition.comparison.test
    sections.limits.0 = first.condition.limit
    sections.classes.0 = first.format.rawValue
    sections.classes.1 = otherwise.rawValue
    guard conditional.count > 1 else { return sections }
    sections.tests.1 = conditional[1].condition.comparison.test
    sections.limits.1 = conditional[1].condition.limit
    sections.classes.1 = conditional[1].format.rawValue
    return sections
  }

  /// The class of a number.
  public func formatClass(of number: Double) -> NumberFormatClass {
    var sections = sections
    return NumberFormatClass(rawValue: sx_class_of(&sections, number)) ?? .general
  }
}
