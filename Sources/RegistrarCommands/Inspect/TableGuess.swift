/// Tells what table of a package a sheet or file would be imported as.
struct TableGuess: Sendable {
  /// Takes the sheet's name or the file's stem and the header's texts; gives the table's machine
  /// name, or `nil` when there is none.
  let table: @Sendable (_ name: String, _ header: [String]) -> String?

  /// No package: every guess is `nil`.
  static let none = TableGuess { _, _ in nil }
}
