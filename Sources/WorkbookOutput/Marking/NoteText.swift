import ImportReports
import TabularCore

/// What a note says of an issue.
struct NoteText {
  private let content: ReportContent
  private let words: MarkingWords
  private let told = Told()

  /// The sentences that were made: the page and the notes tell the same.
  private final class Told {
    var sentences: [Issue: (message: String, toDo: String)] = [:]
  }

  init(_ content: ReportContent, _ words: MarkingWords) {
    self.content = content
    self.words = words
  }

  /// The sentence, what to type, and what was probably meant.
  func text(of original: Issue) -> String {
    let (message, toDo) = sentences(of: original)
    let name = words.language.label("severity/" + original.severity.rawValue)
    var lines = ["\(capitalized(name))\(words.colon) \(message)."]
    if !toDo.isEmpty { lines.append(toDo) }
    return lines.joined(separator: "\n")
  }

  /// The sentence, and what to type, of an issue as it may be shown.
  func sentences(of original: Issue) -> (message: String, toDo: String) {
    if let known = told.sentences[original] { return known }
    let issue = content.shown(original)
    let made = (plain(content.messages.message(of: issue)), toDo(issue))
    told.sentences[original] = made
    return made
  }

  private func toDo(_ issue: Issue) -> String {
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
