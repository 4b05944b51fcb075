import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// Prepares pruned tables to remember which records their rows name.
  func preparePruning() {
    for scope in options.prunes {
      if let index = positions[scope.table], tables[index].pruning == nil {
        tables[index].pruning = Pruning()
      }
    }
    for index in retirements.keys where tables[index].pruning == nil {
      tables[index].pruning = Pruning()
    }
  }

  /// Plans to delete the stored records in scope that no row names.
  ///
  /// If it is unclear which records the rows name, nothing of the table is pruned: that could delete a
  /// record whose row is merely faulty.
  func planPruning() throws {
    for (index, schema) in order.enumerated()
    where tables[index].pruning != nil && retirements[index] == nil {
      guard let problem = pruneProblem(of: index) else {
        for scope in options.prunes where scope.table == schema.name {
          if try isUnknown(scope, in: index) { continue }
          try plan(scope, in: index)
        }
        continue
      }
      issues.add(
        Issue(
          .guardPruneRefused(problem, table: schema.name),
          at: IssueLocation(.store, table: schema.name)))
    }
  }

  /// Reports a scope whose value no stored record and no row has: probably a typing mistake.
  private func isUnknown(_ scope: PruneScope, in index: Int) throws -> Bool {
    let schema = order[index]
    guard let name = scope.field, let field = schema.fieldIndex(named: name) else { return false }
    let value = try typedValue(scope.value, ofFieldAt: field, in: index)
    var isStored = false
    try store.storedRecords(of: schema, where: (field, value)) { _ in
      isStored = true
      return false
    }
    if isStored { return false }
    let folded = foldedValue(value.description)
    let ordinals = tables[index].rows.indices.filter { tables[index].rows.state(of: $0) == .valid }
    for start in stride(from: 0, to: ordinals.count, by: 500) {
      let some = Array(ordinals[start..<min(start + 500, ordinals.count)])
      let values = try store.stagedValues(some, of: schema)
      if values.contains(where: { $0.map { foldedValue($0[field].description) } == folded }) {
        return false
      }
    }
    let known = try store.recordCounts(of: schema, byFieldAt: field).keys.filter { !$0.isEmpty }
    let nearest = closestText(to: scope.value, among: known.sorted())
    issues.add(
      Issue(
        .guardPruneRefused(
          .value(field: name, value: scope.value, nearest: nearest), table: schema.name),
        at: IssueLocation(.store, table: schema.name, field: name)))
    return true
  }

  /// Why nothing of a table is pruned; `nil` for no reason.
  ///
  /// - Parameter withoutRows: whether a table that no row was read of is pruned all the same.
  func pruneProblem(
    of index: Int, withoutRows: Bool = false
  ) -> IssueContent.PruneObstacle? {
    let table = tables[index]
    if let row = table.unreadRow { return .unread(row: row) }
    guard table.wasRead, table.unreadFile == nil, !table.rows.isEmpty || withoutRows
    else { return .noRow }
    if let row = table.rows.first(in: .invalid, .waiting) {
      return .invalid(row: Int(row.number))
    }
    if let row = table.pruning?.unclearRows.values.min() { return .skipped(row: row) }
    return nil
  }

  private func plan(_ scope: PruneScope, in index: Int) throws {
    let schema = order[index]
    var condition: (field: Int, value: FieldValue)?
    if let name = scope.field {
      guard let field = schema.fieldIndex(named: name) else { return }
      condition = (field, try typedValue(scope.value, ofFieldAt: field, in: index))
    }
    guard let pruning = tables[index].pruning else { return }
    var found: [(record: StoredRecord, key: String)] = []
    let keyFields = tables[index].keyFields
    let planned = Set(pruning.prunedKeys)
    let rows = tables[index].rows
    try store.storedRecords(of: schema, where: condition) { record in
      let key = RecordKey.text(keyFields.map { record.values[$0] }) ?? ""
      // A record that shares its key with one that a row names may be the one that is meant.
      let isNamed =
        pruning.names(record.id, key: key)
        || rows.ordinal(ofKey: key).map { rows.state(of: $0) == .valid } == true
      if !isNamed, !planned.contains(key) { found.append((record, key)) }
      return true
    }
    let first = StagedRecord.firstPrunedOrdinal + pruning.prunedKeys.count
    tables[index].pruning?.prunedKeys += found.map(\.key)
    try store.stage(
      found.enumerated().map { offset, item in
        StagedRecord(
          ordinal: first + offset, operation: .delete, storedID: item.record.id,
          values: item.record.values)
      }, of: schema)
  }

  /// A value as one would type it in its canonical form; as typed if it cannot be read.
  ///
  /// References are stored as the keys that they refer to, so they are read as keys first.
  func typedValue(
    _ text: String, ofFieldAt field: Int, in table: Int
  ) throws(StoreError) -> FieldValue {
    let fields = try fields(ofTable: table)
    let readers = [fields.readers[field], fields.nameReaders[field]].compactMap(\.self)
    for reader in readers {
      if let reading = try? reader.read(CellInput(text), in: ReadingContext()) {
        return reading.value
      }
    }
    return .text(text)
  }

  /// Reports a record to be pruned that others still refer to, and keeps it.
  func refusePruned(_ ordinal: Int, in index: Int, children: String, count: Int) throws {
    let position = ordinal - StagedRecord.firstPrunedOrdinal
    guard let key = tables[index].pruning?.prunedKeys[position] else { return }
    let schema = order[index]
    issues.add(
      Issue(
        .storeDeleteReferenced(
          parent: schema.noun.english, key: RecordKey.shown(key), count: count,
          children: children),
        at: IssueLocation(.store, table: schema.name, key: RecordKey.parts(key))))
    tables[index].pruning?.refused.insert(position)
    try store.unstage([ordinal], of: schema)
  }

  /// Cancels everything that would be pruned of a table.
  func discardPruned(of index: Int) throws {
    guard let pruning = tables[index].pruning, !pruning.prunedKeys.isEmpty else { return }
    let all = Set(pruning.prunedKeys.indices)
    tables[index].pruning?.refused = all
    try store.unstage(
      all.subtracting(pruning.refused).sorted().map { $0 + StagedRecord.firstPrunedOrdinal },
      of: order[index])
  }
}
