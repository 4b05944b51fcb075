/// Checks of a package that need higher layers: readers of cells, and SQLite.
///
/// Each closure returns `nil` when all is well, otherwise what is wrong, as a sentence without a period.
/// A missing check is skipped.
public struct PackageChecks: Sendable {
  /// Whether a text (an example, a default) can be read as a cell of the field.
  public var checkText: (@Sendable (String, Field, TableSchema, DataPackage) -> String?)?
  /// Whether the SQL of a rule compiles.
  ///
  /// Conditions of `registrar:requiredIf` are passed as row rules with code `value.required-if`,
  /// expressions of `registrar:defaultExpression` as row rules with code `schema.invalid`.
  public var compileRule: (@Sendable (Rule, TableSchema, DataPackage) -> String?)?
  /// Whether a pattern compiles.
  public var compilePattern: (@Sendable (String) -> String?)?

  /// The checks given; unless specified otherwise, a pattern is compiled with Swift's regular
  /// expressions.
  public init(
    checkText: (@Sendable (String, Field, TableSchema, DataPackage) -> String?)? = nil,
    compileRule: (@Sendable (Rule, TableSchema, DataPackage) -> String?)? = nil,
    compilePattern: (@Sendable (String) -> String?)? = PackageChecks.compileAsSwiftPattern
  ) {
    self.checkText = checkText
    self.compileRule = compileRule
    self.compilePattern = compilePattern
  }

  /// Compiles a pattern with Swift's regular expressions, which have much in common with XML Schema's.
  public static let compileAsSwiftPattern: @Sendable (String) -> String? = { pattern in
    guard pattern.utf8.count <= 4096 else { return "the pattern has more than 4096 bytes" }
    if PlainPattern.isPlain(pattern) { return nil }
    do {
      _ = try Regex(pattern)
      return nil
    } catch {
      return "the pattern `\(pattern)` does not compile"
    }
  }
}
