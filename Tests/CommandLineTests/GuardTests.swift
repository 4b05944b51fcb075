import Foundation
import TestSupport
import Testing

/// Guards stop what looks like a mistake, say what would let it pass, and remember who did.
@Suite struct GuardTests {
  // MARK: How much may change

  @Test(arguments: [(20, 0), (21, 4)] as [(Int, Int32)])
  func changes_overAQuarterAndTwentyRows_areRefused(changed: Int, status: Int32) throws {
    let setting = try GuardSetting()
    try setting.write(1...50) { $0 <= changed ? " new" : "" }
    let result = try setting.run(["--execute"])
    #expect(result.status == status, "\(result.output)")
    #expect(try setting.count("name LIKE '% new'") == (status == 0 ? changed : 0))
    guard status != 0 else { return }
    #expect(
      result.output.contains(
        """
        error[guard.change-limit]: `42` % of stored `Locations` would change (`21` of `50`), \
        the limit is `25` %
          --> store › locations
           = help: check the plan; an approver passes `--approve guard.change-limit=21 --approver NAME`
        """))
    #expect(result.output.contains("1 error. Nothing was written. Exit 4."))
  }

  @Test(arguments: [
    (5, 0, ""), (6, 4, "`6` of `50` `Locations` would be deleted, the limit is `10` %"),
  ])
  func deletes_overATenthAndFiveRows_areRefused(
    deleted: Int, status: Int, sentence: String
  ) throws {
    let setting = try GuardSetting()
    try setting.writeDeletes(1...deleted)
    let result = try setting.run(["--execute", "--allow-delete"])
    #expect(result.status == Int32(status), "\(result.output)")
    #expect(sentence.isEmpty || result.output.contains(sentence))
    #expect(try setting.count() == (status == 0 ? 50 - deleted : 50))
  }

  /// However large the share may be, so many records are deleted at most.
  @Test func deletes_haveALimitInRecordsToo() throws {
    let setting = try GuardSetting()
    try setting.writeProject(#", "guards": {"deletePercent": 100, "deleteMost": 7}"#)
    try setting.writeDeletes(1...8)
    let result = try setting.run(["--execute", "--allow-delete"])
    #expect(result.status == 4, "\(result.output)")
    #expect(
      result.output.contains("`8` of `50` `Locations` would be deleted, the limit is `7` rows"),
      "\(result.output)")
    #expect(try setting.count() == 50)
    try setting.writeDeletes(1...7)
    #expect(try setting.run(["--execute", "--allow-delete"]).status == 0)
    #expect(try setting.count() == 43)
  }

  @Test func validation_reportsTheGuardsThatAnExecutionWouldMeet() throws {
    let setting = try GuardSetting()
    try setting.write(1...50) { _ in " new" }
    let result = try setting.run(["--plan-out", "p.plan"])
    #expect(result.status == 4)
    #expect(result.output.contains("error[guard.change-limit]"))
    // The plan is what the approver looks at.
    #expect(result.output.contains("Plan p.plan: 50 changes"))
    try setting.write(1...50) { $0 == 7 ? " new\u{1}" : " new" }
    #expect(try setting.run([]).status == 1)
  }

  @Test func groups_areGuardedLikeTables() throws {
    let setting = try GuardSetting()
    try setting.writeProject(#", "guards": {"changeRows": 5, "changePercent": 25}"#)
    // 8 of 50 records are 16 %; of the ten in Ottawa they are 80 %.
    try setting.write(1...50) { $0 > 42 ? " new" : "" }
    #expect(try setting.run(["--validate"]).status == 0)
    let result = try setting.run(["--execute", "--guard-scope", "city"])
    #expect(result.status == 4)
    #expect(
      result.output.contains(
        "`80` % of stored `Locations` with `city` `Ottawa` would change (`8` of `10`), the limit"))
    #expect(!result.output.contains("Toronto"))
    try setting.writeProject(
      #", "guards": {"changeRows": 5, "tables": {"locations": {"scope": "city"}}}"#)
    #expect(try setting.run(["--execute"]).status == 4)
    try setting.writeProject(
      #", "guards": {"tables": {"locations": {"changePercent": 90, "scope": "city"}}}"#)
    #expect(try setting.run(["--execute"]).status == 0)
  }

  @Test func deletesInGroups_areCountedByTheirGroup() throws {
    let setting = try GuardSetting()
    try setting.writeProject(#", "guards": {"deleteRows": 1, "scope": "city"}"#)
    try setting.writeDeletes(48...50)
    let result = try setting.run(["--execute", "--allow-delete"])
    #expect(result.status == 4)
    #expect(
      result.output.contains(
        "`3` of `10` `Locations` with `City` `Ottawa` would be deleted, the limit is `10` %"))
    #expect(try setting.count() == 50)
  }

  @Test(
    arguments: [
      (
        #""rejectRows": 1"#,
        "`2` of `52` rows of `Locations` would be left out, the limit is `1` row"
      ),
      (
        #""rejectPercent": 3"#,
        "`2` of `52` rows of `Locations` would be left out, the limit is `3` %"
      ),
      (#""rejectRows": 2, "rejectPercent": 4"#, nil),
    ] as [(String, String?)])
  func rejectedRows_haveALimit(guards: String, sentence: String?) throws {
    let setting = try GuardSetting()
    try setting.writeProject(#", "guards": {\#(guards)}"#)
    try setting.write(1...50) { _ in "" }
    let text = String(
      decoding: try setting.tool.scratch.contents(of: "locations.csv"), as: UTF8.self)
    let bad = text + "N-1,N,EST,virtual,\nN-2,M,EST,virtual,\n"
    try setting.tool.scratch.write("locations.csv", bad)
    let result = try setting.run(["--execute", "--on-error", "skip-row"])
    #expect(result.status == (sentence == nil ? 1 : 4))
    #expect(result.output.contains("error[guard.reject-limit]") == (sentence != nil))
    if let sentence { #expect(result.output.contains(sentence)) }
    #expect(
      try setting.rows("SELECT count(*) FROM registrar_runs") == [sentence == nil ? "2" : "1"])
  }

  // MARK: Approvals

  @Test func approvalOfTheExactCount_passes_andIsKeptWithTheRun() throws {
    let setting = try GuardSetting()
    try setting.write(1...50) { $0 <= 30 ? " new" : "" }
    let other = try setting.run(
      ["--execute", "--approve", "guard.change-limit=29", "--approver", "Ada Lovelace"])
    #expect(other.status == 4)
    let result = try setting.run(
      ["--execute", "--approve", "guard.change-limit=30", "--approver", "Ada Lovelace"])
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("Ada Lovelace approved guard.change-limit=30 (locations)."))
    #expect(
      try setting.rows(
        "SELECT approvals_json FROM registrar_runs ORDER BY rowid DESC LIMIT 1") == [
          #"[{"code":"guard.change-limit","table":"locations","count":30,"total":50,"approver":"Ada Lovelace"}]"#
        ])
    let shown = try setting.tool.run(["show", "A2", "--store", "sqlite:s.sqlite"])
    #expect(shown.output.contains("approved  guard.change-limit=30 (locations) by Ada Lovelace\n"))
  }

  @Test func approvalOfAnotherGuard_passesNothing() throws {
    let setting = try GuardSetting()
    try setting.writeDeletes(1...6)
    let words = ["--execute", "--allow-delete", "--approver", "Ada", "--approve"]
    #expect(try setting.run(words + ["guard.change-limit=6"]).status == 4)
    #expect(try setting.count() == 50)
    #expect(try setting.run(words + ["guard.delete-limit=6"]).status == 0)
    #expect(try setting.count() == 44)
  }

  @Test(
    arguments: [
      (["--approve", "guard.change-limit=3"], "--approve and --approver belong together"),
      (["--approver", "Ada"], "--approve and --approver belong together"),
      (["--approve", "guard.change-limit", "--approver", "A"], "--approve takes CODE=COUNT"),
      (
        ["--approve", "guard.plan-stale=1", "--approver", "A"],
        "`guard.plan-stale` cannot be approved"
      ),
      (["--target", "prod", "--confirm-target", "pord"], "is not the target `prod`"),
      (["--target", "prod"], "drop --store, --offline"),
    ] as [([String], String)])
  func contradictions(arguments: [String], sentence: String) throws {
    let setting = try GuardSetting()
    let result = try setting.run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(sentence), "\(result.errors)")
  }

  /// In the descriptor of a table, or in that of the package for all its tables.
  @Test(arguments: ["locations.schema.json", "datapackage.json"])
  func guardsOfThePackage_hold(descriptor: String) throws {
    let setting = try GuardSetting()
    let folder = setting.tool.scratch.path(of: "pack")
    try FileManager.default.copyItem(
      atPath: Repository.path(of: "Schemas/exam-platform"), toPath: folder)
    let file = "pack/" + descriptor
    let text = String(decoding: try setting.tool.scratch.contents(of: file), as: UTF8.self)
    let brace = try #require(text.firstIndex(of: "{"))
    try setting.tool.scratch.write(
      file,
      text[...brace] + #""registrar:guards": {"changePercent": 1, "changeRows": 0},"#
        + text[text.index(after: brace)...])
    try setting.write(1...50) { $0 == 1 ? " new" : "" }
    let result = try setting.tool.run([
      "import", "locations.csv", "--store", "sqlite:s.sqlite", "--package", folder,
    ])
    #expect(result.status == 4, "\(result.output)\(result.errors)")
    #expect(result.output.contains("(`1` of `50`), the limit is `1` %"))
  }
}
