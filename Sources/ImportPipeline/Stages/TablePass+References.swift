import RecordMapping
import Schemas
import TabularCore

extension TablePass {
  /// Problems that a name or an external identifier can have when it is read as a key.
  private static let formCodes: Set<IssueCode> = [
    "value.pattern", "value.too-long", "value.email-invalid", "value.country-unknown",
    "value.subdivision-unknown", "value.enum-unknown", "value.time-zone-unknown",
    "value.date-invalid", "value.time-invalid", "value.not-integer", "value.not-number",
    "value.number-ambiguous", "value.out-of-range", "value.phone-invalid",
    "value.postal-code-invalid", "value.boolean-unknown",
  ]

  /// Resolves the references of a row, in the order in which the schema declares them.
  mutating func resolveReferences(of row: inout PendingRow) throws {
    for (index, reference) in fields.referencing {
      if row.action == .delete, !isKey(index) { continue }
      guard let origin = row.origins[index] else { continue }
      do {
        let reading = try fields.readers[index].read(input(origin), in: ReadingContext())
        accept(reading, index, of: &row, origin: origin)
        guard row.given.contains(index), !row.cleared.contains(index) else { continue }
        _ = try resolve(row.values[index], index, reference, of: &row)
      } catch let problem as CellProblem {
        // The text may be a name that the key's type rejects; otherwise the problem stays.
        if Self.formCodes.contains(problem.code), let reader = fields.nameReaders[index],
          let name = try? reader.read(input(origin), in: ReadingContext()).value, !name.isNull,
          try resolve(name, index, reference, of: &row, insteadOf: problem)
        {
          continue
        }
        refuse(problem, index, of: &row, origin: origin)
      }
    }
    for identity in fields.identities { resolveIdentity(identity.fields, of: &row) }
  }

  /// Resolves the texts of a reference cell.
  ///
  /// - Parameter problem: why the text cannot be a key; reported if nothing is found either.
  private mutating func resolve(
    _ value: FieldValue, _ index: Int, _ reference: Reference, of row: inout PendingRow,
    insteadOf problem: CellProblem? = nil
  ) throws -> Bool {
    let isName = problem != nil
    let texts: [String] =
      switch value {
      case .list(let items): items.map(\.description)
      default: [value.description]
      }
    if fields.deferred.contains(index) {
      guard !row.isSilenced else { return true }
      let typed = typedTexts(index, of: row)
      let needsRow =
        !reference.with.isEmpty || reference.alternatives.contains { !$0.within.isEmpty }
      deferredReferences.append(
        DeferredReference(
          ordinal: row.ordinal, field: index, texts: typed.count == texts.count ? typed : texts,
          problem: problem, row: needsRow ? ReferringRow(row) : nil))
      if isName {
        row.values[index] = value
        row.given.insert(index)
      }
      row.hasLateReference = true
      return true
    }
    for path in reference.with.values {
      // Without the other parts of the parent's key there is nothing to look up; a rule, or the error of
      // the other cell, reports that.
      let first = fields.schema.fieldIndex(named: path.references.first ?? path.field)
      if let first, row.errors.contains(first) { return false }
      if try session.value(at: path, of: row, in: table)?.isNull ?? true { return false }
    }
    var parents: [ResolvedParent] = []
    var values: [FieldValue] = []
    let typed = typedTexts(index, of: row)
    for (position, text) in texts.enumerated() {
      let current = row
      let outcome = try session.resolver.resolve(
        typed.count == texts.count ? typed[position] : text, reference: reference,
        of: fields.schema,
        tables: session.tables,
        valueAt: { [session, table] path throws(StoreError) in
          try session.value(at: path, of: current, in: table)
        })
      if isName, case .missing = outcome { return false }
      let shown = typed.count == texts.count ? typed[position] : text
      guard let parent = resolve(outcome, text, shown, index, reference, of: &row) else { continue }
      parents.append(parent)
      values.append(target(of: parent, reference) ?? .text(text))
    }
    guard parents.count == texts.count else { return false }
    row.parents[index] = parents
    if case .list = value {
      row.values[index] = .list(values)
    } else if let first = values.first {
      row.values[index] = first
    }
    row.given.insert(index)
    return true
  }

  /// The texts as typed: the upper case of a code would change the spelling of a name.
  private func typedTexts(_ index: Int, of row: PendingRow) -> [String] {
    guard let origin = row.origins[index], let reader = fields.nameReaders[index],
      let value = (try? reader.read(input(origin), in: ReadingContext()))?.value
    else { return [] }
    if case .list(let items) = value { return items.map(\.description) }
    return [value.description]
  }

  /// What a resolved reference is stored as: the parent's target field.
  private func target(of parent: ResolvedParent, _ reference: Reference) -> FieldValue? {
    let schema = session.order[parent.table]
    if let position = schema.naturalKey.firstIndex(of: reference.targetField) {
      return position < parent.key.count ? parent.key[position] : nil
    }
    guard let index = schema.fieldIndex(named: reference.targetField) else { return nil }
    if let stored = parent.stored { return stored.values[index] }
    return parent.ordinal.flatMap {
      session.tables[parent.table].value(ofFieldAt: index, ordinal: $0)
    }
  }

