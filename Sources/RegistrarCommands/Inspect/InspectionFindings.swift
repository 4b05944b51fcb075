import TabularCore

/// What is odd about a file that is inspected: told on standard error when it was read, or could not be
/// read further.
final class InspectionFindings {
  /// How many findings of a code are told one by one.
  private static let toldOneByOne = 20

  private let file: String
  private var kept: [(issue: Issue, isError: Bool)] = []
  private var counts: [IssueCode: Int] = [:]
  /// Whether anything was left out that is in the file.
  private(set) var hasErrors = false

  /// No findings in a file, which is named by its last path component.
  init(file: String) { self.file = file }

  /// Notes what a reader found.
  func note(_ finding: RowFinding, sheet: String? = nil) {
    // A text behind a quote, a damaged or a long one is shown as it stands.
    let isError =
      finding.code == "sheet.bad-cell" || finding.code == "csv.quote-unclosed"
      || (finding.code == "value.too-long" && sheet == nil)
    var place = IssueLocation(
      sheet == nil ? .delimited : .workbook, file: file, sheet: sheet, row: finding.row)
    place.column = finding.column
    note(
      Issue(finding.content.completed(with: [.value: finding.value ?? ""]), at: place),
      isError: isError)
  }

  /// Notes an issue, which is a warning unless something was left out.
  func note(_ issue: Issue, isError: Bool = false) {
    hasErrors = hasErrors || isError
    counts[issue.code, default: 0] += 1
    if counts[issue.code, default: 0] <= Self.toldOneByOne { kept.append((issue, isError)) }
  }

  /// What is told one by one: `error sheet.bad-cell S!2:1`.
  var lines: [String] {
    kept.map { issue, isError in
      let place = [
        issue.location.row.map(String.init), issue.location.column.map(String.init),
      ].compactMap(\.self).joined(separator: ":")
      let parts = [issue.location.sheet, place.isEmpty ? nil : place].compactMap(\.self)
      return "\(isError ? "error" : "warning") \(issue.code) \(parts.joined(separator: "!"))"
    }
  }

  /// Prints the findings, errors first.
  func print(_ text: FailureText) {
    for isError in [true, false] {
      for item in kept where item.isError == isError {
        text.print(item.issue, isError: isError)
      }
    }
    for (code, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    where count > Self.toldOneByOne {
      text.print(more: count - Self.toldOneByOne, of: code)
    }
  }
}
