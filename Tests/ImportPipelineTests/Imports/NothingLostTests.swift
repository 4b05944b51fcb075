import ImportPipeline
import ImportReports
import TabularCore
import TestSupport
import Testing

/// For every cell that a plain second reader sees, ours stores it or an issue covers it.
@Suite struct NothingLostTests {
  /// The same numbers every time (Marsaglia's xorshift).
  private struct Random: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    mutating func chance(_ all: Int) -> Bool { Int.random(in: 0..<all, using: &self) == 0 }
  }

  private static let header = ["location_code", "name", "time_zone", "kind"]
  private static let letters = ["A", "B", "C", "D"]

  private static func cell(_ column: Int, _ row: String, _ text: String, type: String = "str")
    -> String
  {
    "<c r=\"\(letters[column])\(row)\" t=\"\(type)\"><v>\(text)</v></c>"
  }

  /// The rows of a sheet, each cell with a text of its own, in which much is wrong.
  ///
  /// - Parameter rate: one row of so many has something wrong.
  private static func sheet(_ random: inout Random, rate: Int) -> String {
    var rows: [String] = []
    let count = Int.random(in: 2...30, using: &random)
    for id in 0..<count {
      let number = String(id + 2)
      var attribute: String? = number
      var cells = [
        cell(0, number, "K\(id)"), cell(1, number, "N\(id)"),
        cell(2, number, "America/Toronto"), cell(3, number, "virtual"),
      ]
      if random.chance(rate) {
        switch Int.random(in: 0..<9, using: &random) {
        case 0:
          attribute = ["x", "0", "-3", "1048577", "", "2.5"].randomElement(using: &random)
        case 1:
          // The number of an earlier row, or of the row itself.
          let other = Int.random(in: 1...id + 2, using: &random)
          attribute = String(other)
          cells = cells.map { $0.replacing("\(number)\" t", with: "\(other)\" t") }
        case 2: cells[1] = cell(1, number, "N\(id)", type: "string")
        case 3: cells[1] = "<c r=\"9\" t=\"str\"><v>N\(id)</v></c>"
        case 4: cells[0] = cell(0, String(id + 40), "K\(id)")
        case 5: cells.append(cell(1, number, "N\(id)x"))
        case 6: cells[1] = cell(1, number, "N\(id)", type: "s")
        case 7:
          attribute = [" \(number) ", "\(number).0"].randomElement(using: &random)
        default: attribute = nil
        }
      }
      let r = attribute.map { " r=\"\($0)\"" } ?? ""
      rows.append("<row\(r)>\(cells.joined())</row>")
    }
    let first = header.enumerated().map { cell($0.offset, "1", $0.element) }.joined()
    rows.insert("<row r=\"1\">\(first)</row>", at: 0)
    if random.chance(2) { rows.shuffle(using: &random) }
    return rows.joined()
  }

  /// The keys and names that are stored, each pair joined.
  private static func stored(_ harness: ImportHarness) -> Set<String> {
    Set((try? harness.stored("SELECT location_code || ' ' || name FROM locations")) ?? [])
  }

  private static func words(_ pairs: Set<String>) -> Set<Substring> {
    Set(pairs.flatMap { $0.split { !$0.isLetter && !$0.isNumber } })
  }

  /// The `variant` of findings after which no row of a table is written.
  private static let leftOut: Set<String> = ["row-number", "row-repeated", "other-row"]

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func cellsOfASheet_areStoredOrCovered(seed: UInt64) throws {
    var random = Random(seed: seed)
    let data = Self.sheet(&random, rate: [3, 12, 1_000].randomElement(using: &random) ?? 3)
    let plain = PlainSheet(data: data)
    let harness = try ImportHarness(store: .empty)
    let report = try harness.execute(
      [.workbook("locations", WorkbookBuilder().sheet("Locations", data: data))]
    ) { $0.errorPolicy = .skipRow }
    let pairs = Self.stored(harness)
    let stored = Self.words(pairs)
    #expect(pairs.allSatisfy { $0.dropFirst().split(separator: " N").count == 2 })
    #expect(
      pairs.allSatisfy { pair in
        let parts = pair.split(separator: " ")
        return parts.count == 2 && parts[0].dropFirst() == parts[1].dropFirst()
      }, "cells of one row stay together")

    let errors = report.issues.issues.filter { $0.severity == .error }
    let isRefused = errors.contains { Self.leftOut.contains($0.variant) }
    #expect(!isRefused || stored.isEmpty, "no row of a table that lost one is written")
    for cell in plain.cells where "KN".contains(cell.text.prefix(1)) {
      guard !stored.contains(cell.text[...]) else { continue }
      let number = plain.rowNumbers[cell.row].flatMap { Self.number($0) }
      let isCovered = errors.contains { number != nil && $0.location.row == number }
      #expect(isCovered || isRefused, "\(cell) is lost: \(report.findings())\n\(data)")
    }
    // Every row that was left out is told of by itself.
    var seen: Set<Int> = []
    var unread = 0
    var repeated = 0
    var last: Int?
    for written in plain.rowNumbers {
      guard let written else {
        last = nil
        continue
      }
      guard let number = Self.number(written) else {
        unread += 1
        continue
      }
      if !seen.insert(number).inserted, last != number { repeated += 1 }
      last = number
    }
    #expect(errors.count { $0.variant == "row-number" } == unread)
    let toldRepeats = errors.count { $0.variant == "row-repeated" }
    #expect(toldRepeats >= repeated || plain.rowNumbers.contains(nil), "\(data)")
  }

  /// The number that a row's `r` is, by XML Schema, or by the careless form `3.0`.
  private static func number(_ text: String) -> Int? {
    let digits = text.split(separator: " ").joined()
    guard let value = Double(digits), value.rounded() == value, value >= 1, value <= 1_048_576
    else { return nil }
    return Int(value)
  }

  /// The lines of a file in which much is wrong.
  private static func lines(_ random: inout Random, rate: Int) -> [String] {
    var lines = [header.joined(separator: ",")]
    for id in 0..<Int.random(in: 2...30, using: &random) {
      var fields = ["K\(id)", "N\(id)", "America/Toronto", "virtual"]
      if random.chance(rate) {
        switch Int.random(in: 0..<7, using: &random) {
        case 0: fields[1] = "\"N\(id)\" x"
        case 1: fields[1] = "\"N\(id)"
        case 2: fields[0] = "\"K\(id)"
        case 3: fields.append("N\(id)y")
        case 4: fields.removeLast(2)
        case 5: fields[1] = "N\(id)\""
        default: lines.append("")
        }
      }
      lines.append(fields.joined(separator: ","))
    }
    return lines
  }

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func fieldsOfAFile_areStoredOrCovered(seed: UInt64) throws {
    var random = Random(seed: seed)
    let lines = Self.lines(&random, rate: [3, 12, 1_000].randomElement(using: &random) ?? 3)
    let harness = try ImportHarness(store: .empty)
    let report = try harness.execute([.csv("locations", lines: lines)]) {
      $0.errorPolicy = .skipRow
    }
    let stored = Self.words(Self.stored(harness))
    let told = report.issues.issues.filter { $0.severity != .note }.compactMap(\.location.row)
    var isStored: [Bool] = []
    for (index, line) in lines.enumerated() {
      let words = line.split { !$0.isLetter && !$0.isNumber }.filter {
        "KN".contains($0.prefix(1)) && $0.dropFirst().contains(where: \.isNumber)
      }
      isStored.append(!words.isEmpty && words.allSatisfy { stored.contains($0) })
      guard !words.isEmpty, !isStored[index] else { continue }
      // A record may go over several lines; it is told of where it starts.
      let isCovered = told.contains { row in
        row <= index + 1 && !isStored[(row - 1)...].contains(true)
      }
      #expect(isCovered, "line \(index + 1) is lost: \(report.findings())\n\(lines)")
    }
  }

  /// In a file of one column a foreign line end may be a record's own or part of a text.
  @Test(arguments: [
    ("exam_code\nCIFC-EN\rETH-EN\nWEB-EN\n", 3), ("exam_code\r\nCIFC-EN\nETH-EN\r\nWEB-EN\r\n", 3),
    ("exam_code\r\nWEB-EN\r\nCIFC-EN\rETH-EN\r\n", 4),
  ])
  func recordsOfOneColumn_besideAForeignLineEnd_areNotTaken(text: String, line: Int) throws {
    let report = try ImportHarness().validate([.bytes("exams.csv", Array(text.utf8))])
    #expect(report.findings() == ["error csv.too-few-fields at exams.csv:\(line)"])
    #expect(
      report.message(report.first("csv.too-few-fields"))
        == "the record before ends with a line end that is not the file's own; in a file of one"
        + " column nobody can tell whether it and this one are one record")
    #expect(report.line("exams")?.summary == "read 3, invalid 2, unchanged 1")
  }

  /// The last line may end as it likes, and so may the header.
  @Test(arguments: [
    "exam_code\nCIFC-EN\nETH-EN\nWEB-EN\r\n", "exam_code\rCIFC-EN\nETH-EN\nWEB-EN\n",
  ])
  func endsOfOneColumn_thatSplitNothing_areNoMistake(text: String) throws {
    let report = try ImportHarness().validate([.bytes("exams.csv", Array(text.utf8))])
    #expect(report.findings() == [])
    #expect(report.line("exams")?.summary == "read 3, unchanged 3")
  }

  /// A cell whose place is not known may be any of the blank ones: they are not called missing.
  @Test(arguments: ["$A$2", "1A", "R2C1", "XFE2"])
  func cellsWithoutAPlace_leaveNothingRequired(reference: String) throws {
    let header = zip(Self.letters, Self.header).map { "<c r=\"\($0)1\" t=\"str\"><v>\($1)</v></c>" }
    let data =
      "<row r=\"1\">\(header.joined())</row><row r=\"2\">"
      + Self.cell(0, "2", "BRA-01") + "<c r=\"\(reference)\" t=\"str\"><v>Brampton</v></c></row>"
    let report = try ImportHarness().validate([
      .workbook("locations", WorkbookBuilder().sheet("Locations", data: data))
    ])
    let errors = report.issues.issues.filter { $0.severity == .error }
    #expect(errors.map(\.code) == ["sheet.bad-cell"], "\(report.findings())")
    #expect(report.line("locations")?.summary == "read 1, invalid 1")
  }
}
