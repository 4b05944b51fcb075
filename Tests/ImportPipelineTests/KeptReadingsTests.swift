import TabularCore
import Testing

@testable import ImportPipeline

/// What decides whether something that an earlier run found may be taken over.
@Suite struct KeptReadingsTests {
  @Test(arguments: [
    ("SELECT _row AS at_row, code FROM items", true),
    ("SELECT * FROM items", false),
    ("SELECT DISTINCT * FROM items", false),
    ("SELECT a.code, b.* FROM items a JOIN sites b ON b.code = a.site", false),
    ("SELECT count(*) AS n, MIN(_row) AS at_row FROM items", true),
    ("SELECT stock * 2 AS twice FROM items", true),
    ("WITH live AS (SELECT _row, code FROM items) SELECT live.* FROM live", true),
    (
      "WITH a AS (SELECT code FROM items), b AS MATERIALIZED (SELECT * FROM (SELECT a.* FROM a)) "
        + "SELECT b.* FROM b", true
    ),
    ("WITH live AS (SELECT * FROM items) SELECT live.code FROM live", false),
    ("SELECT /* all */ * FROM items", false), ("SELECT/**/* FROM items", false),
    ("SELECT -- all of them\n * FROM items", false),
  ])
  func starsThatMeanColumnsOfTablesAreFound(_ query: String, _ namesFields: Bool) {
    #expect(QueryText(query).namesFields == namesFields)
  }

  @Test(arguments: [
    (["seats > 1"], ClockUse.none), (["start_at < _NOW"], .moment), (["day = _today"], .day),
    (["datetime('Now') > day", "day > _today"], .moment), (["Random() % 2", "_now"], .chance),
    (["CURRENT_DATE > day"], .moment), (["today", "no"], .none), ([], .none), (["", "_no"], .none),
  ])
  func whatAClockIsAskedForIsFound(_ texts: [String], _ use: ClockUse) {
    #expect(ClockUse(of: texts) == use)
  }

  @Test func whatSQLAsksOfTheClockIsFound() {
    #expect(ClockUse(of: ["start_at < end_at", "unknown = 1"]) == .none)
    #expect(ClockUse(of: ["born < _today"]) == .day)
    #expect(ClockUse(of: ["born < _today", "start_at < _NOW"]) == .moment)
    #expect(ClockUse(of: ["start_at < date('now')"]) == .moment)
    #expect(ClockUse(of: ["random() > 0", "start_at < _now"]) == .chance)
  }

  /// Rows that were read again are given in their order, as long as the source has the same content, and all of them.
  @Test func rowsThatWereReadAgainAreKeptUntilTheSourceChanges() {
    var batch = RowBatch()
    for number in 1...6_000 {
      batch.beginRow(number: number)
      batch.appendCell(column: 2, kind: .text, text: "v\(number)")
    }
    batch.findings = [RowFinding(.csvQuoteStray(column: 2, value: "v3"), row: 3)]
    var kept = RereadRows()
    for position in batch.rows.indices {
      kept.keep(batch, position, ofSource: 1, content: 7)
    }
    let rows = kept.rows([40, 3, 2], ofSource: 1, content: 7) ?? []
    #expect(rows.map { $0.rows[0].number } == [2, 3, 40])
    #expect(rows.map { $0.text(of: $0.cells(ofRowAt: 0)[0]) } == ["v2", "v3", "v40"])
    #expect(rows.map(\.findings.count) == [0, 1, 0])
    // There are at most so many, and a call for any other reads the source.
    #expect(kept.rows([40, 6_000], ofSource: 1, content: 7) == nil)
    #expect(kept.rows([2], ofSource: 1, content: 8) == nil)
    #expect(kept.rows([2], ofSource: 2, content: 7) == nil)
    // What the source had before makes room.
    kept.keep(batch, 5_999, ofSource: 1, content: 8)
    #expect(kept.rows([6_000], ofSource: 1, content: 8)?.count == 1)
    #expect(kept.rows([2], ofSource: 1, content: 7) == nil)
  }
}
