public import ImportPipeline
public import TabularCore

/// How corrections are told, in a language.
public struct CorrectionWords: Sendable {
  private let language: Language

  /// The words of a language.
  public init(language: Language) { self.language = language }

  /// How many there are: `12 cells corrected, 3 proposals`.
  public func counts(_ corrections: ImportReport.Corrections) -> String {
    language.label(
      "fixed/counts",
      ["count": corrections.applied.count, "proposed": corrections.proposed.count])
  }

  /// What a cell held, so that white space at its ends is seen.
  public func before(_ correction: ReportedCorrection, limit: Int) -> String {
    text(correction.before, of: correction, limit: limit)
  }

  /// What it holds now, or what it could hold.
  public func after(_ correction: ReportedCorrection, limit: Int) -> String {
    correction.after.map { text($0, of: correction, limit: limit) }
      .joined(separator: " \(language.label("fixed/or")) ")
  }

  private func text(_ text: String, of correction: ReportedCorrection, limit: Int) -> String {
    let text = printable(maskingPaymentCards(text), limit: limit)
    return correction.kind == .text ? "‘\(text)’" : text
  }

  /// What was corrected, or why a person has to decide.
  public func reason(_ correction: ReportedCorrection) -> String {
    guard let doubt = correction.doubt else {
      return language.label("fixKind/" + correction.kind.rawValue)
    }
    return language.label("fixDoubt/" + doubt.rawValue)
  }
}
