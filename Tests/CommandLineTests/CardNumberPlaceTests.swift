import Foundation
import TestSupport
import Testing

/// A card's number is planted in every place that a command reads, and looked for in all that it writes.
///
/// Only the files given, the store and `inspect --cells` may hold it.
@Suite struct CardNumberPlaceTests {
  private static let card = "4111111111111111"
  private static let other = "5555555555554444"
  private static let spaced = "4111 1111 1111 1111"

  private static let types = [
    ("code", "code"), ("name", "string"), ("count", "integer"), ("size", "decimal"),
    ("share", "percent"), ("phone", "phone"), ("words", "list"), ("link", "url"),
    ("mail", "email"), ("day", "date"), ("flag", "boolean"), ("at", "time"),
  ]

  private let tool: Registrar

  init() throws {
    tool = try Registrar()
    try FileManager.default.createDirectory(
      atPath: tool.scratch.path(of: "cards"), withIntermediateDirectories: true)
    try tool.scratch.write(
      "cards/datapackage.json",
      #"""
      {"name": "cards", "version": "1",
       "resources": [{"name": "things", "schema": "things.schema.json"}]}
      """#)
    let fields = Self.types.map { #"{"name": "\#($0)", "registrar:type": "\#($1)"}"# }
    try tool.scratch.write(
      "cards/things.schema.json",
      #"{"fields": [\#(fields.joined(separator: ",\n"))], "primaryKey": ["code"]}"#)
  }

  private static let header = types.map(\.0).joined(separator: ",")

  /// A sound record whose key and number are card numbers, as codes and numbers may be.
  private static func sound(name: String) -> String {
    "\(card),\(name),\(card),1.5,5,+14165550123,a;b,https://example.org,a@example.org,2027-03-06,yes,"
      + "09:00"
  }

  /// Rows with the number in the cell of every kind of field, alone, spaced, and among words.
  private static var faulty: [String] {
    var rows: [String] = []
    for index in types.indices {
      for text in [card, spaced, "pay \(card) now", "VISA\(card)", "\(other) or \(spaced)"] {
        var cells = Array(repeating: "", count: types.count)
        cells[0] = "K-\(rows.count)"
        cells[index] = text
        rows.append(cells.joined(separator: ","))
      }
    }
    return rows
  }

  private func run(_ arguments: [String]) throws -> Registrar.Result {
    try tool.run(arguments, ["XDG_STATE_HOME": tool.scratch.path(of: "state"), "DATABASE_URL": ""])
  }

  private func expectMasked(_ text: String, _ what: String) {
    let joined = text.filter { !" -\u{A0}\n".contains($0) }
    for card in [Self.card, Self.other] {
      #expect(!joined.contains(card), "\(what): \(text.prefix(3000))")
    }
  }

  /// Runs a command and looks for the number in what it prints; gives the result.
  @discardableResult
  private func masked(_ arguments: [String], status: Set<Int32>) throws -> Registrar.Result {
    let result = try run(arguments)
    #expect(status.contains(result.status), "\(arguments): \(result.output)\(result.errors)")
    expectMasked(result.output, "\(arguments) stdout")
    expectMasked(result.errors, "\(arguments) stderr")
    return result
  }

  private let package = ["--package", "cards", "--store", "sqlite:s.sqlite"]

  private func reports(_ isRedacted: Bool) -> [String] {
    ["json", "ndjson", "text", "markdown", "html", "mail", "sarif", "junit", "github"].flatMap {
      ["--report", "\($0):report.\($0)"]
    }
      + ["--notes", "--verbose"] + (isRedacted ? ["--redact"] : [])
  }

  private func expectMaskedFiles(_ names: [String]) throws {
    for name in names {
      let text = String(decoding: try tool.scratch.contents(of: name), as: UTF8.self)
      #expect(!text.isEmpty)
      expectMasked(text, name)
    }
  }

  @Test(arguments: [false, true]) func cellsOfEveryKind(isRedacted: Bool) throws {
    try tool.scratch.write(
      "things.csv", ([Self.header] + Self.faulty).joined(separator: "\n") + "\n")
    for mode in [["--validate", "--plan-out", "a.plan"], ["--execute", "--on-error", "skip-row"]] {
      let result = try masked(
        ["import", "things.csv"] + mode + package + reports(isRedacted), status: [1])
      #expect(result.output.contains("[value.card-number]"))
      try expectMaskedFiles(["report.json", "report.ndjson", "report.text", "report.markdown"])
    }
    // What is refused among words is not stored either.
    let names = try storedRows("SELECT name FROM things", in: tool.scratch.path(of: "s.sqlite"))
    #expect(names.allSatisfy { !$0.contains("1111") }, "\(names)")
    for options in [[], ["--stats"], ["--json"]] {
      try masked(["inspect", "things.csv", "--package", "cards"] + options, status: [0])
    }
    // Readers are compared by the cells as they stand.
    let cells = try run(["inspect", "things.csv", "--cells"])
    #expect(cells.output.contains("\"\(Self.card)\""))
  }

  @Test func storedRecords_plansAndHistory() throws {
    try tool.scratch.write("things.csv", "\(Self.header)\n\(Self.sound(name: "first"))\n")
    try masked(["import", "things.csv", "--plan-out", "a.plan"] + package, status: [0])
    try expectMaskedFiles(["a.plan"])
    for options in [[], ["--json"], ["--key", Self.card], ["--language", "fr"]] {
      let shown = try masked(["plan", "show", "a.plan"] + options, status: [0])
      #expect(shown.output.contains("••••1111"))
    }
    try masked(
      ["import", "things.csv", "--execute", "--plan", "a.plan"] + package + reports(false),
      status: [0])
    #expect(
      try storedRows("SELECT code, count FROM things", in: tool.scratch.path(of: "s.sqlite"))
        == ["\(Self.card)|\(Self.card)"])
    try tool.scratch.write("things.csv", "\(Self.header)\n\(Self.sound(name: "second"))\n")
    try masked(["import", "things.csv", "--plan-out", "b.plan"] + package, status: [0])
    // Somebody edits meanwhile: the plan is refused, at the record's key.
    try executeSQL("UPDATE things SET size = 2", in: tool.scratch.path(of: "s.sqlite"))
    let stale = try masked(
      ["import", "things.csv", "--execute", "--plan", "b.plan"] + package, status: [4])
    #expect(stale.output.contains("[guard.plan-stale]"), "\(stale.output)")
    try masked(
      ["import", "things.csv", "--execute", "--overwrite-manual"] + package + reports(true),
      status: [0])
    try expectMaskedFiles([
      "report.json", "report.ndjson", "report.text", "report.markdown", "b.plan",
    ])
    for language in ["en", "fr"] {
      let options = ["--store", "sqlite:s.sqlite", "--language", language]
      let traced = try masked(
        ["trace", "things", Self.card, "--package", "cards"] + options, status: [0])
      #expect(traced.output.contains("••••••••••••1111"))
      try masked(["runs"] + options, status: [0])
      try masked(["show", "A2"] + options, status: [0])
    }
    try masked(["undo", "A2"] + package, status: [0])
    try masked(["verify"] + package, status: [0, 7])
  }

  @Test func namesOfFilesSheetsAndHeaders() throws {
    let file = "\(Self.card).csv"
    try tool.scratch.write(
      file, "\(Self.header),\(Self.card),\(Self.card)\n\(Self.faulty[5]),x,y\n")
    try masked(
      ["import", file, "--table", "things", "--plan-out", "a.plan", "--on-error", "skip-row"]
        + package + reports(false), status: [1])
    try expectMaskedFiles([
      "report.json", "report.ndjson", "report.text", "report.markdown", "a.plan",
    ])
    let book = tool.scratch.path(of: "\(Self.spaced).xlsx")
    try WorkbookBuilder()
      .sheet(Self.card, rows: [["code", .text(Self.card)], [.text(Self.card), "x"]])
      .sheet("Other \(Self.spaced)", rows: [["code"], [.lexeme("4.111111111111111E+15")]])
      .write(to: book)
    for options in [[], ["--table", "things"], ["--map", "\(Self.card)=things"]] {
      try masked(
        ["import", book] + options + package + reports(false) + ["--plan-out", "c.plan"],
        status: [0, 1, 3])
      try expectMaskedFiles(["report.json", "report.ndjson", "report.text", "report.markdown"])
    }
    for options in [[], ["--stats"], ["--json"], ["--sheet", Self.card]] {
      try masked(["inspect", book, "--package", "cards"] + options, status: [0])
    }
    // Texts that cannot be read are quoted in errors, too.
    try tool.scratch.write("bad.csv", Array("code,name\nA-1,\(Self.card) ".utf8) + [0xE9, 0x0A])
    try masked(["inspect", "bad.csv"], status: [3])
    try masked(
      ["import", "bad.csv", "--table", "things", "--encoding", "auto"] + package + reports(false),
      status: [1])
    try tool.scratch.write("quoted.csv", "code,name\nA-1,\"\(Self.card)\" x\nA-2,\"\(Self.card)\n")
    try masked(["inspect", "quoted.csv"], status: [0, 3])
    try masked(["import", "quoted.csv", "--table", "things"] + package, status: [1])
  }

  @Test func optionsAndArguments() throws {
    try tool.scratch.write("things.csv", "\(Self.header)\n\(Self.sound(name: "first"))\n")
    let card = Self.card
    for options in [
      ["--table", card], ["--sheet", card], ["--map", "x=\(card)"],
      ["--with", "\(card)=things.csv"],
      ["--prune", "things:code=\(card)", "--allow-delete"], ["--prune", "things:\(card)=x"],
      ["--encoding", card], ["--clear-token", card], ["--report", card], ["--plan", card],
      ["--limit", "rows=\(card)"], ["--limit", "\(card)=1"], ["--approve", card], ["--\(card)"],
      ["--delimiter", card], ["--max-errors", card], ["--store", "sqlite:\(card).sqlite"],
      ["--target", card], ["--package", card], ["--report", "json:\(card)/\(card).json"],
      ["--execute", "--store", "sqlite:\(card)b.sqlite", "--report", "json:/dev/full"],
    ] {
      try masked(
        ["import", "things.csv", "--package", "cards"] + options, status: [0, 1, 2, 3, 4, 6])
    }
    let store = ["--store", "sqlite:\(card)d.sqlite", "--package", "cards"]
    for arguments in [["init"], ["status"], ["check"], ["migrate"], ["grants"]] {
      try masked(["store"] + arguments + store, status: [0, 2])
    }
    for arguments in [["runs"], ["verify"], ["audit", "verify"], ["backup", "-o", "\(card).b"]] {
      let options = arguments[0] == "verify" ? store : Array(store.prefix(2))
      try masked(arguments + options, status: [0, 2, 7])
    }
    try masked(["import", "\(card).csv"] + package, status: [3])
    try masked(["import", "things.csv", "--execute"] + package, status: [0])
    for arguments in [
      ["trace", "things", Self.other], ["trace", card, "x"],
      ["trace", "things", card, "--field", card],
      ["show", card], ["undo", card], ["explain", card], ["plan", "show", card],
      ["plan", "show", "things.csv", "--key", card], ["inspect", card], [card],
      ["schema", "show", card], ["schema", "check", card], ["template", card],
      ["runs", "--store", "sqlite:\(card)c.sqlite"], ["restore", card], ["resume", card],
    ] {
      let isOfStore = ["trace", "show", "undo", "restore", "resume"].contains(arguments[0])
      let store = isOfStore ? ["--store", "sqlite:s.sqlite"] : []
      try masked(arguments + store, status: [0, 1, 2, 3, 4, 6])
    }
  }
}
