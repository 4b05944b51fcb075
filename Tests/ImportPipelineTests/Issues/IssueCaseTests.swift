import ImportPipeline
import TabularCore
import TestSupport
import Testing

/// Every further code that an import of the shipped package can raise, with all that stands beside it.
@Suite struct IssueCaseTests {
  @Test(arguments: IssueCases.all) func isReportedAtItsPlace(_ test: IssueCase) throws {
    let harness = try ImportHarness()
    if !test.stored.isEmpty {
      let stored = try harness.execute(test.stored)
      #expect(stored.run.isWritten, "\(stored.findings())")
    }
    let report = try harness.validate(test.files, test.options)
    let wanted = Set(test.expected)
    let found = report.findings(withNotes: true).filter {
      !$0.hasPrefix("note ") || wanted.contains($0)
    }
    #expect(found == test.expected)
    #expect(withoutRunTags(report.message(report.first(test.code))) == test.message)
    let isExpected = test.expected.contains { $0.contains(" \(test.code) at ") }
    #expect(isExpected)
    #expect(report.isBalanced)
  }
}

/// All tables of cases.
enum IssueCases {
  static let all: [IssueCase] =
    fileCases + archiveCases + delimitedCases + jsonCases + itemCases + workbookCases + headerCases
    + valueCases
    + numberCases + dateCases + rowCases + keyCases + referenceCases + ruleCases + staffingCases
}
