import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// The requirement of a reference that its parent does not meet; `nil` when all are met, or unknown.
  func unmetRequirement(
    of reference: Reference, by parent: ResolvedParent, named text: String
  ) -> IssueContent? {
    let schema = order[parent.table]
    for (name, values) in reference.requirements.sorted(by: { $0.key < $1.key }) {
      guard let index = schema.fieldIndex(named: name) else { continue }
      let value =
        parent.stored?.values[index]
        ?? parent.ordinal.flatMap { tables[parent.table].value(ofFieldAt: index, ordinal: $0) }
      guard let value, !value.isNull, !values.contains(value.description) else { continue }
      return .referenceWrongRole(
        value: text, role: name, found: value.description, expected: values)
    }
    return nil
  }

  /// Refuses a row whose deferred reference resolves to a record of another role.
  func refuseRole(
    _ item: DeferredReference, _ text: String, _ problem: IssueContent, isValid: Bool, table: Int
  ) throws {
    tables[table].rows.setState(.invalid, of: item.ordinal)
    issues.add(Issue(problem, at: place(of: item, table: table), value: text))
    if isValid { try store.unstage([item.ordinal], of: order[table]) }
  }
}

extension TablePass {
  /// Checks that the records a row refers to meet the requirements of its references.
  mutating func validateRequirements(_ row: inout PendingRow) {
    for (index, reference) in fields.referencing where !reference.requirements.isEmpty {
      for parent in row.parents[index] ?? [] where !row.errors.contains(index) {
        let text =
          row.origins[index]?.text ?? RecordKey.text(parent.key).map(RecordKey.shown) ?? ""
        guard let problem = session.unmetRequirement(of: reference, by: parent, named: text) else {
          continue
        }
        row.isInvalid = true
        row.errors.insert(index)
        row.told.insert(index)
        report(problem, field: index, of: row)
      }
    }
  }
}
