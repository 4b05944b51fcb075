import JSONText
import Schemas
import TabularCore

/// Removes what old runs keep of the values that they replaced.
///
/// A run stays with its counts, files and seal; what is left of it is hashed once more, and that is part
/// of the record of the run that removes, which is sealed like any other. So the chain holds, and tells which
/// runs are expired. An expired run cannot be undone.
public enum RunExpiry {
  /// The command of runs that remove.
  public static let command = "expire"

  /// What a run removed of another one.
  public struct Removal: Sendable, Hashable {
    /// The run that kept it.
    public var run: String
    /// The run that removed it.
    public var by: String
    /// The seal of the run.
    public var seal: String
    /// The hash over what is left of it, as its seal would be made.
    public var rest: String
  }

  /// A run that keeps values that it replaced.
  public struct Candidate: Sendable, Hashable {
    /// The run.
    public var run: String
    /// When it ended, UTC.
    public var finishedAt: String
    /// How many values and records it keeps.
    public var count: Int
  }

  /// Where runs keep such values: what is counted, and what removes it.
  private static let kept: [(count: String, removal: String)] = [
    (
      """
      SELECT count(*) FROM registrar_journal
      WHERE run_id = ?1 AND before_json IS NOT NULL
      """,
      """
      UPDATE registrar_journal SET before_json = NULL
      WHERE run_id = ?1 AND before_json IS NOT NULL
      """
    ),
    (
      "SELECT count(*) FROM registrar_written WHERE run_id = ?1",
      "DELETE FROM registrar_written WHERE run_id = ?1"
    ),
    (
      "SELECT count(*) FROM registrar_past_edits WHERE run_id = ?1",
      "DELETE FROM registrar_past_edits WHERE run_id = ?1"
    ),
  ]
  /// The triggers that keep what is removed from being changed, by table.
  private static let guardians = [
    "registrar_journal": "registrar_journal_no_update",
    "registrar_written": "registrar_written_no_delete",
    "registrar_past_edits": "registrar_past_edits_no_delete",
  ]

  /// The sealed runs that ended before a time and keep something, the oldest first.
  ///
  /// - Parameter time: UTC, `YYYY-MM-DDTHH:MM:SSZ`.
  public static func candidates(
    endedBefore time: String, in connection: any SQLConnection
  ) throws(StoreError) -> [Candidate] {
    let runs = try connection.rows(
      """
      SELECT run_id, finished_at FROM registrar_runs
      WHERE record_hash IS NOT NULL AND finished_at IS NOT NULL ORDER BY number
      """)
    var found: [Candidate] = []
    for row in runs {
      guard let run = row[0].text, let finished = row[1].text, finished < time else { continue }
      var count = 0
      for part in kept { count += try connection.value(part.count, [.text(run)]).integer ?? 0 }
      if count > 0 { found.append(Candidate(run: run, finishedAt: finished, count: count)) }
    }
    return found
  }

  /// Removes what runs keep, in the open transaction, and seals the run that does it.
  ///
  /// - Throws: an error when the chain does not hold before: nothing may be hidden by that.
  public static func perform(
    _ runs: [Candidate], by remover: RunRecord, in connection: any SQLConnection
  ) throws(StoreError) {
    if let broken = try RunChain.check(in: connection).broken {
      throw StoreError(.storeValueDiffers(.seal(run: broken.run)))
    }
    let restore = try suspendGuardians(in: connection)
    var removals: [Removal] = []
    for candidate in runs {
      let parameters = [SQLValue.text(candidate.run)]
      for part in kept { try connection.execute(part.removal, parameters) }
      let row = try connection.rows(
        "SELECT previous_hash, record_hash FROM registrar_runs WHERE run_id = ?1", parameters
      ).first
      removals.append(
        Removal(
          run: candidate.run, by: remover.id, seal: row?[1].text ?? "",
          rest: try RunChain.hash(
            of: candidate.run, after: row?[0].text ?? "", in: connection)))
    }
    for statement in restore { try connection.execute(statement) }
    var remover = remover
    remover.optionsJSON = json(removals)
    try RunRecords.write(remover, in: connection)
    try RunRecords.finish(remover, in: connection)
  }

  /// What runs removed of others, by the run that kept it.
  static func removals(
    in connection: any SQLConnection
  ) throws(StoreError) -> [String: Removal] {
    let rows = try connection.rows(
      "SELECT run_id, options_json FROM registrar_runs WHERE command = ?1 ORDER BY number",
      [.text(command)])
    var found: [String: Removal] = [:]
    for row in rows {
      guard let by = row[0].text, let text = row[1].text, let json = try? JSONParser.parse(text)
      else { continue }
      for item in json.member("expired")?.items ?? [] {
        guard let run = item.member("run")?.string, let seal = item.member("seal")?.string,
          let rest = item.member("rest")?.string
        else { continue }
        found[run] = Removal(run: run, by: by, seal: seal, rest: rest)
      }
    }
    return found
  }

  private static func json(_ removals: [Removal]) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("expired") { json in
        json.array(removals) { json, removal in
          json.object { json in
            json.member("run", removal.run)
            json.member("seal", removal.seal)
            json.member("rest", removal.rest)
          }
        }
      }
    }
    return json.text
  }

  /// Takes the triggers away that refuse changes; returns the statements that bring them back.
  private static func suspendGuardians(
    in connection: any SQLConnection
  ) throws(StoreError) -> [String] {
    var restore: [String] = []
    for (table, trigger) in guardians.sorted(by: { $0.key < $1.key }) {
      switch connection.dialect {
      case .sqlite:
        let sql = try connection.value(
          "SELECT sql FROM main.sqlite_master WHERE type = 'trigger' AND name = ?1",
          [.text(trigger)])
        guard let sql = sql.text else { continue }
        try connection.execute("DROP TRIGGER \(trigger)")
        restore.append(sql)
      case .postgresql:
        let count = try connection.value(
          """
          SELECT count(*) FROM pg_catalog.pg_trigger
          WHERE tgrelid = to_regclass(?1) AND tgname = ?2 AND tgenabled <> 'D'
          """, [.text(table), .text(trigger)])
        guard count.integer != 0 else { continue }
        try connection.execute("ALTER TABLE \(table) DISABLE TRIGGER \(trigger)")
        restore.append("ALTER TABLE \(table) ENABLE TRIGGER \(trigger)")
      }
    }
    return restore
  }
}
