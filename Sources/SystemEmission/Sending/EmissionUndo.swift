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
    var issues = EmissionIssues(place)
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
    defer {
      report.issues = issues.issues
      report.counts = issues.counts
    }
    for (index, table) in client.profile.tables.enumerated().reversed() {
      try undo(table, known, &issues, &report, index)
    }
  }

  private func undo(
    _ table: EmitTable, _ known: [String: PlannedTable], _ issues: inout EmissionIssues,
    _ report: inout EmissionReport, _ index: Int
  ) throws(EmissionFailure) {
    let made = try journal.entries(of: table.name).values
      .filter { $0.origin == .created && $0.state != .undone && $0.remoteID != nil }
      .sorted { $0.keyHash < $1.keyHash }
    let rows = Dictionary(
      (known[table.name]?.rows ?? []).map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first }
    )
    var stays = 0
    for entry in made {
      guard let deletion = table.delete, let id = entry.remoteID else {
        stays += 1
        continue
      }
      let row =
        rows[entry.keyHash]
        ?? EmissionRow(values: [], key: [id], folded: "", hash: entry.keyHash)
      row.remote = ScalarValue(journaled: id)
      var filling = client.filling.filled(with: row, of: table)
      for reference in row.references {
        filling.ids[reference.name] = known[reference.table]?.byKey[reference.key]?.remote
      }
      guard (try? filling.target(of: deletion.request)) != nil else {
        stays += 1
        continue
      }
      var entry = entry
      entry.operation = "delete"
      entry.state = .sent
      entry.attempts += 1
      entry.at = client.clock.stamp
      try journal.noteSent([entry], client.clock)
      // A record named by its id can be taken away twice: the second time it is not there.
      var reply = try client.send(deletion.request, filling, for: .delete)
      var looks = 0
      while reply.answer == .unknown, looks < client.profile.retry.unknownTimes {
        looks += 1
        try client.clock.wait(Double(client.profile.transport.settleSeconds))
        reply = try client.send(deletion.request, filling, for: .delete)
      }
      entry.status = reply.status
      entry.at = client.clock.stamp
      switch reply.answer {
      case .done, .missing:
        entry.state = .undone
        report.tables[index].deleted += 1
      case .unknown, .busy:
        issues.add(.emitOutcomeUnknown(client.profile.emitted(row, of: table)), row, table)
        report.tables[index].unknown += 1
        continue
      default:
        entry.state = .done
        entry.operation = "create"
        entry.code = reply.parts.code
        issues.add(
          .emitRefused(
            .answer(status: reply.status, reason: reply.parts.message ?? ""),
            client.profile.emitted(row, of: table)), row, table)
        report.tables[index].refused += 1
      }
      try journal.note([entry])
    }
    if stays > 0 { report.left.append((table.name, stays, table.delete?.leaves ?? "")) }
  }
}
