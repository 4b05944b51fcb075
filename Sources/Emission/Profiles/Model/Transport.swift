/// How requests travel.
public struct Transport: Sendable, Equatable {
  /// The most requests in a second.
  public var perSecond: Double
  /// How many requests may be under way at once, each over a connection and in a session of its own.
  public var workers: Int
  /// The most workers.
  public static let mostWorkers = 16
  /// After how many seconds an answer is no longer waited for.
  public var timeoutSeconds: Int
  /// How many seconds after the last unanswered request the other system is looked at.
  public var settleSeconds: Int
  /// Headers of every request.
  public var headers: [QueryItem]
  /// The media type of bodies.
  public var contentType: String
  /// The most bytes of an answer.
  public var maximumAnswerBytes: Int
  /// The most pages of a list.
  public var maximumPages: Int

  /// How requests travel.
  public init(
    perSecond: Double = 10, timeoutSeconds: Int = 60, settleSeconds: Int = 3,
    headers: [QueryItem] = [], contentType: String = "application/json",
    maximumAnswerBytes: Int = 64 << 20, maximumPages: Int = 10_000, workers: Int = 1
  ) {
    self.perSecond = perSecond
    self.workers = workers
    self.timeoutSeconds = timeoutSeconds
    self.settleSeconds = settleSeconds
    self.headers = headers
    self.contentType = contentType
    self.maximumAnswerBytes = maximumAnswerBytes
    self.maximumPages = maximumPages
  }
}

/// Where the parts of an error stand: pointers (RFC 6901), or `first-key` and `first-text`, the first name and
/// the first text that a walk through the answer meets.
public struct ErrorPointers: Sendable, Equatable {
  /// The error's code.
  public var code: String?
  /// The field that it is about.
  public var field: String?
  /// What it says.
  public var message: String?

  /// Where the parts stand.
  public init(code: String? = nil, field: String? = nil, message: String? = nil) {
    self.code = code
    self.field = field
    self.message = message
  }
}

/// How often a request is repeated, and after what time.
public struct RetryRules: Sendable, Equatable {
  /// How often one is that the other system was too busy for.
  public var busyTimes: Int
  /// The seconds before the first repetition; each further one waits twice as long.
  public var firstSeconds: Double
  /// The most seconds, also where the other system asks for more.
  public var maximumSeconds: Double
  /// How often one is of which nobody knows what became, after a look.
  public var unknownTimes: Int

  /// How often a request is repeated.
  public init(
    busyTimes: Int = 5, firstSeconds: Double = 1, maximumSeconds: Double = 30, unknownTimes: Int = 2
  ) {
    self.busyTimes = busyTimes
    self.firstSeconds = firstSeconds
    self.maximumSeconds = maximumSeconds
    self.unknownTimes = unknownTimes
  }
}

/// How the other system recognises a request that it had before.
public struct Idempotency: Sendable, Equatable {
  /// The header that carries the key.
  public var header: String

  /// Recognition by a header.
  public init(header: String) { self.header = header }
}
