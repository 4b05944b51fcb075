/// What an account is there for.
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// Fills templates, hands them in.
  case clerk
  /// Looks at plans, approves or sends back, executes and takes back.
  case approver
  /// Looks at runs, verifies, traces; has failed submissions checked again.
  case `operator`
  /// Looks at everything, also at who looked at what; changes nothing.
  case auditor

  /// What the role may do.
  public var actions: Set<DeskAction> {
    switch self {
    case .clerk: [.look, .upload, .correct, .handIn, .withdraw]
    case .approver: [.look, .approve, .sendBack, .execute, .undo]
    case .operator: [.look, .recheck, .operate]
    case .auditor: [.look, .audit]
    }
  }
}

/// What can be done at the desk.
public enum DeskAction: String, Sendable, Hashable, CaseIterable {
  /// See a submission, its reports and its files.
  case look
  /// Put files on the desk.
  case upload
  /// Put a corrected copy of files on the desk.
  case correct
  /// Say that it is finished.
  case handIn = "hand-in"
  /// Take it back before it is decided.
  case withdraw
  /// Agree that it is written.
  case approve
  /// Ask for another round, with a comment.
  case sendBack = "send-back"
  /// Have it written.
  case execute
  /// Have what was written taken back.
  case undo
  /// Have it checked again, after the store changed or a check failed.
  case recheck
  /// Look at runs, verify the store, trace a record.
  case operate
  /// See who looked at what.
  case audit
}
