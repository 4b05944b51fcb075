/// Guesses the 8-bit encoding of a file that is not UTF-8.
///
/// The whole file is read once: it is UTF-8 if all of it is. Otherwise each encoding that defines every
/// byte is scored by the characters that result; Windows-1252 wins a tie.
struct SingleByteGuess {
  /// The guess with its evidence.
  let guess: EncodingGuess

  /// The letters that are frequent in the languages of an encoding.
  private static let westernLetters = letters("éèêàâçîïôöûùüëäßñåøæœóíáúãõÉÈÊÀÂÇÎÔÖÛÜÄÑÅØÆŒÓÍÁÚ")
  private static let centralLetters = letters(
    "ąćęłńóśźżčěřšžůďťňőűáéíýúôľöüäĄĆĘŁŃÓŚŹŻČĚŘŠŽŮŐŰÁÉÍÖÜÄ")

  private static func letters(_ text: String) -> Set<Unicode.Scalar> { Set(text.unicodeScalars) }

  /// A guess, or `nil` for a file that is UTF-8, has a NUL byte or fits none of the encodings.
  init?(source: any ByteSource) throws(DelimitedTextError) {
    let text = TextBuffer(source: source, offset: 0, encoding: .utf8, chunkSize: 256 << 10)
    while text.canGrow {
      try text.fill()
      text.discard(text.end)
    }
    guard let failure = text.failure, failure.stop != .nul else { return nil }
    var scan = HighByteScan()
    try scan.read(source)
    guard let evidence = scan.evidence else { return nil }
    var best: (encoding: TextEncoding, score: Int)?
    for encoding in [TextEncoding.windows1252, .windows1250, .iso8859Part15] {
      guard let score = Self.score(of: encoding, scan) else { continue }
      if score > best?.score ?? Int.min { best = (encoding, score) }
    }
    guard let best else { return nil }
    let example = SingleByteTable(best.encoding)?.decode(evidence.bytes) ?? ""
    guess = EncodingGuess(encoding: best.encoding, example: example, line: evidence.line)
  }

  /// How well an encoding explains the bytes; `nil` when it does not define one of them.
  private static func score(of encoding: TextEncoding, _ scan: HighByteScan) -> Int? {
    guard let table = SingleByteTable(encoding) else { return nil }
    let common = encoding == .windows1250 ? centralLetters : westernLetters
    var score = 0
    for byte in UInt8(0x80)...0xFF where scan.counts[Int(byte)] > 0 {
      guard let scalar = table.scalar(of: byte), !(0x80...0x9F).contains(scalar.value) else {
        return nil
      }
      let inWords = scan.countsInWords[Int(byte)]
      let alone = scan.counts[Int(byte)] - inWords
      if common.contains(scalar) {
        score += 3 * inWords + alone
      } else if scalar.properties.isAlphabetic {
        score += inWords
      } else {
        // A symbol between two letters is implausible; an apostrophe or a dash may be there.
        let joins = (0x2010...0x201F).contains(scalar.value) || scalar.value == 0xB7
        score += (joins ? inWords : -4 * inWords) + (scalar == "€" ? alone : 0)
      }
    }
    return score
  }
}
