import ImportPipeline
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// What is removed because no row names it: only within a scope that is known, and listed first.
@Suite struct PruneLaws {
  private static let goods = """
    {"title": "Goods", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code",
        "constraints": {"required": true}},
      {"name": "kind", "type": "string", "registrar:type": "string"},
      {"name": "size", "type": "integer", "registrar:type": "integer"}]@}
    """

  private func store(_ kind: StoreKind, owned: Bool) throws -> ForeignStore {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let store = try ForeignStore(
      kind,
      [
        (
          "goods",
          Self.goods.replacing(
            "@", with: owned ? "" : #", "registrar:store": {"table": "goods", "owned": false}"#)
        )
      ],
      sql: owned
        ? "SELECT 1"
        : "CREATE TABLE goods (id \(id), code text NOT NULL UNIQUE, kind text, size integer)")
    #expect(
      try store.run(["goods": "code,kind,size\nA,round,1\nB,round,2\nC,flat,3\n"]).run.isWritten)
    return store
  }

  private func run(
    _ store: ForeignStore, _ rows: String, _ value: String, _ mode: ImportOptions.Mode
  ) throws -> ImportReport {
    try store.run(["goods": rows], mode) {
      $0.allowsDelete = true
      $0.prunes = [PruneScope(table: "goods", field: "kind", value: value)]
      $0.guards = GuardPolicy()
    }
  }

  @Test(arguments: StoreKind.allCases, [true, false])
  func anUnknownValueOfAScopeIsAnError(_ kind: StoreKind, owned: Bool) throws {
    let store = try store(kind, owned: owned)
    for (value, line) in [
      ("ruond", "guard.prune-refused/value-near kind: field=kind value=ruond nearest=round"),
      ("square", "guard.prune-refused/value kind: field=kind value=square"),
    ] {
      for mode in [ImportOptions.Mode.validate, .execute] {
        let report = try run(store, "code,kind\nA,round\n", value, mode)
        #expect(report.errors == [line], "\(report.errors)")
        #expect(report.run.outcome.exitCode == 4 && !report.run.isWritten)
      }
    }
    // A value that only rows have is known.
    #expect(try run(store, "code,kind\nN,oval\n", "oval", .validate).errors == [])
    let done = try run(store, "code,kind\nA,round\n", "round", .execute)
    #expect(done.errors == [] && done.ledger.map(\.pruned) == [1], "\(done.errors)")
    #expect(try store.scratch.ask("SELECT code FROM goods ORDER BY 1") == ["A", "C"])
  }

  /// What can be lost stands before what changes, in the report and in a plan.
  @Test(arguments: StoreKind.allCases)
  func deletionsAreListedFirst(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    func write(_ rows: String) throws {
      try tool.scratch.write("locations.csv", "location_code,name,time_zone,kind\n" + rows)
    }
    try write(
      (10...39).map { "TOR-\($0),Place \($0),America/Toronto,virtual\n" }.joined())
    #expect(try tool.execute(["locations.csv"]).status == 0)
    try write(
      (11...39).map {
        "TOR-\($0),\($0 == 12 ? "New" : "Place \($0)"),America/Toronto,virtual\n"
      }.joined())
    let planned = try tool.command([
      "import", "locations.csv", "--prune", "locations", "--allow-delete", "--plan-out", "p.plan",
    ])
    #expect(planned.status == 0, "\(planned.output)")
    for text in [planned.output, try tool.run(["plan", "show", "p.plan"]).output] {
      let deletion = try #require(text.firstRange(of: "locations[TOR-10]"), "\(text)")
      let update = try #require(text.firstRange(of: "locations[TOR-12]"), "\(text)")
      #expect(deletion.lowerBound < update.lowerBound, "\(text)")
    }
  }
}
