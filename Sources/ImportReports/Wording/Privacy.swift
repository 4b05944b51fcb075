import Foundation
import ImportPipeline
import TabularCore

/// Takes out of issues what a report must not tell.
///
/// Secrets never appear; personal values are replaced, when reports are redacted, by `‹hidden›` with a
/// number that is the same for equal values, and their length in parentheses. Personal cells beside the one
/// that an issue is about are hidden always. Whoever writes a text masks its card numbers.
struct Privacy {
  static let secret = "‹secret›"

  private var numbers: [String: Int] = [:]
  /// Personal parts of keys and e-mail addresses: they name a person wherever they stand.
  private var names: Set<String> = []
  private let isRedacted: Bool
  private let messages: IssueMessage
  private let personal: PersonalFields

  /// What to hide of the issues and changes of one report, which are given in its order.
  init(
    _ issues: some Collection<Issue>, _ changes: [PlannedChange] = [],
    evidence: EvidenceByRow = EvidenceByRow(),
    personal: PersonalFields = PersonalFields(),
    messages: IssueMessage, isRedacted: Bool
  ) {
    self.messages = messages
    self.personal = personal
    self.isRedacted = isRedacted
    guard isRedacted else { return }
    for issue in issues { noteNames(of: issue) }
    for change in changes { noteNames(change.key, of: change.table) }
    var numbers: [String: Int] = [:]
    let number = { (text: String) in
      if !text.isEmpty, numbers[text] == nil { numbers[text] = numbers.count + 1 }
      return text
    }
    for issue in issues where !issue.isSecret { _ = replaced(issue, by: number) }
    for change in changes { _ = replaced(change, by: number) }
    for issue in issues {
      guard let row = evidence[issue.location] else { continue }
      _ = replaced(row, of: issue.location.table, by: number)
    }
    self.numbers = numbers
  }

  private mutating func noteNames(of issue: Issue) {
    noteNames(issue.location.key, of: issue.location.table)
    if issue.isPersonal, let value = issue.value, issue.location.key.contains(value) {
      names.insert(value)
    }
    for place in issue.related { noteNames(place.location.key, of: place.location.table) }
  }

  private mutating func noteNames(_ key: [String], of table: String?) {
    for (part, isPersonal) in zip(key, personal.keyParts(of: table)) where isPersonal {
      names.insert(part)
    }
  }

  /// The change as a report may show it.
  func shown(_ change: PlannedChange) -> PlannedChange {
    isRedacted ? replaced(change, by: hidden) : change
  }

  /// A value of a field as a report may show it.
  func shown(_ text: String, of field: String?, in table: String?) -> String {
    guard isRedacted else { return text }
    return personal.contains(field, of: table) ? hidden(text) : named(text, by: hidden)
  }

  /// The correction as a report may show it.
  func shown(_ correction: ReportedCorrection) -> ReportedCorrection {
    guard isRedacted else { return correction }
    var correction = correction
    let place = correction.location
    let isPersonal = correction.isPersonal || personal.contains(place.field, of: place.table)
    func replaced(_ text: String) -> String {
      isPersonal ? hidden(text) : named(text, by: hidden)
    }
    correction.before = replaced(correction.before)
    correction.after = correction.after.map(replaced)
    return correction
  }

  /// The issue as a report may show it.
  func shown(_ issue: Issue) -> Issue {
    guard issue.isSecret else { return isRedacted ? replaced(issue, by: hidden) : issue }
    var issue = issue
    issue.value = issue.value.map { _ in Self.secret }
    issue.shown = nil
    issue.suggestion = nil
    let data = dataArguments(of: issue)
    for index in issue.arguments.indices where data.contains(issue.arguments[index].name) {
      issue.arguments[index].value = Self.secret
      issue.arguments[index].shown = nil
    }
    guard isRedacted else { return issue }
    issue.location.key = key(issue.location.key, of: issue.location.table, by: hidden)
    issue.related = issue.related.map { replaced($0, isPersonal: false, by: hidden) }
    return issue
  }

  /// A row of a table as a report may show it.
  ///
  /// Of personal values only the one that the issue is about is shown: its message shows that, too.
  func shown(_ evidence: RowEvidence, of table: String?, at field: String?) -> RowEvidence {
    if isRedacted { return replaced(evidence, of: table, by: hidden) }
    return evidence.replacingTexts { cell in
      guard !cell.isSecret else { return Self.secret }
      let isOther = cell.field != field && personal.contains(cell.field, of: table)
      return isOther ? hidden(cell.text) : cell.text
    }
  }

  private func hidden(_ text: String) -> String {
    guard !text.isEmpty else { return text }
    let number = numbers[text].map { " #\($0)" } ?? ""
    return "‹hidden›\(number) (\(text.count))"
  }

  // MARK: What is replaced

  private func replaced(_ change: PlannedChange, by hide: (String) -> String) -> PlannedChange {
    var change = change
    change.key =
      change.isKeyPersonal ? change.key.map(hide) : key(change.key, of: change.table, by: hide)
    for index in change.fields.indices {
      let field = change.fields[index]
      let isPersonal = field.isPersonal || personal.contains(field.name, of: change.table)
      change.fields[index].before = isPersonal ? hide(field.before) : named(field.before, by: hide)
      change.fields[index].after = isPersonal ? hide(field.after) : named(field.after, by: hide)
    }
    return change
  }

