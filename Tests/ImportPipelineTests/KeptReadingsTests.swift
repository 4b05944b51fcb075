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
}
