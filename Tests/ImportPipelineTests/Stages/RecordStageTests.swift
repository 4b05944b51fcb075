import RecordMapping
import TabularCore
import Testing

@testable import ImportPipeline

/// The stages between cells and the stage: references, defaults, validation, comparison.
@Suite struct RecordStageTests {
  // MARK: Resolve

  @Test func reference_resolvesToTheStoredRecord() throws {
    let source = try OpenedSource("number,site_code", "ORD-2,a1", "ORD-3,Z9")
    var pass = SourcePass(try source.setup())
    let rows = try source.readRows(&pass)
    #expect(rows[0].parents[1]?.first?.key == [.text("A1")])
    #expect(rows[0].parents[1]?.first?.isNew == false)
    #expect(rows[0].key == "ORD-2")
    #expect(rows[1].parents[1] == nil)
    #expect(rows[1].errors.contains(1))
    #expect(pass.issues.found == ["reference.missing 3:2"])
  }

  @Test func storedRecords_areFoundByTheKeysOfRows() throws {
    let source = try OpenedSource("number,site_code", "ORD-1,A1", "ORD-2,A1")
    let setup = try source.setup()
    var pass = SourcePass(setup)
    var rows = try source.readRows(&pass)
    try pass.lookup.findStored(of: &rows, at: [0, 1], &pass.issues)
    #expect(rows[0].stored?.values[2] == .integer(5))
    #expect(!rows[0].creates)
    #expect(rows[1].creates)
  }

  // MARK: ApplyDefaults

  @Test func defaults_fillNewRecordsOnly() throws {
    let source = try OpenedSource("number,site_code", "ORD-1,A1", "ORD-2,A1")
    let setup = try source.setup()
    var pass = SourcePass(setup)
    var rows = try source.readRows(&pass)
    try pass.lookup.findStored(of: &rows, at: [0, 1], &pass.issues)
    for index in rows.indices {
      pass.defaults.mergeStored(&rows[index])
      try pass.defaults.fillDefaults(&rows[index])
    }
    #expect(rows[0].values[2] == .integer(5))
    #expect(rows[1].values[2] == .integer(1))
    // The country comes from the site.
    #expect(rows[1].values[4] == .text("NO"))
  }

  @Test func valueOfAMissingParent_isUnknown_notBlank() throws {
    let source = try OpenedSource("number,site_code", "ORD-2,Z9")
    let setup = try source.setup()
    var pass = SourcePass(setup)
    var row = try #require(try source.readRows(&pass).first)
    try pass.defaults.fillDefaults(&row)
    pass.defaults.doubtInherited(of: &row)
    #expect(row.values[4].isNull)
    #expect(row.errors.contains(4))
  }

  // MARK: Validate

  @Test func validation_findsEveryFaultOfARecord() throws {
    let source = try OpenedSource("number,site_code,items,packed", "ORD-2,B2,1,3")
    let setup = try source.setup()
    var pass = SourcePass(setup)
    var row = try #require(try source.readRows(&pass).first)
    try pass.validation.validate(&row, &pass.issues)
    #expect(pass.issues.found == ["reference.inactive 2:2", "rule.too-many-packed 2:4"])
    #expect(row.isInvalid)
  }

  @Test func columnThatNewRecordsNeed_isToldOnce_notPerRow() throws {
    let source = try OpenedSource("number,items", "ORD-2,1", "ORD-3,1")
    let setup = try source.setup()
    var pass = SourcePass(setup)
    for var row in try source.readRows(&pass) { try pass.validation.validate(&row, &pass.issues) }
    #expect(pass.issues.found == [])
    #expect(pass.validation.missingColumns == [1])
  }

  // MARK: Compare

  @Test(arguments: [
    ("5", RecordOperation.unchanged, [Int]()), ("6", .update, [2]), ("", .unchanged, []),
  ])
  func comparison_decidesByTheFieldsThatRowsGive(
    items: String, operation: RecordOperation, changed: [Int]
  ) throws {
    let source = try OpenedSource("number,site_code,items", "ORD-1,A1,\(items)")
    let setup = try source.setup()
    var pass = SourcePass(setup)
    var rows = try source.readRows(&pass)
    try pass.lookup.findStored(of: &rows, at: [0], &pass.issues)
    try pass.complete(&rows[0])
    #expect(rows[0].operation == operation)
    #expect(rows[0].changedFields == changed)
    #expect(rows[0].change?.map(\.name) == (changed.isEmpty ? nil : ["items"]))
  }
}
