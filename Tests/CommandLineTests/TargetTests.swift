import Foundation
import TestSupport
import Testing

/// Targets in production use ask more of a run than other stores.
@Suite struct TargetTests {
  private func production(_ members: String = "") throws -> GuardSetting {
    let setting = try GuardSetting()
    try setting.writeProject(#", "production": true"# + members)
    try setting.write(1...50) { $0 == 1 ? " new" : "" }
    return setting
  }

  private static let confirmed = ["--execute", "--confirm-target", "prod"]

  @Test func targetsByName_areTheStoresOfTheProject() throws {
    let setting = try GuardSetting()
    try setting.writeProject("")
    try setting.write(1...50) { $0 == 1 ? " new" : "" }
    let result = try setting.runProduction(["--execute"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("1 record was written to prod."))
    #expect(try setting.count("name LIKE '% new'") == 1)
    #expect(
      try setting.rows("SELECT target FROM registrar_runs ORDER BY rowid DESC LIMIT 1") == ["prod"])
  }

  @Test func production_asksForItsNameOnceMore() throws {
    let setting = try production()
    let result = try setting.runProduction(["--execute"])
    #expect(result.status == 4)
    #expect(
      result.output.contains(
        """
        error[guard.target-unconfirmed]: target `prod` is a production target and was not confirmed
          --> target › prod
           = help: pass `--confirm-target prod`
        """))
    #expect(try setting.count("name LIKE '% new'") == 0)
  }

  @Test func production_isProductionByItsLocationToo() throws {
    let setting = try production()
    let result = try setting.run(["--execute"], ["REGISTRAR_NOW": ""])
    #expect(result.status == 4)
    #expect(result.output.contains("error[guard.target-unconfirmed]"))
  }

