import Foundation
import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import TestSupport
import Testing

/// A decimal number is stored with the digits that the cell has, or refused with the reason.
@Suite struct ExactDecimalTests {
  private static func schema(owned: Bool, scale: Int? = nil) -> [(table: String, json: String)] {
    let decimals = scale.map { ", \"registrar:scale\": \($0)" } ?? ""
    return [
      (
        "rates",
        """
        {"title": "Rates", "primaryKey": "code", "fields": [
          {"name": "code", "type": "string", "registrar:type": "code",
            "constraints": {"required": true}},
          {"name": "rate", "type": "number", "registrar:type": "decimal"\(decimals)}]\
        \(owned ? "" : ", \"registrar:store\": {\"table\": \"rates\", \"owned\": false}")}
        """
      )
    ]
  }

  /// Numbers of more digits than a binary number keeps.
  private static let numbers = [
    "0.1234567890123456789", "12345678901234567.25", "-9999999999999999.99",
    "123456789012345678901234567890.5", "0.30000000000000001",
  ]

  private static let file = [
    "rates": "code,rate\n"
      + numbers.enumerated().map { "R\($0),\($1)\n" }.joined() + "S1,12.50\nS2,0.1\n"
  ]

  @Test(arguments: ["numeric", "numeric(38, 20)"])
  func aServerKeepsEveryDigit(_ type: String) throws {
    let store = try ForeignStore(
      .postgresql, Self.schema(owned: false),
      sql: "CREATE TABLE rates (id serial PRIMARY KEY, code text NOT NULL UNIQUE, rate \(type))")
    let numbers = type.contains("38") ? Self.numbers.filter { $0.count < 25 } : Self.numbers
    let file = [
      "rates": "code,rate\n" + numbers.enumerated().map { "R\($0),\($1)\n" }.joined()
    ]
    try exactly(store, file, numbers)
  }

  /// The store's own tables, where the schema says how many decimals there are.
  @Test func anOwnTableOfAServerKeepsThem() throws {
    let store = try ForeignStore(
      .postgresql, Self.schema(owned: true, scale: 20), sql: "SELECT 1")
    let numbers = Self.numbers.filter { $0.count < 25 }
    let file = [
      "rates": "code,rate\n" + numbers.enumerated().map { "R\($0),\($1)\n" }.joined()
    ]
    try exactly(store, file, numbers)
  }

