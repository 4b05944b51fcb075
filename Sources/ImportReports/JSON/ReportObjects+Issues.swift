import ImportPipeline
import JSONText
import TabularCore

/// The objects of issues, and the places that they name.
extension ReportObjects {
  /// An issue at a position of the report, from 0.
  ///
  /// - Parameter counter: counts the issues with the same fingerprint, so is given all of them in turn.
  func issue(
    _ original: Issue, at position: Int, _ counter: inout FingerprintCounter,
    _ json: inout JSONWriter
  ) {
    let identity = counter.next(original)
    issue(original, &json)
    json.member("fingerprint", identity.fingerprint.text)
    json.member("occurrence", identity.occurrence)
    if !options.isRedacted,
      report.findingDigests.mayAccept(original, original.severity),
      let digest = report.findingDigests.digest(of: original)
    {
      json.member("digest", digest)
    }
    if let difference = content.difference {
      json.text("since", difference.states[position].word)
    }
    if let row = content.evidence(for: original) {
      json.object("evidence") {
        evidence(row, isWorkbook: original.location.form == .workbook, &$0)
      }
    }
  }

  /// What an issue says by itself.
  func issue(_ original: Issue, _ json: inout JSONWriter) {
    let issue = content.shown(original)
    let location = issue.location
    json.text("code", issue.code.rawValue)
    json.text("severity", issue.severity.rawValue)
    place(location, withTable: true, &json)
    json.texts("key", location.key)
    json.text("value", issue.isSecret ? nil : issue.value)
    json.text("shown", issue.shown)
    json.object("arguments") { arguments(of: issue, &$0) }
    json.text("message", content.messages.message(of: issue))
    json.text("help", content.messages.help(of: issue))
    json.member("suggestion") { json in
      guard let suggestion = issue.suggestion else { return json.value("null") }
      json.object { json in
        json.text("text", suggestion.text)
        json.text("evidence", Phrases.text(suggestion.evidence, in: options.language))
      }
    }
    json.objects("related", issue.related) { related($1, &$0) }
    rows(issue.rows, location.row, &json)
    json.text("place", content.places.text(location))
    if issue.isSecret { json.member("secret", true) }
    if location.form != .json, let part = location.part { json.text("part", part) }
    if let offset = location.byteOffset { json.member("byteOffset", offset) }
    source(location.source, &json)
  }

  private func arguments(of issue: Issue, _ json: inout JSONWriter) {
    for (index, argument) in issue.arguments.enumerated()
    where !issue.arguments[..<index].contains(where: { $0.name == argument.name }) {
      // A package names the arguments of its rules.
      json.text(maskingPaymentCards(argument.name), argument.value)
    }
  }

  /// The row of an issue as it was read.
  private func evidence(_ row: RowEvidence, isWorkbook: Bool, _ json: inout JSONWriter) {
    json.objects("cells", row.cells) { json, cell in
      json.text("column", isWorkbook ? columnLetters(cell.column) : nil)
      json.member("columnNumber", cell.column)
      json.text("header", cell.header)
      json.text("field", cell.field)
      json.text("value", cell.isSecret ? nil : cell.text)
      if cell.isSecret { json.member("secret", true) }
    }
    json.member("omitted", row.omittedCount)
  }

  private func related(_ place: Issue.RelatedPlace, _ json: inout JSONWriter) {
    json.text("label", Phrases.text(place.label, in: options.language))
    self.place(place.location, withTable: false, &json)
    rows(place.rows, place.location.row, &json)
    json.text("place", content.places.text(place.location, rows: place.rows))
    source(place.location.source, &json)
  }

  /// The members that say where something is.
  func place(_ location: IssueLocation, withTable: Bool, _ json: inout JSONWriter) {
    json.text("file", location.isInput ? location.file : nil)
    json.text("sheet", location.sheet)
    if withTable { json.text("table", location.table) }
    json.optional("row", number: location.row)
    json.text("column", location.form == .workbook ? location.column.map(columnLetters) : nil)
    json.optional("columnNumber", number: location.column)
    if withTable { json.text("field", location.field) }
    guard location.form == .json else { return }
    json.text("pointer", location.part)
    json.optional("line", number: location.line)
    json.optional("lineColumn", number: location.lineColumn)
  }

  /// The member `rows`: the first and the last of each range.
  func rows(_ ranges: RowRanges, _ row: Int?, _ json: inout JSONWriter) {
    let ranges = ranges.isEmpty ? row.map { [$0...$0] } ?? [] : ranges.ranges
    json.member("rows") { json in
      json.array(ranges) { json, range in
        json.array([range.lowerBound, range.upperBound]) { $0.number($1) }
      }
    }
  }
}
