import ImportPipeline
import JSONText
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
  ///
  /// - Parameters:
  ///   - json: writes each of them anew.
  ///   - body: is given each result as JSON.
  func forEach(_ json: inout JSONWriter, _ body: ([UInt8]) -> Void) {
    var counter = FingerprintCounter(content)
    for (position, original) in content.issues.enumerated() {
      let finding = AcceptedFinding(original, content.report)
      let identity = counter.next(finding?.issue ?? original)
      let issue = content.shown(original)
      json.removeAll()
      json.object { result(issue, finding, identity, content.difference?.states[position], &$0) }
      body(json.bytes)
    }
    for issue in content.difference?.fixed ?? [] {
      json.removeAll()
      json.object { absent(issue, &$0) }
      body(json.bytes)
    }
  }

  private func result(
    _ issue: Issue, _ finding: AcceptedFinding?,
    _ identity: (fingerprint: IssueFingerprint, occurrence: Int), _ state: RoundDifference.State?,
    _ json: inout JSONWriter
  ) {
    let help = content.messages.help(of: issue)
    let text = content.messages.message(of: issue) + (help.isEmpty ? "" : ". " + help)
    // What is accepted is told under the code and the level of what it is, with who accepts it.
    let told = finding?.issue ?? issue
    rule(told.code, &json)
    json.text("level", told.severity.rawValue)
    SARIFReport.message("message", text, &json)
    json.objects("locations", [issue.location]) { location($1, &$0) }
    if !issue.related.isEmpty {
      json.objects("relatedLocations", issue.related) { related($1, &$0) }
    }
    // The first of equal issues has the bare fingerprint, so that most stay as they are.
    let number = identity.occurrence > 1 ? ":\(identity.occurrence)" : ""
    fingerprint(identity.fingerprint.text + number, &json)
    if let state { json.text("baselineState", Self.word(state)) }
    if hasSuppressions {
      json.objects("suppressions", finding == nil ? [] : [issue]) {
        AcceptedFinding.suppression($1, &$0)
      }
    }
    json.object("properties") { properties(issue, &$0) }
  }

  private func absent(_ issue: EarlierReport.Issue, _ json: inout JSONWriter) {
    rule(IssueCode(rawValue: issue.code), &json)
    json.text("level", Severity(rawValue: issue.severity)?.rawValue ?? "none")
    SARIFReport.message("message", "\(issue.place): \(issue.message)", &json)
    fingerprint(issue.fingerprint, &json)
    json.text("baselineState", "absent")
    if hasSuppressions { json.texts("suppressions", []) }
  }

  private func rule(_ code: IssueCode, _ json: inout JSONWriter) {
    json.text("ruleId", code.rawValue)
    if let position = rules.position(of: code) { json.member("ruleIndex", position) }
  }

  private func fingerprint(_ text: String, _ json: inout JSONWriter) {
    json.object("partialFingerprints") { $0.member("registrar/1", text) }
  }

  /// The words of SARIF 3.27.24: what moved was there already, but looked otherwise.
  private static func word(_ state: RoundDifference.State) -> String {
    switch state {
    case .new: "new"
    case .moved: "updated"
    case .remaining: "unchanged"
    }
  }

  private func related(_ place: Issue.RelatedPlace, _ json: inout JSONWriter) {
    let phrase = Phrases.text(place.label, in: content.language)
    let text = content.places.text(place.location, rows: place.rows)
    location(place.location, message: phrase.isEmpty ? text : "\(text), \(phrase)", &json)
  }

  private func location(
    _ place: IssueLocation, message: String? = nil, _ json: inout JSONWriter
  ) {
    if place.isInput || place.form == .schema, let file = place.file {
      json.object("physicalLocation") { json in
        json.object("artifactLocation") { json in
          json.text("uri", SARIFReport.uri(file))
          if let index = content.sources.index(of: place) { json.member("index", index) }
        }
        region(place, &json)
      }
    }
    json.objects("logicalLocations", [place]) { logical($1, &$0) }
    if let message { SARIFReport.message("message", message, &json) }
  }

  private func region(_ place: IssueLocation, _ json: inout JSONWriter) {
    if place.form == .delimited, let row = place.row, row > 0 {
      json.object("region") { $0.member("startLine", row) }
    } else if let line = place.line {
      json.object("region") { json in
        json.member("startLine", line)
        if let column = place.lineColumn { json.member("startColumn", column) }
      }
    }
  }

  private func logical(_ place: IssueLocation, _ json: inout JSONWriter) {
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
    json.text("name", name)
    json.text("fullyQualifiedName", full)
    json.text("kind", "element")
  }

  private func properties(_ issue: Issue, _ json: inout JSONWriter) {
    let place = issue.location
    json.text("sheet", place.sheet)
    json.text("table", place.table)
    json.optional("row", number: place.row)
    json.optional("columnNumber", number: place.column)
    json.text("field", place.field)
    json.texts("key", place.key)
    json.text("value", issue.isSecret ? nil : issue.value)
  }
}
