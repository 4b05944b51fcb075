import ImportPipeline
import TabularCore

/// Takes out of issues what a report must not tell.
///
/// Secrets never appear; card numbers keep their last four digits; personal values are replaced,
/// when reports are redacted, by `‹hidden›` with a number that is the same for equal values, and
/// their length in parentheses.
struct Privacy {
  static let secret = "‹secret›"

  private var numbers: [String: Int] = [:]
  private var messages: IssueMessage

  /// What to hide of the issues of one report, which are given in its order.
  init(
    _ issues: [Issue], _ changes: [PlannedChange] = [], messages: IssueMessage, isRedacted: Bool
  ) {
    self.messages = messages
    guard isRedacted else { return }
    for issue in issues where issue.isPersonal && !issue.isSecret {
      number(personalTexts(of: issue))
    }
    for change in changes {
      if change.isKeyPersonal { number(change.key) }
      for field in change.fields where field.isPersonal { number([field.before, field.after]) }
    }
  }

  private mutating func number(_ texts: [String]) {
    for text in texts where !text.isEmpty && numbers[text] == nil {
      numbers[text] = numbers.count + 1
    }
  }

  /// The change as a report may show it.
  func shown(_ change: PlannedChange) -> PlannedChange {
    var change = change
    if change.isKeyPersonal { change.key = change.key.map(hidden) }
    change.key = change.key.map(maskingPaymentCards)
    for index in change.fields.indices {
      for side in [\PlannedChange.Field.before, \PlannedChange.Field.after] {
        let text = change.fields[index][keyPath: side]
        change.fields[index][keyPath: side] = maskingPaymentCards(
          change.fields[index].isPersonal ? hidden(text) : text)
      }
    }
    return change
  }

  /// The issue as a report may show it.
  func shown(_ issue: Issue) -> Issue {
    var issue = issue
    if issue.isSecret {
      issue.value = issue.value.map { _ in Self.secret }
      issue.shown = nil
      issue.suggestion = nil
      let data = dataArguments(of: issue)
      for index in issue.arguments.indices where data.contains(issue.arguments[index].name) {
        issue.arguments[index].value = Self.secret
        issue.arguments[index].shown = nil
      }
      return issue
    }
    return numbers.isEmpty ? issue : hidden(issue)
  }

  private func hidden(_ issue: Issue) -> Issue {
    var issue = issue
    issue.value = issue.value.map(hidden)
    issue.shown = issue.shown.map(hidden)
    if var suggestion = issue.suggestion {
      suggestion.text = hidden(suggestion.text)
      issue.suggestion = suggestion
    }
    for index in issue.arguments.indices {
      let text = issue.arguments[index].value
      issue.arguments[index].value = hidden(text)
      if issue.arguments[index].value != text { issue.arguments[index].shown = nil }
    }
    issue.location.key = issue.location.key.map(hidden)
    for index in issue.related.indices {
      issue.related[index].label = hidden(issue.related[index].label)
      issue.related[index].location.key = issue.related[index].location.key.map(hidden)
    }
    return issue
  }

  private func hidden(_ text: String) -> String {
    guard let number = numbers[text] else { return text }
    return "‹hidden› #\(number) (\(text.count))"
  }

  private func personalTexts(of issue: Issue) -> [String] {
    var texts = [issue.value, issue.shown, issue.suggestion?.text].compactMap { $0 }
    let data = dataArguments(of: issue)
    texts += issue.arguments.filter { data.contains($0.name) }.map(\.value)
    return texts.filter { !$0.isEmpty }
  }

  /// The arguments that hold data of the row: those in backticks, but for names of things and
  /// numbers of a few digits.
  private func dataArguments(of issue: Issue) -> Set<String> {
    let quoted = Set(messages.template(of: issue).quotedArgumentNames)
    let small = issue.arguments.filter { $0.value.utf8.count <= 3 && Int($0.value) != nil }
    return quoted.subtracting(Self.names).subtracting(small.map(\.name))
  }

  /// Arguments that name fields, tables, places and limits, never what a row holds.
  private static let names: Set<String> = [
    "field", "other", "table", "file", "sheet", "package", "limit", "count", "total", "row",
    "rows", "column", "line", "country", "currency", "zone", "header", "cell", "rule", "run",
    "target", "range", "path", "part", "length", "usual",
  ]
}
