import Foundation
import TestSupport
import Testing

/// What is particular to a field type stands in its definition: no other code tells all types apart.
@Suite struct FieldTypeSwitchTests {
  /// Where all types are listed, for the compiler to ask for a new one.
  private static let lists = [
    "Schemas/FieldTypes/FieldType.swift", "RecordMapping/Readers/FieldTypeReading.swift",
  ]

  private struct Source {
    var path: String
    var text: String
  }

  private static func sources() throws -> [Source] {
    let root = try Repository.path(of: "Sources")
    return try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { $0.hasSuffix(".swift") }
      .map { Source(path: $0, text: try String(contentsOfFile: root + "/" + $0, encoding: .utf8)) }
  }

  /// The names of the types' cases, as the enumeration declares them.
  private static func names(in source: Source) -> Set<String> {
    let body = source.text.prefix(
      upTo: source.text.range(of: "switch self")?.lowerBound ?? source.text.endIndex)
    return Set(body.matches(of: /(?m)^  case ([a-zA-Z]+)/).map { String($0.1) })
  }

  @Test func noSwitch_tellsTypesApart() throws {
    let sources = try Self.sources()
    let list = try #require(sources.first { $0.path == Self.lists[0] })
    let names = Self.names(in: list)
    #expect(names.count > 30)
    for source in sources where !Self.lists.contains(source.path) {
      for found in Self.switches(in: source.text) where Self.isOverTypes(found, names) {
        Issue.record("\(source.path) switches over field types: \(found.subject)")
      }
      for match in source.text.matches(of: #/Set<FieldType>|\[FieldType\]|\[FieldType: /#) {
        Issue.record("\(source.path) lists field types: \(match.0)")
      }
      let lists = #/\[\s*(\.[a-zA-Z]+(?:,\s*\.[a-zA-Z]+)+),?\s*\]\s*\.contains\(([^)]*)/#
      for match in source.text.matches(of: lists) {
        let members = match.1.matches(of: /\.([a-zA-Z]+)/).map { String($0.1) }
        let isOfTypes = match.2.hasSuffix("ype") && names.isSuperset(of: members)
        #expect(!isOfTypes, "\(source.path) lists field types: \(match.0)")
      }
    }
  }

  /// The check finds what it looks for.
  @Test func switchesOverTypes_areFound() throws {
    let list = try #require(try Self.sources().first { $0.path == Self.lists[0] })
    let names = Self.names(in: list)
    func isFound(_ text: String) -> Bool {
      Self.switches(in: text).contains { Self.isOverTypes($0, names) }
    }
    #expect(isFound(list.text))
    #expect(isFound("switch field.type {\n case .date: 1\n default: 2\n}"))
    #expect(
      isFound("let a = switch isList ? item : type {\n case .code where b, .url: 1\n default: 2 }"))
    #expect(isFound("switch (store, field.type) {\n case (_, .phone): 1\n default: 2 }"))
    #expect(isFound("switch self {\n case .plainDate: 1\n default: 2 }"))
    #expect(!isFound("switch cell.kind {\n case .text: 1\n case .number: 2\n default: 3\n}"))
    #expect(!isFound("switch (kind, type) {\n case (.a, .integer): 1\n case (_, .text): 2\n}"))
    #expect(!isFound("switch storage {\n case .date, .text: 1\n case .integer: 2\n}"))
  }

  /// A switch: what it looks at, and the cases it names; of several values at once, the last one's.
  private struct Switch {
    var subject: String
    var cases: Set<String>
  }

  /// Whether a switch looks at a field's type.
  private static func isOverTypes(_ found: Switch, _ names: Set<String>) -> Bool {
    guard !found.cases.isEmpty else { return false }
    if found.cases.contains(where: { $0.hasPrefix("plain") && names.contains($0) }) { return true }
    guard found.subject.contains(/(^|[^a-zA-Z])(type|itemType|valueType)\)?$/) else { return false }
    // Kinds of columns and logical types have an `integer`, too.
    let cases =
      found.subject.hasSuffix(".type") ? found.cases : found.cases.subtracting(["integer"])
    return !cases.isDisjoint(with: names)
  }

  /// The switches of a file, each with the cases up to its closing brace; those within count for both.
  private static func switches(in text: String) -> [Switch] {
    text.matches(of: /switch ([^{\n]+) \{/).map { match in
      var depth = 1
      let body = text[match.range.upperBound...].prefix { character in
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        return depth > 0
      }
      let name =
        match.1.hasPrefix("(") ? #/,\s*\.([a-zA-Z]+)\)/# : #/(?:^|[\s,(])\.([a-zA-Z]+)/#
      var cases: Set<String> = []
      for label in body.matches(of: #/case ([^:{]*):/#) {
        for name in label.1.matches(of: name) { cases.insert(String(name.1)) }
      }
      return Switch(subject: String(match.1), cases: cases)
    }
  }
}
