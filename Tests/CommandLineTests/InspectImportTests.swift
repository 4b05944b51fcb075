import Foundation
import TestSupport
import Testing

/// Whatever `inspect` tells of a file's cells, `import` tells, and the other way round.
@Suite struct InspectImportTests {
  /// A file with what a reader has to say of it.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The rows of a sheet `Locations`, or the text of a delimited file.
    var data: String
    var isWorkbook = true
    /// Each as `sheet.bad-cell Locations!B2`, in any order.
    var told: [String]
    /// What is imported when rows with errors are left out.
    var keys: [String]
  }

  private static func row(_ number: Int, _ key: String, attribute: String? = nil) -> String {
    let cells = [key, "Place \(key)", "America/Toronto", "virtual"].enumerated().map {
      column, value in
      "<c r=\"\(["A", "B", "C", "D"][column])\(number)\" t=\"inlineStr\"><is><t>\(value)</t></is></c>"
    }
    return "<row r=\"\(attribute ?? String(number))\">\(cells.joined())</row>"
  }

  private static let header = row(1, "location_code")
    .replacingOccurrences(of: "Place location_code", with: "name")
    .replacingOccurrences(of: "America/Toronto", with: "time_zone")
    .replacingOccurrences(of: "virtual", with: "kind")

  private static func sheet(_ rows: String...) -> String { header + rows.joined() }

  /// A row with one more cell, or another one.
  private static func odd(_ number: Int, _ key: String, _ cell: String) -> String {
    row(number, key).replacingOccurrences(of: "</row>", with: cell + "</row>")
  }

  static let cases: [Case] = [
    Case(
      testDescription: "rows out of order", data: row(3, "BB") + row(2, "AA") + header, told: [],
      keys: ["AA", "BB"]),
    Case(
      testDescription: "the header last",
      data: (2...40).map { row($0, "L\($0)") }.joined() + header,
      told: [], keys: (2...40).map { "L\($0)" }.sorted()),
    Case(
      testDescription: "a row numbered x", data: sheet(row(2, "AA"), row(3, "BB", attribute: "x")),
      told: ["sheet.bad-cell Locations!3"], keys: []),
    Case(
      testDescription: "a row numbered 0", data: sheet(row(2, "AA", attribute: "0"), row(3, "BB")),
      told: ["sheet.bad-cell Locations!2"], keys: []),
    Case(
      testDescription: "a row beyond the last",
      data: sheet(row(2, "AA"), row(3, "BB", attribute: "1048577")),
      told: ["sheet.bad-cell Locations!3"], keys: []),
    Case(
      testDescription: "a row given again far away",
      data: sheet((2...1_500).map { row($0, "L\($0)") }.joined(), row(3, "ZZ")),
      told: ["sheet.bad-cell Locations!3"], keys: []),
    Case(
      testDescription: "the header given again", data: sheet(row(2, "AA")) + row(1, "BB"),
      told: ["sheet.bad-cell Locations!1"], keys: []),
    Case(
      testDescription: "a row without a readable number above the header",
      data: row(1, "AA", attribute: "-1") + sheet(row(2, "BB")),
      told: ["sheet.bad-cell Locations!1"], keys: []),
    Case(
      testDescription: "rows within an element beside the rows",
      data: sheet(row(2, "AA")) + "</sheetData><sheetRest>" + row(3, "BB")
        + "</sheetRest><sheetData>",
      told: ["sheet.bad-cell Locations!3"], keys: []),
    Case(
      testDescription: "a cell of the header given twice",
      data: sheet(row(2, "AA")).replacingOccurrences(
        of: "</row><row r=\"2\"", with: "<c r=\"B1\"><v>1</v></c></row><row r=\"2\""),
      told: ["sheet.bad-cell Locations!B1"], keys: []),
    Case(
      testDescription: "a cell of a data row given twice",
      data: sheet(odd(2, "AA", "<c r=\"B2\"><v>1</v></c>"), row(3, "BB")),
      told: ["sheet.bad-cell Locations!B2"], keys: ["BB"]),
    Case(
      testDescription: "a cell of another row",
      data: sheet(odd(2, "AA", "<c r=\"E3\"><v>1</v></c>"), row(3, "BB")),
      told: ["sheet.bad-cell Locations!E2"], keys: []),
    Case(
      testDescription: "a cell of an unknown type",
      data: sheet(odd(2, "AA", "<c r=\"E2\" t=\"zzz\"><v>1</v></c>"), row(3, "BB")),
      told: ["sheet.bad-cell Locations!E2"], keys: ["BB"]),
    Case(
      testDescription: "a row of nothing but cells that cannot be read",
      data: sheet(
        "<row r=\"2\"><c t=\"b\"><v>2</v></c><c t=\"d\"><v>no</v></c></row>", row(3, "BB")),
      told: ["sheet.bad-cell Locations!A2", "sheet.bad-cell Locations!B2"], keys: ["BB"]),
    Case(
      testDescription: "a bad cell in an example row",
      data: sheet(odd(2, "#EXAMPLE", "<c r=\"E2\" t=\"n\"><v>x</v></c>"), row(3, "BB")),
      told: ["sheet.bad-cell Locations!E2"], keys: []),
    Case(
      testDescription: "a bad cell above the header",
      data: "<row r=\"1\"><c t=\"n\"><v>x</v></c></row>"
        + header.replacingOccurrences(of: "1\"", with: "2\"") + row(3, "BB"),
      told: ["sheet.bad-cell Locations!A1"], keys: ["BB"]),
    Case(
      testDescription: "nothing that can be read",
      data: "<row r=\"1\"><c r=\"0\"><v>1</v></c></row><row r=\"2\"><c t=\"s\"><v>9</v></c></row>",
      told: ["sheet.bad-cell Locations!A1", "sheet.bad-cell Locations!A2"], keys: []),
    Case(
      testDescription: "no header, and rows that cannot be read",
      data: "<row r=\"1\"><c t=\"str\"><v>a</v></c><c t=\"q\"><v>1</v></c></row>",
      told: ["sheet.bad-cell Locations!B1"], keys: []),
    Case(
      testDescription: "an unclosed quote in the header",
      data: "location_code,time_zone,kind,\"name\nAA,America/Toronto,virtual,a\n",
      isWorkbook: false,
      told: ["csv.quote-unclosed 1:4"], keys: []),
    Case(
      testDescription: "an unclosed quote above the header",
      data: "a,\"title\nlocation_code,time_zone,kind,name\nAA,America/Toronto,virtual,a\n",
      isWorkbook: false, told: ["csv.quote-unclosed 1:2"], keys: ["AA"]),
    Case(
      testDescription: "an unclosed and a stray quote in data rows",
      data: "location_code,time_zone,kind,name\nBB,America/Toronto,virtual,\"b\" c\n"
        + "AA,America/Toronto,virtual,\"a\nCC,America/Toronto,virtual,c\n",
      isWorkbook: false, told: ["csv.quote-stray 2:4", "csv.quote-unclosed 3:4"], keys: ["CC"]),
    Case(
      testDescription: "a stray quote in an example row",
      data: "location_code,time_zone,kind,name\n\"#EXAMPLE\" x,America/Toronto,virtual,a\n"
        + "\"#EXAMPLE x\",America/Toronto,virtual,\"b\" c\nCC,America/Toronto,virtual,c\n",
      isWorkbook: false, told: ["csv.quote-stray 2:1", "csv.quote-stray 3:4"], keys: []),
    Case(
      testDescription: "a stray quote and no header",
      data: "a,\"b\" c\n1,2\n", isWorkbook: false, told: ["csv.quote-stray 1:2"], keys: []),
  ]

  /// Codes of what readers find.
  private static let codes: Set<String> = [
    "sheet.bad-cell", "csv.quote-unclosed", "csv.quote-stray",
  ]

  @Test(arguments: cases) func both_tellTheSame(_ one: Case) throws {
    let tool = try Registrar()
    let name = one.isWorkbook ? "f.xlsx" : "f.csv"
    if one.isWorkbook {
      try WorkbookBuilder().sheet("Locations", data: one.data)
        .write(to: tool.scratch.path(of: name))
    } else {
      try tool.scratch.write(name, one.data)
    }
    let inspected = try tool.run(["inspect", "--cells", name])
    #expect(Self.places(inspected.errors, of: name).sorted() == one.told.sorted())
    let isRefused = one.told.contains { !$0.hasPrefix("csv.quote-stray") }
    #expect(inspected.status == (isRefused ? 3 : 0))

    let words = ["--table", "locations", "--store", "sqlite:s.sqlite", "--report", "json:r.json"]
    let validated = try tool.runImport([name] + words)
    #expect(try Self.issues(in: tool).sorted() == one.told.sorted(), "\(validated.output)")
    #expect(validated.status == (one.told.isEmpty ? 0 : 1), "\(validated.output)")

    let executed = try tool.runImport([name, "--execute", "--on-error", "skip-row"] + words)
    #expect(try Self.issues(in: tool).sorted() == one.told.sorted())
    #expect(executed.status == (one.told.isEmpty ? 0 : 1), "\(executed.output)")
    #expect(!executed.output.contains("the store has all of it already"))
    let path = tool.scratch.path(of: "s.sqlite")
    let isStored = FileManager.default.fileExists(atPath: path)
    let stored =
      isStored
      ? (try? storedRows("SELECT location_code FROM locations ORDER BY 1", in: path)) ?? [] : []
    #expect(stored == one.keys, "\(executed.output)")
  }

  /// What cannot be read is never taken for a record that is gone.
  @Test(arguments: cases.filter { $0.isWorkbook && $0.keys.isEmpty })
  func unclearRows_pruneNothing(_ one: Case) throws {
    let tool = try Registrar()
    let words = ["--table", "locations", "--store", "sqlite:s.sqlite", "--execute"]
    try tool.scratch.write(
      "old.csv", "location_code,time_zone,kind,name\nOLD,America/Toronto,virtual,Old\n")
    #expect(try tool.runImport(["old.csv"] + words).status == 0)
    try WorkbookBuilder().sheet("Locations", data: one.data)
      .write(to: tool.scratch.path(of: "f.xlsx"))
    let result = try tool.runImport(
      ["f.xlsx", "--prune", "locations", "--allow-delete", "--on-error", "skip-row"] + words)
    #expect(result.output.contains("error[guard.prune-refused]"), "\(result.output)")
    #expect(
      try storedRows("SELECT location_code FROM locations", in: tool.scratch.path(of: "s.sqlite"))
        == ["OLD"])
  }

  /// What `inspect` printed on standard error, without the file's name.
  private static func places(_ errors: String, of name: String) -> [String] {
    var code = ""
    var places: [String] = []
    for line in errors.split(separator: "\n") {
      if let start = line.firstIndex(of: "["), let end = line.firstIndex(of: "]"), start < end,
        !line.hasPrefix(" ")
      {
        code = String(line[line.index(after: start)..<end])
      } else if line.hasPrefix("  --> ") {
        places.append(
          "\(code) "
            + line.dropFirst(6).replacingOccurrences(of: name + " › ", with: "")
            .replacingOccurrences(of: name + ":", with: ""))
      }
    }
    return places
  }

  /// What readers found, as the report says.
  private static func issues(in tool: Registrar) throws -> [String] {
    let report =
      try JSONSerialization.jsonObject(with: try tool.scratch.contents(of: "r.json"))
      as? [String: Any]
    let issues = report?["issues"] as? [[String: Any]] ?? []
    return issues.compactMap { issue in
      guard let code = issue["code"] as? String, codes.contains(code),
        let row = issue["row"] as? Int
      else { return nil }
      let column = issue["column"]
      if let sheet = issue["sheet"] as? String {
        return "\(code) \(sheet)!\(column as? String ?? "")\(row)"
      }
      return "\(code) \(row)" + ((issue["columnNumber"] as? Int).map { ":\($0)" } ?? "")
    }
  }
}
