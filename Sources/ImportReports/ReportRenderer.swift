public import ImportPipeline

/// Writes a report in one format.
///
/// A format is one type in a file or folder of its own, and its line in `ReportFormat.allCases`; nothing
/// else knows it. What a format needs besides the report (sentences, places, privacy, the rows in which
/// issues lie) is in `ReportContent`. For example:
///
///     struct CountReport: ReportRenderer {
///       let name = "count"
///       let purpose = "the number of errors"
///
///       func render(_ content: ReportContent, to sink: inout some ReportSink) {
///         sink.write("\(content.report.issues.count(of: .error))\n")
///       }
///     }
public protocol ReportRenderer: Sendable {
  /// The word for the format in `--report`.
  var name: String { get }
  /// What the format is for, in a few words for the help.
  var purpose: String { get }
  /// Whether the format shows the details of every issue, however many there are: a run whose report is
  /// to have it keeps them all.
  var wantsAllIssues: Bool { get }

  /// Writes the whole report; a text ends with a line break.
  func render(_ content: ReportContent, to sink: inout some ReportSink)
}

extension ReportRenderer {
  /// A format shows the details that are kept.
  public var wantsAllIssues: Bool { false }

  /// The bytes of a report in the format.
  public func bytes(of report: ImportReport, _ options: ReportOptions = ReportOptions()) -> [UInt8]
  {
    var sink = ReportBytes()
    render(ReportContent(report, options), to: &sink)
    return sink.bytes
  }

  /// A report as a text, for formats that are.
  public func text(of report: ImportReport, _ options: ReportOptions = ReportOptions()) -> String {
    String(decoding: bytes(of: report, options), as: UTF8.self)
  }
}
