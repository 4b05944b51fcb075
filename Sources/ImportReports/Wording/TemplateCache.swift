import Synchronization
import TabularCore

/// The templates of sentences, each looked up and taken apart once: a report has thousands of issues of few codes.
final class TemplateCache: Sendable {
  private struct Key: Hashable {
    var code: IssueCode
    var variant: String
    var isHelp: Bool
  }

  /// `nil` for a code that nobody declares.
  private let templates = Mutex<[Key: MessageTemplate?]>([:])

  /// The template of an issue's sentence, or of its help line.
  ///
  /// - Parameter text: looks the text up.
  func template(
    of issue: Issue, isHelp: Bool, _ text: () -> String?
  ) -> MessageTemplate? {
    let key = Key(code: issue.code, variant: issue.variant, isHelp: isHelp)
    if let known = templates.withLock({ $0[key] }) { return known }
    let template = text().map { MessageTemplate($0).prepared }
    templates.withLock { $0[key] = .some(template) }
    return template
  }
}
