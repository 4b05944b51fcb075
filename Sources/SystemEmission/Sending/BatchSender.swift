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
    let taken = TakenRecords()
    var start = 0
    try sender.steps.send { () throws(EmissionFailure) in
      guard start < rows.count else { return nil }
      let part = Array(rows[start..<min(rows.count, start + max(1, size))])
      start += part.count
      return BatchCreation(sender, part, table, creation, taken)
    }
    try takeIDs(of: taken.records)
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

/// The records of lists that the system took.
private final class TakenRecords {
  var records: [RecordSender.Pending] = []
}

/// Makes the records of a list; one that is refused is sent record by record, so that each has its own answer.
private final class BatchCreation: SendingStep {
  private let sender: RecordSender
  private let table: EmitTable
  private let creation: Creation
  private let taken: TakenRecords
  private var pending: [RecordSender.Pending]
  private var looks = 0

  init(
    _ sender: RecordSender, _ part: [EmissionRow], _ table: EmitTable, _ creation: Creation,
    _ taken: TakenRecords
  ) {
    self.sender = sender
    self.table = table
    self.creation = creation
    self.taken = taken
    pending = sender.creations(of: part, table)
  }

  func prepare() throws(EmissionFailure) -> PreparedRequest {
    var bodies: [String] = []
    for index in pending.indices {
      let filling = sender.planner.filling(pending[index].row, table, among: sender.tables)
      bodies.append(try sender.body(table, creation, filling) ?? "null")
      pending[index].entry.attempts += 1
      pending[index].entry.at = sender.client.clock.stamp
    }
    return PreparedRequest(
      entries: pending.map(\.entry),
      request: try sender.client.request(
        creation.request, sender.client.filling,
        body: "[" + bodies.joined(separator: ",") + "]"), operation: .create)
  }

  func take(_ reply: TargetReply) throws(EmissionFailure) -> Bool {
    switch reply.answer {
    case .done:
      taken.records += pending
      return true
    case .unknown, .busy:
      looks += 1
      try sender.settle()
      pending = try sender.missing(of: pending, table)
      guard !pending.isEmpty, looks > sender.profile.retry.unknownTimes else {
        return pending.isEmpty
      }
      for (row, _) in pending { try sender.unanswered(row, table, reply) }
      return true
    case .refused, .later, .missing, .exists, .expired, .stop:
      guard pending.count > 1 else {
        try sender.refused(pending[0].row, table, &pending[0].entry, reply)
        return true
      }
      for (row, _) in pending {
        try sender.steps.send(BatchCreation(sender, [row], table, creation, taken))
      }
      return true
    }
  }
}
