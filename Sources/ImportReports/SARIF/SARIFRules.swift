import ImportPipeline
import JSONText
import TabularCore

/// The codes of a report as rules of a SARIF log: all that the tool has, and the package's own.
struct SARIFRules {
  /// The codes, sorted.
  let codes: [IssueCode]
  private let content: ReportContent
  private var positions: [IssueCode: Int] = [:]

  init(_ content: ReportContent) {
    self.content = content
    let report = content.report
    let own = Set(IssueCatalog.definitions.map(\.code))
    let found = report.issues.counts.keys.map(\.code)
    codes = own.union(report.ruleTexts.keys).union(found).sorted()
    for (index, code) in codes.enumerated() { positions[code] = index }
  }

  /// The position of a code among the rules, from 0.
  func position(of code: IssueCode) -> Int? { positions[code] }

  /// Writes the members of the descriptor of a code.
  func descriptor(_ code: IssueCode, _ json: inout JSONWriter) {
    let definition = IssueCatalog.definition(of: code)
    let rule = content.report.ruleTexts[code]
    let summary =
      definition?.condition ?? rule?.messages[""]?.text(in: content.language) ?? code.rawValue
    let help =
      definition?.help(variant: "", in: content.language)
      ?? rule?.help.text(in: content.language) ?? ""
    json.text("id", code.rawValue)
    SARIFReport.message("shortDescription", summary, &json)
    if !help.isEmpty { SARIFReport.message("help", help, &json) }
    json.object("defaultConfiguration") {
      $0.text("level", content.report.issues.severity(of: code).rawValue)
    }
  }
}
