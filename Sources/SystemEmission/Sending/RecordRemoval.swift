import Emission
import HTTPExchange
import TabularCore

/// Takes a record away that was made before.
final class RecordRemoval: SendingStep {
  private let run: UndoRun
  private let row: EmissionRow
  private let table: EmitTable
  private let index: Int
  private let request: HTTPRequest
  private var entry: EmissionEntry
  private var looks = 0

  init(
    _ run: UndoRun, _ row: EmissionRow, _ entry: EmissionEntry, _ table: EmitTable, _ index: Int,
    _ request: HTTPRequest
  ) {
    self.run = run
    self.row = row
    self.entry = entry
    self.table = table
    self.index = index
    self.request = request
  }

  func prepare() throws(EmissionFailure) -> PreparedRequest {
    entry.operation = "delete"
    entry.state = .sent
    entry.attempts += 1
    entry.at = run.client.clock.stamp
    return PreparedRequest(entries: [entry], request: request, operation: .delete)
  }

  func take(_ reply: TargetReply) throws(EmissionFailure) -> Bool {
    let profile = run.client.profile
    entry.status = reply.status
    entry.at = run.client.clock.stamp
    switch reply.answer {
    case .done, .missing:
      entry.state = .undone
      run.report.tables[index].deleted += 1
    case .unknown where looks < profile.retry.unknownTimes:
      // A record named by its id can be taken away twice: the second time it is not there.
      looks += 1
      try run.client.clock.wait(Double(profile.transport.settleSeconds))
      return false
    case .unknown, .busy:
      run.issues.add(.emitOutcomeUnknown(profile.emitted(row, of: table)), row, table)
      run.report.tables[index].unknown += 1
      return true
    default:
      entry.state = .done
      entry.operation = "create"
      entry.code = reply.parts.code
      run.issues.add(
        .emitRefused(
          .answer(status: reply.status, reason: reply.parts.message ?? ""),
          profile.emitted(row, of: table)), row, table)
      run.report.tables[index].refused += 1
    }
    try run.journal.note([entry])
    return true
  }
}
