import Schemas
import TabularCore
import Testing

/// The texts that mean "no value" hold for every field, whatever its type.
@Suite struct MissingValueTests {
  private func fields(_ table: String) throws -> [Field] {
    try ScratchPackage(tables: [(name: "kinds", schema: table)]).load().tables[0].fields
  }

  @Test func theTablesList_holdsForTypesOfBothKinds() throws {
    let fields = try fields(
      #"""
      "missingValues": ["", "NA", "\\N"], "primaryKey": ["k"], "fields": [
        {"name": "k", "type": "string", "constraints": {"required": true}},
        {"name": "typed", "title": "typed", "registrar:type": "string"},
        {"name": "own", "title": "own", "registrar:type": "integer", "missingValues": ["-1"]},
        {"name": "objects", "registrar:type": "date", "missingValues": [{"value": "none"}]}]
      """#)
    #expect(
      fields.map(\.plain.missingValues) == [
        ["", "NA", "\\N"], ["", "NA", "\\N"], ["-1"], ["none"],
      ])
  }

  /// The list that every schema has leaves it to the tool what an empty cell looks like.
  @Test func theUsualList_leavesThePlaceholdersOfOwnTypes() throws {
    for list in ["", #""missingValues": [""], "#] {
      let fields = try fields(
        list
          + #"""
          "primaryKey": ["k"], "fields": [
            {"name": "k", "type": "string", "constraints": {"required": true}},
            {"name": "typed", "registrar:type": "string"}]
          """#)
      #expect(fields.map(\.plain.missingValues) == [[""], nil])
    }
  }

  @Test(arguments: [
    ("decimalChar", "\",\""), ("groupChar", "\".\""), ("bareNumber", "false"),
    ("delimiter", "\";\""),
  ])
  func formsThatOwnTypesDoNotHave_areRefused(name: String, value: String) throws {
    let package = try ScratchPackage(tables: [
      (
        name: "kinds",
        schema: #"""
        "primaryKey": ["k"], "fields": [
          {"name": "k", "type": "string", "constraints": {"required": true}},
          {"name": "n", "registrar:type": "decimal", "\#(name)": \#(value)}]
        """#
      )
    ])
    let told = package.lint().map { issue in
      "\(issue.severity.rawValue) \(issue.code) "
        + issue.arguments.map(\.value).joined(separator: " ")
    }
    #expect(told.count == 1)
    #expect(
      told.first?.contains("`\(name)` has no effect beside `registrar:type`; leave it out") == true)
  }
}
