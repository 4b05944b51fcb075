import Foundation
import TestSupport
import Testing

/// Templates as LibreOffice fills them in: nothing is lost by saving, and what was pasted over is told.
@Suite(.serialized) struct PastedTemplateTests {
  @Test(.enabled(if: LibreOffice.isThere)) func savedByAnotherProgram_nothingChanges() throws {
    let rows = try TemplateRows(.sqlite)
    try rows.write(["--all"])
    try LibreOffice.edit(
      rows.tool.scratch.path(of: "exam-platform.xlsx"),
      to: rows.tool.scratch.path(of: "saved.xlsx"), in: rows.tool.scratch, "")
    let counts = try rows.counts("saved.xlsx")
    #expect(counts.changed == 0)
    #expect(counts.read > 1_000)
    #expect(!(try rows.importing("saved.xlsx").output.contains("pasted-over")))
  }

  @Test(.enabled(if: LibreOffice.isThere)) func fiveHundredForeignCells_areRedOrTold() throws {
    let rows = try TemplateRows(.sqlite)
    let written = try rows.tool.runTemplate(["rooms", "--from-store", "--store", rows.store])
    #expect(written.status == 0, "\(written.errors)")
    // Cells of another sheet, copied with all that belongs to them: a venue that is none, a code with a
    // star, a name and a floor that are too long, and seats in words.
    try LibreOffice.edit(
      rows.tool.scratch.path(of: "rooms.xlsx"), to: rows.tool.scratch.path(of: "pasted.xlsx"),
      in: rows.tool.scratch,
      """
      book.Sheets.insertNewByName("Foreign", 0)
      foreign = book.Sheets.getByName("Foreign")
      For i = 0 To 99
        foreign.getCellByPosition(0, i).String = "Nowhere " & i
        foreign.getCellByPosition(1, i).String = "a*" & i
        foreign.getCellByPosition(2, i).String = String(120, "n")
        foreign.getCellByPosition(3, i).String = String(30, "f")
        foreign.getCellByPosition(4, i).String = "many"
      Next i
      table = book.Sheets.getByName("Rooms")
      table.copyRange(table.getCellByPosition(0, 1).CellAddress, _
        foreign.getCellRangeByPosition(0, 0, 4, 99).RangeAddress)
      book.Sheets.removeByName("Foreign")
      book.calculateAll()
      check = book.Sheets.getByName("_check")
      n = FreeFile
      Open "\(rows.tool.scratch.path(of: "counts"))" For Output As #n
      For i = 0 To 30
        Print #n, check.getCellByPosition(1, i).String & "=" & check.getCellByPosition(2, i).Value
      Next i
      Close #n
      """)
    let counts = try String(
      contentsOfFile: rows.tool.scratch.path(of: "counts"), encoding: .utf8)
    // The headers that are red: longer texts than allowed, and words for numbers.
    for line in ["Name=100", "Floor=100", "Seats=100"] {
      #expect(counts.split(separator: "\n").contains { $0 == line }, "\(counts)")
    }
    let result = try rows.importing(
      "pasted.xlsx", ["--report", "json:report.json", "--limit", "issues-kept=100000"])
    #expect(result.status == 1)
    let data = try Data(contentsOf: URL(fileURLWithPath: rows.tool.scratch.path(of: "report.json")))
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    var told: Set<[Int]> = []
    var pasted: Set<String> = []
    for issue in try #require(report["issues"] as? [[String: Any]]) {
      if issue["code"] as? String == "sheet.pasted-over" {
        pasted.insert(issue["field"] as? String ?? "")
      } else if let row = issue["row"] as? Int, let column = issue["columnNumber"] as? Int {
        told.insert([row, column])
      }
    }
    #expect(pasted == ["venue_code", "room_code", "name", "floor", "seats"])
    let untold = (2...101).flatMap { row in (1...5).map { [row, $0] } }.filter {
      !told.contains($0)
    }
    #expect(untold == [])
  }

  @Test func choices_followTheParentOfTheRow() throws {
    let rows = try TemplateRows(.sqlite)
    try executeSQL(
      "UPDATE venues SET status = 'inactive' WHERE venue_code = 'CGY-01-BELT'",
      in: rows.tool.scratch.path(of: "s.sqlite"))
    let written = try rows.tool.runTemplate(
      ["common_sessions", "--from-store", "--store", rows.store])
    #expect(written.status == 0, "\(written.errors)")
    try rows.python(
      """
      import sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      sheet = book["Common sessions"]
      letters = {c.value.split(" *")[0]: c.column_letter for c in sheet[1]}
      rules = {str(v.sqref).split("2:")[0]: v.formula1 for v in sheet.data_validations.dataValidation}
      def check(child, parent):
          formula, cell = rules[letters[child]], "$" + letters[parent] + "2"
          assert formula.startswith("IF(COUNTIF(Lists!") and "OFFSET(Lists!" in formula, formula
          assert formula.count("," + cell + ")") == 2 and "MATCH(" + cell in formula, formula
      check("Venue code", "Location code")
      check("Room code", "Venue code")
      # Parents stand together, so that the values of one are a range.
      lists = book["Lists"]
      column = next(c.column for c in lists[3] if c.value == "Venue code")
      pairs = [(lists.cell(r, column - 1).value, lists.cell(r, column).value) for r in range(4, 43)]
      assert pairs == sorted(pairs) and pairs[0] == ("CGY-01", "CGY-01-BOWR"), pairs
      assert len(set(pairs)) == 39
      # Closed records are not offered.
      assert "CGY-01-BELT" not in [code for _, code in pairs]
      """, ["common_sessions.xlsx"])
  }
}
