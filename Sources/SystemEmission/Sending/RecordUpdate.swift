import Emission
import HTTPExchange
import JSONText
import TabularCore

/// Changes a record.
final class RecordUpdate: SendingStep {
  private let sender: RecordSender
  private let row: EmissionRow
  private let table: EmitTable
  private let update: Update
  private let pointers: [String]
  private var entry: EmissionEntry
  private var looks = 0

  /// - Parameter pointers: those of the values that differ.
  init(
    _ sender: RecordSender, _ row: EmissionRow, _ table: EmitTable, _ update: Update,
    _ pointers: [String]
  ) {
    self.sender = sender
    self.row = row
    self.table = table
    self.update = update
    self.pointers = pointers
    entry = sender.entry(
      row, table, "update", sender.planner.bodyHash(row, table, among: sender.tables) ?? "")
  }

  func prepare() throws(EmissionFailure) -> PreparedRequest {
    var filling = sender.planner.filling(row, table, among: sender.tables)
    let changed = try changed(filling)
    filling.changed = changed
    entry.state = .sent
    entry.attempts += 1
    entry.at = sender.client.clock.stamp
    var fields = update.isIdempotent ? sender.key(entry, update.request, changed) : []
    if update.versionPointer != nil, let version = row.version {
      fields.append(HTTPField("If-Match", version))
    }
    return PreparedRequest(
      entries: [entry],
      request: try sender.client.request(
        update.request, filling, body: update.body == nil ? changed : nil, fields: fields),
      operation: .update)
  }

  func take(_ reply: TargetReply) throws(EmissionFailure) -> Bool {
    if reply.status > 0 { sender.silence = 0 }
    switch reply.answer {
    case .done:
      if reply.node?.members != nil, let pointer = sender.differing(row, table, reply) {
        try sender.keptOtherwise(row, table, &entry, pointer)
      } else {
        try sender.updated(row, table, &entry, reply.status)
      }
      return true
    case .refused, .later, .expired, .stop:
      try sender.refused(row, table, &entry, reply)
      return true
    case .missing, .exists, .unknown, .busy:
      looks += 1
      if reply.answer == .unknown || reply.answer == .busy {
        sender.silence += 1
        try sender.settle()
      }
      return try look(reply)
    }
  }

  /// Looks what became of the record.
  private func look(_ reply: TargetReply) throws(EmissionFailure) -> Bool {
    let found = try sender.planner.look(for: row, in: table, among: sender.tables)
    row.entry = nil
    sender.planner.decide(row, found, table, among: sender.tables, &sender.issues)
    switch row.state {
    case .unchanged:
      try sender.updated(row, table, &entry, reply.status)
      return true
    case .create:
      try sender.create(row, table)
      return true
    case .update: entry.generation += 1
    default:
      sender.count(table) { $0.refused += 1 }
      return true
    }
    guard looks <= sender.profile.retry.unknownTimes else {
      try sender.unanswered(row, table, reply)
      return true
    }
    return false
  }

  /// The members that an update sends.
  private func changed(_ filling: Filling) throws(EmissionFailure) -> String {
    guard let template = table.body, let text = try? filling.json(template, keepsNulls: true),
      let members = (try? JSONParser.parse(text))?.members
    else { throw EmissionFailure(.profile(reason: "\(table.name).body"), sender.profile.name) }
    let names = Set(pointers.compactMap { pointerSteps($0).first })
    let sent = members.filter { member in
      !update.never.contains(member.name)
        && (!update.sendsChangedOnly || names.contains(member.name))
    }
    return "{"
      + sent.map { jsonString($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
  }
}