  @Test func production_takesFilesOnlyAfterACleanValidation() throws {
    let setting = try production()
    let early = try setting.runProduction(Self.confirmed)
    #expect(early.status == 4)
    #expect(
      early.output.contains(
        "error[guard.plan-missing]: these files have no clean validation of the last `24` hours"))
    #expect(
      early.output.contains(
        "= help: run the command with `--validate` in the place of --execute first"))
    #expect(try setting.runProduction(["--validate"]).status == 0)
    let text = try setting.tool.scratch.contents(of: "locations.csv")
    try setting.write(1...50) { $0 == 2 ? " new" : "" }
    #expect(try setting.runProduction(Self.confirmed).status == 4)
    try setting.tool.scratch.write("locations.csv", [UInt8](text))
    let result = try setting.runProduction(Self.confirmed)
    #expect(result.status == 0, "\(result.output)")
    #expect(try setting.count("name LIKE '% new'") == 1)
  }

  @Test func validationWithErrors_leavesNoReceipt() throws {
    let setting = try production()
    try setting.write(1...50) { $0 == 1 ? "\u{1}" : "" }
    #expect(try setting.runProduction(["--validate"]).status == 1)
    let result = try setting.runProduction(Self.confirmed)
    #expect(result.output.contains("error[guard.plan-missing]"))
  }

  /// Validations of more than a day ago, and of a day to come, which a changed clock left.
  @Test(arguments: [-25.0, 25])
  func oldValidation_doesNotCount(hours: Double) throws {
    let setting = try production()
    #expect(try setting.runProduction(["--validate"]).status == 0)
    #expect(try setting.rows("SELECT count(*) FROM registrar_receipts") == ["1"])
    try executeSQL(
      "UPDATE registrar_receipts SET validated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now',"
        + " '\(hours) hours')", in: setting.tool.scratch.path(of: "s.sqlite"))
    let result = try setting.runProduction(Self.confirmed)
    #expect(result.status == 4)
    #expect(result.output.contains("error[guard.plan-missing]"))
  }

  /// A clean validation counts for the target and the package that it was made with.
  @Test func validation_ofAnotherTargetOrPackage_doesNotCount() throws {
    let setting = try production()
    try setting.tool.scratch.write(
      "registrar.json",
      """
      {"targets": {"prod": {"store": "sqlite:s.sqlite", "production": true},
        "other": {"store": "sqlite:s.sqlite", "production": true}}}
      """)
    func run(_ target: String, _ package: String, _ mode: [String]) throws -> Registrar.Result {
      try setting.tool.run(
        ["import", "locations.csv", "--target", target, "--package", package] + mode,
        setting.state.merging(["REGISTRAR_NOW": ""]) { _, given in given })
    }
    let shipped = try Repository.path(of: "Schemas/exam-platform")
    let copy = setting.tool.scratch.path(of: "exam-platform")
    try FileManager.default.copyItem(atPath: shipped, toPath: copy)
    let file = "exam-platform/exams.schema.json"
    let text = String(decoding: try setting.tool.scratch.contents(of: file), as: UTF8.self)
    try setting.tool.scratch.write(file, text + "\n")
    #expect(try run("other", shipped, ["--validate"]).status == 0)
    #expect(try run("prod", copy, ["--validate"]).status == 0)
    let refused = try run("prod", shipped, Self.confirmed)
    #expect(refused.status == 4)
    #expect(refused.output.contains("error[guard.plan-missing]"))
    #expect(try run("prod", copy, Self.confirmed).status == 0)
  }

  @Test func plan_standsForTheValidation() throws {
    let setting = try production()
    #expect(try setting.runProduction(["--plan-out", "p.plan"]).status == 0)
    try executeSQL(
      "DELETE FROM registrar_receipts", in: setting.tool.scratch.path(of: "s.sqlite"))
    let result = try setting.runProduction(Self.confirmed + ["--plan", "p.plan"])
    #expect(result.status == 0, "\(result.output)")
    #expect(try setting.count("name LIKE '% new'") == 1)
  }

  @Test(arguments: [["--validate"], ["--execute", "--confirm-target", "prod"]])
  func production_refusesAClockSetByHand(arguments: [String]) throws {
    let setting = try production()
    let result = try setting.runProduction(arguments, now: Registrar.now)
    #expect(result.status == 4)
    #expect(
      result.output.contains(
        """
        error[guard.production-refused]: `REGISTRAR_NOW` sets the clock, which is not allowed on \
        production target `prod`
          --> target › prod
           = help: unset REGISTRAR_NOW
        """))
  }

  @Test func otherTargets_askForNoneOfThis() throws {
    let setting = try GuardSetting()
    try setting.writeProject("")
    try setting.write(1...50) { $0 == 1 ? " new" : "" }
    #expect(try setting.runProduction(["--execute"], now: Registrar.now).status == 0)
  }

  @Test func freshBackup_isAskedFor() throws {
    let setting = try GuardSetting()
    try setting.writeProject(#", "backup": {"folder": "backups", "maximumAgeHours": 24}"#)
    try setting.write(1...50) { $0 == 1 ? " new" : "" }
    let none = try setting.runProduction(["--execute"])
    #expect(none.status == 4)
    #expect(none.output.contains("error[guard.backup-missing]: `prod` has no backup"))
    #expect(
      none.output.contains("= help: pass `--backup` with --execute: the store is backed up first"))
    #expect(try setting.runProduction(["--validate"]).status == 4)
    try FileManager.default.createDirectory(
      atPath: setting.tool.scratch.path(of: "backups"), withIntermediateDirectories: true)
    func manifest(hours: Double, verified: Bool = true, of target: String = "prod") throws {
      let date = Date(timeIntervalSinceNow: -hours * 3600).formatted(.iso8601)
      try setting.tool.scratch.write(
        "backups/b.json",
        #"{"format": "registrar.backup/1", "target": "\#(target)", "finishedAt": "\#(date)", "verified": \#(verified)}"#
      )
    }
    try manifest(hours: 31)
    let old = try setting.runProduction(["--execute"])
    #expect(old.status == 4)
    #expect(
      old.output.contains(
        "the last backup of `prod` is `32` hours old, at most `24` are allowed")
        || old.output.contains(
          "the last backup of `prod` is `31` hours old, at most `24` are allowed")
    )
    try manifest(hours: 1, verified: false)
    #expect(try setting.runProduction(["--execute"]).status == 4)
    try manifest(hours: 1, of: "other")
    #expect(try setting.runProduction(["--execute"]).status == 4)
    try manifest(hours: 1)
    #expect(try setting.runProduction(["--execute"]).status == 0)
  }

  @Test(
    arguments: [
      (#"{"targets": {"prod": {}}}"#, 3, "the target `prod` has no `store`"),
      (#"{"targets": {"prod": {"store": "s.db", "production": "yes"}}}"#, 3, "production"),
      (
        #"{"targets": {"prod": {"store": "s.db", "guards": {"changePercent": 200}}}}"#, 3,
        "from 0 to 100"
      ),
      (#"{"targets": {"prod": {"store": "s.db", "guarts": {}}}}"#, 3, "guarts"),
      (#"{"targets": {"prod": "#, 3, "breaks off"),
      (
        #"{"targets": {"prot": {"store": "s.db"}}}"#, 2,
        "there is no target `prod`; did you mean `prot`?"
      ),
    ] as [(String, Int32, String)])
  func mistakesOfAProject_areTold(text: String, status: Int32, sentence: String) throws {
    let setting = try GuardSetting()
    try setting.tool.scratch.write("registrar.json", text)
    let result = try setting.runProduction([])
    #expect(result.status == status)
    #expect(result.errors.contains(sentence), "\(result.errors)")
  }

  @Test func projectElsewhere_hasItsStoresBesideIt() throws {
    let setting = try GuardSetting()
    try FileManager.default.createDirectory(
      atPath: setting.tool.scratch.path(of: "conf"), withIntermediateDirectories: true)
    try setting.tool.scratch.write(
      "conf/p.json", #"{"targets": {"prod": {"store": "sqlite:../s.sqlite"}}}"#)
    try setting.write(1...50) { $0 == 1 ? " new" : "" }
    let result = try setting.runProduction(["--execute", "--project", "conf/p.json"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(try setting.count("name LIKE '% new'") == 1)
    let missing = try setting.runProduction(["--project", "none.json"])
    #expect(missing.status == 3)
  }

  // MARK: Other commands

  /// Commands that change a store ask of a production target what an import does, also when the store is
  /// named by its location.
  @Test func commandsThatChangeProductionAskForItsNameToo() throws {
    let setting = try production()
    let package = ["--package", try Repository.path(of: "Schemas/exam-platform")]
    let wall = ["REGISTRAR_NOW": ""]
    #expect(
      try setting.tool.run(["backup", "-o", "copy.sqlite", "--target", "prod"], wall).status == 0)
    for place in [["--target", "prod"], ["--store", "sqlite:s.sqlite"]] {
      for words in [
        ["undo", "A1", "--execute"] + package, ["abandon", "A1"],
        ["restore", "copy.sqlite", "--confirm", "s.sqlite"],
      ] {
        let refused = try setting.tool.run(words + place, wall)
        #expect(refused.status == 4, "\(words): \(refused.output)\(refused.errors)")
        #expect(
          refused.errors == """
            error[guard.target-unconfirmed]: target `prod` is a production target and was not confirmed
               = help: pass `--confirm-target prod`

            """, "\(words): \(refused.errors)")
        let clock = try setting.tool.run(words + place + ["--confirm-target", "prod"])
        #expect(clock.status == 4, "\(words)")
        #expect(clock.errors.contains("error[guard.production-refused]"), "\(clock.errors)")
      }
    }
    #expect(try setting.count() == 50)
    // What only looks is free, and knows the target by its name.
    for words in [["undo", "A1"] + package, ["runs"], ["show", "A1"], ["verify"] + package] {
      let result = try setting.tool.run(words + ["--target", "prod"], wall)
      #expect(result.status == 0, "\(words): \(result.errors)")
    }
    #expect(try setting.tool.run(["runs", "--target", "prd"], wall).status == 2)
    let both = ["runs", "--target", "prod", "--store", "sqlite:s.sqlite"]
    #expect(try setting.tool.run(both, wall).status == 2)
    let done = ["--target", "prod", "--confirm-target", "prod"]
    #expect(
      try setting.tool.run(
        ["restore", "copy.sqlite", "--confirm", "s.sqlite"] + done, wall
      ).status == 0)
    #expect(
      try setting.tool.run(["undo", "A1", "--execute"] + package + done, wall).status == 0)
    #expect(try setting.count() == 0)
  }

  /// The limits that a target sets hold for an undo, which an approver lets pass; the usual ones do not.
  @Test func anUndoKeepsTheTargetsLimits() throws {
    let setting = try GuardSetting()
    try setting.writeProject(#", "guards": {"deletePercent": 10, "deleteRows": 5}"#)
    let undo = [
      "undo", "A1", "--target", "prod", "--package",
      try Repository.path(of: "Schemas/exam-platform"),
    ]
    for mode in ["--validate", "--execute"] {
      let refused = try setting.tool.run(undo + [mode])
      #expect(refused.status == 4, "\(refused.output)\(refused.errors)")
      #expect(
        refused.output.contains(
          """
          error[guard.delete-limit]: `50` of `50` `Locations` would be deleted, the limit is `10` %
            --> store › locations
             = help: check the plan; an approver passes `--approve guard.delete-limit=50 --approver NAME`
          """), "\(refused.output)")
    }
    #expect(try setting.count() == 50)
    let approved = try setting.tool.run(
      undo + ["--execute", "--approve", "guard.delete-limit=50", "--approver", "Ada"])
    #expect(approved.status == 0, "\(approved.output)\(approved.errors)")
    #expect(try setting.count() == 0)
    #expect(
      try setting.rows(
        "SELECT approvals_json FROM registrar_runs ORDER BY rowid DESC LIMIT 1") == [
          #"[{"code":"guard.delete-limit","table":"locations","count":50,"total":50,"approver":"Ada"}]"#
        ])
  }

  /// A target that asks for a backup before an import asks for it before an undo, too.
  @Test func anUndoNeedsTheTargetsBackup() throws {
    let setting = try GuardSetting()
    try setting.writeProject(#", "backup": {"folder": "backups", "maximumAgeHours": 24}"#)
    let undo = [
      "undo", "A1", "--execute", "--target", "prod", "--package",
      try Repository.path(of: "Schemas/exam-platform"),
    ]
    let refused = try setting.tool.run(undo, ["REGISTRAR_NOW": ""])
    #expect(refused.status == 4)
    #expect(refused.errors.contains("error[guard.backup-missing]"), "\(refused.errors)")
    #expect(try setting.count() == 50)
    let backup = ["backup", "-o", "backups", "--target", "prod"]
    #expect(try setting.tool.run(backup, ["REGISTRAR_NOW": ""]).status == 0)
    #expect(try setting.tool.run(undo, ["REGISTRAR_NOW": ""]).status == 0)
    #expect(try setting.count() == 0)
  }
}
