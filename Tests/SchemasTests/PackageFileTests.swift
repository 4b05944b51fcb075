import Foundation
import Schemas
import TabularCore
import Testing

/// Mistakes that concern files, and packages as a whole.
@Suite struct PackageFileTests {
  private static let schema =
    #""fields": [{"name": "code", "type": "string"}], "primaryKey": "code""#

  @Test func missingFilesAreTold() throws {
    #expect(
      told(PackageLoader.lint(path: "nowhere/datapackage.json")) == [
        "schema.unreadable/missing datapackage.json#: datapackage.json"
      ])
    let package = try ScratchPackage(
      #"{"name": "p", "resources": [{"name": "t", "schema": "t.schema.json"}]}"#)
    #expect(
      told(package.lint()) == [
        "schema.unreadable/missing t.schema.json#: t.schema.json"
      ])
  }

  @Test(arguments: [
    (
      "{\"name\": \"p\",",
      "schema.unreadable datapackage.json#: datapackage.json | 1 | a member's name is expected"
    ),
    (
      "{\n\"name\" \"p\"}",
      "schema.unreadable/syntax datapackage.json#: datapackage.json | 2 | `:` is expected after a member's name"
    ),
    (
      #"{"name": "p", "resources": []}"#,
      "schema.invalid/reason datapackage.json#: datapackage.json | the package has no table"
    ),
    (
      "[]",
      "schema.invalid/wrong-kind datapackage.json#: # | an array | the object of a data package"
    ),
  ])
  func brokenFilesAreTold(text: String, expected: String) throws {
    #expect(told(try ScratchPackage(text).lint()) == [expected])
  }

  @Test(arguments: [
    "../t.schema.json", "/t.schema.json", "a/../../t.schema.json", "https://example.org/t.json",
    "a\\\\b.json", "", "a//b",
  ])
  func noFileOutsideTheFolderIsRead(name: String) throws {
    let package = try ScratchPackage(
      #"{"name": "p", "resources": [{"name": "t", "schema": "\#(name)"}]}"#)
    let shown = name.replacing("\\\\", with: "\\")
    #expect(
      told(package.lint()) == [
        "schema.invalid/reason datapackage.json#/resources/0/schema: "
          + "t | `\(shown)` is not the name of a file in the package's folder"
      ])
  }

  @Test func linksOutOfTheFolderAreNotFollowed() throws {
    let package = try ScratchPackage(
      #"{"name": "p", "resources": [{"name": "t", "schema": "t.schema.json"}]}"#)
    let outside = package.folder.deletingLastPathComponent().appendingPathComponent("out.json")
    try Data("{}".utf8).write(to: outside)
    try FileManager.default.createSymbolicLink(
      at: package.folder.appendingPathComponent("t.schema.json"), withDestinationURL: outside)
    #expect(
      told(package.lint()).first
        == "schema.invalid/reason datapackage.json#/resources/0/schema: "
        + "t | `t.schema.json` leads out of the package's folder")
  }

  @Test func packageMembersAreChecked() throws {
    let package = try ScratchPackage(
      """
      {"registrar:defaultCountry": "ca", "registrar:severity": {"key.missing": "note", "rule.x": "bad"},
       "registrar:x": 1, "name": "p", "name": "q",
       "resources": [{"schema": {}}, {"name": "t"}, {"name": "u", "schema": {\(Self.schema)}},
        {"name": "u", "schema": {\(Self.schema)}}]}
      """)
    let root = "datapackage.json#"
    #expect(
      told(package.lint()) == [
        "schema.invalid/reason \(root)/registrar:defaultCountry: "
          + "datapackage.json | `ca` is not a country code of two capital letters",
        "schema.invalid/reason \(root)/registrar:severity/key.missing: "
          + "datapackage.json | the severity of `key.missing` cannot be lowered",
        "schema.invalid/reason \(root)/registrar:severity/rule.x: datapackage.json | "
          + "`bad` is not a value of `rule.x`, expected `note`, `warning`, `error`",
        "schema.invalid/repeated \(root)/name: # | name",
        "schema.invalid/unknown-key \(root)/registrar:x: datapackage.json | registrar:x",
        "schema.invalid/reason \(root)/resources/0: "
          + "datapackage.json | the resource has no `name`",
        "schema.invalid/reason \(root)/resources/1: t | the resource `t` has no `schema`",
        "schema.invalid/reason \(root)/resources/3/name: u | two resources have the name `u`",
      ])
  }

  @Test func issuesCarryLinesAndFields() throws {
    let package = try ScratchPackage(
      #"{"name": "p", "resources": [{"name": "t", "schema": "t.schema.json"}]}"#,
      files: [
        "t.schema.json":
          "{\"fields\": [\n{\"name\": \"a\",\n\"type\": \"x\"}],\"primaryKey\": \"a\"}"
      ])
    let issue = try #require(package.lint().first)
    var place = IssueLocation(
      .schema, file: "t.schema.json", part: "/fields/0/type", table: "t", row: 3, field: "a")
    place.lineColumn = 9
    #expect(issue.location == place)
    #expect(issue.severity == .error)
  }

  @Test func requiredReferencesThatFormACycleAreTold() throws {
    func table(_ other: String) -> String {
      """
      "fields": [{"name": "code", "type": "string"},
        {"name": "other", "type": "string", "constraints": {"required": true}}],
      "primaryKey": "code",
      "foreignKeys": [{"fields": "other", "reference": {"resource": "\(other)", "fields": "code"}}]
      """
    }
    let package = try ScratchPackage(tables: [("a", table("b")), ("b", table("a"))])
    #expect(
      told(package.lint()) == [
        "schema.cycle datapackage.json#/resources/0/schema/foreignKeys/0: a, b"
      ])
  }

  @Test func headersThatNameTwoThingsAreTold() throws {
    let own = #""type": "string", "registrar:type""#
    let package = try ScratchPackage(tables: [
      (
        "t",
        """
        "fields": [{"name": "seats", \(own): "string", "registrar:aliases": {"fr": "Capacité"}},
          {"name": "capacity", \(own): "string", "registrar:aliases": {"legacy": ["capacité *"]}},
          {"name": "start", \(own): "datetime", "registrar:zoneFrom": "zone",
            "registrar:parts": {"date": "Seats", "time": "At"}},
          {"name": "zone", \(own): "time-zone", "title": "Legacy ID",
            "registrar:translations": {"fr": {"title": "Fuseau"}}}],
        "primaryKey": "seats", "registrar:ignoredHeaders": ["FUSEAU"]
        """
      )
    ])
    #expect(
      told(package.lint()) == [
        "schema.ambiguous-header datapackage.json#/resources/0/schema/fields/1: "
          + "capacité * | seats | capacity | t",
        "schema.ambiguous-header datapackage.json#/resources/0/schema/fields/2/registrar:parts: "
          + "Seats | seats | start (date) | t",
        "schema.ambiguous-header datapackage.json#/resources/0/schema/fields/3: "
          + "Legacy ID | zone | source_id | t",
        "schema.ambiguous-header datapackage.json#/resources/0/schema/registrar:ignoredHeaders: "
          + "FUSEAU | zone | registrar:ignoredHeaders | t",
      ])
  }

  @Test func plainFieldsMayTakeTheNamesOfControlColumns() throws {
    let package = try ScratchPackage(tables: [
      (
        "t",
        #""fields": [{"name": "id", "type": "string"}, {"name": "notes", "type": "string"}], "primaryKey": "id""#
      )
    ])
    #expect(told(package.lint()) == [])
  }

  @Test func sheetsThatNameTwoTablesAreTold() throws {
    let package = try ScratchPackage(tables: [
      ("a", Self.schema), ("b", Self.schema + #", "registrar:sheetAliases": "A""#),
    ])
    #expect(
      told(package.lint()) == [
        "schema.ambiguous-header datapackage.json#/resources/1/schema: A | a | b | pack"
      ])
  }

  @Test func checksFromAboveAreAsked() throws {
    let package = try ScratchPackage(tables: [
      (
        "t",
        """
        "fields": [{"name": "code", "type": "string", "registrar:type": "code", "example": "é",
          "registrar:default": "ü", "registrar:requiredIf": {"when": "no sql", "because": "x"}},
          {"name": "other", "type": "string", "registrar:type": "string",
          "registrar:defaultExpression": "nor this"}],
        "primaryKey": "code",
        "registrar:rules": [{"code": "rule.a", "violatedWhen": "bad", "at": "code", "message": "m",
          "help": "h"}]
        """
      )
    ])
    let checks = PackageChecks(
      checkText: { text, field, table, _ in "\(table.name) \(field.name) \(text)" },
      compileRule: { rule, table, _ in
        guard case .row(let sql) = rule.scope else { return nil }
        return "\(table.name) \(rule.code) \(sql)"
      })
    let at = "datapackage.json#/resources/0/schema"
    #expect(
      told(package.lint(checks)) == [
        "schema.bad-example \(at)/fields/0/example: é | t.code | t code é",
        "schema.bad-example/default \(at)/fields/0/registrar:default: ü | t.code | t code ü",
        "schema.invalid/reason \(at)/fields/0/registrar:requiredIf: "
          + "t.code | the condition does not compile: t value.required-if no sql",
        "schema.invalid/reason \(at)/fields/1/registrar:defaultExpression: "
          + "t.other | the default does not compile: t schema.invalid nor this",
        "schema.invalid/rule \(at)/registrar:rules/0/violatedWhen: rule.a | t rule.a bad",
      ])
  }
}
