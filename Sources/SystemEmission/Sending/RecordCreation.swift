import Emission

/// Makes a record by a request of its own.
final class RecordCreation: SendingStep {
  private let sender: RecordSender
  private let row: EmissionRow
  private let table: EmitTable
  private let creation: Creation
  private var entry: EmissionEntry
  private var looks = 0

  init(_ sender: RecordSender, _ row: EmissionRow, _ table: EmitTable, _ creation: Creation) {
    self.sender = sender
    self.row = row
    self.table = table
    self.creation = creation
    entry = sender.entry(
      row, table, "create", sender.planner.bodyHash(row, table, among: sender.tables) ?? "")
    entry.origin = .created
  }

  func prepare() throws(EmissionFailure) -> PreparedRequest {
    let filling = sender.planner.filling(row, table, among: sender.tables)
    let body = try sender.body(table, creation, filling)
    entry.state = .sent
    entry.attempts += 1
    entry.at = sender.client.clock.stamp
    let fields = creation.isIdempotent ? sender.key(entry, creation.request, body) : []
    return PreparedRequest(
      entries: [entry],
      request: try sender.client.request(creation.request, filling, body: body, fields: fields),
      operation: .create)
  }

  func take(_ reply: TargetReply) throws(EmissionFailure) -> Bool {
    if reply.status > 0 { sender.silence = 0 }
    switch reply.answer {
    case .done:
      try made(reply)
      return true
    case .refused, .missing, .later, .expired, .stop:
      try sender.refused(row, table, &entry, reply)
      return true
    case .exists:
      let found = try sender.planner.look(for: row, in: table, among: sender.tables)
      if found.isEmpty {
        try sender.refused(row, table, &entry, reply)
      } else {
        entry.origin = .found
        try sender.adopt(row, table, &entry, found)
      }
      return true
    case .unknown, .busy:
      looks += 1
      sender.silence += 1
      try sender.settle()
      let found = try sender.planner.look(for: row, in: table, among: sender.tables)
      if !found.isEmpty {
        try sender.adopt(row, table, &entry, found)
        return true
      }
      // Nobody has it: the next request is another one to the system.
      entry.generation += 1
      guard looks <= sender.profile.retry.unknownTimes else {
        try sender.unanswered(row, table, reply)
        return true
      }
      return false
    }
  }

  /// A record was made: takes its id, and compares what the answer holds with what was sent.
  private func made(_ reply: TargetReply) throws(EmissionFailure) {
    entry.status = reply.status
    entry.at = sender.client.clock.stamp
    if creation.answersRecord {
      row.remote = ScalarValue(reply.node?.value(at: table.id))
      if row.remote == nil {
        // A success without a record is none before it is found.
        let found = try sender.planner.look(for: row, in: table, among: sender.tables)
        if found.isEmpty { return try sender.refused(row, table, &entry, reply) }
        return try sender.adopt(row, table, &entry, found)
      }
      if let pointer = sender.differing(row, table, reply) {
        entry.remoteID = row.remote?.json
        return try sender.keptOtherwise(row, table, &entry, pointer)
      }
    }
    entry.state = .done
    entry.remoteID = row.remote?.json
    try sender.journal.note([entry])
    sender.finish(row, table, entry)
  }
}
