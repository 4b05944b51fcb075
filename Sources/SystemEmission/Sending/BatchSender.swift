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
    var sent: [RecordSender.Pending] = []
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
  ) throws(EmissionFailure) -> [RecordSender.Pending] {
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
        pending = try sender.missing(of: pending, table)
        guard looks <= sender.profile.retry.unknownTimes else {
          for (row, _) in pending { try sender.unanswered(row, table, reply) }
          return []
        }
      case .refused, .later, .missing, .exists, .expired, .stop:
        guard pending.count > 1 else {
          try sender.refused(pending[0].row, table, &pending[0].entry, reply)
          return []
        }
        var taken: [RecordSender.Pending] = []
        for (row, _) in pending { taken += try send([row], creation) }
        return taken
      }
    }
    return []
  }

  /// Finds the records that the system took; one that is not there was not taken.
  private func takeIDs(
    of sent: [RecordSender.Pending]
  ) throws(EmissionFailure) {
    guard !sent.isEmpty else { return }
    let found = try sender.look(for: sent.map(\.row), table)
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
