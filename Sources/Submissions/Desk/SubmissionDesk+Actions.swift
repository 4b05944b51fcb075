import ImportPipeline

/// The steps that people take.
extension SubmissionDesk {
  /// Takes a step with a submission.
  ///
  /// All is decided in one transaction: the state, the version, the caller's rights and that four eyes
  /// look. Of two who press at once one wins; the other is told what it is now.
  ///
  /// - Parameters:
  ///   - version: the version that was on the page.
  ///   - comment: why it is sent back, or what was agreed; at most 4,000 characters.
  ///   - approvals: what an approver lets pass.
  @discardableResult
  public func act(
    _ action: DeskAction, on id: String, version: Int, by caller: Caller, comment: String = "",
    approvals: [Approval] = []
  ) throws(DeskError) -> Submission {
    let comment = String(comment.prefix(4_000))
    defer { wake() }
    return try store.change { connection throws(DeskError) in
      let found = try Self.submission(id, connection, locks: true)
      guard caller.may(.look, package: found.package, scope: found.scope) else { throw .notFound }
      guard caller.may(action, package: found.package, scope: found.scope) else {
        throw .notAllowed
      }
      guard found.version == version else { throw .stale(now: found.version) }
      guard let target = action.target, found.state.actions.contains(action) else {
        throw .wrongState(found.state)
      }
      guard !found.isExpired || action == .withdraw || action == .undo else { throw .expired }
      switch action {
      case .handIn:
        guard found.summary?.isSound == true else { throw .hasErrors }
        try Self.addContributor(caller.accountID, to: id, connection)
      case .approve:
        // Read in this transaction, not from the page.
        let own = try connection.value(
          """
          SELECT count(*) FROM \(connection.name(.contributors))
          WHERE submission_id = ?1 AND account_id = ?2
          """, [.text(id), .text(caller.accountID)])
        guard own.integer == 0, found.uploadedBy != caller.name else { throw .fourEyes }
      case .sendBack:
        guard comment.contains(where: { !$0.isWhitespace }) else { throw .noComment }
      default: break
      }
      try step(found, to: target, by: caller.name, connection)
      let table = connection.name(.submissions)
      if action == .approve || action == .sendBack {
        let isApproval = action == .approve
        try connection.execute(
          "UPDATE \(table) SET comment = ?2, approvals = ?3, approved_by = ?4 WHERE id = ?1",
          [
            .text(id), .text(comment),
            .text(isApproval ? approvals.map(\.text).joined(separator: ",") : ""),
            SQLValue(isApproval ? caller.name : nil),
          ])
      }
      try DeskLog.write(
        caller.event(
          action, of: id, at: store.now, detail: approvals.map(\.text).joined(separator: " ")),
        connection)
      return try Self.submission(id, connection)
    }
  }

  /// Puts a submission into another state, if it is still the version that was read.
  func step(
    _ submission: Submission, to state: SubmissionState, by actor: String,
    failure: String? = nil, _ connection: DeskConnection
  ) throws(DeskError) {
    let count = try connection.execute(
      """
      UPDATE \(connection.name(.submissions)) SET state = ?3, version = version + 1, actor = ?4,
        changed_at = ?5, claimed_by = NULL, failure = ?6
      WHERE id = ?1 AND version = ?2
      """,
      [
        .text(submission.id), SQLValue(submission.version), .text(state.rawValue), .text(actor),
        SQLValue(store.now), SQLValue(failure),
      ])
    guard count == 1 else {
      throw .stale(now: try Self.submission(submission.id, connection).version)
    }
  }
}

extension DeskAction {
  /// The state that a step of people leads to; `nil` for what is no step.
  var target: SubmissionState? {
    switch self {
    case .handIn: .handedIn
    case .withdraw: .withdrawn
    case .approve: .approved
    case .sendBack: .sentBack
    case .execute: .executing
    case .undo: .undoing
    case .recheck: .uploaded
    case .look, .upload, .correct, .operate, .audit: nil
    }
  }
}
