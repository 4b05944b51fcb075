import Foundation
import TabularCore
import TestSupport

/// An input file that a test writes before it runs an import.
struct SampleFile: Sendable {
  /// What is written.
  enum Content: Sendable {
    case bytes([UInt8])
    case workbook(WorkbookBuilder)
    /// A folder is made in its place.
    case folder
    /// The file is not written at all.
    case nothing
  }

  var name: String
  var content: Content

  /// A file of bytes.
  static func bytes(_ name: String, _ bytes: [UInt8]) -> SampleFile {
    SampleFile(name: name, content: .bytes(bytes))
  }

  /// A text file of lines, in UTF-8 with LF.
  static func csv(_ name: String, _ lines: String...) -> SampleFile {
    csv(name, lines: lines)
  }

  static func csv(_ name: String, lines: [String]) -> SampleFile {
    bytes(name + ".csv", Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// A workbook.
  static func workbook(_ name: String, _ builder: WorkbookBuilder) -> SampleFile {
    SampleFile(name: name + ".xlsx", content: .workbook(builder))
  }

  /// A workbook of one sheet.
  static func workbook(
    _ name: String, sheet: String, _ rows: [[WorkbookValue]]
  ) -> SampleFile {
    workbook(name, WorkbookBuilder().sheet(sheet, rows: rows))
  }

  /// A file that the command line names and that does not exist.
  static func missing(_ name: String) -> SampleFile {
    SampleFile(name: name, content: .nothing)
  }

  /// The same cells as lines of a delimited file, in a workbook: numbers and ISO dates as such, all
  /// else as text.
  static func sheet(
    _ name: String, sheet: String, cellsOf lines: [String]
  ) -> SampleFile {
    workbook(
      name, sheet: sheet,
      lines.map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).map { cell(String($0)) }
      })
  }

  /// Writes the file and returns its path.
  func write(to scratch: ScratchFolder) throws -> String {
    switch content {
    case .bytes(let bytes): return try scratch.write(name, bytes)
    case .workbook(let builder):
      let path = scratch.path(of: name)
      try builder.write(to: path)
      return path
    case .folder:
      try FileManager.default.createDirectory(
        atPath: scratch.path(of: name), withIntermediateDirectories: true)
      return scratch.path(of: name)
    case .nothing: return scratch.path(of: name)
    }
  }

  /// A cell as a spreadsheet program makes it of what is typed.
  static func cell(_ text: String) -> WorkbookValue {
    if text.isEmpty { return .blank }
    if text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?/) != nil { return .lexeme(text) }
    if let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})( ([0-9]{2}):([0-9]{2}))?/),
      let day = serial(match.1, match.2, match.3)
    {
      guard let hours = match.5.flatMap({ Double($0) }),
        let minutes = match.6.flatMap({ Double($0) })
      else { return .date(day) }
      return .dateTime(day + (hours * 60 + minutes) / 1440)
    }
    return .text(text)
  }

  /// Days since 1899-12-30.
  private static func serial(
    _ year: Substring, _ month: Substring, _ day: Substring
  ) -> Double? {
    guard let year = Int(year), let month = Int(month), let day = Int(day) else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let first = DateComponents(year: 1899, month: 12, day: 30)
    let last = DateComponents(year: year, month: month, day: day)
    guard let start = calendar.date(from: first), let end = calendar.date(from: last) else {
      return nil
    }
    return (end.timeIntervalSince(start) / 86_400).rounded()
  }
}
