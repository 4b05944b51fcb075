import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// What rules compute is the same on every store.
@Suite struct RuleSemanticsLaws {
  /// Answers of expressions over one row: `name` is `Île (2) *`, `seats` 7, `latitude` 2.5.
  static let expressions: [(sql: String, answer: String)] = [
    ("seats / 2", "3"), ("-7 / 2", "-3"), ("seats % 4", "3"), ("seats * 1.5", "10.5"),
    ("latitude * 2", "5"), ("seats || 'x'", "7x"), ("NULL", ""),
    ("substr('abcdef', 2, 3)", "bcd"), ("substr('abcdef', -2)", "ef"),
    ("substr('abcdef', -3, 2)", "de"), ("substr('abcdef', 0, 3)", "ab"),
    ("substr('abcdef', 3, -2)", "ab"), ("substr('abc', 9, 2)", ""), ("substr('abc', -9, 7)", "a"),
    ("length('Île')", "3"), ("upper('aé')", "Aé"), ("lower('AÉ')", "aÉ"),
    ("instr('abc', 'c')", "3"), ("instr('abc', 'x')", "0"), ("ifnull(NULL, 'x')", "x"),
    ("nullif(seats, 7)", ""), ("replace('a-b', '-', '+')", "a+b"), ("abs(-3)", "3"),
    ("trim('  a ')", "a"), ("CASE WHEN 'Z' < 'a' THEN 'bytes' ELSE 'words' END", "bytes"),
    ("CASE WHEN 'é' > 'z' THEN 'bytes' ELSE 'words' END", "bytes"),
    ("CASE WHEN NULL IS NULL THEN 1 ELSE 0 END", "1"),
    ("CASE WHEN seats IS 7 THEN 1 ELSE 0 END", "1"),
    ("CASE WHEN latitude IS NOT NULL THEN 1 ELSE 0 END", "1"),
    ("CASE WHEN seats IS NOT 7 THEN 1 ELSE 0 END", "0"),
    ("minutes_between('2027-03-06T23:00:00Z', '2027-03-07T01:30:00Z')", "150"),
    ("minutes_between('2027-03-06T09:00', '2027-03-06T08:00')", "-60"),
    ("minutes_between('soon', '2027-03-06T08:00')", ""),
    ("minutes_between('2024-02-28T00:00', '2024-03-01T00:00')", "2880"),
    ("local_date('2027-03-06T09:15')", "2027-03-06"), ("local_time('2027-03-06T09:15')", "09:15"),
    ("local_time('nine')", ""),
    ("fold('  Time_Zone -  A (s) * ')", "time_zone - a (s) *"), ("fold('STRASSE')", "strasse"),
    ("fold('Straße')", "strasse"), ("fold('ÎLE')", "île"), ("fold('(x)')", "(x)"),
    ("fold('a (b) (c)')", "a (b) (c)"), ("fold('ΣΑΣ')", "σασ"), ("fold('d’été')", "d’été"),
    ("fold('a' || 'b')", "ab"), ("fold('Hall 1-1')", "hall 1-1"), ("fold('ＨＡＬＬ　１')", "hall 1"),
    ("fold('ﬁn ½')", "fin 1⁄2"), ("fold('İstanbul')", "i̇stanbul"), ("fold('ſ')", "s"),
    ("(SELECT group_concat(x, '+') FROM (SELECT 'a' AS x UNION ALL SELECT 'b') AS y)", "a+b"),
    ("(SELECT sum(x) / 2 FROM (SELECT 3 AS x UNION ALL SELECT 4) AS y)", "3"),
    ("(SELECT avg(x) FROM (SELECT 3 AS x UNION ALL SELECT 4) AS y)", "3.5"),
    ("(SELECT sum(x) FROM (SELECT 3 AS x WHERE 1 = 0) AS y)", ""),
    ("(SELECT min(x) || max(x) FROM (SELECT 'a' AS x UNION ALL SELECT 'B') AS y)", "Ba"),
    ("(SELECT count(*) FROM (SELECT NULL AS x) AS y)", "1"),
  ]

  @Test(arguments: StoreKind.allCases)
  func expressionsHaveTheSameValues(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind).opened(writes: false)
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    let places = StorePackage.table("places")
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [text("P"), text("Île (2) *"), .real(2.5), .integer(1), .null, .null])
      ], of: places)
    try store.stage(
      [
        StagedRecord(
          ordinal: 0, operation: .create,
          values: [text("H"), text("P"), text("Île (2) *"), .integer(7)])
      ], of: halls)
    for (sql, answer) in Self.expressions {
      let rule = Rule(
        code: "rule.test",
        scope: .set(
          query: """
            SELECT h._row AS at_row, \(sql) AS answer
            FROM halls h JOIN places p ON p.place_code = h.place_code
            """, tables: ["places"]), place: .fields(["seats"]))
      let found = try store.violations(of: rule, in: halls, limit: 5)
      #expect(found.map { $0.arguments.first?.value } == [answer], "\(sql)")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func nullsComeFirstInEveryOrder(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind).opened(writes: false)
    defer { store.rollBack() }
    let halls = StorePackage.table("halls")
    let seats: [FieldValue] = [.integer(2), .null, .integer(1)]
    try store.stage(
      seats.enumerated().map { number, value in
        StagedRecord(
          ordinal: number, operation: .create,
          values: [text("H\(number)"), text("P"), text("N\(number)"), value])
      }, of: halls)
    func rows(_ query: String) throws -> [Int] {
      let rule = Rule(
        code: "rule.test", scope: .set(query: query, tables: []), place: .fields(["seats"]))
      return try store.violations(of: rule, in: halls, limit: 9).map(\.place.ordinal)
    }
    #expect(try rows("SELECT _row AS at_row FROM halls ORDER BY seats") == [1, 2, 0])
    #expect(try rows("SELECT _row AS at_row FROM halls ORDER BY seats DESC") == [0, 2, 1])
    #expect(
      try rows(
        """
        WITH placed AS (SELECT _row, ROW_NUMBER() OVER (ORDER BY seats) AS place FROM halls)
        SELECT _row AS at_row FROM placed WHERE place = 1
        """) == [1])
    #expect(
      try rows(
        """
        SELECT _row AS at_row FROM halls
        WHERE _row = (SELECT _row FROM halls ORDER BY hall_code DESC LIMIT 1)
        """) == [2])
  }
}