  /// What no field is read from may be anything, and so may the cells of a record that is broken.
  private func replaced(
    _ evidence: RowEvidence, of table: String?, by hide: (String) -> String
  ) -> RowEvidence {
    evidence.replacingTexts { cell in
      guard !cell.isSecret else { return Self.secret }
      let isKnown = cell.field != nil && cell.field != "notes" && table != nil
      guard isKnown, !evidence.isDisplaced, !personal.contains(cell.field, of: table) else {
        return hide(cell.text)
      }
      return named(cell.text, by: hide)
    }
  }

  private func replaced(_ issue: Issue, by hide: (String) -> String) -> Issue {
    var issue = issue
    let place = issue.location
    let isPersonal = issue.isPersonal || personal.contains(place.field, of: place.table)
    let all = place.key.joined(separator: "/")
    issue.location.key = key(place.key, of: place.table, by: hide)
    let shownKey = issue.location.key.joined(separator: "/")
    func replaced(_ text: String) -> String {
      isPersonal ? hide(text) : named(text, by: hide)
    }
    issue.value = issue.value.map(replaced)
    issue.shown = issue.shown.map(replaced)
    if let suggestion = issue.suggestion { issue.suggestion?.text = replaced(suggestion.text) }
    let data = personalArguments(of: issue, isPersonal: isPersonal)
    for index in issue.arguments.indices {
      let text = issue.arguments[index].value
      let new =
        text == all
        ? shownKey
        : data.contains(issue.arguments[index].name) ? hide(text) : named(text, by: hide)
      guard new != text else { continue }
      issue.arguments[index].value = new
      issue.arguments[index].shown = nil
    }
    issue.related = issue.related.map { self.replaced($0, isPersonal: isPersonal, by: hide) }
    return issue
  }

  private func replaced(
    _ place: Issue.RelatedPlace, isPersonal: Bool, by hide: (String) -> String
  ) -> Issue.RelatedPlace {
    var place = place
    let location = place.location
    let all = location.key.joined(separator: "/")
    place.location.key = key(location.key, of: location.table, by: hide)
    let isWord =
      Phrases.isKnown(place.label)
      || IssueCatalog.definition(of: IssueCode(rawValue: place.label)) != nil
    if place.label == all {
      place.label = place.location.key.joined(separator: "/")
    } else if !isWord, isPersonal || personal.contains(location.field, of: location.table) {
      place.label = hide(place.label)
    } else {
      place.label = named(place.label, by: hide)
    }
    return place
  }

  private func key(_ key: [String], of table: String?, by hide: (String) -> String) -> [String] {
    let parts = personal.keyParts(of: table)
    return key.enumerated().map { index, part in
      parts.indices.contains(index) && parts[index] ? hide(part) : named(part, by: hide)
    }
  }

  /// A text that is not personal by its place, without the names of people in it: each of the items of
  /// a list, each of the parts of a key.
  private func named(_ text: String, by hide: (String) -> String) -> String {
    if names.contains(text) { return hide(text) }
    for separator in [", ", "/", ";"] where text.contains(separator) {
      let items = text.components(separatedBy: separator)
      guard items.contains(where: { names.contains($0) || Self.isAddress($0) }) else { continue }
      return items.map { names.contains($0) || Self.isAddress($0) ? hide($0) : $0 }
        .joined(separator: separator)
    }
    return Self.isAddress(text) ? hide(text) : text
  }

  /// Whether a text is an e-mail address.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !text.contains(where: \.isWhitespace)
      && parts.allSatisfy { !$0.isEmpty } && parts[1].contains(".")
  }

  /// The arguments that hold personal values.
  private func personalArguments(of issue: Issue, isPersonal: Bool) -> Set<String> {
    let ofRule = personal.arguments(of: issue.code)
    guard isPersonal else { return ofRule ?? [] }
    // A package says itself what its rules tell.
    if let ofRule, IssueCatalog.definition(of: issue.code) == nil {
      return ofRule.union(["value", "found", "before", "after"])
    }
    return dataArguments(of: issue).union(ofRule ?? [])
  }

  /// The arguments that hold data of the row: those in backticks, but for names of things and
  /// numbers of a few digits.
  private func dataArguments(of issue: Issue) -> Set<String> {
    let quoted = Set(messages.template(of: issue).quotedArgumentNames)
    let small = issue.arguments.filter { $0.value.utf8.count <= 3 && Int($0.value) != nil }
    return quoted.subtracting(Self.things).subtracting(small.map(\.name))
  }

  /// Arguments that name fields, tables, places and limits, never what a row holds.
  private static let things: Set<String> = [
    "field", "other", "table", "file", "sheet", "package", "limit", "count", "total", "row",
    "rows", "column", "line", "country", "currency", "zone", "header", "cell", "rule", "run",
    "target", "range", "path", "part", "length", "usual", "otherField", "parent", "plan",
  ]
}
