import ImportPipeline
public import TabularCore

/// A report for people, in the manner of a good compiler.
///
/// Issues of one kind are printed once with their rows. Whoever mends a file needs all of its errors:
/// those of a file that has fewer than 200 are printed whole, of all else at most 20 kinds. Then come
/// notes in one line per code, the ledger and one closing line.
public struct TextReport: ReportRenderer {
  /// How many kinds are printed of what may be cut.
  public static let maximumKinds = 20
  /// How many errors a file has at least for their list to be cut.
  public static let manyErrors = 200
  /// How many deletions are printed when nobody asks for all.
  public static let maximumDeletions = 20
  /// Up to how many updates are printed when nobody asks for them.
  public static let maximumUpdates = 20

  /// `text`.
  public let name = "text"
  /// What the format is for.
  public let purpose = "for people at a terminal"

  /// The text format.
  public init() {}

  /// Writes the whole report, with a final line break.
  public func render(_ content: ReportContent, to sink: inout some ReportSink) {
    TextPage(content.options).write(content, to: &sink)
  }

  /// Writes issues that belong to no run, such as the mistakes of a package, each by itself and in
  /// the order given.
  public func render(
    issues: [Issue], _ options: ReportOptions = ReportOptions(),
    to output: inout some TextOutputStream
  ) {
    TextPage(options).write(issues: issues, to: &output)
  }
}
