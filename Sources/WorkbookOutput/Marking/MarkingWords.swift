import RecordMapping
import TabularCore

/// The words of marked copies.
struct MarkingWords {
  let language: Language

  private func label(
    _ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> String {
    language.label("marked/" + key, values)
  }

  /// The title of the page, and its name.
  var title: String { language.label("markdown/title") }
  /// The header of the column of states.
  var status: String { label("status") }
  /// The states of rows, in the order of `RowState`.
  var states: [String] {
    [
      language.label("severity/error"), language.label("severity/warning"), label("ok"),
      label("waiting"), label("skipped"),
    ]
  }
  var ledger: String { language.label("markdown/tables") }
  var findings: String { label("findings") }
  var none: String { label("none") }
  /// The headers of the table of issues.
  var headers: [String] {
    [
      language.label("report/severity"), label("where"), language.label("report/field"),
      label("found"), label("problem"), label("toDo"), language.label("report/code"),
    ]
  }
  var help: String { language.label("report/help") }
  var didYouMean: String { language.label("report/didYouMean") }
  var colon: String { language.label("punctuation/colon") }
  var moreInReport: String { label("moreInReport", ["sheet": title]) }

  /// How many issues are counted but not in the table.
  func leftOut(_ count: Int) -> String { language.label("report/leftOut", ["count": count]) }

  func errors(_ count: Int) -> String { language.label("report/errors", ["count": count]) }
  func warnings(_ count: Int) -> String { language.label("report/warnings", ["count": count]) }
  func notes(_ count: Int) -> String { language.label("report/notes", ["count": count]) }
  var noIssues: String { language.label("report/noIssues") }
  var how: String { label("how", ["status": status]) }
}

/// What became of a row, in the order of the words.
enum RowState: UInt8 {
  case error = 1
  case warning
  case ok
  case waiting
  case skipped
}
