import ArgumentParser
import ImportReports
import TabularCore

/// Lines of a file of decisions, as delimited text.
struct DecisionLines {
  private(set) var text = ""

  /// Appends a line of cells.
  ///
  /// What a spreadsheet would take for a formula is wrapped in quotes as a text formula, which imports read as
  /// the text.
  mutating func append(_ cells: [String]) {
    text += cells.map(Self.cell).joined(separator: ",") + "\n"
  }

  private static func cell(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) {
      text = "=\"" + text.replacing("\"", with: "\"\"") + "\""
    }
    guard
      text.contains(where: { ",;\"\n\r\t".contains($0) }) || text.hasPrefix(" ")
        || text.hasSuffix(" ")
    else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

extension ReportedFindings {
  /// Reads the report that a command names.
  ///
  /// - Throws: a usage error that says why it cannot be used.
  init(path: String) throws {
    guard let findings = ReportedFindings(json: try reportBytes(at: path, "report")) else {
      throw ValidationError(usage: "noReport", ["path": printable(path)])
    }
    self = findings
  }
}
