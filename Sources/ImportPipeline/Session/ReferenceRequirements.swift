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
      let value = value(ofFieldAt: index, of: parent)
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
    tell(Issue(problem, at: place(of: item, table: table), value: text))
    if isValid {
      try unstage([item.ordinal], ofTable: table)
      refusedLate[table, default: []].insert(item.ordinal)
    }
  }

  /// Why a live row may not refer to a record that is closed; `nil` if it may.
  func closedParent(
    of reference: Reference, _ parent: ResolvedParent, from ordinal: Int, in table: Int
  ) -> IssueContent? {
    guard reference.requiresLiveParent, let liveness = closings[parent.table],
      let status = value(ofFieldAt: liveness.field, of: parent)?.description,
      liveness.closed.contains(status),
      !isClosed(.init(table: table, ordinal: ordinal))
    else { return nil }
    return order[parent.table].inactive(
      value: RecordKey.text(parent.key).map(RecordKey.shown) ?? "", status: status)
  }

  /// Whether a row of the run makes a record that is closed.
  func isClosed(_ row: RunTable.RowReference) -> Bool {
    guard let liveness = closings[row.table] else { return false }
    let status = tables[row.table].value(ofFieldAt: liveness.field, ordinal: row.ordinal)?
      .description
    return status.map(liveness.closed.contains) ?? false
  }
}
