import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Texts that are too long for an entry of an index are found in their rows, all of them.
@Suite struct IndexEntryTests {
  private static func goods(isOwned: Bool, _ key: String) -> String {
    """
    {"title": "Goods", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string"\(key), "constraints": {"required": true}},
      {"name": "name", "type": "string", "registrar:type": "string"}]
      \(isOwned ? "" : #", "registrar:store": {"table": "goods", "owned": false}"#)}
    """
  }

  /// A text that does not get shorter when it is compressed.
  private static func text(_ count: Int, seed: Int) -> String {
    var generator = SchemaGenerator(seed: seed)
    return String(
      (0..<count).map { _ in
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".randomElement(using: &generator) ?? "A"
      })
  }

  @Test(
    arguments: StoreKind.allCases,
    [
      (true, #", "registrar:type": "string""#), (true, ""),
      (false, #", "registrar:type": "string""#),
    ])
  func longKeysAreForeseen(_ kind: StoreKind, _ form: (isOwned: Bool, key: String)) throws {
    let store = try ForeignStore(
      kind, [("goods", Self.goods(isOwned: form.isOwned, form.key))],
      sql: form.isOwned
        ? "SELECT 1"
        : "CREATE TABLE goods (id \(kind == .sqlite ? "INTEGER" : "serial") PRIMARY KEY, code text NOT NULL UNIQUE, name text)"
    )
    let same = String(repeating: "AB", count: 2_000)
    let file = [
      "goods":
        "code,name\nA,one\n\(Self.text(9_000, seed: 1)),two\n\(same),three\n\(Self.text(8_000, seed: 2)),four\n"
    ]
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(file, mode)
      // SQLite holds them all, and so does an entry that shrinks.
      #expect(
        report.issues.issues.filter { $0.severity == .error }.map {
          [$0.code.rawValue, "\($0.location.row ?? 0)"]
        }
          == (kind == .sqlite ? [] : [["store.row-refused", "3"], ["store.row-refused", "5"]]),
        "\(mode)")
      if mode == .validate {
        #expect(report.ledger.map(\.invalid) == [kind == .sqlite ? 0 : 2])
      } else {
        #expect(report.run.isWritten == (kind == .sqlite))
      }
    }
  }
}
