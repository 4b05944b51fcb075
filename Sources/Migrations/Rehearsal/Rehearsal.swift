/// What a rehearsal on a copy found, as the store of the real environment keeps it.
public struct Rehearsal: Sendable, Hashable, Codable {
  /// A phase of a rehearsal.
  public struct PhaseTime: Sendable, Hashable, Codable {
    /// The phase.
    public var phase: String
    /// Rows that were read.
    public var rows: Int
    /// How it ended, a `RunOutcome`.
    public var outcome: String
    /// How long its steps took.
    public var timings: [PhaseResult.Timing]
    /// What became of its tables; `nil` in rehearsals of earlier releases.
    public var tables: [PhaseResult.Table]?

    /// Seconds that do not depend on rows: those of commands.
    public var commandSeconds: Double {
      timings.reduce(0) { $0 + ($1.step == .before || $1.step == .after ? $1.seconds : 0) }
    }
    /// Seconds of all other steps.
    public var workSeconds: Double { timings.reduce(0) { $0 + $1.seconds } - commandSeconds }
    /// All seconds.
    public var seconds: Double { workSeconds + commandSeconds }
  }

  /// The backup that was restored, by its file's name; `nil` where there was nothing to copy.
  public var backup: String?
  /// When that backup was compared, UTC; `nil` where that is not known.
  public var backupTime: String?
  /// Whether the copy was masked before anything else was done to it.
  public var isMasked: Bool?
  /// Seconds to restore the backup into the copy.
  public var restoreSeconds = 0.0
  /// The phases, in the order in which they ran.
  public var phases: [PhaseTime] = []
  /// Seconds to take all of it back.
  public var rollBackSeconds = 0.0
  /// Whether the copy was as its runs wrote it.
  public var isVerified = false
  /// Whether the way back led to the first state.
  public var isRolledBack = false

  /// A rehearsal of which nothing is known yet.
  public init() {}

  /// Seconds of all phases.
  public var workSeconds: Double { phases.reduce(0) { $0 + $1.seconds } }
  /// Rows of all phases.
  public var rowCount: Int { phases.reduce(0) { $0 + $1.rows } }
}
