import Foundation
import TestSupport
import Testing

/// What the cells of a workbook say comes to the store, or is told at its cell; never something else.
@Suite struct WorkbookValueTests {
  private static let descriptor = """
    {"name": "kinds", "title": "Kinds", "version": "1",
     "resources": [{"name": "kinds", "path": "kinds.csv", "schema": {"fields": [
       {"name": "k", "title": "k", "constraints": {"required": true}, "registrar:type": "code"},
       {"name": "txt", "title": "txt", "registrar:type": "string"},
       {"name": "whole", "title": "whole", "registrar:type": "integer"},
       {"name": "deci", "title": "deci", "registrar:type": "decimal"},
       {"name": "pct", "title": "pct", "registrar:type": "percent", "registrar:scale": 2},
       {"name": "day", "title": "day", "registrar:type": "date"},
       {"name": "clock", "title": "clock", "registrar:type": "time"},
       {"name": "zone", "title": "zone", "registrar:type": "time-zone",
        "registrar:default": "America/Toronto"},
       {"name": "stamp", "title": "stamp", "registrar:type": "datetime",
        "registrar:zoneFrom": ["zone"]},
       {"name": "dur", "title": "dur", "registrar:type": "integer", "registrar:minutes": true}],
       "primaryKey": ["k"]}},
      {"name": "plain", "path": "plain.csv", "schema": {"fields": [
       {"name": "k", "type": "string", "constraints": {"required": true}},
       {"name": "day", "type": "date"}, {"name": "size", "type": "number"}],
       "missingValues": [""], "primaryKey": ["k"]}}]}
    """

  /// A cell, its field, and what is stored, or told as `code: message`.
  struct Case: Sendable, CustomTestStringConvertible {
    var field: String
    var value: WorkbookValue
    var outcome: String
    var table = "kinds"
    var testDescription: String { "\(field) \(value)" }
  }

  static let stored: [Case] = [
    Case(field: "pct", value: .formatted(0.6, code: "[=0]\"\";0%"), outcome: "60.0"),
    Case(field: "pct", value: .formatted(0.6, code: "0.0;[Red]-0%"), outcome: "0.6"),
    Case(
      field: "day", value: .formatted(45_000, code: "[=0]\"\";dd/mm/yyyy"), outcome: "2023-03-15"),
    Case(field: "day", value: .formatted(45_000, code: "h:mm"), outcome: "2023-03-15"),
    Case(field: "dur", value: .formatted(0, code: "[<=0]\"-\";[h]:mm"), outcome: "0"),
    Case(field: "dur", value: .formatted(1.5, code: "[<=0]\"-\";[h]:mm"), outcome: "2160"),
    Case(field: "whole", value: .formatted(45_000, code: "[<0]dd/mm/yyyy;#,##0"), outcome: "45000"),
    Case(field: "whole", value: .formatted(45, code: "0 db"), outcome: "45"),
    Case(field: "whole", value: .formatted(45, code: "Standard"), outcome: "45"),
    Case(field: "whole", value: .lexeme("1234567890123456.0"), outcome: "1234567890123456"),
    Case(field: "deci", value: .formatted(2.5, code: "0.0 h"), outcome: "2.5"),
    Case(field: "deci", value: .lexeme("0.30000000000000004"), outcome: "0.30000000000000004"),
    Case(field: "clock", value: .isoDate("1899-12-30T09:30:00"), outcome: "09:30"),
    Case(field: "clock", value: .isoDate("09:30:00Z"), outcome: "09:30"),
    Case(field: "day", value: .isoDate("2027-03-06T00:00:00Z"), outcome: "2027-03-06"),
    Case(
      field: "stamp",
      value: .formatted(.lexeme("45691.72916666667"), code: "yyyy-mm-dd HH:mm:ss UTC"),
      outcome: "2025-02-03T17:30:00Z"),
    Case(
      field: "stamp", value: .isoDate("2025-02-03T18:30:00+01:00"), outcome: "2025-02-03T17:30:00Z"),
    Case(
      field: "txt", value: .xml("<c r=\"B2\" t=\"inlineStr\"><is><t>a_x000D_b</t></is></c>"),
      outcome: "a b"),
    Case(
      field: "day", value: .formatted(45_000, code: "h:mm"), outcome: "2023-03-15", table: "plain"),
    Case(field: "day", value: .isoDate("2023-03-15T00:00Z"), outcome: "2023-03-15", table: "plain"),
    Case(
      field: "size", value: .formatted(45_000, code: "[<0]yyyy;0"), outcome: "45000.0",
      table: "plain"),
  ]

