/// What database clients print around the rows of a query.
enum ClientOutput {
  private static let nouns: Set<String> = [
    "row", "rows", "record", "records", "ligne", "lignes", "enregistrement", "enregistrements",
    "zeile", "zeilen", "fila", "filas", "riga", "righe",
  ]
  private static let verbs: Set<String> = [
    "affected", "selected", "returned", "fetched", "in", "affectée", "affectées",
    "sélectionnée", "sélectionnées", "betroffen", "afectadas", "seleccionadas",
  ]

  /// Whether a text counts the rows of a result: `(2 rows affected)`, `2 rows selected.`,
  /// `2 rows in set (0.01 sec)`, `(2 lignes)`.
  static func isRowCount(_ text: String) -> Bool {
    guard (5...80).contains(text.utf8.count), text.utf8.contains(0x20) else { return false }
    let isBracketed = text.first == "(" && text.last == ")"
    // `row(s)` is `rows`.
    var plain = text.lowercased().replacing("(s)", with: "s")
    if plain.hasPrefix("query ok, ") { plain.removeFirst("query ok, ".count) }
    let words = plain.split { $0.isWhitespace || "().,".contains($0) }
    guard let count = words.first, words.count >= 2, nouns.contains(String(words[1])),
      count == "no" || count == "aucune" || count.allSatisfy(\.isNumber)
    else { return false }
    if words.count == 2 { return isBracketed }
    return verbs.contains(String(words[2]))
  }

  private static let statusBeginnings = [
    "time: ", "run time: ", "completion time: ", "warning: null value is eliminated",
  ]
  private static let commands: Set<String> = ["copy", "insert", "update", "delete", "select"]

  /// Whether a text is other output of a client: `Time: 0.512 ms`, `COPY 2`, a prompt.
  static func isStatus(_ text: String) -> Bool {
    guard (4...120).contains(text.utf8.count) else { return false }
    let plain = text.lowercased()
    if statusBeginnings.contains(where: plain.hasPrefix) { return true }
    if plain.hasSuffix(">") {
      return plain.dropLast().allSatisfy { $0.isLetter || $0 == "-" || $0 == "_" }
    }
    let words = plain.split(separator: " ")
    return words.count >= 2 && words.count <= 3 && commands.contains(String(words[0]))
      && words.dropFirst().allSatisfy { $0.allSatisfy(\.isNumber) }
  }

  /// Whether texts are the line that some clients draw below the header: `-----,-----`.
  static func isRule(_ texts: some Collection<String>) -> Bool {
    !texts.isEmpty
      && texts.allSatisfy { text in
        text.utf8.count >= 3
          && text.utf8.allSatisfy {
            $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "+")
          }
      }
  }
}
