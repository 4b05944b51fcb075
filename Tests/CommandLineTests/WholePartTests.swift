import Foundation
import TestSupport
import Testing

/// A part is read to its end before anything of it is written: damage behind the last row counts.
@Suite struct WholePartTests {
  private static let rowCount = 3_000
  private static let header = ["location_code", "name", "time_zone", "kind"]

  private static func row(_ number: Int) -> [String] {
    ["L-\(number)", "Site \(number)", "America/Toronto", "virtual"]
  }

  /// A worksheet of many rows, with what follows them.
  private static func worksheet(_ end: String) -> String {
    func cells(_ values: [String], _ row: Int) -> String {
      let cells = values.enumerated().map { column, value in
        "<c r=\"\(["A", "B", "C", "D"][column])\(row)\" t=\"inlineStr\"><is><t>\(value)</t></is></c>"
      }
      return "<row r=\"\(row)\">\(cells.joined())</row>"
    }
    return "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
      + "<sheetData>" + cells(header, 1)
      + (1...rowCount).map { cells(row($0), $0 + 1) }.joined() + end
  }

  fileprivate static func writeWorkbook(_ end: String, in folder: ScratchFolder) throws {
    try WorkbookBuilder().sheet("Locations", rows: [])
      .part("xl/worksheets/sheet1.xml", worksheet(end)).write(to: folder.path(of: "f.xlsx"))
  }

  /// What is wrong with a file.
  enum Damage: CaseIterable {
    case unclosedElement
    case checksum
    case lastLine

    func write(in folder: ScratchFolder) throws -> String {
      switch self {
      case .unclosedElement:
        try WholePartTests.writeWorkbook("</sheetData>", in: folder)
        return "f.xlsx"
      case .checksum:
        try WholePartTests.writeWorkbook("</sheetData></worksheet>", in: folder)
        var bytes = [UInt8](try folder.contents(of: "f.xlsx"))
        let name = Array("xl/worksheets/sheet1.xml".utf8)
        // The checksum stands at byte 14 of a local header and at byte 16 of a directory entry.
        for index in bytes.indices.dropLast(46 + name.count) {
          if bytes[index...].starts(with: [0x50, 0x4B, 3, 4]),
            bytes[(index + 30)...].starts(with: name)
          {
            bytes[index + 14] ^= 0xFF
          } else if bytes[index...].starts(with: [0x50, 0x4B, 1, 2]),
            bytes[(index + 46)...].starts(with: name)
          {
            bytes[index + 16] ^= 0xFF
          }
        }
        try folder.write("f.xlsx", bytes)
        return "f.xlsx"
      case .lastLine:
        let rows = (1...WholePartTests.rowCount).map(WholePartTests.row)
        let lines = ([WholePartTests.header] + rows).map { $0.joined(separator: ",") }
        try folder.write(
          "f.csv", [UInt8]((lines.joined(separator: "\n") + "\nL-0,").utf8) + [0xFF, 0xFE, 0x0A])
        return "f.csv"
      }
    }
  }

  @Test(arguments: Damage.allCases, ["stop", "skip-row"])
  func damageAtTheEnd_writesNothing(damage: Damage, policy: String) throws {
    let tool = try Registrar()
    let file = try damage.write(in: tool.scratch)
    let words = ["--table", "locations", "--store", "sqlite:s.sqlite", "--execute"]
    let result = try tool.runImport([file, "--on-error", policy] + words)
    #expect(result.status == 3, "\(result.output.suffix(600))\(result.errors)")
    #expect(result.output.contains("Nothing was written"))
    let path = tool.scratch.path(of: "s.sqlite")
    #expect(
      try storedRows("SELECT count(*) FROM sqlite_master WHERE name = 'locations'", in: path)
        == ["0"])
    // The same rows without the damage are written.
    try Self.writeWorkbook("</sheetData></worksheet>", in: tool.scratch)
    let whole = try tool.runImport(["f.xlsx"] + words)
    #expect(whole.status == 0, "\(whole.output.suffix(600))")
    #expect(try storedRows("SELECT count(*) FROM locations", in: path) == ["\(Self.rowCount)"])
  }
}
