import RecordMapping
import Schemas
import TabularCore

/// Compares the operations of a run with those of a plan, both in their order, and names what differs.
///
/// Equal lines are compared as bytes; the plan's line is decoded only where they differ.
struct PlanComparison {
  /// The position of an operation among those of its run.
  private struct Position: Comparable {
    var table: Int
    /// 0 for what rows do, 1 for deletes that no row asked for, 2 for values that are kept.
    var phase: Int
    var source: Int
    var row: Int
    var key: String

    static func < (left: Position, right: Position) -> Bool {
      (left.table, left.phase, left.source, left.row, left.key)
        < (right.table, right.phase, right.source, right.row, right.key)
    }
  }

  private let session: ImportSession
  private let plan: PlanFile
  private var lines: PlanLines
  /// The plan's line that has no counterpart yet.
  private var pending: [UInt8]?
  private var isAtEnd = false
  /// The records that were reported, each once.
  private var reported: Set<[String]> = []
  /// Operations of the plan that the run does not have.
  private var vanished: [PlanOperation] = []
  /// The records that differ from what the plan was made from.
  private(set) var driftedRecords = 0
  /// What was found, as issues.
  private(set) var issues: [Issue] = []

  init(_ session: ImportSession, plan: PlanFile) throws(PlanFile.Problem) {
    self.session = session
    self.plan = plan
    lines = try plan.operationLines()
  }

  /// Takes all operations of the run.
  mutating func compare(_ operations: OperationStream) throws {
    var batches = operations.batches(.rows)
    while let batch = try batches.next() {
      for operation in batch.operations { try take(operation) }
    }
    try finish()
  }

  /// Takes the next operation of the run.
  private mutating func take(_ whole: PlanOperation) throws {
    let line = PlanLine(whole).bytes
    let operation = whole.masked
    while let expected = try peek() {
      if expected == line { return advance() }
      guard let planned = PlanOperation(expected) else { throw PlanFile.Problem.damaged }
      if planned.table == operation.table, planned.key == operation.key,
        (planned.kind == .keep) == (operation.kind == .keep)
      {
        // Decoded from its own line too, so that both have the same form.
        if let now = PlanOperation(line), !planned.isSame(as: now) {
          try differ(planned, now, from: whole)
        }
        return advance()
      }
      guard position(of: planned) < position(of: operation) else { break }
      vanish(planned)
      advance()
    }
    try appear(operation, from: whole)
  }

  /// Takes the remaining operations of the plan.
  private mutating func finish() throws {
    while let expected = try peek() {
      guard let planned = PlanOperation(expected) else { throw PlanFile.Problem.damaged }
      vanish(planned)
      advance()
    }
    for planned in vanished { try explain(planned) }
    guard driftedRecords > 1 else { return }
    issues.insert(
      Issue(
        .guardPlanStale(.records(count: driftedRecords), plan: plan.name),
        at: IssueLocation(.target, file: session.targetText)), at: 0)
  }

  private mutating func peek() throws -> [UInt8]? {
    if isAtEnd { return nil }
    if pending == nil {
      pending = try lines.next()
      if pending?.starts(with: PlanLine.summaryMark) ?? true {
        pending = nil
        isAtEnd = true
      }
    }
    return pending
  }

  private mutating func advance() { pending = nil }

  private func position(of operation: PlanOperation) -> Position {
    let source = session.sources.firstIndex {
      maskingPaymentCards($0.fileName) == operation.file
        && $0.sheet.map(maskingPaymentCards) == operation.sheet
        && session.order[$0.table].name == operation.table
    }
    return Position(
      table: session.positions[operation.table] ?? session.order.count,
      phase: operation.kind == .keep ? 2 : operation.file == nil ? 1 : 0, source: source ?? 0,
      row: operation.row ?? 0,
      key: operation.key.joined(separator: String(RecordKey.separator)))
  }

  // MARK: What differs

  /// Both change the record, but not in the same way.
  ///
  /// - Parameter whole: what the run does, with what no plan keeps.
  private mutating func differ(
    _ planned: PlanOperation, _ now: PlanOperation, from whole: PlanOperation
  ) throws {
    guard !now.state.isEmpty else {
      return report(planned, planned.state.isEmpty ? .unlike : .gone)
    }
    guard !planned.state.isEmpty else {
      return report(now, .made, run: whole.storedRun)
    }
    let fields = RecordFingerprint.differences(planned.state, now.state)
    if fields.isEmpty {
      report(now, .unlike)
    } else {
      report(fields, of: now, try stored(of: whole), run: whole.storedRun, since: planned)
    }
  }

  /// The record that an operation changes, as it is stored; `nil` once no more details are kept.
  private func stored(of operation: PlanOperation) throws -> StoredRecord? {
    guard hasRoom, let position = session.positions[operation.table] else { return nil }
    let key = operation.storedKey.joined(separator: String(RecordKey.separator))
    return try session.store.matches(
      of: session.order[position], keys: [session.tables[position].keyValues(key)]
    ).first?.first { $0.id == operation.storedID }
  }

