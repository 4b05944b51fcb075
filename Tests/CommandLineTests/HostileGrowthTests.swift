import TestSupport
import Testing

/// Inputs that invite quadratic work: four times as much of each must not cost much more than four
/// times the time, and memory stays small.
@Suite(.serialized, .enabled(if: HostileRun.binary != nil, "there is no release binary"))
struct HostileGrowthTests {
  /// A file of `count` troubles.
  struct Trap: Sendable, CustomTestStringConvertible {
    var name: String
    var count: Int
    var options: [String] = ["--table", "locations"]
    /// What must be in the report, so that the trap is known to have been sprung.
    var telling: String
    var isWorkbook = false
    /// The text of a delimited file, or the worksheet part of a workbook.
    var make: @Sendable (Int) -> String

    var testDescription: String { name }
  }

  private static let header = "location_code,name,kind,time_zone,country"
  private static let headers = header.split(separator: ",").map(String.init)

  private static func row(_ index: Int, code: String? = nil, name: String? = nil) -> String {
    "\(code ?? "L\(index)"),\(name ?? "Place \(index)"),virtual,America/Toronto,CA"
  }

  private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
    var text = header + "\n"
    for index in 0..<count { text += line(index) + "\n" }
    return text
  }

  /// A worksheet of `rows` rows, with what follows them.
  private static func worksheet(rows: Int, _ rest: String) -> String {
    func cells(_ values: [String], _ row: Int) -> String {
      let cells = values.enumerated().map { column, value in
        let letter = ["A", "B", "C", "D", "E"][column]
        return "<c r=\"\(letter)\(row)\" t=\"inlineStr\"><is><t>\(value)</t></is></c>"
      }
      return "<row r=\"\(row)\">\(cells.joined())</row>"
    }
    var text = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
    text += "<sheetData>" + cells(headers, 1)
    for number in 2..<max(2, rows) {
      text += cells(row(number).split(separator: ",").map(String.init), number)
    }
    return text + "</sheetData>" + rest + "</worksheet>"
  }

  static let traps: [Trap] = [
    Trap(name: "an error in every cell", count: 10_000, telling: "value.") { count in
      lines(count) { _ in "!!!,,perhaps,Nowhere/Nothing,Atlantis" }
    },
    Trap(name: "one key in every row", count: 50_000, telling: "key.repeated") { count in
      lines(count) { row($0, code: "L1") }
    },
    Trap(name: "every key twice", count: 40_000, telling: "key.repeated") { count in
      lines(count) { row($0, code: "L\($0 % (count / 2))") }
    },
    Trap(name: "one identical row", count: 20_000, telling: "key.repeated-identical") { count in
      lines(count) { _ in row(1) }
    },
    Trap(
      name: "distinct headers", count: 25_000,
      options: ["--table", "locations", "--limit", "columns=1000000"], telling: "header.unknown"
    ) { count in
      let extra = (0..<count).map { ",h\($0)" }.joined()
      let values = String(repeating: ",x", count: count)
      return header + extra + "\n" + row(1) + values + "\n" + row(2) + values + "\n"
    },
    Trap(
      name: "values without a header", count: 4_000,
      options: ["--table", "locations", "--limit", "columns=1000000"], telling: "header.unnamed"
    ) { count in
      header + String(repeating: ",", count: count) + "\n"
        + row(1) + String(repeating: ",x", count: count) + "\n"
    },
    Trap(
      name: "repeated headers behind distinct ones", count: 25_000,
      options: ["--table", "locations", "--limit", "columns=1000000"], telling: "header.repeated"
    ) { count in
      let extra = (0..<count).map { ",h\($0)" }.joined()
      let repeated = String(repeating: ",capacity", count: count)
      let values = String(repeating: ",1", count: 2 * count)
      return header + extra + repeated + "\n" + row(1) + values + "\n"
    },
    Trap(
      name: "merged ranges apart", count: 42_000, options: [], telling: "sheet.merged-cells",
      isWorkbook: true
    ) { count in
      let merges = (2..<count / 2).map {
        "<mergeCell ref=\"A\($0):B\($0)\"/><mergeCell ref=\"C\($0):D\($0)\"/>"
      }.joined()
      return worksheet(rows: count / 2, "<mergeCells>\(merges)</mergeCells>")
    },
    Trap(
      name: "merged ranges over the same rows", count: 10_500, options: [],
      telling: "sheet.merged-cells", isWorkbook: true
    ) { count in
      let merge = "<mergeCell ref=\"A2:E\(count)\"/>"
      return worksheet(
        rows: count / 4,
        "<mergeCells>\(String(repeating: merge, count: count))</mergeCells>")
    },
    Trap(
      name: "validations over whole columns", count: 25_000, options: [], telling: "locations",
      isWorkbook: true
    ) { count in
      let validation =
        "<dataValidation type=\"list\" sqref=\"A1:A1048576 C1:C1048576\">"
        + "<formula1>\"a,b\"</formula1></dataValidation>"
      return worksheet(
        rows: 1000,
        "<dataValidations>\(String(repeating: validation, count: count))</dataValidations>")
    },
    Trap(name: "text behind closing quotes", count: 25_000, telling: "csv.quote-stray") { count in
      lines(count) { "L\($0),\"a\"b\"c,\"x\"y,America/Toronto,CA" }
    },
    Trap(name: "quotes that never close", count: 50_000, telling: "csv.quote-") { count in
      lines(count) { "L\($0),\"a" }
    },
    Trap(
      name: "parents that do not exist", count: 10_000, options: ["--table", "venues"],
      telling: "reference.missing"
    ) { count in
      var text = "venue_code,location_code,name,seats\n"
      for index in 0..<count { text += "V\(index),NOPE\(index),Hall \(index),10\n" }
      return text
    },
    Trap(
      name: "one unique value in every row", count: 10_000, options: ["--table", "proctors"],
      telling: "key.unique"
    ) { count in
      var text = "username,email,first_name,last_name,role\n"
      for index in 0..<count { text += "user\(index),same@example.org,A,B,proctor\n" }
      return text
    },
  ]

  @Test(arguments: traps)
  func fourTimesAsMuch_takesFourTimesAsLong(_ trap: Trap) throws {
    let folder = try ScratchFolder()
    var runs: [HostileRun] = []
    for count in [trap.count, 4 * trap.count] {
      let text = trap.make(count)
      let path = folder.path(of: trap.isWorkbook ? "locations.xlsx" : "trap.csv")
      if trap.isWorkbook {
        try WorkbookBuilder().sheet("Locations", rows: [])
          .part("xl/worksheets/sheet1.xml", text).write(to: path)
      } else {
        try folder.write("trap.csv", text)
      }
      let run = try HostileRun.validating([path], trap.options, in: folder)
      #expect([0, 1].contains(run.status), "\(run.errors.prefix(500))")
      #expect(run.output.contains(trap.telling), "\(run.output.prefix(500))")
      runs.append(run)
    }
    expectGrowth(from: runs[0], to: runs[1])
  }

  /// Quadratic work would take sixteen times as long; the rest is what starting may vary by.
  private func expectGrowth(from once: HostileRun, to fourTimes: HostileRun) {
    #expect(
      fourTimes.processorSeconds <= 6 * once.processorSeconds + 0.5,
      "\(once.processorSeconds) s, then \(fourTimes.processorSeconds) s")
    #expect(fourTimes.processorSeconds <= 60)
    #expect(fourTimes.peakMebibytes <= 400, "\(fourTimes.peakMebibytes) MiB")
  }

  /// As many errors in one row as a store has columns, in enough rows to be measured.
  @Test func manyErrorsInOneRow_costTheirNumber() throws {
    let folder = try ScratchFolder()
    var runs: [HostileRun] = []
    for count in [475, 1_900] {
      let fields = (0..<count).map { "{\"name\": \"f\($0)\", \"type\": \"integer\"}" }
      let package = try folder.write(
        "datapackage.json",
        """
        {"name": "wide", "title": "Wide", "version": "1", "resources": [{"name": "wide",
          "title": "Wide", "schema": {"primaryKey": ["code"], "fields": [
          {"name": "code", "type": "string", "registrar:type": "code"},
          \(fields.joined(separator: ","))]}}]}
        """)
      var text = "code," + (0..<count).map { "f\($0)" }.joined(separator: ",") + "\n"
      for row in 0..<200 { text += "R\(row)" + String(repeating: ",x", count: count) + "\n" }
      let binary = try #require(HostileRun.binary)
      let run = try HostileRun(
        binary,
        [
          "import", folder.write("wide.csv", text), "--validate", "--offline", "--package",
          package, "--limit", "columns=2000",
        ], in: folder)
      #expect(run.status == 1, "\(run.errors.prefix(500))")
      #expect(run.output.contains("\(200 * count) errors"), "\(run.output.suffix(500))")
      runs.append(run)
    }
    expectGrowth(from: runs[0], to: runs[1])
  }

  /// Children whose parents stand in the same run, under a unique index of the store over the reference.
  @Test(arguments: [false, true]) func indexOverAReference_costsItsRows(onServer: Bool) throws {
    let folder = try ScratchFolder()
    let binary = try #require(HostileRun.binary)
    let code = #"{"name": "code", "type": "string", "registrar:type": "code"}"#
    let package = try folder.write(
      "datapackage.json",
      """
      {"name": "halls", "title": "Halls", "version": "1", "resources": [
        {"name": "halls", "title": "Halls", "schema": {"primaryKey": ["code"], "fields": [\(code)]}},
        {"name": "seats", "title": "Seats", "schema": {"primaryKey": ["code"], "fields": [\(code),
          {"name": "hall", "type": "string"}],
          "foreignKeys": [
            {"fields": ["hall"], "reference": {"resource": "halls", "fields": ["code"]}}],
          "registrar:store": {"table": "seats", "indexes": [
            {"name": "one_seat", "columns": ["hall_id"], "unique": true}]}}}]}
      """)
    var seconds: [Double] = []
    for count in [6_000, 24_000] {
      let server = onServer ? try PostgresServer.shared() : nil
      let store = try server?.makeSchema() ?? "sqlite:" + folder.path(of: "\(count).sqlite")
      let start = ContinuousClock.now
      let run = try HostileRun(
        binary,
        [
          "import",
          folder.write("halls.csv", "code\n" + (0..<count).map { "H\($0)\n" }.joined()),
          folder.write("seats.csv", "code,hall\n" + (0..<count).map { "S\($0),H\($0)\n" }.joined()),
          "--execute", "--store", store, "--package", package,
        ], in: folder)
      let wall = start.duration(to: .now) / .seconds(1)
      #expect(run.status == 0, "\(run.errors.prefix(500)) \(run.output.prefix(500))")
      seconds.append(onServer ? wall : run.processorSeconds)
    }
    // Quadratic work would take sixteen times as long.
    #expect(seconds[1] <= 6 * seconds[0] + 0.5, "\(seconds) s")
  }

  /// A run in parts costs its rows, however many parts there are.
  ///
  /// What a server does for it is measured by the clock.
  @Test(arguments: [false, true]) func manyParts_costTheirRows(onServer: Bool) throws {
    let folder = try ScratchFolder()
    let binary = try #require(HostileRun.binary)
    var seconds: [Double] = []
    for count in [10_000, 40_000] {
      let path = try folder.write("parts.csv", Self.lines(count) { Self.row($0) })
      let server = onServer ? try PostgresServer.shared() : nil
      let store = try server?.makeSchema() ?? "sqlite:" + folder.path(of: "\(count).sqlite")
      let start = ContinuousClock.now
      let run = try HostileRun(
        binary,
        [
          "import", path, "--table", "locations", "--execute", "--commit-every", "200", "--store",
          store, "--package", "\(HostileRun.schemas)/exam-platform/datapackage.json",
        ], in: folder)
      let wall = start.duration(to: .now) / .seconds(1)
      #expect(run.status == 0, "\(run.errors.prefix(500))")
      #expect(run.output.contains("\(count) records were written"), "\(run.output.suffix(500))")
      seconds.append(onServer ? wall : run.processorSeconds)
    }
    // Quadratic work would take sixteen times as long.
    #expect(seconds[1] <= 6 * seconds[0] + 0.5, "\(seconds) s")
  }

  @Test func manyHeaders_areRefusedByTheLimit() throws {
    let folder = try ScratchFolder()
    let headers = (0..<100_000).map { "h\($0)" }.joined(separator: ",")
    let path = try folder.write("wide.csv", headers + "\n" + headers + "\n")
    let run = try HostileRun.validating([path], ["--table", "locations"], in: folder)
    #expect(run.status == 3)
    #expect((run.output + run.errors).contains("error[file.too-large]"))
    #expect(run.processorSeconds <= 5)
  }
}
