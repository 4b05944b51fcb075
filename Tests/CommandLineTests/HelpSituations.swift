import Foundation
import TestSupport
import Testing

/// Situations in which limits, other programs and broken-off runs make the tool refuse and advise.
extension HelpTests {
  private static let header = "location_code,name,time_zone,kind"
  private static let sound = "BRA-01,Brampton,America/Toronto,virtual\n"

  /// Writes `locations.csv` with some sites.
  @Sendable private static func sites(_ count: Int, _ registrar: Registrar) throws {
    let lines = (1...count).map { "L-\($0),Site \($0),America/Toronto,virtual\n" }
    try registrar.scratch.write("locations.csv", header + "\n" + lines.joined())
  }

  /// Writes `book.xlsx` with some sites.
  @Sendable private static func book(_ count: Int, _ registrar: Registrar) throws {
    var rows: [[WorkbookValue]] = [["location_code", "name", "time_zone", "kind"]]
    for number in 1...count {
      rows.append([
        .text("L-\(number)"), .text("Site \(number)"), "America/Toronto", "virtual",
      ])
    }
    try WorkbookBuilder().sheet("Locations", rows: rows)
      .write(to: registrar.scratch.path(of: "book.xlsx"))
  }

  /// Imports `locations.csv` into the store.
  @Sendable private static func store(_ registrar: Registrar, then sql: String = "") throws {
    let result = try registrar.shell(
      "registrar import locations.csv --execute --store sqlite:s.sqlite")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    if !sql.isEmpty {
      try executeSQL(
        sql, in: registrar.scratch.path(of: "s.sqlite"), checksReferences: false)
    }
  }

  /// Leaves a run unfinished that was killed between its commits.
  @Sendable private static func unfinished(_ registrar: Registrar) throws {
    try sites(20, registrar)
    let killed = try registrar.shell(
      "REGISTRAR_FAILPOINT=table-merged@2 registrar import locations.csv --execute --commit-every 5"
        + " --store sqlite:s.sqlite")
    #expect(killed.status != 0)
  }

  private static let importing = "registrar import locations.csv --offline"
  private static let writing = "registrar import locations.csv --execute --store sqlite:s.sqlite"

  static let furtherSituations: [Situation] = limits + files + guards + runs + stores

  private static let limits: [Situation] = [
    Situation(
      told: "file.too-large", prepare: { try sites(2, $0) }, line: importing + " --limit rows=1"),
    Situation(
      told: "file.too-large", variant: "file-size", prepare: { try sites(2, $0) },
      line: importing + " --limit file-size=80"),
    Situation(
      told: "file.too-large", variant: "columns", prepare: { try sites(2, $0) },
      line: importing + " --limit columns=3"),
    Situation(
      told: "file.too-large", variant: "cells", prepare: { try book(40, $0) },
      line: "registrar import book.xlsx --offline --limit cells=100"),
    Situation(
      told: "zip.bomb", prepare: { try book(300, $0) },
      line: "registrar import book.xlsx --offline --limit inflated-size=50000"),
    Situation(
      told: "zip.bomb", variant: "zip-entries", prepare: { try book(2, $0) },
      line: "registrar import book.xlsx --offline --limit zip-entries=4"),
    Situation(
      told: "zip.bomb", variant: "inflation-ratio", prepare: { try book(20_000, $0) },
      line: "registrar import book.xlsx --offline --limit inflation-ratio=3"),
  ]

