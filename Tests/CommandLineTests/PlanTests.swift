import Foundation
import GRDB
import TestSupport
import Testing

/// A plan says everything that a run would do, and what it says is what is done.
@Suite struct PlanTests {
  private static let before = [
    "OTT-01|Ottawa Centre|80", "TOR-01|Toronto Downtown|250", "VAN-01|Vancouver Harbour|40",
  ]

  private func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  // MARK: What is written

  @Test func plan_hasEveryOperation_withBeforeAndAfter() throws {
    let setting = try PlanSetting()
    try setting.plan()
    let lines = try setting.planLines()
    #expect(lines.count == 5)
    let update = try object(lines[1])
    #expect(update["kind"] as? String == "update")
    #expect(update["key"] as? [String] == ["TOR-01"])
    #expect(update["row"] as? Int == 2)
    #expect((update["state"] as? String)?.isEmpty == false)
    let fields = try #require(update["fields"] as? [[String: Any]])
    #expect(fields.count == 1)
    #expect(fields[0]["field"] as? String == "capacity")
    #expect(fields[0]["before"] as? Int == 250)
    #expect(fields[0]["after"] as? Int == 300)
    let create = try object(lines[2])
    #expect(create["kind"] as? String == "create")
    #expect(create["key"] as? [String] == ["BRA-01"])
    #expect(create["state"] == nil)
    let made = try #require(create["fields"] as? [[String: Any]])
    #expect(
      made.compactMap { $0["field"] as? String } == [
        "location_code", "name", "kind", "status", "time_zone", "capacity",
      ])
    #expect(made.allSatisfy { $0["before"] == nil && $0["after"] != nil })
  }

  @Test func plan_hasTheFingerprintsOfFilesPackageAndState() throws {
    let setting = try PlanSetting()
    try setting.plan()
    let lines = try setting.planLines()
    let header = try object(lines[0])
    #expect(header["format"] as? String == "registrar.plan/1")
    #expect(header["target"] as? String == "sqlite:s.sqlite")
    let files = try #require(header["files"] as? [[String: Any]])
    #expect(files.map { $0["name"] as? String } == ["locations.csv"])
    let digest = try shell("sha256sum locations.csv", in: setting)
    #expect(files[0]["sha256"] as? String == digest)
    let package = try #require(header["package"] as? [String: Any])
    #expect((package["hash"] as? String)?.count == 64)
    let summary = try object(lines[3])
    let end = try object(lines[4])
    let tables = try #require(summary["tables"] as? [[String: Any]])
    #expect(tables[0]["stored"] as? Int == 3)
    #expect(tables[0]["created"] as? Int == 1)
    #expect(tables[0]["updated"] as? Int == 1)
    #expect((tables[0]["state"] as? String)?.count == 64)
    #expect(
      try end["digest"] as? String == shell("head -n -1 plan.ndjson | sha256sum", in: setting))
    let mode =
      try FileManager.default.attributesOfItem(
        atPath: setting.tool.scratch.path(of: "plan.ndjson"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  private func shell(_ command: String, in setting: PlanSetting) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: setting.tool.scratch.path)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.start()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: " ").first.map(String.init) ?? ""
  }

  /// Equal but for the validation's id, and the digest over it in the last line.
  @Test func equalValidations_giveEqualPlans() throws {
    let setting = try PlanSetting()
    try setting.plan()
    let first = try setting.planLines()
    try setting.plan()
    let second = try setting.planLines()
    #expect(first.dropLast().map(withoutRunTags) == second.dropLast().map(withoutRunTags))
    #expect(first.count > 3 && first[0] != second[0])
  }

  @Test func dataWithErrors_leavesNoPlan_andTheOldOneAsItWas() throws {
    let setting = try PlanSetting()
    try setting.tool.scratch.write("plan.ndjson", "old\n")
    try setting.tool.scratch.write(
      "locations.csv", PlanSetting.header + "TOR-01,Toronto,EST,virtual,1,\n")
    let result = try setting.run(["--plan-out", "plan.ndjson"])
    #expect(result.status == 1)
    #expect(result.output.contains("No plan was written"))
    #expect(try setting.planLines() == ["old"])
  }

  @Test func planThatCannotBeWritten_failsTheRun() throws {
    let setting = try PlanSetting()
    let result = try setting.run(["--plan-out", "nowhere/plan.ndjson"])
    #expect(result.status == 2)
    #expect(result.errors.contains("cannot write the plan `nowhere/plan.ndjson`"))
  }

  @Test func secrets_areAbsent() throws {
    let tool = try Registrar()
    try tool.scratch.write("key", String(repeating: "k", count: 32))
    try tool.scratch.write("locations.csv", PlanSetting.stored)
    try tool.scratch.write(
      "exams.csv", "exam_code,title,delivery,language,duration_minutes\nE-1,One,online,en,60\n")
    try tool.scratch.write(
      "common_sessions.csv",
      "session_code,name,exam_codes,location_code,start_at,end_at,capacity,locked,"
        + "session_password\nS-1,May,E-1,TOR-01,2027-05-01 09:00,2027-05-01 11:00,9,yes,"
        + "hunter2-spring\n")
    let result = try tool.runImport(
      [
        "locations.csv", "exams.csv", "common_sessions.csv", "--store", "sqlite:s.sqlite",
        "--plan-out", "plan.ndjson",
      ], environment: ["REGISTRAR_SECRET_KEY_FILE": tool.scratch.path(of: "key")])
    #expect(result.status == 0, "\(result.output)")
    let plan = String(decoding: try tool.scratch.contents(of: "plan.ndjson"), as: UTF8.self)
    #expect(plan.contains(#"{"field":"session_password","secret":true}"#))
    #expect(!plan.contains("hunter2"))
    let shown = try tool.run(["plan", "show", "plan.ndjson"])
    #expect(shown.output.contains("session_password  ‹secret›"))
  }

  // MARK: What is shown

  @Test func show_speaksFrench() throws {
    let setting = try PlanSetting()
    try setting.plan()
    let result = try setting.tool.run(["plan", "show", "plan.ndjson", "--language", "fr"])
    #expect(result.status == 0)
    for text in [
      "plan      plan.ndjson, établi le 2026-11-20T12:00:00Z par une validation\n",
      "cible     sqlite:s.sqlite\n", "paquet    exam-platform 2\n",
      "fichiers  locations.csv  sha256",
      "table      stockées  à créer  à modifier  à supprimer  à garder\n",
      "\nmodifier locations[TOR-01]  (locations.csv:2)\n  capacity  250 → 300\n",
      "\ncréer locations[BRA-01]  (locations.csv:4)\n",
    ] {
      #expect(result.output.contains(text), "\(result.output)")
    }
  }

  @Test func show_printsCountsAndFields() throws {
    let setting = try PlanSetting()
    try setting.plan()
    let result = try setting.tool.run(["plan", "show", "plan.ndjson"])
    #expect(result.status == 0)
    try expectSnapshot(result.output, "plan-show")
  }

  @Test(
    arguments: [
      (["--table", "venues"], []), (["--kind", "create"], ["create locations[BRA-01]"]),
      (["--key", "TOR-01"], ["update locations[TOR-01]"]),
      (
        ["--table", "locations", "--kind", "update", "--kind", "create"],
        ["update locations[TOR-01]", "create locations[BRA-01]"]
      ), (["--key", "BRA-01", "--kind", "delete"], []),
    ] as [([String], [String])])
  func filters(arguments: [String], expected: [String]) throws {
    let setting = try PlanSetting()
    try setting.plan()
    let result = try setting.tool.run(["plan", "show", "plan.ndjson"] + arguments)
    let lines = result.output.split(separator: "\n").map(String.init)
    let heads = lines.filter { $0.contains("[") }.map { line in
      line.split(separator: " ").prefix(2).joined(separator: " ")
    }
    #expect(heads == expected)
    let json = try setting.tool.run(["plan", "show", "plan.ndjson", "--json"] + arguments)
    #expect(json.output.split(separator: "\n").count == expected.count + 3)
  }

  @Test func showAsJSON_isThePlanItself() throws {
    let setting = try PlanSetting()
    try setting.plan()
    let result = try setting.tool.run(["plan", "show", "plan.ndjson", "--json"])
    let plan = String(decoding: try setting.tool.scratch.contents(of: "plan.ndjson"), as: UTF8.self)
    #expect(result.output == withoutRunTags(plan))
  }

  @Test(
    arguments: [
      ("none", nil, "cannot read `none.ndjson`"),
      ("foreign", "{\"type\":\"run\"}\n", "`foreign.ndjson` is not a plan of this release"),
      ("empty", "", "`empty.ndjson` is not a plan of this release"),
    ] as [(String, String?, String)])
  func whatIsNoPlan_isRefused(name: String, text: String?, sentence: String) throws {
    let setting = try PlanSetting()
    if let text { try setting.tool.scratch.write(name + ".ndjson", text) }
    let shown = try setting.tool.run(["plan", "show", name + ".ndjson"])
    #expect(shown.status == 3)
    #expect(shown.errors.contains(sentence))
    let executed = try setting.run(["--execute", "--plan", name + ".ndjson"])
    #expect(executed.status == (text == nil ? 3 : 4))
    #expect(executed.output.contains(sentence))
    #expect(try setting.locations() == Self.before)
  }
}
