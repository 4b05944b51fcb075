import Foundation
import ImportPipeline
import Schemas
import TestSupport
import Testing

/// What a store's description lacks, place by place, without a server: lists, numbers, unique values.
@Suite struct StoreCheckTests {
  typealias Column = StoreDescription.Column

  private static func package() throws -> DataPackage {
    let folder = try ScratchFolder()
    try folder.write(
      "datapackage.json",
      """
      {"name": "shop", "version": "1", "resources": [{"name": "items", "path": "items.csv",
        "schema": {"primaryKey": "code", "uniqueKeys": [["label"]], "fields": [
          {"name": "code", "type": "string", "registrar:type": "code",
            "constraints": {"required": true, "maxLength": 8}},
          {"name": "label", "type": "string", "registrar:type": "string",
            "constraints": {"maxLength": 20}},
          {"name": "amount", "type": "integer", "registrar:type": "integer",
            "constraints": {"maximum": 40000}},
          {"name": "weight", "type": "integer", "registrar:type": "integer"},
          {"name": "tags", "type": "list", "registrar:type": "list",
            "registrar:itemType": "string",
            "registrar:joinTable": {"table": "item_tags", "owner": "item_id", "item": "tag",
              "position": "place"}}],
          "registrar:store": {"table": "items", "owned": false}}}]}
      """)
    return try PackageLoader.load(path: folder.path)
  }

  /// A store that fits.
  private static func fitting() -> StoreDescription {
    var items = StoreDescription.Table()
    items.columns = [
      Column(
        name: "id", kind: .integer(bytes: 8), type: "bigint", isNotNull: true, hasDefault: true),
      Column(name: "code", kind: .text(limit: 8), type: "varchar(8)", isNotNull: true),
      Column(name: "label", kind: .text(limit: nil), type: "text"),
      Column(name: "amount", kind: .integer(bytes: 4), type: "integer"),
      Column(name: "weight", kind: .integer(bytes: 8), type: "bigint"),
    ]
    items.uniqueKeys = [["id"], ["code"], ["label"]]
    var tags = StoreDescription.Table()
    tags.columns = [
      Column(name: "item_id", kind: .integer(bytes: 8), type: "bigint", isNotNull: true),
      Column(name: "tag", kind: .text(limit: nil), type: "text", isNotNull: true),
      Column(name: "place", kind: .integer(bytes: 8), type: "bigint", isNotNull: true),
    ]
    return StoreDescription(tables: ["items": items, "item_tags": tags])
  }

  private static func mismatches(
    _ change: (inout StoreDescription) throws -> Void
  ) throws -> [String] {
    var description = fitting()
    try change(&description)
    return StoreCheck.mismatches(of: try package(), in: description)
      .map { "\($0.severity.rawValue) \($0)" }
  }

  private static func replace(
    _ column: Column, of table: String = "items", in description: inout StoreDescription
  ) throws {
    var found = try #require(description.tables[table])
    found.columns.removeAll { $0.name == column.name }
    found.columns.append(column)
    description.tables[table] = found
  }

  @Test func aFittingStoreHasNoMismatch() throws {
    #expect(try Self.mismatches { _ in } == [])
  }

  @Test func theTableOfAList_isLookedAt() throws {
    #expect(
      try Self.mismatches { $0.tables["item_tags"] = nil } == [
        "error item_tags: the table of the list `tags` is missing"
      ])
    #expect(
      try Self.mismatches { $0.tables["item_tags"]?.columns.remove(at: 2) } == [
        "error item_tags.place: the column is missing"
      ])
    #expect(
      try Self.mismatches {
        $0.tables["item_tags"]?.columns.append(
          Column(name: "by", kind: .text(limit: nil), type: "text", isNotNull: true))
      } == ["error item_tags.by: the column must have a value and none is given"])
  }

  @Test(
    arguments: [
      (
        Column(name: "amount", kind: .integer(bytes: 2), type: "smallint"),
        "error items.amount: the column is smallint, too narrow for numbers up to 40000"
      ),
      (
        Column(name: "weight", kind: .integer(bytes: 4), type: "integer"),
        "warning items.weight: the column is integer and cannot hold numbers over 2147483647,"
          + " which the schema allows"
      ),
      (
        Column(name: "weight", kind: .decimal(digits: 6, scale: 2), type: "numeric(6,2)"),
        "warning items.weight: the column is numeric(6,2) and cannot hold numbers of more than 4"
          + " digits, which the schema allows"
      ),
      (Column(name: "weight", kind: .decimal(digits: nil, scale: nil), type: "numeric"), nil),
      (Column(name: "amount", kind: .integer(bytes: 4), type: "integer"), nil),
      (
        Column(name: "amount", kind: .boolean, type: "boolean"),
        "error items.amount: the column is boolean, which cannot hold whole numbers"
      ),
      (
        Column(name: "label", kind: .text(limit: 19), type: "varchar(19)"),
        "error items.label: the column is varchar(19), too narrow for texts of 20 characters"
      ),
      (Column(name: "label", kind: .text(limit: 20), type: "varchar(20)"), nil),
    ] as [(Column, String?)])
  func columnsThatAreTooNarrow_areTold(_ column: Column, _ mismatch: String?) throws {
    #expect(
      try Self.mismatches { try Self.replace(column, in: &$0) } == [mismatch].compactMap(\.self))
  }

  @Test func valuesThatAreLookedUp_needAnIndex() throws {
    #expect(
      try Self.mismatches { $0.tables["items"]?.uniqueKeys.removeLast() } == [
        "warning items: no index on (label), by which records are looked up"
      ])
    #expect(
      try Self.mismatches {
        $0.tables["items"]?.uniqueKeys.removeLast()
        $0.tables["items"]?.indexes = [["label", "code"]]
      } == [])
  }
}
