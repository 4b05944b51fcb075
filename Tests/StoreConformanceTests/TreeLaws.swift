import StoreTesting
import TestSupport
import Testing

/// A store with pools that have a parent among themselves.
private struct Pools {
  private static let package = """
    {
      "name": "pools", "version": "1",
      "resources": [{"name": "pools", "schema": {
        "fields": [
          {"name": "pool_code", "type": "string", "registrar:type": "code",
            "constraints": {"required": true, "pattern": "[A-Z0-9]{1,6}"}},
          {"name": "name", "type": "string", "registrar:type": "string", "registrar:folded": true},
          {"name": "parent_code", "type": "string", "registrar:type": "code",
            "constraints": {"pattern": "[A-Z0-9]{1,6}"}}
        ], "primaryKey": "pool_code",
        "foreignKeys": [{"fields": "parent_code",
          "reference": {"resource": "", "fields": "pool_code"}, "registrar:alsoBy": ["name"]}]}}]
    }
    """

  private let tool: ToolProcess
  private let store: StoreUnderTest

  init(_ kind: StoreKind) throws {
    store = try StoreUnderTest(kind)
    tool = try ToolProcess(store: store.place)
    try tool.scratch.write("datapackage.json", Self.package)
  }

  func enter(_ rows: [String], columns: String = "pool_code,name,parent_code") throws
    -> ToolProcess.Result
  {
    try tool.scratch.write("pools.csv", ([columns] + rows).map { $0 + "\n" }.joined())
    return try tool.run(
      ["import", "pools.csv", "--package", "datapackage.json", "--execute"])
  }

  /// Compares the store with what its runs wrote.
  func verify() throws -> ToolProcess.Result {
    try tool.run(["verify", "--package", "datapackage.json"])
  }

  /// Whether the store refuses a second record of a key.
  func refusesRepeat() throws -> Bool {
    do {
      try store.ask(insertion(code: "N1", parent: "NULL"))
      return false
    } catch {
      return true
    }
  }

  /// Whether the store refuses a record whose parent is not there.
  func refusesOrphan() throws -> Bool {
    do {
      try store.ask(insertion(code: "NEW", parent: "987654"))
      return false
    } catch {
      return true
    }
  }

  private func insertion(code: String, parent: String) -> String {
    "INSERT INTO pools (pool_code, parent_code_id, created_at, updated_at) VALUES"
      + " ('\(code)', \(parent), '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z')"
  }

  /// What is stored: each pool with its parent.
  var stored: [String] {
    get throws {
      try store.ask(
        """
        SELECT t.pool_code || ' ' || coalesce(p.pool_code, '-') FROM pools AS t
        LEFT JOIN pools AS p ON p.id = t.parent_code_id ORDER BY t.pool_code
        """)
    }
  }
}

/// References of a table to itself: by any name of a record, above or below, and never in a circle.
@Suite("Trees", .serialized)
struct TreeLaws {
  @Test(arguments: StoreKind.allCases)
  func aParentIsFoundByItsNameAndItsSourceID(_ kind: StoreKind) throws {
    let pools = try Pools(kind)
    let columns = "source_id,pool_code,name,parent_code"
    let rows = [
      "X-7,B,Beta Two,alpha  one", "x-8,A,Alpha One,", "X-9,C,Gamma,X-7", "Y,D,Delta,x-8",
    ]
    for changed in ["4 records were written", "Nothing changed"] {
      let result = try pools.enter(rows, columns: columns)
      #expect(result.status == 0 && result.output.contains(changed), "\(result.output)")
      #expect(try pools.stored == ["A -", "B A", "C B", "D A"])
    }
    // Another parent by its name is a change, and told with its key.
    let moved = try pools.enter(["C,alpha one"], columns: "pool_code,parent_code")
    #expect(moved.status == 0, "\(moved.output)")
    #expect(try pools.stored == ["A -", "B A", "C A", "D A"])
  }

  @Test(arguments: StoreKind.allCases)
  func aNameOfNobodyIsToldAtItsCell(_ kind: StoreKind) throws {
    let result = try Pools(kind).enter(["A,Alpha,", "B,Beta,Omega Pool"])
    #expect(result.status == 1, "\(result.output)")
    #expect(result.output.contains("--> pools.csv:3:3 (parent_code)"), "\(result.output)")
  }

