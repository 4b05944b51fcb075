/// How a run ended; each outcome has one exit code.
public enum RunOutcome: String, Sendable, CaseIterable {
  /// Nothing but notes.
  case clean
  /// Warnings, and no error.
  case warnings
  /// The data has errors.
  case dataErrors = "data-errors"
  /// The command line does not make sense.
  case usage
  /// An input or the schema cannot be read.
  case unreadable
  /// A guard refused.
  case guarded = "guard"
  /// Another run holds the target.
  case locked
  /// The store failed and everything was rolled back.
  case storeFailedRolledBack = "store-failed-rolled-back"
  /// The store failed and the run can be resumed.
  case storeFailedResumable = "store-failed-resumable"
  /// Written, but verification differs.
  case verifyMismatch = "verify-mismatch"
  /// A signal ended the run.
  case interrupted

  /// The exit status of the process.
  public var exitCode: Int32 {
    switch self {
    case .clean, .warnings: 0
    case .dataErrors: 1
    case .usage: 2
    case .unreadable: 3
    case .guarded: 4
    case .locked: 5
    case .storeFailedRolledBack, .storeFailedResumable: 6
    case .verifyMismatch: 7
    case .interrupted: 130
    }
  }
}
