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
      for row in planned.rows where row.state == .create { try create(row, table) }
    }
    for row in planned.rows {
      if case .update(let pointers) = row.state { try update(row, table, pointers) }
    }
    for row in planned.rows
    where row.state == .unchanged && !finished.contains(ObjectIdentifier(row)) {
      count(table) { $0.unchanged += 1 }
    }
    try takeOver(planned, table)
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
    for row in planned.rows where row.state == .unchanged && !table.isMatched {
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
    var entry = entry(row, table, "create", planner.bodyHash(row, table, among: tables) ?? "")
    entry.origin = .created
    var looks = 0
    while true {
      let filling = planner.filling(row, table, among: tables)
      let body = try body(table, creation, filling)
      entry.state = .sent
      entry.attempts += 1
      entry.at = client.clock.stamp
      try journal.noteSent([entry], client.clock)
      let reply = try client.send(
        creation.request, filling, for: .create, body: body,
        fields: creation.isIdempotent ? key(entry, creation.request, body) : [])
      if reply.status > 0 { silence = 0 }
      switch reply.answer {
      case .done:
        return try made(row, table, &entry, reply, creation)
      case .refused, .missing, .later, .expired, .stop:
        return try refused(row, table, &entry, reply)
      case .exists:
        let found = try planner.look(for: row, in: table, among: tables)
        if found.isEmpty { return try refused(row, table, &entry, reply) }
        entry.origin = .found
        return try adopt(row, table, &entry, found)
      case .unknown, .busy:
        looks += 1
        silence += 1
        try settle()
        let found = try planner.look(for: row, in: table, among: tables)
        if !found.isEmpty { return try adopt(row, table, &entry, found) }
        // Nobody has it: the next request is another one to the system.
        entry.generation += 1
        guard looks <= profile.retry.unknownTimes else {
          return try unanswered(row, table, reply)
        }
      }
    }
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

  /// A record was made: takes its id, and compares what the answer holds with what was sent.
  private func made(
    _ row: EmissionRow, _ table: EmitTable, _ entry: inout EmissionEntry, _ reply: TargetReply,
    _ creation: Creation
  ) throws(EmissionFailure) {
    entry.status = reply.status
    entry.at = client.clock.stamp
    if creation.answersRecord {
      row.remote = ScalarValue(reply.node?.value(at: table.id))
      if row.remote == nil {
        // A success without a record is none before it is found.
        let found = try planner.look(for: row, in: table, among: tables)
        if found.isEmpty { return try refused(row, table, &entry, reply) }
        return try adopt(row, table, &entry, found)
      }
      if let pointer = differing(row, table, reply) {
        entry.remoteID = row.remote?.json
        return try keptOtherwise(row, table, &entry, pointer)
      }
    }
    entry.state = .done
    entry.remoteID = row.remote?.json
    try journal.note([entry])
    finish(row, table, entry)
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

  private func keptOtherwise(
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

  /// Changes a record.
  private func update(
    _ row: EmissionRow, _ table: EmitTable, _ pointers: [String]
  ) throws(EmissionFailure) {
    guard let update = table.update else { return }
    var entry = entry(row, table, "update", planner.bodyHash(row, table, among: tables) ?? "")
    var looks = 0
    while true {
      var filling = planner.filling(row, table, among: tables)
      let changed = try changed(row, table, update, pointers, filling)
      filling.changed = changed
      entry.state = .sent
      entry.attempts += 1
      entry.at = client.clock.stamp
      try journal.noteSent([entry], client.clock)
      var fields = update.isIdempotent ? key(entry, update.request, changed) : []
      if update.versionPointer != nil, let version = row.version {
        fields.append(HTTPField("If-Match", version))
      }
      let reply = try client.send(
        update.request, filling, for: .update, body: update.body == nil ? changed : nil,
        fields: fields)
      if reply.status > 0 { silence = 0 }
      switch reply.answer {
      case .done:
        if reply.node?.members != nil, let pointer = differing(row, table, reply) {
          return try keptOtherwise(row, table, &entry, pointer)
        }
        return try updated(row, table, &entry, reply.status)
      case .refused, .later, .expired, .stop:
        return try refused(row, table, &entry, reply)
      case .missing, .exists, .unknown, .busy:
        looks += 1
        if reply.answer == .unknown || reply.answer == .busy {
          silence += 1
          try settle()
        }
        let found = try planner.look(for: row, in: table, among: tables)
        row.entry = nil
        planner.decide(row, found, table, among: tables, &issues)
        switch row.state {
        case .unchanged: return try updated(row, table, &entry, reply.status)
        case .create: return try create(row, table)
        case .update: entry.generation += 1
        default:
          count(table) { $0.refused += 1 }
          return
        }
        guard looks <= profile.retry.unknownTimes else {
          return try unanswered(row, table, reply)
        }
      }
    }
  }

  private func updated(
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

  /// The members that an update sends.
  private func changed(
    _ row: EmissionRow, _ table: EmitTable, _ update: Update, _ pointers: [String],
    _ filling: Filling
  ) throws(EmissionFailure) -> String {
    guard let template = table.body, let text = try? filling.json(template, keepsNulls: true),
      let members = (try? JSONParser.parse(text))?.members
    else { throw EmissionFailure(.profile(reason: "\(table.name).body"), profile.name) }
    let names = Set(pointers.compactMap { pointerSteps($0).first })
    let sent = members.filter { member in
      !update.never.contains(member.name)
        && (!update.sendsChangedOnly || names.contains(member.name))
    }
    return "{"
      + sent.map { jsonString($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
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
  private func key(
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