  static let told: [Case] = [
    Case(
      field: "txt", value: .formatted(45_000, code: "[=0]\"\";dd/mm/yyyy"),
      outcome: "value.date-in-text: the cell holds the date `2023-03-15`, expected a text"),
    Case(
      field: "txt", value: .lexeme("12345678901234567"),
      outcome: "value.digits-lost: `12345678901234567` has lost digits; expected a full number"),
    Case(
      field: "txt", value: .duration(1.260416666666667),
      outcome: "value.date-in-text: the cell holds the duration `30:15:00`, expected a text"),
    Case(
      field: "stamp", value: .dateTime(45691.99999998843),
      outcome:
        "value.time-invalid: `2025-02-03 23:59:59` has seconds, expected a time to the minute"),
    Case(
      field: "day", value: .date(45691.99999998843),
      outcome: "value.date-invalid: `2025-02-03 23:59:59` has a time of day, expected a date alone"),
    Case(
      field: "day", value: .isoDate("2027-03-07T00:00:00+01:00"),
      outcome:
        "value.date-invalid: `2027-03-07T00:00:00+01:00` names a zone or offset, expected a date"
        + " alone"),
    Case(
      field: "whole", value: .lexeme("nan"),
      outcome: "sheet.bad-cell: cell `C2` is marked as a number and holds `nan`"),
    Case(
      field: "day", value: .formatted(.lexeme("45691.99999998843"), code: "h:mm"),
      outcome: "value.date-invalid: `2025-02-03 23:59:59` has a time of day, expected a date alone",
      table: "plain"),
  ]

  private static let fields = [
    "kinds": ["k", "txt", "whole", "deci", "pct", "day", "clock", "zone", "stamp", "dur"],
    "plain": ["k", "day", "size"],
  ]

  private func run(
    _ example: Case, change: (WorkbookBuilder) -> WorkbookBuilder = { $0 }
  ) throws -> (result: Registrar.Result, tool: Registrar) {
    let tool = try Registrar()
    try tool.scratch.write("datapackage.json", Self.descriptor)
    let fields = try #require(Self.fields[example.table])
    let row = fields.map { name -> WorkbookValue in
      name == "k" ? "A" : name == example.field ? example.value : .blank
    }
    let builder = WorkbookBuilder().with(\.strings, .inline)
      .sheet(example.table, rows: [fields.map { .text($0) }, row])
    try change(builder).write(to: tool.scratch.path(of: "f.xlsx"))
    let result = try tool.run(
      [
        "import", "f.xlsx", "--package", "datapackage.json", "--execute", "--store",
        "sqlite:s.sqlite",
      ])
    return (result, tool)
  }

  @Test(arguments: stored)
  func value_isStored(_ example: Case) throws {
    let (result, tool) = try run(example)
    let store = tool.scratch.path(of: "s.sqlite")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let column = example.field == "stamp" ? "stamp_utc" : example.field
    #expect(
      try storedRows("SELECT \(column) FROM \(example.table)", in: store) == [example.outcome])
  }

  @Test(arguments: told)
  func value_isToldAtItsCell(_ example: Case) throws {
    let (result, _) = try run(example)
    #expect(result.status == 1)
    let parts = example.outcome.split(separator: ": ", maxSplits: 1).map(String.init)
    #expect(result.output.contains("error[\(parts[0])]: \(parts[1])\n"), "\(result.output)")
    #expect(result.output.contains("1 error"), "\(result.output)")
    let column = Self.fields[example.table]?.firstIndex(of: example.field) ?? 0
    let letter = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"][column]
    #expect(result.output.contains("› \(example.table)!\(letter)2 "), "\(result.output)")
  }

  /// XlsxWriter, libxlsxwriter and with them pandas save 0 with every formula.
  @Test func zeroOfAFormula_thatWasNeverCalculated_isNotStored() throws {
    let example = Case(
      field: "whole", value: .formula("6*7", cached: 0), outcome: "value.formula-uncached")
    #expect(try run(example).result.status == 0)
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let (result, _) = try run(example) { builder in
      builder.part(
        "xl/workbook.xml",
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
          + " xmlns:r=\"\(office)\"><sheets><sheet name=\"kinds\" sheetId=\"1\" r:id=\"rId1\"/>"
          + "</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>")
    }
    #expect(result.status == 1)
    #expect(
      result.output.contains("error[value.formula-uncached]: the formula has no saved result"))
    #expect(result.output.contains("› kinds!C2 "))
  }

  /// A column whose format hides times: its whole numbers are midnights.
  @Test func midnights_underADateFormat_areReadBesideOtherTimes() throws {
    for (second, status) in [(45_691.5, Int32(0)), (45_692, 1)] {
      let tool = try Registrar()
      try tool.scratch.write("datapackage.json", Self.descriptor)
      try WorkbookBuilder().sheet(
        "kinds", rows: [["k", "stamp"], ["A", .date(45_691)], ["B", .date(second)]]
      ).write(to: tool.scratch.path(of: "f.xlsx"))
      let result = try tool.run([
        "import", "f.xlsx", "--package", "datapackage.json", "--execute", "--store",
        "sqlite:s.sqlite",
      ])
      #expect(result.status == status, "\(result.output)")
      guard status == 0 else {
        #expect(
          result.output.contains(
            "error[value.date-invalid]: `2025-02-03` has no time of day, expected a date and a time"
          ))
        continue
      }
      #expect(
        try storedRows(
          "SELECT stamp_local FROM kinds ORDER BY k", in: tool.scratch.path(of: "s.sqlite"))
          == ["2025-02-03T00:00", "2025-02-03T12:00"])
    }
  }
}
