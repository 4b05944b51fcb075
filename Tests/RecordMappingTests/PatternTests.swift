import Testing

@testable import RecordMapping

@Suite struct PatternTests {
  static let cases: [(pattern: String, fits: [String], misses: [String])] = [
    ("[A-Z0-9][A-Z0-9_-]{0,31}", ["A", "TOR-01", "0_"], ["", "-A", "tor", "A B", "É"]),
    ("^[a-z]+$", ["abc"], ["", "abc1", "^abc$", "Abc"]),
    ("[A-Z]{0,20000}", ["", "AB"], ["a"]),
    ("[a-c-e]", ["a", "c", "-", "e"], ["d"]),
    ("[A-F-[BD]]+", ["ACEF"], ["AB", "G"]),
    ("[A-Z]{2}[0-9]{0,3}", ["ET", "ET150"], ["E1", "ET1500", "ET15A"]),
    ("a?b*c+", ["c", "abbcc", "bc"], ["", "ab", "aac", "ca"]),
    ("[0-9]{3}", ["123"], ["12", "1234"]),
    ("[0-9]{2,}", ["12", "12345"], ["1"]),
    ("[a-z0-9][a-z0-9._@+-]{2,63}", ["a.b@c+d-e"], ["ab", ".abc"]),
    ("a\\.b", ["a.b"], ["axb"]),
    ("[\\]\\\\-]+", ["]", "\\", "-"], ["[", "a"]),
    // Beyond rows of classes: the full engine.
    ("[a-z]*z", ["z", "az", "zz"], ["", "a"]),
    ("(ab|cd)+", ["ab", "abcd"], ["", "abc", "AB"]),
    ("\\d{2}", ["12", "٣٤"], ["1", "ab"]),
    ("[^,]+", ["a b", "é"], ["a,b", ""]),
    (".*é", ["café"], ["cafe"]),
    ("[é-ü]", ["ö"], ["o"]),
    ("[a-z-[aeiou]]+", ["xyz"], ["xay"]),
    ("cost: \\$", ["cost: $"], ["cost: "]),
    ("\\p{Lu}", ["É"], ["é", "1"]),
    ("a$b", ["a$b"], ["ab"]),
    ("", [""], ["a"]),
    ("a|", ["", "a"], ["b"]),
    ("(a*)*", ["", "aaa"], ["b"]),
    ("(ab){2,3}", ["abab", "ababab"], ["ab", "abababab"]),
    ("\\i\\c*", ["a-1", "_x", ":é"], ["1a", "-"]),
    ("\\w+\\s\\W", ["ab -", "é\t."], ["a-b "]),
    ("\\P{L}\\p{IsBasicLatin}", ["1a", "-~"], ["aa", "1é"]),
    ("[^a-z\\d]+", ["AB-"], ["Ab", "A1"]),
    ("[\\w.-]+@[\\w-]+(\\.[\\w-]+)+", ["a.b@c-d.org"], ["a@b", "@c.d"]),
  ]

  @Test(arguments: cases.indices)
  func patterns(_ index: Int) {
    let (expression, fits, misses) = Self.cases[index]
    let pattern = Pattern(expression)
    #expect(pattern.isValid, "\(expression)")
    for text in fits { #expect(pattern.matches(text), "\(expression) \(text)") }
    for text in misses { #expect(!pattern.matches(text), "\(expression) \(text)") }
  }

  @Test(arguments: ["a(", "[z-a]", "a{3,1}", "\\p{Xx}", "\\q", "[]", "*", "[", "a)", "(?i)a"])
  func invalidExpressions_matchNothing(_ expression: String) {
    #expect(!Pattern(expression).isValid)
    #expect(!Pattern(expression).matches("a"))
  }

  @Test func simpleAndFullEngine_agree() {
    let patterns = [
      "[A-Z0-9][A-Z0-9_-]{0,5}", "a?b*c+", "[0-9]{2,}", "[a-c]{1,3}[0-9]", "[A-F-[BD]](1)?",
      "((A)([-_]))", "[a-c-e]",
    ]
    let texts = [
      "", "A", "ABCDEF", "ABCDEFG", "A-_", "-A", "c", "abbc", "abcabc", "12", "1", "a1", "abc9",
      "abcd9", "abc", "9", "É",
    ]
    for expression in patterns {
      guard let syntax = PatternSyntax(expression), let simple = SimplePattern(syntax),
        let full = FullPattern(syntax)
      else {
        Issue.record("\(expression) is not of both kinds")
        continue
      }
      for text in texts {
        #expect(simple.matches(text) == full.matches(text), "\(expression) \(text)")
      }
    }
  }

  @Test(arguments: ["a*a*a*b", "(a|a)*b", "(a+)+b", ".*a.*a.*b", "(a|aa)+b"])
  func noExpression_hangs(_ expression: String) {
    let pattern = Pattern(expression)
    let letters = String(repeating: "a", count: 32_000)
    let clock = ContinuousClock()
    var isFound = true
    var isMissed = false
    let time = clock.measure {
      isFound = pattern.matches(letters + "b")
      isMissed = !pattern.matches(letters + "c")
    }
    #expect(isFound && isMissed)
    #expect(time < .seconds(20))
  }

  @Test func countsThatUnfoldTooFar_areRefused() {
    #expect(Pattern(".{1,5000}").isValid)
    #expect(!Pattern("(.{1,1000}){1,1000}").isValid)
    // Nothing at all, a billion times a billion times.
    #expect(!Pattern("((){999999999}){999999999}").isValid)
    #expect(!Pattern(String(repeating: "(", count: 60) + String(repeating: ")", count: 60)).isValid)
  }

  @Test func nulInText_doesNotCutItShort() {
    #expect(!Pattern("(ab|cd)").matches("ab\u{0}xx"))
  }
}
