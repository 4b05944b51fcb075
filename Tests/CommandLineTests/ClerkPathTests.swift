import Foundation
import TestSupport
import Testing

/// Somebody fills in the template with LibreOffice, and makes 15 mistakes.
///
/// Six of them lie in cells that name a row of another sheet. Each of the three answers alone, the marked copy, the page and the mail, is enough
/// to correct them in one round.
@Suite struct ClerkPathTests {
  private typealias Cell = Season.Cell

  /// A cell as the scripts read and write it.
  private struct Typed: Codable {
    var sheet: String
    var row: Int
    var header: String
    var text: String?

    var cell: Cell { Cell(sheet: sheet, row: row, header: header) }
  }

  /// Rows that no other row names, so that each mistake is told by one issue.
  private static let furtherRows = [
    "Locations":
      "WPG-01|Winnipeg|America/Winnipeg|1 Main Street|Winnipeg|CA-MB|CA|R3C 1A5|+12045550123|winnipeg@example.org",
    "Venues": "OTT-01-LIB|OTT-01|Library|60|300.00|CAD|08:00|20:00|books@example.org",
    "Exams": "LAW-FR|Droit|paper|fr|120|60",
    "Proctors": "ptran|p.tran@example.org|Phuong|Tran|+14165550147|TOR-01|no|2028-06-30",
  ]

  private static let mistakes: [(cell: Cell, typed: String)] = [
    (Cell(sheet: "Locations", row: 5, header: "Postal code"), "R3O 1A5"),
    (Cell(sheet: "Locations", row: 5, header: "Phone"), "+1204555012"),
    (Cell(sheet: "Locations", row: 5, header: "Email"), "winnipeg@example"),
    (Cell(sheet: "Venues", row: 6, header: "Currency"), "dollars"),
    (Cell(sheet: "Venues", row: 6, header: "Closes at"), "07:00"),
    (Cell(sheet: "Rooms", row: 2, header: "Accessible"), "maybe"),
    (Cell(sheet: "Exams", row: 5, header: "Delivery"), "papre"),
    (Cell(sheet: "Exams", row: 5, header: "Duration (min)"), "two hours"),
    (Cell(sheet: "Proctors", row: 7, header: "Certified until"), "2028-02-31"),
    // Across sheets.
    (Cell(sheet: "Venues", row: 6, header: "Location code"), "OTT-10"),
    (Cell(sheet: "Rooms", row: 3, header: "Venue code"), "TOR-01-MTC"),
    (Cell(sheet: "Rooms", row: 5, header: "Venue code"), "OTT-01-C"),
    (Cell(sheet: "Proctors", row: 7, header: "Home location"), "TOR-10"),
    (Cell(sheet: "Location proctors", row: 3, header: "Proctor username"), "okean"),
    (Cell(sheet: "Location proctors", row: 5, header: "Location code"), "OTT-10"),
  ]

  private static let python = "/usr/bin/python3"
  /// Whether the machine must have LibreOffice with its Python: that of CI has.
  private static let isDemanded =
    ["ci", "all"].contains(ProcessInfo.processInfo.environment["REGISTRAR_PRODUCERS"] ?? "")

  private let tool: Registrar

  init() throws { tool = try Registrar() }

  private func hasLibreOffice() throws -> Bool {
    guard FileManager.default.isExecutableFile(atPath: Self.python) else { return false }
    let line = "import uno, openpyxl, shutil; assert shutil.which('soffice')"
    return try tool.run(["-c", line], program: Self.python).status == 0
  }

  private func script(_ name: String) throws -> String {
    try Repository.path(of: "Tests/CommandLineTests/Clerk/\(name)")
  }

