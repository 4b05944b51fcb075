import Foundation
import TabularCore
import Testing

typealias Issue = TabularCore.Issue

@Suite struct IssueCatalogTests {
  @Test func everyCode_isListedOnce() {
    let codes = IssueCatalog.definitions.map(\.code)
    #expect(Set(codes).count == codes.count)
    #expect(IssueCatalog.definition(of: "rule.of-a-package") == nil)
  }

  @Test(arguments: IssueCatalog.definitions.map(\.code.rawValue))
  func everyArgument_isThatOfAMessage(code: String) throws {
    let definition = try #require(IssueCatalog.definition(of: IssueCode(rawValue: code)))
    #expect(!definition.condition.isEmpty)
    #expect(Set(definition.variants).count == definition.variants.count)
    let helpNames = MessageTemplate(definition.help.english).argumentNames
    let names = Set(
      definition.messages.flatMap { MessageTemplate($0.value.english).argumentNames })
    // What the place of the issue gives.
    #expect(names.union(["table"]).isSuperset(of: helpNames))
    #expect(names.union(["rule"]).isSuperset(of: definition.kindArguments))
  }

  /// A noun of a package comes without its article, which other languages need before a name.
  @Test(arguments: IssueCatalog.definitions.map(\.code.rawValue))
  func nounsOfOtherLanguages_standInParentheses(code: String) throws {
    let definition = try #require(IssueCatalog.definition(of: IssueCode(rawValue: code)))
    for text in definition.messages.values.flatMap(\.translations.values) {
      for noun in ["parent", "record", "child"] {
        #expect(!text.hasPrefix("{\(noun)}") && !text.contains("{\(noun)} `"), "\(text)")
      }
    }
  }

  @Test(arguments: [
    ("schema.invalid", 1), ("run.locked", 1), ("run.unfinished", 1), ("store.unreachable", 1),
    ("store.schema-version", 1), ("file.empty", 2), ("zip.bomb", 2), ("xml.doctype", 2),
    ("csv.encoding-invalid", 3), ("workbook.date-1904", 3), ("sheet.hidden", 3),
    ("header.unknown", 4), ("row.shifted", 5), ("key.missing", 5), ("value.required", 6),
    ("rule.money-pair", 7), ("rule.custom", 7), ("reference.missing", 8), ("table.outlier", 9),
    ("key.store-taken", 10), ("key.conflict", 10), ("key.identity-changed", 10),
    ("store.row-refused", 10), ("guard.plan-stale", 10), ("emit.write-failed", 10),
    ("run.internal", 10),
  ])
  func level_isThatOfTheReport(code: String, level: Int) {
    #expect(IssueCatalog.definition(of: IssueCode(rawValue: code))?.level == level)
  }

  @Test(arguments: IssueCatalog.definitions.map(\.code.rawValue))
  func everyCode_hasAPageThatShowsItsSentence(code: String) throws {
    let definition = try #require(IssueCatalog.definition(of: IssueCode(rawValue: code)))
    let english = try #require(Explanation(definition.code)?.text, "no page of \(code)")
    #expect(english.contains("\nTo fix: "))
    for language in Language.spoken {
      let page = try #require(
        Explanation(definition.code, in: language)?.text, "\(code) in \(language.rawValue)")
      let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.first == "# \(definition.code)")
      #expect(lines.count <= 26)
      let severity = language.label("severity/" + definition.severity.rawValue)
      let head = "    \(severity)[\(code)]\(language.label("punctuation/colon")) "
      let example = try #require(lines.first { $0.hasPrefix(head) }, "no sentence in \(page)")
      let sentence = example.dropFirst(head.count)
      let usual = definition.message(variant: "", in: language)
      #expect(matches(sentence, template: usual), "\(sentence) is not \(usual)")
    }
  }

  @Test func everyPage_belongsToACode() {
    let codes = IssueCatalog.definitions.map(\.code.rawValue).sorted()
    for language in Language.spoken {
      #expect(language.keys(below: "pages").sorted() == codes, "\(language.rawValue)")
    }
  }

  /// Whether the fixed words of a template stand in a sentence in their order.
  private func matches(_ sentence: Substring, template: String) -> Bool {
    var rest = sentence
    var words: [Substring] = []
    for piece in template.split(separator: "{", omittingEmptySubsequences: false) {
      words.append(words.isEmpty ? piece : piece.drop { $0 != "}" }.dropFirst())
    }
    for word in words where !word.isEmpty {
      guard let found = rest.firstRange(of: word) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }

  @Test(arguments: [
    ("", "cell `B3` appears twice in the sheet with different values"),
    ("beyond", "cell `B3` lies beyond `XFD1048576`, the last cell of a sheet"),
    ("no-reference", "`B3` in row `3` is no cell reference such as `B7`"),
    (
      "misplaced", "row `3` holds data inside or beside an element `x`, where none is read"
    ),
    ("shared-string", "cell `B3` refers to shared string `x`, the file has `9`"),
    ("row-number", "a row has the number `x`, expected `1` to `1048576`"),
    ("row-repeated", "row `3` appears twice in the sheet"),
    ("other-row", "cell `B3` stands among the cells of row `3`"),
    ("number", "cell `B3` is marked as a number and holds `x`"),
    ("boolean", "cell `B3` is marked as true or false and holds `x`"),
    ("date", "cell `B3` is marked as a date and holds `x`"),
    ("type", "cell `B3` has a type that no spreadsheet writes: `x`"),
  ])
  func badCell_isToldByItsVariant(variant: String, message: String) throws {
    let definition = try #require(IssueCatalog.definition(of: "sheet.bad-cell"))
    let arguments = [
      IssueArgument("cell", "B3"), IssueArgument("row", 3), IssueArgument("value", "x"),
      IssueArgument("index", "x"), IssueArgument("count", 9),
    ]
    let template = try #require(definition.messages[variant])
    #expect(MessageTemplate(template.english).filled(with: arguments) == message)
    #expect(definition.messages.count == 12)
  }

  @Test func noCodeOutsideTheCatalog_hasAPage() {
    #expect(Explanation("value.unheard-of") == nil)
    #expect(Explanation("area") == nil)
    #expect(Explanation("rule.of-a-package") == nil)
  }
}
