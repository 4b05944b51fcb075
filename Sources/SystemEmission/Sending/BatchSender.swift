import Emission
import JSONText
import TabularCore

/// Makes records of which a request takes a list, all or none.
///
/// The answers do not say which record has which id, or leave out what was there; so a listing at the end
/// tells what became of each.
struct BatchSender {
  private let sender: RecordSender
  private let table: EmitTable

  init(_ sender: RecordSender, _ table: EmitTable) {
    self.sender = sender
    self.table = table
  }

  func send(_ rows: [EmissionRow], size: Int) throws(EmissionFailure) {
    guard let creation = table.create else { return }
    var sent: [(row: EmissionRow, entry: EmissionEntry)] = []
    var start = 0
    while start < rows.count {
      let part = Array(rows[start..<min(rows.count, start + max(1, size))])
      start += part.count
      sent += try send(part, creation)
    }
    try takeIDs(of: sent)
  }

  /// Sends a list; one that is refused is sent record by record, so that each has its own answer.
  ///
  /// - Returns: the records that the system took.
  private func send(
    _ part: [EmissionRow], _ creation: Creation
  ) throws(EmissionFailure) -> [(row: EmissionRow, entry: EmissionEntry)] {
    var pending = part.map { row in
      (
        row: row,
        entry: sender.entry(
          row, table, "create",
          sender.planner.bodyHash(row, table, among: sender.tables) ?? "")
      )
    }
    for index in pending.indices { pending[index].entry.origin = .created }
    var looks = 0
    while !pending.isEmpty {
      var bodies: [String] = []
      for index in pending.indices {
        let filling = sender.planner.filling(pending[index].row, table, among: sender.tables)
        bodies.append(try sender.body(table, creation, filling) ?? "null")
        pending[index].entry.attempts += 1
        pending[index].entry.at = sender.client.clock.stamp
      }
      try sender.journal.noteSent(pending.map(\.entry), sender.client.clock)
      let reply = try sender.client.send(
        creation.request, sender.client.filling, for: .create,
        body: "[" + bodies.joined(separator: ",") + "]")
      switch reply.answer {
      case .done: return pending
      case .unknown, .busy:
        looks += 1
        try sender.settle()
        pending = try left(of: pending)
        guard looks <= sender.profile.retry.unknownTimes else {
          for (row, _) in pending { try sender.unanswered(row, table, reply) }
          return []
        }
      case .refused, .later, .missing, .exists, .expired, .stop:
        guard pending.count > 1 else {
          try sender.refused(pending[0].row, table, &pending[0].entry, reply)
          return []
        }
        var taken: [(row: EmissionRow, entry: EmissionEntry)] = []
        for (row, _) in pending { taken += try send([row], creation) }
        return taken
      }
    }
    return []
  }

  /// The records that the system does not have; the others are taken over.
  private func left(
    of pending: [(row: EmissionRow, entry: EmissionEntry)]
  ) throws(EmissionFailure) -> [(row: EmissionRow, entry: EmissionEntry)] {
    let found = try look(for: pending.map(\.row))
    var left: [(row: EmissionRow, entry: EmissionEntry)] = []
    for (row, entry) in pending {
      var entry = entry
      if let items = found[ObjectIdentifier(row)] {
        try sender.adopt(row, table, &entry, items)
      } else {
        entry.generation += 1
        left.append((row, entry))
      }
    }
    return left
  }

  private func look(
    for rows: [EmissionRow]
  ) throws(EmissionFailure) -> [ObjectIdentifier: [EmissionPlanner.Found]] {
    var wanted: [String: EmissionRow] = [:]
    for row in rows {
      if let key = sender.planner.matchKey(row, table, among: sender.tables) { wanted[key] = row }
    }
    return try sender.planner.look(for: wanted, in: table, among: sender.tables)
  }

  /// Finds the records that the system took; one that is not there was not taken.
  private func takeIDs(
    of sent: [(row: EmissionRow, entry: EmissionEntry)]
  ) throws(EmissionFailure) {
    guard !sent.isEmpty else { return }
    let found = try look(for: sent.map(\.row))
    var entries: [EmissionEntry] = []
    for (row, entry) in sent {
      var entry = entry
      entry.at = sender.client.clock.stamp
      let items = found[ObjectIdentifier(row)] ?? []
      if items.count == 1 {
        row.remote = items[0].id
        entry.state = .done
        entry.remoteID = row.remote?.json
        sender.finish(row, table, entry)
      } else {
        entry.state = .refused
        entry.code = "kept"
        sender.refuse(
          row, table, items.isEmpty ? .kept(pointer: "/") : .several(count: items.count))
      }
      entries.append(entry)
    }
    try sender.journal.note(entries)
  }
}