  /// Reports the result of a reference; returns the record if there is one.
  private mutating func resolve(
    _ outcome: ReferenceOutcome, _ text: String, _ shown: String, _ index: Int,
    _ reference: Reference, of row: inout PendingRow
  ) -> ResolvedParent? {
    let session = session
    func noun(_ plural: Bool = false) -> String {
      let parent = session.order[session.positions[reference.table] ?? 0]
      return (plural ? parent.nounPlural : parent.noun).english
    }
    switch outcome {
    case .found(let record, let way):
      if way != .key, row.origins[index] != nil {
        let result = RecordKey.shown(RecordKey.text(record.key) ?? text)
        let remark = CellRemark(
          .valueNormalised(.read(result: result), value: shown))
        if let origin = row.origins[index] { row.remarks.append((index, remark, origin)) }
      }
      return record
    case .ambiguous(let keys, let isKey):
      refuseReference(
        .referenceNameAmbiguous(
          isKey ? .key : .name, value: shown, parents: noun(true), keys: keys),
        index, of: &row)
    case .invalidParent(let parentRow):
      row.waitsFor = row.waitsFor ?? parentRow
      // The sound values of the parent are known, so the row can be checked against them now.
      if let parent = session.waitingParent(parentRow) {
        row.waiting.insert(index)
        return parent
      }
      row.errors.insert(index)
    case .unreadTable(let table):
      row.waitsForTable = row.waitsForTable ?? table
      row.errors.insert(index)
    case .deleted where row.action == .delete:
      // Parent and child are read together; the text of the cell is the key.
      return nil
    case .deleted:
      refuseReference(
        .referenceMissing(.deleted, parent: noun(), value: text), index, of: &row)
    case .missing:
      refuseReference(
        .referenceMissing(.unknown, parent: noun(), value: text), index, of: &row,
        suggestion: { Self.nearestKey(to: text, in: reference, session) })
    }
    return nil
  }

  private mutating func refuseReference(
    _ content: IssueContent, _ index: Int, of row: inout PendingRow,
    suggestion: () -> Issue.Suggestion? = { nil }
  ) {
    row.errors.insert(index)
    row.told.insert(index)
    row.isInvalid = true
    if row.origins[index]?.isRepeated == true { return }
    report(
      content, field: index, of: row, suggestion: suggestion)
  }

  /// The only key of the run or the store that a missing key may be a misspelling of.
  private static func nearestKey(
    to text: String, in reference: Reference, _ session: ImportSession
  ) -> Issue.Suggestion? {
    guard let position = session.positions[reference.table] else { return nil }
    let parent = session.tables[position]
    guard reference.givesKey(of: parent.schema), parent.schema.naturalKey.count == 1,
      let keys = try? session.knownKeys(ofTable: position)
    else { return nil }
    return Issue.Suggestion(nearest: keys, to: text, noun: "key")
  }

  /// Resolves the columns of an identity to one record.
  private mutating func resolveIdentity(_ members: [Int], of row: inout PendingRow) {
    let resolved = members.compactMap { index in
      row.parents[index]?.first.map { (index: index, record: $0) }
    }
    guard let first = resolved.first, let primary = members.first else { return }
    for other in resolved.dropFirst() where other.record.key != first.record.key {
      row.isInvalid = true
      row.errors.insert(other.index)
      report(
        .ruleIdentityDisagrees(
          field: fields.schema.fields[first.index].name,
          first: RecordKey.text(first.record.key).map(RecordKey.shown) ?? "",
          other: fields.schema.fields[other.index].name,
          value: row.values[other.index].description,
          second: RecordKey.text(other.record.key).map(RecordKey.shown) ?? ""),
        field: other.index, of: row)
      return
    }
    if let key = first.record.key.first { row.values[primary] = key }
    row.parents[primary] = [first.record]
    row.given.insert(primary)
  }

  /// Finds the natural key of a row, once its references are known.
  mutating func resolveKey(of row: inout PendingRow) throws {
    let schema = fields.schema
    var isReadable = true
    for index in session.tables[table].keyFields {
      if row.values[index].isNull, case .path(let path) = schema.fields[index].defaultValue,
        path.references.isEmpty, let source = schema.fieldIndex(named: path.field),
        !row.values[source].isNull
      {
        row.values[index] = row.values[source]
        row.given.insert(index)
      }
      guard row.values[index].isNull || row.errors.contains(index) else { continue }
      isReadable = false
      if row.errors.contains(index) { continue }
      let identity = fields.identities.first { $0.fields.contains(index) }
      let isInDoubt = identity?.fields.contains(where: row.errors.contains) == true
      row.errors.insert(index)
      if let identity {
        if isInDoubt, row.waitsFor != nil { continue }
        if identity.fields.contains(where: { $0 != index && row.errors.contains($0) }) { continue }
        missingIdentity(identity.fields, of: &row)
      } else {
        row.isInvalid = true
        if source.binding.hasColumn(forFieldAt: index) {
          row.told.insert(index)
          report(
            .keyMissing(
              placeholder(index, of: row) == nil ? .blank : .placeholder,
              field: schema.fields[index].name),
            field: index, of: row)
        }
      }
    }
    guard isReadable else { return }
    row.keyValues = session.tables[table].keyFields.map { row.values[$0] }
    row.key = RecordKey.text(row.keyValues)
  }

  private mutating func missingIdentity(_ members: [Int], of row: inout PendingRow) {
    row.isInvalid = true
    let names = members.map { fields.schema.fields[$0].name }
    guard
      let place = members.first(where: { source.binding.hasColumn(forFieldAt: $0) })
        ?? members.first
    else { return }
    report(
      .ruleIdentityMissing(names: names), field: place, of: row)
  }
}
