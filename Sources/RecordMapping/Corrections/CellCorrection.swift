public import TabularCore

/// A spelling of a cell that says plainly what the cell means.
public struct CellCorrection: Sendable, Hashable {
  /// What is corrected.
  public var kind: CorrectionKind
  /// What would be typed; several texts where there are several readings.
  public var texts: [String]
  /// Why a person has to decide; `nil` for a correction that changes nothing of what is read, or cures an
  /// error in the only possible way.
  public var doubt: CorrectionDoubt?
  /// Whether the reading depends on how the other dates of the column are written.
  public var dependsOnColumn = false

  /// A correction to one text.
  public init(_ kind: CorrectionKind, _ text: String, doubt: CorrectionDoubt? = nil) {
    self.kind = kind
    texts = [text]
    self.doubt = doubt
  }
}
