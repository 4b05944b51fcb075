/// An element of a small XML document with everything in it.
final class MarkupElement {
  /// A child of an element.
  enum Child {
    case element(MarkupElement)
    case text(String)
  }

  /// The name, folded: `qti-choice-interaction` and `choiceInteraction` are both `choiceinteraction`.
  let name: String
  /// The name as written.
  let writtenName: String
  /// The namespace; empty for none.
  let space: String
  /// The attributes by their folded names.
  let attributes: [String: String]
  private(set) var children: [Child] = []

  init(name: String, space: String, attributes: [(name: String, value: String)]) {
    writtenName = name
    self.name = Self.folded(name)
    self.space = space
    self.attributes = Dictionary(
      attributes.map { (Self.folded($0.name), $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  func append(_ child: MarkupElement) { children.append(.element(child)) }

  /// Adds text; a parser gives one text in pieces.
  func append(_ text: String) {
    if case .text(let before)? = children.last {
      children[children.count - 1] = .text(before + text)
    } else {
      children.append(.text(text))
    }
  }

  /// QTI 3 writes `qti-` and hyphens where QTI 2 writes capitals.
  static func folded(_ name: String) -> String {
    var name = name.lowercased()
    if name.hasPrefix("qti-") { name.removeFirst(4) }
    name.removeAll { $0 == "-" }
    return name
  }

  /// The elements directly in it.
  var elements: [MarkupElement] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  func elements(named name: String) -> [MarkupElement] { elements.filter { $0.name == name } }

  func first(_ name: String) -> MarkupElement? { elements.first { $0.name == name } }

  /// All text in it, as it stands.
  var text: String {
    children.map { child in
      switch child {
      case .element(let element): element.text
      case .text(let text): text
      }
    }.joined()
  }

  /// The text without white space at its ends.
  var trimmedText: String { trimmed(text) }

  /// Elements at any depth that satisfy a condition, outermost only, in document order.
  func descendants(where isWanted: (MarkupElement) -> Bool) -> [MarkupElement] {
    elements.flatMap { isWanted($0) ? [$0] : $0.descendants(where: isWanted) }
  }
}

/// A text without white space at its ends.
func trimmed(_ text: some StringProtocol) -> String {
  let isSpace = { (scalar: Unicode.Scalar) in
    scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
  }
  var scalars = text.unicodeScalars[...]
  while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
  while let last = scalars.last, isSpace(last) { scalars.removeLast() }
  return String(String.UnicodeScalarView(scalars))
}
