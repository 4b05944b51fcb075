import Foundation
import TestSupport

/// One cell that every producer is asked to write.
struct ProducerCase: Sendable {
  /// The table and, with it, the type of the field.
  var table: String
  /// The key of the row.
  var key: String
  /// The kind of the value, such as `date` or `formula`.
  var kind: String
  /// What an import makes of it.
  var outcome: CellOutcome

  /// The file of the cases, which the producers read, too.
  static var file: String {
    get throws { try Repository.path(of: "Tests/ProducerTests/Cases.tsv") }
  }

  /// All cases, in the order of the file.
  static func all() throws -> [ProducerCase] {
    try TabbedFile.records(of: file).map { fields in
      guard fields.count == 5 else { throw TabbedFile.Malformed(record: fields) }
      return ProducerCase(
        table: fields[0], key: fields[1], kind: fields[2],
        outcome: try CellOutcome(TabbedFile.unescaped(fields[4])))
    }
  }

  /// Whether a pattern of the differences means this case: `table.key`, `table.*`, `*` or `@kind`.
  func matches(_ pattern: String) -> Bool {
    if pattern.hasPrefix("@") { return kind == pattern.dropFirst() }
    return pattern == "*" || pattern == "\(table).*" || pattern == "\(table).\(key)"
  }
}

/// Reads the files of the suite: a record a line, tabs between fields, remarks behind `#`.
enum TabbedFile {
  /// A record that has not the fields it must have.
  struct Malformed: Error {
    var record: [String]
  }

  static func records(of file: String) throws -> [[String]] {
    // Lines end with LF alone; a CR that slipped in is to be seen.
    try String(contentsOfFile: file, encoding: .utf8).unicodeScalars
      .split(separator: "\n").map { String($0) }
      .filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  static func unescaped(_ text: String) -> String {
    var result = ""
    var isEscape = false
    for letter in text {
      if isEscape {
        switch letter {
        case "n": result.append("\n")
        case "r": result.append("\r")
        case "t": result.append("\t")
        default: result.append(letter)
        }
        isEscape = false
      } else if letter == "\\" {
        isEscape = true
      } else {
        result.append(letter)
      }
    }
    return result
  }
}
