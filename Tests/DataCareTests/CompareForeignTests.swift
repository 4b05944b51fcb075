import ImportPipeline
import ImportService
import StoreTesting
import TabularCore
import TestSupport
import Testing

@testable import DataCare

/// Tables of other programs are compared: keys of several parts, in columns with collations of their own.
@Suite struct CompareForeignTests {
  private let scratch: ScratchFolder
  private let service: ImportService

  init() throws {
    scratch = try ScratchFolder()
    service = ImportService(
      Surroundings(
        author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0"),
        clock: try RunClock(at: "2026-11-20T12:00:00Z")))
    try scratch.write(
      "datapackage.json",
      #"{"name": "stock", "version": "1", "resources": [{"name": "items", "path": "items.csv", "schema": "items.schema.json"}]}"#
    )
    try scratch.write(
      "items.schema.json",
      #"""
      {"primaryKey": ["kind", "code"], "fields": [
        {"name": "kind", "registrar:type": "string", "constraints": {"required": true}},
        {"name": "code", "registrar:type": "string", "constraints": {"required": true}},
        {"name": "amount", "registrar:type": "decimal"}],
       "registrar:store": {"table": "items", "owned": false}}
      """#)
  }

  /// Texts whose order differs by bytes, without case, and by the rules of a language.
  private static let keys = [
    ("a", "1"), ("a", "10"), ("a", "2"), ("A", "x"), ("Z", "1"), ("ä", "1"), ("é", "É"),
    ("z", "-1"), ("z", "_"), ("_", "z"), ("a b", "c"), ("a", "b c"), ("co-op", "1"), ("coop", "1"),
  ]

  private func statements(_ kind: StoreKind, without left: Int, changed: Int) -> [String] {
    let columns =
      kind == .sqlite
      ? "id INTEGER PRIMARY KEY, kind TEXT COLLATE NOCASE NOT NULL, code TEXT NOT NULL, amount REAL"
      : #"id bigserial PRIMARY KEY, kind text COLLATE "und-x-icu" NOT NULL, code text COLLATE "C" NOT NULL, amount numeric"#
    return ["CREATE TABLE items (\(columns))"]
      + Self.keys.enumerated().filter { $0.offset != left }.map { index, key in
        "INSERT INTO items (kind, code, amount) VALUES ('\(key.0)', '\(key.1)', \(index == changed ? 99 : index))"
      }
  }

  @Test func keysOfSeveralParts_areHeldTogetherInEveryCollation() throws {
    let (one, other) = (try StoreUnderTest(.sqlite), try StoreUnderTest(.postgresql))
    for statement in statements(.sqlite, without: 4, changed: 6) { try one.execute(statement) }
    for statement in statements(.postgresql, without: 2, changed: 9) {
      try other.execute(statement)
    }
    let package = try service.package(scratch.path(of: "."))
    for place in ["sqlite:" + one.place, other.place] {
      _ = try service.makeStore(StoreChoice(store: place), for: package)
    }
    var found: [String] = []
    let request = ComparisonRequest("sqlite:" + one.place, other.place)
    let summary = try service.compare(request, by: package) { difference in
      found.append(
        "\(difference.kind.rawValue) \(difference.key.joined(separator: "|")) \(difference.reason.rawValue)"
      )
    }
    #expect(
      found.sorted() == [
        "different _|z value", "different é|É value", "extra Z|1 missing", "missing a|2 missing",
      ])
    #expect(summary.tables.map { [$0.one, $0.other] } == [[13, 13]])
    #expect(summary.differingRecords == 4)
  }
}
