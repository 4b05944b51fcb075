import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Trees are read by columns as they are cell by cell, with the same findings and the same records.
@Suite("Trees read by columns", .serialized)
struct TreeReadingLaws {
  private static let pools = """
    {"title": "Pools", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code",
        "constraints": {"required": true, "pattern": "[A-Z0-9]{1,6}"}},
      {"name": "name", "type": "string", "registrar:type": "string", "registrar:folded": true},
      {"name": "parent", "type": "string", "registrar:type": "code",
        "constraints": {"pattern": "[A-Z0-9]{1,6}"}},
      {"name": "size", "type": "integer", "registrar:type": "integer"}],
      "foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "code"},
        "registrar:alsoBy": ["name"]}]}
    """

  /// Rows in any order; one in so many has something odd about it.
  private static func rows(_ count: Int, oneIn: Int, seed: Int) -> String {
    var generator = SchemaGenerator(seed: seed)
    var rows = (0..<count).map { number -> String in
      var code = "N\(number)"
      var name = "Pool \(number)"
      var parent = number < 9 ? "" : "N\((number - 9) / 5)"
      var size = "\(number)"
      if oneIn < .max, generator.once(in: oneIn) {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: parent = "NONE"
        case 1: parent = parent.lowercased()
        case 2: parent = "pool  \(number / 7)"
        // A name that could be a key.
        case 3: name = "HALL\(number % 4)"
        case 4: parent = "HALL\(number % 4)"
        case 5: parent = code
        case 6: parent = "N\(min(number + 1, count - 1))"
        case 7: size = "many"
        case 8: code = "N\(number / 2)"
        case 9: parent = "N-\(number)"
        case 10: code = "TOOLONG\(number)"
        default: parent = "[clear]"
        }
      }
      return "\(code),\(name),\(parent),\(size)\n"
    }
    rows.shuffle(using: &generator)
    return "code,name,parent,size\n" + rows.joined()
  }

  private func run(
    _ kind: StoreKind, _ text: String, byColumns: Bool, details: Int
  ) throws -> (report: ImportReport, stored: [String]) {
    let store = try ForeignStore(kind, [("pools", Self.pools)], sql: "SELECT 1")
    let report = try store.run(["pools": text]) {
      $0.readsByColumns = byColumns
      $0.errorPolicy = .skipRow
      $0.maximumDetails = details
      $0.guards = GuardPolicy()
    }
    #expect(report.run.isWritten, "\(report.errors.prefix(3))")
    #expect(try store.verify().findings == [])
    let stored = try store.scratch.ask(
      """
      SELECT t.code, t.name, p.code, t.size FROM pools AS t
      LEFT JOIN pools AS p ON p.id = t.parent_id ORDER BY t.code
      """)
    return (report, stored)
  }

  private func expectSame(_ kind: StoreKind, _ text: String, details: Int = 0) throws {
    let expected = try run(kind, text, byColumns: false, details: details)
    let found = try run(kind, text, byColumns: true, details: details)
    #expect(found.report.ledger == expected.report.ledger)
    #expect(found.report.issues.counts == expected.report.issues.counts)
    #expect(
      found.report.issues.issues.map(\.line).sorted()
        == expected.report.issues.issues.map(\.line).sorted())
    #expect(found.stored == expected.stored)
  }

  @Test(arguments: StoreKind.allCases, 0..<6)
  func rowsWithOddCells(_ kind: StoreKind, _ seed: Int) throws {
    try expectSame(kind, Self.rows(300, oneIn: [4, 20, 100][seed % 3], seed: seed))
  }

  @Test(arguments: StoreKind.allCases)
  func issuesOverTheCap(_ kind: StoreKind) throws {
    try expectSame(kind, Self.rows(600, oneIn: 3, seed: 5), details: 2)
  }

  /// Enough rows to be loaded without a staging table.
  @Test(arguments: StoreKind.allCases, [Int.max, 500])
  func manyRows(_ kind: StoreKind, _ oneIn: Int) throws {
    try expectSame(kind, Self.rows(6_000, oneIn: oneIn, seed: 3))
  }
}
