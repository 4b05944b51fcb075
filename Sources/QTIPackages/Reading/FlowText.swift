/// The text of flow content, a paragraph a line, and the elements of which something is lost.
struct FlowText {
  private(set) var lost: Set<String> = []
  private var lines: [String] = []
  private var line = ""
  /// Whether the line is one of a block of its own, which counts even when it is blank.
  private var isOwn = false

  private static let blocks: Set<String> = [
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dt", "dd", "address",
    "section", "article", "tr", "prompt", "contentbody",
  ]
  private static let inline: Set<String> = [
    "span", "b", "strong", "i", "em", "a", "u", "small", "big", "tt", "code", "q", "cite", "abbr",
    "acronym", "dfn", "kbd", "samp", "var", "ul", "ol", "dl", "tbody", "thead", "bdo", "label",
    "itembody", "simplechoice", "modalfeedback",
  ]

  /// What text stands in place of an element; `nil` for its own.
  private let replacing: (MarkupElement) -> String?

  private init(replacing: @escaping (MarkupElement) -> String?) { self.replacing = replacing }

  /// The text of the contents of some elements.
  ///
  /// - Parameter replacing: gives the text that stands in place of an element; `nil` for its own.
  static func of(
    _ elements: [MarkupElement], replacing: @escaping (MarkupElement) -> String? = { _ in nil }
  ) -> (text: String, lost: Set<String>) {
    var flow = FlowText(replacing: replacing)
    for element in elements {
      flow.add(children: element)
      flow.endLine()
    }
    return (flow.lines.joined(separator: "\n"), flow.lost)
  }

  private mutating func add(children element: MarkupElement) {
    for child in element.children {
      switch child {
      case .text(let text): add(text)
      case .element(let element): add(element)
      }
    }
  }

  private mutating func add(_ element: MarkupElement) {
    if let text = replacing(element) {
      line += text
      return
    }
    switch element.name {
    case "br":
      isOwn = true
      endLine()
      isOwn = true
    case "pre":
      endLine()
      lines += element.text.split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
    case let name where Self.blocks.contains(name):
      endLine()
      isOwn = name == "p"
      add(children: element)
      endLine()
    default:
      if !Self.inline.contains(element.name) { lost.insert(element.writtenName) }
      add(children: element)
    }
  }

  /// White space in a row is one space, as in a page.
  private mutating func add(_ text: String) {
    for scalar in text.unicodeScalars {
      let isSpace = scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
      if !isSpace {
        line.unicodeScalars.append(scalar)
      } else if !line.isEmpty, line.unicodeScalars.last != " " {
        line += " "
      }
    }
  }

  private mutating func endLine() {
    let text = trimmed(line)
    if !text.isEmpty || isOwn { lines.append(text) }
    line = ""
    isOwn = false
  }
}
