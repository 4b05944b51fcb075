import ImportPipeline
import Schemas
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// A part of the files is what was named, all that hangs on it, and what that needs: no row more, none less.
@Suite struct SubsetLaws {
  private static func package() throws -> DataPackage {
    try ForeignStore.package([
      table("a", ["up": "a"]), table("b", ["a": "a", "other": "a"]),
      table("c", ["b": "b", "a": "a"]),
    ])
  }

  /// A table whose rows refer to others, or to their own.
  private static func table(
    _ name: String, _ references: KeyValuePairs<String, String>
  ) -> (table: String, json: String) {
    let fields =
      [#"{"name": "code", "registrar:type": "code", "constraints": {"required": true}}"#]
      + references.map { #"{"name": "\#($0.key)", "registrar:type": "code"}"# }
    let keys = references.map {
      #"{"fields": "\#($0.key)", "reference": {"resource": "\#($0.value)", "fields": "code"}}"#
    }
    return (
      name,
      """
      {"primaryKey": "code", "fields": [\(fields.joined(separator: ","))],
        "foreignKeys": [\(keys.joined(separator: ","))]}
      """
    )
  }

  /// A generated row: its code, and what it refers to.
  private struct Row: Hashable {
    var table: String
    var code: String
    var parents: [String]
  }

  /// Ten rows that refer to rows above or below them; names of `a` begin with A, and so on.
  private static func rows(_ seed: UInt64) -> [Row] {
    var random = SeededNumbers(seed: seed)
    let names = ["a": (1...4).map { "A\($0)" }, "b": ["B1", "B2", "B3"], "c": ["C1", "C2", "C3"]]
    func some(_ table: String) -> String {
      Int.random(in: 0..<3, using: &random) == 0
        ? "" : names[table]?.randomElement(using: &random) ?? ""
    }
    var rows: [Row] = []
    for (position, name) in (names["a"] ?? []).enumerated() {
      // A tree: a row is below an earlier one, if any.
      let up = position == 0 ? "" : Bool.random(using: &random) ? "A\(position)" : ""
      rows.append(Row(table: "a", code: name, parents: [up]))
    }
    for name in names["b"] ?? [] {
      rows.append(Row(table: "b", code: name, parents: [some("a"), some("a")]))
    }
    for name in names["c"] ?? [] {
      rows.append(Row(table: "c", code: name, parents: [some("b"), some("a")]))
    }
    return rows
  }

  /// The smallest of all sets of rows that has the named ones, all that hangs on them, and all that any of its
  /// rows refers to.
  private static func smallestPart(of rows: [Row], named: String) -> Set<String> {
    let hanging = rows.filter { row in
      var seen: Set<String> = []
      func hangs(_ code: String) -> Bool {
        if code == named { return true }
        guard seen.insert(code).inserted, let row = rows.first(where: { $0.code == code }) else {
          return false
        }
        return row.parents.contains { !$0.isEmpty && hangs($0) }
      }
      return hangs(row.code)
    }
    var best: Set<String>?
    for mask in 0..<(1 << rows.count) {
      let part = rows.indices.filter { mask >> $0 & 1 == 1 }.map { rows[$0] }
      let codes = Set(part.map(\.code))
      guard hanging.allSatisfy({ codes.contains($0.code) }),
        part.allSatisfy({ $0.parents.allSatisfy { $0.isEmpty || codes.contains($0) } })
      else { continue }
      if codes.count < best?.count ?? Int.max { best = codes }
    }
    return best ?? []
  }

  private static func files(_ rows: [Row]) -> [(name: String, text: String)] {
    [("a", "code,up"), ("b", "code,a,other"), ("c", "code,b,a")].map { table, header in
      let lines = rows.filter { $0.table == table }.map {
        ([$0.code] + $0.parents).joined(separator: ",")
      }
      return (table, ([header] + lines).joined(separator: "\n") + "\n")
    }
  }

  private static func run(
    _ rows: [Row], _ package: DataPackage, _ store: () throws -> any RecordStore,
    _ mode: ImportOptions.Mode, _ configure: (inout ImportOptions) -> Void
  ) throws -> ImportReport {
    try run(files(rows), package, store, mode, configure)
  }

  private static func run(
    _ files: [(name: String, text: String)], _ package: DataPackage,
    _ store: () throws -> any RecordStore, _ mode: ImportOptions.Mode,
    _ configure: (inout ImportOptions) -> Void
  ) throws -> ImportReport {
    let folder = try ScratchFolder()
    var options = ImportOptions(
      files: try files.map { try folder.write($0.name + ".csv", $0.text) })
    options.mode = mode
    options.maximumDetails = 0
    configure(&options)
    var run = ImportRun(
      options: options, package: package, now: StorePackage.now, runPrefix: "20270306-1414")
    run.chooseRows(from: try store())
    return run.run(store: try store(), clock: { StorePackage.now })
  }

  private static func created(_ report: ImportReport) -> Set<String> {
    Set(report.changes.filter { $0.operation == .create }.flatMap(\.key))
  }

  @Test(arguments: 1...12)
  func aPartIsTheSmallestThatHangsTogether(seed: UInt64) throws {
    let package = try Self.package()
    let rows = Self.rows(seed)
    let place = try StoreUnderTest(.sqlite, package)
    for named in ["A2", "B1", "C3"] {
      let table = named.prefix(1).lowercased()
      let report = try Self.run(rows, package, place.make, .validate) {
        $0.subset = SubsetScope([.keys(table: table, [[named.lowercased()]])])
        // Rows that are searched one by one have the same links as columns of them.
        $0.readsByColumns = seed % 2 == 0
      }
      #expect(report.errors == [], "\(report.errors)")
      let expected = Self.smallestPart(of: rows, named: named)
      #expect(Self.created(report) == expected, "\(named) of \(rows)")
      #expect(report.ledger.reduce(0) { $0 + $1.skipped } == rows.count - expected.count)
      #expect(report.ledger.filter { !$0.isBalanced }.isEmpty)
    }
  }

  /// The part first, then the rest: what is done is told, and nothing is written twice.
  @Test(arguments: StoreKind.allCases)
  func theRestFollows_andSaysWhatIsDone(_ kind: StoreKind) throws {
    let package = try Self.package()
    let rows = [
      Row(table: "a", code: "A1", parents: [""]), Row(table: "a", code: "A2", parents: [""]),
      Row(table: "b", code: "B1", parents: ["A1", "A2"]),
      Row(table: "b", code: "B2", parents: ["A2", ""]),
      Row(table: "c", code: "C1", parents: ["B1", ""]),
      Row(table: "c", code: "C2", parents: ["B2", "A2"]),
    ]
    let store = try StoreUnderTest(kind, package)
    let part = try Self.run(rows, package, store.make, .execute) {
      $0.subset = SubsetScope([.keys(table: "a", [["A1"]])])
    }
    #expect(part.run.isWritten && part.errors == [], "\(part.errors)")
    #expect(Self.created(part) == ["A1", "A2", "B1", "C1"])
    // A parent that is stored is not needed again.
    let again = try Self.run(rows, package, store.make, .validate) {
      $0.subset = SubsetScope([.value(field: "code", "b2")])
    }
    #expect(Self.created(again) == ["B2", "C2"])
    #expect(again.ledger.map(\.skipped).reduce(0, +) == 4)
    let rest = try Self.run(rows, package, store.make, .execute) { $0.skipsDone = true }
    #expect(rest.run.isWritten && Self.created(rest) == ["B2", "C2"])
    let told = rest.issues.issues.filter { $0.code == "row.left-out" }
    #expect(told.map(\.variant) == ["done", "done", "done"])
    #expect(
      told.flatMap(\.arguments).filter { $0.name == "count" }.map(\.value) == ["2", "1", "1"])
  }

  /// Rows outside the part are not read; one that hangs on it is, with its mistakes.
  @Test func onlyThePartIsTold() throws {
    let package = try Self.package()
    let rows = [
      Row(table: "a", code: "A1", parents: [""]), Row(table: "a", code: "A2", parents: ["A9"]),
      Row(table: "b", code: "B1", parents: ["A1", "A8"]),
      Row(table: "b", code: "B2", parents: ["A7", ""]),
    ]
    let store = try StoreUnderTest(.sqlite, package)
    let report = try Self.run(rows, package, store.make, .validate) {
      $0.subset = SubsetScope([.keys(table: "a", [["A1"], ["A5"]])])
    }
    #expect(
      report.errors.map { $0.prefix { $0 != ":" } } == [
        "reference.missing row 2 other", "row.not-found",
      ], "\(report.errors)")
    let sample = try Self.run(
      Array(rows.prefix(1)) + [Row(table: "a", code: "A3", parents: ["A1"])], package, store.make,
      .validate
    ) { $0.subset = SubsetScope([.sample(1)]) }
    #expect(Self.created(sample) == ["A1", "A3"])
  }

  /// A list is named by any of its items, a reference by the key in any spelling.
  @Test func itemsAndReferencesName() throws {
    let package = try ForeignStore.package([
      Self.table("a", [:]),
      (
        "b",
        """
        {"primaryKey": "code", "fields": [
          {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
          {"name": "a", "registrar:type": "code"},
          {"name": "tags", "registrar:type": "list", "registrar:itemType": "string"}],
          "foreignKeys": [{"fields": "a", "reference": {"resource": "a", "fields": "code"}}]}
        """
      ),
    ])
    let store = try StoreUnderTest(.sqlite, package)
    let files = [
      (name: "a", text: "code\nA1\nA2\n"),
      (name: "b", text: "code,a,tags\nB1,A1,x;Y\nB2,A2,z\nB3,,\n"),
    ]
    func created(_ seed: SubsetScope.Seed) throws -> Set<String> {
      Self.created(
        try Self.run(files, package, store.make, .validate) { $0.subset = SubsetScope([seed]) })
    }
    #expect(try created(.value(field: "tags", "y")) == ["B1", "A1"])
    #expect(try created(.value(field: "tags", "z;x")) == [])
    #expect(try created(.value(field: "a", "a2")) == ["B2", "A2"])
  }
}
