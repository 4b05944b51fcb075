import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// Plans to delete the stored records that the run was asked to remove, and what refers to them if that
  /// goes too.
  ///
  /// They are staged as pruned records are, so that guards, plans, the journal and undo see no difference.
  func planCleaning() throws {
    guard let scope = options.clean, let root = positions[scope.table] else { return }
    var found = [root: try cleaned(scope, in: root)]
    if scope.takesDependents { try takeDependents(&found) }
    for (index, records) in found.sorted(by: { $0.key < $1.key }) {
      // A table of which nothing goes has a line in the ledger only if it was asked for.
      guard index == root || !records.isEmpty else { continue }
      try planRemoval(of: records, in: index)
    }
  }

  private func planRemoval(of records: [StoredRecord], in index: Int) throws {
    let keyFields = tables[index].keyFields
    tables[index].wasRead = true
    var pruning = Pruning()
    pruning.prunedKeys = records.map { record in
      RecordKey.text(keyFields.map { record.values[$0] }) ?? ""
    }
    tables[index].pruning = pruning
    try store.stage(
      records.enumerated().map { offset, record in
        StagedRecord(
          ordinal: StagedRecord.firstPrunedOrdinal + offset, operation: .delete,
          storedID: record.id, values: record.values)
      }, of: order[index])
  }

  /// The records that the scope names itself, by key.
  private func cleaned(_ scope: CleanScope, in index: Int) throws -> [StoredRecord] {
    guard scope.keys.isEmpty else { return try cleaned(keys: scope.keys, in: index) }
    let schema = order[index]
    let filters = scope.matches.compactMap { match in
      schema.fieldIndex(named: match.field).map { ($0, ValuePattern(match.pattern)) }
    }
    var records: [StoredRecord] = []
    guard !filters.isEmpty, filters.count == scope.matches.count else { return [] }
    try store.storedRecords(of: schema, where: nil) { record in
      if filters.allSatisfy({ $1.matches(record.values[$0]) }) { records.append(record) }
      return true
    }
    return records
  }

  private func cleaned(keys: [[String]], in index: Int) throws -> [StoredRecord] {
    let schema = order[index]
    let keyFields = tables[index].keyFields
    var records: [StoredRecord] = []
    var known: Set<Int64> = []
    for start in stride(from: 0, to: keys.count, by: 500) {
      let some = keys[start..<min(start + 500, keys.count)]
      let read = try some.map { parts in
        try zip(keyFields, parts).map { field, text in
          try typedValue(text, ofFieldAt: field, in: index)
        }
      }
      for (parts, matches) in zip(some, try store.matches(of: schema, keys: read)) {
        if matches.isEmpty {
          issues.add(
            Issue(
              .storeNotStored(
                record: schema.noun.english, key: parts.joined(separator: "/")),
              at: IssueLocation(.store, table: schema.name, key: parts)))
        }
        for record in matches where known.insert(record.id).inserted { records.append(record) }
      }
    }
    return records
  }

  /// Adds the records that refer to records, until nothing refers to any that stays.
  private func takeDependents(_ found: inout [Int: [StoredRecord]]) throws {
    var known = found.mapValues { Set($0.map(\.id)) }
    var rest = known.sorted { $0.key < $1.key }.map { (table: $0.key, ids: $0.value.sorted()) }
    var added: [Int: Set<Int64>] = [:]
    while let next = rest.popLast() {
      let dependents = try store.dependents(ofRecords: next.ids, of: order[next.table])
      for (name, ids) in dependents.sorted(by: { $0.key < $1.key }) {
        guard let table = positions[name] else { continue }
        let new = Set(ids).subtracting(known[table] ?? [])
        guard !new.isEmpty else { continue }
        known[table, default: []].formUnion(new)
        added[table, default: []].formUnion(new)
        rest.append((table, new.sorted()))
      }
    }
    for (table, ids) in added {
      var records: [StoredRecord] = []
      try store.storedRecords(of: order[table], where: nil) { record in
        if ids.contains(record.id) { records.append(record) }
        return true
      }
      found[table, default: []] += records
    }
  }
}
