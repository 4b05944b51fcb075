import JSONText

/// The runs that a store keeps, over any kind of store.
public enum RunRecords {
  /// Writes a run with its files and sources, or its progress; it has no seal yet.
  public static func write(_ run: RunRecord, in connection: any SQLConnection) throws(StoreError) {
    if run.step == .middle || run.step == .last {
      try connection.execute(
        "UPDATE registrar_runs SET progress_json = ?2 WHERE run_id = ?1",
        [.text(run.id), nonempty(run.progressJSON)])
      return
    }
    let number =
      try connection.value("SELECT coalesce(max(number), 0) + 1 FROM registrar_runs").integer ?? 1
    let values: [SQLValue] = [
      .text(run.id), .text(run.command), .text(run.operatorName), .text(run.host),
      .text(run.toolVersion), .text(run.package), .text(run.packageHash), .text(run.zoneData),
      .text(run.keptOptionsJSON), .text(run.target), .text(run.startedAt),
      nonempty(run.step == .first ? "" : run.finishedAt),
      .text(run.step == .first ? "unfinished" : run.outcome), SQLValue(run.exitCode),
      .text(run.ledgerJSON),
      nonempty(run.approvalsJSON), SQLValue(run.subject), SQLValue(number),
      nonempty(run.step == .first ? run.progressJSON : ""),
    ]
    try connection.execute(
      """
      INSERT INTO registrar_runs (\(writtenColumns))
      VALUES (\((1...values.count).map { "?\($0)" }.joined(separator: ", ")))
      """, values)
    var seen: Set<[String]> = []
    for file in run.files where seen.insert([file.name, file.sha256]).inserted {
      try connection.execute(
        """
        INSERT INTO registrar_run_files (run_id, file_name, sha256, bytes)
        VALUES (?1, ?2, ?3, ?4)
        """, [.text(run.id), .text(file.name), .text(file.sha256), SQLValue(file.byteCount)])
    }
    seen = []
    for source in run.sources where seen.insert([source.file, source.sheet, source.table]).inserted
    {
      try connection.execute(
        """
        INSERT INTO registrar_run_sources
          (run_id, source_file, source_sheet, table_name, columns_json)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """,
        [
          .text(run.id), .text(source.file), .text(source.sheet), .text(source.table),
          .text(json(source.columns, source.origins)),
        ])
    }
  }

  /// Completes what a merge wrote of a run: seals it, unless more is to come.
  public static func finish(_ run: RunRecord, in connection: any SQLConnection) throws(StoreError) {
    switch run.step {
    case .only: break
    case .first, .middle: return
    case .last: try close(run, in: connection)
    }
    try RunChain.seal(run.id, in: connection)
  }

  /// Writes how an unfinished run ended, with the ledger of all its transactions.
  static func close(_ run: RunRecord, in connection: any SQLConnection) throws(StoreError) {
    // What an earlier process of the run wrote was read as unchanged by this one.
    let ledger = try storedLedger(of: run, rest: \.unchanged, in: connection)
    try connection.execute(
      """
      UPDATE registrar_runs SET finished_at = ?2, outcome = ?3, exit_code = ?4, ledger_json = ?5,
        progress_json = NULL WHERE run_id = ?1
      """,
      [
        .text(run.id), .text(run.finishedAt), .text(run.outcome), SQLValue(run.exitCode),
        .text(LedgerLine.json(ledger)),
      ])
  }

  /// The ledger of an unfinished run by what its journal says is stored.
  ///
  /// - Parameter rest: where the rows are counted that were planned and are not in the journal.
  private static func storedLedger(
    of run: RunRecord, rest: WritableKeyPath<LedgerLine, Int>, in connection: any SQLConnection
  ) throws(StoreError) -> [LedgerLine] {
    var ledger = LedgerLine.lines(json: run.ledgerJSON)
    for index in ledger.indices {
      let rows = try connection.rows(
        """
        SELECT operation, CAST(sum(last_id - first_id + 1) AS BIGINT) FROM registrar_journal
        WHERE run_id = ?1 AND table_name = ?2 GROUP BY operation
        """, [.text(run.id), .text(ledger[index].table)])
      let counts = Dictionary(
        rows.map { ($0[0].text ?? "", $0[1].integer ?? 0) }, uniquingKeysWith: { first, _ in first }
      )
      ledger[index].resolve(
        created: counts["create"] ?? 0, updated: counts["update"] ?? 0, rest: rest)
    }
    return ledger
  }

