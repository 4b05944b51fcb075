import TabularCore
import Testing

@testable import DelimitedText

/// Encodings: marks, names, detection, guesses and damage.
struct EncodingTests {
  static let text = "id,name\r\n1,caf\u{E9}\r\n"

  @Test(arguments: TextEncoding.allCases.filter { !$0.byteOrderMark.isEmpty })
  func mark_decidesTheEncoding(_ encoding: TextEncoding) {
    let bytes = encoding.byteOrderMark + Samples.encode(Self.text, encoding)
    for choice in [EncodingChoice.utf8OrMarked, .detect, .auto, .named(encoding)] {
      let reading = Reading(bytes, DialectOptions(encoding: choice))
      #expect(reading.dialect == Dialect(encoding: encoding, hasByteOrderMark: true))
      #expect(reading.rows == [ReadRow(1, ["id", "name"]), ReadRow(2, ["1", "café"])])
    }
  }

  @Test(arguments: TextEncoding.allCases.filter { $0.unitSize > 1 })
  func wideEncodingWithoutMark_isDetectedOnlyWhenAllowed(_ encoding: TextEncoding) {
    let bytes = Samples.encode(Self.text, encoding)
    let detected = Reading(bytes, DialectOptions(encoding: .detect))
    #expect(detected.dialect == Dialect(encoding: encoding))
    #expect(detected.rows == [ReadRow(1, ["id", "name"]), ReadRow(2, ["1", "café"])])
    let strict = Reading(bytes)
    #expect(strict.error?.code == "csv.encoding-invalid")
    #expect(strict.error?.variant == "nul")
    #expect(strict.error?.row == 1)
  }

  @Test func chineseUTF16WithoutMark_isDetected() {
    let text = "姓名,城市\n王小明,北京\n李四,上海市浦东新区\n"
    for encoding in [TextEncoding.utf16LittleEndian, .utf16BigEndian] {
      let reading = Reading(
        Samples.encode(text, encoding), DialectOptions(encoding: .detect))
      #expect(reading.dialect?.encoding == encoding)
      #expect(reading.rows.last == ReadRow(3, ["李四", "上海市浦东新区"]))
    }
  }

  @Test(arguments: ["a,b,c\n1,\0,3\n", "id,name\n1,\0x\n", "a\0b\0\nc", "a\n\0\0\0\0\0\0"])
  func strayNULs_areNoUTF16(_ text: String) {
    let reading = Reading(text, DialectOptions(encoding: .detect))
    #expect(reading.error?.code == "csv.encoding-invalid")
    #expect(reading.error?.variant == "nul")
  }

  struct Damage: Sendable {
    var bytes: [UInt8]
    var encoding: EncodingChoice = .utf8OrMarked
    var fault: IssueContent.EncodingFault
    var line: Int
    var byte: String
    var offset: Int
  }

  static let damages: [Damage] = [
    Damage(
      bytes: Array("a,b\n1,Montr".utf8) + [0xE9] + Array("al\n".utf8),
      fault: .notUTF8(sample: "Montréal"), line: 2,
      byte: "0xE9", offset: 11),
    // Overlong, surrogate, beyond U+10FFFF, a lone trail byte, cut at the end.
    Damage(
      bytes: Array("a\r\nb".utf8) + [0xC0, 0xAF], fault: .notUTF8(sample: "bÀ¯"), line: 2,
      byte: "0xC0", offset: 4),
    Damage(
      bytes: [0x61, 0x0D, 0xED, 0xA0, 0x80], fault: .notUTF8(sample: "í\u{A0}€"), line: 2,
      byte: "0xED", offset: 2),
    Damage(
      bytes: [0x61, 0xF4, 0x90, 0x80, 0x80], fault: .alone, line: 1,
      byte: "0xF4", offset: 1),
    Damage(
      bytes: [0x61, 0xBF, 0x0A], fault: .alone, line: 1,
      byte: "0xBF", offset: 1),
    Damage(
      bytes: [0x61, 0x0A, 0x22, 0x0A, 0xE2, 0x82], fault: .notUTF8(sample: "â‚"), line: 3,
      byte: "0xE2", offset: 4),
    Damage(
      bytes: Array("é,x".utf8) + [0x0A, 0xC3, 0xA9, 0xE9], fault: .alone, line: 2,
      byte: "0xE9", offset: 7),
    Damage(
      bytes: Array("a\nb,\0\n".utf8), fault: .nul, line: 2,
      byte: "0x00", offset: 4),
    Damage(
      bytes: [0x61, 0x0A, 0x81], encoding: .named(.windows1252),
      fault: .declared(encoding: "Windows-1252"), line: 2,
      byte: "0x81", offset: 2),
    // A lone surrogate and an odd byte.
    Damage(
      bytes: [0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x00, 0xD8, 0x61, 0],
      fault: .declared(encoding: "UTF-16LE"), line: 2,
      byte: "0x00", offset: 6),
    Damage(
      bytes: [0xFE, 0xFF, 0, 0x61, 0, 0x0A, 0x41], fault: .declared(encoding: "UTF-16BE"), line: 2,
      byte: "0x41", offset: 6),
  ]

