import Foundation
import ImportPipeline
import Schemas
import TabularCore

/// The hold of one process on a system: two that send the same records would make some twice.
///
/// It is a row of the store, the same for every kind of store. Every note in the journal is written only
/// while the row is still one's own; so a process that slept, and was replaced, sends nothing more.
struct EmissionHold {
  private let target: String
  private let holder: String
  /// A holder that has noted nothing for so long is gone, in seconds; a live one notes before each request.
  private static let patience = 300

  /// Takes hold of a system.
  ///
  /// - Parameter now: seconds since 1970.
  /// - Throws: `emit.stopped` while another process that is alive holds it.
  init(
    _ target: String, in connection: any SQLConnection, host: String, now: Int
  ) throws(EmissionFailure) {
    self.target = target
    let pid = ProcessInfo.processInfo.processIdentifier
    holder = "\(host)/\(pid)/\(UInt64.random(in: 0 ... .max))"
    var other = try Self.take(target, holder, in: connection, host: host, now: now)
    // A process that was killed a moment ago may still be ending.
    for _ in 0..<20 where other?.host == host {
      Thread.sleep(forTimeInterval: 0.1)
      other = try Self.take(target, holder, in: connection, host: host, now: now)
    }
    if let other {
      throw EmissionFailure(.held(host: other.host, process: other.pid), target)
    }
  }

  /// Takes hold of a system, if no other process has it.
  ///
  /// - Returns: the process that has it; `nil` for none.
  private static func take(
    _ target: String, _ mine: String, in connection: any SQLConnection, host: String, now: Int
  ) throws(EmissionFailure) -> (host: String, pid: Int)? {
    let pid = ProcessInfo.processInfo.processIdentifier
    let table = sqlTable(EmissionTables.holds, connection.dialect)
    var other: (host: String, pid: Int)?
    try EmissionFailure.asking { () throws(StoreError) in
      try connection.inTransaction(writes: true) { () throws(StoreError) in
        let rows = try connection.rows(
          "SELECT host, pid, at FROM \(table) WHERE target = ?1 AND holder <> ''",
          [.text(target)])
        if let row = rows.first, let otherPID = row[1].integer {
          let otherHost = row[0].text ?? ""
          let isHere = otherHost == host
          let silence = now - (row[2].integer ?? 0)
          // A process of this number may be another one by now.
          let isAlive =
            isHere
            ? LocalProcess.isAlive(Int32(clamping: otherPID)) && silence < 12 * Self.patience
            : silence < Self.patience
          if isAlive, !(isHere && otherPID == Int(pid)) {
            other = (otherHost, otherPID)
            return
          }
        }
        try connection.execute(
          """
          INSERT INTO \(table) (target, holder, host, pid, at) VALUES (?1, ?2, ?3, ?4, ?5)
          ON CONFLICT (target) DO UPDATE SET holder = excluded.holder, host = excluded.host,
            pid = excluded.pid, at = excluded.at
          """,
          [.text(target), .text(mine), .text(host), SQLValue(Int(pid)), SQLValue(now)])
      }
    }
    return other
  }

  /// Whether the hold is still one's own; renews it in the open transaction.
  func isMine(in connection: any SQLConnection) throws(StoreError) -> Bool {
    let table = sqlTable(EmissionTables.holds, connection.dialect)
    return try connection.execute(
      "UPDATE \(table) SET at = ?1 WHERE target = ?2 AND holder = ?3",
      [SQLValue(Int(Date().timeIntervalSince1970)), .text(target), .text(holder)]) == 1
  }

  /// Lets go.
  func release(in connection: any SQLConnection) {
    let table = sqlTable(EmissionTables.holds, connection.dialect)
    // A hold that stays behind is taken over once its process is gone.
    _ = try? connection.inTransaction(writes: true) { () throws(StoreError) in
      try connection.execute(
        "UPDATE \(table) SET holder = '' WHERE target = ?1 AND holder = ?2",
        [.text(target), .text(holder)])
    }
  }
}
