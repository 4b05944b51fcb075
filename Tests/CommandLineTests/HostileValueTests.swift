import Foundation
import TestSupport
import Testing

/// Values never drive a terminal or a spreadsheet, and the trust boundary has no switch.
@Suite(.serialized, .enabled(if: HostileRun.binary != nil, "there is no release binary"))
struct HostileValueTests {
  /// Texts that clear a screen, set a title, ring, overtype, or turn the direction of writing.
  private static let tricks = [
    "\u{1B}[2J\u{1B}[31mred", "\u{1B}]0;title\u{07}", "\u{9B}31m", "\u{08}\u{08}over",
    "\u{202E}gpj.exe", "a\u{7F}b", "\u{1B}]8;;http://example.org\u{1B}\\link", "\u{85}x\u{2028}y",
  ]

  /// The scalars of a text that a terminal could obey.
  private static func commands(in text: String) -> [String] {
    text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }.map { "U+" + String($0.value, radix: 16, uppercase: true) }
  }

  /// JSON escapes every control character, so that its text is one line of plain characters.
  private static func controls(in text: String) -> [String] {
    text.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F }
      .map { "U+" + String($0.value, radix: 16, uppercase: true) }
  }

  @Test func values_neverDriveTheTerminal() throws {
    let folder = try ScratchFolder()
    let binary = try #require(HostileRun.binary)
    for (index, trick) in Self.tricks.enumerated() {
      let csv = try folder.write(
        "trick\(index).csv",
        "location_code,name,kind,time_zone,\"\(trick)\"\n\"\(trick)\",\"\(trick)\",\"\(trick)\","
          + "\"\(trick)\",\"\(trick)\"\n")
      let escaped = trick.unicodeScalars.map {
        $0.value < 0x20 ? "_x00\($0.value < 16 ? "0" : "")\(String($0.value, radix: 16))_" : "\($0)"
      }.joined()
      let workbook = folder.path(of: "trick\(index).xlsx")
      try WorkbookBuilder().sheet(
        "S " + trick.unicodeScalars.filter { $0.value >= 0x20 }.map(String.init).joined(),
        rows: [
          ["location_code", "name", "kind"], [.text(escaped), .text(escaped), .text(escaped)],
        ]
      ).write(to: workbook)
      for file in [csv, workbook] {
        let report = try HostileRun.validating([file], ["--table", "locations"], in: folder)
        #expect([1, 3].contains(report.status), "\(report.errors)")
        #expect(Self.commands(in: report.output + report.errors).isEmpty, "import \(index)")
        let overview = try HostileRun(binary, ["inspect", file], in: folder)
        #expect(Self.commands(in: overview.output + overview.errors).isEmpty, "inspect \(index)")
        let cells = try HostileRun(binary, ["inspect", file, "--cells"], in: folder)
        #expect(Self.controls(in: cells.output).isEmpty, "cells \(index)")
        #expect(Self.commands(in: cells.errors).isEmpty, "cells \(index)")
      }
    }
  }

  @Test func namesOfFiles_neverDriveTheTerminal() throws {
    let folder = try ScratchFolder()
    let binary = try #require(HostileRun.binary)
    for name in ["a\u{1B}[2Jb.csv", "a\nerror[x]: y.csv", "a\u{202E}vsc.csv", "-\u{7}.xlsx"] {
      let missing = try HostileRun.validating([folder.path(of: name)], in: folder)
      #expect(missing.status == 3)
      #expect(
        Self.commands(in: missing.output + missing.errors).isEmpty, "\(name.debugDescription)")
      try folder.write(name, "location_code,name\n!,\n")
      for arguments in [["inspect", folder.path(of: name)]] {
        let run = try HostileRun(binary, arguments, in: folder)
        #expect(Self.commands(in: run.output + run.errors).isEmpty, "\(name.debugDescription)")
      }
      let report = try HostileRun.validating(
        [folder.path(of: name)], ["--table", "locations"], in: folder)
      #expect(Self.commands(in: report.output + report.errors).isEmpty, "\(name.debugDescription)")
      #expect(!report.output.contains("\nerror[x]: y"), "a name makes no line of its own")
    }
  }

  @Test func limits_areListedWithNameValueAndCode() throws {
    let folder = try ScratchFolder()
    let run = try HostileRun(#require(HostileRun.binary), ["limits"], in: folder)
    #expect(run.status == 0)
    let rows = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(rows.first == ["limit", "value", "unit", "code"])
    #expect(rows.contains(["zip-entries", "10000", "entries", "zip.bomb"]))
    #expect(rows.contains(["file-size", "536870912", "bytes", "file.too-large"]))
    for row in rows.dropFirst() {
      #expect(row.count == 4)
      #expect(Int(row[1]) ?? 0 > 0, "\(row)")
    }
  }

  /// Files beyond the trust boundary, with the code that refuses them.
  private static func writeForbidden(in folder: ScratchFolder) throws -> [(String, String)] {
    let plain = WorkbookBuilder().with(\.isStored, true).sheet("S", rows: [["a"]])
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>"
    let relationships = """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      <Relationship Id="rId1" Target="../../../../etc/passwd" \
      Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>\
      </Relationships>
      """
    let doctype = folder.path(of: "doctype.xlsx")
    try plain.part("xl/worksheets/sheet1.xml", "<!DOCTYPE worksheet>" + sheet).write(to: doctype)
    let escaping = folder.path(of: "escaping.xlsx")
    try plain.part("xl/_rels/workbook.xml.rels", relationships).write(to: escaping)
    let compressed = folder.path(of: "bzip2.xlsx")
    try plain.write(to: compressed)
    var bytes = [UInt8](try folder.contents(of: "bzip2.xlsx"))
    // The method stands at byte 8 of a local header and at byte 10 of a directory entry.
    for index in bytes.indices.dropLast(12) {
      let place =
        bytes[index...].starts(with: [0x50, 0x4B, 3, 4])
        ? 8 : bytes[index...].starts(with: [0x50, 0x4B, 1, 2]) ? 10 : nil
      if let place { bytes[index + place] = 12 }
    }
    try folder.write("bzip2.xlsx", bytes)
    let magic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let compound = try folder.write("old.xlsx", magic + [UInt8](repeating: 0, count: 1024))
    return [
      (doctype, "xml.doctype"), (escaping, "zip.unsafe-path"), (compressed, "zip.damaged"),
      (compound, "file."),
    ]
  }

  @Test func trustBoundary_hasNoSwitch() throws {
    let folder = try ScratchFolder()
    let binary = try #require(HostileRun.binary)
    let table = try HostileRun(binary, ["limits"], in: folder).output
    let names = table.split(separator: "\n").dropFirst()
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.count >= 10)
    let raised = names.flatMap { ["--limit", "\($0)=\(Int.max)"] }
    for (file, code) in try Self.writeForbidden(in: folder) {
      let run = try HostileRun(binary, ["inspect", file, "--cells"] + raised, in: folder)
      #expect(run.status == 3, "\(file): \(run.output.prefix(200)) \(run.errors)")
      #expect(run.errors.hasPrefix("error[\(code)"), "\(run.errors)")
    }
    for name in ["doctype", "entities", "encryption", "compression", "unsafe-path", "trust"] {
      let run = try HostileRun(
        binary, ["inspect", "x.xlsx", "--limit", "\(name)=1"], in: folder)
      #expect(run.status == 2, "\(name) is no limit")
    }
    for value in ["0", "-1", "many", "99999999999999999999"] {
      let run = try HostileRun(
        binary, ["inspect", "x.xlsx", "--limit", "rows=\(value)"], in: folder)
      #expect(run.status == 2, "\(value) is no value of a limit")
    }
  }
}
