import RecordMapping
import TabularCore

extension RowValidation {
  /// Checks that the files which a row names are in the attachments folder and are what their fields take.
  func validateAttachments(_ row: inout PendingRow, _ issues: inout SourceIssues) {
    guard let attachments else { return }
    for (index, rule) in fields.attachments
    where row.given.contains(index) && !row.errors.contains(index) {
      guard let name = row.values[index].text, let problem = attachments.problem(of: name, rule)
      else { continue }
      row.isInvalid = true
      row.errors.insert(index)
      issues.report(.referenceFileMissing(problem, value: name), field: index, of: row)
    }
  }
}
