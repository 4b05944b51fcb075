public import TabularCore

/// A correction of a cell, applied in a copy of its file or proposed.
public struct ReportedCorrection: Sendable, Hashable {
  /// Where the cell is.
  public var location: IssueLocation
  /// What is corrected.
  public var kind: CorrectionKind
  /// What the cell holds.
  public var before: String
  /// What it holds in the copy, or could hold: several texts where there are several readings.
  public var after: [String]
  /// Why it is only proposed; `nil` for one that was applied.
  public var doubt: CorrectionDoubt?
  /// Whether the values are personal, hidden when reports are redacted.
  public var isPersonal: Bool

  /// A correction of a cell.
  public init(
    at location: IssueLocation, _ kind: CorrectionKind, before: String, after: [String],
    doubt: CorrectionDoubt? = nil, isPersonal: Bool = false
  ) {
    self.location = location
    self.kind = kind
    self.before = before
    self.after = after
    self.doubt = doubt
    self.isPersonal = isPersonal
  }
}

extension ImportReport {
  /// The corrections of the input files.
  public struct Corrections: Sendable {
    /// The last component of the copy's path.
    public var file: String
    /// Those that the copy has, in the order of the cells.
    public var applied: [ReportedCorrection] = []
    /// Those that a person has to decide on, in the order of the cells.
    public var proposed: [ReportedCorrection] = []

    /// No corrections yet.
    public init(file: String) { self.file = file }
  }
}
