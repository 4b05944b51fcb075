import TestSupport
import Testing

/// Rows and cells made to hurt, through an import: time grows with their number, memory does not.
@Suite(.serialized, .enabled(if: HostileRun.binary != nil, "there is no release binary"))
struct HostileRowTests {
  /// A sheet or text of `count` troubles.
  struct Trap: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var count: Int
    var status: Int32
    /// What must be in the report, so that the trap is known to have been sprung.
    var telling: String
    var options: [String] = []
    var isWorkbook = true
    /// The rows below the header, or the text of a delimited file.
    var make: @Sendable (Int) -> String
  }

  private static let names = ["location_code", "name", "kind", "time_zone", "country"]

  private static func row(_ number: Int, _ values: [String]) -> String {
    let cells = values.enumerated().map { column, value in
      "<c r=\"\(["A", "B", "C", "D", "E"][column])\(number)\" t=\"inlineStr\"><is><t>\(value)</t></is></c>"
    }
    return "<row r=\"\(number)\">\(cells.joined())</row>"
  }

  private static func row(_ number: Int) -> String {
    row(number, ["L\(number)", "Place \(number)", "virtual", "America/Toronto", "CA"])
  }

  private static func lone(_ cell: String, times count: Int) -> String {
    "<row r=\"2\">" + String(repeating: cell, count: count) + "</row>"
  }

  static let traps: [Trap] = [
    Trap(
      testDescription: "one row of cells with a rejected type", count: 10_000, status: 1,
      telling: "sheet.bad-cell"
    ) { count in
      lone("<c r=\"A2\" t=\"zzz\"><v>\(String(repeating: "x", count: 2_000))</v></c>", times: count)
    },
    Trap(
      testDescription: "one row of numbers that are none", count: 10_000, status: 1,
      telling: "sheet.bad-cell"
    ) { count in
      lone("<c r=\"A2\"><v>\(String(repeating: "7", count: 2_000))</v></c>", times: count)
    },
    Trap(
      testDescription: "rows of formulas without results", count: 100, status: 1,
      telling: "header.unnamed", options: ["--limit", "columns=20000"]
    ) { count in
      String(
        repeating: "<row>" + String(repeating: "<c><f/></c>", count: 4_000) + "</row>", count: count
      )
    },
    Trap(
      testDescription: "one long row", count: 150_000, status: 1, telling: "value.required"
    ) { count in
      lone("<c r=\"A2\" t=\"str\"><v>L-000001</v></c>", times: count)
    },
    Trap(
      testDescription: "rows in descending order", count: 15_000, status: 0, telling: "No errors"
    ) { count in
      stride(from: count + 1, to: 1, by: -1).map { row($0) }.joined()
    },
    Trap(
      testDescription: "every row given again", count: 10_000, status: 1, telling: "sheet.bad-cell"
    ) { count in
      (2..<count).map { row($0) }.joined() + (2..<count).map { row($0) }.joined()
    },
    Trap(
      testDescription: "rows without a number", count: 20_000, status: 1, telling: "sheet.bad-cell"
    ) { count in
      String(repeating: "<row r=\"x\"><c><v>1</v></c></row>", count: count)
    },
    Trap(
      testDescription: "a long field without a line end", count: 4_000_000, status: 1,
      telling: "value.too-long", isWorkbook: false
    ) { count in
      names.joined(separator: ",") + "\n" + String(repeating: "a", count: count)
    },
  ]

  private static func validate(_ trap: Trap, _ count: Int, in folder: ScratchFolder) throws
    -> HostileRun
  {
    let path = folder.path(of: trap.isWorkbook ? "locations.xlsx" : "locations.csv")
    if trap.isWorkbook {
      // Stored, so that the part is read piece by piece, as a large one is.
      try WorkbookBuilder().with(\.isStored, true)
        .sheet("Locations", data: Self.row(1, Self.names) + trap.make(count)).write(to: path)
    } else {
      try folder.write("locations.csv", trap.make(count))
    }
    return try HostileRun.validating([path], ["--table", "locations"] + trap.options, in: folder)
  }

  @Test(arguments: traps) func fourTimesAsMuch_takesFourTimesAsLong(_ trap: Trap) throws {
    let folder = try ScratchFolder()
    let runs = try [trap.count, 4 * trap.count].map { try Self.validate(trap, $0, in: folder) }
    for run in runs {
      #expect(run.status == trap.status, "\(run.errors.prefix(500))\(run.output.suffix(500))")
      #expect((run.output + run.errors).contains(trap.telling), "\(run.output.prefix(500))")
    }
    #expect(
      runs[1].processorSeconds <= 6 * runs[0].processorSeconds + 0.5,
      "\(runs[0].processorSeconds) s, then \(runs[1].processorSeconds) s")
    #expect(runs[1].processorSeconds <= 60)
    #expect(runs[1].peakMebibytes <= 400, "\(runs[1].peakMebibytes) MiB")
  }

  /// The bytes of one row cost what they cost in many.
  @Test func longRow_costsWhatShortRowsDo() throws {
    let folder = try ScratchFolder()
    let cell = "<c r=\"A2\" t=\"str\"><v>L-000001</v></c>"
    let count = 350_000
    let long = Trap(
      testDescription: "", count: count, status: 1, telling: ""
    ) { Self.lone(cell, times: $0) }
    let short = Trap(
      testDescription: "", count: count, status: 1, telling: ""
    ) { count in
      (0..<count / 10).map {
        "<row r=\"\($0 + 2)\">"
          + String(repeating: "<c r=\"A\($0 + 2)\" t=\"str\"><v>L-\($0)</v></c>", count: 10)
          + "</row>"
      }.joined()
    }
    let one = try Self.validate(long, count, in: folder)
    let many = try Self.validate(short, count, in: folder)
    #expect(one.status == 1, "\(one.errors)")
    #expect(one.processorSeconds <= 2 * many.processorSeconds + 0.5, "\(one.processorSeconds) s")
  }

  @Test func wideTable_isRefusedByTheLimit() throws {
    let folder = try ScratchFolder()
    let trap = Trap(testDescription: "", count: 40, status: 3, telling: "") { count in
      String(
        repeating: "<row>" + String(repeating: "<c><f/></c>", count: 16_000) + "</row>",
        count: count)
    }
    let run = try Self.validate(trap, trap.count, in: folder)
    #expect(run.status == 3, "\(run.errors)")
    #expect(
      run.output.contains("`locations.xlsx` has more than `500` columns, the limit per table"))
    #expect(run.output.contains("`--limit columns=1000`"))
    #expect(run.processorSeconds <= 10)
    #expect(run.peakMebibytes <= 200, "\(run.peakMebibytes) MiB")
  }

  /// An honest workbook of constant columns packs like a bomb; the message says how to let it in.
  @Test func constantColumns_nameTheLimit() throws {
    let folder = try ScratchFolder()
    let path = folder.path(of: "locations.xlsx")
    let cells = "<c t=\"inlineStr\"><is><t>same</t></is></c>"
    try WorkbookBuilder().sheet(
      "Locations",
      data: Self.row(1, Self.names)
        + String(repeating: "<row>\(String(repeating: cells, count: 5))</row>", count: 30_000)
    ).write(to: path)
    let refused = try HostileRun.validating([path], [], in: folder)
    #expect(refused.status == 3)
    #expect(refused.output.contains("more than `200` times its size, the limit `inflation-ratio`"))
    #expect(refused.output.contains("--limit inflation-ratio=1100"))
    let read = try HostileRun.validating(
      [path], ["--limit", "inflation-ratio=1100"], in: folder)
    #expect(read.status == 1, "\(read.output.prefix(500))")
    #expect(!read.output.contains("zip.bomb"))
  }
}
