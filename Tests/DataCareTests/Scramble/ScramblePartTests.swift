import Foundation
import ImportPipeline
import SQLiteStore
import TestSupport
import Testing

@testable import DataCare

/// The parts of masked copies, each by itself.
@Suite struct ScramblePartTests {
  @Test func tokensAreFound_whereverAndHoweverTheyStand() {
    var collected = CollectedTokens(count: 100)
    for value in ["Anne-Sophie Lefèvre", "bo@x.org", "+15145550134"] { collected.add(value) }
    let tokens = collected.finished()
    for text in [
      "sophie", "SOPHIE!", "xsophiex", "eihpos", "LEFÈVRE", "erv\u{E8}fel", "call 15145550134",
      "Data: " + Data("to Sophie".utf8).base64EncodedString(), #"{"n":"Lef\u00e8vre"}"#,
    ] {
      #expect(tokens.occur(in: text, looksInside: true), "\(text)")
    }
    for text in ["", "sop", "ann", "bo", "Lef-evre", "No remarks.", "so phie", "4310555"] {
      #expect(!tokens.occur(in: text, looksInside: true), "\(text)")
    }
  }

  @Test func pseudonymsAreGivenOnce_inMemoryAndBeyond() throws {
    let scratch = try ScratchFolder()
    try scratch.write("given.sqlite", "")
    let given = GivenPseudonyms { () throws(StoreError) in
      try SQLiteConnection(path: scratch.path(of: "given.sqlite"), writes: true)
    }
    var random = SystemRandomNumberGenerator()
    let keys = Array(Set((0..<20_000).map { _ in random.next() as UInt64 }))
    for key in keys { #expect(try given.claim(key, for: key &+ 1)) }
    for key in keys.prefix(1_000) {
      #expect(try given.claim(key, for: key &+ 1))
      #expect(try !given.claim(key, for: key &+ 2))
    }
  }

  @Test(arguments: [
    ("4111111111111111", CheckDigits.luhn), ("4006381333931", .article), ("0306406152", .book),
    ("080442957X", .book), ("DE89370400440532013000", .account),
    ("GB82 WEST 1234 5698 7654 32", .account),
  ])
  func checkDigitsHold_andAreMadeToHold(_ text: String, _ kind: CheckDigits) {
    #expect(CheckDigits.holding(for: Array(text.utf8)).contains(kind))
    for place in text.utf8.indices.map({ text.utf8.distance(from: text.startIndex, to: $0) })
      .suffix(6).dropLast()
    {
      var bytes = Array(text.utf8)
      guard bytes[place] >= 0x30, bytes[place] <= 0x39 else { continue }
      bytes[place] = 0x30 + (bytes[place] - 0x30 + 1) % 10
      #expect(!kind.holds(forText: bytes))
      kind.fix(&bytes)
      #expect(kind.holds(forText: bytes))
    }
  }

  @Test func drawsDependOnKeyKindValueAndAttempt_andOnNothingElse() {
    let key = ScrambleKey()
    func text(_ key: ScrambleKey, _ kind: String, _ value: String, _ attempt: Int) -> String {
      var draws = KeyedDraws(key, kind: kind)
      draws.begin(value.utf8, attempt: attempt)
      var made = DrawnText()
      ShapedText.draw(
        like: "Abcdef-0123456789-Ghijklmnop", literals: nil, &draws, into: &made)
      return made.text
    }
    let first = text(key, "text", "a", 0)
    #expect(first == text(key, "text", "a", 0))
    let others = [
      text(ScrambleKey(), "text", "a", 0), text(key, "email", "a", 0), text(key, "text", "b", 0),
      text(key, "text", "a", 1),
    ]
    #expect(Set(others + [first]).count == 5)
    #expect(ShapedText.shape(of: first) == "Aaaaaa-0000000000-Aaaaaaaaaa")
  }

  /// Texts of ASCII alone are drawn byte by byte, others by characters: both draw the same.
  @Test func bytesAndCharactersAreDrawnAlike() {
    var numbers = SeededNumbers(seed: .random(in: 0 ... .max))
    // Both are used again and again.
    var one = DrawnText()
    var other = DrawnText()
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...40, using: &numbers)
      let bytes = (0..<count).map { _ in UInt8.random(in: 1..<0x80, using: &numbers) }
      let text = String(decoding: bytes, as: UTF8.self)
      let literals =
        Bool.random(using: &numbers)
        ? (0..<count).map { _ in Bool.random(using: &numbers) } : nil
      var draws = KeyedDraws(ScrambleKey(), kind: "text")
      draws.begin(text.utf8, attempt: 0)
      var same = draws
      ShapedText.draw(like: text, literals: literals, &draws, into: &one)
      ShapedText.draw(likeScalarsOf: text, literals, &same, into: &other)
      #expect(one == other, "seed \(numbers.seed): \(text)")
      #expect(ShapedText.shape(of: one.text) == ShapedText.shape(of: text))
    }
  }

  @Test(arguments: ["1980-02-29", "1999-01-01", "2004-12-31", "2026-07-15"])
  func datesMoveWithinTheirYear(_ date: String) {
    var days: Set<String> = []
    for _ in 0..<200 {
      var draws = KeyedDraws(ScrambleKey(), kind: "date")
      draws.begin(date.utf8, attempt: 0)
      let moved = MovedDate.date(of: date, &draws)
      #expect(moved.prefix(5) == date.prefix(5) && moved != date && moved.utf8.count == 10)
      days.insert(moved)
    }
    #expect(days.count > 100)
  }
}
