import ImportPipeline
import ImportReports
import TabularCore

/// What a watch says, in one language: that of who started it.
struct WatchWords {
  let language: Language
  private let folder: String

  init(_ language: Language, folder: String) {
    self.language = language
    self.folder = printable(folder)
  }

  /// What is done, at the beginning.
  func begin(interval: Double) -> String {
    let seconds = interval == interval.rounded() ? String(Int(interval)) : String(interval)
    return language.label("watch/begin", ["folder": folder, "seconds": seconds])
  }

  /// Another process watches the folder.
  var isWatched: String { language.label("watch/isWatched", ["folder": folder]) }

  /// The folder cannot be read for now.
  var unreadableFolder: String { language.label("watch/unreadable", ["folder": folder]) }

  /// A file was validated: its counts and what was left beside it.
  func answered(
    _ name: String, _ report: ImportReport, _ files: [String]
  ) -> String {
    let errors = report.issues.count(of: .error)
    let warnings = report.issues.count(of: .warning)
    var counts: [String] = []
    if errors > 0 { counts.append(language.label("report/errors", ["count": errors])) }
    if warnings > 0 { counts.append(language.label("report/warnings", ["count": warnings])) }
    if counts.isEmpty { counts.append(language.label("report/noIssues")) }
    let colon = language.label("punctuation/colon")
    let written = files.map { printable($0) }.joined(separator: ", ")
    return "\(printable(name))\(colon) \(counts.joined(separator: ", ")) → \(written)"
  }

  /// A file could not be validated for now, since the store or a guard did not let it.
  func later(_ name: String, _ report: ImportReport, _ options: ReportOptions) -> String {
    var options = options
    options.language = language
    let content = ReportContent(report, options)
    let reason = report.issues.issues.first { $0.severity == .error }.map {
      content.messages.message(of: content.shown($0))
    }
    return language.label(
      "watch/later",
      [
        "file": printable(name),
        "reason": reason ?? report.run.conclusion.text(in: language),
      ])
  }
}
