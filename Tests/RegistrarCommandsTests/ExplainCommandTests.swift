import ArgumentParser
import Schemas
import TabularCore
import Testing

@testable import RegistrarCommands

@Suite struct ExplainCommandTests {
  private func command(_ arguments: String...) throws -> ExplainCommand {
    try ExplainCommand.parse(arguments)
  }

  private var shop: DataPackage {
    let rule = Rule(
      code: "rule.price-order", severity: .warning, scope: .row(violatedWhen: "low > high"),
      place: .fields(["low"]),
      message: LocalizedText("`{low}` is above `{high}`", ["fr": "`{low}` dépasse `{high}`"]),
      help: LocalizedText("exchange the two", ["fr": "échangez les deux"]),
      explanation: LocalizedText("The low price is above the high one.", ["fr": "Prix inversés."]))
    let tools = Rule(
      code: "value.required-if", scope: .row(violatedWhen: "1"), place: .fields(["low"]))
    return DataPackage(
      name: "shop", title: LocalizedText("Shop"),
      tables: [
        TableSchema(name: "items", rules: [rule, tools]),
        TableSchema(name: "orders", rules: [rule]),
      ])
  }

  @Test(arguments: ["value.required", "VALUE.Required"])
  func code_isExplainedByItsPage(code: String) throws {
    let page = try command(code).page(of: code)
    #expect(page.hasPrefix("value.required\n"))
    #expect(page.contains("error[value.required]: `name` is empty, expected a text"))
    #expect(page.hasSuffix("\n"))
  }

  @Test(arguments: [
    ("value.requierd", "there is no code `value.requierd`; did you mean `value.required`?"),
    ("nonsense", "there is no code `nonsense`; registrar explain lists all codes"),
    (
      "rule.of-a-package",
      "there is no code `rule.of-a-package` of the tool; rules of a package are explained with"
        + " --package"
    ),
  ])
  func unknownCode_isRefusedWithAdvice(code: String, message: String) throws {
    let command = try command(code)
    let error = #expect(throws: ValidationError.self) { try command.page(of: code) }
    #expect(error?.message == message)
  }

  @Test func packageRule_isExplainedFromThePackage() throws {
    let page = try command("rule.price-order").page(of: "rule.price-order", package: shop)
    #expect(
      page == """
        rule.price-order

        A rule of the package `shop`.

        The low price is above the high one.

        Tables `items`, `orders`:

            warning[rule.price-order]: `…` is above `…`

        To fix: exchange the two.

        """)
    let french = try command("rule.price-order", "--language", "fr")
      .page(of: "rule.price-order", package: shop)
    #expect(
      french.hasPrefix("rule.price-order\n\nUne règle du paquet `shop`.\n\nPrix inversés.\n"))
    #expect(french.hasSuffix("`…` dépasse `…`\n\nÀ faire : échangez les deux.\n"))
    let error = #expect(throws: ValidationError.self) {
      try command("rule.price-ordre").page(of: "rule.price-ordre", package: shop)
    }
    #expect(error?.message.hasSuffix("did you mean `rule.price-order`?") == true)
  }

  @Test func list_holdsEveryCodeUnderItsArea() throws {
    let lines = try command().list(package: shop).split(
      separator: "\n", omittingEmptySubsequences: false)
    for definition in IssueCatalog.definitions {
      #expect(
        lines.count { $0.hasPrefix("  \(definition.code) ") && $0.contains(definition.condition) }
          == 1)
    }
    let areas = lines.filter { !$0.isEmpty && !$0.hasPrefix(" ") }
    #expect(
      areas == [
        "file", "zip", "xml", "csv", "json", "exchange", "item", "workbook", "sheet", "header",
        "value", "row", "key", "reference", "table", "rule", "store", "guard", "run", "emit",
        "schema",
        "decision", "rule, package shop",
      ])
    #expect(lines.contains { $0.hasPrefix("  rule.price-order") && $0.hasSuffix("high one") })
    #expect(lines.last == "")
  }

  @Test func unknownLanguage_isRefused() throws {
    let command = try command("--language", "de")
    #expect(throws: ValidationError.self) { try command.list() }
  }
}

@Suite struct LimitsCommandTests {
  @Test func table_listsEveryLimit() {
    var limits = Limits()
    limits[.rows] = 77
    let lines = LimitsCommand.table(limits, in: .english).split(separator: "\n")
    #expect(lines.first == "limit                 value       unit        code")
    #expect(lines.contains("rows                  77          rows        file.too-large"))
    #expect(lines.count == Limits.Name.allCases.count + 1)
  }

  @Test func everyLimit_hasACodeOfTheCatalog() {
    for name in Limits.Name.allCases {
      #expect(IssueCatalog.definition(of: name.code) != nil, "\(name.rawValue)")
    }
  }
}
