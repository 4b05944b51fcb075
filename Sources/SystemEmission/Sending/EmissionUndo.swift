import Emission
import ImportPipeline
import TabularCore

/// Takes away what the journal says was made.
struct EmissionUndo {
  let client: TargetClient
  let journal: EmissionJournal
  let connection: any SQLConnection
  let settings: EmissionSettings
  let place: EmissionIssues.Places

  func run(_ report: inout EmissionReport) throws(EmissionFailure) {
    var loader = RowLoader(
      profile: client.profile, settings: settings, journal: journal, connection: connection)
    var known: [String: PlannedTable] = [:]
    for (index, table) in client.profile.tables.enumerated() {
      let planned = try loader.load(table, index)
      for row in planned.rows {
        row.remote = row.entry?.remoteID.map { ScalarValue(journaled: $0) }
      }
      known[table.name] = planned
    }
    let run = UndoRun(client, journal, known, EmissionIssues(place), report)
    defer {
      report = run.report
      report.issues = run.issues.issues
      report.counts = run.issues.counts
    }
    for table in client.profile.tables { try run.lookUp(table) }
    for (index, table) in client.profile.tables.enumerated().reversed() {
      try run.undo(table, index)
    }
  }
}

/// What is known while records are taken away.
final class UndoRun {
  let client: TargetClient
  let journal: EmissionJournal
  var issues: EmissionIssues
  var report: EmissionReport
  private let known: [String: PlannedTable]
  private let steps: StepSender
  private let planner: EmissionPlanner

  init(
    _ client: TargetClient, _ journal: EmissionJournal, _ known: [String: PlannedTable],
    _ issues: EmissionIssues, _ report: EmissionReport
  ) {
    self.client = client
    self.journal = journal
    self.known = known
    self.issues = issues
    self.report = report
    steps = StepSender(client, journal)
    planner = EmissionPlanner(client, EmissionScope())
  }

  /// Looks for what was sent and whose id is not known: after a request without an answer, or with one that
  /// does not tell it.
  func lookUp(_ table: EmitTable) throws(EmissionFailure) {
    guard table.delete != nil, let planned = known[table.name] else { return }
    var wanted: [String: EmissionRow] = [:]
    for row in planned.rows {
      guard let entry = row.entry, entry.origin == .created, entry.remoteID == nil,
        entry.state == .sent || entry.state == .done,
        let key = planner.matchKey(row, table, among: known)
      else { continue }
      wanted[key] = row
    }
    guard !wanted.isEmpty else { return }
    if wanted.values.contains(where: { $0.entry?.state == .sent }) {
      try client.clock.wait(Double(client.profile.transport.settleSeconds))
    }
    let found = try planner.look(for: wanted, in: table, among: known)
    var entries: [EmissionEntry] = []
    for row in wanted.values.sorted(by: { $0.hash < $1.hash }) {
      guard var entry = row.entry else { continue }
      let items = found[ObjectIdentifier(row)] ?? []
      // Of several nobody knows which one was made here.
      guard items.count <= 1 else { continue }
      row.remote = items.first?.id
      entry.remoteID = row.remote?.json
      entry.state = items.isEmpty ? .undone : .done
      entry.at = client.clock.stamp
      row.entry = entry
      entries.append(entry)
    }
    try journal.note(entries)
  }

  /// Takes away the records of a table.
  func undo(_ table: EmitTable, _ index: Int) throws(EmissionFailure) {
    let made = try journal.entries(of: table.name).values
      .filter { entry in
        entry.origin == .created && entry.state != .undone
          && (entry.remoteID != nil || entry.state == .sent || entry.state == .done)
      }
      .sorted { $0.keyHash < $1.keyHash }
    let rows = Dictionary(
      (known[table.name]?.rows ?? []).map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first }
    )
    var stays = 0
    var left = made.makeIterator()
    try steps.send { () throws(EmissionFailure) in
      while let entry = left.next() {
        let row =
          rows[entry.keyHash]
          ?? EmissionRow(
            values: [], key: [entry.remoteID ?? entry.keyHash], folded: "", hash: entry.keyHash)
        if let step = removal(of: row, entry, table, index) { return step }
        stays += 1
      }
      return nil
    }
    if stays > 0 { report.left.append((table.name, stays, table.delete?.leaves ?? "")) }
  }

  /// The step that takes a record away; `nil` where the interface cannot, or it cannot be named there.
  private func removal(
    of row: EmissionRow, _ entry: EmissionEntry, _ table: EmitTable, _ index: Int
  ) -> RecordRemoval? {
    guard let deletion = table.delete, let id = entry.remoteID else { return nil }
    row.remote = ScalarValue(journaled: id)
    var filling = client.filling.filled(with: row, of: table)
    for reference in row.references {
      filling.ids[reference.name] = known[reference.table]?.byKey[reference.key]?.remote
    }
    guard let request = try? client.request(deletion.request, filling) else { return nil }
    return RecordRemoval(self, row, entry, table, index, request)
  }
}
