import Emission

/// Sends steps, several at once where a profile or a person allows it.
///
/// Requests travel over lines of their own; what is noted in the journal, and what follows from an answer, is
/// done by the thread that calls, one after another. So a record has one request under way at most, `sent` is
/// durable before its request leaves, and no two threads use the store.
final class StepSender {
  private let client: TargetClient
  private let journal: EmissionJournal
  private let lines: SendingLines?

  /// A sender over so many lines as the pace of a client allows.
  init(_ client: TargetClient, _ journal: EmissionJournal) {
    self.client = client
    self.journal = journal
    lines = client.pace.lineCount > 1 ? SendingLines(client.pace.lineCount) : nil
  }

  /// Sends a step until it is over.
  func send(_ step: any SendingStep) throws(EmissionFailure) {
    while true {
      let prepared = try step.prepare()
      try journal.noteSent(prepared.entries, client.clock)
      let reply = try client.send(prepared.request, for: prepared.operation)
      if try step.take(reply) { return }
    }
  }

  /// Sends steps until there are no more.
  ///
  /// - Parameter next: the next step; `nil` at the end.
  func send(
    _ next: () throws(EmissionFailure) -> (any SendingStep)?
  ) throws(EmissionFailure) {
    guard let lines else {
      while let step = try next() { try send(step) }
      return
    }
    var run = Run(lines: lines, client: client, journal: journal)
    while true {
      run.trying { (run) throws(EmissionFailure) in try run.dispatch(next) }
      guard run.isUnderWay else { break }
      run.trying { (run) throws(EmissionFailure) in try run.receive() }
    }
    if let failure = run.failure { throw failure }
  }

  /// Steps that are under way at once.
  private struct Run {
    let lines: SendingLines
    let client: TargetClient
    let journal: EmissionJournal
    /// Why nothing more is sent.
    private(set) var failure: EmissionFailure?
    private var underWay: [Int: (step: any SendingStep, changed: String?)] = [:]
    private var again: [any SendingStep] = []
    /// A step that changes what another one is changing.
    private var blocked: Ready?
    private var isExhausted = false
    private var number = 0

    private typealias Ready = (step: any SendingStep, prepared: PreparedRequest)

    init(lines: SendingLines, client: TargetClient, journal: EmissionJournal) {
      self.lines = lines
      self.client = client
      self.journal = journal
    }

    var isUnderWay: Bool { !underWay.isEmpty }

    /// Does something; after a failure nothing more is sent, and what is under way is waited for.
    mutating func trying(_ body: (inout Run) throws(EmissionFailure) -> Void) {
      do throws(EmissionFailure) {
        try body(&self)
      } catch {
        failure = failure ?? error
      }
    }

    /// Hands out as many steps as may be under way now; what is noted of them is noted at once.
    mutating func dispatch(
      _ next: () throws(EmissionFailure) -> (any SendingStep)?
    ) throws(EmissionFailure) {
      guard failure == nil else { return }
      var ready: [Ready] = []
      var changed = Set(underWay.values.compactMap(\.changed))
      while underWay.count + ready.count < client.pace.width {
        guard let one = try another(next) else { break }
        // Two requests that change the same thing, as the members of a group, come one after the other.
        if let name = one.prepared.changed, !changed.insert(name).inserted {
          blocked = one
          break
        }
        ready.append(one)
      }
      guard !ready.isEmpty else { return }
      try journal.noteSent(ready.flatMap(\.prepared.entries), client.clock)
      for (step, prepared) in ready {
        number += 1
        underWay[number] = (step, prepared.changed)
        lines.post(
          SendingLines.Parcel(
            number: number, request: prepared.request, operation: prepared.operation),
          for: client)
      }
    }

    private mutating func another(
      _ next: () throws(EmissionFailure) -> (any SendingStep)?
    ) throws(EmissionFailure) -> Ready? {
      if let one = blocked {
        blocked = nil
        return one
      }
      if let step = again.popLast() { return (step, try step.prepare()) }
      guard !isExhausted else { return nil }
      guard let step = try next() else {
        isExhausted = true
        return nil
      }
      return (step, try step.prepare())
    }

    /// Takes the next answer.
    mutating func receive() throws(EmissionFailure) {
      let outcome = lines.next()
      guard let step = underWay.removeValue(forKey: outcome.number)?.step else { return }
      let reply = try outcome.result.get()
      // After a failure nothing is asked any more: what has no answer stays noted as sent.
      if failure != nil, reply.answer != .done { return }
      if try !step.take(reply) { again.append(step) }
    }
  }
}
