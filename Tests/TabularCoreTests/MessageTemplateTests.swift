import TabularCore
import Testing

@Suite struct MessageTemplateTests {
  static let cases: [(String, [IssueArgument], String, String)] = [
    ("plain", [], "plain", "plain"),
    ("`{value}` of {a}", [("value", "x`{a}`"), ("a", "b")].arguments, "`x`{a}`` of b", ""),
    ("{missing} text", [], "… text", "… text"),
    ("{a", [("a", "b")].arguments, "{a", "{a"),
    ("{names:list}", [("names", "A, B, C")].arguments, "`A`, `B`, `C`", "`A`, `B`, `C`"),
    ("{names:or}", [("names", "A, B, C")].arguments, "`A`, `B` or `C`", "`A`, `B` ou `C`"),
    ("{names:and}", [("names", "A, B")].arguments, "`A` and `B`", "`A` et `B`"),
    ("{names:and}", [("names", "A")].arguments, "`A`", "`A`"),
    ("{n|row|rows}", [("n", "1")].arguments, "row", "row"),
    ("{n|row|rows}", [("n", "0")].arguments, "rows", "row"),
    ("{n|row|rows}", [("n", "37")].arguments, "rows", "rows"),
    ("{d:day}", [("d", "2027-04-03")].arguments, "3 April", "3 avril"),
    ("{d:day}", [("d", "2027-13-03")].arguments, "`2027-13-03`", "`2027-13-03`"),
    ("{f:article} `{f}`", [("f", "kind")].arguments, "a `kind`", ""),
    ("{f:article} `{f}`", [("f", "action")].arguments, "an `action`", ""),
    ("{f:article} `{f}`", [("f", "unit")].arguments, "a `unit`", ""),
    ("{f:article} `{f}`", [("f", "Order")].arguments, "an `Order`", ""),
    ("{f:article} `{f}`", [("f", "user")].arguments, "a `user`", ""),
    ("{f:article} `{f}`", [("f", "")].arguments, "a ``", ""),
    ("{n:bytes}", [("n", "2147483648")].arguments, "`2` GiB", ""),
    ("{n:bytes}", [("n", "1048576")].arguments, "`1` MiB", ""),
    ("{n:bytes}", [("n", "3145")].arguments, "`3` kB", ""),
    ("{n:bytes}", [("n", "3145727")].arguments, "`3` MB", ""),
    ("{n:bytes}", [("n", "9223372036854775807")].arguments, "`9223372037` GB", ""),
    ("{n:bytes}", [("n", "0")].arguments, "`0` bytes", ""),
    ("{n:bytes}", [("n", "many")].arguments, "`many`", ""),
    ("{e}", [("e", "a date")].arguments, "a date", "une date"),
    ("`{e}`", [("e", "a date")].arguments, "`a date`", "`a date`"),
    ("{e}", [("e", "a code such as `M1`")].arguments, "a code such as `M1`", "un code comme `M1`"),
    ("{e}", [("e", "\u{1B}[31mred\u{9B}x")].arguments, "[31mredx", ""),
  ]

  @Test(arguments: cases)
  func template_isFilled(
    template: String, arguments: [IssueArgument], english: String, french: String
  ) {
    #expect(MessageTemplate(template).filled(with: arguments) == english)
    guard !french.isEmpty else { return }
    #expect(MessageTemplate(template).filled(with: arguments, in: "fr") == french)
  }

  @Test(arguments: [
    ("{names:or}", "A, B, C", "`A`, `B` o `C`"), ("{names:and}", "A, B", "`A` y `B`"),
    ("{names:day}", "2027-04-03", "3 de abril"), ("{names}", "a date", "una fecha"),
    ("{names}", "a code such as `M1`", "un código como `M1`"),
    ("{names|fila|filas}", "0", "filas"), ("{names|fila|filas}", "1", "fila"),
    ("{names:bytes}", "12", "`12` bytes"),
  ])
  func template_isFilledInSpanish(template: String, value: String, expected: String) {
    let arguments = [IssueArgument("names", value)]
    #expect(MessageTemplate(template).filled(with: arguments, in: "es") == expected)
  }

  @Test func argumentNames_areThoseOfThePlaceholders() {
    let template = MessageTemplate("`{count}` {count|row|rows} of {table}: {keys:list}, {a:day}")
    #expect(template.argumentNames == ["count", "table", "keys", "a"])
    #expect(template.quotedArgumentNames == ["count", "keys", "a"])
  }

  @Test(arguments: [
    ("plain text", "plain text"), ("a\tb\r\nc", "a b  c"), ("\u{7}bell\u{0}", "bell"),
    ("left\u{202E}right", "leftright"), ("e\u{301}", "e\u{301}"),
    (String(repeating: "x", count: 201), String(repeating: "x", count: 200) + "…"),
    (String(repeating: "é", count: 200), String(repeating: "é", count: 200)),
  ])
  func printable_holdsNothingThatATerminalObeys(text: String, expected: String) {
    #expect(printable(text) == expected)
  }

  @Test func phrases_areSaidInTheLanguage_outsideBackticksOnly() {
    let template = MessageTemplate("{parent} `{parent}` {other}")
    let arguments = [IssueArgument("parent", "site"), IssueArgument("other", "a date")]
    let phrases = ["site": LocalizedText("site", ["fr": "lieu"])]
    #expect(
      template.filled(with: arguments, in: "fr", phrases: phrases) == "lieu `site` une date")
    #expect(template.filled(with: arguments, phrases: phrases) == "site `site` a date")
  }

  @Test func outline_showsNoPlaceholders() {
    let template = MessageTemplate("`{count}` {count|row|rows} of {names:list} on {day:day}")
    #expect(template.outline() == "`…` rows of `…` on `…`")
  }

  @Test(arguments: [
    ("the only value within one letter", "la seule valeur à une lettre près"),
    ("the only known header within two letters", "le seul en-tête connu à deux lettres près"),
    ("the only thing within two letters", "le seul choix à deux lettres près"),
    ("changed by A3", "modifié par A3"), ("waiting rows", "lignes en attente"),
    ("2027-03-06", "2027-03-06"),
  ])
  func evidence_isSaidInFrench(english: String, french: String) {
    #expect(Phrases.text(english, in: "fr") == french)
    #expect(Phrases.text(english, in: .english) == english)
  }

  /// What is to be typed is no word of a language.
  @Test func argumentsWithinBackticks_areNotTranslated() {
    let text = MessageTemplate("name it with `--table {table}`, or drop {table} and {table:list}")
    let filled = text.filled(
      with: [IssueArgument("table", "venues")], in: "fr",
      phrases: ["venues": LocalizedText("venues", ["fr": "sites"])])
    #expect(filled == "name it with `--table venues`, or drop sites and `venues`")
  }

  @Test func limits_areDoubled() {
    let text = MessageTemplate("`--limit rows={limit:double}`")
    #expect(text.filled(with: [IssueArgument("limit", 500)]) == "`--limit rows=1000`")
    #expect(
      text.filled(with: [IssueArgument("limit", String(Int.max))]) == "`--limit rows=\(Int.max)`")
  }
}

extension [(String, String)] {
  fileprivate var arguments: [IssueArgument] { map { IssueArgument($0.0, $0.1) } }
}
