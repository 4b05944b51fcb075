import RecordMapping
import Schemas
import TabularCore

/// Stored local times whose zone comes from records that the run changes.
extension ImportSession {
  /// Refuses rows that give stored local times another zone, when no row of the run names the records of
  /// those times.
  ///
  /// The instants would stay where the old zone had put them. Rows of the run follow their zone (see
  /// `DependentFields`), so a row with a blank time is enough.
  func validateStoredTimes() throws {
    for (index, schema) in order.enumerated() {
      for field in schema.fields where field.keepsInstant {
        for path in field.zoneFrom where !path.references.isEmpty {
          try validateStoredTimes(of: index, field, zone: path)
        }
      }
    }
  }

  private func validateStoredTimes(
    of table: Int, _ field: Field, zone path: FieldPath
  ) throws {
    let schema = order[table]
    guard let time = schema.fieldIndex(named: field.name),
      let reference = schema.reference(from: path.references[0])
    else { return }
    let moved = try parents(at: path, from: schema)
    guard !moved.isEmpty else { return }
    var found: [(record: StoredRecord, row: RunTable.RowReference)] = []
    try store.storedRecords(of: schema, where: nil) { record in
      guard !record.values[time].isNull, !isNamed(record, in: table),
        let key = parentKey(of: record.values, reference, in: schema), let row = moved[key]
      else { return true }
      found.append((record, row))
      return true
    }
    var counts: [RunTable.RowReference: Int] = [:]
    for (record, row) in found where try movesInstant(of: record, field, at: time, in: schema) {
      counts[row, default: 0] += 1
    }
    for (row, count) in counts.sorted(by: { $0.key.ordinal < $1.key.ordinal }) {
      report(
        .valueZoneMissing(.stored(count: count, records: noun(of: schema.name, count: count))),
        at: row, zone: path, from: schema)
      try refuse([row.ordinal], in: row.table)
    }
    guard !counts.isEmpty, options.errorPolicy == .skipRow else { return }
    // Rows that have the new zone already go with the row that gives it.
    var dependents: Set<Int> = []
    try store.operations(of: schema) { operation in
      if operation.operation != .delete,
        let key = parentKey(of: operation.values, reference, in: schema), let row = moved[key],
        counts[row] != nil
      {
        dependents.insert(operation.ordinal)
      }
      return true
    }
    try refuse(dependents, in: table)
  }

  /// Whether a row of the run decides about a stored record, or the run removes it.
  private func isNamed(_ record: StoredRecord, in table: Int) -> Bool {
    let rows = tables[table].rows
    guard let key = RecordKey.text(tables[table].keyFields.map({ record.values[$0] })) else {
      return false
    }
    if tables[table].pruning?.prunedKeys.contains(key) == true { return true }
    guard let ordinal = tables[table].renamedFrom[key] ?? tables[table].ordinal(ofKey: key) else {
      return false
    }
    return [.valid, .deleting].contains(rows.state(of: ordinal))
  }

  /// Whether the local time of a stored record is another instant after the run.
  private func movesInstant(
    of record: StoredRecord, _ field: Field, at index: Int, in schema: TableSchema
  ) throws -> Bool {
    guard case .dateTime(let local, let utc) = record.values[index] else { return false }
    for path in field.zoneFrom {
      guard let zone = try value(at: path, of: record.values, in: schema)?.text else { continue }
      return LocalTime.text(ofInstant: utc, zone: zone) != local
    }
    return false
  }

  /// The value at the end of a path from a record, as it is after the run.
  private func value(
    at path: FieldPath, of values: [FieldValue], in schema: TableSchema
  ) throws -> FieldValue? {
    guard let first = path.references.first else {
      return schema.fieldIndex(named: path.field).map { values[$0] }
    }
    guard let reference = schema.reference(from: first), let table = positions[reference.table],
      let key = parentKey(of: values, reference, in: schema)
    else { return nil }
    let rows = tables[table].rows
    var parent: [FieldValue]?
    if let ordinal = tables[table].renamedFrom[key] ?? tables[table].ordinal(ofKey: key),
      rows.state(of: ordinal) == .valid
    {
      parent = try store.stagedValues([ordinal], of: order[table]).first ?? nil
    }
    if parent == nil {
      parent =
        try store.records(of: order[table], keys: [tables[table].keyValues(key)]).first??.values
    }
    guard let parent else { return nil }
    return try value(
      at: FieldPath(through: Array(path.references.dropFirst()), field: path.field), of: parent,
      in: order[table])
  }

