public import ImportPipeline

/// Prints a report in one format.
///
/// A renderer is a value with its options; adding a format means adding a renderer and a case of
/// `ReportFormat`.
public protocol ReportRenderer: Sendable {
  /// Writes the whole report, with a final line break.
  func render(_ report: ImportReport, to output: inout some TextOutputStream)
}

extension ReportRenderer {
  /// The whole report as one text.
  public func text(of report: ImportReport) -> String {
    var text = ""
    render(report, to: &text)
    return text
  }
}
