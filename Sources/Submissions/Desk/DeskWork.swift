import Foundation
import ImportPipeline
import Synchronization

/// The work on submissions: what waits is checked, written or taken back.
extension SubmissionDesk {
  /// Works until the task is cancelled; its children end with it.
  ///
  /// What another server left half-done, because it was killed, is settled by the journal of the store.
  public func work() async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        for item in (try? due()) ?? [] where began(item.id) {
          group.addTask {
            await self.work(on: item)
            self.ended(item.id)
          }
        }
        await waitForMore()
      }
    }
  }

  /// Does what is due for all submissions that wait, and returns when nothing is left.
  ///
  /// For commands and tests; a server calls ``work()``.
  public func workOff() async throws(DeskError) {
    while true {
      let waiting = try due()
      guard !waiting.isEmpty else { return }
      for item in waiting { await work(on: item) }
      // What another process is at is still there.
      try? await Task.sleep(for: .milliseconds(5))
    }
  }

  /// A submission that something is to be done for.
  struct Due: Sendable {
    var id: String
    var writes: Bool
  }

  /// The submissions of this folder that something is to be done for, in order; what writes comes first.
  func due() throws(DeskError) -> [Due] {
    try store.use { connection throws(DeskError) in
      try connection.rows(
        """
        SELECT id, CASE WHEN state IN ('executing', 'undoing') THEN 1 ELSE 0 END AS writes
        FROM \(connection.name(.submissions))
        WHERE state IN ('uploaded', 'checking', 'executing', 'undoing') AND folder = ?1
        ORDER BY writes DESC, number LIMIT 200
        """, [.text(uploads.id)]
      ).map { Due(id: $0[0].text ?? "", writes: $0[1].integer == 1) }
    }
  }

  /// Does what is due for one submission when its turn comes, if nobody else does.
  private func work(on item: Due) async {
    // One run writes at a time; checks need not wait for it.
    let queue = item.writes ? writers : children
    await queue.withPlace {
      // Taken before the state is read: whoever began the work and still lives has it.
      guard let lock = FolderLock(self.uploads.lock(of: item.id)) else { return }
      defer { withExtendedLifetime(lock) {} }
      do throws(DeskError) {
        let found = try self.store.use { connection throws(DeskError) in
          try Self.submission(item.id, connection)
        }
        switch found.state {
        case .uploaded: try await self.check(found, lock)
        case .checking: try self.change(found, to: .uploaded, "interrupted")
        case .executing, .undoing: try await self.write(found, lock)
        default: break
        }
      } catch {
        // The store cannot be asked now; the submission stays as it is, and its turn comes again.
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }

  /// Changes the state by the server itself.
  @discardableResult
  func change(
    _ submission: Submission, to state: SubmissionState, _ action: String, failure: String? = nil,
    detail: String = "",
    _ body: (DeskConnection) throws(DeskError) -> Void = { _ throws(DeskError) in }
  ) throws(DeskError) -> Submission {
    try store.change { connection throws(DeskError) in
      try step(submission, to: state, by: submission.actor, failure: failure, connection)
      try body(connection)
      try DeskLog.write(
        DeskEvent(
          at: store.now, account: "", action: action, subject: submission.id, detail: detail),
        connection)
      return try Self.submission(submission.id, connection)
    }
  }

  // MARK: What this process works on

  private func began(_ id: String) -> Bool { underWay.withLock { $0.insert(id).inserted } }

  private func ended(_ id: String) {
    underWay.withLock { _ = $0.remove(id) }
    wake()
  }

  /// Has the work look for more at once.
  func wake() { isAwake.store(true, ordering: .relaxed) }

  private func waitForMore() async {
    for _ in 0..<20 {
      try? await Task.sleep(for: .milliseconds(100))
      if Task.isCancelled || isAwake.exchange(false, ordering: .relaxed) { return }
    }
  }
}
