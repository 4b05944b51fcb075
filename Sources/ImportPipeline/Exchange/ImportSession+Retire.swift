import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// Plans to mark as gone the stored records that a file of all records no longer names.
  ///
  /// They stay in the store, and a later file that names them brings them back. Where it is unclear which
  /// records the rows name, nothing of the table is marked.
  func planRetirement() throws {
    guard let exchange = package.exchange else { return }
    for (index, schema) in order.enumerated() {
      guard let retirement = retirements[index],
        let status = schema.fieldIndex(named: exchange.statusField),
        let changed = schema.fieldIndex(named: exchange.changedField)
      else { continue }
      try retire(
        retirement, in: index, status: status, gone: .text(exchange.gone), changed: changed)
    }
  }

  private func retire(
    _ retirement: Retirement, in index: Int, status: Int, gone: FieldValue, changed: Int
  ) throws {
    let schema = order[index]
    guard let pruning = tables[index].pruning else { return }
    let keyFields = tables[index].keyFields
    var found: [(record: StoredRecord, key: String)] = []
    try store.storedRecords(of: schema, where: nil) { record in
      let key = RecordKey.text(keyFields.map { record.values[$0] }) ?? ""
      if record.values[status] != gone, isMeant(record, retirement, in: index),
        !pruning.names(record.id, key: key)
      {
        found.append((record, key))
      }
      return true
    }
    guard !found.isEmpty else { return }
    if let problem = pruneProblem(of: index, withoutRows: retirement.needsNoRow) {
      issues.add(
        Issue(
          .guardPruneRefused(problem, table: schema.name),
          at: IssueLocation(.store, table: schema.name)))
      return
    }
    // An execution writes what its plan says, the moment included.
    let moment = FieldValue.text(String((plannedAt ?? now).prefix(19)) + ".000Z")
    tables[index].pruning?.retires = true
    tables[index].pruning?.prunedKeys = found.map(\.key)
    try store.stage(
      found.enumerated().map { offset, item in
        var values = item.record.values
        values[status] = gone
        values[changed] = moment
        return StagedRecord(
          ordinal: StagedRecord.firstPrunedOrdinal + offset, operation: .update,
          storedID: item.record.id, values: values, changedFields: [status, changed].sorted())
      }, of: schema)
  }

  private func isMeant(_ record: StoredRecord, _ retirement: Retirement, in index: Int) -> Bool {
    switch retirement {
    case .all: return true
    case .owned(let table, let field):
      guard let owner = order[index].fieldIndex(named: field),
        let key = RecordKey.text([record.values[owner]]),
        let ordinal = tables[table].rows.ordinal(ofKey: key)
      else { return false }
      return tables[table].rows.state(of: ordinal) == .valid
    }
  }
}
