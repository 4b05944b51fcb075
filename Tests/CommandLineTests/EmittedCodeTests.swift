import Foundation
import GRDB
import TestSupport
import Testing

/// Each code that the tables of cases do not emit is emitted by a command.
@Suite struct EmittedCodeTests {
  /// What a command printed, on both outputs.
  typealias Scenario = @Sendable (GuardSetting) throws -> Registrar.Result

  @Test(arguments: CommandCodes.all.sorted())
  func code_isEmitted(_ code: String) throws {
    let scenario = try #require(Self.scenarios[code], "nothing emits \(code)")
    let result = try scenario(try GuardSetting(hasFailpoints: true))
    let printed = result.output + result.errors
    let isTold = ["error", "warning", "note"].contains { printed.contains("\($0)[\(code)]") }
    #expect(isTold, "\(code): \(printed)")
  }

  @Test func noScenario_isWithoutItsCode() {
    #expect(Set(Self.scenarios.keys).subtracting(CommandCodes.all).sorted() == [])
  }

  private static let scenarios: [String: Scenario] =
    guards
    .merging(runs) { first, _ in first }.merging(stores) { first, _ in first }
    .merging(packages) { first, _ in first }
    .merging(decisions) { first, _ in first }
    .merging(exchanges) { first, _ in first }.merging(migrations) { first, _ in first }
    .merging(systems) { first, _ in first }

  // MARK: Migrations

