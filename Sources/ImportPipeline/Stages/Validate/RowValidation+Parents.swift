import RecordMapping
import Schemas
import TabularCore

extension RowValidation {
  /// Checks that the records a row refers to are live where its references ask for that.
  func validateLiveness(_ row: inout PendingRow, _ issues: inout SourceIssues) {
    if let liveness = fields.liveness,
      liveness.closed.contains(row.values[liveness.field].description)
    {
      return
    }
    for (index, reference) in fields.referencing where reference.requiresLiveParent {
      for parent in row.parents[index] ?? [] where !row.errors.contains(index) {
        guard let liveness = records.closings[parent.table],
          row.origins[index] != nil || fields.identityFields.contains(index)
        else { continue }
        let value = records.value(ofFieldAt: liveness.field, of: parent)
        guard let status = value?.description, liveness.closed.contains(status) else { continue }
        row.isInvalid = true
        row.errors.insert(index)
        let place =
          row.origins[index] != nil
          ? index
          : fields.identities.first { $0.fields.contains(index) }?.fields.first {
            row.origins[$0] != nil
          } ?? index
        guard place == index || !row.errors.contains(place) else { continue }
        row.errors.insert(place)
        issues.report(
          records.order[parent.table].inactive(
            value: RecordKey.text(parent.key).map(RecordKey.shown) ?? "", status: status),
          field: place, of: row)
      }
    }
  }

  /// Checks that the records a row refers to meet the requirements of its references.
  func validateRequirements(_ row: inout PendingRow, _ issues: inout SourceIssues) {
    for (index, reference) in fields.referencing where !reference.requirements.isEmpty {
      for parent in row.parents[index] ?? [] where !row.errors.contains(index) {
        let text =
          row.origins[index]?.text ?? RecordKey.text(parent.key).map(RecordKey.shown) ?? ""
        guard let problem = records.unmetRequirement(of: reference, by: parent, named: text) else {
          continue
        }
        row.isInvalid = true
        row.errors.insert(index)
        row.told.insert(index)
        issues.report(problem, field: index, of: row)
      }
    }
  }
}
