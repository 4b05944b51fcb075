public import TabularCore

/// What a run did in another system, or would do.
public struct EmissionReport: Sendable {
  /// The numbers of a table.
  public struct Table: Sendable, Hashable {
    /// The name in the profile.
    public var name: String
    /// Records that are made.
    public var created = 0
    /// Records that are changed.
    public var updated = 0
    /// Records that are there as they should be.
    public var unchanged = 0
    /// Records that cannot be sent, or that the system refused.
    public var refused = 0
    /// Records of which nobody knows what became.
    public var unknown = 0
    /// Records that are taken away; of an undo.
    public var deleted = 0
    /// Records that take no part this time.
    public var leftOut = 0
    /// Records that left the queue: the store no longer has them, or they cannot be sent as they are.
    public var dropped = 0
    /// How many of those were sent and had no answer.
    public var droppedUnknown = 0

    /// The numbers of a table, all 0.
    public init(name: String) { self.name = name }
  }

  /// Something that has to be done.
  public struct Operation: Sendable, Hashable {
    /// The table of the profile.
    public var table: String
    /// The hash by which the journal names the record.
    public var keyHash: String
    /// The JSON pointers of values that change; `nil` for a record that is made.
    public var pointers: [String]?

    /// Something to do.
    public init(table: String, keyHash: String, pointers: [String]?) {
      self.table = table
      self.keyHash = keyHash
      self.pointers = pointers
    }
  }

  /// The profile's name.
  public var target: String
  /// The address of the system.
  public var address: String
  /// Whether something was sent, not only compared.
  public var isExecuted: Bool
  /// Whether nothing was sent because something cannot be.
  public var isHeldBack = false
  /// The tables, in the order of the profile.
  public var tables: [Table]
  /// What has to be done, in order.
  public var operations: [Operation] = []
  /// What was found, at most a thousand of each code.
  public var issues: [Issue]
  /// How many findings there are of each code.
  public var counts: [IssueCode: Int]
  /// How many requests were sent.
  public var requestCount: Int
  /// How often requests were sent more slowly, because the system asked for it, failed or took long.
  public var slowdowns = 0
  /// What left the queue because the profile has no such table any more: how many, and how many of those were
  /// sent and had no answer.
  public var gone: [(table: String, count: Int, unknown: Int)] = []
  /// What an undo leaves in the system, by table, in the words of the profile.
  public var left: [(table: String, count: Int, leaves: String)] = []
  /// Why the run ended early; `nil` when it did not.
  public var failure: EmissionFailure?

  /// Whether a finding is an error.
  public var hasErrors: Bool { issues.contains { $0.severity == .error } }
}
