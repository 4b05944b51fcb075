import Foundation
import TestSupport
import Testing

/// What the commands about runs print, how they end, and what they leave as it was.
@Suite struct HistoryTests {
  private static let first = "20261120-1200-A1"
  private static let second = "20261120-1200-A2"

  /// A store that two runs wrote: three locations, then one of them changed and one more.
  private func setting() throws -> PlanSetting {
    let setting = try PlanSetting()
    let result = try setting.run(["--execute"], environment: ["LOGNAME": "ada"])
    #expect(result.status == 0, "\(result.output)")
    return setting
  }

  private func ask(_ setting: PlanSetting, _ words: [String]) throws -> Registrar.Result {
    try setting.tool.run(words + ["--store", "sqlite:s.sqlite"])
  }

  /// Asks with the shipped package.
  private func command(_ setting: PlanSetting, _ words: [String]) throws -> Registrar.Result {
    try ask(setting, words + ["--package", Repository.path(of: "Schemas/exam-platform")])
  }

  // MARK: Runs

  @Test func runs_areListedNewestFirst_andShown() throws {
    let setting = try setting()
    let list = try ask(setting, ["runs"])
    #expect(list.status == 0)
    let lines = list.output.split(separator: "\n").dropFirst().map { line in
      line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    }
    #expect(lines.map { $0[0] } == [Self.second, Self.first])
    #expect(lines[0].contains("ada") && lines[0].contains("clean"))
    #expect(lines.allSatisfy { $0.last == "locations.csv" })
    let shown = try ask(setting, ["show", "A2"])
    #expect(shown.status == 0)
    for part in [
      "run       \(Self.second) (import)\n", "who       ada on ", "outcome   clean (exit 0)\n",
      "target    sqlite:s.sqlite\n", "seal      ",
    ] { #expect(shown.output.contains(part), "\(part): \(shown.output)") }
    #expect(shown.output.contains(/\nlocations +3 +0 +0 +0 +0 +1 +1 +1 +0\n/))
    #expect(try ask(setting, ["show", "Z"]).status == 2)
    let unclear = try ask(setting, ["show", ""])
    #expect(unclear.status == 2)
    #expect(unclear.errors.contains("\(Self.second), \(Self.first)"), "\(unclear.errors)")
  }

  // MARK: The chain

  /// Somebody who removes the triggers and writes what runs wrote about themselves.
  private func tamper(_ setting: PlanSetting, _ sql: String) throws {
    for table in ["journal", "runs", "run_files", "run_sources"] {
      for event in ["update", "delete"] {
        try setting.edit("DROP TRIGGER IF EXISTS registrar_\(table)_no_\(event)")
      }
    }
    try executeSQL(
      sql, in: setting.tool.scratch.path(of: "s.sqlite"), checksReferences: false)
  }

  @Test func audit_namesTheFirstBrokenRun() throws {
    let setting = try setting()
    let whole = try ask(setting, ["audit", "verify"])
    #expect(whole.status == 0)
    let seal = try #require(whole.output.firstMatch(of: /last seal is ([0-9a-f]{64})\n/)).1
    #expect(whole.output.hasPrefix("2 runs hold"))
    #expect(try ask(setting, ["audit", "verify", "--head", String(seal)]).status == 0)
    let unknown = try ask(
      setting, ["audit", "verify", "--head", String(repeating: "0", count: 64)])
    #expect(unknown.status == 7)
    #expect(unknown.errors.contains("no run has the seal 0000"))
    try tamper(
      setting, "UPDATE registrar_journal SET last_id = 9 WHERE run_id LIKE '\(Self.first)-%'")
    let broken = try ask(setting, ["audit", "verify"])
    #expect(broken.status == 7)
    #expect(
      broken.output.contains(
        "broken at run \(Self.first): its record, files or journal are not what was sealed\n"))
    // `verify` looks at the seals as well.
    let verified = try command(setting, ["verify"])
    #expect(verified.status == 7)
    #expect(verified.output.contains("error[store.value-differs]"))
  }

