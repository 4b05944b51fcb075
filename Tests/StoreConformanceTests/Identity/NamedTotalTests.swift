import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// A record may be called as a row of totals is: it is stored as any other.
@Suite struct NamedTotalTests {
  private static let words = [
    "total", "Totals", "SUM", "somme", "Average", "count", "Subtotal", "grand total", "Summe",
    "promedio",
  ]

  private static func schemas(
    owned: Bool, needsColour: Bool
  ) -> [(table: String, json: String)] {
    [
      (
        "topics",
        """
        {"title": "Topics", "primaryKey": "name", "fields": [
          {"name": "name", "type": "string", "registrar:type": "string",
            "constraints": {"required": true}},
          {"name": "colour", "type": "string", "registrar:type": "string",
            "constraints": {"required": \(needsColour)}},
          {"name": "hours", "type": "integer", "registrar:type": "integer"}]\
        \(owned ? "" : ", \"registrar:store\": {\"table\": \"topics\", \"owned\": false}")}
        """
      )
    ]
  }

  /// A row is full when it has what a record needs; where that is the key alone, a text beside it tells.
  @Test(
    arguments: StoreKind.allCases, [(true, true), (true, false), (false, true), (false, false)])
  func aFullRecordIsStored(_ kind: StoreKind, _ form: (owned: Bool, needsColour: Bool)) throws {
    let owned = form.owned
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let store = try ForeignStore(
      kind, Self.schemas(owned: owned, needsColour: form.needsColour),
      sql: owned
        ? "SELECT 1"
        : "CREATE TABLE topics (id \(id), name text NOT NULL UNIQUE, colour text, hours bigint)")
    let file = [
      "topics": "name,colour,hours\n" + Self.words.map { "\($0),red,3\n" }.joined()
    ]
    for created in [Self.words.count, 0] {
      let report = try store.run(file)
      #expect(report.findings == [], "\(report.findings)")
      #expect(report.ledger.map { [$0.created, $0.skipped] } == [[created, 0]])
    }
    #expect(
      try store.scratch.ask("SELECT name FROM topics ORDER BY id") == Self.words)
    // A row that only sums is no record, and is told.
    let sums = try store.run(["topics": "name,colour,hours\nlaw,red,1\ntotal,,31\n"], .validate)
    #expect(sums.issues.issues.map(\.code).contains("row.not-data"), "\(sums.findings)")
    #expect(sums.ledger.map(\.created) == [1])
    // Where a record needs no more than its key, nobody knows; where it needs more, the row is none.
    #expect(sums.errors.isEmpty == form.needsColour, "\(sums.errors)")
  }
}
