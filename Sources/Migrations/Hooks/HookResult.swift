/// What a command of a phase did.
public struct HookResult: Sendable, Hashable, Codable {
  /// When a command runs.
  public enum Moment: String, Sendable, Codable {
    /// Before anything is written.
    case before
    /// After everything is written and checked.
    case after
    /// When the phase failed.
    case afterFailure
  }

  /// How a command ended.
  public enum Ending: Sendable, Hashable, Codable {
    /// By itself, with a status.
    case exited(Int32)
    /// By a signal of somebody else.
    case killed(Int32)
    /// Because its time was over.
    case timedOut
    /// It did not begin; why.
    case notStarted(String)
    /// Because somebody ended the whole run.
    case cancelled
  }

  /// The hook's name.
  public var id: String
  /// When it ran.
  public var moment: Moment
  /// How it ended.
  public var ending: Ending
  /// How long it took, in seconds.
  public var seconds: Double
  /// How many bytes it wrote.
  public var outputBytes: Int
  /// SHA-256 of what it wrote, hexadecimal.
  public var outputSHA256: String

  /// Whether it did what it should.
  public var isSuccess: Bool { ending == .exited(0) }
}
