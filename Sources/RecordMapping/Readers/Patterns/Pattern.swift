/// A regular expression of XML Schema (part 2, appendix F), as Table Schema's `pattern` means it.
///
/// It is anchored: the whole text must match. One `^` at the beginning and one `$` at the end, which
/// other dialects need for that, are dropped.
struct Pattern: Sendable {
  private enum Engine: Sendable {
    case simple(SimplePattern)
    case full(FullPattern)
    case invalid
  }

  private let engine: Engine

  /// Compiles an expression; an invalid one matches nothing.
  init(_ expression: String) {
    guard let syntax = PatternSyntax(Self.withoutAnchors(expression)) else {
      engine = .invalid
      return
    }
    if let simple = SimplePattern(syntax) {
      engine = .simple(simple)
    } else {
      engine = FullPattern(syntax).map { .full($0) } ?? .invalid
    }
  }

  /// Whether the expression could be compiled.
  var isValid: Bool {
    if case .invalid = engine { false } else { true }
  }

  /// Whether the whole text matches.
  func matches(_ text: String) -> Bool {
    switch engine {
    case .simple(let simple): simple.matches(text)
    case .full(let full): full.matches(text)
    case .invalid: false
    }
  }

  /// Whether all of some bytes of UTF-8 match.
  @inline(__always)
  func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch engine {
    case .simple(let simple): simple.matches(bytes)
    case .full(let full): full.matches(String(decoding: bytes, as: UTF8.self))
    case .invalid: false
    }
  }

  private static func withoutAnchors(_ expression: String) -> String {
    var rest = Substring(expression)
    if rest.first == "^" { rest.removeFirst() }
    if rest.last == "$" {
      let escapes = rest.dropLast().reversed().prefix { $0 == "\\" }.count
      if escapes.isMultiple(of: 2) { rest.removeLast() }
    }
    return String(rest)
  }
}
