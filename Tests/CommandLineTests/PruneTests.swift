import Foundation
import TestSupport
import Testing

/// Records are removed only where a row or a scope asks for it, with leave, in the plan, and guarded.
@Suite struct PruneTests {
  private static let prune = ["--prune", "locations", "--allow-delete"]

  @Test func prune_removesWhatNoRowNames() throws {
    let setting = try GuardSetting()
    try setting.write(4...50) { _ in "" }
    let plan = try setting.run(Self.prune + ["--plan-out", "p.plan"])
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
    #expect(plan.output.contains("unchanged  deleted  pruned\n"))
    #expect(try setting.count() == 50)
    let shown = try setting.tool.run(["plan", "show", "p.plan", "--kind", "delete"])
    #expect(shown.output.contains("delete locations[L-001]  (pruned)\n"))
    #expect(shown.output.contains("  name           Site 1\n"))
    let done = try setting.run(Self.prune + ["--execute", "--plan", "p.plan"])
    #expect(done.status == 0, "\(done.output)")
    #expect(done.output.contains("3 records were written"))
    #expect(try setting.count() == 47)
    #expect(try setting.count("location_code IN ('L-001', 'L-002', 'L-003')") == 0)
    #expect(
      try setting.rows(
        """
        SELECT record_key, operation, source_file, source_row, json_extract(before_json, '$.name')
        FROM registrar_journal WHERE operation = 'delete' ORDER BY record_key LIMIT 1
        """) == ["L-001|delete|NULL|NULL|Site 1"])
    #expect(
      try setting.rows(
        "SELECT json_extract(ledger_json, '$[0].pruned') FROM registrar_runs ORDER BY rowid DESC"
          + " LIMIT 1") == ["3"])
    let verified = try setting.tool.run(["verify", "--store", "sqlite:s.sqlite"])
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
  }

  @Test func withoutPrune_nothingIsRemoved() throws {
    let setting = try GuardSetting()
    try setting.write(4...50) { _ in "" }
    let result = try setting.run(["--execute", "--allow-delete"])
    #expect(result.status == 0)
    #expect(try setting.count() == 50)
  }

  @Test func scope_limitsWhatIsRemoved() throws {
    let setting = try GuardSetting()
    try setting.write([41, 42, 43, 44, 45, 46, 47, 48]) { _ in "" }
    let result = try setting.run(
      ["--execute", "--allow-delete", "--prune", "Locations:City=Ottawa"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try setting.count("city = 'Ottawa'") == 8)
    #expect(try setting.count("city = 'Toronto'") == 40)
  }

  /// A value that nothing has is a slip of the pen, not a scope without records.
  @Test(
    arguments: [
      ("City=Otawa", "`Otawa` in `city`; did you mean `Ottawa`?"),
      ("City=Halifax", "`Halifax` in `city`"), ("time_zone=Mars/Base", "`Mars/Base` in "),
      ("kind=vritual", "`vritual` in "),
    ] as [(String, String)])
  func anUnknownScopeValueIsAnError(scope: String, sentence: String) throws {
    let setting = try GuardSetting()
    try setting.write([41]) { _ in "" }
    for mode in ["--validate", "--execute"] {
      let result = try setting.run([mode, "--allow-delete", "--prune", "locations:" + scope])
      #expect(result.status == 4, "\(result.output)\(result.errors)")
      #expect(
        result.output.contains(
          "error[guard.prune-refused]: no record of `Locations` is pruned: no record and no row has "
            + sentence), "\(result.output)")
      #expect(result.output.contains("= help: correct the value of --prune"), "\(result.output)")
    }
    #expect(try setting.count() == 50)
  }

  /// The first records with a value are among the rows: that value is known.
  @Test func aScopeValueThatOnlyRowsHaveIsKnown() throws {
    let setting = try GuardSetting()
    try setting.tool.scratch.write(
      "locations.csv",
      GuardSetting.header + "L-901,Halifax Hall,America/Halifax,virtual,Halifax\n")
    let result = try setting.run(
      ["--execute", "--allow-delete", "--prune", "locations:city=Halifax"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try setting.count() == 51)
  }

  /// What can be lost stands before what changes.
  @Test func deletionsAreListedFirst() throws {
    let setting = try GuardSetting()
    try setting.write(3...50) { $0 == 7 ? " new" : "" }
    let result = try setting.run(Self.prune + ["--plan-out", "p.plan"])
    #expect(result.status == 0, "\(result.output)")
    #expect(
      result.output.contains(
        "deletion          at\nlocations[L-001]  no row names it\n"
          + "locations[L-002]  no row names it\n\nupdate "), "\(result.output)")
    let shown = try setting.tool.run(["plan", "show", "p.plan"])
    let deletes = try #require(shown.output.range(of: "delete locations[L-002]"))
    let updates = try #require(shown.output.range(of: "update locations[L-007]"))
    #expect(deletes.upperBound < updates.lowerBound, "\(shown.output)")
    let french = try setting.run(Self.prune + ["--language", "fr"])
    #expect(
      french.output.contains("locations[L-001]  aucune ligne ne le nomme"), "\(french.output)")
    // Rows that delete say where they stand; a long list is cut.
    try setting.writeDeletes(1...25)
    let rows = try setting.run(["--allow-delete"])
    #expect(rows.output.contains("locations[L-001]  locations.csv:2\n"), "\(rows.output)")
    #expect(
      rows.output.contains("and 5 more deletions; --verbose --max-details 0 lists all"),
      "\(rows.output)")
  }

  @Test func prune_isGuarded() throws {
    let setting = try GuardSetting()
    try setting.write(7...50) { _ in "" }
    let result = try setting.run(Self.prune + ["--execute"])
    #expect(result.status == 4)
    #expect(
      result.output.contains("`6` of `50` `Locations` would be deleted, the limit is `10` %"))
    #expect(try setting.count() == 50)
    let approved = try setting.run(
      Self.prune + ["--execute", "--approve", "guard.delete-limit=6", "--approver", "Ada"])
    #expect(approved.status == 0, "\(approved.output)")
    #expect(try setting.count() == 44)
  }

  @Test func recordsThatOthersReferTo_stay() throws {
    let setting = try GuardSetting()
    try setting.tool.scratch.write(
      "venues.csv", "venue_code,location_code,name,seats\nV-1,L-001,Hall,40\n")
    let venues = try setting.tool.runImport(
      ["venues.csv", "--store", "sqlite:s.sqlite", "--execute"])
    #expect(venues.status == 0, "\(venues.output)")
    try setting.write(3...50) { _ in "" }
    let result = try setting.run(Self.prune + ["--execute"])
    #expect(result.status == 1)
    #expect(
      result.output.contains(
        """
        error[store.delete-referenced]: location `L-001` has `1` venue and cannot be deleted
          --> store › locations[L-001]
        """))
    #expect(try setting.count() == 50)
    let part = try setting.run(Self.prune + ["--execute", "--on-error", "skip-row"])
    #expect(part.status == 1)
    #expect(try setting.count() == 49)
    #expect(try setting.count("location_code = 'L-001'") == 1)
  }

  @Test(
    arguments: [
      ("", "no record of `Locations` is pruned: no row of it was read"),
      (
        "L-001,Site 1,America/Toronto,virtual,Toronto,\n,x,EST,virtual,,\n",
        "row `3` has an error, its record could be any"
      ),
      (
        "L-001,Site 1,America/Toronto,virtual,Toronto,\n,x,America/Toronto,virtual,,skip\n",
        "row `3` is skipped and its key is not clear"
      ),
    ] as [(String, String)])
  func unclearFiles_pruneNothing(rows: String, sentence: String) throws {
    let setting = try GuardSetting()
    try setting.tool.scratch.write(
      "locations.csv", "location_code,name,time_zone,kind,city,action\n" + rows)
    try setting.tool.scratch.write(
      "venues.csv", "venue_code,location_code,name,seats\nV-1,L-001,Hall,40\n")
    let result = try setting.run(
      ["venues.csv", "--execute", "--on-error", "skip-row"] + Self.prune)
    #expect(result.status == 4, "\(result.output)")
    #expect(result.output.contains("error[guard.prune-refused]"))
    #expect(result.output.contains(sentence), "\(result.output)")
    #expect(try setting.count() == 50)
  }

  @Test func skippedRows_nameTheirRecord() throws {
    let setting = try GuardSetting()
    try setting.write(4...50) { _ in "" }
    let text = String(
      decoding: try setting.tool.scratch.contents(of: "locations.csv"), as: UTF8.self)
    let lines = text.split(separator: "\n").enumerated().map { index, line in
      line + (index == 0 ? ",action" : ",")
    }
    try setting.tool.scratch.write(
      "locations.csv", lines.joined(separator: "\n") + "\nl-002,,,,,skip\n")
    let result = try setting.run(Self.prune + ["--execute"])
    #expect(result.status == 0, "\(result.output)")
    #expect(try setting.count() == 48)
    #expect(try setting.count("location_code = 'L-002'") == 1)
  }

  @Test func newRecordInScope_isDrift() throws {
    let setting = try GuardSetting()
    try setting.write(4...50) { _ in "" }
    #expect(try setting.run(Self.prune + ["--plan-out", "p.plan"]).status == 0)
    let queue = setting.tool.scratch.path(of: "s.sqlite")
    try executeSQL(
      """
      INSERT INTO locations (location_code, name, name_folded, kind, status, zone, created_at,
        updated_at) VALUES ('L-000', 'Zero', 'zero', 'virtual', 'active', 'America/Toronto',
        '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')
      """, in: queue)
    let result = try setting.run(Self.prune + ["--execute", "--plan", "p.plan"])
    #expect(result.status == 4)
    #expect(result.output.contains("`L-000` was stored since the plan was made"))
    #expect(try setting.count() == 51)
  }

  @Test(
    arguments: [
      (["--prune", "locations"], "--prune deletes records; it needs --allow-delete"),
      (
        ["--prune", "locations:city", "--allow-delete"], "--prune takes TABLE or TABLE:FIELD=VALUE"
      ),
      (["--prune", "location", "--allow-delete"], "`location` is no table of"),
      (
        ["--prune", "locations:town=x", "--allow-delete"], "`town` is no field of `locations`"
      ),
    ] as [([String], String)])
  func usage(arguments: [String], sentence: String) throws {
    let setting = try GuardSetting()
    let result = try setting.run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(sentence), "\(result.errors)")
  }

  @Test func actionDelete_needsLeave() throws {
    let setting = try GuardSetting()
    try setting.writeDeletes(1...1)
    let refused = try setting.run(["--execute"])
    #expect(refused.status == 1)
    #expect(refused.output.contains("error[row.delete-disabled]"))
    #expect(try setting.count() == 50)
    let plan = try setting.run(["--allow-delete", "--plan-out", "p.plan"])
    #expect(plan.status == 0)
    let shown = try setting.tool.run(["plan", "show", "p.plan"])
    #expect(shown.output.contains("delete locations[L-001]  (locations.csv:2)\n"))
  }
}
