import Schemas
import TabularCore
import Testing

/// Every code is emitted by a test, or stands here with the reason why no import emits it yet.
@Suite struct CodeCoverageTests {
  /// Codes whose own tests are written by hand, in this target or for the command line.
  private static let testedApart: Set<IssueCode> = [
    "emit.write-failed", "guard.backup-missing", "guard.change-limit", "guard.delete-limit",
    "guard.plan-missing", "guard.plan-stale", "guard.production-refused", "guard.prune-refused",
    "guard.receipt-refused",
    "guard.reject-limit", "store.manual-edit",
    "guard.target-unconfirmed", "rule.custom", "run.interrupted", "run.locked",
    "run.too-many-errors", "run.undo-kept", "run.undo-refused", "run.unfinished",
    "store.exists-skipped", "store.orphans", "store.rights-missing", "store.row-refused",
    "store.schema-version", "store.unreachable", "store.value-differs", "store.count-mismatch",
    "value.date-1900-shift", "value.digits-unsure", "value.zone-missing",
  ]

  /// Codes that no import of a file can raise as things stand.
  private static let notRaised: [IssueCode: String] = [
    "emit.outcome-unknown": "nothing is sent to another system",
    "emit.refused": "nothing is sent to another system",
    "emit.unmapped": "nothing is sent to another system",
    "guard.maintenance-off": "no target asks for maintenance mode",
    "reference.cycle": "no table of the shipped package refers to itself",
    "reference.file-missing": "no table of the shipped package has attachments",
    "reference.wrong-role": "no reference of the shipped package asks for a role",
    "row.example-edited": "templates carry no example row to compare with",
    "run.internal": "only a mistake of the tool itself raises it",
    "run.lock-taken-over": "a store file is locked by the database itself",
    "schema.ambiguous-header": "a mistake of a package, tested where packages are loaded",
    "schema.bad-example": "a mistake of a package, tested where packages are loaded",
    "schema.cycle": "a mistake of a package, tested where packages are loaded",
    "schema.invalid": "a mistake of a package, tested where packages are loaded",
    "schema.unreadable": "a mistake of a package, tested where packages are loaded",
  ]

  private static let tabled = Set(FirstForty.cases.map(\.code) + IssueCases.all.map(\.code))

  @Test func everyCode_isEmittedByATest_orSaysWhyNot() throws {
    let package = try ExamPlatform.package.get()
    let codes = Set(IssueCatalog.definitions.map(\.code))
      .union(package.tables.flatMap(\.rules).map(\.code))
    let known = Self.tabled.union(Self.testedApart).union(Self.notRaised.keys)
    #expect(codes.subtracting(known).sorted() == [])
    #expect(known.subtracting(codes).sorted() == [])
  }

  @Test func noCode_isBothEmittedAndExcused() {
    let excused = Set(Self.notRaised.keys)
    #expect(excused.intersection(Self.tabled.union(Self.testedApart)).sorted() == [])
    #expect(Self.testedApart.intersection(Self.tabled).sorted() == [])
  }
}
