import Emission
import HTTPExchange
import JSONText
import TabularCore

/// Sends what a plan says, record by record, each noted in the journal before its request leaves.
final class RecordSender {
  let client: TargetClient
  let planner: EmissionPlanner
  let journal: EmissionJournal
  let profile: EmitProfile
  let tables: [String: PlannedTable]
  /// What carries requests.
  let steps: StepSender
  var issues: EmissionIssues
  /// The numbers so far, by table.
  var counts: [String: EmissionReport.Table] = [:]
  /// The records that are counted already.
  private var finished: Set<ObjectIdentifier> = []
  /// How many requests in a row had no answer, whatever was found by looking.
  var silence = 0

  init(
    _ planner: EmissionPlanner, _ journal: EmissionJournal, _ tables: [PlannedTable],
    _ issues: EmissionIssues
  ) {
    client = planner.client
    self.planner = planner
    self.journal = journal
    profile = planner.profile
    self.tables = tables.byName(planner.profile)
    self.issues = issues
    steps = StepSender(planner.client, journal)
  }

  /// Sends the records of a table.
  func send(_ planned: PlannedTable) throws(EmissionFailure) {
    let table = profile.tables[planned.index]
    for row in planned.rows where row.state == .create { holdBack(row, table) }
    if table.bulk != nil {
      try BulkSender(self, table).send(planned.rows.filter { $0.state == .create })
    } else if let size = table.create?.batchSize {
      try BatchSender(self, table).send(planned.rows.filter { $0.state == .create }, size: size)
    } else {
      try sendEach(of: planned) { row in
        guard row.state == .create, let creation = table.create else { return nil }
        return RecordCreation(self, row, table, creation)
      }
    }
    try sendEach(of: planned) { row in
      guard case .update(let pointers) = row.state, let update = table.update else { return nil }
      return RecordUpdate(self, row, table, update, pointers)
    }
    for row in planned.rows
    where row.state == .unchanged && !finished.contains(ObjectIdentifier(row)) {
      count(table) { $0.unchanged += 1 }
    }
    try takeOver(planned, table)
  }

  /// Sends the steps of those records that have one.
  private func sendEach(
    of planned: PlannedTable, _ step: (EmissionRow) -> (any SendingStep)?
  ) throws(EmissionFailure) {
    var rows = planned.rows.makeIterator()
    try steps.send { () throws(EmissionFailure) in
      while let row = rows.next() {
        if let step = step(row) { return step }
      }
      return nil
    }
  }

  /// Notes what waits, so that a run that ends early leaves a queue.
  func enqueue(_ tables: [PlannedTable]) throws(EmissionFailure) {
    for planned in tables {
      let table = profile.tables[planned.index]
      var entries: [EmissionEntry] = []
      for row in planned.rows {
        let operation: String
        switch row.state {
        case .create: operation = "create"
        case .update: operation = "update"
        default: continue
        }
        // Of a request without an answer the journal keeps that it left.
        if row.entry?.state == .sent { continue }
        var entry =
          row.entry
          ?? EmissionEntry(
            table: table.name, keyHash: row.hash, operation: operation, bodyHash: "",
            state: .waiting)
        // What was taken away again is made by another request than before.
        if entry.state == .undone { entry.generation += 1 }
        entry.operation = operation
        entry.state = .waiting
        entry.at = client.clock.stamp
        row.entry = entry
        entries.append(entry)
      }
      try journal.note(entries)
    }
  }

  /// A record that refers to one that was refused after the plan cannot be sent.
  private func holdBack(_ row: EmissionRow, _ table: EmitTable) {
    for reference in row.references
    where tables[reference.table]?.byKey[reference.key]?.remote == nil {
      refuse(
        row, table,
        .parent(
          parent: reference.table, parentKey: reference.key.replacing("\u{1F}", with: " / ")))
      return
    }
  }

