import Schemas
import TabularCore
import TestSupport
import Testing

/// Every code is emitted: by an import of the tables of cases here, or by a command in the tests of the
/// command line.
@Suite struct CodeCoverageTests {
  /// Codes that `EmittedCodeTests` emits.
  private static let ofCommands = Set(CommandCodes.all.map(IssueCode.init(rawValue:)))

  /// Codes that nothing a user does can raise.
  private static let notRaised: [IssueCode: String] = [
    "run.internal": "only a mistake of the tool itself raises it"
  ]

  private static let tabled = Set(
    FirstForty.cases.map(\.code) + IssueCases.all.map(\.code)
      + (QuestionBank.cases + Bookings.cases).map(\.code).filter { $0.area == "rule" })

  @Test func everyCode_isEmittedByATest_orSaysWhyNot() throws {
    let package = try ExamPlatform.package.get()
    let codes = Set(IssueCatalog.definitions.map(\.code))
      .union(package.tables.flatMap(\.rules).map(\.code))
    let known = Self.tabled.union(Self.ofCommands).union(Self.notRaised.keys)
    #expect(codes.subtracting(known).sorted() == [])
    #expect(known.subtracting(codes).sorted() == [])
  }

  @Test func noCode_isBothEmittedAndExcused() {
    let excused = Set(Self.notRaised.keys)
    #expect(excused.intersection(Self.tabled.union(Self.ofCommands)).sorted() == [])
    #expect(Self.ofCommands.intersection(Self.tabled).sorted() == [])
  }

  /// A code that is retired is raised no more, has no page, and says why.
  @Test func retiredCodes_areNotRaised() {
    let codes = Set(IssueCatalog.definitions.map(\.code))
    for (code, reason) in IssueCatalog.retired {
      #expect(!codes.contains(code), "\(code)")
      #expect(Explanation(code) == nil, "\(code)")
      #expect(!reason.all.contains { $0.text.isEmpty }, "\(code)")
    }
  }
}
