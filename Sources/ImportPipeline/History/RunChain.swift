import TabularCore

/// The chain of seals over a store's runs: each holds the seal of the run before, the run's own
/// record, its files and sources, and the entries of its journal in order.
///
/// Any change, removal or insertion breaks the chain at that run. If the latest runs were cut off,
/// only somebody who noted an earlier head can tell.
public enum RunChain {
  /// What a check of the chain found.
  public struct Check: Sendable, Hashable {
    /// How many runs have a seal that holds.
    public var sealedCount = 0
    /// Runs older than the chain, or not finished.
    public var unsealed: [String] = []
    /// Runs that hold without what they replaced, by the run that removed it.
    public var expired: [RunExpiry.Removal] = []
    /// What holds of the log of accesses.
    public var accesses = AccessLog.Check()
    /// The seal of the last run that holds.
    public var head: String?
    /// The first run at which the chain breaks, and why.
    public var broken: Break?

    /// Nothing found yet.
    public init() {}
  }

  /// Where the chain breaks.
  public struct Break: Sendable, Hashable {
    /// What is wrong with the first run that does not hold.
    public enum Reason: String, Sendable {
      /// The run's record, files, sources or journal are not what was sealed.
      case changed
      /// The seal of the run before is not the one that was there.
      case disconnected
      /// A run between this one and the one before is gone.
      case missing
      /// The run has no seal though later ones have.
      case unsealed
    }

    /// The run.
    public var run: String
    /// What is wrong.
    public var reason: Reason
  }

  /// Seals a run: from now on it must not change.
  ///
  /// - Returns: the seal, SHA-256 in hexadecimal.
  @discardableResult
  public static func seal(
    _ run: String, in connection: any SQLConnection
  ) throws(StoreError) -> String {
    let previous = try head(in: connection)
    // The run holds the log of accesses, too: no entry before it can be taken away.
    if let access = try AccessLog.last(in: connection) {
      try connection.execute(
        "UPDATE registrar_runs SET access_number = ?2 WHERE run_id = ?1",
        [.text(run), SQLValue(access.number)])
    }
    let hash = try hash(of: run, after: previous, in: connection)
    try connection.execute(
      "UPDATE registrar_runs SET previous_hash = ?2, record_hash = ?3 WHERE run_id = ?1",
      [.text(run), .text(previous), .text(hash)])
    return hash
  }

  /// The seal of the latest sealed run; empty where there is none.
  static func head(in connection: any SQLConnection) throws(StoreError) -> String {
    try connection.value(
      """
      SELECT record_hash FROM registrar_runs WHERE number = (
        SELECT max(number) FROM registrar_runs WHERE record_hash IS NOT NULL)
      """
    ).text ?? ""
  }

  /// Checks the whole chain, up to the first break, and the log of accesses.
  public static func check(in connection: any SQLConnection) throws(StoreError) -> Check {
    var check = try checkRuns(in: connection)
    check.accesses = try AccessLog.check(in: connection)
    return check
  }

  private static func checkRuns(in connection: any SQLConnection) throws(StoreError) -> Check {
    var check = Check()
    let runs = try connection.rows(
      """
      SELECT run_id, number, previous_hash, record_hash FROM registrar_runs
      ORDER BY coalesce(number, 0), started_at
      """)
    let lastSealed = runs.lastIndex { !$0[3].isNull }
    let removals = try RunExpiry.removals(in: connection)
    var number = 0
    for (index, row) in runs.enumerated() {
      let run = row[0].text ?? ""
      guard let ownNumber = row[1].integer else {
        check.unsealed.append(run)
        continue
      }
      number += 1
      if ownNumber != number {
        check.broken = Break(run: run, reason: .missing)
        return check
      }
      guard let hash = row[3].text else {
        check.unsealed.append(run)
        guard let lastSealed, index < lastSealed else { continue }
        check.broken = Break(run: run, reason: .unsealed)
        return check
      }
      let previous = check.head ?? ""
      if row[2].text ?? "" != previous {
        check.broken = Break(run: run, reason: .disconnected)
        return check
      }
      let found = try self.hash(of: run, after: previous, in: connection)
      if found != hash {
        // What is left of a run was sealed again by the run that removed the rest.
        guard let removal = removals[run], removal.seal == hash, removal.rest == found else {
          check.broken = Break(run: run, reason: .changed)
          return check
        }
        check.expired.append(removal)
      }
      check.head = hash
      check.sealedCount += 1
    }
    return check
  }

