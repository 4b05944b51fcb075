import ImportReports
import TabularCore

/// Prints why a file cannot be read, or what is odd about it, on standard error.
struct FailureText {
  /// The language of the sentences.
  var language = Language.english

  /// `error[CODE]: MESSAGE`, then the place and the help.
  func print(_ error: any InputError, file path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var issue = error.issue(file: name, form: .delimited)
    if let failure = error as? ReadingFailure {
      issue.location.sheet = failure.sheet
      issue.location.column = failure.column
    }
    print(issue, isError: true)
  }

  /// `SEVERITY[CODE]: MESSAGE`, then the place and the help.
  func print(_ issue: Issue, isError: Bool) {
    let definition = IssueCatalog.definition(of: issue.code)
    func sentence(_ text: String?) -> String {
      guard let text else { return issue.code.rawValue }
      return MessageTemplate(text).filled(
        with: issue.arguments, in: language, wording: CommandOptions.ofThisProcess())
    }
    let severity = (isError ? Severity.error : .warning).name(in: language)
    let colon = language.label("punctuation/colon")
    let message = sentence(definition?.message(variant: issue.variant, in: language))
    var text = "\(severity)[\(issue.code)]\(colon) \(message)\n"
    text += "  --> \(place(of: issue.location))\n"
    if let help = definition?.help(variant: issue.variant, in: language) {
      text += "   = \(language.label("report/help"))\(colon) \(sentence(help))\n"
    }
    Terminal.write(text)
  }

  /// Prints how many more findings of a code there are.
  func print(more count: Int, of code: IssueCode) {
    Terminal.write(language.label("report/more", ["count": count, "code": code]) + "\n")
  }

  private func place(of location: IssueLocation) -> String {
    var text = printable(location.file ?? "-")
    if let line = location.line {
      text += ":\(line)" + (location.lineColumn.map { ":\($0)" } ?? "")
    }
    if let part = location.part, !part.isEmpty { text += " › \(printable(part))" }
    if let sheet = location.sheet { text += " › \(printable(sheet))" }
    if let row = location.row {
      let isSheet = location.sheet != nil
      text += isSheet ? "!" : ":"
      switch location.column {
      case nil: text += String(row)
      case let column? where isSheet: text += CellReference(row: row, column: column).description
      case let column?: text += "\(row):\(column)"
      }
    }
    if location.part != nil, let offset = location.byteOffset { text += " at byte \(offset)" }
    return text
  }
}
