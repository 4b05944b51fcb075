import TabularCore

/// Prints why a file cannot be read, or what is odd about it, on standard error.
enum FailureText {
  /// `error[CODE]: MESSAGE`, then the place and the help.
  static func print(_ error: any InputError, file path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var issue = error.issue(file: name, form: .delimited)
    if let failure = error as? ReadingFailure {
      issue.location.sheet = failure.sheet
      issue.location.column = failure.column
    }
    print(issue, severity: "error")
  }

  /// `SEVERITY[CODE]: MESSAGE`, then the place and the help.
  static func print(_ issue: Issue, severity: String) {
    let definition = IssueCatalog.definition(of: issue.code)
    func sentence(_ text: LocalizedText?) -> String {
      guard let text else { return issue.code.rawValue }
      return MessageTemplate(text.text(in: .english)).filled(with: issue.arguments)
    }
    var text =
      "\(severity)[\(issue.code)]: \(sentence(definition?.message(variant: issue.variant)))\n"
    text += "  --> \(place(of: issue.location))\n"
    if let help = definition?.help(variant: issue.variant) {
      text += "   = help: \(sentence(help))\n"
    }
    Terminal.write(text)
  }

  /// Prints a line.
  static func print(line: String) { Terminal.write(line + "\n") }

  private static func place(of location: IssueLocation) -> String {
    var text = printable(location.file ?? "-")
    if let part = location.part { text += " › \(printable(part))" }
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
