import Foundation
import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// Counts what happens to the rows according to the plan.
  func fillLedger() {
    for index in tables.indices {
      var ledger = tables[index].ledger
      ledger.invalid = 0
      ledger.created = 0
      ledger.updated = 0
      ledger.unchanged = 0
      ledger.deleted = 0
      var skipped = 0
      tables[index].rows.forEachKind { state, operation, count in
        switch state {
        case .invalid, .waiting: ledger.invalid += count
        case .skipped: skipped += count
        case .deleting: ledger.deleted += count
        case .valid:
          switch operation {
          case .create: ledger.created += count
          case .update: ledger.updated += count
          case .unchanged: ledger.unchanged += count
          case .delete: ledger.deleted += count
          }
        }
      }
      // Rows skipped while they were read are already counted.
      ledger.skipped += skipped - tables[index].countedSkips
      tables[index].countedSkips = skipped
      ledger.pruned = tables[index].pruning?.count ?? 0
      ledger.retired = tables[index].pruning?.retires == true ? ledger.pruned : 0
      tables[index].ledger = ledger
    }
  }

  /// What the plan does with rows: per table and operation, as many as issue details are kept.
  var plannedChanges: [PlannedChange] {
    let limit = options.maximumDetails
    var changes: [PlannedChange] = []
    for table in tables {
      let isKeyPersonal = table.keyFields.contains {
        table.schema.fields[$0].privacy == .personal
      }
      var counts = Array(repeating: 0, count: PlannedChange.Operation.allCases.count)
      var room = 0
      table.rows.forEachKind { _, _, count in room += limit == 0 ? count : min(count, limit) }
      for ordinal in table.rows.indices {
        guard room > 0 else { break }
        let operation = PlannedChange.Operation(
          table.rows.state(of: ordinal), table.rows.operation(of: ordinal))
        guard limit == 0 || counts[operation.place] < limit else { continue }
        counts[operation.place] += 1
        room -= 1
        let row = table.rows[ordinal]
        let source = sources[Int(row.source)]
        changes.append(
          PlannedChange(
            operation, table: table.schema.name,
            key: row.key.isEmpty ? [] : RecordKey.parts(row.key), isKeyPersonal: isKeyPersonal,
            source: source.name.id, file: source.name.text, sheet: source.sheet,
            row: Int(row.number),
            fields: operation == .update ? table.changes[ordinal] ?? [] : []))
      }
      for (position, key) in (table.pruning?.prunedKeys ?? []).enumerated()
      where table.pruning?.refused.contains(position) == false {
        let operation = table.pruning?.retires == true ? PlannedChange.Operation.update : .delete
        counts[operation.place] += 1
        guard limit == 0 || counts[operation.place] <= limit else { break }
        changes.append(
          PlannedChange(
            operation, table: table.schema.name, key: RecordKey.parts(key),
            isKeyPersonal: isKeyPersonal, file: nil, row: nil))
      }
    }
    return changes
  }

  /// Takes the store's own counts into the ledger, and reports where they differ from the plan.
  func confirm(_ count: MergeCounts, at index: Int) {
    let planned = tables[index].ledger
    let removed = planned.pruned - planned.retired
    let expected = count.storedBefore + planned.created - planned.deleted - removed
    if count.storedAfter != expected {
      let schema = order[index]
      issues.add(
        Issue(
          .storeCountMismatch(
            .stored, count: count.storedAfter, records: schema.nounPlural.english,
            expected: expected),
          at: IssueLocation(.store, table: schema.name)))
    }
    tables[index].ledger.created = count.created
    tables[index].ledger.updated = count.updated - planned.retired
    tables[index].ledger.deleted = count.deleted - removed
  }

  /// Counts as written what the committed parts of a run wrote, and the rest as pending.
  func tellStored(_ counts: [String: MergeCounts]) {
    for index in tables.indices {
      var line = tables[index].ledger
      let stored = counts[line.table] ?? MergeCounts()
      let planned = line.created + line.updated + line.deleted
      line.created = stored.created
      line.updated = stored.updated
      line.deleted = max(0, stored.deleted - line.pruned)
      line.pruned = min(line.pruned, stored.deleted)
      line.pending = planned - line.created - line.updated - line.deleted
      tables[index].ledger = line
    }
  }

  /// Leaves out every table with an error, and every table that depends on one.
  func leaveOutTables() throws {
    var left: Set<String> = []
    for (index, schema) in order.enumerated() {
      let hasErrors =
        tables[index].unreadFile != nil
        || tables[index].rows.contains(.invalid, .waiting)
        || issues.counts.contains { $0.key.severity == .error && $0.key.table == schema.name }
      let depends = schema.references.contains { left.contains($0.table) }
      guard hasErrors || depends else { continue }
      left.insert(schema.name)
      let ordinals = tables[index].rows.indices.filter {
        [.valid, .deleting].contains(tables[index].rows.state(of: $0))
      }
      try refuse(Set(ordinals), in: index)
      try discardPruned(of: index)
    }
  }

  /// A source as the report shows it.
  func sheetReport(_ index: Int) -> ImportReport.Sheet {
    let source = sources[index]
    let schema = order[source.table]
    let known = Dictionary(
      columns[index].map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    let columns = source.binding.columns.map { column in
      var field = column.target?.fieldIndex.map { schema.fields[$0].name }
      switch column.target {
      case .action: field = "action"
      case .sourceID: field = "source_id"
      case .notes: field = "notes"
      default: break
      }
      return ImportReport.Column(
        number: column.number, header: column.header, field: field,
        dateOrder: known[column.number]?.dateOrder ?? options.dateOrder?.rawValue,
        decimalMark: known[column.number]?.decimalMark)
    }
    return ImportReport.Sheet(
      name: source.sheet, table: schema.name, headerRow: source.binding.headerRow, columns: columns)
  }

  /// The ledger as JSON, for the run's record.
  var ledgerJSON: String { LedgerLine.json(tables.filter(\.wasRead).map(\.ledger)) }
}

extension PlannedChange.Operation {
  /// Its place among all.
  fileprivate var place: Int {
    switch self {
    case .create: 0
    case .update: 1
    case .unchanged: 2
    case .delete: 3
    case .skip: 4
    case .invalid: 5
    }
  }

  /// What happens to a row of the run.
  fileprivate init(_ state: RunTable.State, _ operation: RecordOperation) {
    self =
      switch (state, operation) {
      case (.invalid, _), (.waiting, _): .invalid
      case (.skipped, _): .skip
      case (.deleting, _), (.valid, .delete): .delete
      case (.valid, .create): .create
      case (.valid, .update): .update
      case (.valid, .unchanged): .unchanged
      }
  }
}
