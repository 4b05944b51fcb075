import TabularCore
import Testing

@testable import DelimitedText

/// Random texts against a second, plain reading of RFC 4180, and through every chunking.
struct ReferenceReadingTests {
  /// A field-by-field reading of well-quoted text, one byte after the other.
  private static func plainReading(_ bytes: [UInt8]) -> [ReadRow] {
    var rows: [ReadRow] = []
    var index = 0
    var line = 1
    func byte(_ at: Int) -> UInt8? { at < bytes.count ? bytes[at] : nil }
    while index < bytes.count {
      let start = line
      var fields: [String] = []
      var isOpen = true
      let isEmptyLine = byte(index) == 10 || byte(index) == 13
      while isOpen {
        var field: [UInt8] = []
        if byte(index) == 34 {
          index += 1
          while let next = byte(index) {
            index += 1
            if next == 34 {
              if byte(index) != 34 { break }
              index += 1
            } else if next == 10 || (next == 13 && byte(index) != 10) {
              line += 1
            }
            field.append(next)
          }
        }
        while let next = byte(index), next != 44, next != 10, next != 13 {
          field.append(next)
          index += 1
        }
        fields.append(String(decoding: field, as: UTF8.self))
        isOpen = byte(index) == 44
        if isOpen { index += 1 }
      }
      if index < bytes.count {
        index += byte(index) == 13 && byte(index + 1) == 10 ? 2 : 1
        line += 1
      }
      rows.append(ReadRow(start, isEmptyLine ? [] : fields))
    }
    return rows
  }

  private static func wellQuoted(_ generator: inout Samples.Generator) -> String {
    let pieces = ["a", "é", "bcdefgh", " ", "😀", "1"]
    let quotedPieces = pieces + ["\"\"", ",", "\n", "\r\n", "\r", "\"\""]
    var text = ""
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      for column in 0..<Int.random(in: 1...4, using: &generator) {
        if column > 0 { text += "," }
        let isQuoted = Bool.random(using: &generator)
        let source = isQuoted ? quotedPieces : pieces
        let count = Int.random(in: 0...3, using: &generator)
        let field = (0..<count).map { _ in source.randomElement(using: &generator) ?? "" }
        text += isQuoted ? "\"" + field.joined() + "\"" : field.joined()
      }
      text += ["\n", "\r\n", "\r", "\n\n"].randomElement(using: &generator) ?? ""
    }
    return text
  }

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func wellQuotedText_readsAsThePlainReading(_ seed: UInt64) {
    var generator = Samples.Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let bytes = Array(Self.wellQuoted(&generator).utf8)
    let whole = Reading(bytes, .comma)
    #expect(whole.rows == Self.plainReading(bytes))
    #expect(whole.findings.isEmpty)
    expectSameReading(bytes, .comma, whole)
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func anyText_readsAlikeInEveryChunking(_ seed: UInt64) {
    var generator = Samples.Generator(state: seed &* 0xD134_2543_DE82_EF95)
    let pieces = ["a", "é", "\"", "\"", ",", "\n", "\r", "x y"]
    let count = Int.random(in: 1...30, using: &generator)
    let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    var limits = Limits()
    if Bool.random(using: &generator) {
      limits[.fieldSize] = Int.random(in: 3...9, using: &generator)
    }
    let bytes = Array(text.utf8)
    let whole = Reading(bytes, .comma, limits: limits)
    #expect(whole.error == nil)
    expectSameReading(bytes, .comma, limits: limits, whole)
  }
}
