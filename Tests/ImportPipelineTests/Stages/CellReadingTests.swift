import RecordMapping
import TabularCore
import Testing

@testable import ImportPipeline

/// The second stage: cells become values, or problems at their cells.
@Suite struct CellReadingTests {
  @Test func cells_becomeTypedValues() throws {
    let source = try OpenedSource(
      "number,site_code,items,country,day", "ord-2,A1,\"1 000\",Norway,2027-03-06")
    let setup = try source.setup()
    var pass = SourcePass(setup)
    let row = try #require(try source.readRows(&pass).first)
    #expect(row.values[0] == .text("ORD-2"))
    #expect(row.values[2] == .integer(1_000))
    #expect(row.values[4] == .text("NO"))
    #expect(row.values[5].description == "2027-03-06")
    #expect(row.errors.isEmpty)
    #expect(pass.issues.found == [])
  }

  @Test func problems_areToldAtTheirCells_andTheValueStaysUnknown() throws {
    let source = try OpenedSource("number,site_code,items,day", "ORD-2,A1,three,2027-02-30")
    let setup = try source.setup()
    var pass = SourcePass(setup)
    let row = try #require(try source.readRows(&pass).first)
    #expect(pass.issues.found == ["value.not-integer 2:3", "value.date-invalid 2:4"])
    #expect(row.isInvalid)
    #expect(row.errors.contains(2) && row.errors.contains(5))
    #expect(row.values[2].isNull)
  }

  @Test func dateOfUnclearOrder_stopsTheReading_untilItsColumnIsDecided() throws {
    let source = try OpenedSource("number,site_code,day", "ORD-2,A1,03/04/2027")
    let setup = try source.setup()
    var undecided = SourcePass(setup)
    #expect(try source.readRows(&undecided).isEmpty)
    #expect(undecided.cells.awaitsColumns)

    let decided = try SourceSetup(
      source.session, sourceIndex: 0, decisions: [5: ColumnDecision(dateOrder: .dayFirst)])
    var pass = SourcePass(decided)
    let row = try #require(try source.readRows(&pass).first)
    #expect(row.values[5].description == "2027-04-03")
  }

  @Test func cellsOneColumnBesideTheirFields_areToldAsOneShiftedRow() throws {
    let source = try OpenedSource(
      "number,items,country,day,site_code", "4,Norway,2027-03-06,,A1")
    let setup = try source.setup()
    var pass = SourcePass(setup)
    let row = try #require(try source.readRows(&pass).first)
    #expect(pass.issues.found == ["row.shifted 2:1"])
    #expect(row.hasRowError)
  }
}
