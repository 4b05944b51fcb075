import Foundation
import JSONText
import TabularCore
import Testing

@testable import Schemas

/// The published JSON Schema and the loader know the same properties.
@Suite struct PublishedSchemaTests {
  private let definitions: JSONNode

  init() throws {
    let data = try Data(
      contentsOf: URL(fileURLWithPath: try Checkout.path("Schemas/registrar.schema.json")))
    definitions = try #require(try JSONParser.parse([UInt8](data)).member("$defs"))
  }

  private func properties(of name: String) throws -> [String] {
    let members = definitions.member(name)?.member("properties")?.members
    return try #require(members).map(\.name).filter { $0.hasPrefix("registrar:") }
  }

  @Test func theLoaderKnowsEveryPublishedProperty() throws {
    func nulls(_ name: String) throws -> String {
      try properties(of: name).map { "\"\($0)\": null" }.joined(separator: ", ")
    }
    let package = try ScratchPackage(
      """
      {"name": "p", \(try nulls("package")), "resources": [{"name": "t", "schema": {
        \(try nulls("table")),
        "fields": [{"name": "a", "type": "string", \(try nulls("field"))}], "primaryKey": "a",
        "foreignKeys": [{"fields": "a", "reference": {"fields": "a"}, \(try nulls("reference"))}]
      }}]}
      """)
    let unknown = package.lint().filter { $0.variant == "unknown-key" }
    #expect(told(unknown) == [])
  }

  @Test func typesAreTheSame() throws {
    let own = definitions.member("field")?.member("properties")?.member("registrar:type")?
      .member("enum")?.items?.compactMap(\.string)
    #expect(own == FieldType.allCases.filter { !$0.isPlain }.map(\.rawValue))
    let plain = definitions.member("field")?.member("properties")?.member("type")?
      .member("enum")?.items?.compactMap(\.string)
    let expected = FieldType.allCases.filter(\.isPlain).map { $0.rawValue.dropFirst(6) }
    #expect(Set(plain ?? []) == Set(expected.map(String.init)))
    let items = definitions.member("field")?.member("properties")?.member("registrar:itemType")?
      .member("enum")?.items?.compactMap(\.string)
    let possible = FieldType.allCases.filter { !$0.isPlain && $0.definition.storage.canBeItem }
    #expect(items == possible.map(\.rawValue))
  }

  @Test func propertiesOfTypes_arePublished() throws {
    let constraints = definitions.member("constraints")?.member("properties")?.members?.map(\.name)
    let fields = definitions.member("field")?.member("properties")?.members?.map(\.name)
    let published = (fields ?? []) + (constraints ?? [])
    for property in FieldProperty.allCases {
      #expect(published.contains(property.rawValue), "\(property)")
      let isUsed = FieldType.allCases.contains { $0.definition.properties.contains(property) }
      #expect(isUsed, "no type has \(property)")
    }
  }

  /// The loader takes a property of some types from exactly those whose definition lists it.
  @Test(arguments: FieldType.allCases.filter { !$0.isPlain })
  func propertiesOfOtherTypes_areRefused(type: FieldType) throws {
    let values: [FieldProperty: String] = [
      .patternWords: "\"letters\"", .itemType: "\"code\"", .itemMinLength: "1", .itemMaxLength: "9",
      .ordered: "true", .values: "[\"on\", \"off\"]", .yesNo: "true", .targetZone: "true",
      .multiline: "true",
      .lowercase: "true", .folded: "true", .literals: "[\"None\"]", .scale: "2", .round: "true",
      .minutes: "true", .currencyField: "\"b\"", .countryFrom: "\"b\"", .zoneFrom: "\"b\"",
      .dateFrom: "\"b\"", .defaultTime: "\"09:00\"", .synonyms: "{\"on\": \"yes\"}",
      .parts: "{\"date\": \"d\", \"time\": \"t\"}",
      .secretPolicy: "\"keep\"", .hashing: "{\"passes\": 3}",
    ]
    for property in FieldProperty.allCases
    where property != .pattern && !FieldProperty.standard.contains(property) {
      let value = try #require(values[property])
      let package = try ScratchPackage(
        """
        {"name": "p", "resources": [{"name": "t", "schema": {"primaryKey": "key", "fields": [
          {"name": "key", "registrar:type": "code"}, {"name": "b", "registrar:type": "string"},
          {"name": "a", "registrar:type": "\(type.rawValue)", "\(property.rawValue)": \(value)}
        ]}}]}
        """)
      let isRefused = told(package.lint()).contains { line in
        line.contains("`\(property.rawValue)` does not fit type")
          || line.contains("`\(property.rawValue)` belongs to lists")
      }
      #expect(isRefused != type.definition.properties.contains(property), "\(property)")
    }
  }

  @Test(arguments: [
    ("exam-platform", 14), ("student-management", 6), ("training-center", 7), ("hq-field", 4),
    ("oneroster", 22),
  ])
  func everyDescriptorRefersToIt(package: String, count: Int) throws {
    let folder = try Checkout.path("Schemas/" + package)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".json") }
    #expect(names.count == count)
    for name in names {
      let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      let node = try JSONParser.parse([UInt8](data))
      #expect(node.member("$schema")?.string == "../registrar.schema.json", "\(name)")
    }
  }
}