  private static let files: [Situation] = [
    Situation(
      told: "csv.encoding-invalid", variant: "nul",
      prepare: { registrar in
        let text = "\(header)\n\(sound)"
        try registrar.scratch.write(
          "locations.csv", text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
      }, line: importing),
    Situation(
      told: "csv.dialect-guessed", prepare: inLatin1, line: importing + " --encoding auto"),
    Situation(
      told: "file.no-table", variant: "nearly",
      prepare: { registrar in
        try registrar.scratch.write("winnipeg.csv", "\(header),colour\nW-1,W,UTC,virtual,red\n")
      }, line: "registrar import winnipeg.csv --offline"),
    Situation(
      told: "file.no-table", variant: "contradiction",
      prepare: { registrar in
        try registrar.scratch.write("venue.csv", "\(header)\n\(sound)")
      }, line: "registrar import venue.csv --offline", advice: 2),
    Situation(
      told: "header.required-missing", variant: "other-table",
      prepare: { registrar in
        try registrar.scratch.write("venues.csv", "\(header)\n\(sound)")
      }, line: "registrar import venues.csv --offline"),
    Situation(
      told: "header.not-found", variant: "other-table",
      prepare: { registrar in
        try registrar.scratch.write("bookings.csv", "\(header)\n\(sound)")
      }, line: "registrar import bookings.csv --offline"),
    Situation(
      told: "file.table-guessed",
      prepare: { registrar in
        try registrar.scratch.write("winnipeg.csv", "\(header)\n\(sound)")
      }, line: "registrar import winnipeg.csv --offline --notes"),
    Situation(
      told: "file.no-table", variant: "tie",
      prepare: { registrar in
        try FileManager.default.createDirectory(
          atPath: registrar.scratch.path(of: "twins"), withIntermediateDirectories: true)
        let fields =
          #""schema": {"fields": [{"name": "code", "registrar:type": "code"}], "primaryKey": ["code"]}"#
        try registrar.scratch.write(
          "twins/datapackage.json",
          #"""
          {"name": "twins", "version": "1",
           "resources": [{"name": "left", \#(fields)}, {"name": "right", \#(fields)}]}
          """#)
        try registrar.scratch.write("codes.csv", "code\nA-1\n")
      }, line: "registrar import codes.csv --offline --package twins", advice: 2),
  ]

  private static let guards: [Situation] = [
    Situation(
      told: "guard.delete-limit",
      prepare: { registrar in
        try sites(120, registrar)
        try store(registrar)
        let deletes = (1...110).map { "L-\($0),delete\n" }
        try registrar.scratch.write(
          "locations.csv", "location_code,action\n" + deletes.joined())
      }, line: writing + " --allow-delete"),
    Situation(
      told: "guard.reject-limit",
      prepare: { registrar in
        try registrar.scratch.write(
          "locations.csv", "\(header)\n\(sound)B-2,B,Mars,virtual\nB-3,C,Mars,virtual\n")
        try registrar.scratch.write(
          "registrar.json",
          #"{"targets": {"t": {"store": "sqlite:s.sqlite", "guards": {"rejectRows": 1}}}}"#)
      }, line: writing + " --on-error skip-row"),
  ]

  private static let runs: [Situation] = [
    Situation(
      told: "run.unfinished", prepare: unfinished, line: writing, advice: 2),
    Situation(
      told: "run.unfinished", variant: "other",
      prepare: { registrar in
        try unfinished(registrar)
        try sites(21, registrar)
      }, line: "registrar resume A1 --store sqlite:s.sqlite"),
    Situation(
      told: "Resumable: ", prepare: { try sites(20, $0) },
      line: "REGISTRAR_FAILPOINT=committed@2:int registrar import locations.csv --execute"
        + " --commit-every 5 --store sqlite:s.sqlite"),
    Situation(
      told: "emit.write-failed", variant: "written-unread", prepare: { try sites(2, $0) },
      line: "registrar import locations.csv --execute --store sqlite:s.sqlite | true"),
  ]

  private static let stores: [Situation] = [
    Situation(
      told: "store.schema-version", variant: "empty",
      prepare: { registrar in
        try sites(2, registrar)
        try executeSQL("CREATE TABLE other (a)", in: registrar.scratch.path(of: "s.sqlite"))
      }, line: writing),
    Situation(
      told: "store.schema-version", variant: "bare",
      prepare: { registrar in
        try executeSQL("CREATE TABLE other (a)", in: registrar.scratch.path(of: "s.sqlite"))
      }, line: "registrar trace locations BRA-01 --store sqlite:s.sqlite"),
    Situation(
      told: "store.schema-version",
      prepare: { registrar in
        try sites(2, registrar)
        try store(registrar, then: "DROP TABLE venues")
      }, line: writing),
    Situation(
      told: "store.schema-version", variant: "missing",
      prepare: { registrar in
        try sites(2, registrar)
        try store(registrar, then: "DROP TABLE exams")
      }, line: "registrar verify --store sqlite:s.sqlite"),
    Situation(
      told: "store.protection-missing",
      prepare: { registrar in
        try sites(2, registrar)
        try store(registrar, then: "DROP TRIGGER locations_by_hand")
      }, line: "registrar verify --store sqlite:s.sqlite"),
    Situation(
      told: "store.protection-missing", variant: "key",
      prepare: { registrar in
        try sites(2, registrar)
        try store(registrar, then: "DROP INDEX locations_key")
      }, line: "registrar verify --store sqlite:s.sqlite"),
    Situation(
      told: "store.count-mismatch",
      prepare: { registrar in
        try sites(2, registrar)
        try store(
          registrar,
          then: "CREATE TRIGGER x AFTER INSERT ON locations BEGIN"
            + " DELETE FROM locations WHERE location_code = 'L-1'; END")
        try registrar.scratch.write("locations.csv", "\(header)\n\(sound)")
      }, line: writing, endsWithPeople: true),
  ]

  /// Helps that other tests execute, and why they are none of these situations.
  static let executedElsewhere: [String: String] = [
    "store.unreachable/denied": "RoleHelpTests",
    "store.unreachable/in-doubt": "FaultTests: a server that is lost while it commits",
    "store.rights-missing/": "RoleHelpTests",
    "store.schema-version/folding": "a store of an earlier release",
    "store.row-refused/statement": "a statement that the database refuses as a whole",
    "guard.phase-order/unfinished": "MigrateCommandTests",
    "run.lock-taken-over/": "a store file is locked by the database itself",
  ]
}