  /// The plan changes the record and the run does not; the reason is looked up at the end, as the
  /// store cannot be queried while it lists the operations.
  private mutating func vanish(_ planned: PlanOperation) {
    let limit = session.issues.maximumDetails
    if limit == 0 || vanished.count < limit {
      vanished.append(planned)
    } else {
      driftedRecords += 1
    }
  }

  private mutating func explain(_ planned: PlanOperation) throws {
    guard let position = session.positions[planned.table] else {
      return report(planned, .unlike)
    }
    // A record whose key shows four digits only cannot be looked up.
    guard !planned.key.contains(where: { $0.contains("•") }) else {
      return report(planned, .unlike)
    }
    let table = session.tables[position]
    let key = planned.key.joined(separator: String(RecordKey.separator))
    let stored =
      try session.store.records(of: table.schema, keys: [table.keyValues(key)]).first ?? nil
    guard let stored else {
      return report(planned, planned.kind == .create ? .unlike : .gone)
    }
    let run = try session.store.lastRun(ofRecord: stored.id, of: table.schema)
    if planned.kind == .create { return report(planned, .made, run: run) }
    let now = RecordFingerprint.text(stored.values, of: table.schema)
    let fields = RecordFingerprint.differences(planned.state, now)
    if fields.isEmpty {
      report(planned, .unlike)
    } else {
      report(fields, of: planned, stored, run: run, since: planned)
    }
  }

  /// The run changes a record that the plan leaves alone.
  private mutating func appear(
    _ operation: PlanOperation, from whole: PlanOperation
  ) throws {
    let schema = session.package.table(named: operation.table)
    let fields = operation.fields.compactMap { schema?.fieldIndex(named: $0.name) }
    switch operation.kind {
    case .create: report(operation, .gone)
    case .delete: report(operation, .made, run: whole.storedRun)
    // Only the record's external identifier.
    case .update where fields.isEmpty: report(operation, .unlike)
    case .update, .keep:
      report(fields, of: operation, try stored(of: whole), run: whole.storedRun, since: nil)
    }
  }

  /// A record whose fields have changed.
  private mutating func report(
    _ fields: [Int], of operation: PlanOperation, _ stored: StoredRecord?, run: String?,
    since planned: PlanOperation?
  ) {
    guard isFirst(operation) else { return }
    guard let schema = session.package.table(named: operation.table) else { return }
    let isOtherRun = planned.map { run != nil && run != $0.storedRun } ?? isYounger(run)
    for index in fields where schema.fields.indices.contains(index) {
      let field = schema.fields[index]
      let isSecret = field.privacy == .secret || field.type == .secret
      let found = stored?.values[index] ?? .null
      let shown = ShownText(
        found, as: schema.form(ofFieldAt: index, in: stored?.values ?? []))
      add(
        found.isNull
          ? .cleared(field: field.name, found: shown) : .value(field: field.name, found: shown),
        operation, field: field.name, run: run, isByRun: isOtherRun, isSecret: isSecret,
        isPersonal: field.privacy == .personal)
    }
  }

  /// Whether another issue is kept.
  private var hasRoom: Bool {
    let limit = session.issues.maximumDetails
    return limit == 0 || issues.count < limit
  }

  /// Counts a record; `false` when it was reported already.
  private mutating func isFirst(_ operation: PlanOperation) -> Bool {
    let limit = max(session.issues.maximumDetails, 1) * 2
    guard reported.count < limit || session.issues.maximumDetails == 0 else {
      driftedRecords += 1
      return true
    }
    guard reported.insert([operation.table] + operation.key).inserted else { return false }
    driftedRecords += 1
    return true
  }

  /// Whether a run is later than any that the plan could know.
  private func isYounger(_ run: String?) -> Bool { run.map { $0 >= plan.header.run } ?? false }

  private mutating func report(
    _ operation: PlanOperation, _ drift: IssueContent.PlanDrift, run: String? = nil
  ) {
    guard isFirst(operation) else { return }
    add(drift, operation, field: nil, run: run, isByRun: isYounger(run))
  }

  private mutating func add(
    _ drift: IssueContent.PlanDrift, _ operation: PlanOperation, field: String?, run: String?,
    isByRun: Bool, isSecret: Bool = false, isPersonal: Bool = false
  ) {
    guard hasRoom else { return }
    issues.append(
      Issue(
        .guardPlanStale(
          drift, run: run ?? "", isByRun: isByRun, key: operation.key.joined(separator: "/"),
          plan: plan.name),
        at: IssueLocation(.store, table: operation.table, field: field, key: operation.key),
        isSecret: isSecret, isPersonal: isPersonal))
  }
}

extension PlanOperation {
  /// The operation as a plan names it: without the digits of card numbers.
  fileprivate var masked: PlanOperation {
    var masked = self
    masked.key = key.map(maskingPaymentCards)
    masked.file = file.map(maskingPaymentCards)
    masked.sheet = sheet.map(maskingPaymentCards)
    return masked
  }
}