  private static let migrations: [String: Scenario] = [
    "guard.phase-order": {
      try MigrateCommandTests.prepare($0.tool)
      return try $0.tool.shell("registrar migrate run later")
    },
    "guard.checklist-open": {
      try MigrateCommandTests.prepare(
        $0.tool, #", "checklist": [{"id": "a", "title": "A", "required": true}]"#)
      return try $0.tool.shell("registrar migrate run places")
    },
    "run.hook-failed": {
      try MigrateCommandTests.prepare(
        $0.tool, #", "hooks": {"before": [{"id": "a", "run": ["false"]}]}"#)
      return try $0.tool.shell("registrar migrate run places")
    },
    "run.check-failed": {
      try MigrateCommandTests.prepare(
        $0.tool, #", "checks": [{"plan": "created", "atMost": 0}]"#)
      return try $0.tool.shell("registrar migrate run places")
    },
  ]

  // MARK: Exchanges

  /// Reads a set of files that a manifest describes, with every kind of fault.
  private static func exchange(
    _ setting: GuardSetting, manifest: String?
  ) throws -> Registrar.Result {
    let folder = setting.tool.scratch.path(of: "set")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if let manifest { try setting.tool.scratch.write("set/manifest.csv", manifest) }
    try setting.tool.scratch.write(
      "set/categories.csv", "sourcedId,status,dateLastModified,title,weight\n1,Active,,Quiz,\n")
    try setting.tool.scratch.write(
      "set/orgs.csv",
      "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n")
    return try setting.tool.run(["import", "set", "--package", "oneroster", "--offline"])
  }

  private static let faultySet: Scenario = {
    try exchange(
      $0,
      manifest: "propertyName,value\noneroster.version,1.2\nfile.categories,delta\n"
        + "file.orgs,bulk\nfile.users,bulk\n")
  }

  private static let exchanges: [String: Scenario] = [
    "exchange.manifest": { try exchange($0, manifest: nil) },
    "exchange.manifest-property": faultySet, "exchange.file-mismatch": faultySet,
    "exchange.unmapped": { setting in
      let folder = setting.tool.scratch.path(of: "set")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try setting.tool.scratch.write(
        "set/manifest.csv",
        "propertyName,value\noneroster.version,1.2\nfile.courses,bulk\n"
          + "file.orgs,bulk\n")
      try setting.tool.scratch.write(
        "set/orgs.csv", "sourcedId,status,dateLastModified,name,type\no,,,North,school\n")
      try setting.tool.scratch.write(
        "set/courses.csv", "sourcedId,status,dateLastModified,title,orgSourcedId\nc,,,Algebra,o\n")
      let store = ["--store", "sqlite:roster.sqlite"]
      _ = try setting.tool.run(
        ["import", "set", "--package", "oneroster", "--execute"] + store)
      return try setting.tool.run([
        "export", "oneroster", "--from", "sqlite:roster.sqlite", "--as", "student-management",
        "--to", "out",
      ])
    },
    "exchange.no-rows": faultySet, "exchange.stamp": faultySet, "exchange.deviation": faultySet,
  ]

  // MARK: Decisions

  /// Imports locations, two of them in Torono, with some corrections.
  private static func correct(
    _ setting: GuardSetting, _ lines: String...
  ) throws -> Registrar.Result {
    try setting.tool.scratch.write(
      "locations.csv",
      GuardSetting.header + "N-1,One,America/Toronto,virtual,Torono\n"
        + "N-2,Two,America/Toronto,virtual,TORONO\n")
    try setting.tool.scratch.write(
      "corrections.csv",
      "field,read,meant,reason,who,until\n" + lines.map { $0 + "\n" }.joined())
    return try setting.run(["--corrections", "corrections.csv"])
  }

  private static let decisions: [String: Scenario] = [
    "file.part-refused": { setting in
      try setting.tool.scratch.write(
        "locations.csv", "location_code,name,time_zone,kind\nN-1,One,America/Toronto,virtual\n")
      _ = try setting.tool.run([
        "check-part", "locations.csv", "--range", "0-20", "--part", "1", "--partial", "a.part",
      ])
      return try setting.tool.run(["merge-reports", "a.part", "--offline"])
    },
    "value.corrected": { try correct($0, "locations.city,torono,Toronto,typing mistake,M. Lee,") },
    "decision.field-unknown": { try correct($0, "locations.citty,torono,Toronto,,,") },
    "decision.refused": {
      try correct($0, "city,torono,Toronto,,,", "city,Torono ,Oshawa,,,")
    },
    "decision.expired": { try correct($0, "city,torono,Toronto,,,2026-11-19") },
    "decision.unused": { try correct($0, "city,Otawa,Ottawa,,,") },
    "decision.waived": { setting in
      try setting.tool.scratch.write(
        "locations.csv",
        "location_code,name,time_zone,kind,shoe\nN-1,One,America/Toronto,virtual,42\n")
      _ = try setting.run(["--report", "json:r.json"])
      _ = try setting.tool.run([
        "waivers", "add", "r.json", "--to", "w.csv", "--reason", "agreed", "--name",
        "M. Lee", "--expires", "2027-06-30",
      ])
      return try setting.run(["--waivers", "w.csv"])
    },
  ]

  // MARK: Guards

  private static let guards: [String: Scenario] = [
    "guard.backup-missing": {
      try $0.writeProject(#", "backup": {"folder": "backups"}"#)
      return try $0.run(["--execute"])
    },
    "guard.change-limit": {
      try $0.write(1...50) { _ in " new" }
      return try $0.run(["--execute"])
    },
    "guard.delete-limit": {
      try $0.writeDeletes(1...6)
      return try $0.run(["--execute", "--allow-delete"])
    },
    "guard.maintenance-off": {
      try $0.writeProject(#", "maintenance": {"file": "maintenance.on"}"#)
      return try $0.run(["--execute"])
    },
    "guard.plan-missing": {
      try $0.writeProject(#", "production": true"#)
      return try $0.runProduction(["--execute", "--confirm-target", "prod"])
    },
    "guard.plan-stale": {
      try $0.write(1...50) { $0 == 1 ? " new" : "" }
      _ = try $0.run(["--plan-out", "p.plan"])
      try $0.write(1...50) { $0 == 2 ? " new" : "" }
      return try $0.run(["--execute", "--plan", "p.plan"])
    },
    "guard.production-refused": {
      try $0.writeProject(#", "production": true"#)
      return try $0.runProduction(["--execute"], now: Registrar.now)
    },
    "guard.prune-refused": {
      try $0.tool.scratch.write(
        "locations.csv",
        "location_code,name,time_zone,kind,city\nL-001,Site,America/Toronto,virtual,\n"
          + ",x,EST,virtual,\n")
      return try $0.run(
        ["--execute", "--on-error", "skip-row", "--prune", "locations", "--allow-delete"])
    },
    "guard.receipt-refused": {
      try $0.writeProject(#", "production": true"#, store: "sqlite:new.sqlite")
      return try $0.runProduction(["--validate"])
    },
    "guard.reject-limit": {
      try $0.writeProject(#", "guards": {"rejectRows": 1, "rejectPercent": 1}"#)
      try $0.tool.scratch.write(
        "locations.csv", GuardSetting.header + "N-1,N,EST,virtual,\nN-2,M,EST,virtual,\n")
      return try $0.run(["--execute", "--on-error", "skip-row"])
    },
    "guard.target-unconfirmed": {
      try $0.writeProject(#", "production": true"#)
      return try $0.runProduction(["--execute"])
    },
  ]

  // MARK: Runs

  private static func edit(
    _ setting: GuardSetting, _ sql: String, checksReferences: Bool = true
  ) throws {
    try executeSQL(
      sql, in: setting.tool.scratch.path(of: "s.sqlite"), checksReferences: checksReferences)
  }

  private static func command(
    _ setting: GuardSetting, _ words: String...
  ) throws -> Registrar.Result {
    try setting.tool.run(
      words + [
        "--store", "sqlite:s.sqlite", "--package", Repository.path(of: "Schemas/exam-platform"),
      ])
  }

  private static let runs: [String: Scenario] = [
    "emit.write-failed": {
      try $0.run(["--report", "json:/dev/full"])
    },
    "run.interrupted": { setting in
      let rows = (0..<200_000).map { "N-\($0),Place \($0),America/Toronto,virtual,\n" }
      try setting.tool.scratch.write("locations.csv", GuardSetting.header + rows.joined())
      let holder = setting.tool.scratch.path(of: "s.sqlite-holder")
      return try setting.tool.runImport(
        ["locations.csv", "--execute", "--store", "sqlite:s.sqlite"]
      ) { process in
        let patience = Date(timeIntervalSinceNow: 60)
        while !FileManager.default.fileExists(atPath: holder), Date() < patience,
          process.isRunning
        { usleep(10_000) }
        usleep(100_000)
        process.interrupt()
      }
    },
    "run.lock-taken-over": {
      try $0.tool.scratch.write(
        "s.sqlite-holder",
        #"{"run":"20261120-0701-A1","user":"mlee","host":"ops1","process":1,"since":"07:01"}"#)
      return try $0.run(["--execute"])
    },
    "run.locked": { setting in
      let queue = try DatabaseQueue(path: setting.tool.scratch.path(of: "s.sqlite"))
      return try queue.writeWithoutTransaction { database in
        try database.execute(sql: "BEGIN IMMEDIATE")
        defer { try? database.execute(sql: "ROLLBACK") }
        return try setting.run(["--execute"])
      }
    },
    "run.too-many-errors": {
      try $0.tool.scratch.write(
        "locations.csv", GuardSetting.header + "N-1,N,EST,virtual,\nN-2,M,EST,virtual,\n")
      return try $0.run(["--max-errors", "1"])
    },
    "run.undo-kept": {
      try edit($0, "UPDATE locations SET city = 'York' WHERE location_code = 'L-001'")
      return try command($0, "undo", "A1", "--execute")
    },
    "run.undo-refused": {
      try $0.write(1...50) { $0 == 1 ? " new" : "" }
      _ = try $0.run(["--execute"])
      return try command($0, "undo", "A1", "--execute")
    },
    "run.unfinished": {
      try $0.write(1...50) { $0 < 9 ? " new" : "" }
      _ = try $0.run(
        ["--execute", "--commit-every", "2"], ["REGISTRAR_FAILPOINT": "committed@1"])
      return try $0.run(["--execute"])
    },
  ]

  // MARK: Stores

  private static let stores: [String: Scenario] = [
    "store.count-mismatch": { try command($0, "verify", "--expect", "locations=51") },
    "store.changed-since": { setting in
      let rows = TemplateRows(tool: setting.tool, store: "sqlite:s.sqlite")
      try rows.write(["locations"])
      try edit(setting, "UPDATE locations SET city = 'York' WHERE location_code = 'L-001'")
      try rows.change("locations.xlsx", to: "mine.xlsx", [("Locations", 2, "City", "Mine")])
      return try rows.importing("mine.xlsx")
    },
    "store.manual-edit": {
      try edit($0, "UPDATE locations SET city = 'York' WHERE location_code = 'L-001'")
      return try $0.run(["--execute"])
    },
    "row.left-out": { try $0.run(["--sample", "2", "--notes"]) },
    "row.not-found": { try $0.run(["--where", "city=Halifax"]) },
    "store.not-stored": {
      try command($0, "clean", "--table", "locations", "--keys", "L-900")
    },
    "store.orphans": {
      try $0.tool.scratch.write(
        "venues.csv", "venue_code,location_code,name,seats\nV-1,L-001,Hall,40\n")
      _ = try $0.run(["venues.csv", "--execute"])
      try edit(
        $0, "DELETE FROM locations WHERE location_code = 'L-001'", checksReferences: false)
      return try command($0, "verify")
    },
    "store.protection-missing": {
      try edit($0, "DROP TRIGGER locations_by_hand")
      return try command($0, "verify")
    },
    "store.rights-missing": { setting in
      let server = try PostgresServer.shared()
      let database = try server.makeDatabase()
      let owner = server.uri(database)
      let package = try Repository.path(of: "Schemas/exam-platform")
      _ = try setting.tool.run(["store", "init", "--store", owner, "--package", package])
      let login = database + "_reader"
      try server.ask(
        """
        CREATE ROLE \(login) LOGIN;
        GRANT USAGE ON SCHEMA public TO \(login);
        GRANT ALL ON ALL TABLES IN SCHEMA public TO \(login);
        ALTER TABLE locations ENABLE ROW LEVEL SECURITY;
        """, in: database)
      return try setting.tool.runImport(
        ["locations.csv", "--store", server.uri(database, user: login)])
    },
    "store.row-refused": {
      try edit(
        $0,
        "CREATE TRIGGER refuse BEFORE UPDATE ON locations BEGIN SELECT RAISE(ABORT, 'no'); END")
      try $0.write(1...50) { $0 == 1 ? " new" : "" }
      return try $0.run(["--execute"])
    },
    "store.schema-version": {
      try edit($0, "PRAGMA user_version = 99")
      return try $0.run([])
    },
    "store.unreachable": {
      try $0.tool.scratch.write("not-a-store.sqlite", "no database")
      return try $0.tool.runImport(["locations.csv", "--store", "sqlite:not-a-store.sqlite"])
    },
    "store.unrecorded": {
      try edit(
        $0,
        "INSERT INTO locations (location_code, name, name_folded, zone, kind, status,"
          + " created_at, updated_at) VALUES ('X', 'X', 'x', 'America/Toronto', 'virtual', 'active',"
          + " '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')")
      return try command($0, "verify")
    },
    "store.value-differs": {
      try edit(
        $0,
        "CREATE TRIGGER other AFTER UPDATE OF name ON locations WHEN NEW.name <> 'other'"
          + " BEGIN UPDATE locations SET name = 'other' WHERE id = NEW.id; END")
      try $0.write(1...50) { $0 == 1 ? " new" : "" }
      return try $0.run(["--execute"])
    },
  ]

  // MARK: Packages

  /// Imports rows with a package of one table, validating.
  private static func validate(
    _ setting: GuardSetting, _ schema: String, _ rows: String, _ arguments: [String] = ["--offline"]
  ) throws -> Registrar.Result {
    try writePackage(setting, schema)
    try setting.tool.scratch.write("items.csv", rows)
    return try setting.tool.run(["import", "items.csv", "--package", "little"] + arguments)
  }

  /// Writes a package; the table `items` has the schema, and each other table its own.
  private static func writePackage(
    _ setting: GuardSetting, _ schema: String, _ others: [String: String] = [:]
  ) throws {
    let schemas = others.merging(["items": schema]) { first, _ in first }
    try FileManager.default.createDirectory(
      atPath: setting.tool.scratch.path(of: "little"), withIntermediateDirectories: true)
    let resources = schemas.keys.sorted().map {
      #"{"name": "\#($0)", "type": "table", "path": "\#($0).csv", "schema": "\#($0).schema.json"}"#
    }
    try setting.tool.scratch.write(
      "little/datapackage.json",
      #"{"name": "little", "title": "Little", "version": "1", "resources": ["#
        + resources.joined(separator: ", ") + "]}")
    for (name, text) in schemas {
      try setting.tool.scratch.write("little/\(name).schema.json", text)
    }
  }

  private static func check(
    _ setting: GuardSetting, _ schema: String, _ others: [String: String] = [:]
  ) throws -> Registrar.Result {
    try writePackage(setting, schema, others)
    return try setting.tool.run(["schema", "check", "little"])
  }

  private static func items(_ fields: String, _ more: String = "") -> String {
    #"{"title": "Items", "primaryKey": "code", "fields": [{"name": "code", "type": "string","#
      + #" "registrar:type": "code", "constraints": {"required": true}}, \#(fields)]\#(more)}"#
  }

  private static func parent(_ more: String = "") -> String {
    #", "foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "code"}\#(more)}]"#
  }

  private static let role =
    #"{"name": "parent", "type": "string", "registrar:type": "code"},"#
    + #" {"name": "role", "type": "string", "registrar:type": "string"}"#

  private static let packages: [String: Scenario] = [
    "reference.cycle": {
      try validate($0, items(role, parent()), "code,parent\nA,B\nB,A\n")
    },
    "reference.wrong-role": {
      try validate(
        $0, items(role, parent(#", "registrar:requires": {"role": "head"}"#)),
        "code,parent,role\nA,,clerk\nB,A,clerk\n")
    },
    "rule.custom": {
      try validate(
        $0,
        items(
          #"{"name": "size", "type": "integer", "registrar:type": "integer"}"#,
          #", "registrar:rules": [{"code": "rule.custom", "violatedWhen": "size > 9", "at": ["size"],"#
            + #" "message": {"en": "too large"}, "help": {"en": "make it smaller"}}]"#),
        "code,size\nA,10\n")
    },
    "store.exists-skipped": {
      let schema = items(
        #"{"name": "size", "type": "integer", "registrar:type": "integer"}"#,
        #", "registrar:writeMode": "insert-only""#)
      let store = ["--execute", "--store", "sqlite:little.sqlite"]
      _ = try validate($0, schema, "code,size\nA,1\n", store)
      return try validate($0, schema, "code,size\nA,2\n", store)
    },
    "value.zone-missing": {
      try validate(
        $0,
        items(
          #"{"name": "zone", "type": "string", "registrar:type": "time-zone"},"#
            + #" {"name": "start", "type": "string", "registrar:type": "datetime","#
            + #" "registrar:zoneFrom": ["zone"]}"#),
        "code,zone,start\nA,,2027-03-06 09:00\n")
    },
    "value.date-1900-shift": { setting in
      try writePackage(
        setting,
        items(#"{"name": "day", "type": "string", "registrar:type": "date"}"#))
      let book = WorkbookBuilder().sheet(
        "Items", rows: [["code", "day"], ["A", .date(31)]])
      try book.write(to: setting.tool.scratch.path(of: "items.xlsx"))
      return try setting.tool.run(["import", "items.xlsx", "--package", "little", "--offline"])
    },
    "value.digits-unsure": { setting in
      try writePackage(
        setting, items(#"{"name": "size", "type": "integer", "registrar:type": "integer"}"#))
      let book = WorkbookBuilder().sheet(
        "Items", rows: [["code", "size"], ["A", .lexeme("12345678901234567")]])
      try book.write(to: setting.tool.scratch.path(of: "items.xlsx"))
      return try setting.tool.run(["import", "items.xlsx", "--package", "little", "--offline"])
    },
    "schema.ambiguous-header": {
      try check(
        $0,
        items(
          #"{"name": "size", "type": "integer", "title": "Seats"},"#
            + #" {"name": "seats", "type": "integer"}"#))
    },
    "schema.bad-example": {
      try check(
        $0,
        items(#"{"name": "size", "type": "integer", "registrar:type": "integer", "example": "x"}"#))
    },
    "schema.cycle": {
      func table(_ parent: String) -> String {
        items(
          #"{"name": "parent", "type": "string", "registrar:type": "code","#
            + #" "constraints": {"required": true}}"#,
          #", "foreignKeys": [{"fields": "parent","#
            + #" "reference": {"resource": "\#(parent)", "fields": "code"}}]"#)
      }
      return try check($0, table("boxes"), ["boxes": table("items")])
    },
    "schema.invalid": {
      try check($0, items(#"{"name": "size", "type": "sausage"}"#))
    },
    "schema.unreadable": {
      try check($0, "{")
    },
  ]
}