  /// Notes what was found as it should be, so that a later run may pass it over.
  private func takeOver(_ planned: PlannedTable, _ table: EmitTable) throws(EmissionFailure) {
    var entries: [EmissionEntry] = []
    for row in planned.rows where row.state == .unchanged && !row.differs && !table.isMatched {
      let hash = planner.bodyHash(row, table, among: tables) ?? ""
      let known = row.entry
      if known?.state == .done, known?.bodyHash == hash, known?.remoteID == row.remote?.json {
        continue
      }
      var entry = entry(row, table, "create", hash)
      // What is found after a request without an answer is what that request made.
      if let known, known.state == .sent, known.operation == "create" { entry.origin = .created }
      entry.state = .done
      entries.append(entry)
      if entries.count == 500 {
        try journal.note(entries)
        entries = []
      }
    }
    try journal.note(entries)
  }

  // MARK: One record

  /// Makes a record.
  func create(_ row: EmissionRow, _ table: EmitTable) throws(EmissionFailure) {
    guard let creation = table.create else { return }
    try steps.send(RecordCreation(self, row, table, creation))
  }

  /// The body of a creation; `nil` where the request has one of its own, or none.
  func body(
    _ table: EmitTable, _ creation: Creation, _ filling: Filling
  ) throws(EmissionFailure) -> String? {
    guard let template = table.body else { return nil }
    do throws(Filling.Gap) {
      return try filling.json(template, adding: creation.add)
    } catch {
      throw EmissionFailure(.profile(reason: "{\(error.placeholder)}"), profile.name)
    }
  }

  /// A record is made, and noted.
  func finish(_ row: EmissionRow, _ table: EmitTable, _ entry: EmissionEntry) {
    row.state = .unchanged
    row.entry = entry
    count(table) { $0.created += 1 }
    finished.insert(ObjectIdentifier(row))
  }

  /// The pointer at which an answer holds something else than was sent.
  func differing(
    _ row: EmissionRow, _ table: EmitTable, _ reply: TargetReply
  ) -> String? {
    let filling = planner.filling(row, table, among: tables)
    return table.confirm.first { condition in
      guard let text = try? filling.json(condition.value),
        let sent = try? JSONParser.parse(text)
      else { return false }
      return !Agreement.holds(sent, reply.node?.value(at: condition.pointer))
    }?.pointer
  }

  /// The system took a record, but holds something else than was sent.
  func keptOtherwise(
    _ row: EmissionRow, _ table: EmitTable, _ entry: inout EmissionEntry, _ pointer: String
  ) throws(EmissionFailure) {
    entry.state = .refused
    entry.code = "kept"
    try journal.note([entry])
    refuse(row, table, .kept(pointer: pointer))
  }

  /// Takes over what is there already; changes it if it is not as it should be.
  func adopt(
    _ row: EmissionRow, _ table: EmitTable, _ entry: inout EmissionEntry,
    _ found: [EmissionPlanner.Found]
  ) throws(EmissionFailure) {
    row.entry = nil
    planner.decide(row, found, table, among: tables, &issues)
    entry.remoteID = row.remote?.json
    entry.at = client.clock.stamp
    switch row.state {
    case .unchanged, .update:
      entry.state = .done
      try journal.note([entry])
      if entry.origin == .created {
        count(table) { $0.created += 1 }
      } else if row.state == .unchanged {
        count(table) { $0.unchanged += 1 }
      }
      row.entry = entry
      if case .update = row.state { return }
      finished.insert(ObjectIdentifier(row))
    default:
      entry.state = .refused
      try journal.note([entry])
      count(table) { $0.refused += 1 }
    }
  }

  /// A record is changed, and noted.
  func updated(
    _ row: EmissionRow, _ table: EmitTable, _ entry: inout EmissionEntry, _ status: Int
  ) throws(EmissionFailure) {
    entry.state = .done
    entry.status = status
    entry.at = client.clock.stamp
    try journal.note([entry])
    row.entry = entry
    row.state = .update([])
    count(table) { $0.updated += 1 }
  }

  // MARK: What became of it

  /// The system refused a record.
  func refused(
    _ row: EmissionRow, _ table: EmitTable, _ entry: inout EmissionEntry, _ reply: TargetReply
  ) throws(EmissionFailure) {
    entry.state = reply.answer == .later ? .later : .refused
    entry.status = reply.status
    entry.code = reply.parts.code
    entry.generation += 1
    entry.at = client.clock.stamp
    try journal.note([entry])
    let words = [reply.parts.field, reply.parts.message ?? reply.parts.code].compactMap { $0 }
    let reason = words.joined(separator: ": ")
    refuse(
      row, table,
      reply.answer == .later
        ? .later(status: reply.status, reason: reason)
        : .answer(status: reply.status, reason: reason))
  }

