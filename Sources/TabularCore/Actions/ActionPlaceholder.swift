/// A placeholder of a help line that names an action: `{@raiseLimit =rows limit:double}`.
///
/// The name of a ``HelpAction`` is followed by its values: the names of arguments, each perhaps with a form,
/// and texts as they are, after `=`.
struct ActionPlaceholder: Sendable {
  /// A value of the action.
  private enum Value: Sendable {
    case text(String)
    case argument(name: String, form: PlaceholderForm)
  }

  /// The name of the action.
  let name: String
  private let values: [Value]

  /// The placeholder of what stands between braces; `nil` where no action is named.
  init?(_ inside: Substring) {
    guard inside.first == "@" else { return nil }
    let words = inside.dropFirst().split(separator: " ")
    guard let name = words.first else { return nil }
    self.name = String(name)
    values = words.dropFirst().map { word in
      guard word.first != "=" else { return .text(String(word.dropFirst())) }
      let parts = word.split(separator: ":", maxSplits: 1)
      return .argument(
        name: String(parts[0]), form: parts.count == 2 ? PlaceholderForm(parts[1]) : .plain)
    }
  }

  /// The names of the arguments that are values of the action.
  var argumentNames: [String] {
    values.compactMap { if case .argument(let name, _) = $0 { name } else { nil } }
  }

  /// The action with the arguments of an issue; one that is not given is `…`.
  ///
  /// Values stand in it as they are, unfit for a terminal.
  func action(with arguments: [IssueArgument], in language: Language) -> HelpAction? {
    HelpAction(
      name: name,
      values: values.map { value in
        switch value {
        case .text(let text): return text
        case .argument(let name, let form):
          guard let argument = arguments.first(where: { $0.name == name }) else { return "…" }
          let text = argument.text(in: language)
          if case .plain = form { return text }
          return form.print(text, isQuoted: true, in: language)
        }
      })
  }
}