  /// The natural key of the record that values refer to; `nil` if they refer to none, or by something else.
  private func parentKey(
    of values: [FieldValue], _ reference: Reference, in schema: TableSchema
  ) -> String? {
    guard let table = positions[reference.table], reference.givesKey(of: order[table]) else {
      return nil
    }
    var parts: [FieldValue] = []
    for name in order[table].naturalKey {
      let field =
        name == reference.targetField
        ? FieldPath(field: reference.field) : reference.with[name] ?? FieldPath(field: "")
      guard field.references.isEmpty, let index = schema.fieldIndex(named: field.field) else {
        return nil
      }
      parts.append(values[index])
    }
    return RecordKey.text(parts)
  }

  /// The keys of the parents through which a change of this run reaches the end of a path, each with the row
  /// that makes the change.
  private func parents(
    at path: FieldPath, from schema: TableSchema
  ) throws -> [String: RunTable.RowReference] {
    guard let reference = schema.reference(from: path.references[0]),
      let table = positions[reference.table]
    else { return [:] }
    let parent = order[table]
    let rest = FieldPath(through: Array(path.references.dropFirst()), field: path.field)
    guard let own = parent.fieldIndex(named: rest.references.first ?? rest.field) else {
      return [:]
    }
    let keyFields = tables[table].keyFields
    var found: [String: RunTable.RowReference] = [:]
    if tables[table].rows.updatesRecords {
      try store.operations(of: parent) { operation in
        if operation.operation == .update, operation.changedFields.contains(own),
          let stored = operation.stored,
          let key = RecordKey.text(keyFields.map { stored.values[$0] })
        {
          found[key] = .init(table: table, ordinal: operation.ordinal)
        }
        return true
      }
    }
    guard let next = rest.references.first.flatMap(parent.reference(from:)) else { return found }
    let above = try parents(at: rest, from: parent)
    guard !above.isEmpty else { return found }
    try store.storedRecords(of: parent, where: nil) { record in
      if let key = RecordKey.text(keyFields.map { record.values[$0] }), found[key] == nil,
        let upper = parentKey(of: record.values, next, in: parent)
      {
        found[key] = above[upper]
      }
      return true
    }
    return found
  }

  /// Reports an issue at the cell that changes what a path leads to.
  private func report(
    _ content: IssueContent, at reference: RunTable.RowReference, zone path: FieldPath,
    from schema: TableSchema
  ) {
    let row = tables[reference.table].rows[reference.ordinal]
    let source = sources[Int(row.source)]
    let parent = order[reference.table]
    var here = schema
    var name = path.field
    for (place, step) in path.references.enumerated() {
      guard let next = here.reference(from: step).flatMap({ package.table(named: $0.table) })
      else { break }
      here = next
      let further = path.references.dropFirst(place + 1).first
      if here.name == parent.name { name = further ?? path.field }
    }
    let column = parent.fieldIndex(named: name).flatMap(source.binding.place(ofFieldAt:))
    issues.add(
      Issue(
        content,
        at: source.location(
          row: Int(row.number), column: column, table: parent.name, field: name,
          key: RecordKey.parts(row.key))))
  }
}

extension Field {
  /// Whether the store keeps an instant of the field's local times.
  fileprivate var keepsInstant: Bool {
    guard type == .dateTime else { return false }
    switch store {
    case .none, .localTime: return false
    default: return true
    }
  }
}

extension RowList {
  /// Whether any row changes a stored record.
  fileprivate var updatesRecords: Bool {
    var found = false
    forEachKind { state, operation, count in
      if count > 0, state == .valid, operation == .update { found = true }
    }
    return found
  }
}
