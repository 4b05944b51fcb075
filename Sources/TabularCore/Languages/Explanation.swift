/// The page about an issue code: what it means, a failing example, what to do.
///
/// Pages are Markdown files, `Explanations/<language>/<code>.md`, built into the program.
public struct Explanation: Sendable {
  /// The code.
  public var code: IssueCode
  /// The page, Markdown.
  public var text: String

  /// The page of a code of the catalog in a language; `nil` if the language has none.
  public init?(_ code: IssueCode, in language: Language = .english) {
    guard let text = language.ownText("pages/\(code.rawValue)") else { return nil }
    self.code = code
    self.text = text
  }
}
