import Foundation
import TabularCore
import TestSupport
import Testing

@testable import Workbooks

/// Copies as other programs open them: openpyxl and LibreOffice, where they are installed.
///
/// Where `REGISTRAR_PRODUCERS` is `ci` or `all`, they must be.
@Suite(.serialized) struct CopyProgramsTests {
  private static let folder = "corpus/xlsx"
  private static let isDemanded =
    ["ci", "all"].contains(ProcessInfo.processInfo.environment["REGISTRAR_PRODUCERS"] ?? "")

  /// Compares pairs of workbooks: values, formats, drop-downs and what else belongs to sheets.
  ///
  /// Prints a line for each difference, and last how many pairs and drop-downs were compared.
  private static let script = #"""
    import sys, warnings, openpyxl
    warnings.simplefilter("ignore")
    folder, pairs, rules = sys.argv[1], 0, 0
    def shape(sheet):
        yield "drop-downs", sorted((str(v.sqref), v.type, v.formula1, v.formula2) for v in sheet.data_validations.dataValidation)
        yield "merges", sorted(str(r) for r in sheet.merged_cells.ranges)
        yield "conditions", sorted(str(c.sqref) for c in sheet.conditional_formatting)
        yield "protection", sheet.protection.sheet
        yield "panes", sheet.freeze_panes
        yield "state", sheet.sheet_state
    for line in open(folder + "/pairs"):
        before, after = line.rstrip("\n").split("\t")
        try:
            old = openpyxl.load_workbook(before)
        except Exception:
            continue
        new = openpyxl.load_workbook(after)
        pairs += 1
        for sheet in old.worksheets:
            other = new[sheet.title]
            for (name, left), (_, right) in zip(shape(sheet), shape(other)):
                if left != right: print(f"{before} {sheet.title} {name}: {left} {right}")
            rules += len(sheet.data_validations.dataValidation)
            # openpyxl makes a cell of each place that it walks over.
            if sheet.max_row * sheet.max_column > 50_000: continue
            status = {c.column for c in other[1] if c.value == "Registrar status"}
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.column in status: continue
                    twin = other[cell.coordinate]
                    # Of array formulas openpyxl compares the objects.
                    same = str(cell.value) == str(twin.value) or "object at" in str(cell.value)
                    # A missing cell that is marked gets the format of its column, which openpyxl does not look at.
                    if not same or cell.value is not None and cell.number_format != twin.number_format:
                        print(f"{before} {sheet.title}!{cell.coordinate}: {cell.value} {twin.value}")
    print("compared", pairs, rules)
    """#

  /// A program's status and what it printed; `nil` if it is not there.
  private static func run(_ command: [String]) throws -> (status: Int32, output: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.start()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus != 127 else { return nil }
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }

  /// The interpreter of `.ci/producers`, else the one of the search path.
  private static func python() throws -> String {
    let own = URL(fileURLWithPath: try Repository.path(of: "Package.swift"))
      .deletingLastPathComponent().appendingPathComponent(".build/producers/venv/bin/python3").path
    return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
  }

  private static func hasOpenpyxl() throws -> Bool {
    try run([python(), "-c", "import openpyxl"])?.status == 0
  }

  private static func compare(_ pairs: [(String, String)], in scratch: ScratchFolder) throws
    -> [Substring]
  {
    try scratch.write("pairs", pairs.map { "\($0)\t\($1)\n" }.joined())
    let script = try scratch.write("compare.py", script)
    let result = try #require(try run([python(), script, scratch.path]))
    #expect(result.status == 0, "\(result.output)")
    return result.output.split(separator: "\n")
  }

  @Test(
    .enabled(
      if: Corpus.obstacle(to: Self.folder).isEmpty,
      Comment(rawValue: Corpus.obstacle(to: Self.folder))), .timeLimit(.minutes(15)))
  func openpyxl_findsEverythingInTheCopiesOfTheCorpus() throws {
    guard try Self.hasOpenpyxl() else {
      #expect(!Self.isDemanded, "openpyxl is not installed")
      try Test.cancel("openpyxl is not installed")
    }
    let scratch = try ScratchFolder()
    var pairs: [(String, String)] = []
    for path in Corpus.files(of: Self.folder) {
      let copy = scratch.path(of: "\(pairs.count).xlsx")
      guard let marks = try? CopiedWorkbook.everySheet(of: path),
        (try? CopiedWorkbook.make(of: path, to: copy, marks)) != nil
      else { continue }
      pairs.append((path, copy))
    }
    let lines = try Self.compare(pairs, in: scratch)
    #expect(lines.dropLast().isEmpty, "\(lines.joined(separator: "\n"))")
    print("copies: openpyxl \(lines.last ?? "")")
    let counts = (lines.last ?? "").split(separator: " ").compactMap { Int($0) }
    #expect(counts.count == 2 && counts[0] > 150 && counts[1] > 100, "\(lines.last ?? "")")
  }

  @Test(.timeLimit(.minutes(5)))
  func libreOffice_keepsTheDropDownsOfCopiesOfTemplates() throws {
    guard try Self.hasOpenpyxl(), try Self.run(["soffice", "--version"])?.status == 0 else {
      #expect(!Self.isDemanded, "LibreOffice or openpyxl is not installed")
      try Test.cancel("LibreOffice or openpyxl is not installed")
    }
    let scratch = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: scratch.path(of: "saved"), withIntermediateDirectories: false)
    var pairs: [(String, String)] = []
    for name in ["exams", "venues", "common_sessions"] {
      let template = try Repository.path(of: "Templates/exam-platform/\(name).xlsx")
      let copy = scratch.path(of: "\(name)-copy.xlsx")
      try CopiedWorkbook.make(of: template, to: copy, CopiedWorkbook.everySheet(of: template))
      let original = scratch.path(of: "\(name)-original.xlsx")
      try FileManager.default.copyItem(atPath: template, toPath: original)
      let result = try #require(
        try Self.run([
          "soffice", "-env:UserInstallation=file://\(scratch.path(of: "profile"))", "--headless",
          "--convert-to", "xlsx", "--outdir", scratch.path(of: "saved"), original, copy,
        ]))
      #expect(result.status == 0, "\(result.output)")
      pairs.append(
        (
          scratch.path(of: "saved/\(name)-original.xlsx"),
          scratch.path(of: "saved/\(name)-copy.xlsx")
        ))
    }
    let lines = try Self.compare(pairs, in: scratch)
    let lost = lines.filter { $0.contains("drop-downs") }
    #expect(lost.isEmpty, "\(lost.joined(separator: "\n"))")
    let counts = (lines.last ?? "").split(separator: " ").compactMap { Int($0) }
    #expect(counts.first == 3 && counts.last ?? 0 > 5, "\(lines.last ?? "")")
  }
}
