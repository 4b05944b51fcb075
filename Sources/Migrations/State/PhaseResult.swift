/// How a round of a phase ended.
public struct PhaseResult: Sendable, Hashable, Codable {
  /// A step of a round.
  public enum Step: String, Sendable, Codable, CaseIterable {
    /// The commands before anything is written.
    case before
    /// The copy of the store.
    case backup
    /// The removal of stored records.
    case clean
    /// The import.
    case `import`
    /// What must hold.
    case checks
    /// The comparison of the store with what its runs wrote down.
    case verify
    /// The commands after everything is written.
    case after
  }

  /// How long a step took.
  public struct Timing: Sendable, Hashable, Codable {
    /// The step.
    public var step: Step
    /// Seconds.
    public var seconds: Double
  }

  /// What became of a table.
  public struct Table: Sendable, Hashable, Codable {
    /// The machine name.
    public var name: String
    /// Rows that were read.
    public var read: Int
    /// Records that were made.
    public var created: Int
    /// Records that were changed.
    public var updated: Int
    /// Records that were as the rows say.
    public var unchanged: Int
    /// Records that were removed.
    public var deleted: Int
    /// Rows that were left out because of errors.
    public var invalid: Int

    /// Rows that were read, or records that were removed without any.
    public var rowCount: Int { max(read, created + updated + unchanged + deleted + invalid) }
  }

  /// What a check found.
  public struct CheckResult: Sendable, Hashable, Codable {
    /// The check.
    public var name: String
    /// The number that was found: records, rows of a query, or rows of the plan.
    public var found: Int?
    /// Whether it holds.
    public var holds: Bool
  }

  /// A file that was read.
  public struct File: Sendable, Hashable, Codable {
    /// The last component of its path.
    public var name: String
    /// SHA-256 of its bytes, hexadecimal.
    public var sha256: String
  }

  /// How it ended, a `RunOutcome`.
  public var outcome: String
  /// The step at which it failed; `nil` when it succeeded.
  public var failedStep: Step?
  /// The code of the first error.
  public var code: String?
  /// The run that wrote.
  public var run: String?
  /// The runs that removed records before; `nil` where the phase removes none.
  public var cleaned: [String]?
  /// The backup that was made before.
  public var backup: File?
  /// The files that were read.
  public var files: [File] = []
  /// What became of the tables.
  public var tables: [Table] = []
  /// What the checks found.
  public var checks: [CheckResult] = []
  /// What the commands did.
  public var hooks: [HookResult] = []
  /// How long the steps took, in their order.
  public var timings: [Timing] = []

  /// Whether the round did all that it should.
  public var isSuccess: Bool { failedStep == nil }

  /// How long the round took, in seconds.
  public var seconds: Double { timings.reduce(0) { $0 + $1.seconds } }

  /// Rows that were read, and records that were removed without any.
  public var rowCount: Int { tables.reduce(0) { $0 + $1.rowCount } }

  /// A round of which nothing is known yet.
  public init(outcome: String = "clean") { self.outcome = outcome }
}