  /// Tells that a record is not there as it was sent.
  func refuse(_ row: EmissionRow, _ table: EmitTable, _ why: IssueContent.EmissionRefusal) {
    issues.add(.emitRefused(why, profile.emitted(row, of: table)), row, table)
    row.state = .refused
    row.remote = nil
    count(table) { $0.refused += 1 }
  }

  /// Nobody knows what became of a record; the journal keeps it as sent.
  func unanswered(
    _ row: EmissionRow, _ table: EmitTable, _ reply: TargetReply
  ) throws(EmissionFailure) {
    issues.add(.emitOutcomeUnknown(profile.emitted(row, of: table)), row, table)
    row.state = .refused
    count(table) { $0.unknown += 1 }
    // A system that answers nothing is not asked about every record that there is.
    if silence > 3 * (profile.retry.unknownTimes + 1) {
      throw EmissionFailure(
        .unreachable(reason: reply.parts.message ?? "\(reply.status)"), profile.name)
    }
  }

  // MARK: Several at once

  /// A record whose request left, with what the journal has of it.
  typealias Pending = (row: EmissionRow, entry: EmissionEntry)

  /// The creations of records that are sent in one request.
  func creations(of rows: [EmissionRow], _ table: EmitTable) -> [Pending] {
    rows.map { row in
      var entry = self.entry(
        row, table, "create", planner.bodyHash(row, table, among: tables) ?? "")
      entry.origin = .created
      return (row, entry)
    }
  }

  /// The records that the system does not have; the others are taken over.
  func missing(of pending: [Pending], _ table: EmitTable) throws(EmissionFailure) -> [Pending] {
    let found = try look(for: pending.map(\.row), table)
    var missing: [Pending] = []
    for (row, entry) in pending {
      var entry = entry
      if let items = found[ObjectIdentifier(row)] {
        try adopt(row, table, &entry, items)
      } else {
        entry.generation += 1
        missing.append((row, entry))
      }
    }
    return missing
  }

  /// The items of the system that are some records', by record.
  func look(
    for rows: [EmissionRow], _ table: EmitTable
  ) throws(EmissionFailure) -> [ObjectIdentifier: [EmissionPlanner.Found]] {
    var wanted: [String: EmissionRow] = [:]
    for row in rows {
      if let key = planner.matchKey(row, table, among: tables) { wanted[key] = row }
    }
    return try planner.look(for: wanted, in: table, among: tables)
  }

  /// Waits until the system has ended what it may still be doing.
  func settle() throws(EmissionFailure) {
    try client.clock.wait(Double(profile.transport.settleSeconds))
  }

  /// The entry of a record for a new request.
  func entry(
    _ row: EmissionRow, _ table: EmitTable, _ operation: String, _ hash: String
  ) -> EmissionEntry {
    var entry =
      row.entry
      ?? EmissionEntry(
        table: table.name, keyHash: row.hash, operation: operation, bodyHash: hash, state: .sent)
    // What was certain not to be done is another request when it is sent again.
    if entry.state == .sent || entry.state == .undone { entry.generation += 1 }
    entry.operation = operation
    entry.bodyHash = hash
    entry.state = .sent
    entry.remoteID = row.remote?.json
    entry.status = nil
    entry.code = nil
    entry.at = client.clock.stamp
    return entry
  }

  /// The header by which the system knows a request again.
  func key(
    _ entry: EmissionEntry, _ request: RequestTemplate, _ body: String?
  ) -> [HTTPField] {
    guard let header = profile.idempotency?.header else { return [] }
    let hash = EmissionJournal.hash([
      profile.name, entry.table, entry.keyHash, entry.operation, request.method, body ?? "",
      "\(entry.generation)",
    ])
    return [HTTPField(header, hash)]
  }

  /// Counts something of a table.
  func count(_ table: EmitTable, _ change: (inout EmissionReport.Table) -> Void) {
    change(&counts[table.name, default: EmissionReport.Table(name: table.name)])
  }
}
