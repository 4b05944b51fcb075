import ImportReports
import TabularCore

/// What a note says of an issue.
struct NoteText {
  private let content: ReportContent
  private let words: MarkingWords

  init(_ content: ReportContent, _ words: MarkingWords) {
    self.content = content
    self.words = words
  }

  /// The sentence, what to type, and what was probably meant.
  func text(of original: Issue) -> String {
    let issue = content.shown(original)
    let name = words.language.label("severity/" + issue.severity.rawValue)
    var lines = [
      "\(capitalized(name))\(words.colon) \(plain(content.messages.message(of: issue)))."
    ]
    let toDo = self.toDo(issue)
    if !toDo.isEmpty { lines.append(toDo) }
    return lines.joined(separator: "\n")
  }

  /// What to type, as a sentence.
  func toDo(_ issue: Issue) -> String {
    var parts: [String] = []
    if let suggestion = issue.suggestion {
      parts.append("\(capitalized(words.didYouMean)) \(suggestion.text)?")
    }
    let help = plain(content.messages.help(of: issue))
    if !help.isEmpty { parts.append(capitalized(help) + ".") }
    return parts.joined(separator: " ")
  }

  /// A sentence without the marks that a terminal shows around values.
  func plain(_ text: String) -> String { printable(text, limit: 4_000) }

  private func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
