import Foundation
import ImportReports
import TabularCore

/// Lines on standard error.
enum Terminal {
  /// A text, its card numbers masked: an option or the name of a file may hold one.
  ///
  /// Where it cannot be written, nobody can be told.
  static func write(_ text: String) {
    try? Descriptor.write(maskingPaymentCards(text), to: 2)
  }

  /// A notice.
  static func note(_ text: String) { write("registrar: \(text)\n") }

  /// An error of a code, rendered as in reports: the sentence, then what to do.
  static func error(
    _ content: IssueContent, language: Language = .ofThisProcess()
  ) {
    error(Issue(content, at: IssueLocation(.run)), language: language)
  }

  /// An error as it is rendered in reports: the sentence, then what to do.
  static func error(_ issue: Issue, language: Language = .ofThisProcess()) {
    let messages = IssueMessage(
      language: language, wording: CommandOptions.ofThisProcess())
    let colon = language.label("punctuation/colon")
    var text = "\(Severity.error.name(in: language))[\(issue.code)]\(colon) "
    text += messages.message(of: issue) + "\n"
    let help = messages.help(of: issue)
    if !help.isEmpty { text += "   = \(language.label("report/help"))\(colon) \(help)\n" }
    write(text)
  }

  /// How many columns the terminal has that standard output is; `nil` when it is none.
  static var width: Int? { width(of: STDOUT_FILENO) }

  /// How many columns the terminal has that standard error is; `nil` when it is none.
  static var errorWidth: Int? { width(of: STDERR_FILENO) }

  private static func width(of descriptor: CInt) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
