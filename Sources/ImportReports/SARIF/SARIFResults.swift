import ImportPipeline
import TabularCore

/// The issues of a report as results of a SARIF log.
struct SARIFResults {
  private let content: ReportContent
  private let rules: SARIFRules
  /// Whether some finding is accepted: then every result tells whether it is (SARIF 3.27.23).
  private let hasSuppressions: Bool

  init(_ content: ReportContent, _ rules: SARIFRules) {
    self.content = content
    self.rules = rules
    hasSuppressions = content.issues.contains { AcceptedFinding($0, content.report) != nil }
  }

  /// Makes the results one after another: the issues of this run, then those that are fixed.
  func forEach(_ body: (JSONValue) -> Void) {
    var counter = FingerprintCounter(content)
    for (position, original) in content.issues.enumerated() {
      let finding = AcceptedFinding(original, content.report)
      let identity = counter.next(finding?.issue ?? original)
      let issue = content.shown(original)
      body(result(issue, finding, identity, content.difference?.states[position]))
    }
    for issue in content.difference?.fixed ?? [] { body(absent(issue)) }
  }

  private func result(
    _ issue: Issue, _ finding: AcceptedFinding?,
    _ identity: (fingerprint: IssueFingerprint, occurrence: Int), _ state: RoundDifference.State?
  ) -> JSONValue {
    let help = content.messages.help(of: issue)
    let text = content.messages.message(of: issue) + (help.isEmpty ? "" : ". " + help)
    // What is accepted is told under the code and the level of what it is, with who accepts it.
    let told = finding?.issue ?? issue
    var members: [(String, JSONValue)] = [("ruleId", .string(told.code.rawValue))]
    if let position = rules.position(of: told.code) {
      members.append(("ruleIndex", .integer(position)))
    }
    members += [
      ("level", .string(told.severity.rawValue)), ("message", SARIFReport.message(text)),
      ("locations", .array([location(issue.location)])),
    ]
    if !issue.related.isEmpty {
      members.append(("relatedLocations", .array(issue.related.map(related))))
    }
    members.append(("partialFingerprints", fingerprints(identity)))
    if let state { members.append(("baselineState", .string(Self.word(state)))) }
    if hasSuppressions {
      members.append(
        ("suppressions", .array(finding == nil ? [] : [AcceptedFinding.suppression(issue)])))
    }
    members.append(("properties", properties(issue)))
    return .object(members)
  }

  private func absent(_ issue: EarlierReport.Issue) -> JSONValue {
    var members: [(String, JSONValue)] = [("ruleId", .string(issue.code))]
    if let position = rules.position(of: IssueCode(rawValue: issue.code)) {
      members.append(("ruleIndex", .integer(position)))
    }
    return .object(
      members + [
        ("level", .string(Severity(rawValue: issue.severity)?.rawValue ?? "none")),
        ("message", SARIFReport.message("\(issue.place): \(issue.message)")),
        ("partialFingerprints", .object([("registrar/1", .digest(issue.fingerprint))])),
        ("baselineState", .string("absent")),
      ] + (hasSuppressions ? [("suppressions", .array([]))] : []))
  }

  /// The first of equal issues has the bare fingerprint, so that most stay as they are.
  private func fingerprints(
    _ identity: (fingerprint: IssueFingerprint, occurrence: Int)
  ) -> JSONValue {
    let number = identity.occurrence > 1 ? ":\(identity.occurrence)" : ""
    return .object([("registrar/1", .digest(identity.fingerprint.text + number))])
  }

  /// The words of SARIF 3.27.24: what moved was there already, but looked otherwise.
  private static func word(_ state: RoundDifference.State) -> String {
    switch state {
    case .new: "new"
    case .moved: "updated"
    case .remaining: "unchanged"
    }
  }

  private func related(_ place: Issue.RelatedPlace) -> JSONValue {
    let phrase = Phrases.text(place.label, in: content.language)
    let text = content.places.text(place.location, rows: place.rows)
    return location(
      place.location, message: phrase.isEmpty ? text : "\(text), \(phrase)")
  }

  private func location(_ place: IssueLocation, message: String? = nil) -> JSONValue {
    var members: [(String, JSONValue)] = []
    if place.isInput || place.form == .schema, let file = place.file {
      var artifact: [(String, JSONValue)] = [("uri", .string(SARIFReport.uri(file)))]
      if let index = content.sources.index(of: place) {
        artifact.append(("index", .integer(index)))
      }
      var physical: [(String, JSONValue)] = [("artifactLocation", .object(artifact))]
      if place.form == .delimited, let row = place.row, row > 0 {
        physical.append(("region", .object([("startLine", .integer(row))])))
      } else if let line = place.line {
        let column = place.lineColumn.map { [("startColumn", JSONValue.integer($0))] } ?? []
        physical.append(("region", .object([("startLine", .integer(line))] + column)))
      }
      members.append(("physicalLocation", .object(physical)))
    }
    members.append(("logicalLocations", .array([logical(place)])))
    if let message { members.append(("message", SARIFReport.message(message))) }
    return .object(members)
  }

  private func logical(_ place: IssueLocation) -> JSONValue {
    var name = place.field ?? place.part ?? place.table ?? place.file ?? ""
    var full = content.places.bare(place)
    switch place.form {
    case .workbook where place.sheet != nil && place.part == nil:
      full = content.places.short(place)
      let column = place.column.map(columnLetters) ?? ""
      name = column + (place.row.map(String.init) ?? "")
      if name.isEmpty { name = place.sheet ?? "" }
    case .delimited:
      let row = place.row.map { "[\($0)]" } ?? ""
      full = (place.table ?? "") + row + (place.field.map { ".\($0)" } ?? "")
    case .json where place.part?.isEmpty == false: full = place.part ?? ""
    default: break
    }
    return .object([
      ("name", .string(name)), ("fullyQualifiedName", .string(full)),
      ("kind", .string("element")),
    ])
  }

  private func properties(_ issue: Issue) -> JSONValue {
    let place = issue.location
    return .object([
      ("sheet", JSONValue(place.sheet)), ("table", JSONValue(place.table)),
      ("row", JSONValue(place.row)), ("columnNumber", JSONValue(place.column)),
      ("field", JSONValue(place.field)), ("key", .array(place.key.map { .string($0) })),
      ("value", issue.isSecret ? .null : JSONValue(issue.value)),
    ])
  }
}