  /// The run that is neither finished nor abandoned.
  public static func unfinished(in connection: any SQLConnection) throws(StoreError) -> RunRecord? {
    let count = try connection.value(
      "SELECT count(*) FROM registrar_runs WHERE finished_at IS NULL")
    guard count.integer ?? 0 > 0 else { return nil }
    return try all(in: connection).first { $0.finishedAt.isEmpty }
  }

  /// Gives up an unfinished run: what it wrote stays, and it is sealed.
  public static func abandon(
    _ run: RunRecord, now: String, in connection: any SQLConnection
  ) throws(StoreError) {
    var run = run
    run.finishedAt = now
    run.outcome = "abandoned"
    try close(run, in: connection)
    try RunChain.seal(run.id, in: connection)
  }

  /// The runs whose id equals or ends with a text, with or without the random characters; an exact
  /// match comes first.
  public static func matching(
    _ id: String, in connection: any SQLConnection
  ) throws(StoreError) -> [RunRecord] {
    let found = try all(in: connection).filter { RunID.matches(id, $0.id) }
    return found.filter { $0.id == id } + found.filter { $0.id != id }
  }

  /// An id that no run of the store has.
  ///
  /// - Parameter prefix: the beginning, `20270306-0914`.
  public static func unusedID(
    prefix: String, in connection: any SQLConnection
  ) throws(StoreError) -> String {
    let count = try connection.value(
      "SELECT count(*) FROM registrar_runs WHERE run_id LIKE ?1", [.text(prefix + "-%")])
    return RunID.id(prefix: prefix, count: count.integer ?? 0)
  }

  private static let writtenColumns = """
    run_id, command, operator, host, tool_version, package, package_hash, zone_data_version, \
    options_json, target, started_at, finished_at, outcome, exit_code, ledger_json, \
    approvals_json, subject, number, progress_json
    """

  /// All runs, the last written first, with their files.
  public static func all(in connection: any SQLConnection) throws(StoreError) -> [RunRecord] {
    guard try connection.hasTable("registrar_runs") else { return [] }
    let rows = try connection.rows(
      """
      SELECT \(writtenColumns), record_hash FROM registrar_runs
      ORDER BY number DESC, started_at DESC, run_id DESC
      """)
    var files: [String: [RunRecord.File]] = [:]
    try connection.forEachRow(
      """
      SELECT run_id, file_name, sha256, bytes FROM registrar_run_files
      ORDER BY run_id, file_name, sha256
      """, []
    ) { row throws(StoreError) in
      files[row[0].text ?? "", default: []].append(
        RunRecord.File(
          name: row[1].text ?? "", sha256: row[2].text ?? "", byteCount: row[3].integer ?? 0))
    }
    var records: [RunRecord] = []
    for row in rows {
      func text(_ index: Int) -> String { row[index].text ?? "" }
      var record = RunRecord(
        id: text(0), command: text(1), operatorName: text(2), host: text(3),
        toolVersion: text(4), package: text(5), packageHash: text(6), zoneData: text(7),
        optionsJSON: text(8), target: text(9), startedAt: text(10), finishedAt: text(11),
        outcome: text(12), exitCode: row[13].integer ?? 0, ledgerJSON: text(14),
        files: files[text(0)] ?? [])
      record.separateIssues()
      record.approvalsJSON = text(15)
      record.subject = row[16].text
      record.number = row[17].integer
      record.progressJSON = text(18)
      record.recordHash = row[19].text
      // Until a run in parts ends, its ledger is its plan; what counts is what is stored.
      if record.finishedAt.isEmpty {
        record.ledgerJSON = LedgerLine.json(
          try storedLedger(of: record, rest: \.pending, in: connection))
      }
      records.append(record)
    }
    return records
  }

  private static func nonempty(_ text: String) -> SQLValue { text.isEmpty ? .null : .text(text) }

  /// Columns of fields as JSON, fields in order, then the values that no cell gave.
  private static func json(_ columns: [String: [Int]], _ origins: KeptOrigins) -> String {
    var json = JSONWriter()
    json.object { json in
      for (field, numbers) in columns.sorted(by: { $0.key < $1.key }) {
        json.member(field) { $0.array(numbers) { $0.number($1) } }
      }
      if !origins.values.isEmpty {
        json.member(KeptOrigins.member) { origins.write(to: &$0) }
      }
    }
    return json.text
  }

  /// Columns of fields from their JSON; none where it cannot be read.
  static func columns(json: String) -> [String: [Int]] {
    let members = (try? JSONParser.parse(json))?.members ?? []
    return Dictionary(
      members.map { member in
        let numbers = member.value.items ?? []
        return (member.name, numbers.compactMap { $0.scalar.flatMap { Int($0) } })
      }
    ) { $1 }
  }
}
