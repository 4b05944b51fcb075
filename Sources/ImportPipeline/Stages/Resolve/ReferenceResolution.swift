import RecordMapping
import Schemas
import TabularCore

/// Resolves the references of rows against the run and the store.
struct ReferenceResolution {
  /// Problems that a name or an external identifier can have when it is read as a key.
  private static let formCodes: Set<IssueCode> = [
    "value.pattern", "value.too-long", "value.email-invalid", "value.country-unknown",
    "value.subdivision-unknown", "value.enum-unknown", "value.time-zone-unknown",
    "value.date-invalid", "value.time-invalid", "value.not-integer", "value.not-number",
    "value.number-ambiguous", "value.out-of-range", "value.phone-invalid",
    "value.postal-code-invalid", "value.boolean-unknown",
  ]

  let fields: TableFields
  let source: TableSource
  let table: Int
  let keyFields: [Int]
  let records: any RecordLookup
  /// References that can be resolved only once all rows are known.
  private(set) var deferred: [DeferredReference] = []

  init(_ setup: SourceSetup) {
    fields = setup.fields
    source = setup.source
    table = setup.table
    keyFields = setup.keyFields
    records = setup.session
  }

  /// Resolves the references of a row, in the order in which the schema declares them.
  mutating func resolveReferences(
    of row: inout PendingRow, _ cells: inout CellReading, _ issues: inout SourceIssues
  ) throws {
    for (index, reference) in fields.referencing {
      if row.action == .delete, !fields.isKey[index] { continue }
      guard let origin = row.origins[index] else { continue }
      do {
        let reading = try fields.readers[index].read(source.input(origin), in: ReadingContext())
        cells.accept(reading, index, of: &row, origin: origin)
        guard row.given.contains(index), !row.cleared.contains(index) else { continue }
        _ = try resolve(row.values[index], index, reference, of: &row, &issues)
      } catch let problem as CellProblem {
        // The text may be a name that the key's type rejects; otherwise the problem stays.
        if Self.formCodes.contains(problem.code), let reader = fields.nameReaders[index],
          let name = try? reader.read(source.input(origin), in: ReadingContext()).value,
          !name.isNull,
          try resolve(name, index, reference, of: &row, insteadOf: problem, &issues)
        {
          continue
        }
        cells.refuse(problem, index, of: &row, origin: origin, &issues)
      }
    }
    for identity in fields.identities { resolveIdentity(identity.fields, of: &row, &issues) }
  }

  /// Resolves the texts of a reference cell.
  ///
  /// - Parameter problem: why the text cannot be a key; reported if nothing is found either.
  private mutating func resolve(
    _ value: FieldValue, _ index: Int, _ reference: Reference, of row: inout PendingRow,
    insteadOf problem: CellProblem? = nil, _ issues: inout SourceIssues
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
      deferred.append(
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
      if try records.value(at: path, of: row, in: table)?.isNull ?? true { return false }
    }
    var parents: [ResolvedParent] = []
    var values: [FieldValue] = []
    let typed = typedTexts(index, of: row)
    for (position, text) in texts.enumerated() {
      let outcome = try records.resolve(
        typed.count == texts.count ? typed[position] : text, reference, of: row, in: table)
      if isName, case .missing = outcome { return false }
      let shown = typed.count == texts.count ? typed[position] : text
      guard
        let parent = resolve(
          outcome, text, shown, index, reference, of: &row, &issues)
      else { continue }
      parents.append(parent)
      let target = records.target(of: parent, reference) ?? .text(text)
      values.append(target)
      if case .list = value, case .found(_, let way) = outcome, way != .key {
        row.namedItems.append((index, shown, target.description))
      }
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
  func typedTexts(_ index: Int, of row: PendingRow) -> [String] {
    guard let origin = row.origins[index], let reader = fields.nameReaders[index],
      let value = (try? reader.read(source.input(origin), in: ReadingContext()))?.value
    else { return [] }
    if case .list(let items) = value { return items.map(\.description) }
    return [value.description]
  }

  /// Reports the result of a reference; returns the record if there is one.
  private func resolve(
    _ outcome: ReferenceOutcome, _ text: String, _ shown: String, _ index: Int,
    _ reference: Reference, of row: inout PendingRow, _ issues: inout SourceIssues
  ) -> ResolvedParent? {
    func noun(_ plural: Bool = false) -> String {
      let parent = records.order[records.positions[reference.table] ?? 0]
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
        index, of: &row, &issues)
    case .invalidParent(let parentRow):
      row.waitsFor = row.waitsFor ?? parentRow
      // The sound values of the parent are known, so the row can be checked against them now.
      if let parent = records.waitingParent(parentRow) {
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
        .referenceMissing(.deleted, parent: noun(), value: text), index, of: &row, &issues)
    case .missing:
      refuseReference(
        .referenceMissing(.unknown, parent: noun(), value: text), index, of: &row,
        suggestion: { records.nearestKey(to: text, in: reference) }, &issues)
    }
    return nil
  }

  private func refuseReference(
    _ content: IssueContent, _ index: Int, of row: inout PendingRow,
    suggestion: () -> Issue.Suggestion? = { nil },
    _ issues: inout SourceIssues
  ) {
    row.errors.insert(index)
    row.told.insert(index)
    row.isInvalid = true
    if row.origins[index]?.isRepeated == true { return }
    issues.report(
      content, field: index, of: row, suggestion: suggestion)
  }
}
