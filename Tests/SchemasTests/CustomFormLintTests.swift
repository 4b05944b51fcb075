import Schemas
import TabularCore
import Testing

/// Mistakes in what a package says of the forms that sheets and databases of others have.
@Suite struct CustomFormLintTests {
  private static let foreign = #""registrar:store": {"table": "t", "owned": false}"#

  /// The mistakes of a table `t` with a key `id` and a field `f`, in words.
  private func mistakes(_ members: String, _ more: String = "") throws -> [String] {
    let package = try ScratchPackage(tables: [
      (
        "t",
        """
        "fields": [{"name": "id", "type": "string", "registrar:type": "code"},
          {"name": "f", "type": "string", \(members)}],
        "primaryKey": "id"\(more.isEmpty ? "" : ", " + more)
        """
      )
    ])
    return package.lint().filter { $0.severity == .error }.map { issue in
      issue.arguments.map(\.value).joined(separator: " | ")
    }
  }

  @Test(arguments: [
    (
      #""registrar:type": "string", "registrar:keeps": "instant""#,
      "t.f | `instant` belongs to fields of type `datetime`"
    ),
    (
      #""registrar:type": "date", "registrar:keeps": "local""#,
      "t.f | `local` belongs to fields of type `datetime`"
    ),
    (
      #""registrar:type": "string", "registrar:keeps": "key""#,
      "t.f | `key` belongs to fields that refer"
    ),
    (
      #""registrar:type": "string", "registrar:keeps": "array""#,
      "t.f | `array` belongs to lists that do not refer"
    ),
    (
      #""registrar:type": "list", "registrar:itemType": "boolean", "registrar:keeps": "array""#,
      "t.f | `array` does not fit items of type `boolean`"
    ),
    (
      #""registrar:type": "list", "registrar:keeps": "array", "registrar:joinTable": {"table": "x"}"#,
      "t.f | `array` and `registrar:joinTable` exclude each other"
    ),
    (
      #""registrar:type": "enum", "registrar:values": [{"value": "a", "stored": 1}]"#,
      "t.f | `stored` of `f` belongs to tables of other programs; tables of the tool's own keep the values"
    ),
    (
      #""registrar:type": "integer", "registrar:literals": ["Null"]"#,
      "t.f | `registrar:literals` does not fit type `integer`"
    ),
    (
      #""registrar:type": "string", "missingValues": ["none"], "registrar:literals": "none""#,
      "t.f | `none` is both a value and no value"
    ),
    (
      #""registrar:type": "string", "registrar:default": "x", "registrar:databaseDefault": true"#,
      "t.f | `registrar:databaseDefault` and another default exclude each other"
    ),
    (
      #""registrar:type": "string", "registrar:databaseDefault": true"#,
      "t.f | `registrar:databaseDefault` belongs to tables of other programs; use `registrar:default`"
    ),
    (
      #""registrar:type": "code", "registrar:renames": "f""#,
      "t.f | `f` is no part of the key of `t`"
    ),
    (
      #""registrar:type": "integer", "registrar:renames": "id""#,
      "t.f | `f` and `id` are of different types"
    ),
  ])
  func aMisfitIsToldAtItsProperty(_ members: String, _ problem: String) throws {
    #expect(try mistakes(members).contains(problem))
  }

  @Test func tablesOfTheToolAreInItsSchemaAndHaveNumbers() throws {
    #expect(
      try mistakes(#""registrar:type": "string""#, #""registrar:store": {"table": "hr.t"}"#) == [
        "t | `hr.t` is in the schema `hr`; tables of the tool's own are in the store's schema"
      ])
    #expect(
      try mistakes(#""registrar:type": "string""#, #""registrar:store": {"idType": "uuid"}"#) == [
        "t | `id`, `idType`, `provenance` and `defaults` need `owned` to be false"
      ])
    #expect(
      try mistakes(#""registrar:type": "string""#, #""registrar:renames": "code""#) == [
        "t | `code` is not `source_id`"
      ])
  }

  @Test func whatIsKeptByKeyNeedsTheKeyInColumns() throws {
    let reference =
      #""foreignKeys": [{"fields": "f", "reference": {"fields": "id"}}], "#
    #expect(
      try mistakes(
        #""registrar:type": "code", "registrar:keeps": "key""#, reference + Self.foreign) == [])
    #expect(
      try mistakes(
        #""registrar:type": "code", "registrar:keeps": "key""#,
        #""foreignKeys": [{"fields": "f", "reference": {"fields": "id"}}]"#) == [
          "t.f | `key` belongs to tables of other programs; tables of the tool's own keep ids"
        ])
  }

  @Test(arguments: [
    (
      #"[{"value": "a", "stored": 1}, {"value": "b", "stored": 1}]"#,
      "t.f | `a` and `b` of `f` are both stored as 1"
    ),
    (
      #"[{"value": "a", "stored": 1}, "b"]"#,
      "t.f | `b` of `f` has no `stored`; other values have one"
    ),
  ])
  func numbersOfValuesAreAllThereAndDiffer(_ values: String, _ problem: String) throws {
    let field = #""registrar:type": "enum", "registrar:values": "#
    #expect(try mistakes(field + values, Self.foreign) == [problem])
    let list = #""registrar:type": "list", "registrar:itemType": "enum", "registrar:values": "#
    #expect(
      try mistakes(list + values, Self.foreign) == [
        "t.f | `stored` belongs to fields of type `enum` with a column; `f` is none"
      ])
    let whole = values.replacing("1", with: "1.5")
    #expect(try mistakes(field + whole, Self.foreign) != [])
  }

  @Test func aViewOfRowsNamesFieldsWithColumns() throws {
    func view(_ members: String) throws -> [String] {
      try mistakes(
        #""registrar:type": "string""#,
        #""registrar:store": {"table": "t", "rowViews": [{\#(members)}]}"#)
    }
    let names = #""name": "v", "owner": "t_id", "label": "letter", "value": "body""#
    #expect(try view(names + #", "rows": {"A": "f"}"#) == [])
    #expect(
      try view(names + #", "rows": {"A": "g"}"#).contains {
        $0.contains("`g` is no field of `t` with one column")
      })
    #expect(
      try view(names + #", "rows": {"A": "f"}, "mark": {"column": "m", "field": "f"}"#).contains {
        $0.contains("`f` is no list of `t`")
      })
    #expect(
      try view(names.replacing("\"v\"", with: "\"t\"") + #", "rows": {"A": "f"}"#).contains {
        $0.contains("view `t` has the name of a table")
      })
    #expect(
      try view(#""name": "v", "rows": {"A": "f"}"#).contains {
        $0.contains("a view of rows needs")
      })
  }
}
