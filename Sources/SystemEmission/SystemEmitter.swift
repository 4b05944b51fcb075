public import Emission
import HTTPExchange
public import ImportPipeline
public import TabularCore

/// Sends the records of a store to another system, as a profile says.
///
/// A run reads the system first, and tells what it would do and what cannot be done, before anything is
/// sent. Sending repeats nothing that may have happened: what has no answer is looked up.
///
/// For example:
///
///     let emitter = SystemEmitter(profile, settings: settings, store: connection)
///     let report = emitter.run(executes: false)
public struct SystemEmitter {
  private let profile: EmitProfile
  private let settings: EmissionSettings
  private let connection: any SQLConnection
  /// The store that keeps the journal; `nil` for that of the records.
  public var journal: (any SQLConnection)?
  /// Which records take part.
  public var scope = EmissionScope()
  /// What alone may be done; `nil` for whatever differs.
  public var plan: Set<EmissionReport.Operation>?
  /// Whether records are sent though others cannot be.
  public var sendsTheRest = false
  /// Requests per second; `nil` for the profile's.
  public var rate: Double?
  /// How many requests may be under way at once, each over a connection of its own; `nil` for the profile's.
  public var workers: Int?
  /// The machine, by which the store knows who sends.
  public var host = "localhost"
  /// The time.
  public var clock = EmissionClock()
  /// Finds the source cell of a field of a stored record, by table, record and fields.
  public var place: (String, Int, [String]) -> IssueLocation? = { _, _, _ in nil }

  /// An emitter; nothing is sent yet.
  public init(
    _ profile: EmitProfile, settings: EmissionSettings, store connection: any SQLConnection
  ) {
    self.profile = profile
    self.settings = settings
    self.connection = connection
  }

  // MARK: Sending

  /// Compares the records with what the system has; sends what differs.
  ///
  /// - Parameter executes: whether something is sent; else only told.
  public func run(executes: Bool) -> EmissionReport {
    reporting(writes: executes) { client, journal, report throws(EmissionFailure) in
      try run(client, journal, executes, &report)
    }
  }

  /// The report of something that is done with the system, whatever ends it.
  private func reporting(
    writes: Bool,
    _ body: (TargetClient, EmissionJournal, inout EmissionReport) throws(EmissionFailure) -> Void
  ) -> EmissionReport {
    var report = EmissionReport(
      target: profile.name, address: "", isExecuted: writes,
      tables: profile.tables.map { EmissionReport.Table(name: $0.name) }, issues: [], counts: [:],
      requestCount: 0)
    do throws(EmissionFailure) {
      let pace = RequestPace(
        perSecond: rate ?? profile.transport.perSecond,
        lineCount: workers ?? profile.transport.workers)
      let client = try TargetClient(profile, settings, clock, pace: pace)
      report.address = client.address.text
      defer {
        report.requestCount = pace.requestCount
        report.slowdowns = pace.slowdowns
      }
      try withJournal(client, writes: writes) { journal throws(EmissionFailure) in
        try body(client, journal, &report)
      }
    } catch {
      report.failure = error
    }
    return report
  }

  /// The name by which the journal knows a system.
  static func journalName(_ client: TargetClient) -> String {
    client.profile.name + " " + client.address.text
  }

  private func withJournal(
    _ client: TargetClient, writes: Bool,
    _ body: (EmissionJournal) throws(EmissionFailure) -> Void
  ) throws(EmissionFailure) {
    let name = Self.journalName(client)
    let connection = journal ?? connection
    guard writes else {
      return try body(EmissionJournal(connection, target: name, hold: nil))
    }
    try EmissionFailure.asking { () throws(StoreError) in
      try EmissionJournal.prepare(connection)
    }
    let hold = try EmissionHold(name, in: connection, host: host, now: Int(clock.now()))
    defer { hold.release(in: connection) }
    try body(EmissionJournal(connection, target: name, hold: hold))
  }

