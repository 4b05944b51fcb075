import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// The reference of the schema that a deferred one belongs to.
  func reference(of deferred: DeferredReference, table: Int) -> Reference? {
    order[table].reference(from: order[table].fields[deferred.field].name)
  }

  /// Resolves references to rows that may come after the referring row.
  func resolve(_ deferred: [DeferredReference], selfOnly: Bool, table: Int) throws {
    for item in deferred {
      guard let reference = reference(of: item, table: table),
        (reference.table == order[table].name) == selfOnly,
        [.valid, .invalid].contains(tables[table].rows.state(of: item.ordinal))
      else { continue }
      try resolveLate(item, reference, table: table)
    }
  }

  /// Finds the rows that rows read by columns name in their own table.
  ///
  /// A text that is no row's key may be a name, or a record of the store: it joins the other references.
  func resolveOwn(_ late: inout LateReferences, table: Int) {
    guard !late.own.isEmpty else { return }
    let rows = tables[table].rows
    let isExact = !tables[table].respellsKeys
    let known = late.deferred.count
    for references in late.own {
      references.forEach { ordinal, text in
        let state = rows.state(of: ordinal)
        guard state == .valid || state == .invalid else { return }
        guard isExact, let parent = rows.keys.first(text, hash: KeyIndex.hash(text)),
          rows.state(of: parent) == .valid,
          !isClosed(.init(table: table, ordinal: parent))
        else {
          late.deferred.append(
            DeferredReference(
              ordinal: ordinal, field: references.field,
              texts: [String(decoding: text, as: UTF8.self)]))
          return
        }
        guard state == .valid else { return }
        note(
          parent: .init(table: table, ordinal: parent), of: ordinal, field: references.field,
          table: table)
      }
    }
    if late.deferred.count > known { late.deferred.sort { $0.ordinal < $1.ordinal } }
  }

  private func resolveLate(
    _ item: DeferredReference, _ reference: Reference, table: Int
  ) throws {
    // A row with an error of its own still reports which record is missing.
    let isValid = tables[table].rows.state(of: item.ordinal) == .valid
    if isValid, let parent = rowKeyed(by: item, reference) {
      note(parent: parent, of: item.ordinal, field: item.field, table: table)
      return
    }
    var values: [FieldValue] = []
    var isRenamed = false
    for text in item.texts {
      let outcome = try resolver.resolve(
        text, reference: reference, of: order[table].name, tables: tables,
        valueAt: { path throws(StoreError) in
          try item.row.flatMap { holder throws(StoreError) in
            try value(at: path, of: holder.row, in: table)
          }
        })
      guard case .found(let parent, let way) = outcome else {
        return try refuse(item, text, outcome, reference, isValid: isValid, table: table)
      }
      if let problem = unmetRequirement(of: reference, by: parent, named: text) {
        return try refuseRole(item, text, problem, isValid: isValid, table: table)
      }
      if let problem = closedParent(of: reference, parent, from: item.ordinal, in: table) {
        return try refuseRole(item, text, problem, isValid: isValid, table: table)
      }
      if let ordinal = parent.ordinal {
        tables[table].links?.parents.add(
          item.ordinal, on: .init(table: parent.table, ordinal: ordinal))
      }
      if isValid, parent.isNew, let ordinal = parent.ordinal {
        tables[table].dependences.add(
          item.ordinal, on: .init(table: parent.table, ordinal: ordinal))
      }
      values.append(target(of: parent, reference) ?? .text(text))
      if isValid, parent.table == table, let key = RecordKey.text(parent.key) {
        tables[table].lateParents[item.field, default: LateParents()].set(key, of: item.ordinal)
      }
      if way != .key || parent.isRespelled { isRenamed = true }
      if way != .key {
        noteName(text, of: parent, item, table: table)
        if isValid {
          noteOrigin(text, values.last?.description ?? text, item, reference, table: table)
        }
      }
    }
    // The row was staged as typed; now the key replaces the name.
    if isValid, isRenamed { try restage(item, values, table: table) }
  }

  /// The row of the run whose key is exactly the text of a reference, as most references are.
  ///
  /// `nil` if there is none, or if more than the key decides.
  private func rowKeyed(
    by item: DeferredReference, _ reference: Reference
  ) -> RunTable.RowReference? {
    guard item.texts.count == 1, reference.with.isEmpty, reference.requirements.isEmpty,
      let index = positions[reference.table], reference.givesKey(of: order[index]),
      order[index].naturalKey.count == 1, !tables[index].respellsKeys,
      let ordinal = tables[index].rows.ordinal(ofKey: item.texts[0]),
      tables[index].rows.state(of: ordinal) == .valid
    else { return nil }
    let parent = RunTable.RowReference(table: index, ordinal: ordinal)
    return reference.requiresLiveParent && isClosed(parent) ? nil : parent
  }

  private func note(
    parent: RunTable.RowReference, of ordinal: Int, field: Int, table: Int
  ) {
    tables[table].links?.parents.add(ordinal, on: parent)
    if tables[parent.table].rows.operation(of: parent.ordinal) == .create {
      tables[table].dependences.add(ordinal, on: parent)
    }
    guard parent.table == table else { return }
    tables[table].lateParents[field, default: LateParents()].set(row: parent.ordinal, of: ordinal)
  }

  private func noteName(
    _ text: String, of parent: ResolvedParent, _ item: DeferredReference, table: Int
  ) {
    tell(
      Issue(
        .valueNormalised(
          .read(result: RecordKey.shown(RecordKey.text(parent.key) ?? text)), value: text),
        at: place(of: item, table: table), value: text))
  }

  /// Notes that a cell gave a name, and the look-up the key.
  private func noteOrigin(
    _ name: String, _ key: String, _ item: DeferredReference, _ reference: Reference, table: Int
  ) {
    let row = tables[table].rows[item.ordinal]
    let schema = order[table]
    origins[Int(row.source)]?.note(
      name: name, key: key, in: item.field, row: Int(row.number), of: schema,
      isItem: schema.fields[item.field].type == .list,
      isPlain: reference.hasPlainNames(from: schema.fields[item.field], in: package))
  }

  /// Where the cell of a deferred reference is.
  func place(of item: DeferredReference, table: Int) -> IssueLocation {
    let row = tables[table].rows[item.ordinal]
    let source = sources[Int(row.source)]
    return source.location(
      row: Int(row.number), column: source.binding.place(ofFieldAt: item.field),
      table: order[table].name, field: order[table].fields[item.field].name,
      key: RecordKey.parts(row.key))
  }

  /// Restages a row with the keys of the records that it named otherwise.
  private func restage(
    _ item: DeferredReference, _ values: [FieldValue], table: Int
  ) throws {
    let schema = order[table]
    guard var staged = try store.stagedValues([item.ordinal], of: schema).first ?? nil else {
      return
    }
    let resolved: FieldValue? =
      schema.fields[item.field].type == .list ? .list(values) : values.first
    guard let resolved else { return }
    staged[item.field] = resolved
    let row = tables[table].rows[item.ordinal]
    // The row's new external identifier; empty if the row clears it.
    let sourceID = tables[table].lateSourceIDs[item.ordinal]
    var operation = row.operation
    var changed: [Int] = []
    var stored: StoredRecord?
    if operation != .create {
      stored =
        try tables[table].renamedRecords[item.ordinal]
        ?? store.records(
          of: schema, keys: [tables[table].keyFields.map { staged[$0] }]
        ).first ?? nil
      changed = tables[table].lateChanges[item.ordinal] ?? []
      if let before = stored?.values[item.field], before == resolved {
        changed.removeAll { $0 == item.field }
      }
      operation = changed.isEmpty && sourceID == nil ? .unchanged : .update
    }
    try unstage([item.ordinal], ofTable: table)
    try store.stage(
      [
        StagedRecord(
          ordinal: item.ordinal, operation: operation, storedID: stored?.id, values: staged,
          sourceID: sourceID, changedFields: changed)
      ], of: schema)
    tables[table].rows.setOperation(operation, of: item.ordinal)
    let name = schema.fields[item.field].name
    if let position = tables[table].changes[item.ordinal]?.firstIndex(where: { $0.name == name }) {
      if changed.contains(item.field) {
        tables[table].changes[item.ordinal]?[position].after = resolved.description
      } else {
        tables[table].changes[item.ordinal]?.remove(at: position)
      }
    }
    if operation != .update { tables[table].changes[item.ordinal] = nil }
  }

  private func refuse(
    _ item: DeferredReference, _ text: String, _ outcome: ReferenceOutcome,
    _ reference: Reference, isValid: Bool, table: Int
  ) throws {
    if case .invalidParent(let parent) = outcome {
      tables[table].links?.parents.add(item.ordinal, on: parent)
      guard isValid else { return }
      tables[table].rows.setState(.waiting, of: item.ordinal)
      tables[table].waitsFor[item.ordinal] = parent
    } else {
      tables[table].rows.setState(.invalid, of: item.ordinal)
      let problem = problem(of: outcome, text, item.problem, reference, table: table)
      tell(
        Issue(
          problem, at: place(of: item, table: table), value: text,
          suggestion: problem.code == "reference.missing" && problem.variant.isEmpty
            ? nearestKey(to: text, in: reference) : nil))
    }
    if isValid {
      try unstage([item.ordinal], ofTable: table)
      refusedLate[table, default: []].insert(item.ordinal)
    }
  }

  /// Lets the rows wait that were found sound before a row that they depend on was refused.
  ///
  /// A row may name one that comes before it, whose own reference is resolved after its.
  func awaitRefused() throws {
    while let (table, refused) = refusedLate.popFirst() {
      for child in order.indices {
        var waiting: [(row: Int, parent: Int)] = []
        tables[child].dependences.forEach(on: refused, ofTable: table) { row, parent in
          if tables[child].rows.state(of: row) == .valid { waiting.append((row, parent)) }
        }
        for (row, parent) in waiting {
          tables[child].rows.setState(.waiting, of: row)
          tables[child].waitsFor[row] = .init(table: table, ordinal: parent)
        }
        let rows = Set(waiting.map(\.row))
        guard !rows.isEmpty else { continue }
        try unstage(rows.sorted(), ofTable: child)
        refusedLate[child, default: []].formUnion(rows)
      }
    }
  }

  /// The issue about a reference without a record.
  private func problem(
    of outcome: ReferenceOutcome, _ text: String, _ form: CellProblem?, _ reference: Reference,
    table: Int
  ) -> IssueContent {
    let parent = order[positions[reference.table] ?? table]
    if case .ambiguous(let keys, let isKey) = outcome {
      return .referenceNameAmbiguous(
        isKey ? .key : .name, value: text, parents: parent.nounPlural.english, keys: keys)
    }
    if case .deleted = outcome {
      return .referenceMissing(.deleted, parent: parent.noun.english, value: text)
    }
    return form?.content
      ?? .referenceMissing(.unknown, parent: parent.noun.english, value: text)
  }
}