  @Test(arguments: damages)
  func damage_isToldWithLineByteAndSample(_ damage: Damage) {
    var options = DialectOptions.comma
    options.encoding = damage.encoding
    let whole = Reading(damage.bytes, options)
    let expected = DelimitedTextError(
      .csvEncodingInvalid(damage.fault, line: damage.line, byte: damage.byte),
      byteOffset: damage.offset, row: damage.line)
    #expect(whole.error == expected)
    for chunkSize in 1...damage.bytes.count {
      let reading = Reading(damage.bytes, options, chunkSize: chunkSize, sampleSize: 0)
      #expect(reading.rows == whole.rows)
      #expect(reading.error?.row == expected.row)
      #expect(reading.error?.byteOffset == expected.byteOffset)
    }
  }

  @Test func rowsBeforeTheDamage_areGivenOut() {
    let reading = Reading(Array("a\nb\nc,".utf8) + [0xFF], .comma)
    #expect(reading.rows == [ReadRow(1, ["a"]), ReadRow(2, ["b"])])
    #expect(reading.error?.row == 3)
  }

  struct Guess: Sendable {
    var text: String
    var encoding: TextEncoding
    var example: String
    var line: Int
  }

  @Test(arguments: [
    Guess(
      text: "ville,pays\nMontréal,Canada\nQuébec,Canada\n", encoding: .windows1252,
      example: "Montréal", line: 2),
    Guess(
      text: "nom\nHélène Lefèvre – l’œuvre\n", encoding: .windows1252,
      example: "Hélène Lefèvre – l’œuvre", line: 2),
    Guess(text: "imię\nŁukasz Wójcik\nŻółć\n", encoding: .windows1250, example: "imię", line: 1),
    Guess(
      text: "jméno\nDvořák\nPříliš žluťoučký kůň\n", encoding: .windows1250, example: "jméno",
      line: 1),
    Guess(text: "prix\n12 €\nun cœur\n", encoding: .iso8859Part15, example: "12 €", line: 2),
  ])
  func auto_guessesAnEightBitEncoding(_ guess: Guess) {
    let bytes = Samples.encode(guess.text, guess.encoding)
    let reading = Reading(bytes, DialectOptions(encoding: .auto))
    #expect(
      reading.dialect?.guess
        == EncodingGuess(encoding: guess.encoding, example: guess.example, line: guess.line))
    #expect(reading.dialect?.encoding == guess.encoding)
    #expect(reading.rows == Reading(guess.text).rows)
    #expect(Reading(bytes).error?.code == "csv.encoding-invalid")
  }

  @Test func auto_keepsUTF8() {
    let reading = Reading(Array("é,b\n".utf8), DialectOptions(encoding: .auto))
    #expect(reading.dialect == Dialect(encoding: .utf8))
  }

  @Test func namedUTF16_followsTheMarkForTheByteOrder() {
    let bytes = [0xFE, 0xFF] + Samples.encode("a,b", .utf16BigEndian)
    let reading = Reading(bytes, DialectOptions(encoding: .named(.utf16LittleEndian)))
    #expect(reading.dialect == Dialect(encoding: .utf16BigEndian, hasByteOrderMark: true))
  }

  @Test(arguments: [
    ("UTF-8", TextEncoding.utf8), ("utf16", .utf16LittleEndian), ("UTF_16BE", .utf16BigEndian),
    ("Latin1", .iso8859Part1), ("cp1252", .windows1252), ("Windows-1250", .windows1250),
    ("ISO 8859-15", .iso8859Part15), ("utf-32le", .utf32LittleEndian),
  ])
  func name_isReadAsPeopleWriteIt(_ name: String, _ encoding: TextEncoding) {
    #expect(TextEncoding(name: name) == encoding)
    #expect(TextEncoding(name: encoding.rawValue) == encoding)
    #expect(TextEncoding(name: encoding.displayName) == encoding)
  }

  @Test func unknownName_isNone() {
    #expect(TextEncoding(name: "koi8-r") == nil)
  }
}