  private func run(
    _ client: TargetClient, _ journal: EmissionJournal, _ executes: Bool,
    _ report: inout EmissionReport
  ) throws(EmissionFailure) {
    var issues = EmissionIssues(place)
    let planner = EmissionPlanner(client, scope)
    var loader = RowLoader(
      profile: profile, settings: settings, journal: journal, connection: connection)
    var tables: [PlannedTable] = []
    for (index, table) in profile.tables.enumerated() {
      tables.append(try loader.load(table, index))
    }
    planner.narrow(tables)
    loader.tell(&issues)
    try client.begin()
    if executes { try settle(journal) }
    var known: [String: PlannedTable] = [:]
    for planned in tables {
      known[profile.tables[planned.index].name] = planned
      try planner.compare(planned, among: known, &issues)
    }
    report.tables = tables.map { planned(numbers: $0) }
    defer {
      report.issues = issues.issues
      report.counts = issues.counts
    }
    report.operations = tables.flatMap { operations(of: $0) }
    // What the plan says and is done already, by a run that ended early, is none that is missing.
    if executes, let plan {
      let others = report.operations.count { !plan.contains($0) }
      guard others == 0 else { throw EmissionFailure(.plan(count: others), profile.name) }
    }
    if executes {
      try dropGone(journal, &report)
      try drop(tables, journal, &report) { _, row in
        row.map { $0.state == .refused || $0.state == .nothing } ?? true
      }
    }
    guard executes, sendsTheRest || issues.obstacleCount == 0 else {
      report.isExecuted = false
      report.isHeldBack = executes
      return
    }
    let sender = RecordSender(planner, journal, tables, issues)
    defer {
      issues = sender.issues
      report.tables = tables.map { planned in
        let name = profile.tables[planned.index].name
        var numbers = sender.counts[name] ?? EmissionReport.Table(name: name)
        // What was refused before anything was sent is not counted by the sender.
        let before = report.tables.first { $0.name == name }
        numbers.refused += before?.refused ?? 0
        numbers.leftOut = before?.leftOut ?? 0
        numbers.dropped = before?.dropped ?? 0
        numbers.droppedUnknown = before?.droppedUnknown ?? 0
        return numbers
      }
    }
    try sender.enqueue(tables)
    for planned in tables { try sender.send(planned) }
    // What refers to a record that the system refused just now was not sent.
    try drop(tables, journal, &report) { entry, row in
      entry.state == .waiting && row?.state == .refused
    }
  }

  /// Takes what is not sent out of the queue, so that the queue ends.
  private func drop(
    _ tables: [PlannedTable], _ journal: EmissionJournal, _ report: inout EmissionReport,
    where isDropped: (EmissionEntry, EmissionRow?) -> Bool
  ) throws(EmissionFailure) {
    for (position, planned) in tables.enumerated() {
      let rows = Dictionary(
        planned.rows.map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first })
      let (count, unknown) = try journal.drop(
        from: profile.tables[planned.index].name, at: clock.stamp
      ) { isDropped($0, rows[$0.keyHash]) }
      report.tables[position].dropped += count
      report.tables[position].droppedUnknown += unknown
    }
  }

  /// Takes the records of tables that the profile does not have any more out of the queue.
  private func dropGone(
    _ journal: EmissionJournal, _ report: inout EmissionReport
  ) throws(EmissionFailure) {
    let known = Set(profile.tables.map(\.name))
    for name in Set(try journal.counts().map(\.table)).subtracting(known).sorted() {
      let (count, unknown) = try journal.drop(from: name, at: clock.stamp) { _ in true }
      if count > 0 { report.gone.append((name, count, unknown)) }
    }
  }

  /// The system may still work on the last request of a run that was killed.
  private func settle(_ journal: EmissionJournal) throws(EmissionFailure) {
    guard let last = try journal.lastUnanswered() else { return }
    // Stamps are whole seconds, compared as texts.
    var waited = 0.0
    let settle = Double(profile.transport.settleSeconds)
    while waited < settle, EmissionClock.stamp(clock.now() - settle) <= last {
      try clock.wait(0.2)
      waited += 0.2
    }
  }

  /// What has to be done for the records of a table, without any value of theirs.
  private func operations(of planned: PlannedTable) -> [EmissionReport.Operation] {
    let table = profile.tables[planned.index].name
    return planned.rows.compactMap { row in
      switch row.state {
      case .create: EmissionReport.Operation(table: table, keyHash: row.hash, pointers: nil)
      case .update(let pointers):
        EmissionReport.Operation(table: table, keyHash: row.hash, pointers: pointers)
      default: nil
      }
    }
  }

  private func planned(numbers planned: PlannedTable) -> EmissionReport.Table {
    var numbers = EmissionReport.Table(name: profile.tables[planned.index].name)
    for row in planned.rows {
      switch row.state {
      case .create: numbers.created += 1
      case .update: numbers.updated += 1
      case .unchanged: numbers.unchanged += 1
      case .refused: numbers.refused += 1
      case .leftOut: numbers.leftOut += 1
      case .open, .nothing: break
      }
    }
    return numbers
  }

  // MARK: Undo

  /// Takes away what was made in the system, children first, by ids only.
  ///
  /// What cannot be taken away is told with what stays.
  public func undo() -> EmissionReport {
    reporting(writes: true) { client, journal, report throws(EmissionFailure) in
      try client.begin()
      try EmissionUndo(
        client: client, journal: journal, connection: connection, settings: settings,
        place: place
      ).run(&report)
    }
  }
}
