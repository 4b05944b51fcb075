import TabularCore
import Testing

@testable import ImportPipeline

/// The first stage: what is a record, and which cell belongs to which field.
@Suite struct RowClassifierTests {
  private func classify(
    _ lines: [String]
  ) throws -> (rows: [ClassifiedRow], counter: RowCounter, issues: [String]) {
    let source = try OpenedSource(lines[0], lines.dropFirst().joined(separator: "\n"))
    let setup = try source.setup()
    var classifier = RowClassifier(setup)
    var counter = RowCounter(setup)
    var issues = SourceIssues(setup)
    var rows: [ClassifiedRow] = []
    try source.forEachRow { batch, index in
      rows.append(
        try classifier.classify(
          batch, rowAt: index, findings: [], ordinal: rows.count, rows: RowList(),
          counter: &counter, &issues))
    }
    return (rows, counter, issues.found)
  }

  @Test func record_hasItsCellsAtTheirFields() throws {
    let result = try classify(["number,site_code,items", "ORD-2,A1,3"])
    guard case .record(let row) = result.rows[0] else {
      Issue.record("not a record")
      return
    }
    #expect(row.origins.map { $0?.text } == ["ORD-2", "A1", "3", nil, nil, nil])
    #expect(row.origins[1]?.column == 2)
    #expect(result.counter.ledger.read == 1)
    #expect(result.counter.dataRows == 1)
  }

  @Test func total_isNoRecord_andIsTold() throws {
    let result = try classify(["number,site_code,items", "ORD-2,A1,3", "Total,,3"])
    guard case .noRecord = result.rows[1] else {
      Issue.record("a total is taken for a record")
      return
    }
    #expect(result.issues == ["row.not-data 3:1"])
    #expect(result.counter.ledger.skipped == 1)
    #expect(result.counter.dataRows == 1)
  }

  @Test func remark_isLeftOut_asAnError() throws {
    let result = try classify([
      "number,site_code,items", "ORD-2,A1,3", ",,please ask Anna about the rest",
    ])
    guard case .leftOut(let row) = result.rows[1] else {
      Issue.record("a remark is read")
      return
    }
    #expect(row.isInvalid && row.isResolved)
    #expect(result.issues == ["row.not-data 3:3"])
  }

  @Test func rowWithMoreCellsThanTheHeader_keepsOnlyItsKey() throws {
    let result = try classify(["number,site_code,items", "ORD-2,A1,3,4"])
    guard case .record(let row) = result.rows[0] else {
      Issue.record("not a record")
      return
    }
    #expect(row.isSilenced)
    #expect(row.origins.map { $0?.text } == ["ORD-2", nil, nil, nil, nil, nil])
    #expect(result.issues == ["csv.too-many-fields 2:4"])
  }
}
