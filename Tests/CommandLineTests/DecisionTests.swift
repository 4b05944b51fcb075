import Foundation
import TestSupport
import Testing

/// Corrections of spellings and accepted findings, through the built tool.
@Suite struct DecisionTests {
  private static let corrections = "field,read,meant,reason,who,until\n"

  private let tool: Registrar

  init() throws { tool = try Registrar() }

  /// Writes `locations.csv`: one location per city, by number.
  private func write(_ cities: [String]) throws {
    let rows = cities.enumerated().map { number, city in
      "L-\(number + 1),Site \(number + 1),America/Toronto,virtual,\(city)\n"
    }
    try tool.scratch.write("locations.csv", GuardSetting.header + rows.joined())
  }

  private func run(_ arguments: String...) throws -> Registrar.Result {
    try tool.runImport(["locations.csv", "--store", "sqlite:s.sqlite"] + arguments)
  }

  private func json(_ name: String) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: tool.scratch.contents(of: name)) as? [String: Any])
  }

  private func stored(_ sql: String) throws -> [String] {
    try storedRows(sql, in: tool.scratch.path(of: "s.sqlite"))
  }

  // MARK: Corrections

  @Test func correction_isReadInsteadOfWhatTheCellSays() throws {
    try write(["Torono", "TORONO ", "Ottawa", "torono"])
    try tool.scratch.write(
      "c.csv", Self.corrections + "locations.city,torono,Toronto,typing mistake,M. Lee,\n")
    let checked = try run("--corrections", "c.csv", "--report", "json:r.json")
    #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    #expect(
      checked.output.contains(
        "note[value.corrected]: `torono` was read as `Toronto` in 3 cells, as the correction on line"
          + " `2` says (locations.csv:2:5)"), "\(checked.output)")
    let issues = try #require(try json("r.json")["issues"] as? [[String: Any]])
    let note = try #require(issues.first { $0["code"] as? String == "value.corrected" })
    #expect(note["rows"] as? [[Int]] == [[2, 3], [5, 5]])
    let arguments = note["arguments"] as? [String: String]
    #expect(arguments?["reason"] == "typing mistake")
    #expect(arguments?["author"] == "M. Lee")

    let written = try run("--corrections", "c.csv", "--execute")
    #expect(written.status == 0, "\(written.output)\(written.errors)")
    let cities = try stored("SELECT city FROM locations ORDER BY location_code")
    #expect(cities == ["Toronto", "Toronto", "Ottawa", "Toronto"])
    let options = try stored("SELECT options_json FROM registrar_runs")
    #expect(options.first?.contains(#""corrections":{"file":"c.csv","sha256":"#) == true)

    let trace = try tool.run([
      "trace", "locations", "L-2", "--field", "city", "--store", "sqlite:s.sqlite",
    ])
    #expect(
      trace.output.contains("locations.csv:3:5 (a correction `torono`: typing mistake, M. Lee)"),
      "\(trace.output)")
  }

  /// What is corrected goes through all checks: here the meaning is no value of the field.
  @Test func correction_isCheckedLikeAnyCell() throws {
    try tool.scratch.write(
      "locations.csv", GuardSetting.header + "L-1,One,America/Toronto,virtul,\n")
    try tool.scratch.write(
      "c.csv", Self.corrections + "kind,virtul,virtuality,,,\n")
    let result = try run("--corrections", "c.csv")
    #expect(result.status == 1)
    #expect(result.output.contains("error[value.enum-unknown]"), "\(result.output)")
    #expect(result.output.contains("read      virtuality"), "\(result.output)")
  }

  @Test func mistakesOfTheFile_areToldAtTheirLines_andNothingIsWritten() throws {
    try write(["Torono"])
    try tool.scratch.write(
      "c.csv",
      Self.corrections + "city,Torono,Toronto,,,\ncity,,Ottawa,,,\ncity,Otawa,Ottawa,,,soon\n"
        + "proctors.password,x,y,,,\n")
    let result = try run("--corrections", "c.csv", "--execute", "--on-error", "skip-row")
    #expect(result.status == 1)
    for line in [
      "error[key.missing]", "--> c.csv:3:2 (read)", "error[value.date-invalid]",
      "--> c.csv:4:6 (until)", "error[decision.refused]", "--> c.csv:5:1 (field)",
    ] { #expect(result.output.contains(line), "\(line): \(result.output)") }
    #expect(result.output.contains("Nothing was written"), "\(result.output)")
  }

  @Test func missingFile_isUnreadable() throws {
    try write(["Torono"])
    let result = try run("--corrections", "none.csv")
    #expect(result.status == 3)
    #expect(result.output.contains("error[file.not-found]"), "\(result.output)")
  }

  @Test func correction_holdsUntilItsLastDay() throws {
    try write(["Torono"])
    try tool.scratch.write("c.csv", Self.corrections + "city,Torono,Toronto,,,2026-11-20\n")
    let onTheDay = try run("--corrections", "c.csv")
    #expect(onTheDay.output.contains("note[value.corrected]"))
    try tool.scratch.write("c.csv", Self.corrections + "city,Torono,Toronto,,,2026-11-19\n")
    let after = try run("--corrections", "c.csv")
    #expect(!after.output.contains("value.corrected"))
    #expect(after.output.contains("[decision.expired]"), "\(after.output)")
  }

  @Test func plan_isForItsCorrections() throws {
    try write(["Torono"])
    try tool.scratch.write("c.csv", Self.corrections + "city,Torono,Toronto,,,\n")
    #expect(try run("--corrections", "c.csv", "--plan-out", "p.plan").status == 0)
    try tool.scratch.write("c.csv", Self.corrections + "city,Torono,Oshawa,,,\n")
    let other = try run("--corrections", "c.csv", "--plan", "p.plan", "--execute")
    #expect(other.status == 4)
    #expect(other.output.contains("guard.plan-stale"), "\(other.output)")
    try tool.scratch.write("c.csv", Self.corrections + "city,Torono,Toronto,,,\n")
    #expect(try run("--corrections", "c.csv", "--plan", "p.plan", "--execute").status == 0)
  }

  @Test func suggestions_areWhatIsKnown_andNothingElse() throws {
    try write(["Toronto"])
    #expect(try run("--execute").status == 0)
    try tool.scratch.write(
      "venues.csv",
      "venue_code,location_code,name,seats,status\nV-1,L-1,Hall,10,inactve\nV-2,Lx-1,Hall,10,zzz\n")
    _ = try tool.runImport([
      "venues.csv", "--store", "sqlite:s.sqlite", "--report", "json:r.json",
    ])
    let result = try tool.run([
      "corrections", "suggest", "r.json", "--store", "sqlite:s.sqlite", "--who", "M. Lee",
      "--package", Repository.path(of: "Schemas/exam-platform"),
    ])
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "field,read,meant,reason,who,until")
    #expect(
      lines.contains(
        "venues.status,inactve,inactive,the only known text that is spelt nearly so,M. Lee,"),
      "\(result.output)")
    #expect(
      lines.contains("venues.status,zzz,,nothing that is known is spelt nearly so,M. Lee,"),
      "\(result.output)")
    // The lines can be used as they are: what nobody decided is not applied.
    try tool.scratch.write("c.csv", result.output)
    let corrected = try tool.runImport([
      "venues.csv", "--store", "sqlite:s.sqlite", "--corrections", "c.csv",
    ])
    #expect(corrected.output.contains("`inactve` was read as `inactive`"), "\(corrected.output)")
    #expect(corrected.output.contains("nobody has decided yet"), "\(corrected.output)")
  }

  // MARK: Waivers

  /// Writes a location at the coordinates 0, 0, which a rule of the package warns of.
  private func writeLocation(latitude: String) throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind,latitude,longitude\n"
        + "L-1,One,America/Toronto,virtual,\(latitude),0\n")
  }

  private func accept(expires: String) throws -> Registrar.Result {
    try tool.run([
      "waivers", "add", "r.json", "--to", "w.csv", "--code", "rule.coordinates-zero", "--reason",
      "measured next week", "--name", "M. Lee", "--expires", expires,
    ])
  }

  @Test func acceptedFinding_isToldApart_andMeansOneRecord() throws {
    try writeLocation(latitude: "0")
    #expect(try run("--strict", "--report", "json:r.json").status == 1)
    #expect(try accept(expires: "2026-12-31").status == 0)
    let accepted = try run("--strict", "--waivers", "w.csv", "--execute")
    #expect(accepted.status == 0, "\(accepted.output)\(accepted.errors)")
    #expect(
      accepted.output.contains(
        "note[decision.waived]: `rule.coordinates-zero` is accepted by `M. Lee` until `2026-12-31`:"
          + " measured next week"), "\(accepted.output)")
    #expect(try stored("SELECT count(*) FROM locations") == ["1"])

    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind,latitude,longitude\n"
        + "L-2,Two,America/Toronto,virtual,0,0\n")
    let changed = try run("--strict", "--waivers", "w.csv")
    #expect(changed.status == 1)
    #expect(changed.output.contains("error[rule.coordinates-zero]"), "\(changed.output)")
    #expect(
      changed.output.contains("is not found any more where it was accepted"), "\(changed.output)")
  }

  @Test func acceptedFinding_comesBackWhenItsDayHasPassed() throws {
    try writeLocation(latitude: "0")
    _ = try run("--report", "json:r.json")
    #expect(try accept(expires: "2026-11-19").status == 0)
    let result = try run("--strict", "--waivers", "w.csv")
    #expect(result.status == 1)
    #expect(result.output.contains("[decision.expired]"), "\(result.output)")
  }

  @Test func errorThatTheStoreCannotBear_isNotAccepted() throws {
    try write(["Toronto"])
    try tool.scratch.write(
      "w.csv",
      "code,table,field,key,digest,reason,name,expires\n"
        + "value.required,locations,name,L-1,\(String(repeating: "a", count: 32)),x,y,2027-01-01\n")
    let result = try run("--waivers", "w.csv")
    #expect(result.status == 1)
    #expect(result.output.contains("error[decision.refused]"), "\(result.output)")
    #expect(result.output.contains("--> w.csv:2:1 (code)"), "\(result.output)")
    // Nor is a line for one proposed.
    try tool.scratch.write(
      "locations.csv", GuardSetting.header + "L-1,,America/Toronto,virtual,\n")
    _ = try run("--report", "json:r.json")
    let lines = try tool.run(["waivers", "suggest", "r.json"])
    #expect(lines.output == "code,table,field,key,digest,reason,name,expires\n")
  }

  // MARK: The last run

  @Test func lastRun_isWhatTheStoreKeeps() throws {
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind,latitude,longitude\nL-1,One,America/Toronto,virtual,43.7,\n"
        + "L-2,Two,America/Toronto,virtul,,\nL-3,Three,America/Toronto,virtual,,\n")
    let first = try run("--since", "last", "--execute", "--on-error", "skip-row")
    #expect(first.errors.contains("keeps no run of these files"), "\(first.errors)")
    try tool.scratch.write(
      "locations.csv",
      "location_code,name,time_zone,kind,latitude,longitude\nL-3,Three,America/Toronto,virtual,,\n"
        + "L-1,One,America/Toronto,virtual,43.7,\nL-2,Two,America/Toronto,virtual,,\n"
        + "L-4,Four,America/Toronto,vrtual,,\n")
    let second = try run("--since", "last")
    #expect(second.output.contains("1 fixed, 0 remaining, 1 moved, 1 new"), "\(second.output)")
    #expect(second.output.contains("fixed: locations.csv:3:4"), "\(second.output)")
    let show = try tool.run(["show", "A1", "--store", "sqlite:s.sqlite"])
    #expect(!show.output.contains("leftOut"), "\(show.output)")
    let audit = try tool.run(["audit", "verify", "--store", "sqlite:s.sqlite"])
    #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
  }

  // MARK: Values that no cell gave

  @Test func valuesThatNoCellGave_areListed_andTraced() throws {
    try tool.scratch.write(
      "locations.csv", "location_code,name,time_zone,kind\nL-1,One,America/Toronto,virtual\n")
    let result = try run("--explain-values", "--execute", "--report", "json:r.json")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("the default"), "\(result.output)")
    let values = try #require(try json("r.json")["values"] as? [[String: Any]])
    let status = try #require(values.first { $0["field"] as? String == "status" })
    #expect(status["value"] as? String == "active")
    #expect(status["origin"] as? String == "default")
    #expect(status["rows"] as? [[Int]] == [[2, 2]])
    let trace = try tool.run([
      "trace", "locations", "L-1", "--field", "status", "--store", "sqlite:s.sqlite",
    ])
    #expect(trace.output.contains("locations.csv:2 (the default)"), "\(trace.output)")
  }
}
