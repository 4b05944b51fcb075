import Foundation
import Hummingbird
import ImportPipeline
import RecordMapping
import Submissions
import TabularCore

extension PageRoute {
  /// What an approver looks at.
  static let approver: [PageRoute] = [
    .get("/submissions/{id}/plan", .roles([.clerk, .approver, .operator, .auditor])) { asked in
      try await asked.planPage()
    }
  ]
}

extension PageRequest {
  /// How many records stand on a page.
  private static let perPage = 50

  private struct Found: Sendable {
    var operations: [PlanOperation] = []
    var matching = 0
    var tables: [PlanSummary.Table] = []
    var headers: [String: [String: String]] = [:]
  }

  /// What an execution would do: each field before and after.
  fileprivate func planPage() async throws -> Response {
    let submission = try await submission()
    let caller = try caller
    let (table, kind) = (query("table"), query("kind").flatMap { PlanOperation.Kind(rawValue: $0) })
    let key = query("key")
    let number = pageNumber
    let first = (number - 1) * Self.perPage
    let found = try await asking { desk -> Found in
      let output = try desk.output(.plan, of: submission.id, for: caller)
      let plan = try PlanFile(path: output.path)
      var found = Found(tables: plan.summary.tables, headers: plan.header.fieldNames)
      try plan.forEachOperation { operation, _ in
        guard table == nil || table == operation.table, kind == nil || kind == operation.kind,
          key.map({ operation.key.joined(separator: "/").localizedStandardContains($0) }) ?? true
        else { return }
        if (first..<first + Self.perPage).contains(found.matching) {
          found.operations.append(operation)
        }
        found.matching += 1
      }
      return found
    }
    var values = SubmissionValues(submission, self).page
    values["operations"] = found.operations.map { operation in
      PlanValues(operation, headers: found.headers[operation.table] ?? [:], submission, self).all
    }
    values["matching"] = label("plan/matching", ["count": found.matching])
    values["summary"] = found.tables.map { line -> [String: Any] in
      [
        "name": line.table, "title": title(ofTable: line.table, package: submission.package),
        "isCurrent": line.table == table, "created": line.created, "updated": line.updated,
        "deleted": line.deleted, "kept": line.kept, "stored": line.stored,
      ]
    }
    values["kinds"] = PlanOperation.Kind.allCases.map { other -> [String: Any] in
      [
        "name": other.rawValue, "title": label("kind/" + other.rawValue),
        "isCurrent": other == kind,
      ]
    }
    values["key"] = key
    values["pages"] = pages(
      number, of: found.matching, per: Self.perPage, path: "/submissions/\(submission.id)/plan",
      filters: [("table", table), ("kind", kind?.rawValue), ("key", key)])
    return page(
      "plan", title: label("plan/title", ["number": submission.number]), part: "submissions", values
    )
  }
}

/// What the template of a plan asks for about an operation.
private struct PlanValues {
  let all: [String: Any]

  init(
    _ operation: PlanOperation, headers: [String: String], _ submission: Submission,
    _ asked: PageRequest
  ) {
    var values: [String: Any] = [
      "kind": operation.kind.rawValue, "mark": asked.label("kind/" + operation.kind.rawValue),
      "table": asked.title(ofTable: operation.table, package: submission.package),
      "key": operation.key.map { printable($0) }.joined(separator: " / "),
      "fields": operation.fields.map { field -> [String: Any] in
        let title = headers[field.name] ?? field.name
        guard !field.isSecret else {
          return ["title": printable(title), "after": asked.label("plan/secret")]
        }
        var line: [String: Any] = ["title": printable(title)]
        if !field.before.isNull {
          line["before"] = Self.shown(field.before, field.beforeForm, asked.language)
        }
        if !field.after.isNull {
          line["after"] = Self.shown(field.after, field.afterForm, asked.language)
        }
        return line
      },
    ]
    if let file = operation.file, let row = operation.row {
      values["place"] =
        operation.sheet.map { "\(printable(file)) › \(printable($0)) · \(row)" }
        ?? "\(printable(file)) · \(row)"
    }
    if operation.kind != .create { values["hasBefore"] = true }
    all = values
  }

  private static func shown(_ value: FieldValue, _ form: ValueForm, _ language: Language) -> String
  {
    form.text(printable(value.description, limit: 200), in: language)
  }
}
