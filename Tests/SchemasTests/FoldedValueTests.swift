import Schemas
import Testing

/// Names of records are the same when they differ in case, width or runs of spaces only.
@Suite struct FoldedValueTests {
  @Test(arguments: [
    ("Main Hall", " MAIN \t hall "), ("STRASSE", "straße"), ("ÎLE", "i\u{302}le"),
    ("Hall 1", "Ｈａｌｌ　１"), ("ΣΑΣ", "σας"), ("Café", "CAFE\u{301}"), ("fine", "ﬁne"),
    ("a b", "a\u{00A0}\u{202F}b"), ("ab", "a\u{200B}b"), ("", "  "),
  ])
  func theSame(_ first: String, _ second: String) {
    #expect(foldedValue(first) == foldedValue(second))
  }

  @Test(arguments: [
    ("London (UK)", "London (ON)"), ("London", "London (ON)"), ("Hall 1-1", "Hall 11"),
    ("A-", "A"), ("A+", "A"), ("A_B", "AB"), ("A B", "AB"), ("Hall *", "Hall"), ("Été", "Ete"),
    ("O'Neil", "ONeil"),
  ])
  func others(_ first: String, _ second: String) {
    #expect(foldedValue(first) != foldedValue(second))
  }

  /// A zero-width space is dropped, but sends a text the way of all scripts.
  @Test func westernLettersAreFoldedAsAllOthersAre() {
    for value in UInt32(0x20)...0x250 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for text in ["\(scalar)", "A\(scalar)  B\t", " x\(scalar)\u{301} "] {
        #expect(
          Array(foldedValue(text).utf8) == Array(foldedValue("\u{200B}" + text).utf8),
          "U+\(String(value, radix: 16))")
      }
    }
  }

  @Test func foldingTwiceChangesNothing() {
    for text in ["İstanbul", "ﬀ ½ ㎏", "ǅ ΐ ŉ", "Ａ　Ｂ", "ẞ", "Ω Å"] {
      #expect(foldedValue(foldedValue(text)) == foldedValue(text), "\(text)")
    }
  }
}