  /// Whether a seal is in the chain.
  public static func contains(
    _ hash: String, in connection: any SQLConnection
  ) throws(StoreError) -> Bool {
    try connection.value(
      "SELECT count(*) FROM registrar_runs WHERE record_hash = ?1", [.text(hash)]
    ).integer ?? 0 > 0
  }

  private static let runColumns = """
    run_id, command, operator, host, tool_version, package, package_hash, zone_data_version, \
    options_json, target, started_at, finished_at, outcome, exit_code, approvals_json, \
    ledger_json, number, subject
    """

  static func hash(
    of run: String, after previous: String, in connection: any SQLConnection
  ) throws(StoreError) -> String {
    var seal = Seal()
    seal.add("registrar.chain/1")
    seal.add(previous)
    let parameters = [SQLValue.text(run)]
    for row in try connection.rows(
      "SELECT \(runColumns) FROM registrar_runs WHERE run_id = ?1", parameters)
    { seal.add(row) }
    if let access = try AccessLog.entry(heldBy: run, in: connection) {
      seal.add("registrar_access")
      seal.add([SQLValue(access.number), .text(access.hash)])
    }
    // Sorted here, because the order of texts in a statement depends on the store.
    for sql in [
      "SELECT file_name, sha256, bytes, archived_as FROM registrar_run_files WHERE run_id = ?1",
      """
      SELECT source_file, source_sheet, table_name, columns_json FROM registrar_run_sources
      WHERE run_id = ?1
      """,
    ] {
      let rows = try connection.rows(sql, parameters)
      seal.add(String(rows.count))
      for row in rows.sorted(by: { texts($0).lexicographicallyPrecedes(texts($1)) }) {
        seal.add(row)
      }
    }
    try connection.forEachRow(
      """
      SELECT seq, table_name, record_key, operation, source_file, source_sheet, source_row,
        before_json, state, first_id, last_id
      FROM registrar_journal WHERE run_id = ?1 ORDER BY seq
      """, parameters
    ) { row throws(StoreError) in seal.add(row) }
    try addRecords(of: run, to: &seal, in: connection)
    return seal.hexadecimal()
  }

  /// Per-record data of runs; runs of earlier releases have none, and their seals stay valid.
  private static func addRecords(
    of run: String, to seal: inout Seal, in connection: any SQLConnection
  ) throws(StoreError) {
    let parameters = [SQLValue.text(run)]
    for (table, columns) in [
      ("registrar_written", "record_id, values_json"),
      ("registrar_past_edits", "record_id, column_name, edited_at, before_text"),
    ] {
      let names = try connection.rows(
        "SELECT DISTINCT table_name FROM \(table) WHERE run_id = ?1", parameters
      ).compactMap { $0[0].text }.sorted()
      for name in names {
        seal.add(table)
        seal.add(name)
        var pending: [[SQLValue]] = []
        var record: SQLValue?
        // One record has few rows; they are sorted here, not by the store.
        func flush() {
          for row in pending.sorted(by: { texts($0).lexicographicallyPrecedes(texts($1)) }) {
            seal.add(row)
          }
          pending = []
        }
        try connection.forEachRow(
          "SELECT \(columns) FROM \(table) WHERE run_id = ?1 AND table_name = ?2 ORDER BY record_id",
          parameters + [.text(name)]
        ) { row throws(StoreError) in
          if row[0] != record { flush() }
          record = row[0]
          pending.append(row)
        }
        flush()
      }
    }
  }

  private static func texts(_ row: [SQLValue]) -> [String] { row.map { $0.text ?? "" } }
}
