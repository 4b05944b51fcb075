import TabularCore
import Testing

@Suite struct FoldingTests {
  @Test(arguments: [
    ("Time Zone *", "timezone"), ("time_zone", "timezone"), ("TIME-ZONE", "timezone"),
    ("Timezone", "timezone"), ("Seats (max) *", "seats"), ("Address(es)", "address"),
    ("Price (in $ (CAD))", "price"), ("(s)", "(s)"), ("a) b)", "a)b)"), ("*", "*"), ("**", "*"),
    ("Capacité", "capacité"), ("Capacite\u{301}", "capacité"), ("STRASSE", "strasse"),
    ("Straße", "strasse"), ("\u{FEFF}Na\u{200B}me\u{A0}", "name"), ("L\u{2019}hôte", "l'hôte"),
    ("E\u{2011}mail", "email"), ("", ""), (" \t\n", ""), ("ΟΔΟΣ", "οδοσ"), ("Notes ( )", "notes"),
  ])
  func fold_givesTheComparedForm(text: String, expected: String) {
    #expect(Array(fold(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  /// A zero-width space is dropped, but sends a text the way of all scripts.
  @Test func westernLetters_areFoldedAsAllOthersAre() {
    for value in UInt32(0x20)...0x250 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for text in ["\(scalar)", "A\(scalar)B (\(scalar)) *", " x\(scalar)\u{301} \(scalar)-"] {
        #expect(
          Array(fold(text).utf8) == Array(fold("\u{200B}" + text).utf8),
          "U+\(String(value, radix: 16))")
      }
    }
  }

  @Test func fold_ofAFoldedName_changesNothing() {
    for text in ["Capacité (max)", "Größe *", "Time Zone", "İstanbul"] {
      #expect(fold(fold(text)) == fold(text))
    }
  }

  @Test func composed_joinsLettersAndAccents() {
    #expect(Array(composed("e\u{301}").unicodeScalars) == ["é"])
    #expect(Array(composed("plain").utf8) == Array("plain".utf8))
    // U+0F73 stands for two marks; the dot below sorts after them and still joins the letter.
    #expect(
      Array(composed("a\u{F73}\u{323}").unicodeScalars)
        == ["\u{1EA1}", "\u{F71}", "\u{F72}"])
  }
}
