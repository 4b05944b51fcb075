import Crypto
import Foundation
import TestSupport
import Testing

@testable import DataCare

/// What makes masked copies fast changes nothing in them: each shortcut is held against what it stands for.
@Suite struct ScrambleShortcutTests {
  private var numbers = SeededNumbers(seed: .random(in: 0 ... .max))

  @Test mutating func numbersAreThoseOfHMAC() throws {
    let scratch = try ScratchFolder()
    let key = try ScrambleKey(file: scratch.path(of: "a.key"))
    for kind in ["", "name", "a longer kind of values"] {
      var draws = KeyedDraws(key, kind: kind)
      for _ in 0..<200 {
        let value = bytes(0...200)
        draws.begin(value, attempt: 0)
        for attempt in [0, 1, 70_000] {
          if attempt > 0 { draws.again(attempt: attempt) }
          // Sixteen numbers of two bytes are in each code.
          for block in 0..<2 {
            let counts = [UInt32(attempt), UInt32(block)].flatMap { number in
              withUnsafeBytes(of: number.littleEndian) { Array($0) }
            }
            let code = Array(
              HMAC<SHA256>.authenticationCode(
                for: Array(kind.utf8) + [0] + value + counts, using: key.key))
            for place in stride(from: 0, to: code.count, by: 2) {
              let expected = Int(code[place]) << 8 | Int(code[place + 1])
              #expect(draws.next(below: 65_536) == expected, "seed \(numbers.seed)")
            }
          }
        }
      }
    }
  }

  /// What is found is what was kept, whatever was forgotten meanwhile.
  @Test(arguments: [40, 5_000, 40_000])
  mutating func keptTextsAreFound(_ count: Int) {
    var known = KnownTexts<String>()
    var hits = 0
    for _ in 0..<300_000 {
      let number = Int.random(in: 0..<count, using: &numbers)
      let text = "name \(number)"
      if let other = known.value(for: text) {
        hits += 1
        #expect(other == "other \(number)")
      } else {
        known.keep("other \(number)", for: text)
      }
    }
    #expect(hits > 200_000, "\(hits)")
  }

  @Test func ofTextsThatNeverComeAgain_nothingIsKept() {
    var known = KnownTexts<String>()
    for number in 0..<200_000 {
      #expect(known.value(for: String(number)) == nil)
      known.keep("x", for: String(number))
    }
    // All was let go once it was clear that nothing comes again.
    #expect(known.value(for: "0") == nil && known.value(for: "199999") == nil)
  }

  /// Every token is found in every text that has it, and hardly any in one that has none.
  @Test mutating func tokensAreFound_asBySearch() {
    var wrong = 0
    for _ in 0..<2_000 {
      let values = (0..<5).map { _ in text(3...70) }
      let tokens = tokens(of: values)
      let plain = values.flatMap { value in
        value.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count >= 4 }
          .flatMap { [String($0.prefix(64)), String($0.reversed().prefix(64))] }
      }
      let asked = text(0...90) + (Bool.random(using: &numbers) ? values[0].uppercased() : "")
      let isIn = plain.contains { asked.lowercased().contains($0) }
      let isFound = tokens.occur(in: asked)
      #expect(isFound || !isIn, "seed \(numbers.seed): \(asked) has one of \(plain)")
      if isFound != isIn { wrong += 1 }
    }
    #expect(wrong <= 2, "seed \(numbers.seed): \(wrong)")
  }

  /// What is kept by the shape of a text holds for texts of that shape alone.
  @Test mutating func literalsAreThoseOfTheShape() {
    var known = KnownShapes()
    var kept: [String: [Bool]] = [:]
    for _ in 0..<5_000 {
      let value = text(0...3)
      let shape = ShapedText.shape(of: value)
      #expect(known.literals(of: value) == kept[shape], "seed \(numbers.seed): \(value)")
      let literals = value.unicodeScalars.map { _ in Bool.random(using: &numbers) }
      if kept[shape] == nil {
        kept[shape] = literals
        known.keep(literals, of: value)
      }
    }
    #expect(kept.count > 100)
  }

  private func tokens(of values: [String]) -> PersonalTokens {
    var collected = CollectedTokens(count: values.count)
    for value in values { collected.add(value) }
    return collected.finished()
  }

  private mutating func bytes(_ counts: ClosedRange<Int>) -> [UInt8] {
    (0..<Int.random(in: counts, using: &numbers)).map { _ in
      UInt8.random(in: 0...255, using: &numbers)
    }
  }

  /// A text of few letters, so that words meet.
  private mutating func text(_ counts: ClosedRange<Int>) -> String {
    let letters = Array("abABé1 -")
    return String(
      (0..<Int.random(in: counts, using: &numbers)).map { _ in
        letters[Int.random(in: letters.indices, using: &numbers)]
      })
  }
}
