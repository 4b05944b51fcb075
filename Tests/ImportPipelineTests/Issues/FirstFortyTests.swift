import Foundation
import ImportPipeline
import Schemas
import TabularCore
import Testing

/// Every one of the forty conditions is reported alone, at its cell, with its sentence.
@Suite struct FirstFortyTests {
  @Test func areForty() {
    #expect(FirstForty.cases.count == 40)
    #expect(Set(FirstForty.cases.map(\.code)).count == 40)
  }

  @Test(arguments: FirstForty.cases) func delimited(_ test: CellCase) throws {
    let harness = try ImportHarness()
    let report = try harness.validate([.csv(test.table, test.header, test.row)])
    let severity = severity(of: test.code)
    #expect(report.findings() == ["\(severity) \(test.code) at \(test.delimitedPlace)"])
    #expect(report.message(report.first(test.code)) == test.message)
    let outcome: RunOutcome = severity == .error ? .dataErrors : .warnings
    #expect(report.run.outcome == outcome)
    #expect(report.isBalanced)
  }

  @Test(arguments: FirstForty.cases) func workbook(_ test: CellCase) throws {
    let harness = try ImportHarness()
    let sheet = try #require(harness.package.table(named: test.table)).sheetName
    let report = try harness.validate([
      .sheet(test.table, sheet: sheet, cellsOf: [test.header, test.row])
    ])
    let code = test.inSheet?.code ?? test.code
    let severity = severity(of: code)
    #expect(report.findings() == ["\(severity) \(code) at \(test.sheetPlace(sheet))"])
    let message = test.inSheet?.message ?? test.message
    #expect(report.message(report.first(code)) == message)
    #expect(report.isBalanced)
  }

  private func severity(of code: IssueCode) -> Severity {
    IssueCatalog.definition(of: code)?.severity ?? .error
  }
}
