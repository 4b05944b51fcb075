import TabularCore
import Testing

@testable import RecordMapping

@Suite struct ReferenceTextCheckTests {
  @Test(arguments: [
    ("MontrÃ©al", "Montréal"), ("ðŸŽ¯", "🎯"), ("FranÃ§ois", "François"),
    ("donâ€™t", "don’t"), ("â€œquotedâ€\u{9D}", "“quoted”"), ("Ã\u{A0} venir", "à venir"),
    ("Ã\u{AD}sland", "ísland"), ("caf\u{C3}\u{A9}", "café"), ("â‚¬ 5", "€ 5"),
  ])
  func textDecodedTwice(text: String, repaired: String) {
    #expect(damagedText(text) == .decodedTwice(repaired: repaired))
  }

  @Test(arguments: [
    "", "Montréal", "São Paulo", "Ångström", "SÃO PAULO", "日本", "Ελλάδα", "a\tb\nc", "a\r\nb",
    "Œuvre – “x”", "Ã", "naïve café", "Ø", "€", "🎯",
  ])
  func soundTexts(text: String) {
    #expect(damagedText(text) == nil)
  }

  @Test(
    arguments: [
      ("a\u{0}b", Unicode.Scalar(0x00)), ("a\u{7}", "\u{7}"), ("a\u{7F}", "\u{7F}"), ("a\rb", "\r"),
      ("a\r", "\r"), ("é\u{85}", "\u{85}"), ("日\u{1B}", "\u{1B}"),
    ] as [(String, Unicode.Scalar)])
  func controlCharacters(text: String, control: Unicode.Scalar) {
    #expect(damagedText(text) == .control(control))
  }

  @Test func replacementCharacter() {
    #expect(damagedText("Montr\u{FFFD}al") == .replacement)
  }

