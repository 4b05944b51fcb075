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
}
