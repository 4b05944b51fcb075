import ImportPipeline
import TabularCore

/// The codes of a report as rules of a SARIF log: all that the tool has, and the package's own.
struct SARIFRules {
  /// The descriptors, by code.
  let descriptors: [JSONValue]
  private var positions: [IssueCode: Int] = [:]

  init(_ content: ReportContent) {
    let report = content.report
    let own = Set(IssueCatalog.definitions.map(\.code))
    let found = report.issues.counts.keys.map(\.code)
    let codes = own.union(report.ruleTexts.keys).union(found).sorted()
    for (index, code) in codes.enumerated() { positions[code] = index }
    descriptors = codes.map { code in
      let definition = IssueCatalog.definition(of: code)
      let rule = report.ruleTexts[code]
      let severity = report.issues.severity(of: code)
      let summary =
        definition?.condition ?? rule?.messages[""]?.text(in: content.language) ?? code.rawValue
      let help =
        definition?.help(variant: "", in: content.language)
        ?? rule?.help.text(in: content.language) ?? ""
      var members: [(String, JSONValue)] = [
        ("id", .string(code.rawValue)), ("shortDescription", SARIFReport.message(summary)),
      ]
      if !help.isEmpty { members.append(("help", SARIFReport.message(help))) }
      members.append(
        ("defaultConfiguration", .object([("level", .string(severity.rawValue))])))
      return .object(members)
    }
  }

  /// The position of a code among the rules, from 0.
  func position(of code: IssueCode) -> Int? { positions[code] }
}