  /// Stores the numbers, finds them unchanged, changes a last digit, takes that back.
  private func exactly(
    _ store: ForeignStore, _ file: [String: String], _ numbers: [String]
  ) throws {
    func stored() throws -> [String] {
      try store.scratch.ask("SELECT rate FROM rates ORDER BY id").map(Self.plain)
    }
    let folder = try ScratchFolder()
    let plan = folder.path(of: "r.plan")
    let planned = try store.run(file, .validate) { $0.planOutput = plan }
    #expect(planned.findings == [], "\(planned.findings)")
    var given: [String] = []
    try PlanFile(path: plan).forEachOperation { operation, _ in
      given += operation.fields.filter { $0.name == "rate" }.map(\.after.description)
    }
    #expect(given == numbers)
    let report = try store.run(file)
    #expect(report.findings == [] && report.run.outcome.exitCode == 0, "\(report.findings)")
    #expect(try stored() == numbers)
    let again = try store.run(file)
    #expect(again.ledger.map { [$0.updated, $0.unchanged] } == [[0, numbers.count]])
    // A difference in the last digit is a difference.
    var changed = numbers
    changed[0].removeLast()
    changed[0] += "8"
    let update = try store.run(["rates": "code,rate\nR0,\(changed[0])\n"])
    #expect(
      update.changes.flatMap(\.fields).map { "\($0.before) → \($0.after)" } == [
        "\(numbers[0]) → \(changed[0])"
      ])
    #expect(try stored() == changed)
    // Runs on tables of another program are not taken back record by record.
    guard store.scratch.package.tables.allSatisfy(\.store.isOwned) else { return }
    #expect(try store.verify().errors == [])
    #expect(try store.undo(update.run.id).run.outcome.exitCode == 0)
    #expect(try stored() == numbers)
  }

  /// Without the zeros that a column with a scale adds.
  private static func plain(_ text: String) -> String {
    var text = text
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }

  /// Where the column keeps binary numbers, more digits than those keep are refused at the cell.
  @Test(arguments: [
    (StoreKind.sqlite, true, ""), (.postgresql, true, ""), (.sqlite, false, "REAL"),
    (.sqlite, false, "NUMERIC"), (.postgresql, false, "double precision"),
    (.postgresql, false, "real"),
  ])
  func otherColumnsRefuse(_ kind: StoreKind, owned: Bool, type: String) throws {
    let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "serial PRIMARY KEY"
    let store = try ForeignStore(
      kind, Self.schema(owned: owned),
      sql: owned
        ? "SELECT 1"
        : "CREATE TABLE rates (id \(id), code text NOT NULL UNIQUE, rate \(type))")
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(Self.file, mode)
      #expect(
        report.errors.map { $0.split(separator: ":")[0] } == [
          // More than eighteen digits before the point are no number that is kept at all.
          "value.out-of-range row 5 rate", "value.too-precise/digits row 2 rate",
          "value.too-precise/digits row 3 rate", "value.too-precise/digits row 4 rate",
          "value.too-precise/digits row 6 rate",
        ], "\(report.errors)")
      #expect(report.run.outcome.exitCode == 1 && !report.run.isWritten)
    }
  }

  /// What another program stored with more digits than the file has is another number.
  @Test func aStoredNumberIsComparedInFull() throws {
    let store = try ForeignStore(
      .postgresql, Self.schema(owned: false),
      sql: """
        CREATE TABLE rates (id serial PRIMARY KEY, code text NOT NULL UNIQUE, rate numeric);
        INSERT INTO rates (code, rate) VALUES ('R1', 0.1000000000000000000001), ('R2', 0.100);
        """)
    let report = try store.run(["rates": "code,rate\nR1,0.1\nR2,0.1\n"])
    #expect(report.ledger.map { [$0.updated, $0.unchanged] } == [[1, 1]])
    #expect(
      report.changes.flatMap(\.fields).map { "\($0.before) → \($0.after)" } == [
        "0.1000000000000000000001 → 0.1"
      ])
    #expect(try store.scratch.ask("SELECT rate FROM rates ORDER BY id") == ["0.1", "0.100"])
  }

  /// What a workbook holds is a binary number: that is what is stored, and compared.
  @Test(arguments: StoreKind.allCases)
  func theNumberOfAWorkbookIsItsTruth(_ kind: StoreKind) throws {
    let store = try ForeignStore(kind, Self.schema(owned: true), sql: "SELECT 1")
    let folder = try ScratchFolder()
    let path = folder.path(of: "rates.xlsx")
    try WorkbookBuilder().sheet(
      "rates",
      rows: [
        ["code", "rate"], ["R1", .lexeme("0.30000000000000004")], ["R2", .lexeme("0.1")],
        ["R3", .lexeme("1234.5600000000002")],
      ]
    ).write(to: path)
    for updated in [3, 0] {
      var options = ImportOptions(files: [path])
      options.mode = .execute
      let report = ImportRun(
        options: options, package: store.scratch.package, now: StorePackage.now,
        runPrefix: "20270306-1414"
      ).run(store: try store.scratch.make(), clock: { StorePackage.now })
      #expect(report.errors == [], "\(report.errors)")
      #expect(report.ledger.map { $0.created + $0.updated } == [updated])
    }
    #expect(
      try store.scratch.ask("SELECT rate FROM rates ORDER BY id") == [
        "0.30000000000000004", "0.1", "1234.5600000000002",
      ])
  }
}
