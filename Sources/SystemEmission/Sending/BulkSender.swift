import Emission
import JSONText
import TabularCore

/// Makes records by requests that carry many operations (RFC 7644, 3.7), each with an answer of its own.
struct BulkSender {
  private let sender: RecordSender
  private let table: EmitTable

  init(_ sender: RecordSender, _ table: EmitTable) {
    self.sender = sender
    self.table = table
  }

  func send(_ rows: [EmissionRow]) throws(EmissionFailure) {
    guard let bulk = table.bulk, let creation = table.create else { return }
    let size = BulkSize(max(1, bulk.size))
    var start = 0
    try sender.steps.send { () throws(EmissionFailure) in
      guard start < rows.count else { return nil }
      let part = Array(rows[start..<min(rows.count, start + size.count)])
      start += part.count
      return BulkCreation(sender, part, table, bulk, creation, size)
    }
  }
}

/// How many operations a request carries.
private final class BulkSize {
  var count: Int

  init(_ count: Int) { self.count = count }
}

/// Makes the records of a request.
private final class BulkCreation: SendingStep {
  private let sender: RecordSender
  private let table: EmitTable
  private let bulk: Bulk
  private let creation: Creation
  private let size: BulkSize
  private var pending: [RecordSender.Pending]
  private var looks = 0

  init(
    _ sender: RecordSender, _ part: [EmissionRow], _ table: EmitTable, _ bulk: Bulk,
    _ creation: Creation, _ size: BulkSize
  ) {
    self.sender = sender
    self.table = table
    self.bulk = bulk
    self.creation = creation
    self.size = size
    pending = sender.creations(of: part, table)
  }

  func prepare() throws(EmissionFailure) -> PreparedRequest {
    let body = try body()
    return PreparedRequest(
      entries: pending.map(\.entry),
      request: try sender.client.request(bulk.request, sender.client.filling, body: body),
      operation: .create)
  }

  func take(_ reply: TargetReply) throws(EmissionFailure) -> Bool {
    let answers = reply.node?.member("Operations")?.items
    switch reply.answer {
    case .done where answers != nil:
      pending = try settle(answers ?? [])
      if pending.isEmpty { return true }
      looks += 1
    case .refused where reply.status == 413 && pending.count > 1:
      try halve()
      return true
    case .done, .unknown, .busy:
      looks += 1
      try sender.settle()
      pending = try sender.missing(of: pending, table)
    case .refused, .later, .missing, .exists, .expired, .stop:
      // The request as a whole is refused: each record by itself has an answer of its own.
      for (row, _) in pending { try sender.create(row, table) }
      return true
    }
    guard !pending.isEmpty, looks > sender.profile.retry.unknownTimes else {
      return pending.isEmpty
    }
    for (row, _) in pending { try sender.unanswered(row, table, reply) }
    return true
  }

  /// The system takes fewer at once (RFC 7644, 3.7.4).
  private func halve() throws(EmissionFailure) {
    let half = max(1, pending.count / 2)
    size.count = min(size.count, half)
    let rows = pending.map(\.row)
    for start in stride(from: 0, to: rows.count, by: half) {
      let part = Array(rows[start..<min(rows.count, start + half)])
      try sender.steps.send(BulkCreation(sender, part, table, bulk, creation, size))
    }
  }

  private func body() throws(EmissionFailure) -> String {
    var operations: [String] = []
    let at = sender.client.clock.stamp
    for index in pending.indices {
      pending[index].entry.attempts += 1
      pending[index].entry.at = at
      let filling = sender.planner.filling(pending[index].row, table, among: sender.tables)
      guard let path = try? filling.target(of: creation.request) else {
        throw EmissionFailure(.profile(reason: "\(table.name).create"), sender.profile.name)
      }
      let data = try sender.body(table, creation, filling) ?? "{}"
      operations.append(
        "{\"method\":\(jsonString(creation.request.method)),\"path\":\(jsonString(path)),"
          + "\"bulkId\":\(jsonString(Self.bulkID(pending[index].row))),\"data\":\(data)}")
    }
    return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],"
      + "\"Operations\":[" + operations.joined(separator: ",") + "]}"
  }

  private static func bulkID(_ row: EmissionRow) -> String { String(row.hash.prefix(32)) }

  /// Notes what became of each operation.
  ///
  /// - Returns: those that have no answer.
  private func settle(
    _ answers: [JSONNode]
  ) throws(EmissionFailure) -> [RecordSender.Pending] {
    let byID = Dictionary(
      answers.compactMap { node in node.member("bulkId")?.string.map { ($0, node) } },
      uniquingKeysWith: { first, _ in first })
    var left: [RecordSender.Pending] = []
    var others: [(RecordSender.Pending, TargetReply)] = []
    var entries: [EmissionEntry] = []
    for (row, entry) in pending {
      guard let node = byID[Self.bulkID(row)], let status = Self.status(of: node) else {
        left.append((row, entry))
        continue
      }
      let response = node.member("response")
      let (answer, parts) = sender.client.answer(status: status, of: response, on: .create)
      let reply = TargetReply(
        answer: answer, status: status, parts: parts, node: response, request: "Bulk")
      var entry = entry
      entry.status = status
      entry.at = sender.client.clock.stamp
      guard answer == .done, let id = id(of: node) else {
        others.append(((row, entry), reply))
        continue
      }
      row.remote = id
      entry.remoteID = id.json
      if response != nil, let pointer = sender.differing(row, table, reply) {
        entry.state = .refused
        entry.code = "kept"
        sender.refuse(row, table, .kept(pointer: pointer))
      } else {
        entry.state = .done
        sender.finish(row, table, entry)
      }
      entries.append(entry)
    }
    try sender.journal.note(entries)
    for ((row, entry), reply) in others {
      var entry = entry
      switch reply.answer {
      case .refused, .later, .missing, .expired, .stop:
        try sender.refused(row, table, &entry, reply)
      case .exists, .done, .busy, .unknown:
        let found = try sender.planner.look(for: row, in: table, among: sender.tables)
        if found.isEmpty {
          left.append((row, entry))
        } else {
          entry.origin = reply.answer == .exists ? .found : .created
          try sender.adopt(row, table, &entry, found)
        }
      }
    }
    return left
  }

  private static func status(of node: JSONNode) -> Int? {
    let status = node.member("status")
    return (status?.scalar ?? status?.member("code")?.scalar).flatMap { Int($0) }
  }

  /// The id of a record that was made: that of the answer, else the last part of its address.
  private func id(of node: JSONNode) -> ScalarValue? {
    if let id = ScalarValue(node.member("response")?.value(at: table.id)) { return id }
    guard let last = node.member("location")?.string?.split(separator: "/").last else {
      return nil
    }
    return ScalarValue(String(last))
  }
}
