/// What is broken in a text: the signs of a wrong decoding or of a binary source.
enum TextDamage: Equatable {
  /// A control character other than tab and line feed.
  case control(Unicode.Scalar)
  /// U+FFFD, which stands for what a decoder could not read.
  case replacement
  /// UTF-8 that was read as Windows-1252; `repaired` is the text as it was meant.
  case decodedTwice(repaired: String)
}

/// The first damage of a text; `nil` when there is none.
func damagedText(_ text: String) -> TextDamage? { nil }
