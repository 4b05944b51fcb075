import GRDB
import RuleEvaluation
import Testing

/// Conditions that SQLite is not asked about.
@Suite struct PlainConditionTests {
  private static let plain = [
    "seats > 0", "accessible_seats <= seats", "(rate IS NULL) = (currency IS NULL)",
    "minutes BETWEEN 1 AND 1440", "NOT (a = 'x' OR b <> -1)", "a IN (1, 'two', b)",
    "CASE WHEN a IS NULL THEN b ELSE a || b END > 'm'", "\"a\" NOT BETWEEN b AND 3 * (b + 1)",
    "a NOT NULL", "a ISNULL AND b NOTNULL", "CASE a WHEN 1 THEN 2 END = 2",
  ]

  @Test(arguments: plain)
  func sqliteAcceptsThem(_ condition: String) throws {
    let names = try #require(PlainCondition.columns(of: condition))
    try DatabaseQueue().write { database in
      let columns = names.sorted().map { "\($0) ANY" }.joined(separator: ", ")
      try database.execute(sql: "CREATE TABLE t (\(columns), CHECK (\(condition))) STRICT")
    }
  }

  @Test(arguments: [
    "length(a) > 1", "a > (SELECT 1)", "a > 0 -- and more", "a > 0 /* */", "a > 0) OR (b > 0",
    "t.a > 0", "a LIKE 'x'", "a > 0.5", "a >", "", "a COLLATE nocase = 'x'", "a > 0, b > 0",
  ])
  func othersAreForSQLite(_ condition: String) {
    #expect(PlainCondition.columns(of: condition) == nil)
  }
}
