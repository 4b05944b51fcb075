/// What the store knows of a record that went to another system, or is on its way.
///
/// No value of the record is in it: the record is named by a hash of its key.
public struct EmissionEntry: Sendable, Hashable {
  /// How far it is.
  public enum State: String, Sendable {
    /// It waits to be sent.
    case waiting
    /// A request left, and its answer is not known.
    case sent
    /// The system has it.
    case done
    /// The system refused it, and is not asked again until it changes.
    case refused
    /// The system refused it, and may be asked again.
    case later
    /// It was taken away again.
    case undone
    /// It left the queue: the store no longer has it, or it cannot be sent as it is.
    case dropped

    /// Those of records that are still to be sent, or looked for.
    static let queued: [State] = [.waiting, .sent, .later]
  }

  /// Where the record in the system comes from.
  public enum Origin: String, Sendable {
    /// It was made.
    case created
    /// It was there.
    case found
  }

  /// The table of the profile.
  public var table: String
  /// A hash of the record's key, in hexadecimal digits.
  public var keyHash: String
  /// What was asked last: `create`, `update` or `delete`.
  public var operation: String
  /// A hash of what was sent, in hexadecimal digits.
  public var bodyHash: String
  /// How far it is.
  public var state: State
  /// The id of the system, as JSON; `nil` while it is not known.
  public var remoteID: String?
  /// Where the record in the system comes from.
  public var origin = Origin.found
  /// How many requests were sent for it.
  public var attempts = 0
  /// How many times it was certain that a request was not done.
  public var generation = 0
  /// When this was noted, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public var at = ""
  /// The status of the last answer; `nil` without one.
  public var status: Int?
  /// The system's code of the last refusal.
  public var code: String?
}
