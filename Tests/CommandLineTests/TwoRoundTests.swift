import Foundation
import TestSupport
import Testing

/// Somebody who knows spreadsheets and no more: fills in the template, reads the report, and corrects
/// the cells that it names, no others.
@Suite struct TwoRoundTests {
  private typealias Cell = Season.Cell

  /// A filled-in workbook: the header lines of the template, and what was typed below them.
  private struct Book {
    var headers: [String: [String]] = [:]
    var typed: [Cell: String] = [:]
    var rowCounts: [String: Int] = [:]

    init(_ registrar: Registrar) throws {
      let made = try registrar.runTemplate(["--all", "--format", "csv", "-o", "templates"])
      #expect(made.status == 0, "\(made.errors)")
      for sheet in Season.sheets {
        let table = sheet.name.lowercased().replacing(" ", with: "_")
        let line = String(
          decoding: try registrar.scratch.contents(of: "templates/\(table).csv"), as: UTF8.self)
        headers[sheet.name] = line.trimmingCharacters(in: .newlines.union(["\u{FEFF}"]))
          .components(separatedBy: ",")
        let rows = sheet.text.split(separator: "\n").map {
          $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        }
        rowCounts[sheet.name] = rows.count
        for (number, row) in rows.enumerated().dropFirst() {
          for (header, value) in zip(rows[0], row) where !value.isEmpty {
            typed[Cell(sheet: sheet.name, row: number + 1, header: header)] = value
          }
        }
      }
    }

    /// The headers of a sheet without the stars of the required ones.
    func labels(of sheet: String) -> [String] {
      (headers[sheet] ?? []).map { $0.hasSuffix(" *") ? String($0.dropLast(2)) : $0 }
    }

    func write(to path: String) throws {
      var builder = WorkbookBuilder()
      for sheet in Season.sheets {
        let labels = labels(of: sheet.name)
        var rows: [[WorkbookValue]] = [(headers[sheet.name] ?? []).map { .text($0) }]
        for number in 2...(rowCounts[sheet.name] ?? 2) {
          rows.append(
            labels.map { header in
              typed[Cell(sheet: sheet.name, row: number, header: header)].map { .text($0) }
                ?? .blank
            })
        }
        builder = builder.sheet(sheet.name, rows: rows)
      }
      try builder.write(to: path)
    }
  }

  /// The cells that the errors of a report name: `book.xlsx › 'Common sessions'!H3 (End)`, and the
  /// other rows of the kind.
  private func named(_ report: String, _ book: Book) -> [Cell] {
    var cells: [Cell] = []
    for block in report.components(separatedBy: "\n\n")
    where block.hasPrefix("error[") && !block.hasPrefix("error[reference.parent-invalid]") {
      let lines = block.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let arrow = lines.first(where: { $0.hasPrefix("--> ") }),
        let place = arrow.components(separatedBy: " › ").last
      else {
        Issue.record("no place in \(block)")
        continue
      }
      let parts = place.split(separator: "!", maxSplits: 1).map(String.init)
      let sheet = parts[0].trimmingCharacters(in: ["'"])
      let address = parts.last?.prefix { $0.isLetter || $0.isNumber } ?? ""
      guard let row = Int(address.drop { $0.isLetter }),
        let open = place.firstIndex(of: "("), place.hasSuffix(")")
      else {
        Issue.record("no cell in \(block)")
        continue
      }
      let header = String(place[place.index(after: open)...].dropLast())
      var rows = [row]
      if let line = lines.first(where: { $0.hasPrefix("= rows ") }) {
        rows = line.dropFirst(7).prefix { $0 != "(" }.split(separator: ",").flatMap { range in
          let ends = range.split(separator: "–").compactMap {
            Int($0.trimmingCharacters(in: .whitespaces))
          }
          return ends.isEmpty ? [] : Array(ends[0]...ends[ends.count - 1])
        }
      }
      cells += rows.map { Cell(sheet: sheet, row: $0, header: header) }
    }
    return cells
  }

  @Test func twentyFourMistakesOverEightSheets_areCuredInTwoRounds() throws {
    let registrar = try Registrar()
    let path = registrar.scratch.path(of: "book.xlsx")
    let sound = try Book(registrar)
    try sound.write(to: path)
    let clean = try registrar.runImport(["book.xlsx", "--store", "sqlite:sound.sqlite"])
    #expect(clean.status == 0, "\(clean.output)")

    var book = sound
    for mistake in Season.mistakes {
      #expect(sound.labels(of: mistake.cell.sheet).contains(mistake.cell.header), "\(mistake)")
      book.typed[mistake.cell] = mistake.typed.isEmpty ? nil : mistake.typed
    }
    #expect(Season.mistakes.count == 24)
    #expect(Set(Season.mistakes.map(\.cell.sheet)).count == 8)
    var rounds = 0
    var found: [Cell] = []
    while rounds < 5 {
      try book.write(to: path)
      let result = try registrar.runImport(["book.xlsx", "--store", "sqlite:s.sqlite"])
      guard result.status != 0 else { break }
      rounds += 1
      let cells = named(result.output, book)
      #expect(!cells.isEmpty, "round \(rounds) names no cell:\n\(result.output)")
      for cell in cells {
        // Every cell that is named is one where a mistake was planted, and not corrected yet.
        #expect(book.typed[cell] != sound.typed[cell], "\(cell) is sound:\n\(result.output)")
        book.typed[cell] = sound.typed[cell]
        found.append(cell)
      }
      if cells.isEmpty { break }
    }
    #expect(rounds <= 2, "\(rounds) rounds")
    #expect(Set(found) == Set(Season.mistakes.map(\.cell)))
    let written = try registrar.runImport(["book.xlsx", "--execute", "--store", "sqlite:s.sqlite"])
    #expect(written.status == 0, "\(written.output)")
    // What is stored is what would have been without a mistake.
    let same = try registrar.runImport(["book.xlsx", "--store", "sqlite:s.sqlite"])
    #expect(same.output.contains("unchanged"))
  }
}
