public import ImportPipeline
import Schemas

/// What waits in a store to be sent to other systems.
public struct EmissionQueue {
  /// What waits for one system.
  public struct Line: Sendable, Hashable {
    /// The profile's name with the address of the system.
    public var target: String
    /// How many records are in each state.
    public var counts: [EmissionEntry.State: Int]
    /// Whether nothing is sent until it is resumed.
    public var isPaused: Bool
    /// The machine that is sending now; `nil` for none that says so.
    public var host: String?

    /// How many records are still to be sent.
    public var waitingCount: Int {
      EmissionEntry.State.queued.reduce(0) { $0 + (counts[$1] ?? 0) }
    }
  }

  private let connection: any SQLConnection

  /// The queue of a store.
  public init(in connection: any SQLConnection) { self.connection = connection }

  private var entries: String { sqlTable(EmissionTables.entries, connection.dialect) }
  private var holds: String { sqlTable(EmissionTables.holds, connection.dialect) }

  /// What waits, system by system; none in a store that never sent anything.
  public func lines() throws(EmissionFailure) -> [Line] {
    try EmissionFailure.asking { () throws(StoreError) in
      guard try EmissionJournal.exists(in: connection) else { return [] }
      var lines: [Line] = []
      let counted = try connection.rows(
        "SELECT target, state, count(*) FROM \(entries) GROUP BY target, state ORDER BY target")
      for row in counted {
        guard let target = row[0].text else { continue }
        if lines.last?.target != target {
          let hold = try connection.rows(
            "SELECT is_paused, holder, host FROM \(holds) WHERE target = ?1", [.text(target)]
          ).first
          lines.append(
            Line(
              target: target, counts: [:], isPaused: hold?[0].integer == 1,
              host: hold?[1].text == "" ? nil : hold?[2].text))
        }
        if let state = row[1].text.flatMap(EmissionEntry.State.init) {
          lines[lines.count - 1].counts[state] = row[2].integer ?? 0
        }
      }
      return lines
    }
  }

  /// Has everything that sends wait, or go on; what is under way is ended first.
  ///
  /// - Returns: how many systems it concerns.
  public func setPaused(_ isPaused: Bool) throws(EmissionFailure) -> Int {
    try EmissionFailure.asking { () throws(StoreError) in
      guard try EmissionJournal.exists(in: connection) else { return 0 }
      return try connection.inTransaction(writes: true) { () throws(StoreError) in
        try connection.execute(
          """
          INSERT INTO \(holds) (target, holder, host, pid, at)
          SELECT DISTINCT target, '', '', 0, 0 FROM \(entries) WHERE TRUE
          ON CONFLICT (target) DO NOTHING
          """)
        return try connection.execute(
          "UPDATE \(holds) SET is_paused = ?1", [SQLValue(isPaused ? 1 : 0)])
      }
    }
  }
}
