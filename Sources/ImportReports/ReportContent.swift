public import ImportPipeline
public import TabularCore

/// What a renderer writes: a report with its words, its files and the rows in which its issues lie, all of
/// it in one language and without what must not be told.
///
/// Issues and changes come as they were found; what is printed of them passes `shown(_:)` first.
public struct ReportContent: Sendable {
  /// The report.
  public let report: ImportReport
  /// How it is told.
  public let options: ReportOptions
  /// The issues that were kept, in the order of the report.
  public let issues: IssueSelection
  /// The input files.
  public let sources: ReportSources
  /// The sentences of issues.
  public let messages: IssueMessage
  /// What people call fields.
  public let names: FieldNames
  /// How places are written.
  public let places: PlaceRenderer
  private let privacy: Privacy
  /// What became of the issues of an earlier run, where the report is compared with one.
  let difference: RoundDifference?

  /// A report to be told with some options.
  public init(_ report: ImportReport, _ options: ReportOptions) {
    self.report = report
    self.options = options
    issues = ReportOrder(report).sorted(report.issues.issues)
    sources = ReportSources(report.files)
    messages = IssueMessage(report, options)
    names = FieldNames(report, language: options.language)
    places = PlaceRenderer(names: names)
    privacy = Privacy(
      issues, report.changes, evidence: report.issues.evidence, personal: report.personal,
      messages: messages, isRedacted: options.isRedacted)
    difference = Self.difference(report, options, issues, privacy, messages)
  }

  /// Compares the issues with those of the earlier report, hiding what that one hides.
  private static func difference(
    _ report: ImportReport, _ options: ReportOptions, _ issues: IssueSelection,
    _ privacy: Privacy, _ messages: IssueMessage
  ) -> RoundDifference? {
    guard let earlier = options.since else { return nil }
    var seen = privacy
    if earlier.isRedacted != options.isRedacted {
      seen = Privacy(
        issues, personal: report.personal, messages: messages, isRedacted: earlier.isRedacted)
    }
    let identity = IssueIdentity(report, seen, isRedacted: earlier.isRedacted)
    return RoundDifference(issues, identity, since: earlier)
  }

  /// What makes issues the same in another run.
  var identity: IssueIdentity {
    IssueIdentity(report, privacy, isRedacted: options.isRedacted)
  }

  /// The language of the report.
  public var language: Language { options.language }

  /// An issue as the report may show it, what it proposes in the words of the reader.
  public func shown(_ issue: Issue) -> Issue {
    var issue = issue
    if let proposal = issue.suggestion, proposal.shown != nil {
      issue.suggestion = proposal.told(in: language)
    }
    return privacy.shown(issue)
  }

  /// A value that no cell gave, as the report may show it.
  public func shown(_ value: ExplainedValue) -> ExplainedValue {
    var value = value
    let place = value.location
    value.value = privacy.shown(value.value, of: place.field, in: place.table)
    value.read = value.read.map { privacy.shown($0, of: place.field, in: place.table) }
    return value
  }

  /// A change as the report may show it.
  public func shown(_ change: PlannedChange) -> PlannedChange { privacy.shown(change) }

  /// A correction as the report may show it.
  public func shown(_ correction: ReportedCorrection) -> ReportedCorrection {
    privacy.shown(correction)
  }

  /// The row in which an issue lies, as the report may show it; `nil` where it was not kept.
  public func evidence(for issue: Issue) -> RowEvidence? {
    let location = issue.location
    return report.issues.evidence[location].map {
      privacy.shown($0, of: location.table, at: location.field)
    }
  }
}
