import Foundation
import Schemas
import TabularCore
import TestSupport
import Testing

/// Each property of Data Package, Table Dialect and Table Schema is honoured, or refused by its name.
@Suite struct StandardClauseTests {
  private static func mistakes(field members: String) throws -> [String] {
    try ScratchPackage(tables: [
      (
        name: "t",
        schema: #"""
        "primaryKey": ["k"],
        "fields": [{"name": "k", "type": "string"}, {"name": "f", \#(members)}]
        """#
      )
    ]).lint().map(line)
  }

  private static func mistakes(resource members: String) throws -> [String] {
    try ScratchPackage(
      #"""
      {"name": "p", "resources": [{"name": "t", \#(members),
        "schema": {"primaryKey": ["k"], "fields": [{"name": "k", "type": "string"}]}}]}
      """#
    ).lint().map(line)
  }

  private static func line(_ issue: TabularCore.Issue) -> String {
    let reason = issue.arguments.last?.value ?? ""
    return (issue.severity == .error ? "" : issue.severity.rawValue + " ") + reason
  }

  private static let plain = [
    "string", "integer", "number", "boolean", "date", "time", "datetime", "year", "yearmonth",
    "duration", "list", "object", "array", "geopoint", "geojson", "any",
  ]

  /// The properties that only some types have, with a value, and those types.
  private static let properties: [(name: String, value: String, types: Set<String>)] = [
    ("trueValues", #"["ja"]"#, ["boolean"]), ("falseValues", #"["nein"]"#, ["boolean"]),
    ("decimalChar", #"",""#, ["number"]), ("groupChar", #"".""#, ["number", "integer"]),
    ("bareNumber", "false", ["number", "integer"]), ("delimiter", #"";""#, ["list"]),
    ("itemType", #""integer""#, ["list"]), ("categories", #"["1", "2"]"#, ["string", "integer"]),
    ("categoriesOrdered", "true", ["string", "integer"]),
  ]

  @Test func everyProperty_fitsItsTypesAndIsRefusedElsewhere() throws {
    for (name, value, types) in Self.properties {
      for type in Self.plain {
        let found = try Self.mistakes(field: #""type": "\#(type)", "\#(name)": \#(value)"#)
        #expect(
          found == (types.contains(type) ? [] : ["`\(name)` does not fit type `\(type)`"]),
          "\(type)")
      }
      for type in ["string", "code", "integer", "date", "email"] {
        let found = try Self.mistakes(
          field: #""type": "string", "registrar:type": "\#(type)", "\#(name)": \#(value)"#)
        #expect(
          found == ["`\(name)` has no effect beside `registrar:type`; leave it out"], "\(type)")
      }
    }
  }

  @Test(arguments: [
    ("string", ["email", "uri", "binary", "uuid"]), ("date", ["any", "%d/%m/%Y", "fmt:%d.%m.%y"]),
    ("time", ["any", "%H.%M"]), ("datetime", ["any", "%Y %j"]), ("geopoint", ["array", "object"]),
    ("geojson", ["topojson"]), ("integer", []), ("any", []), ("duration", []),
  ])
  func everyFormat_fitsItsType(type: String, formats: [String]) throws {
    for format in ["default"] + formats {
      #expect(try Self.mistakes(field: #""type": "\#(type)", "format": "\#(format)""#) == [])
    }
    let wrong = try Self.mistakes(field: #""type": "\#(type)", "format": "hostname""#)
    #expect(wrong.count == 1)
    #expect(wrong.first?.hasPrefix("`hostname` is not a format of type `\(type)`") == true)
  }

  @Test func theFormatOfAnOwnType_isItsOwnOnly() throws {
    let found = [("email", "email"), ("url", "uri"), ("email", "uri"), ("date", "%d/%m/%Y")]
    #expect(
      try found.map { type, format in
        try Self.mistakes(
          field: #""type": "string", "registrar:type": "\#(type)", "format": "\#(format)""#
        ).count
      } == [0, 0, 1, 1])
  }

  /// `fmt:` stood before patterns in the first version.
  @Test func anOldPattern_isReadWithoutItsPrefix() throws {
    let package = try ScratchPackage(tables: [
      (
        name: "t",
        schema: #"""
        "primaryKey": "d",
        "fields": [{"name": "d", "type": "date", "format": "fmt:%d/%m/%Y"}]
        """#
      )
    ]).load()
    #expect(package.tables[0].fields[0].plain.format == "%d/%m/%Y")
  }

  @Test func categories_areAClosedList() throws {
    let package = try ScratchPackage(tables: [
      (
        name: "t",
        schema: #"""
        "primaryKey": "k", "fields": [{"name": "k", "type": "string", "categories": ["a", "b"]},
          {"name": "n", "type": "integer",
            "categories": [{"value": 1, "label": "one"}, {"value": 2}],
            "categoriesOrdered": true, "constraints": {"enum": [2]}}]
        """#
      )
    ]).load()
    #expect(
      package.tables[0].fields.map(\.constraints.allowedValues) == [["a", "b"], ["2"]])
    #expect(
      try Self.mistakes(
        field: #""type": "string", "categories": ["a"], "constraints": {"enum": ["b"]}"#) == [
          "`enum` allows `b`, which `categories` does not have"
        ])
    #expect(
      try Self.mistakes(field: #""type": "string", "categories": ["a", "a"]"#) == [
        "`a` stands in `categories` twice"
      ])
  }

  @Test(
    arguments: [
      (#""delimiter": "||""#, "it is not one ASCII character"),
      (#""quoteChar": "«""#, "it is not one ASCII character"),
      (#""doubleQuote": false"#, "quotes in a cell are doubled"),
      (#""escapeChar": "\\""#, "quotes in a cell are doubled"),
      (
        #""skipInitialSpace": true"#, "fields with `registrar:type` drop such spaces anyway"
      ),
      (#""header": false"#, "columns are found by their headers"),
      (#""headerRows": [1, 2]"#, "a header is one row"),
      (#""commentChar": "%""#, "every row is read"), (#""commentRows": [2]"#, "every row is read"),
      (#""nullSequence": "NA""#, "write it into `missingValues`"),
      (#""lineTerminator": ";""#, "records end with their lines"),
      (#""sheetNumber": 2"#, nil), (#""property": "rows""#, nil), (#""itemType": "array""#, nil),
      (#""itemKeys": ["k"]"#, nil), (#""table": "t""#, nil), (#""headerJoin": "-""#, nil),
    ] as [(String, String?)])
  func whatIsNotDone_isRefusedByName(member: String, reason: String?) throws {
    let name = member.split(separator: "\"")[0]
    let expected =
      reason.map { "`\(name)` is not supported: \($0)" } ?? "warning `\(name)` has no effect here"
    #expect(
      try Self.mistakes(resource: #""path": "t.csv", "dialect": {\#(member)}"#) == [expected])
  }

  @Test func inlineData_isRefused() throws {
    #expect(
      try Self.mistakes(resource: #""data": [{"k": 1}]"#) == [
        "inline `data` is not read; put it into a file"
      ])
  }

  @Test(arguments: [
    #"""
    "path": "t.csv", "dialect": {"delimiter": ";", "quoteChar": "'", "doubleQuote": true,
      "header": true, "headerRows": [3], "lineTerminator": "\n", "sheetName": "T"}
    """#,
    #"""
    "path": ["t1.csv", "t2.csv"], "type": "table", "title": "T", "description": "d",
      "format": "csv", "mediatype": "text/csv", "encoding": "windows-1252", "bytes": 3,
      "hash": "sha1:x", "sources": [], "licenses": []
    """#,
    #""url": "old.csv", "profile": "tabular-data-resource""#,
  ])
  func whatIsDone_orOnlyDescribes_isTaken(members: String) throws {
    #expect(try Self.mistakes(resource: members) == [])
  }

  /// What only describes a package is taken and left alone.
  @Test func whatOnlyDescribes_isTaken() throws {
    let package = try ScratchPackage(
      tables: [
        (name: "t", schema: #""primaryKey": "k", "fields": [{"name": "k", "type": "string"}]"#)
      ],
      members: #"""
        "id": "x", "description": "d", "homepage": "https://a.example", "image": "i.png",
        "created": "2027-01-01T00:00:00Z", "keywords": ["a"], "licenses": [{"name": "x"}],
        "contributors": [{"title": "A"}], "sources": [{"title": "B"}], "own": 1,
        """#)
    #expect(told(package.lint()) == [])
  }

  @Test func itemsOfAList_areOfSevenTypes() throws {
    for type in Self.plain {
      let found = try Self.mistakes(field: #""type": "list", "itemType": "\#(type)""#)
      let isItem = ["string", "integer", "boolean", "number", "datetime", "date", "time"]
        .contains(type)
      #expect(found == (isItem ? [] : ["`\(type)` is not a type that items can have"]))
    }
  }

  @Test(
    arguments: [
      ("partial", []),
      (
        "exact",
        ["warning `fieldsMatch` `exact` is not checked: columns are found by their headers"]
      ),
      (
        "some",
        [
          "`some` is not a value of `fieldsMatch`, expected `exact`, `equal`, `subset`,"
            + " `superset`, `partial`"
        ]
      ),
    ] as [(String, [String])])
  func fieldsMatch_isTold(value: String, expected: [String]) throws {
    let found = try ScratchPackage(tables: [
      (
        name: "t",
        schema: #"""
        "fieldsMatch": "\#(value)", "primaryKey": "k",
        "fields": [{"name": "k", "type": "string"}]
        """#
      )
    ]).lint().map(Self.line)
    #expect(found == expected)
  }

  /// A file that cannot be read is one mistake, however many tables refer to it.
  @Test func aBrokenFile_isOneMistake() throws {
    let child =
      #"""
      {"primaryKey": ["c"], "fields": [
        {"name": "c", "registrar:type": "code"}, {"name": "p", "registrar:type": "code"},
        {"name": "at", "registrar:type": "datetime", "registrar:zoneFrom": "p.zone"}],
       "foreignKeys": [{"fields": "p", "reference": {"resource": "parents", "fields": "p"}}],
       "registrar:expectedChildren": [],
       "registrar:rules": [{"code": "rule.x", "tables": ["children", "parents"],
         "query": "SELECT 1 AS at_row FROM parents", "at": "c", "message": "m", "help": "h"}]}
      """#
    for broken in ["{\n \"fields\": [\n  {\"name\": }", "[]", ""] {
      let package = try ScratchPackage(
        #"""
        {"name": "p", "resources": [
          {"name": "parents", "path": "p.csv", "schema": "parents.schema.json"},
          {"name": "children", "path": "c.csv", "schema": "children.schema.json"}]}
        """#, files: ["parents.schema.json": broken, "children.schema.json": child])
      let issues = package.lint()
      #expect(issues.count == 1, "\(told(issues))")
      #expect(issues.first?.location.file == "parents.schema.json")
      if broken.contains("name") {
        #expect(issues.first?.location.row == 3 && issues.first?.location.lineColumn == 12)
      }
    }
  }

  /// The table of clauses names tests that are there.
  @Test func everyClauseOfThePage_namesItsTest() throws {
    let page = try MarkdownPage("Sources/Schemas/Schemas.docc/DataPackageStandard.md")
    let rows = page.text.split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(rows.count > 80)
    var sources: [String: String] = [:]
    for row in rows {
      let cells = row.split(separator: "|", omittingEmptySubsequences: false)
      let tests = cells.count > 3 ? cells[3].matches(of: /`([A-Za-z]+)\/([A-Za-z_0-9]+)`/) : []
      #expect(!tests.isEmpty, "\(row)")
      for test in tests {
        let suite = String(test.1)
        if sources[suite] == nil { sources[suite] = try Self.source(of: suite) }
        #expect(sources[suite]?.contains("func \(test.2)(") == true, "\(row)")
      }
    }
  }

  private static func source(of suite: String) throws -> String {
    let root = try Repository.path(of: "Tests")
    let files = try FileManager.default.subpathsOfDirectory(atPath: root)
    guard let file = files.first(where: { $0.hasSuffix("/\(suite).swift") }) else { return "" }
    return try String(contentsOfFile: root + "/" + file, encoding: .utf8)
  }
}