  /// What is cut off the end only a seal noted elsewhere can tell.
  @Test func audit_missesNoRunOfTheEnd_whenItsSealWasNoted() throws {
    let setting = try setting()
    let head = try ask(setting, ["audit", "verify"]).output
    let seal = String(try #require(head.firstMatch(of: /last seal is ([0-9a-f]{64})\n/)).1)
    try tamper(
      setting,
      ["journal", "run_files", "run_sources", "runs"].map { table in
        "DELETE FROM registrar_\(table) WHERE run_id LIKE '\(Self.second)-%';"
      }.joined())
    #expect(try ask(setting, ["audit", "verify"]).status == 0)
    #expect(try ask(setting, ["audit", "verify", "--head", seal]).status == 7)
  }

  // MARK: Verification

  @Test func verify_endsWithSevenWhenTheStoreIsNotAsItsRunsLeftIt() throws {
    let setting = try setting()
    #expect(try command(setting, ["verify"]).status == 0)
    #expect(try command(setting, ["verify", "A1"]).status == 0)
    #expect(try command(setting, ["verify", "--expect", "locations=4"]).status == 0)
    let expected = try command(setting, ["verify", "--expect", "locations=5"])
    #expect(expected.status == 7)
    #expect(expected.output.contains("the store has `4` locations, expected `5`"))
    #expect(try command(setting, ["verify", "--expect", "lacations=4"]).status == 2)
    #expect(try command(setting, ["verify", "A9"]).status == 2)
    try setting.edit("DELETE FROM locations WHERE location_code = 'BRA-01'")
    let all = try command(setting, ["verify"])
    #expect(all.status == 7)
    #expect(all.output.contains("the store has `3` locations, expected `4`"))
    // The first run did not make the one that is gone.
    #expect(try command(setting, ["verify", "A1"]).status == 0)
    let second = try command(setting, ["verify", "A2"])
    #expect(second.status == 7)
    #expect(second.output.contains("the store has `0` locations, expected `1`"))
  }

  // MARK: Undo

  @Test func undo_tellsFirst_andWritesOnlyWhenTold() throws {
    let setting = try setting()
    let after = try setting.locations()
    for words in [["undo", "A2"], ["undo", "A2", "--validate"]] {
      let told = try command(setting, words)
      #expect(told.status == 0)
      #expect(told.output.contains("Nothing was written"))
      #expect(try setting.locations() == after)
      #expect(try setting.rows("SELECT count(*) FROM registrar_runs") == ["2"])
    }
    #expect(try command(setting, ["undo", "A2", "--validate", "--execute"]).status == 2)
    let refused = try command(setting, ["undo", "A1", "--execute"])
    #expect(refused.status == 4)
    #expect(
      refused.output.contains(
        "error[run.undo-refused]: run `\(Self.second)` changed `1` of the records of `\(Self.first)`"
      ))
    #expect(
      refused.output.contains("= help: undo it first: `registrar undo \(Self.second) --execute"))
    #expect(try setting.locations() == after)
    let done = try command(setting, ["undo", "A2", "--execute"])
    #expect(done.status == 0, "\(done.output)")
    #expect(done.output.contains("2 records of run \(Self.second) put back as before"))
    #expect(
      try setting.locations() == [
        "OTT-01|Ottawa Centre|80", "TOR-01|Toronto Downtown|250", "VAN-01|Vancouver Harbour|40",
      ])
    #expect(try command(setting, ["verify"]).status == 0)
    // An undo is a run, and is taken back like one.
    #expect(try command(setting, ["undo", "A3", "--execute"]).status == 0)
    #expect(try setting.locations() == after)
  }

  @Test func undo_keepsWhatWasChangedSince() throws {
    let setting = try setting()
    try setting.edit("UPDATE locations SET capacity = 7 WHERE location_code = 'TOR-01'")
    let result = try command(setting, ["undo", "A2", "--execute"])
    #expect(result.status == 0)
    #expect(
      result.output.contains(
        "warning[run.undo-kept]: location `TOR-01` was changed after run `\(Self.second)`"))
    #expect(
      try setting.locations() == [
        "OTT-01|Ottawa Centre|80", "TOR-01|Toronto Downtown|7", "VAN-01|Vancouver Harbour|40",
      ])
  }

  // MARK: Backups

  @Test func restore_asksForTheStoresName() throws {
    let setting = try setting()
    let before = try setting.locations()
    let made = try ask(setting, ["backup", "-o", "copy.bin"])
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("; restored and compared: "))
    let again = try ask(setting, ["backup", "-o", "copy.bin"])
    #expect(again.status == 4)
    #expect(again.errors.contains("copy.bin exists already"))
    try setting.edit("DELETE FROM locations")
    for name in [[], ["--confirm", "t.sqlite"], ["--confirm", ""]] {
      let refused = try ask(setting, ["restore", "copy.bin"] + name)
      #expect(refused.status == 4)
      #expect(refused.errors.contains("error[guard.target-unconfirmed]"))
      #expect(refused.errors.contains("pass `--confirm s.sqlite`"))
      #expect(try setting.locations() == [])
    }
    let restored = try ask(setting, ["restore", "copy.bin", "--confirm", "s.sqlite"])
    #expect(restored.status == 0, "\(restored.errors)")
    #expect(try setting.locations() == before)
  }

  /// A manifest that tells of other rows than the file has is not believed, whatever its checksum.
  @Test func restore_comparesTheRowsWithTheManifest() throws {
    let setting = try setting()
    #expect(try ask(setting, ["backup", "-o", "copy.bin"]).status == 0)
    let before = try setting.locations()
    let manifest = String(
      decoding: try setting.tool.scratch.contents(of: "copy.bin.json"), as: UTF8.self)
    try #require(manifest.contains("\"count\" : 4"))
    try setting.tool.scratch.write(
      "copy.bin.json",
      manifest.replacing("\"count\" : 4", with: "\"count\" : 5", maxReplacements: 1))
    let result = try ask(setting, ["restore", "copy.bin", "--confirm", "s.sqlite"])
    #expect(result.status == 4)
    #expect(result.errors.contains("locations in copy.bin is not what its manifest says"))
    #expect(try setting.locations() == before)
  }

  /// What `registrar backup` writes is what a target asks for.
  @Test func backup_isTheOneThatTargetsAskFor() throws {
    let setting = try setting()
    try setting.tool.scratch.write(
      "registrar.json",
      #"{"targets": {"prod": {"store": "sqlite:s.sqlite", "backup": {"folder": "backups"}}}}"#)
    let words = ["locations.csv", "--target", "prod", "--execute"]
    let clock = ["REGISTRAR_NOW": ""]
    #expect(try setting.tool.runImport(words, environment: clock).status == 4)
    let made = try setting.tool.run(["backup", "--store", "sqlite:s.sqlite"], clock)
    #expect(made.status == 0, "\(made.errors)")
    #expect(try setting.tool.runImport(words, environment: clock).status == 0)
  }

  // MARK: Provenance

  @Test func trace_namesRunFileSheetRowAndCell() throws {
    let setting = try setting()
    let path = setting.tool.scratch.path(of: "book.xlsx")
    try WorkbookBuilder().sheet(
      "Sites",
      rows: [
        ["Location code", "Capacity"], ["OTT-01", 80], ["TOR-01", 310],
      ]
    ).write(to: path)
    let result = try setting.tool.runImport(
      [
        "book.xlsx", "--map", "Sites=locations", "--store", "sqlite:s.sqlite", "--execute",
      ], environment: ["LOGNAME": "bob"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    try setting.edit("UPDATE locations SET capacity = 311 WHERE location_code = 'TOR-01'")
    let trace = try command(setting, ["trace", "locations", "TOR-01", "--field", "capacity"])
    #expect(trace.status == 0, "\(trace.errors)")
    let lines = trace.output.split(separator: "\n").map { line in
      line.split(separator: " ", omittingEmptySubsequences: true).dropLast()
        .joined(separator: " ")
    }
    #expect(
      lines.dropFirst(2) == [
        "Capacity (capacity) 311 310 by hand",
        "Capacity (capacity) 310 300 20261120-1200-A3 (bob) book.xlsx › Sites!B3",
        "Capacity (capacity) 300 250 \(Self.second) (ada) locations.csv:2:5",
        "Capacity (capacity) 250 – \(Self.first) (\(try operatorName(setting))) locations.csv:2:5",
      ])
    let whole = try command(setting, ["trace", "locations", "TOR-01"])
    #expect(whole.output.contains("\nName (name) "))
    #expect(try command(setting, ["trace", "locations", "NONE"]).status == 2)
    try setting.edit("DELETE FROM locations WHERE location_code = 'VAN-01'")
    #expect(try command(setting, ["trace", "locations", "VAN-01"]).status == 2)
  }

  private func operatorName(_ setting: PlanSetting) throws -> String {
    try setting.rows("SELECT operator FROM registrar_runs WHERE run_id LIKE '\(Self.first)-%'")
      .first
      ?? ""
  }
}
