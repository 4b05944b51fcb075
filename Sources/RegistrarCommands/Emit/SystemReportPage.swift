import ImportPipeline
import ImportReports
import JSONText
import SystemEmission
import TabularCore

/// What came of records on their way to another system, for people and for programs.
struct SystemReportPage {
  let report: EmissionReport
  let language: Language
  /// The words of the profile, by their English form.
  let phrases: [String: LocalizedText]

  /// The numbers, every line ended.
  var text: String {
    var table = ListingTable(
      columns: language.label("emit/systemHeadings").split(separator: ",").map(String.init))
    for numbers in report.tables {
      let counts = [
        numbers.created, numbers.updated, numbers.unchanged, numbers.refused, numbers.unknown,
        numbers.deleted, numbers.leftOut,
      ]
      table.add([numbers.name] + counts.map { $0 == 0 ? "" : String($0) })
    }
    // What ended before anything was looked at has no numbers.
    let hasNumbers =
      report.failure == nil
      || report.tables.contains { $0 != EmissionReport.Table(name: $0.name) }
    var text = hasNumbers ? table.text + "\n" : ""
    for numbers in report.tables where numbers.dropped > 0 {
      var lines = [("emit/systemDropped", numbers.dropped)]
      if numbers.droppedUnknown > 0 {
        lines.append(("emit/systemDroppedUnknown", numbers.droppedUnknown))
      }
      for (label, count) in lines {
        text += language.label(label, ["table": numbers.name, "count": count]) + "\n"
      }
    }
    for gone in report.gone {
      text +=
        language.label("emit/systemGone", ["table": printable(gone.table), "count": gone.count])
        + "\n"
      if gone.unknown > 0 {
        text +=
          language.label(
            "emit/systemDroppedUnknown",
            ["table": printable(gone.table), "count": gone.unknown]) + "\n"
      }
    }
    for stays in report.left {
      text +=
        language.label(
          "emit/systemStays",
          [
            "table": stays.table, "count": stays.count,
            "leaves": stays.leaves.isEmpty ? language.label("emit/systemKept") : stays.leaves,
          ]) + "\n"
    }
    text +=
      report.isExecuted
      ? language.label(
        "emit/systemSent",
        ["target": report.target, "address": report.address, "count": report.requestCount])
      : language.label(
        "emit/systemPlanned", ["target": report.target, "address": report.address])
    if report.slowdowns > 0, hasNumbers {
      text +=
        "\n"
        + language.label(
          "emit/systemSlowed", ["count": report.slowdowns, "target": report.target])
    }
    if report.isHeldBack { text += "\n" + language.label("emit/systemWaits") }
    return text + "\n"
  }

  /// Tells the findings on standard error.
  func tell() {
    for issue in report.issues {
      let messages = IssueMessage(
        language: language, phrases: phrases, wording: CommandOptions.ofThisProcess())
      let colon = language.label("punctuation/colon")
      var text = PlaceRenderer().text(issue.location) + "\n"
      text += "  \(issue.severity.name(in: language))[\(issue.code)]\(colon) "
      text += messages.message(of: issue) + "\n"
      let help = messages.help(of: issue)
      if !help.isEmpty { text += "     = \(language.label("report/help"))\(colon) \(help)\n" }
      Terminal.write(text)
    }
    if let failure = report.failure { Terminal.error(failure.content, language: language) }
  }

  /// The result as a JSON object on one line.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("target", report.target)
      json.member("address", report.address)
      json.member("executed", report.isExecuted)
      json.member("requests", report.requestCount)
      json.member("slowdowns", report.slowdowns)
      json.member("tables") { json in
        json.array(report.tables) { json, numbers in
          json.object { json in
            json.member("name", numbers.name)
            json.member("created", numbers.created)
            json.member("updated", numbers.updated)
            json.member("unchanged", numbers.unchanged)
            json.member("refused", numbers.refused)
            json.member("unknown", numbers.unknown)
            json.member("deleted", numbers.deleted)
            json.member("leftOut", numbers.leftOut)
            json.member("dropped", numbers.dropped)
            json.member("droppedUnknown", numbers.droppedUnknown)
          }
        }
      }
      json.member("gone") { json in
        json.array(report.gone) { json, gone in
          json.object { json in
            json.member("table", gone.table)
            json.member("count", gone.count)
            json.member("unknown", gone.unknown)
          }
        }
      }
      json.member("left") { json in
        json.array(report.left) { json, stays in
          json.object { json in
            json.member("table", stays.table)
            json.member("count", stays.count)
            json.member("leaves", stays.leaves)
          }
        }
      }
      json.member("issues") { json in
        json.array(report.issues) { json, issue in self.issue(issue, &json) }
      }
      if let failure = report.failure {
        json.member("failure") { json in
          self.issue(Issue(failure.content, at: IssueLocation(.run)), &json)
        }
      }
    }
    return json.text + "\n"
  }

  private func issue(_ issue: Issue, _ json: inout JSONWriter) {
    let messages = IssueMessage(
      language: language, phrases: phrases, wording: CommandOptions.ofThisProcess())
    json.object { json in
      json.member("code", issue.code.rawValue)
      json.member("severity", issue.severity.rawValue)
      json.member("place", PlaceRenderer().text(issue.location))
      json.member("message", messages.message(of: issue))
    }
  }

  /// What has to be done, a line of JSON each.
  var plan: String {
    var text = ""
    for operation in report.operations {
      var json = JSONWriter()
      json.object { json in
        json.member("table", operation.table)
        json.member("record", operation.keyHash)
        json.member("operation", operation.pointers == nil ? "create" : "update")
        if let pointers = operation.pointers {
          json.member("changes") { $0.array(pointers) { json, pointer in json.string(pointer) } }
        }
      }
      text += json.text + "\n"
    }
    return text
  }
}
