/// How far a submission is.
public enum SubmissionState: String, Sendable, Hashable, CaseIterable {
  /// It waits for its check.
  case uploaded
  /// It is being checked.
  case checking
  /// Its report is there.
  case checked
  /// It waits for an approver.
  case handedIn = "handed-in"
  /// It waits to be written.
  case approved
  /// An approver asks for another round.
  case sentBack = "sent-back"
  /// It is being written.
  case executing
  /// It is written.
  case executed
  /// It is being taken back.
  case undoing
  /// It was written and taken back.
  case undone
  /// Its check or its execution failed; nothing is written.
  case failed
  /// Its clerk took it back.
  case withdrawn
  /// A later round took its place.
  case replaced

  /// What can be done in this state, besides looking.
  public var actions: Set<DeskAction> {
    switch self {
    case .uploaded: [.withdraw]
    case .checking, .executing, .undoing, .undone, .withdrawn, .replaced: []
    case .checked: [.correct, .handIn, .withdraw, .recheck]
    case .handedIn: [.approve, .sendBack, .withdraw, .recheck]
    case .approved: [.execute, .sendBack]
    case .sentBack: [.correct, .withdraw]
    case .executed: [.undo]
    case .failed: [.recheck, .withdraw, .sendBack]
    }
  }

  /// Whether a later round may take its place.
  var isReplaceable: Bool {
    switch self {
    case .uploaded, .checked, .handedIn, .sentBack, .failed, .withdrawn: true
    case .checking, .approved, .executing, .executed, .undoing, .undone, .replaced: false
    }
  }

  /// Whether nothing more happens to it.
  public var isOver: Bool {
    switch self {
    case .executed, .undone, .withdrawn, .replaced: true
    default: false
    }
  }
}
