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
  func everySentence_isInBothLanguagesWithTheSameArguments(code: String) throws {
    let definition = try #require(IssueCatalog.definition(of: IssueCode(rawValue: code)))
    #expect(definition.messages[""] != nil)
    #expect(!definition.condition.isEmpty)
    for (variant, message) in definition.messages {
      let french = try #require(message.french, "\(definition.code) \(variant)")
      #expect(
        Set(MessageTemplate(message.english).argumentNames)
          == Set(MessageTemplate(french).argumentNames), "\(definition.code) \(variant)")
      for text in [message.english, french] {
        #expect(text.last != "." && text.filter { $0 == "`" }.count.isMultiple(of: 2), "\(text)")
      }
    }
    for (variant, help) in definition.helpVariants {
      #expect(definition.messages[variant] != nil, "help of an unknown variant \(variant)")
      #expect(help.french != nil)
    }
    #expect(definition.help.french != nil)
    let helpNames = MessageTemplate(definition.help.english).argumentNames
    let names = Set(
      definition.messages.flatMap { MessageTemplate($0.value.english).argumentNames })
    // What the command at hand and the place of the issue give.
    #expect(names.union(["storeOption", "packageOption", "table"]).isSuperset(of: helpNames))
    #expect(names.union(["rule"]).isSuperset(of: definition.kindArguments))
  }

  /// A noun of a package comes without its article, which French needs before a name.
  @Test(arguments: IssueCatalog.definitions.map(\.code.rawValue))
  func frenchNouns_standInParentheses(code: String) throws {
    let definition = try #require(IssueCatalog.definition(of: IssueCode(rawValue: code)))
    for message in definition.messages.values {
      let french = message.french ?? ""
      for noun in ["parent", "record", "child"] {
        #expect(!french.hasPrefix("{\(noun)}") && !french.contains("{\(noun)} `"), "\(french)")
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
    let page = try #require(Explanation(definition.code)?.text, "no page of \(definition.code)")
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "# \(definition.code)")
    #expect(lines.count <= 26)
    #expect(lines.contains { $0.hasPrefix("To fix: ") })
    let head = "    \(definition.severity.rawValue)[\(definition.code)]: "
    let example = try #require(lines.first { $0.hasPrefix(head) }, "no sentence in \(page)")
    let sentence = example.dropFirst(head.count)
    let usual = try #require(definition.messages[""]?.english)
    #expect(matches(sentence, template: usual), "\(sentence) is not \(usual)")
  }

  @Test func everyPage_belongsToACode() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/TabularCore/Explanations").standardizedFileURL
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    let pages = names.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
    #expect(pages.sorted() == IssueCatalog.definitions.map(\.code.rawValue).sorted())
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
