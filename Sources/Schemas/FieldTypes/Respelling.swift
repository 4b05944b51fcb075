/// How another program, which does not know the schema, may write what is a canonical text here.
///
/// A record is found by what its stored text is read as; this tells which texts need to be read.
public enum Respelling: Sendable, Hashable {
  /// No other spelling means the same, or values are not compared as texts.
  case never
  /// Printable ASCII without spaces and without letters of the other case is canonical.
  case letters(isLowercased: Bool)
  /// Printable ASCII with single spaces inside is canonical; lower case if so told.
  case spaces(isLowercased: Bool)
  /// Only what folding ignores may differ.
  case folding
  /// A number may be kept as text.
  case digits
  /// Any text may mean another.
  case anything
}
