import Foundation
import TestSupport
import Testing

/// Templates of an older package, carried over into one of today.
@Suite struct TemplateUpgradeTests {
  /// A folder with the shipped package as it was before: other columns, values and headers.
  private static func oldPackage(_ tool: Registrar) throws -> String {
    let folder = tool.scratch.path(of: "old")
    try FileManager.default.copyItem(
      atPath: try Repository.path(of: "Schemas/exam-platform"), toPath: folder)
    func rewrite(_ file: String, _ body: (inout [String: Any]) throws -> Void) throws {
      let url = URL(fileURLWithPath: folder + "/" + file)
      var object = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
      try body(&object)
      try JSONSerialization.data(withJSONObject: object).write(to: url)
    }
    try rewrite("datapackage.json") { $0["version"] = "0" }
    try rewrite("rooms.schema.json") { rooms in
      var fields = try #require(rooms["fields"] as? [[String: Any]])
      fields.removeAll { $0["name"] as? String == "floor" }
      for index in fields.indices {
        if fields[index]["name"] as? String == "seats" { fields[index]["title"] = "Room capacity" }
        if fields[index]["name"] as? String == "status" {
          fields[index]["registrar:values"] = ["active", "inactive", "mothballed"]
        }
      }
      fields.append(["name": "colour", "type": "string", "title": "Colour"])
      rooms["fields"] = fields
    }
    return folder
  }

  @Test func rowsAreCarriedOver_andChangesAreListed() throws {
    let rows = try TemplateRows(.sqlite)
    let old = try Self.oldPackage(rows.tool)
    let written = try rows.tool.run(["template", "rooms", "--package", old])
    #expect(written.status == 0, "\(written.errors)")
    try rows.change(
      "rooms.xlsx", to: "filled.xlsx",
      [
        ("Rooms", 2, "Venue code", "CGY-01-BELT"), ("Rooms", 2, "Room code", "R-9"),
        ("Rooms", 2, "Room capacity", "12"), ("Rooms", 2, "Colour", "red"),
        ("Rooms", 2, "Notes", "mine"), ("Rooms", 3, "Venue code", "CGY-01-BELT"),
        ("Rooms", 3, "Room code", "007"), ("Rooms", 3, "Room capacity", "7"),
      ])
    let result = try rows.tool.run(
      [
        "template", "upgrade", "filled.xlsx", "-o", "new.xlsx", "--from-store", "--store",
        rows.store,
      ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        version 0 → 2
        Rooms: Room capacity is now Seats
        Rooms, Status: no longer mothballed
        Rooms: column Colour is no longer in the package; its 1 value stays in the old file
        Rooms: new column Floor
        new.xlsx: 2 rows carried over

        """)
    #expect(try rows.counts("new.xlsx").changed == 2)
    try rows.python(
      """
      import sys, openpyxl
      sheet = openpyxl.load_workbook(sys.argv[1])["Rooms"]
      texts = [c.value for c in sheet[3]]
      assert texts[:2] == ["CGY-01-BELT", "007"] and 7 in texts, texts
      assert "mine" in [c.value for c in sheet[2]]
      """, ["new.xlsx"])
    // The old file is read as well, and says what changed.
    let before = try rows.importing("filled.xlsx")
    #expect(
      before.output.contains(
        "note[workbook.template-older]: the template is version `0`, the package is `2`: Rooms: "),
      "\(before.output)")
  }

  @Test func records_keepWhatTheyWere() throws {
    let rows = try TemplateRows(.sqlite)
    try rows.write(["venues"])
    try rows.change("venues.xlsx", to: "mine.xlsx", [("Venues", 2, "Seats", "91")])
    let result = try rows.tool.run(
      ["template", "upgrade", "mine.xlsx", "-o", "new.xlsx"]
        + ["--package", Repository.path(of: "Schemas/exam-platform")])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "the columns are those of today\nnew.xlsx: 40 rows carried over\n")
    #expect(try rows.counts("new.xlsx").changed == 1)
  }

  @Test func otherFiles_areRefused() throws {
    let tool = try Registrar()
    try tool.scratch.write("rooms.csv", "a,b\n1,2\n")
    let package = try Repository.path(of: "Schemas/exam-platform")
    let result = try tool.run(
      ["template", "upgrade", "rooms.csv", "-o", "new.xlsx", "--package", package])
    #expect(result.status == 2)
    #expect(result.errors.contains("is no template"), "\(result.errors)")
    let missing = try tool.run(
      ["template", "upgrade", "none.xlsx", "-o", "new.xlsx", "--package", package])
    #expect(missing.status == 3, "\(missing.errors)")
  }
}
