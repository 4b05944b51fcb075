import ImportPipeline
import ImportReports
import RecordMapping
import TabularCore

/// The words of the page of a corrected copy.
struct FixingWords {
  let language: Language

  private func label(
    _ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> String {
    language.label("fixed/" + key, values)
  }

  /// The title of the page, and its name.
  var title: String { label("title") }
  var how: String { label("how") }
  var applied: String { label("applied") }
  var proposed: String { label("proposed") }
  /// The headers of both tables; the last column says what was corrected, or why it was not.
  func headers(isApplied: Bool) -> [String] {
    [
      language.label("marked/where"), language.label("report/field"),
      label(isApplied ? "before" : "found"), label(isApplied ? "after" : "perhaps"),
      label(isApplied ? "what" : "why"),
    ]
  }

  func counts(_ corrections: ImportReport.Corrections) -> String {
    CorrectionWords(language: language).counts(corrections)
  }
  func more(_ count: Int) -> String { label("more", ["count": count]) }
}