  @Test(arguments: StoreKind.allCases)
  func aCircleIsToldOnceWhereverItRuns(_ kind: StoreKind) throws {
    let pools = try Pools(kind)
    let own = try pools.enter(["A,Alpha,A", "Z,Zeta,"])
    #expect(own.status == 1, "\(own.output)")
    #expect(
      own.output.contains("error[reference.cycle]: the parents form a circle: `A`, `A`"),
      "\(own.output)")

    let run = try pools.enter(["A,Alpha,C", "B,Beta,A", "C,Gamma,B", "D,Delta,C", "E,Eps,"])
    #expect(run.status == 1, "\(run.output)")
    #expect(
      run.output.contains(
        "error[reference.cycle]: the parents form a circle: `A`, `C`, `B`, `A`\n"
          + "  --> pools.csv:2:3 (parent_code)"), "\(run.output)")
    #expect(run.output.contains("`3` rows of `pools` wait for pool `A`"), "\(run.output)")

    // Through stored records that the file does not name.
    #expect(try pools.enter(["A,Alpha,", "B,Beta,A", "C,Gamma,B"]).status == 0)
    let stored = try pools.enter(["A,Alpha,Gamma"])
    #expect(stored.status == 1, "\(stored.output)")
    #expect(
      stored.output.contains("the parents form a circle: `A`, `C`, `B`, `A`"), "\(stored.output)")
    #expect(try pools.stored == ["A -", "B A", "C B"])
    // What was a circle is none when the other end moves in the same file.
    let turned = try pools.enter(["A,Alpha,C", "B,Beta,[clear]"])
    #expect(turned.status == 0, "\(turned.output)")
    #expect(try pools.stored == ["A C", "B -", "C B"])
  }

  @Test(arguments: StoreKind.allCases)
  func aChainHasAnEnd(_ kind: StoreKind) throws {
    let pools = try Pools(kind)
    let chain = (0..<11).map { "L\($0),n\($0)," + ($0 == 0 ? "" : "L\($0 - 1)") }
    let result = try pools.enter(Array(chain.reversed()))
    #expect(result.status == 1, "\(result.output)")
    #expect(
      result.output.contains(
        "error[reference.cycle]: the chain of parents is longer than `8`: `L9`, `L8`"),
      "\(result.output)")
    #expect(result.output.contains("--> pools.csv:3:3 (parent_code)"), "\(result.output)")
    #expect(try pools.enter(Array(chain.prefix(9))).status == 0)
    // One below the last is too deep through the store as well.
    let below = try pools.enter(["L9,n9,L8"])
    #expect(below.status == 1 && below.output.contains("reference.cycle"), "\(below.output)")
  }

  /// Many new records at once, children before their parents: keys and references are built at the end.
  @Test(arguments: StoreKind.allCases)
  func aLargeTreeIsWrittenWithItsKeys(_ kind: StoreKind) throws {
    let pools = try Pools(kind)
    var generator = SchemaGenerator(seed: 7)
    let numbers = Array(0..<6_000).shuffled(using: &generator)
    let rows = numbers.map { "N\($0),Pool \($0)," + ($0 < 9 ? "" : "N\(($0 - 9) / 5)") }
    let made = try pools.enter(rows)
    #expect(made.status == 0 && made.output.contains("6000 records were written"), "\(made.output)")
    let expected = (0..<6_000).map { "N\($0) " + ($0 < 9 ? "-" : "N\(($0 - 9) / 5)") }.sorted()
    #expect(try pools.stored.sorted() == expected)
    // The keys, references and triggers are there, and the same file changes nothing.
    let verified = try pools.verify()
    #expect(verified.status == 0, "\(verified.output)")
    let again = try pools.enter(rows.reversed())
    #expect(again.output.contains("Nothing changed"), "\(again.output)")
    #expect(try pools.refusesRepeat(), "the key is gone")
    #expect(try pools.refusesOrphan(), "the reference is gone")
  }

  /// A tree in a store that has others already, with a row that the store refuses.
  @Test(arguments: StoreKind.allCases)
  func aTreeBesideStoredRecordsHasItsParents(_ kind: StoreKind) throws {
    let pools = try Pools(kind)
    #expect(try pools.enter(["A,Alpha,", "B,Beta,A"]).status == 0)
    let result = try pools.enter(["D,Delta,C", "C,Gamma,B", "E,Eps,A", "B,Beta,"])
    #expect(result.status == 0, "\(result.output)")
    #expect(try pools.stored == ["A -", "B A", "C B", "D C", "E A"])
  }
}
