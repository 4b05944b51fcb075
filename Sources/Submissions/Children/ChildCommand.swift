/// How this program is started for one of its commands.
public struct ChildCommand: Sendable {
  /// The program's path.
  public var program: String
  /// All variables of a child; nothing else of the server's surroundings reaches it.
  ///
  /// `DATABASE_URL` names the store: a location may hold a password, which must not stand among arguments.
  public var environment: [String: String]
  /// What names the store when it is a target: `--target prod --project registrar.json`.
  public var storeArguments: [String] = []
  /// What an execution and an undo need besides: `--confirm-target prod`.
  public var executeArguments: [String] = []

  /// How a program is started.
  public init(program: String, environment: [String: String]) {
    self.program = program
    self.environment = environment
  }
}

/// What a child may use.
public struct ChildLimits: Sendable {
  /// Address space in KiB.
  public var memory = 2_097_152
  /// Seconds of the clock.
  public var seconds = 900
  /// Seconds of the processor.
  public var processorSeconds = 900
  /// How many run at a time.
  public var slots = 2
  /// The most bytes of what a child prints that are kept.
  public var output = 16 << 20

  /// The usual limits.
  public init() {}
}

/// What became of a child.
public struct ChildResult: Sendable {
  /// How it ended.
  public enum Ending: Sendable, Hashable {
    /// By itself, with a status.
    case exited(Int32)
    /// By a signal, perhaps because it asked for more than it may use.
    case signalled(Int32)
    /// Its time was over.
    case timedOut
    /// Nobody wants its result any more.
    case cancelled
    /// It could not be started.
    case notStarted
  }

  /// How it ended.
  public var ending: Ending
  /// What it printed.
  public var output: [UInt8] = []
  /// What it said on standard error.
  public var errors: [UInt8] = []
}
