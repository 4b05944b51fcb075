import Crypto
import ImportPipeline
import Schemas
import TabularCore

/// The journal of what went to one system, in the store that the records come from.
///
/// `sent` is durable before a request leaves, what came of it after its answer; so whatever ends a run, the
/// next one knows which records it has to look for.
public final class EmissionJournal {
  private let connection: any SQLConnection
  private let target: String
  private let hold: EmissionHold?
  private static let columns = """
    table_name, key_hash, operation, body_hash, state, remote_id, origin, attempts, generation, at,
    status, code
    """

  private var table: String { sqlTable(EmissionTables.entries, connection.dialect) }

  /// The journal of a system.
  ///
  /// - Parameters:
  ///   - target: the profile's name with the address of the system.
  ///   - hold: who may write; `nil` for reading.
  init(_ connection: any SQLConnection, target: String, hold: EmissionHold?) {
    self.connection = connection
    self.target = target
    self.hold = hold
  }

  /// A hash of texts, in hexadecimal digits.
  static func hash(_ parts: [String]) -> String {
    let joined = parts.map { "\($0.utf8.count):" + $0 }.joined()
    return SHA256.hash(data: Array(joined.utf8)).hexadecimal
  }

  /// The hash by which a record is named.
  func keyHash(_ table: String, _ key: [String]) -> String { Self.hash([target, table] + key) }

  /// Whether the store has a journal.
  static func exists(in connection: any SQLConnection) throws(StoreError) -> Bool {
    try connection.hasTable(EmissionTables.entries)
  }

  /// Makes the tables where there are none.
  static func prepare(_ connection: any SQLConnection) throws(StoreError) {
    guard try !exists(in: connection) else { return }
    try connection.inTransaction(writes: true) { () throws(StoreError) in
      for statement in EmissionTables.statements(connection.dialect) {
        try connection.execute(statement)
      }
    }
  }

  /// What is known of the records of a table, by the hashes of their keys.
  ///
  /// - Parameter onlyQueued: whether records are left out that are neither to be sent nor looked for.
  func entries(
    of name: String, onlyQueued: Bool = false
  ) throws(EmissionFailure) -> [String: EmissionEntry] {
    let queued = EmissionEntry.State.queued.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    var entries: [String: EmissionEntry] = [:]
    try EmissionFailure.asking { () throws(StoreError) in
      guard try Self.exists(in: connection) else { return }
      try connection.forEachRow(
        "SELECT \(Self.columns) FROM \(table) WHERE target = ?1 AND table_name = ?2"
          + (onlyQueued ? " AND state IN (\(queued))" : ""),
        [.text(target), .text(name)]
      ) { row throws(StoreError) in
        if let entry = EmissionEntry(row) { entries[entry.keyHash] = entry }
      }
    }
    return entries
  }

  /// How many records there are by table and state.
  public func counts() throws(EmissionFailure) -> [(table: String, state: String, count: Int)] {
    try EmissionFailure.asking { () throws(StoreError) in
      guard try Self.exists(in: connection) else { return [] }
      return try connection.rows(
        """
        SELECT table_name, state, count(*) FROM \(table) WHERE target = ?1
        GROUP BY table_name, state ORDER BY table_name, state
        """, [.text(target)]
      ).map { ($0[0].text ?? "", $0[1].text ?? "", $0[2].integer ?? 0) }
    }
  }

  /// When the last request left whose answer is not known; `nil` for none.
  func lastUnanswered() throws(EmissionFailure) -> String? {
    try EmissionFailure.asking { () throws(StoreError) in
      guard try Self.exists(in: connection) else { return nil }
      return try connection.value(
        "SELECT max(at) FROM \(table) WHERE target = ?1 AND state = 'sent'", [.text(target)]
      ).text
    }
  }

  /// Notes entries, durably, all or none.
  ///
  /// - Throws: `emit.stopped` when another process has taken the system over meanwhile.
  func note(_ entries: [EmissionEntry]) throws(EmissionFailure) {
    guard !entries.isEmpty else { return }
    var isHeld = true
    try EmissionFailure.asking { () throws(StoreError) in
      try connection.inTransaction(writes: true) { () throws(StoreError) in
        isHeld = try hold?.isMine(in: connection) ?? false
        guard isHeld else { return }
        for entry in entries { try write(entry) }
      }
    }
    guard isHeld else { throw EmissionFailure(.held(host: "", process: 0), target) }
  }

  /// Takes records out of the queue that are not sent.
  ///
  /// - Returns: how many records it were, and of how many of them nobody knows whether the system has them.
  func drop(
    from name: String, at stamp: String, where isDropped: (EmissionEntry) -> Bool
  ) throws(EmissionFailure) -> (count: Int, unknown: Int) {
    var unknown = 0
    var dropped: [EmissionEntry] = []
    for var entry in try entries(of: name, onlyQueued: true).values where isDropped(entry) {
      if entry.state == .sent { unknown += 1 }
      entry.state = .dropped
      entry.at = stamp
      dropped.append(entry)
    }
    try note(dropped)
    return (dropped.count, unknown)
  }

  /// Notes that requests leave now; waits while the queue is paused.
  func noteSent(
    _ entries: [EmissionEntry], _ clock: EmissionClock
  ) throws(EmissionFailure) {
    let holds = sqlTable(EmissionTables.holds, connection.dialect)
    while try EmissionFailure.asking({ () throws(StoreError) in
      try connection.value("SELECT is_paused FROM \(holds) WHERE target = ?1", [.text(target)])
        .integer == 1
    }) {
      try clock.wait(1)
    }
    try note(entries)
  }

  private func write(_ entry: EmissionEntry) throws(StoreError) {
    try connection.execute(
      """
      INSERT INTO \(table) (target, \(Self.columns))
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
      ON CONFLICT (target, table_name, key_hash) DO UPDATE SET operation = excluded.operation,
        body_hash = excluded.body_hash, state = excluded.state, remote_id = excluded.remote_id,
        origin = excluded.origin, attempts = excluded.attempts, generation = excluded.generation,
        at = excluded.at, status = excluded.status, code = excluded.code
      """,
      [
        .text(target), .text(entry.table), .text(entry.keyHash), .text(entry.operation),
        .text(entry.bodyHash), .text(entry.state.rawValue), SQLValue(entry.remoteID),
        .text(entry.origin.rawValue), SQLValue(entry.attempts), SQLValue(entry.generation),
        .text(entry.at), entry.status.map { SQLValue($0) } ?? .null, SQLValue(entry.code),
      ])
  }
}

extension EmissionEntry {
  /// The entry that a row of the journal holds.
  fileprivate init?(_ row: [SQLValue]) {
    guard row.count == 12, let table = row[0].text, let keyHash = row[1].text,
      let operation = row[2].text, let bodyHash = row[3].text,
      let state = row[4].text.flatMap(State.init), let origin = row[6].text.flatMap(Origin.init)
    else { return nil }
    self.init(
      table: table, keyHash: keyHash, operation: operation, bodyHash: bodyHash, state: state,
      remoteID: row[5].text, origin: origin, attempts: row[7].integer ?? 0,
      generation: row[8].integer ?? 0, at: row[9].text ?? "", status: row[10].integer,
      code: row[11].text)
  }
}
