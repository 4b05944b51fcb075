/// A Cyrillic or Greek letter that stands where a Latin one of the same shape is meant.
struct LookAlike: Equatable {
  /// The first such letter.
  var letter: Unicode.Scalar
  /// Its script, `Cyrillic` or `Greek`.
  var script: String
  /// Whether the text begins with it.
  var isFirst: Bool
  /// The text in Latin letters; `nil` when another letter of the script has no Latin double.
  var latin: String?
}

/// The first look-alike letter of a text that mixes Latin letters or digits with Cyrillic or Greek.
func lookAlike(_ text: String) -> LookAlike? { nil }
