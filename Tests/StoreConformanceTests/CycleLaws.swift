import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// Two tables that refer to each other: neither can be written, or removed, wholly before the other.
@Suite struct CycleLaws {
  /// Halls stand in a place, and a place names its main hall.
  private static var package: DataPackage {
    var package = StorePackage.package
    var places = StorePackage.places
    var hall = Field(name: "main_hall", type: .code)
    hall.store = .reference("main_hall_id")
    places.fields.append(hall)
    places.references.append(
      Reference(field: "main_hall", table: "halls", targetField: "hall_code"))
    package.tables = [places, StorePackage.halls]
    return package
  }

  private static let place = [
    text("TOR"), text("Toronto"), .null, .null, .null, .null, text("TOR-A"),
  ]
  private static let hall: [FieldValue] = [text("TOR-A"), text("TOR"), text("North"), .integer(9)]

  private func content(_ scratch: StoreUnderTest) throws -> [String] {
    try scratch.ask(
      """
      SELECT p.place_code, h.hall_code, o.place_code FROM places AS p
      LEFT JOIN halls AS h ON h.id = p.main_hall_id LEFT JOIN places AS o ON o.id = h.place_id
      """)
  }

  private func run(
    _ operation: RecordOperation, _ id: String, in scratch: StoreUnderTest
  ) throws {
    let store = try scratch.opened(writes: true)
    defer { store.rollBack() }
    let tables = scratch.package.dependencyOrder.tables.compactMap {
      scratch.package.table(named: $0)
    }
    for table in tables {
      let values = table.name == "places" ? Self.place : Self.hall
      let stored =
        operation == .create ? nil : try store.records(of: table, keys: [[values[0]]]).first ?? nil
      try store.stage(
        [
          StagedRecord(
            ordinal: 0, operation: operation, storedID: stored?.id, values: values,
            changedFields: operation == .update ? [1] : [])
        ], of: table)
    }
    let counts = try store.merge(tables, run: StorePackage.run(id))
    #expect(counts["places"]?.storedAfter == (operation == .delete ? 0 : 1))
    #expect(try store.differences(in: tables, limit: 9).isEmpty)
    try store.commit()
  }

  @Test(arguments: StoreKind.allCases)
  func recordsThatNameEachOtherAreMadeChangedRemovedAndBroughtBack(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    let whole = ["TOR|TOR-A|TOR"]
    try run(.create, "A", in: scratch)
    #expect(try content(scratch) == whole)
    try run(.update, "B", in: scratch)
    #expect(try content(scratch) == whole)
    try run(.delete, "C", in: scratch)
    #expect(try content(scratch) == [])
    for (run, left) in [("C", whole), ("B", whole), ("A", [])] {
      let connection = try scratch.connection()
      let subject = try #require(try RunRecords.matching(run, in: connection).first)
      let report = UndoRun(
        of: subject, package: scratch.package,
        author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "1.0"),
        executes: true, now: StorePackage.now, runPrefix: "20270307-1000"
      ).run(in: connection, clock: { StorePackage.now })
      #expect(report.run.isWritten, "\(run): \(report.issues.issues)")
      #expect(try content(scratch) == left, "\(run)")
    }
  }
}