  /// What is to be typed, sheet by sheet and row by row.
  private func truth() -> [Typed] {
    Season.sheets.flatMap { sheet in
      var rows = sheet.text.split(separator: "\n").map(String.init)
      if let further = Self.furtherRows[sheet.name] { rows.append(further) }
      let cells = rows.map { $0.components(separatedBy: "|") }
      return cells.enumerated().dropFirst().flatMap { index, row in
        zip(cells[0], row).map {
          Typed(sheet: sheet.name, row: index + 1, header: $0, text: $1)
        }
      }
    }
  }

  private func write(_ cells: [Typed], _ name: String) throws -> String {
    try tool.scratch.write(name, [UInt8](JSONEncoder().encode(cells)))
  }

  private func type(_ words: [String]) throws {
    let result = try tool.run([script("type.py")] + words, program: Self.python)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test(.timeLimit(.minutes(10)))
  func fifteenMistakes_areCuredByEachAnswerAlone() throws {
    guard try hasLibreOffice() else {
      #expect(!Self.isDemanded, "LibreOffice, python3-uno or openpyxl is not installed")
      try Test.cancel("LibreOffice, python3-uno or openpyxl is not installed")
    }
    #expect(Self.mistakes.count == 15)
    #expect(try tool.runTemplate(["--all", "-o", "templates"]).status == 0)
    let right = Dictionary(uniqueKeysWithValues: truth().map { ($0.cell, $0.text ?? "") })
    let wrong = Dictionary(uniqueKeysWithValues: Self.mistakes.map { ($0.cell, $0.typed) })
    let typed = truth().map { one in
      var one = one
      one.text = wrong[one.cell] ?? one.text
      return one
    }
    try type(["templates/exam-platform.xlsx", "book.xlsx", try write(typed, "typed.json")])

    let store = ["--store", "sqlite:s.sqlite"]
    let first = try tool.runImport(
      [
        "book.xlsx", "--marked", "--max-details", "0", "--report", "html:book.html", "--report",
        "mail:book.txt", "--report", "json:first.json",
      ] + store)
    #expect(first.status == 1, "\(first.output)\(first.errors)")
    #expect(first.output.contains("15 errors of "), "\(first.output)")

    var words: [String] = []
    let answers = [
      ("marked", "book.checked.xlsx", "book.checked.xlsx"), ("page", "book.html", "book.xlsx"),
      ("mail", "book.txt", "book.xlsx"),
    ]
    for (kind, answer, corrected) in answers {
      let read = try tool.run([script("told.py"), kind, answer], program: Self.python)
      #expect(read.status == 0, "\(kind): \(read.errors)")
      let told = try JSONDecoder().decode([Typed].self, from: Data(read.output.utf8))
      // The answer names each mistake, and no cell that is right.
      #expect(Set(told.map(\.cell)) == Set(wrong.keys), "\(kind): \(told)")
      #expect(told.count == wrong.count, "\(kind)")
      // What it says is to be typed is typed; where it does not know, whoever filled in the cell does.
      #expect(told.count { $0.text != nil } >= 7, "\(kind): \(told)")
      let corrections = told.map { one in
        var one = one
        one.text = one.text ?? right[one.cell]
        return one
      }
      words += [corrected, "\(kind).xlsx", try write(corrections, "\(kind).json")]
    }
    try type(words)

    for (kind, _, _) in answers {
      let second = try tool.runImport(["\(kind).xlsx", "--since", "first.json"] + store)
      #expect(second.status == 0, "\(kind): \(second.output)")
      #expect(second.output.contains(": 15 fixed, "), "\(kind): \(second.output)")
      // Two rows that are right now are named by no other, which is noted.
      #expect(second.output.contains(", 0 moved, 2 new."), "\(kind): \(second.output)")
    }
    let done = try tool.runImport(["marked.xlsx", "--execute"] + store)
    #expect(done.status == 0, "\(done.output)")
    // The three workbooks say the same.
    for (kind, _, _) in answers {
      let again = try tool.runImport(["\(kind).xlsx", "--execute"] + store)
      #expect(again.status == 0 && again.output.contains("Nothing changed"), "\(again.output)")
    }
  }
}
