import Foundation
import JSONText

/// A report of lines of JSON, read one after another, so that a report of any size can be looked at.
struct ReportLines {
  /// How long a line may be; a longer one is passed over.
  private static let longestLine = 1 << 20
  private static let blockBytes = 1 << 16

  /// Calls a closure with each line that is an object, until it returns `false`.
  ///
  /// - Throws: when the file cannot be read.
  static func forEach(in path: String, _ body: (JSONNode) throws -> Bool) throws {
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? file.close() }
    var line: [UInt8] = []
    var isTooLong = false
    while let block = try file.read(upToCount: blockBytes), !block.isEmpty {
      var rest = block[...]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        if !isTooLong { line += rest[..<end] }
        if !isTooLong, line.count <= longestLine, let node = try? JSONParser.parse(line) {
          guard try body(node) else { return }
        }
        line.removeAll(keepingCapacity: true)
        isTooLong = false
        rest = rest[rest.index(after: end)...]
      }
      if !isTooLong { line += rest }
      if line.count > longestLine {
        isTooLong = true
        line.removeAll()
      }
    }
  }
}

/// A finding as a page shows it.
struct Finding {
  /// `error`, `warning` or `note`.
  let severity: String
  /// The code: `value.required`.
  let code: String
  /// The table, by its machine name.
  let table: String?
  /// Where it is, in words: `spring.xlsx › Sites!D4 (Time zone)`.
  let place: String
  let message: String
  let help: String?
  /// What stands in the cell.
  let value: String?
  /// What the reader may have meant.
  let suggestion: String?
  /// In how many rows it stands, from 1.
  let rowCount: Int

  /// A finding of a line; `nil` for other lines.
  init?(_ line: JSONNode) {
    guard line.member("type")?.string == "issue", let severity = line.member("severity")?.string,
      let code = line.member("code")?.string, let message = line.member("message")?.string
    else { return nil }
    func text(_ name: String) -> String? {
      let text = line.member(name)?.string ?? ""
      return text.isEmpty ? nil : text
    }
    self.severity = severity
    self.code = code
    self.message = message
    table = text("table")
    place = text("place") ?? text("file") ?? ""
    help = text("help")
    value = text("shown") ?? text("value")
    suggestion = line.member("suggestion")?.member("text")?.string
    rowCount =
      (line.member("rows")?.items ?? []).reduce(0) { count, range in
        let ends = (range.items ?? []).compactMap { $0.scalar.flatMap { Int($0) } }
        guard let first = ends.first, let last = ends.last else { return count }
        return count + max(0, last - first) + 1
      }
  }

  /// A finding of the round before that is gone; `nil` for other lines.
  init?(fixed line: JSONNode) {
    guard let severity = line.member("severity")?.string, let code = line.member("code")?.string,
      let message = line.member("message")?.string
    else { return nil }
    self.severity = severity
    self.code = code
    self.message = message
    place = line.member("place")?.string ?? ""
    (table, help, value, suggestion, rowCount) = (nil, nil, nil, nil, 1)
  }

  /// Whether a text stands in it, in any case of letters.
  func contains(_ text: String) -> Bool {
    [place, message, code, value ?? ""].contains { $0.localizedStandardContains(text) }
  }
}
