import RecordMapping
import TabularCore
import Testing

@testable import ImportPipeline

/// The last stage: what the run keeps of finished rows.
@Suite struct RowStagingTests {
  private func enter(
    _ lines: String...
  ) throws -> (source: OpenedSource, pass: SourcePass, table: Int) {
    let source = try OpenedSource("number,site_code,items", lines.joined(separator: "\n"))
    let setup = try source.setup()
    var pass = SourcePass(setup)
    for var row in try source.readRows(&pass) {
      var rows = [row]
      try pass.lookup.findStored(of: &rows, at: row.key == nil ? [] : [0], &pass.issues)
      row = rows[0]
      try pass.complete(&row)
      pass.enter(row)
    }
    try pass.staging.flush()
    return (source, pass, setup.table)
  }

  @Test func soundRows_areStagedWithTheirOperations() throws {
    let (source, _, table) = try enter("ORD-1,A1,7", "ORD-2,A1,1")
    let run = source.session.tables[table]
    #expect(run.rows.indices.map { run.rows.state(of: $0) } == [.valid, .valid])
    #expect(run.rows.indices.map { run.rows.operation(of: $0) } == [.update, .create])
    let staged = try source.session.store.stagedValues([0, 1], of: run.schema)
    #expect(staged.map { $0?[2] } == [.integer(7), .integer(1)])
    #expect(run.changes.keys.sorted() == [0])
  }

  @Test func invalidRows_areKept_butNotStaged() throws {
    let (source, pass, table) = try enter("ORD-2,A1,many")
    let run = source.session.tables[table]
    #expect(run.rows.state(of: 0) == .invalid)
    #expect(run.ordinal(ofKey: "ORD-2") == 0)
    #expect(run.refused[0]?.record.values[2].isNull == true)
    #expect(try source.session.store.stagedValues([0], of: run.schema) == [nil])
    #expect(pass.issues.found == ["value.not-integer 2:3"])
  }

  @Test func repeats_areSkippedWhenIdentical_andRefusedWhenNot() throws {
    let (source, pass, table) = try enter("ORD-2,A1,1", "ORD-2,A1,1", "ORD-2,A1,2")
    let run = source.session.tables[table]
    #expect(run.rows.indices.map { run.rows.state(of: $0) } == [.valid, .skipped, .invalid])
    #expect(pass.staging.repeatedOrdinals == [0])
    #expect(pass.issues.found == ["key.repeated-identical 3:1", "key.repeated 4:1"])
  }
}
