/// The lines of a table of codes: a code of two letters, one of three, and spellings parted by bars.
enum CodeLines {
  /// The lines of a text.
  ///
  /// By bytes: characters cost ten times as much, and every run reads such tables.
  /// Spellings are left in one piece: few runs look at them.
  static func lines(of text: String) -> [(code: String, alpha3: String, spellings: Substring)] {
    text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard parts.count > 1 else { return nil }
      let spellings = parts.count > 2 ? Substring(parts[2]) : ""
      return (String(Substring(parts[0])), String(Substring(parts[1])), spellings)
    }
  }
}
