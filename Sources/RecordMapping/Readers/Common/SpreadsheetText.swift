/// Texts that spreadsheets, and programs that write for them, leave in files.
enum SpreadsheetText {
  /// The text inside a wrapping whose only purpose is to keep a spreadsheet from reading it as a number
  /// or a formula; `nil` when there is none.
  ///
  /// Programs that export for Excel write `="00123"`, a formula whose result is the text with its zeros
  /// (a quote in it is doubled). Others, including this one, put an apostrophe before text that would be
  /// read as a formula or a number. `=00123` does not keep zeros, so nobody writes it for that purpose:
  /// it stays as it is, and so do names such as `'t Hooft`.
  static func unwrapped(_ text: String) -> String? {
    let bytes = text.utf8.span
    guard bytes.count > 1 else { return nil }
    switch bytes[0] {
    case UInt8(ascii: "="): return formulaText(text)
    case UInt8(ascii: "'"):
      guard isFormulaStart(bytes[1]) || isNumberLike(text.utf8.dropFirst()), !text.hasSuffix("'")
      else { return nil }
      return String(text.dropFirst())
    default: return nil
    }
  }

  /// The text of a formula that is only a text, `="00123"`.
  private static func formulaText(_ text: String) -> String? {
    guard text.utf8.count >= 3, text.hasPrefix("=\""), text.hasSuffix("\"") else { return nil }
    let inner = text.dropFirst(2).dropLast()
    guard inner.contains("\"") else { return String(inner) }
    // A quote that is not doubled ends the text: `="a" & "b"` is a different formula.
    let single = inner.replacing("\"\"", with: "")
    return single.contains("\"") ? nil : String(inner.replacing("\"\"", with: "\""))
  }

  private static func isFormulaStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
      true
    default: false
    }
  }

  /// Whether a text begins with a digit and contains only digits and separators.
  private static func isNumberLike(_ bytes: Substring.UTF8View) -> Bool {
    guard bytes.first.map(ByteScanning.isDigit) == true else { return false }
    return bytes.allSatisfy { byte in
      ByteScanning.isDigit(byte) || byte == 0x20 || (0x2C...0x2F).contains(byte)
        || byte == UInt8(ascii: ":")
    }
  }

  /// Whether a text is the word that a spreadsheet shows for a broken formula, in any language:
  /// `#REF!`, `#N/A`, `#WERT!`, `Err:502`.
  static func isErrorWord(_ text: String) -> Bool {
    guard text.utf8.count <= 40, let first = text.utf8.first else { return false }
    if first == UInt8(ascii: "#") { return errorWords.contains(text.uppercased()) }
    return isNumberedError(text)
  }

  /// Whether a text is what a spreadsheet shows when a column is too narrow for its value.
  static func isOverflow(_ text: String) -> Bool {
    text.utf8.count >= 3 && text.utf8.allSatisfy { $0 == UInt8(ascii: "#") }
  }

  /// LibreOffice's errors without a name, `Err:502`; the word before the number is translated.
  private static func isNumberedError(_ text: String) -> Bool {
    let number = text.utf8.suffix(4)
    guard number.first == UInt8(ascii: ":"), number.dropFirst().first == UInt8(ascii: "5"),
      number.dropFirst().allSatisfy(ByteScanning.isDigit)
    else { return false }
    return numberedErrors.contains(text[..<number.startIndex].trimmed.lowercased())
  }

  private static let numberedErrors: Set<String> = [
    "err", "erro", "errore", "error", "erreur", "fehler", "fout", "fel", "feil", "fejl", "virhe",
    "chyba", "hiba", "błąd", "napaka", "greška", "ошибка", "помилка", "грешка", "hata", "σφάλμα",
  ]

  /// The errors of ECMA-376 part 1, 18.17.3, and later ones, as Excel, LibreOffice, Gnumeric and
  /// Google Sheets write them in the languages they are known in.
  private static let errorWords: Set<String> = {
    let texts = """
      #NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! \
      #CONNECT! #UNKNOWN! #BUSY! #EXTERNAL! #PYTHON! #TIMEOUT! #ERROR! #MACRO? #RECURSE! #CIRC! \
      #NUL! #VALEUR! #NOM? #NOMBRE! #CHAMP! #PROPAGATION! #EPARS! #DEVERSEMENT! #DÉVERSEMENT! \
      #BLOQUÉ! #BLOQUE! #CONNEXION! #INCONNU! #OCCUPÉ! #CHARGEMENT_DONNEES #CHARGEMENT_DONNÉES \
      #ND #N/D #N/D! #WERT! #BEZUG! #ZAHL! #NV #ÜBERLAUF! #FELD! #BLOCKIERT! #VERBINDEN! \
      #UNBEKANNT! #¡NULO! #¡DIV/0! #¡VALOR! #¡REF! #¿NOMBRE? #¡NUM! #¡DESBORDAMIENTO! #¡CALC! \
      #¡CAMPO! #NULO! #VALOR! #NOME? #NÚM! #DESPEJAR! #DERRAME! #CAMPO! #NULLO! #VALORE! #RIF! \
      #ESPANSIONE! #LEEG! #DEEL/0! #WAARDE! #VERW! #NAAM? #GETAL! #N/B #OVERLOPEN! #VELD! \
      #SKÄRNING! #DIVISION/0! #VÄRDEFEL! #REFERENS! #NAMN? #OGILTIGT! #SAKNAS! #SAKNAS \
      #VÆRDI! #REFERENCE! #NAVN? #I/T #VERDI! #ZERO! #DZIEL/0! #ARG! #ARG #ADR! #ADR #NAZWA? \
      #LICZBA! #ROZLANIE! #HODNOTA! #ODKAZ! #NÁZEV? #DĚLENÍ_NULOU! #ČÍSLO! #NENÍ_K_DISPOZICI \
      #ЗНАЧ! #ДЕЛ/0! #ССЫЛКА! #ИМЯ? #ЧИСЛО! #Н/Д #ПУСТО! #ПЕРЕНОС! #ARVO! #JAKO/0! #VIITTAUS! \
      #NIMI? #LUKU! #PUUTTUU! #PUUTTUU #TYHJÄ! #ÉRTÉK! #HIV! #NÉV? #SZÁM! #HIÁNYZIK #ZÉRÓOSZTÓ! \
      #NULLA! #DEĞER! #BAŞV! #AD? #SAYI! #YOK #SAYI/0! #BOŞ! #TAŞMA!
      """
    return Set(texts.split(separator: " ").map(String.init))
  }()

  /// Whether the reader may have to examine a text, judging by its first byte.
  @inline(__always)
  static func mayBegin(with byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "'")
  }

  /// Whether the bytes may end like a numbered error: `:502`.
  @inline(__always)
  static func mayBeNumberedError(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    count >= 7 && bytes[count &- 4] == UInt8(ascii: ":") && bytes[count &- 3] == UInt8(ascii: "5")
  }
}

/// The text inside the wrapping that a spreadsheet needed, `="00123"` or `'00123`; without one the text
/// itself.
public func withoutSpreadsheetWrapping(_ text: String) -> String {
  guard let first = text.utf8.first(where: { $0 != 0x20 }), SpreadsheetText.mayBegin(with: first)
  else { return text }
  return SpreadsheetText.unwrapped(String(Substring(text).trimmed)) ?? text
}
