import Foundation
import ImportPipeline

/// Writing a submission, and taking it back.
///
/// The end of the run's id is noted before the child begins. Whatever ends the child or the server, the
/// journal of the store says by that whether the run was written: it is there as a whole or not at all.
extension SubmissionDesk {
  /// Has a child write a submission or take it back, or settles what an earlier one did.
  func write(_ submission: Submission, _ lock: FolderLock) async throws(DeskError) {
    if submission.tag != nil {
      // The process that began it is gone with its child, as the lock was free.
      try settle(submission, nil)
      return
    }
    let tag = RunID.randomTag()
    let begun = try store.change { connection throws(DeskError) in
      let count = try connection.execute(
        """
        UPDATE \(connection.name(.submissions)) SET tag = ?3, claimed_by = ?4
        WHERE id = ?1 AND version = ?2 AND tag IS NULL
        """,
        [
          .text(submission.id), SQLValue(submission.version), .text(tag),
          .text("\(settings.host)/\(ProcessInfo.processInfo.processIdentifier)"),
        ])
      guard count == 1 else { throw .stale(now: submission.version) }
      return try Self.submission(submission.id, connection)
    }
    // The run is the caller's who asked for it.
    let variables = [
      "REGISTRAR_RUN_TAG": tag, "USER": submission.actor, "LOGNAME": submission.actor,
    ]
    // The files of an execution may be gone when it is taken back; its report has its place all the same.
    mkdir(uploads.childFolder(of: begun.id), 0o700)
    let result = await writers.start(
      arguments(of: begun), usesStore: true, variables: variables, held: lock.descriptor)
    // Another program may hold the store for a while; how the child ended is known here alone.
    var attempts = 0
    while true {
      do throws(DeskError) { return try settle(begun, result) } catch {
        attempts += 1
        guard error.isPassing, attempts < 120, !Task.isCancelled else { throw error }
      }
      try? await Task.sleep(for: .seconds(1))
    }
  }

  /// The command that writes a submission, or takes it back.
  private func arguments(of submission: Submission) -> [String] {
    let folder = uploads.childFolder(of: submission.id)
    func reports(_ name: String) -> [String] {
      ["json", "html"].flatMap { ["--report", "\($0):\(folder)/\(name).\($0)"] } + ["--quiet"]
    }
    let approvals = submission.approvals.flatMap { ["--approve", $0.text] }
    let approver = ["--approver", submission.approvedBy ?? submission.actor]
    if submission.state == .undoing {
      return ["undo", submission.runID ?? "", "--execute", "--language", submission.language]
        + ["--package", submission.package] + settings.command.executeArguments + reports("undo")
    }
    let inputs = submission.files.map { folder + "/in/" + $0.name }
    return ["import", "--execute", "--plan", plan(of: submission)] + reading(submission)
      + settings.command.executeArguments + reports("execution") + approvals
      + (approvals.isEmpty ? [] : approver) + ["--"] + inputs
  }

  /// Asks the journal what became of a run, and puts the submission into the state that follows.
  ///
  /// - Parameter result: what became of the child; `nil` when nobody knows.
  private func settle(_ submission: Submission, _ result: ChildResult?) throws(DeskError) {
    let isUndo = submission.state == .undoing
    let run = try run(endingWith: submission.tag ?? "", command: isUndo ? "undo" : "import")
    let isClean = result?.ending == .exited(0)
    let outcome: (state: SubmissionState, action: String, failure: String?)
    switch (run != nil || isClean, isUndo) {
    case (true, false):
      let differs = result?.ending == .exited(7) ? "differs" : nil
      outcome = (.executed, "executed", differs)
    case (true, true): outcome = (.undone, "undone", nil)
    case (false, true): outcome = (.executed, "undo-refused", result?.ending.word ?? "interrupted")
    case (false, false):
      switch result?.ending {
      // Nothing is written; it may be tried again as it is.
      case nil, .cancelled, .exited(5): outcome = (.approved, "not-executed", "interrupted")
      case .exited(let status)?: outcome = (.failed, "not-executed", "exit \(status)")
      case let ending?: outcome = (.failed, "not-executed", ending.word)
      }
    }
    try change(
      submission, to: outcome.state, outcome.action, failure: outcome.failure, detail: run ?? ""
    ) { connection throws(DeskError) in
      let column = isUndo ? "undo_run_id" : "run_id"
      try connection.execute(
        """
        UPDATE \(connection.name(.submissions)) SET tag = NULL, \(column) = ?2 WHERE id = ?1
        """, [.text(submission.id), SQLValue(run)])
    }
  }

  /// The run of the store whose id ends so; `nil` when there is none, and none can come any more.
  ///
  /// The question is asked while no run writes: a server whose client was killed may still be at its commit.
  private func run(endingWith tag: String, command: String) throws(DeskError) -> String? {
    try asking { () throws(StoreError) in
      let connection = try settings.records()
      guard try connection.hasTable("registrar_runs") else { return nil }
      try connection.begin(writes: true)
      defer { connection.rollBack() }
      return try connection.value(
        "SELECT run_id FROM registrar_runs WHERE run_id LIKE ?1 AND command = ?2",
        [.text("%-" + tag), .text(command)]
      ).text
    }
  }
}
