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
  }

  @Test func everyDescriptorRefersToIt() throws {
    let folder = try Checkout.path("Schemas/exam-platform")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count == 9)
    for name in names {
      let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      let node = try JSONParser.parse([UInt8](data))
      #expect(node.member("$schema")?.string == "../registrar.schema.json", "\(name)")
    }
  }
}
