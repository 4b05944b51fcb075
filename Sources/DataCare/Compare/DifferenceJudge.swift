import ImportPipeline
import RecordMapping
import Schemas

/// Finds out why records differ, from what stores recorded about them and from the values.
///
/// The stores are opened once more for that at the first difference, as the open ones are busy with
/// giving records.
final class DifferenceJudge {
  private let sources: (one: ComparedSource, other: ComparedSource)
  private var stores: (one: (any RecordStore)?, other: (any RecordStore)?) = (nil, nil)
  private var lastWrite: String?
  private var isOpen = false
  private var edited: [String: (one: Bool, other: Bool)] = [:]
  /// How records left the tables of a store, by store and table.
  private var removals: [String: [String: RecordRemoval]] = [:]

  init(one: ComparedSource, other: ComparedSource) {
    sources = (one, other)
  }

  deinit {
    stores.one?.rollBack()
    stores.other?.rollBack()
  }

  private func open() throws {
    guard !isOpen else { return }
    isOpen = true
    if case .store(let open) = sources.one.kind { stores.one = try open() }
    if case .store(let open) = sources.other.kind { stores.other = try open() }
    lastWrite = try stores.other?.lastWrite()
  }

  // MARK: Records that both have

  /// The fields of a record with their reasons.
  func reasons(
    of fields: [Int], _ one: ComparedRecord, _ other: ComparedRecord, _ form: TableForm
  ) throws -> [Difference.Field] {
    try open()
    let byHand = try edits(of: one, other, form)
    let isUnsynced = try isNotSynced(one, form)
    return fields.map { index in
      let texts = (form.text(index, of: one), form.text(index, of: other))
      let reason: DifferenceReason =
        if byHand.contains(index) {
          .editedByHand
        } else if isUnsynced {
          .notSynced
        } else {
          reason(one.values[index], other.values[index], texts)
        }
      return Difference.Field(
        name: form.schema.fields[index].name, one: texts.0, other: texts.1, reason: reason)
    }
  }

  private func reason(
    _ one: FieldValue, _ other: FieldValue, _ texts: (String?, String?)
  ) -> DifferenceReason {
    if case .dateTime(let local, let utc) = one,
      case .dateTime(let otherLocal, let otherUTC) = other
    {
      return ZoneShift.explains(local, utc, otherLocal, otherUTC) ? .zone : .value
    }
    guard let one = texts.0, let other = texts.1 else {
      return .value
    }
    return DifferenceReason(of: one, and: other)
  }

  /// The fields that another program changed in either store.
  private func edits(
    of one: ComparedRecord, _ other: ComparedRecord, _ form: TableForm
  ) throws -> Set<Int> {
    let table = form.schema
    let known =
      try edited[table.name]
      ?? (
        stores.one?.hasManualEdits(of: table) ?? false,
        stores.other?.hasManualEdits(of: table) ?? false
      )
    edited[table.name] = known
    var fields: Set<Int> = []
    if known.0, let store = stores.one, let id = try id(of: one, in: store, form) {
      fields.formUnion(try store.manualEdits(ofRecord: id, of: table).map(\.field))
    }
    if known.1, let store = stores.other, let id = try id(of: other, in: store, form) {
      fields.formUnion(try store.manualEdits(ofRecord: id, of: table).map(\.field))
    }
    return fields
  }

  /// A record's number in a store that was opened by itself.
  private func id(
    of record: ComparedRecord, in store: any RecordStore, _ form: TableForm
  ) throws -> Int64? {
    // Ids that are numbers are the same on every connection.
    guard form.schema.store.idType != .integer || record.id == nil else { return record.id }
    return try match(of: record, in: store, form)?.id
  }

  private func match(
    of record: ComparedRecord, in store: any RecordStore, _ form: TableForm
  ) throws -> StoredRecord? {
    let key = form.schema.naturalKey.compactMap(form.schema.fieldIndex(named:))
    guard !key.isEmpty, !record.isText, key.allSatisfy({ !record.values[$0].isNull }) else {
      return nil
    }
    let found = try store.matches(of: form.schema, keys: [key.map { record.values[$0] }])
    return found.first?.first
  }

  // MARK: Records that one has

  /// Why only one source has a record; the run that removed it from the other.
  func reason(
    ofLone record: ComparedRecord, isMissing: Bool, _ form: TableForm
  ) throws -> (reason: DifferenceReason, run: String?) {
    try open()
    switch try removal(of: record, isMissing: isMissing, form) {
    case .run(let run): return (.removedByRun, run)
    case .otherProgram: return (.editedByHand, nil)
    case nil: break
    }
    if isMissing, try isNotSynced(record, form) { return (.notSynced, nil) }
    guard let store = isMissing ? stores.one : stores.other,
      let id = try id(of: record, in: store, form),
      let times = try store.times(ofRecord: id, of: form.schema), times.knowsRuns
    else { return (.missing, nil) }
    return (times.createdRun == nil ? .editedByHand : .missing, nil)
  }

  /// How the store that lacks a record lost it; `nil` when it never had it, or nobody wrote that down.
  private func removal(
    of record: ComparedRecord, isMissing: Bool, _ form: TableForm
  ) throws -> RecordRemoval? {
    guard let store = isMissing ? stores.other : stores.one else { return nil }
    let name = (isMissing ? "b " : "a ") + form.schema.name
    let known = try removals[name] ?? store.removals(of: form.schema)
    removals[name] = known
    return known[record.key]
  }

  /// Whether the first store changed a record after a run wrote to the second one for the last time.
  private func isNotSynced(_ record: ComparedRecord, _ form: TableForm) throws -> Bool {
    guard let lastWrite, let store = stores.one,
      let id = try id(of: record, in: store, form),
      let changed = try store.times(ofRecord: id, of: form.schema)?.updatedAt
    else { return false }
    return changed > lastWrite
  }
}
