import TabularCore
import Testing

/// Every sentence of the language files finds its arguments in the content that its function makes.
@Suite struct IssueContentTests {
  /// A content of each code and variant.
  static let samples =
    fileContents + headerContents + schemaContents + valueContents + numberContents + dateContents
    + wordContents + ruleContents + rowContents + keyContents + referenceContents + storeContents
    + verificationContents + guardContents + planContents + runContents + decisionContents
    + migrationContents + emissionContents

  /// Variants that no function makes: nothing raises them, or a package does.
  private static let neverRaised: Set<String> = [
    "xml.malformed ", "xml.malformed truncated", "xml.malformed encoding", "xml.malformed root",
    "value.required-if ", "rule.custom ", "rule.custom unnamed", "schema.invalid missing-key",
    "schema.invalid unknown-value", "store.row-refused changed", "guard.production-refused ",
    "guard.production-refused sandbox", "run.undo-refused undone", "run.internal ",
  ]

  /// The arguments that the place of an issue adds to the content, by the area of its code.
  private static func placeArguments(_ area: Substring) -> [IssueContent.PlaceArgument] {
    switch area {
    case "file", "exchange": [.file]
    case "zip", "xml": [.file, .part]
    case "sheet": [.value]
    case "json": [.file, .value]
    case "store": [.field, .target]
    case "value", "key": [.field, .value, .table]
    default: []
    }
  }

  @Test(arguments: samples)
  func everyPlaceholder_hasItsArgument(content: IssueContent) throws {
    let definition = try #require(IssueCatalog.definition(of: content.code))
    let variant = content.variant
    #expect(variant.isEmpty || definition.variants.contains(variant), "\(content.code) \(variant)")
    let own = content.arguments.map(\.name)
    #expect(Set(own).count == own.count)
    let names = Set(own + Self.placeArguments(content.code.area).map(\.rawValue))
    for language in Language.spoken {
      for text in [
        definition.message(variant: variant, in: language),
        definition.help(variant: variant, in: language),
      ] {
        let missing = MessageTemplate(text).argumentNames.filter { !names.contains($0) }
        #expect(missing == [], "\(content.code) \(variant) in \(language.rawValue): \(text)")
      }
    }
  }

  @Test func everyVariant_hasAContent() {
    let made = Set(Self.samples.map { "\($0.code) \($0.variant)" })
    for definition in IssueCatalog.definitions {
      for variant in [""] + definition.variants where variant != IssueDefinition.summaryVariant {
        let name = "\(definition.code) \(variant)"
        #expect(made.contains(name) != Self.neverRaised.contains(name), "\(name)")
      }
    }
  }

  @Test func place_addsWhatTheContentLacks() {
    let content = IssueContent.csvQuoteStray(column: 2, value: "x")
      .completed(with: [.value: "y", .field: "name"]).preceded(by: .file, "a.csv")
    #expect(content.arguments.map(\.name) == ["file", "column", "value", "field"])
    #expect(content.arguments.map(\.value) == ["a.csv", "2", "x", "name"])
  }
}