  @Test(
    arguments: [
      ("ТOR-01", "Т", "Cyrillic", true, "TOR-01"), ("TOR-О1", "О", "Cyrillic", false, "TOR-O1"),
      ("ΑBC", "Α", "Greek", true, "ABC"),
      ("jоhn@example.org", "о", "Cyrillic", false, "john@example.org"),
      ("ТОР", "Т", "Cyrillic", true, "TOP"), ("ТЖa", "Т", "Cyrillic", true, nil),
    ] as [(String, Unicode.Scalar, String, Bool, String?)])
  func lookAlikeLetters(
    text: String, letter: Unicode.Scalar, script: String, isFirst: Bool, latin: String?
  ) {
    #expect(
      lookAlike(text)
        == LookAlike(letter: letter, script: script, isFirst: isFirst, latin: latin))
  }

  @Test(arguments: ["", "TOR-01", "Québec", "сергей", "Жанна-01", "日本-A", "Ωmega"])
  func textsWithoutLookAlikes(text: String) {
    #expect(lookAlike(text) == nil)
  }

  @Test(arguments: [
    ("4111111111111111", "1111"), ("4111 1111 1111 1111", "1111"), ("4111-1111-1111-1111", "1111"),
    ("378282246310005", "0005"), ("5555555555554444", "4444"), ("2223003122003222", "3222"),
    ("6011111111111117", "1117"), ("30569309025904", "5904"), ("3530111333300000", "0000"),
    ("4222222222222", "2222"), ("4111 1111 1111 1111 x", "1111"), (" 4111111111111111", "1111"),
    ("4111--1111-1111-1111", "1111"), ("pay 4111 1111 1111 1111 now", "1111"),
    ("VISA4111111111111111", "1111"), ("Amex 3782 822463 10005, thanks", "0005"),
    ("https://example.org/4111111111111111", "1111"), ("paid with 4111111111111111.", "1111"),
  ])
  func cardNumbers(text: String, ending: String) {
    #expect(paymentCardEnding(text) == ending)
  }

  @Test(arguments: [
    "", "4111111111111112", "411111111111", "9111111111111111", "12345678901234567890",
    "20270306141500000", "0000000000000000",
    // Telephone numbers side by side, dates with times, coordinates, other ids.
    "call 514 555 0123 514 555 or", "514 555 0197, 416 555 0123", "at 2027-03-06 14:15:00",
    "from 2027-03-06 to 2027-03-13", "45.4215296 -75.6971931", "at 45.42152961234567 north",
    "order 4111111111111112", "IBAN FR76 3000 6000 0112 3456 7890 189", "EAN 4006381333931",
  ])
  func otherNumbers(text: String) {
    #expect(paymentCardEnding(text) == nil)
  }

  @Test(arguments: [
    ("kitten", "kitten", 2, 0), ("gmial.com", "gmail.com", 1, 1), ("abcd", "abdc", 1, 1),
    ("phisical", "physical", 2, 1), ("ca", "abc", 3, 3), ("kitten", "sitting", 3, 3),
    ("kitten", "sitting", 2, 3), ("", "ab", 2, 2), ("abcdefgh", "badcfehg", 4, 4),
    ("longer text", "short", 2, 3),
  ])
  func distances(left: String, right: String, limit: Int, distance: Int) {
    let (left, right) = (SuggestionKey(left), SuggestionKey(right))
    #expect(left.distance(to: right, limit: limit) == distance)
    #expect(right.distance(to: left, limit: limit) == distance)
  }

  @Test func theCommonDistanceAgrees() {
    let words = ["ontario", "ontaroi", "ontraio", "manitoba", "onatrio", "nunavut", "on", "otn"]
    for left in words {
      for right in words {
        for limit in 1...2 {
          let found = SuggestionKey(left).distance(to: SuggestionKey(right), limit: limit)
          #expect(found == editDistance(left, right, limit: limit), "\(left) \(right)")
        }
      }
    }
  }

  @Test(arguments: [
    ("Canda", "Canada", "one letter"), ("Ontaroi", "Ontario", "one letter"),
    ("Manitobba", "Manitoba", "one letter"), ("Mannitobba", "Manitoba", "two letters"),
  ])
  func suggestionsTellTheirEvidence(text: String, name: String, distance: String) {
    var index = NameIndex()
    for name in ["Canada", "Ontario", "Manitoba"] { index.add(name, for: name) }
    #expect(
      index.suggestion(for: text, noun: "name")
        == Issue.Suggestion(name, evidence: "the only name within \(distance)"))
  }

  @Test(arguments: [
    "", "and", " and ", "Bosnia and Herzegovina and more", "a - b--c-", "L'Île d'Or", "’’",
    "Trinidad & Tobago",
    " &  & ", "é and",
  ])
  func marksAreReplacedByTheirBytes(text: String) {
    #expect(NameIndex.replaced("'", in: text, by: "’") == text.replacing("'", with: "’"))
    #expect(NameIndex.replaced("’", in: text, by: "'") == text.replacing("’", with: "'"))
    #expect(
      NameIndex.replaced(" and ", in: text, by: " & ") == text.replacing(" and ", with: " & "))
    #expect(NameIndex.replaced("-", in: text, by: " ") == text.replacing("-", with: " "))
  }

  @Test func twoNearNamesGiveNoSuggestion() {
    var index = NameIndex()
    index.add("lame", for: "1")
    index.add("late", for: "2")
    #expect(index.suggestion(for: "lane", noun: "name") == nil)
    index = NameIndex()
    index.add("lame", for: "1")
    index.add("late", for: "1")
    #expect(index.suggestion(for: "lane", noun: "name")?.text == "lame")
  }

  @Test(arguments: [
    ("Île-du-Prince-Édouard", "iledupriceedouard", false), ("P.E.I.", "pei", true),
    ("Trinidad & Tobago", "trinidadandtobago", true), ("Québec", "quebec", true),
    ("İstanbul", "istanbul", true), ("Türkiye", "turkiye", true), ("日本", "日本", true),
  ])
  func keysOfNames(text: String, key: String, isEqual: Bool) {
    #expect((referenceKey(text) == key) == isEqual)
  }

  @Test(arguments: [
    ("1250", WholeDigits.digits("1250")), ("0", .digits("0")), ("1250.0", .digits("1250")),
    ("1.25E+3", .digits("1250")), ("1.41655501230000E10", .digits("14165550123")),
    ("999999999999999", .digits("999999999999999")), ("1000000000000000", .tooMany),
    ("1E300", .tooMany), ("12.5", .notWhole), ("-5", .notWhole), ("1E-3", .notWhole),
    ("", .notWhole), ("1E99999999999999999999", .notWhole), ("NaN", .notWhole),
    ("1.2.3", .notWhole),
  ])
  func digitsOfNumbers(lexeme: String, digits: WholeDigits) {
    #expect(wholeDigits(ofNumber: lexeme) == digits)
  }
}
