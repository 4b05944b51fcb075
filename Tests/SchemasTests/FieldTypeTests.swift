import Foundation
import TabularCore
import Testing

@testable import Schemas

/// What the definition of each field type says is known where it must be.
@Suite struct FieldTypeTests {
  private static let own = FieldType.allCases.filter { !$0.isPlain }

  @Test func eachType_hasADefinitionOfItsOwn() {
    let names = FieldType.allCases.map { "\(Swift.type(of: $0.definition))" }
    #expect(Set(names).count == FieldType.allCases.count)
    for (type, name) in zip(FieldType.allCases, names) {
      #expect(name.lowercased() == "\(type)type".lowercased(), "\(type)")
    }
  }

  @Test(arguments: FieldType.allCases)
  func itsWords_areInEveryLanguage(type: FieldType) {
    let definition = type.definition
    let words = "format/" + definition.template(of: Field(name: "a", type: type)).words
    for language in Language.spoken {
      #expect(language.keys(below: "phrases").contains(definition.expectation))
      #expect(language.keys(below: "labels").contains(words))
    }
  }

  @Test(arguments: own)
  func itsName_isInTheGuideForWriters(type: FieldType) throws {
    let guide = try String(
      contentsOfFile: Checkout.path("Sources/Schemas/Schemas.docc/WritingAPackage.md"),
      encoding: .utf8)
    let table = guide.split(separator: "\n").drop { !$0.hasPrefix("| `registrar:type` |") }
      .prefix { $0.hasPrefix("|") }
    let isListed = table.contains { line in
      line.split(separator: "|").first?.contains("`\(type.rawValue)`") == true
    }
    #expect(isListed)
  }

  /// A type says one thing about its values: what is compared as numbers is stored as a number.
  @Test(arguments: FieldType.allCases)
  func whatIsSaid_agrees(type: FieldType) {
    let definition = type.definition
    let properties = definition.properties
    switch definition.storage {
    case .integer, .decimal: #expect(definition.order == .numbers)
    case .minorUnits:
      #expect(definition.order == .amounts && properties.contains(.currencyField))
      #expect(definition.shownAs == .money)
    case .truth: #expect(definition.order == nil && definition.shownAs == .truth)
    case .date, .timeOfDay: #expect(definition.order == .texts)
    case .moment: #expect(definition.order == .moments && properties.contains(.zoneFrom))
    case .list:
      #expect(definition.lengthUnit == .items)
      #expect(definition.template(of: Field(name: "a", type: type)).separator != nil)
    case .sealed: #expect(properties.contains(.secretPolicy) && !definition.mayHideCards)
    case .text: #expect(definition.order != .numbers && definition.order != .amounts)
    }
    #expect(properties.contains(.pattern) == properties.contains(.patternWords))
    #expect(!properties.contains(.folded) || definition.lengthUnit == .characters)
  }

  @Test func aListOfLists_isNoEndlessQuestion() {
    var field = Field(name: "a", type: .list)
    field.itemType = .list
    #expect(FieldType.list.definition.context(of: field) == nil)
    #expect(FieldType.list.definition.evidence(of: field) == nil)
    field.itemType = .phone
    #expect(FieldType.list.definition.context(of: field)?.rank == 2)
    field.itemType = .date
    #expect(FieldType.list.definition.evidence(of: field) == .dates)
  }
}
