import Foundation
import TestSupport
import Testing

/// Records that a template shows: unchanged they stay, and changes are merged with those of others.
@Suite struct TemplateRowsTests {
  @Test(arguments: TemplateRows.Kind.allCases, ["en", "fr"])
  func unchangedTemplate_changesNothing(kind: TemplateRows.Kind, language: String) throws {
    let rows = try TemplateRows(kind)
    try rows.write(["--all"], language: language)
    let counts = try rows.counts("exam-platform.xlsx")
    #expect(counts.changed == 0)
    #expect(counts.read > 1_000)
    // The cells say what is stored, also where nobody knows which were touched.
    try rows.python(
      """
      import sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      del book["_base"]
      for row in book["_meta"].iter_rows():
          if row[0].value == "baseline":
              for cell in row: cell.value = None
      book.save(sys.argv[2])
      """, ["exam-platform.xlsx", "plain.xlsx"])
    let plain = try rows.counts("plain.xlsx")
    #expect(plain.changed == 0)
    #expect(plain.read == counts.read)
  }

  @Test func sameRecords_giveTheSameBytes() throws {
    let rows = try TemplateRows(.sqlite)
    try rows.write(["rooms", "-o", "first"])
    try rows.write(["rooms", "-o", "second"])
    let files = ["first", "second"].map { rows.tool.scratch.path(of: $0 + "/rooms.xlsx") }
    #expect(FileManager.default.contents(atPath: files[0]) != nil)
    #expect(
      FileManager.default.contents(atPath: files[0])
        == FileManager.default.contents(atPath: files[1]))
  }

  @Test(arguments: TemplateRows.Kind.allCases)
  func changes_areMergedWithThoseOfOthers(kind: TemplateRows.Kind) throws {
    let rows = try TemplateRows(kind)
    try rows.write(["venues"])
    // Rows are in the order of their keys: Beltline, Bow River, Foothills, …
    try rows.change(
      "venues.xlsx", to: "mine.xlsx",
      [
        ("Venues", 2, "Seats", "91"), ("Venues", 3, "Seats", "121"), ("Venues", 3, "Unit", "9"),
        ("Venues", 4, "Unit", "Same"),
      ])
    try others(
      rows,
      [
        ("CGY-01-BELT", "name,Theirs"), ("CGY-01-BOWR", "seats,130"), ("CGY-01-FOOT", "unit,Same"),
      ])
    let result = try rows.importing("mine.xlsx", ["--execute"])
    #expect(result.status == 0, "\(result.output)")
    #expect(
      result.output.contains(
        """
        warning[store.changed-since]: `Seats` of `CGY-01-BOWR` was changed to `130` since this \
        template was written, and was kept
          --> mine.xlsx › Venues!E3 (Seats)
           | read      121
        """), "\(result.output)")
    #expect(result.output.components(separatedBy: "[store.changed-since]").count == 2)
    // The name that was changed elsewhere was not touched here, so it stays; a value that both typed is one.
    try rows.write(["venues", "-o", "after"])
    try rows.change("after/venues.xlsx", to: "again.xlsx", [("Venues", 2, "Name", "Mine")])
    let told = try rows.importing("again.xlsx")
    #expect(told.output.contains("Theirs → Mine"), "\(told.output)")
    #expect(!told.output.contains("changed-since"))
    let before = try rows.importing("venues.xlsx")
    #expect(before.output.contains("No errors"), "\(before.output)")
    #expect(!before.output.contains("→"), "old values are not written back: \(before.output)")
  }

  /// Of a part there are its rows and values alone, wherever one looks in the workbook.
  @Test(arguments: TemplateRows.Kind.allCases)
  func ofAPart_nothingElseIsTold(kind: TemplateRows.Kind) throws {
    let rows = try TemplateRows(kind)
    try rows.write(["--all", "-o", "whole"])
    try rows.write(["--all", "--where", "location_code=CGY-01"])
    try rows.python(
      """
      import sys, openpyxl
      whole, part = (openpyxl.load_workbook(path) for path in sys.argv[1:])
      def keys(book, name):
          return {row[0].value for row in book[name].iter_rows(min_row=2)} - {None}
      shown = {cell.value for sheet in part for row in sheet.iter_rows() for cell in row}
      assert keys(part, "Locations") == {"CGY-01"}
      assert {row[1].value for row in part["Venues"].iter_rows(min_row=2)} - {None} == {"CGY-01"}
      assert keys(part, "Common sessions") and keys(part, "Bookings") and keys(part, "Rooms")
      for name in ["Locations", "Venues", "Bookings", "Common sessions"]:
          others = keys(whole, name) - keys(part, name)
          assert len(others) > 5 and not others & shown, (name, others & shown)
      # A table without a way to a place is nobody's part.
      assert keys(whole, "Questions") and not keys(part, "Questions")
      """, ["whole/exam-platform.xlsx", "exam-platform.xlsx"])
    let counts = try rows.counts("exam-platform.xlsx")
    #expect(counts.changed == 0 && counts.read > 3)
    let unknown = try rows.tool.runTemplate([
      "venues", "--with-rows", "--store", rows.store, "--where", "nowhere=1",
    ])
    #expect(unknown.status == 2, "\(unknown.output)\(unknown.errors)")
    let alone = try rows.tool.runTemplate(["venues", "--where", "location_code=CGY-01"])
    #expect(alone.status == 2, "\(alone.output)\(alone.errors)")
  }

  @Test func removedRecord_isLeftOut_andChangedOneIsNotDeleted() throws {
    let rows = try TemplateRows(.sqlite)
    try rows.write(["location_proctors"])
    try rows.change(
      "location_proctors.xlsx", to: "mine.xlsx",
      [
        ("Location proctors", 2, "Action", "delete"), ("Location proctors", 3, "Action", "delete"),
        ("Location proctors", 4, "Notes", "nothing else"),
      ])
    let path = rows.tool.scratch.path(of: "s.sqlite")
    try executeSQL(
      """
      UPDATE location_proctors SET valid_to = '2031-01-01' WHERE id = (SELECT id FROM first_three
      LIMIT 1);
      DELETE FROM location_proctors WHERE id = (SELECT id FROM first_three LIMIT 1 OFFSET 2)
      """.replacing(
        "first_three",
        with: """
          (SELECT p.id FROM location_proctors AS p JOIN locations AS l ON l.id = p.location_id
          JOIN proctors AS q ON q.id = p.proctor_id ORDER BY l.location_code, q.username)
          """), in: path)
    let result = try rows.importing("mine.xlsx", ["--allow-delete"])
    #expect(result.status == 0, "\(result.output)")
    #expect(
      result.output.contains("was changed since this template was written, and was not deleted"))
    #expect(
      result.output.contains("was removed since this template was written"), "\(result.output)")
    #expect(
      result.output.split(separator: "\n").contains {
        $0.hasPrefix("location_proctors")
          && $0.split(separator: " ").suffix(8) == [
            "0", "0", "2", "0", "0", "0", "60", "1",
          ]
      }, "\(result.output)")
  }

  @Test func lostBaseline_isRefused() throws {
    let rows = try TemplateRows(.sqlite)
    try rows.write(["rooms"])
    try rows.python(
      """
      import sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      book["_base"]["A3"].value = "0123456789ab"
      book.save(sys.argv[2])
      """, ["rooms.xlsx", "mine.xlsx"])
    let result = try rows.importing("mine.xlsx")
    #expect(result.status != 0)
    #expect(result.output.contains("error[workbook.template-baseline]"), "\(result.output)")
  }

  /// Changes venues by an import of somebody else.
  private func others(_ rows: TemplateRows, _ changes: [(code: String, change: String)]) throws {
    for (code, change) in changes {
      let parts = change.split(separator: ",")
      try rows.tool.scratch.write("venues.csv", "venue_code,\(parts[0])\n\(code),\(parts[1])\n")
      let result = try rows.importing("venues.csv", ["--execute"])
      #expect(result.output.contains("updated") && result.status == 0, "\(result.output)")
    }
  }
}
