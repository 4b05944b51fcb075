import RecordMapping
import Schemas
import TabularCore

/// Finds the records that a record refers to: their natural keys, their rows, their stored ids.
struct PlannedParents {
  /// A record that another one refers to.
  struct Parent {
    /// The reference.
    var reference: Reference
    /// The parent's table by its position in dependency order.
    var table: Int
    /// The natural key.
    var key: [FieldValue]
    /// The row of the run that names the parent; `nil` for one that only the store has.
    var ordinal: Int?
    /// Whether the run makes the parent, or gives it this key.
    var isMoving = false
  }

  private struct Key: Hashable {
    var table: Int
    var text: String
  }

  /// The most stored ids that are kept.
  private static let mostKept = 20_000

  private let session: ImportSession
  /// Whether records are seen as they are after the run, not as they are stored.
  private let seesRun: Bool
  private var ids: [Key: Int64?] = [:]

  init(_ session: ImportSession, seesRun: Bool) {
    self.session = session
    self.seesRun = seesRun
  }

  /// The parents of a record, in the order of its fields.
  ///
  /// - Parameters:
  ///   - values: the record's values, by the index of the schema's fields.
  ///   - only: the table whose records are looked for; `nil` for all.
  func parents(
    of values: [FieldValue], in table: Int, only: Int? = nil
  ) throws(StoreError) -> [Parent] {
    let schema = session.order[table]
    var parents: [Parent] = []
    for index in schema.keptFields where !values[index].isNull {
      guard let reference = schema.reference(from: schema.fields[index].name),
        only == nil || session.positions[reference.table] == only
      else { continue }
      var items = [values[index]]
      if case .list(let all) = values[index] { items = all }
      for item in items {
        if let parent = try parent(reference, item, of: values, in: table) {
          parents.append(parent)
        }
      }
    }
    return parents
  }

  /// The record that a value of a reference names.
  private func parent(
    _ reference: Reference, _ value: FieldValue, of values: [FieldValue], in table: Int
  ) throws(StoreError) -> Parent? {
    guard let position = session.positions[reference.table] else { return nil }
    let schema = session.order[position]
    var rest: [String: FieldValue] = [:]
    for (name, path) in reference.with {
      rest[name] = try self.value(at: path, of: values, in: table)
    }
    if reference.givesKey(of: schema) {
      let key = schema.naturalKey.map { name in
        name == reference.targetField ? value : rest[name] ?? .null
      }
      return keyed(key, reference, position)
    }
    guard let field = schema.fieldIndex(named: reference.targetField) else { return nil }
    let narrowing = rest.compactMap { name, value in
      schema.fieldIndex(named: name).map { (field: $0, value: value) }
    }
    let run = session.tables[position]
    if seesRun, let text = run.lookupText(value, fieldAt: field),
      let row = run.ordinals(of: text, inFieldAt: field).first(where: { ordinal in
        run.rows.state(of: ordinal) == .valid
          && narrowing.allSatisfy {
            run.value(ofFieldAt: $0.field, ordinal: ordinal) ?? $0.value == $0.value
          }
      })
    {
      return parent(row: row, reference, position)
    }
    let stored = try session.store.records(
      of: schema, whereFieldAt: field, equals: value, narrowing: narrowing)
    return stored.first.flatMap { record in
      keyed(run.keyFields.map { record.values[$0] }, reference, position)
    }
  }

  /// The record with a key, after the run or as it is stored.
  private func keyed(_ key: [FieldValue], _ reference: Reference, _ table: Int) -> Parent? {
    guard let text = RecordKey.text(key) else { return nil }
    let run = session.tables[table]
    if seesRun {
      if let row = run.ordinal(ofKey: text), run.rows.state(of: row) == .valid {
        return parent(row: row, reference, table)
      }
      if let row = run.renamedFrom[text], run.rows.state(of: row) == .valid {
        return parent(row: row, reference, table)
      }
    }
    return Parent(reference: reference, table: table, key: key)
  }

  private func parent(row: Int, _ reference: Reference, _ table: Int) -> Parent {
    let run = session.tables[table]
    return Parent(
      reference: reference, table: table, key: run.keyValues(run.rows.key(of: row)), ordinal: row,
      isMoving: run.rows.operation(of: row) == .create || run.renamedRecords[row] != nil)
  }

  /// The value at the end of a path from a record.
  private func value(
    at path: FieldPath, of values: [FieldValue], in table: Int
  ) throws(StoreError) -> FieldValue? {
    let schema = session.order[table]
    guard let first = path.references.first else {
      return schema.fieldIndex(named: path.field).map { values[$0] }
    }
    guard let index = schema.fieldIndex(named: first), !values[index].isNull,
      let reference = schema.reference(from: first),
      let parent = try parent(reference, values[index], of: values, in: table),
      let next = try self.values(of: parent)
    else { return nil }
    return try value(
      at: FieldPath(through: Array(path.references.dropFirst()), field: path.field), of: next,
      in: parent.table)
  }

  /// The values of a parent, from its staged row or from its record.
  private func values(of parent: Parent) throws(StoreError) -> [FieldValue]? {
    let schema = session.order[parent.table]
    if let row = parent.ordinal,
      let staged = try session.store.stagedValues([row], of: schema).first ?? nil
    {
      return staged
    }
    return try session.store.records(of: schema, keys: [parent.key]).first??.values
  }

  // MARK: Ids

  /// The ids of the stored records of parents, in their order; `nil` where the run makes the record.
  mutating func storedIDs(of parents: [Parent]) throws(StoreError) -> [Int64?] {
    if ids.count > Self.mostKept { ids.removeAll(keepingCapacity: true) }
    var wanted: [Int: [(text: String, key: [FieldValue])]] = [:]
    for parent in parents where knownID(of: parent) == nil {
      guard let text = RecordKey.text(parent.key) else { continue }
      // The place is kept, so that no key is asked for twice.
      ids[Key(table: parent.table, text: text)] = .some(nil)
      wanted[parent.table, default: []].append((text, parent.key))
    }
    for (table, keys) in wanted.sorted(by: { $0.key < $1.key }) {
      let schema = session.order[table]
      let matches = try session.store.matches(of: schema, keys: keys.map(\.key))
      for (key, records) in zip(keys, matches) {
        ids[Key(table: table, text: key.text)] = .some(schema.meant(among: records)?.id)
      }
    }
    return parents.map { knownID(of: $0) ?? nil }
  }

  /// The id of a parent's stored record, or none, as far as it is known.
  private func knownID(of parent: Parent) -> Int64?? {
    if let row = parent.ordinal {
      let run = session.tables[parent.table]
      if run.rows.operation(of: row) == .create { return .some(nil) }
      if let id = run.meantIDs[row] ?? run.renamedRecords[row]?.id { return .some(id) }
    }
    guard let text = RecordKey.text(parent.key) else { return .some(nil) }
    return ids[Key(table: parent.table, text: text)]
  }
}

extension ImportSession {
  /// The key that a row of the run gives a stored parent; `nil` where it keeps its own.
  func newKey(of parent: PlannedParents.Parent) -> [String]? {
    let run = tables[parent.table]
    guard let text = RecordKey.text(parent.key), let row = run.renamedFrom[text],
      run.rows.state(of: row) == .valid
    else { return nil }
    return RecordKey.parts(run.rows.key(of: row))
  }
}
