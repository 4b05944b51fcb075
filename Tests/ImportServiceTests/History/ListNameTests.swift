import ImportPipeline
import ImportService
import TabularCore
import TestSupport
import Testing

/// Where the items of a list come from that a cell names otherwise than by their keys.
@Suite struct ListNameTests {
  private let shop: ShopSetting

  init() throws {
    shop = try ShopSetting()
    try shop.scratch.write(
      "shop/datapackage.json",
      #"""
      {"name": "shop", "version": "1",
       "resources": [{"name": "tags", "path": "tags.csv", "schema": "tags.schema.json"},
         {"name": "items", "path": "items.csv", "schema": "items.schema.json"}]}
      """#)
    try shop.scratch.write(
      "shop/tags.schema.json",
      #"""
      {"fields": [
         {"name": "tag", "registrar:type": "code", "constraints": {"required": true}},
         {"name": "title", "registrar:type": "string"},
         {"name": "owner", "registrar:type": "string", "registrar:privacy": "personal"}],
       "primaryKey": ["tag"]}
      """#)
    try shop.scratch.write(
      "shop/items.schema.json",
      #"""
      {"fields": [
         {"name": "code", "registrar:type": "code", "constraints": {"required": true}},
         {"name": "tags", "registrar:type": "list", "registrar:itemType": "code"},
         {"name": "owned", "registrar:type": "list", "registrar:itemType": "code"}],
       "primaryKey": ["code"],
       "foreignKeys": [
         {"fields": ["tags"], "reference": {"resource": "tags", "fields": ["tag"]},
          "registrar:alsoBy": ["title"]},
         {"fields": ["owned"], "reference": {"resource": "tags", "fields": ["tag"]},
          "registrar:alsoBy": ["owner"]}]}
      """#)
  }

  @Test func namesInAList_areTold_eachWithItsKey() throws {
    try shop.scratch.write(
      "tags.csv", "tag,title,owner\nT-1,Red things,Ann Lee\nT-2,Blue things,Bo Roy\n")
    try shop.scratch.write(
      "items.csv",
      "code,tags,owned\nI-1,Red things; T-2,Ann Lee\nI-2,Blue things;Red things,\nI-3,T-1,\n")
    var request = shop.request(.execute)
    request.options.files = ["tags.csv", "items.csv"].map { shop.scratch.path(of: $0) }
    request.options.explainsValues = true
    let service = try shop.service()
    let report = try service.prepare(request).run()
    #expect(report.run.outcome == .clean, "\(report.issues.issues.map(\.code))")
    let told = (report.explainedValues ?? []).map {
      "\($0.read ?? "") \($0.value) \($0.rows.count)"
    }
    #expect(
      Set(told).isSuperset(of: ["Red things T-1 2", "Blue things T-2 1", "Ann Lee T-1 1"]),
      "\(told)")
    let package = try service.package(shop.package, from: shop.choice)
    func names(_ key: String, _ field: String) throws -> [String]? {
      let trace = try service.trace(
        [key], of: "items", field: field, package: package, in: shop.choice)
      let origin = try #require(trace.changes.first).origin
      return origin.map { $0.names.map { "\($0.read) → \($0.key)" } }
    }
    #expect(try names("I-1", "tags") == ["Red things → T-1"])
    #expect(try names("I-2", "tags") == ["Blue things → T-2", "Red things → T-1"])
    #expect(try names("I-3", "tags") == nil)
    // What is personal is not kept: only that a name was looked up.
    #expect(try names("I-1", "owned") == [])
  }
}
