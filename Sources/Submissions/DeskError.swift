public import ImportPipeline

/// Why something that was asked of the desk is not done.
public enum DeskError: Error, Sendable {
  /// The store failed.
  case store(StoreError)
  /// There is no such thing, or the caller must not know of it.
  case notFound
  /// The caller has no right to it.
  case notAllowed
  /// Somebody else changed it meanwhile; the version that it has now.
  case stale(now: Int)
  /// It is in a state in which this cannot be done.
  case wrongState(SubmissionState)
  /// Whoever uploaded, corrected or handed in a submission cannot approve it.
  case fourEyes
  /// A file with errors, or one that was not checked, cannot be handed in.
  case hasErrors
  /// What was sent back needs a comment that says why.
  case noComment
  /// There is no such account, its password is another, or it is disabled.
  case badCredentials
  /// Too many attempts; how many seconds must pass before the next one.
  case wait(seconds: Int)
  /// An account of that name, or for that identity, exists.
  case nameTaken
  /// No account has that name.
  case unknownAccount
  /// A name that no account or file can have.
  case badName
  /// A scope that is none of the caller's.
  case badScope
  /// The password breaks a rule.
  case weakPassword(PasswordWeakness)
  /// A file is larger than allowed; the most bytes.
  case tooLarge(limit: Int)
  /// Too many files, or submissions that wait.
  case tooMany
  /// The disk has no room left that the desk may use.
  case diskFull
  /// A file cannot be written, for the system's reason.
  case unwritable(String)
  /// A file of a kind that is not taken.
  case unknownKind
  /// The file was removed when its time was over.
  case expired
  /// No random bytes, or not enough memory for a hash.
  case noResources
}
