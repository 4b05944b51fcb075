import TabularCore

/// The words that people and spreadsheet programs write before or after totals.
///
/// Those of the Subtotal command and of totals rows, in the languages that files come in.
public enum TotalWords {
  /// How a text mentions a total.
  public enum Match: Sendable, Equatable {
    /// It is a total word: `Total`, `Grand total:`.
    case alone
    /// It ends with one, as the Subtotal command writes it: `K-1 Total`.
    case attached
    /// It begins with one, as totals and names do: `Total K-1`, `Total Energies`.
    case leading
  }

  private static let words: Set<String> = Set(
    [
      "total", "totals", "grand total", "grand totals", "grand average", "grand count", "subtotal",
      "subtotals", "sum", "average", "count",
      "totaux", "total général", "sous-total", "sous-totaux", "somme", "moyenne",
      "moyenne générale", "suma", "suma total", "total general", "totales", "subtotales",
      "promedio", "gran total", "sumas", "gesamt", "gesamtsumme", "gesamtergebnis", "insgesamt",
      "summe",
      "zwischensumme", "ergebnis", "teilergebnis", "durchschnitt", "mittelwert", "totale",
      "totali", "subtotale", "subtotali", "totale complessivo", "totale generale", "somma",
      "totaal", "subtotaal", "eindtotaal", "gemiddelde", "soma",
      "anzahl", "nombre", "recuento", "cuenta", "conteggio", "aantal", "contagem",
    ].map { fold($0) })
  private static let longest = 100

  /// How a text mentions a total; `nil` when it does not.
  public static func match(_ text: String) -> Match? {
    guard text.utf8.count <= longest else { return nil }
    var text = Substring(text)
    while let last = text.last, last == ":" || last.isWhitespace { text.removeLast() }
    guard text.utf8.count >= 3 else { return nil }
    if words.contains(fold(String(text))) { return .alone }
    let tokens = text.split(whereSeparator: \.isWhitespace)
    guard tokens.count > 1, let first = tokens.first, let last = tokens.last else { return nil }
    if words.contains(fold(String(last))) { return .attached }
    return words.contains(fold(String(first))) ? .leading : nil
  }

  // MARK: By bytes

  private static let hashes = Set(words.filter { $0.utf8.allSatisfy { $0 < 0x80 } }.map(hash))
  private static let firstLetters = letters { $0.utf8.first }
  private static let lastLetters = letters { $0.utf8.last }

  private static func letters(_ choose: (String) -> UInt8?) -> UInt32 {
    words.compactMap(choose).reduce(0) { $0 | bit(of: $1) }
  }

  /// The bit of a letter, whatever its case; 0 for any other byte.
  private static func bit(of byte: UInt8) -> UInt32 {
    let letter = byte | 0x20
    return letter &- 0x61 < 26 ? 1 << UInt32(letter &- 0x61) : 0
  }

  private static func hash(_ word: String) -> UInt64 {
    word.utf8.reduce(hashSeed) { hashed($0, $1) }
  }

  private static let hashSeed: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func hashed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte | 0x20)) &* 0x100_0000_01B3
  }

  /// Whether a text may mention a total; `false` only when it certainly does not.
  public static func mayMatch(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { mayMatch(UnsafeRawBufferPointer($0)) }
  }

  /// Whether a text's bytes may mention a total; `false` only when they certainly do not.
  ///
  /// The first and last letters rule out most texts.
  public static func mayMatch(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return false }
    let isOdd =
      first >= 0x80 || last >= 0x80 || first <= 0x20 || last <= 0x20 || last == UInt8(ascii: ":")
      || last == UInt8(ascii: ")") || last == UInt8(ascii: "*")
    guard
      isOdd || bit(of: first) & firstLetters != 0 || bit(of: last) & lastLetters != 0
    else { return false }
    var whole = hashSeed
    var token = hashSeed
    var isFirst = true
    for byte in bytes {
      switch byte {
      case 0x80..., UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: "*"): return true
      case 0...0x20:
        if isFirst, token != hashSeed {
          if hashes.contains(token) { return true }
          isFirst = false
        }
        token = hashSeed
      case UInt8(ascii: "-"), UInt8(ascii: "_"): break
      default:
        whole = hashed(whole, byte)
        token = hashed(token, byte)
      }
    }
    return hashes.contains(token) || hashes.contains(whole)
  }
}
