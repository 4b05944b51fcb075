import Foundation

/// What may become of a cell.
struct CellOutcome: Sendable, CustomStringConvertible {
  /// One thing that may become of it.
  enum Choice: Sendable, Equatable {
    /// Stored as this value.
    case stored(String)
    /// Stored as this value, with a warning of this code at the row.
    case warned(String, String)
    /// Stored as nothing.
    case null
    /// Not stored, with an error at the row that has one of these codes.
    case told([String])
    /// The producer does not write it.
    case unwritten
  }

  /// An outcome that is written in a way that nobody understands.
  struct Unknown: Error {
    var text: String
  }

  var choices: [Choice]
  var description: String

  init(_ text: String) throws {
    description = text
    choices = try text.components(separatedBy: " or ").map { choice in
      if choice.hasPrefix("= ") { return .stored(String(choice.dropFirst(2))) }
      if choice == "null" { return .null }
      if let match = choice.wholeMatch(of: /warned (\S+) = (.*)/) {
        return .warned(String(match.1), String(match.2))
      }
      if choice == "unwritten" { return .unwritten }
      let words = choice.split(separator: " ").map(String.init)
      guard words.first == "told", words.count > 1 else { throw Unknown(text: text) }
      return .told(Array(words.dropFirst()))
    }
  }

  var isUnwritten: Bool { choices == [.unwritten] }

  /// Whether this is one of the things that may become of it.
  func allows(_ result: CellResult) -> Bool {
    choices.contains { choice in
      switch (choice, result) {
      case (.stored(let meant), .stored(let value, _)): Self.isSame(meant, value)
      case (.warned(let code, let meant), .stored(let value, let warnings)):
        Self.isSame(meant, value) && warnings.contains(code)
      case (.null, .null), (.unwritten, .absent): true
      case (.told(let codes), .told(let told)):
        told.contains { code in codes.contains { Self.fits(code, $0) } }
      default: false
      }
    }
  }

  private static func fits(_ code: String, _ pattern: String) -> Bool {
    pattern.hasSuffix("*") ? code.hasPrefix(pattern.dropLast()) : code == pattern
  }

  /// Two values are the same when their texts are, or when they are the same number.
  ///
  /// Codes keep their zeros, so a number with a leading zero is none.
  private static func isSame(_ meant: String, _ value: String) -> Bool {
    if meant.utf8.elementsEqual(value.utf8) { return true }
    guard
      meant.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?/) != nil,
      value.wholeMatch(of: /-?[0-9.]+(e[-+]?[0-9]+)?/) != nil,
      let left = Decimal(string: meant), let right = Decimal(string: value)
    else { return false }
    return left == right
  }
}

/// What became of a cell.
enum CellResult: Sendable, Equatable {
  /// A record has this value, with warnings of these codes.
  case stored(String, warnings: [String])
  /// A record has nothing there.
  case null
  /// There is no record, but errors with these codes.
  case told([String])
  /// There is neither a record nor an error.
  case absent
}
