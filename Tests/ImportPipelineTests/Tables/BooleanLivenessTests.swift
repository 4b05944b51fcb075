import ImportPipeline
import Schemas
import TabularCore
import Testing

/// Records that a Boolean field closes.
@Suite struct BooleanLivenessTests {
  private static let package = Result {
    try ScratchTables.package([
      (
        "doors",
        """
        "fields": [
          {"name": "code", "registrar:type": "code"},
          {"name": "is_open", "registrar:type": "boolean", "registrar:default": "yes"}],
        "primaryKey": ["code"],
        "registrar:liveness": {"field": "is_open", "closed": ["false"]}
        """
      ),
      (
        "locks",
        """
        "fields": [
          {"name": "code", "registrar:type": "code"}, {"name": "door", "registrar:type": "code"}],
        "primaryKey": ["code"],
        "foreignKeys": [{"fields": "door", "reference": {"resource": "doors", "fields": "code"}}]
        """
      ),
    ])
  }

  private let doors = SampleFile.csv("doors", "code,is_open", "D-1,yes", "D-2,no")

  /// Stored doors, doors of the run, and a row too few for columns.
  @Test(arguments: [true, false]) func aClosedParent_isRefused(isStored: Bool) throws {
    let harness = try ImportHarness(store: .empty, package: Self.package.get())
    if isStored { #expect(try harness.execute([doors]).run.isWritten) }
    let locks = SampleFile.csv("locks", "code,door", "L-1,D-1", "L-2,D-2")
    let report = try harness.validate((isStored ? [] : [doors]) + [locks])
    #expect(report.findings() == ["error reference.inactive at locks.csv:3:2 (door)"])
    #expect(
      report.message(report.first("reference.inactive"))
        == "door `D-2` has `is_open` `false`, expected an active one")
  }

  /// A closed parent of many sound rows is found in columns as well.
  @Test func columnsAgree() throws {
    let harness = try ImportHarness(store: .empty, package: Self.package.get())
    let lines = (1...300).map { "L-\($0),D-\($0 == 299 ? 2 : 1)" }
    let report = try harness.validate([doors, .csv("locks", lines: ["code,door"] + lines)])
    #expect(report.findings() == ["error reference.inactive at locks.csv:300:2 (door)"])
  }
}
